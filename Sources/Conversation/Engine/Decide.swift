/// Decides what an event means for a conversation: what changes, what has to be done, and why.
///
/// Pure and total: any event in any state has an answer; one that is late or does not fit changes nothing.
package func decide(
    _ state: ConversationState, _ event: ConversationEvent, at moment: Moment, in world: World
) -> Decision {
    var engine = Engine(state, at: moment, in: world)
    engine.handle(event)
    return engine.decision
}

/// Decides and applies in one go: what `decide` and then `apply` would do, without folding the changes a second time.
///
/// The engine's own working copy is the folded state, since nothing changes it but the changes it writes down.
package func step(
    _ state: inout ConversationState, _ event: ConversationEvent, at moment: Moment, in world: World
) -> Decision {
    #if DEBUG
        let before = state
    #endif
    var engine = Engine(taking: &state, at: moment, in: world)
    engine.handle(event)
    swap(&state, &engine.state)
    #if DEBUG
        var folded = before
        folded.apply(engine.decision.changes)
        assert(folded == state, "the changes do not lead to the state")
    #endif
    var decision = Decision()
    swap(&decision, &engine.decision)
    return decision
}

/// Folds changes into a state: the other half of a step.
package func apply(_ changes: [Change], to state: inout ConversationState) {
    state.apply(changes)
}
