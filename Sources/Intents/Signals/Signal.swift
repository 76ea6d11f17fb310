/// What a message says besides its purpose: the tone, or a word to the bot itself.
package enum Signal: String, Sendable, Hashable, CaseIterable {
    /// A person is wanted.
    case human
    /// The customer gives up what is going on.
    case cancel
    case `repeat`
    /// "I haven't got it": the answer to the question is not known.
    case unknown
    /// Takes back something said: "non, plutôt", "I meant".
    case correction
    case yes
    case no
    case greeting
    case thanks
    case goodbye
    case complaint
    case insult
    case urgency
}

/// Signals as bits: every message is asked for each of them.
package struct SignalSet: Sendable, Hashable, ExpressibleByArrayLiteral {
    private var bits: UInt16 = 0

    package init(arrayLiteral signals: Signal...) {
        for signal in signals { insert(signal) }
    }

    package var isEmpty: Bool { bits == 0 }

    package func contains(_ signal: Signal) -> Bool { bits & Self.bit(signal) != 0 }

    package mutating func insert(_ signal: Signal) { bits |= Self.bit(signal) }

    package mutating func formUnion(_ other: SignalSet) { bits |= other.bits }

    package func isDisjoint(with other: SignalSet) -> Bool { bits & other.bits == 0 }

    /// In the order of `Signal.allCases`.
    package var signals: [Signal] { isEmpty ? [] : Signal.allCases.filter(contains) }

    private static func bit(_ signal: Signal) -> UInt16 {
        switch signal {
        case .human: 1
        case .cancel: 1 << 1
        case .repeat: 1 << 2
        case .unknown: 1 << 3
        case .correction: 1 << 4
        case .yes: 1 << 5
        case .no: 1 << 6
        case .greeting: 1 << 7
        case .thanks: 1 << 8
        case .goodbye: 1 << 9
        case .complaint: 1 << 10
        case .insult: 1 << 11
        case .urgency: 1 << 12
        }
    }
}
