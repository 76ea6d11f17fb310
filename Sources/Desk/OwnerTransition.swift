/// Who holds a customer of the desk.
package enum OwnerPhase: String, Sendable, Hashable, CaseIterable {
    /// In a queue, offered to nobody.
    case waiting
    /// In a queue, and one agent is asked.
    case offered
    case assigned
    /// Not at the desk (bot, or closed).
    case gone
}

/// What moves a customer from one owner to another.
package enum OwnerCause: String, Sendable, Hashable, CaseIterable {
    case arrived, offered, accepted, declined, expired, agentGone
    case released, agentLost, agentSilent
    case transferredToQueue, transferredToAgent, transferredToBot
    case taken, moved, overflowed, closed, customerLeft
}

/// The one table of owners.
///
///                 offered            accepted, taken
///     gone ──▶ waiting ◀────▶ offered ────────▶ assigned ──▶ gone
///      arrived    ▲  declined, expired, agentGone     │  closed, transferredToBot, customerLeft
///                 └────────── released, agentLost, agentSilent, transferredTo… ◀─┘
///
/// A cause without an arrow here is our bug and traps; events of clients are checked before they become causes.
package enum OwnerTransition {
    /// - Returns: the new phase; nil where there is no such arrow.
    package static func next(_ phase: OwnerPhase, _ cause: OwnerCause) -> OwnerPhase? {
        switch (phase, cause) {
        case (.gone, .arrived): .waiting

        case (.waiting, .offered): .offered
        case (.waiting, .taken): .assigned
        case (.waiting, .moved), (.waiting, .overflowed): .waiting
        case (.waiting, .customerLeft): .gone

        case (.offered, .accepted), (.offered, .taken): .assigned
        case (.offered, .declined), (.offered, .expired), (.offered, .agentGone), (.offered, .moved): .waiting
        case (.offered, .customerLeft): .gone

        case (.assigned, .released), (.assigned, .agentLost), (.assigned, .agentSilent): .waiting
        case (.assigned, .transferredToQueue), (.assigned, .transferredToAgent), (.assigned, .moved): .waiting
        case (.assigned, .taken): .assigned
        case (.assigned, .closed), (.assigned, .transferredToBot), (.assigned, .customerLeft): .gone

        default: nil
        }
    }
}
