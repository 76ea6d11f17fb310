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

/// Folds changes into a state: the other half of a step.
package func apply(_ changes: [Change], to state: inout ConversationState) {
    state.apply(changes)
}
