/// What a client says, every field checked; the verbs of `Protocol.md`.
///
/// What a later room still has to check needs state: whether the conversation exists, whose it is, whether the role
/// may.
package enum ClientMessage: Sendable, Hashable {
    package enum Role: String, Sendable, Hashable, CaseIterable {
        case customer, site, agent, supervisor
    }

    package struct Hello: Sendable, Hashable {
        package var client: String
        package var role: Role
    }

    package struct Customer: Sendable, Hashable {
        package var id: String
        package var name: String?
        /// HMAC-SHA-256 of the id under the site's key, in base64url or hexadecimal.
        package var proof: String?
    }

    package enum ProfileValue: Sendable, Hashable {
        case text(String)
        case number(Double)
        case flag(Bool)
    }

    package struct ProfileEntry: Sendable, Hashable {
        package var name: String
        package var value: ProfileValue
    }

    package struct Open: Sendable, Hashable {
        package var cid: String
        package var channel: String
        package var language: String?
        package var customer: Customer?
        package var page: String?
        /// In the order sent.
        package var profile: [ProfileEntry]
    }

    package struct Resume: Sendable, Hashable {
        package var conversation: String
        /// Absent for agents and sites, who resume by right.
        package var secret: String?
        package var lastSeq: Int64
        /// An agent's: send the packet of the hand-over too.
        package var wantsPacket = false
    }

    package struct Say: Sendable, Hashable {
        package var conversation: String
        package var cid: String
        package var text: String
    }

    package struct Choose: Sendable, Hashable {
        package var conversation: String
        package var cid: String
        package var choice: String
    }

    package struct Rate: Sendable, Hashable {
        package var conversation: String
        package var cid: String
        package var score: Int
        package var comment: String?
    }

    package struct Page: Sendable, Hashable {
        package var conversation: String
        package var cid: String
        package var url: String
    }

    /// A customer's close carries neither epoch nor outcome; an agent's carries both.
    package struct Close: Sendable, Hashable {
        package var conversation: String
        package var cid: String
        package var epoch: Int64?
        package var outcome: String?
        package var tags: [String]
    }

    package struct Available: Sendable, Hashable {
        package var cid: String?
        package var isOn: Bool
        package var capacity: Int?
        /// Absent: those of the account.
        package var skills: [String]?
    }

    package struct OfferAnswer: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        package var offer: String
    }

    /// `reply` and `note`.
    package struct AgentText: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        package var epoch: Int64
        package var text: String
    }

    package enum Destination: Sendable, Hashable {
        case queue(String)
        case agent(String)
        /// `flow/step`.
        case bot(String)
    }

    package struct Transfer: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        package var epoch: Int64
        package var to: Destination
        package var note: String?
    }

    package struct Release: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        package var epoch: Int64
    }

    package struct Suggest: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        /// Absent: the customer's last message.
        package var text: String?
    }

    /// An agent's draft, to be looked at before it is sent.
    package struct Check: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        package var text: String
    }

    package struct History: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        /// Events with a smaller seq; absent: the newest.
        package var before: Int64?
        package var limit: Int
        /// One of the customer's earlier conversations, as the packet names it; `conversation` is the present one.
        package var earlier: String?
    }

    package struct Watch: Sendable, Hashable {
        package var cid: String?
        /// Empty: watch no more; absent: all.
        package var queues: [String]?
    }

    package struct Take: Sendable, Hashable {
        package var cid: String
        package var conversation: String
    }

    package struct Move: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        package var queue: String
    }

    package struct Assign: Sendable, Hashable {
        package var cid: String
        package var conversation: String
        package var agent: String
    }

    case hello(Hello)
    case auth(token: String)
    case ping
    case pong
    case open(Open)
    case resume(Resume)
    case say(Say)
    case choose(Choose)
    case rate(Rate)
    case page(Page)
    case typing(conversation: String, isOn: Bool)
    case seen(conversation: String, seq: Int64)
    case close(Close)
    case available(Available)
    case accept(OfferAnswer)
    case decline(OfferAnswer)
    case reply(AgentText)
    case note(AgentText)
    case transfer(Transfer)
    case release(Release)
    case suggest(Suggest)
    case history(History)
    case check(Check)
    case catalogue(cid: String)
    case watch(Watch)
    case take(Take)
    case move(Move)
    case assign(Assign)
    case reload(cid: String)
    case figures(cid: String)
    case status(cid: String)

    /// Every verb a client may send, as written in `type`.
    package enum Verb: String, Sendable, Hashable, CaseIterable {
        case hello, auth, ping, pong, open, resume, say, choose, rate, page, typing, seen, close
        case available, accept, decline, reply, note, transfer, release, suggest, history
        case check, catalogue
        case watch, take, move, assign, reload, figures, status
    }

    package var verb: Verb {
        switch self {
        case .hello: .hello
        case .auth: .auth
        case .ping: .ping
        case .pong: .pong
        case .open: .open
        case .resume: .resume
        case .say: .say
        case .choose: .choose
        case .rate: .rate
        case .page: .page
        case .typing: .typing
        case .seen: .seen
        case .close: .close
        case .available: .available
        case .accept: .accept
        case .decline: .decline
        case .reply: .reply
        case .note: .note
        case .transfer: .transfer
        case .release: .release
        case .suggest: .suggest
        case .history: .history
        case .check: .check
        case .catalogue: .catalogue
        case .watch: .watch
        case .take: .take
        case .move: .move
        case .assign: .assign
        case .reload: .reload
        case .figures: .figures
        case .status: .status
        }
    }

    /// The conversation the message is about; nil for those about none.
    package var conversation: String? {
        switch self {
        case .resume(let it): it.conversation
        case .say(let it): it.conversation
        case .choose(let it): it.conversation
        case .rate(let it): it.conversation
        case .page(let it): it.conversation
        case .typing(let conversation, _): conversation
        case .seen(let conversation, _): conversation
        case .close(let it): it.conversation
        case .accept(let it), .decline(let it): it.conversation
        case .reply(let it), .note(let it): it.conversation
        case .transfer(let it): it.conversation
        case .release(let it): it.conversation
        case .suggest(let it): it.conversation
        case .history(let it): it.conversation
        case .check(let it): it.conversation
        case .take(let it): it.conversation
        case .move(let it): it.conversation
        case .assign(let it): it.conversation
        case .hello, .auth, .ping, .pong, .open, .available, .catalogue, .watch, .reload, .figures, .status:
            nil
        }
    }

    package var cid: String? {
        switch self {
        case .open(let it): it.cid
        case .say(let it): it.cid
        case .choose(let it): it.cid
        case .rate(let it): it.cid
        case .page(let it): it.cid
        case .close(let it): it.cid
        case .available(let it): it.cid
        case .accept(let it), .decline(let it): it.cid
        case .reply(let it), .note(let it): it.cid
        case .transfer(let it): it.cid
        case .release(let it): it.cid
        case .suggest(let it): it.cid
        case .history(let it): it.cid
        case .check(let it): it.cid
        case .watch(let it): it.cid
        case .take(let it): it.cid
        case .move(let it): it.cid
        case .assign(let it): it.cid
        case .reload(let cid), .catalogue(let cid), .figures(let cid), .status(let cid): cid
        case .hello, .auth, .ping, .pong, .resume, .typing, .seen: nil
        }
    }
}
