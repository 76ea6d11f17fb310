package import Text

/// One small difference between two states: what the record keeps of a decision.
///
/// Folded by `apply`, which never looks at the program or a model.
package enum Change: Sendable, Hashable {
    indirect case opened(Opening, fingerprint: String, language: Language)
    /// A customer's message or press.
    case heard(atMilliseconds: Int64)
    case languageHeard(Language?)
    case languageChanged(Language)
    case pageVisited(String)
    case rated(Int)
    indirect case ownerChanged(Owner)
    case placeChanged(Int?)
    indirect case waiting(Wait)
    case timersDone(Int)
    indirect case counted(Counters)

    indirect case started(Activation)
    case pausedRunning(atMilliseconds: Int64)
    /// Index into `paused`.
    case resumed(Int)
    case droppedPaused(Int)
    /// Running is gone.
    case endedRunning(outcome: String)
    /// `end` was reached; the satisfaction question may follow.
    case outcomeReached(String)
    /// Running goes with the customer to the queue; paused and pending are dropped.
    case handedOver
    case takenBack
    case forgotHandedOver
    case answered
    case satisfactionAsked
    indirect case reasonGiven(Reason)
    case looseChanged([LooseValue])
    case pendingChanged([Request])

    indirect case pushed(Frame)
    case popped
    case movedTo(line: Int)
    case entered(step: String?)
    indirect case filled(slot: String, isShared: Bool, SlotValue?)
    indirect case resulted(ActionResult)
    case triedAgain(line: Int)
    case emptiedAgain(Bool)
    /// The copies are taken by `apply` from the frame itself.
    indirect case passed(line: Int, slot: String?, isShared: Bool, typed: Bool, runTyped: [NamedValue])
    /// Frames above `depth` are dropped; the frame takes the copy of `entry`, which and what follows it are dropped.
    case restored(depth: Int, entry: Int)
    /// No pass was found: the frame begins anew, keeping its counters.
    case restarted(depth: Int)

    /// A call began: its number is the state's next one.
    indirect case called(flow: String, line: Int, changes: Bool)
    case held(HeldInput)
    case heldTaken
    indirect case tried(Tried)
    indirect case promised(PromiseRecord)
    case said(String)
    indirect case variantSaid(VariantUse)
    case requested(String)
    case closed(outcome: String)
    case reopened
    /// Moved to a new version of the bot.
    indirect case moved(
        fingerprint: String, running: Activation?, paused: [Activation], handedOver: Activation?)
}
