package import Text

/// Who holds the customer now.
package enum Owner: Sendable, Hashable {
    case bot
    case queue(String)
    /// The agent's name.
    case agent(String)
}

/// Everything the engine knows about one conversation: a fold of its changes.
///
/// Every list in it has a named bound (`ConversationLimits`), so a message costs the same after a thousand others.
package struct ConversationState: Sendable, Hashable {
    package internal(set) var id = ""
    /// Chooses variants of texts; given when the conversation opens.
    package internal(set) var seed: UInt64 = 0
    /// The version of the bot this conversation stands in.
    package internal(set) var fingerprint = ""
    package internal(set) var channel = "web"
    package internal(set) var language = Language.french
    /// The other declared language of the last message, if it was in one.
    package internal(set) var otherLanguage: Language?
    package internal(set) var owner = Owner.bot
    /// The outcome the conversation was closed with; nil while it is open.
    package internal(set) var closedOutcome: String?
    /// Nil for a customer of whom nothing was told.
    @Seldom private var known: KnownCustomer?
    package internal(set) var pages: [String] = []
    package internal(set) var shared: [NamedValue] = []
    /// What the customer told in flows that are over, oldest first: whoever takes over need not ask it again.
    package internal(set) var gathered: [GatheredSlot] = []

    package internal(set) var running: Activation?
    /// Oldest first.
    package internal(set) var paused: [Activation] = []
    package internal(set) var pending: [Request] = []
    /// The activation that escalated, kept while the queue or an agent owns the customer.
    @Seldom package internal(set) var handedOver: Activation?

    package internal(set) var counters = Counters()
    package internal(set) var wait = Wait()
    /// Place in the queue, 1 is next; nil when unknown.
    package internal(set) var place: Int?
    package internal(set) var activationCount = 0
    package internal(set) var callCount = 0
    /// What came while a call was under way, in order.
    package internal(set) var held: [HeldInput] = []
    package internal(set) var tried: [Tried] = []
    package internal(set) var promises: [PromiseRecord] = []
    /// When the customer last spoke (or opened).
    package internal(set) var lastCustomerMilliseconds: Int64 = 0
    /// What the bot said last, for "repeat".
    package internal(set) var lastSaid: [String] = []
    package internal(set) var variants: [VariantUse] = []
    /// The last request understood, for "asks again".
    package internal(set) var lastRequest: String?
    /// The outcome of the activation that ended last.
    package internal(set) var lastOutcome: String?
    package internal(set) var rating: Int?
    /// Whether the customer has said anything yet.
    package internal(set) var hasSpoken = false
    /// False until the customer's first message settles the language, when none was given at the opening.
    package internal(set) var languageIsSettled = false

    package init() {}

    package var isClosed: Bool { closedOutcome != nil }

    package internal(set) var customerID: String? {
        get { known?.id }
        set { know { $0.id = newValue } }
    }

    package internal(set) var customerName: String? {
        get { known?.name }
        set { know { $0.name = newValue } }
    }

    /// What the site told about the customer, in the order given.
    package internal(set) var profile: [NamedText] {
        get { known?.profile ?? [] }
        set { know { $0.profile = newValue } }
    }

    package internal(set) var earlier: [EarlierConversation] {
        get { known?.earlier ?? [] }
        set { know { $0.earlier = newValue } }
    }

    private mutating func know(_ change: (inout KnownCustomer) -> Void) {
        var customer = known ?? KnownCustomer()
        change(&customer)
        if customer != known ?? KnownCustomer() { known = customer == KnownCustomer() ? nil : customer }
    }

    /// What the running flow is about, for the desk and the console: flow, step and filled slots.
    package var currentFlow: String? { (running ?? handedOver)?.frames.last?.flow }
}

/// Bounds of everything in a state.
package enum ConversationLimits {
    package static let paused = 3
    package static let pending = 3
    package static let loose = 5
    package static let held = 32
    package static let pages = 20
    package static let earlier = 10
    package static let profile = 32
    package static let tried = 20
    package static let gathered = 20
    package static let promises = 8
    package static let trail = 32
    package static let variants = 16
    package static let frames = 16
    package static let buttons = 10
    /// Scalars of a value kept in a slot, result or page.
    package static let valueScalars = 2_000
    package static let listElements = 100
    package static let detours = 5
    package static let pausedMilliseconds: Int64 = 1_800_000
    /// Backstop the proof never counts on.
    package static let linesPerEvent = 100
    package static let messagesPerEvent = 10
    package static let turnsWithoutDeed = 60
}

/// What was told of a customer when the conversation opened.
private struct KnownCustomer: Sendable, Hashable {
    var id: String?
    var name: String?
    var profile: [NamedText] = []
    var earlier: [EarlierConversation] = []
}

/// The counters of a conversation; never turned back except as the comments say.
package struct Counters: Sendable, Hashable {
    /// Not understood, invalid, silence, negative signals; emptied by `end solved`.
    package internal(set) var trouble = 0
    /// Digressions, corrections, repeats since the last deed.
    package internal(set) var detours = 0
    /// The customer was told that nobody can take him now; emptied by a deed.
    package internal(set) var told = false
    /// Troubles at idle; emptied by a deed.
    package internal(set) var idleTries = 0
    /// Turns since the last deed (backstop).
    package internal(set) var turns = 0

    package init() {}
}

/// A slot's value that outlived the run of its flow.
package struct GatheredSlot: Sendable, Hashable {
    package var flow: String
    package var slot: NamedValue

    package init(flow: String, slot: NamedValue) {
        self.flow = flow
        self.slot = slot
    }
}

package struct NamedText: Sendable, Hashable {
    package var name: String
    package var text: String

    package init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
    }
}

/// One earlier conversation of the same customer, as the agent will see it.
package struct EarlierConversation: Sendable, Hashable {
    package var id: String
    package var channel: String
    package var outcome: String
    /// What it was about.
    package var summary: String
    package var atMilliseconds: Int64

    package init(id: String, channel: String, outcome: String, summary: String, atMilliseconds: Int64) {
        self.id = id
        self.channel = channel
        self.outcome = outcome
        self.summary = summary
        self.atMilliseconds = atMilliseconds
    }
}

/// A flow or article the customer asked for.
package struct Request: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        case flow(String)
        case article(String)
    }

    package var target: Target
    /// The intent it was recognised by, if a flow's.
    package var intent: String?
    /// The part of the message it stands in; its values are looked for when the request's turn comes.
    package var text: String

    package init(target: Target, intent: String? = nil, text: String) {
        self.target = target
        self.intent = intent
        self.text = text
    }

    package var name: String {
        switch target {
        case .flow(let name), .article(let name): name
        }
    }
}

/// A message or a press on a button that came while a call was under way.
package enum HeldInput: Sendable, Hashable {
    case spoke(String)
    case chose(String)
}

/// What was tried for the customer so far: goes into the packet.
package struct Tried: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case answer, call, promise, end, escalate
    }

    package var kind: Kind
    /// An article, flow/step, action or queue.
    package var name: String
    package var detail: String?

    package init(kind: Kind, name: String, detail: String? = nil) {
        self.kind = kind
        self.name = name
        self.detail = detail
    }
}

/// Which variant of a `one of` was said last.
package struct VariantUse: Sendable, Hashable {
    package var file: Int
    package var start: Int
    package var index: Int
}
