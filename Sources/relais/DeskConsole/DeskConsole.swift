import JSON
import Text

// The terminal console of an agent, as a value: what the daemon says and what the agent types goes in, lines for the
// screen and lines for the daemon come out. Sockets, the terminal and the clock are `DeskCommand`'s.
//
// The key decision: a verb is kept until the daemon answers its `cid`, and is sent again with the same `cid` after every
// reconnection. The daemon takes each cid once, so nothing is lost and nothing is doubled, whenever the line breaks. What the
// customer may see is taken by its `seq`: a number seen before is passed over, a gap is asked for with `resume`.

/// What an agent's console is told at the start.
package struct ConsoleSettings: Sendable {
    package var token: String
    /// Sign in with a supervisor's rights.
    package var isSupervisor = false
    /// Conversations at once; nil: do not take offers until `/available`.
    package var capacity: Int? = 4
    package var skills: [String] = []
    package var canned = CannedAnswers()
    /// Take those of the bot's `Flows/desk.canned` once signed in.
    package var takesCannedOfBot = false
    package var paint: ConsolePaint
    /// Makes ids of this run differ from those of every other.
    package var seed: UInt64

    package init(token: String, paint: ConsolePaint, seed: UInt64) {
        self.token = token
        self.paint = paint
        self.seed = seed
    }
}

package struct DeskConsole: Sendable {
    package enum Input: Sendable {
        case connected
        case disconnected
        /// One line of the daemon, without its end.
        case received([UInt8])
        case typed(String)
        /// No more will be typed.
        case ended
        /// Time passed.
        case woke
    }

    package enum Output: Equatable, Sendable {
        /// One line for the daemon, without its end.
        case send([UInt8])
        /// Text for the screen, without its last line end.
        case show(String)
        case ring
        case connect(afterMilliseconds: Int64)
        case disconnect
        /// Leave with this exit code, after what was sent is flushed.
        case leave(Int32)
    }

    enum Link: Equatable, Sendable {
        /// Connected, greeting.
        case greeting
        case ready
        case down
    }

    /// How an agent gives a customer away.
    enum Leaving: Equatable, Sendable {
        case closed, released, transferred
    }

    /// A verb not yet answered.
    struct Pending: Sendable {
        enum Kind: Equatable, Sendable {
            case accept(ConsoleOffer.Key)
            case decline, reply, note, suggest, history, available, supervise
            case leave(Leaving)
        }
        let cid: String
        let kind: Kind
        let conversation: String?
        let line: [UInt8]
        /// What the agent wrote, given back if it cannot be delivered.
        let text: String?
        /// Send again then (`retry_ms`).
        var retryAt: Int64?

        var isLeaving: Bool {
            if case .leave = kind { true } else { false }
        }
    }

    var settings: ConsoleSettings
    var paint: ConsolePaint { settings.paint }
    var now: Int64 = 0
    var link = Link.down
    /// The agent's name, once known.
    package internal(set) var name = ""
    var capacity: Int?
    var offers: [ConsoleOffer] = []
    var conversations: [ConsoleConversation] = []
    /// Id of the conversation that typed text goes to.
    var current: String?
    /// In the order sent.
    var pending: [Pending] = []
    var cidsMade = 0
    var failures = 0
    var heardAt: Int64 = 0
    var pingedAt: Int64 = 0
    var heartbeatMilliseconds: Int64 = 30_000
    /// How long the daemon asked to stay away (`drain`).
    var comeBackAfter: Int64?
    var picture: JSONValue?
    var knownBreaches: Set<String> = []
    var hasEnded = false
    var endsAt: Int64?
    var isQuitConfirmed = false
    /// When the token is tried once more: a daemon hears of a new account within half a second.
    var authAt: Int64?
    var authTriesLeft = 1
    var outputs: [Output] = []

    /// Unanswered verbs kept at most; then the agent is told to wait.
    static let maximumPending = 200
    static let authAgainMilliseconds: Int64 = 1_000
    static let firstBackOffMilliseconds: Int64 = 500
    static let longestBackOffMilliseconds: Int64 = 30_000
    /// How long a script that ended waits for the last answers.
    static let farewellMilliseconds: Int64 = 10_000

    package init(_ settings: ConsoleSettings) {
        self.settings = settings
        capacity = settings.capacity
    }

    /// - Parameter milliseconds: any clock that does not go back; since 1970 for the times on the screen.
    package mutating func take(_ input: Input, at milliseconds: Int64) -> [Output] {
        now = max(now, milliseconds)
        outputs.removeAll(keepingCapacity: true)
        switch input {
        case .connected: greet()
        case .disconnected: lostConnection()
        case .received(let bytes):
            heardAt = now
            if let value = try? JSONReader.parse(bytes) { hear(value) }
        case .typed(let line): obey(ConsoleCommand.parse(line))
        case .ended: end()
        case .woke: wake()
        }
        if hasEnded, pending.isEmpty, link == .ready || link == .down { outputs.append(.leave(0)) }
        return outputs
    }

    /// When `woke` is due; nil when nothing is awaited.
    package var wakeAt: Int64? {
        var times = pending.compactMap(\.retryAt)
        if link != .down { times.append(max(heardAt, pingedAt) + heartbeatMilliseconds) }
        if let endsAt { times.append(endsAt) }
        if let authAt { times.append(authAt) }
        return times.min()
    }

    // MARK: - Connection

    private mutating func greet() {
        link = .greeting
        heardAt = now
        pingedAt = now
        send([
            ("type", "hello"), ("v", [1]), ("client", "relais-desk/1"),
            ("role", settings.isSupervisor ? "supervisor" : "agent"),
        ])
    }

    private mutating func lostConnection() {
        guard link != .down || failures == 0 else { return retry() }
        if link == .ready {
            complain(
                "Connection lost; coming back. What you type is kept.",
                "Connexion perdue ; je reviens. Ce que vous tapez est gardé.")
        }
        link = .down
        offers = []
        retry()
    }

    /// Back-off doubles from half a second to half a minute; a quarter of it is spread by the seed, so that a team does not
    /// come back as one.
    private mutating func retry() {
        link = .down
        let doubled = Self.firstBackOffMilliseconds << Int64(min(failures, 6))
        let base = min(doubled, Self.longestBackOffMilliseconds)
        let spread = Int64((settings.seed ^ UInt64(failures) &* 0x9E37_79B9) % UInt64(base / 4 + 1))
        outputs.append(.connect(afterMilliseconds: comeBackAfter ?? base + spread))
        comeBackAfter = nil
        failures += 1
    }

    /// Everything is in place: takes up where it was.
    mutating func signedIn(_ value: JSONValue) {
        link = .ready
        name = value["name"]?.string ?? name
        let isFirst = failures == 0 && heardAt > 0 && conversations.isEmpty
        failures = 0
        let assigned = value["assigned"]?.array ?? []
        let held = Set(assigned.compactMap { $0["conversation"]?.string })
        for conversation in conversations where !held.contains(conversation.id) {
            drop(
                conversation.id,
                paint.words(
                    "was given to somebody else meanwhile", "a été confiée à quelqu'un d'autre entre-temps"))
        }
        for one in assigned {
            guard let id = one["conversation"]?.string, let epoch = one["epoch"]?.safeInteger else {
                continue
            }
            if let index = index(of: id) {
                conversations[index].epoch = epoch
            } else {
                open(id, epoch: epoch, packet: nil)
            }
            guard let index = index(of: id) else { continue }
            conversations[index].catchingUpTo = one["seq"]?.safeInteger ?? 0
            conversations[index].gapAfter = nil
            resume(index)
        }
        show(
            paint.own(
                isFirst
                    ? paint.words("Signed in as \(name).", "Connecté : \(name).")
                    : paint.words("Back as \(name).", "De retour : \(name).")))
        // Before offers can come: it says in which words.
        send([("type", "catalogue"), ("cid", .string(nextCID()))])
        sendAvailability()
        if settings.isSupervisor { send([("type", "watch"), ("cid", .string(nextCID()))]) }
        for one in pending { outputs.append(.send(one.line)) }
    }

    mutating func resume(_ index: Int) {
        conversations[index].isResuming = true
        conversations[index].takesAnySeq = false
        var members: [(String, JSONValue)] = [
            ("type", "resume"), ("conversation", .string(conversations[index].id)),
            ("last_seq", .integer(conversations[index].lastSeq)),
        ]
        // A console that was started anew lost it.
        if conversations[index].packet == nil { members.append(("packet", true)) }
        send(members)
    }

    mutating func sendAvailability() {
        guard link == .ready, settings.capacity != nil || capacity != nil else { return }
        var members: [(String, JSONValue)] = [
            ("type", "available"), ("cid", .string(nextCID())), ("on", .bool(capacity != nil)),
        ]
        if let capacity { members.append(("capacity", .integer(Int64(capacity)))) }
        if !settings.skills.isEmpty {
            members.append(("skills", .array(settings.skills.map { .string($0) })))
        }
        send(members)
    }

    private mutating func wake() {
        if let endsAt, now >= endsAt {
            complain("No answer to the last messages.", "Pas de réponse aux derniers messages.")
            outputs.append(.leave(2))
            return
        }
        for index in pending.indices {
            guard let at = pending[index].retryAt, at <= now else { continue }
            pending[index].retryAt = nil
            if link == .ready { outputs.append(.send(pending[index].line)) }
        }
        guard link != .down else { return }
        if let at = authAt, at <= now {
            authAt = nil
            send([("type", "auth"), ("token", .string(settings.token))])
        }
        if now - heardAt >= 3 * heartbeatMilliseconds {
            outputs.append(.disconnect)
        } else if now - max(heardAt, pingedAt) >= heartbeatMilliseconds {
            pingedAt = now
            send([("type", "ping")])
        }
    }

    /// Nothing more is typed: what was said is still delivered.
    private mutating func end() {
        hasEnded = true
        endsAt = now + Self.farewellMilliseconds
    }

    // MARK: - Parts

    func index(of conversation: String) -> Int? { conversations.firstIndex { $0.id == conversation } }

    var currentIndex: Int? { current.flatMap { index(of: $0) } }

    /// Of the conversation a line of the daemon is about.
    func index(in value: JSONValue) -> Int? { value["conversation"]?.string.flatMap { index(of: $0) } }

    mutating func show(_ text: String) { outputs.append(.show(text)) }

    mutating func hint(_ en: String, _ fr: String) { show(paint.dim(paint.words(en, fr))) }
    mutating func warn(_ en: String, _ fr: String) { show(paint.alert(paint.words(en, fr))) }
    mutating func complain(_ en: String, _ fr: String) { show(paint.failure(paint.words(en, fr))) }

    mutating func send(_ members: [(String, JSONValue)]) {
        outputs.append(.send(Self.line(members)))
    }

    static func line(_ members: [(String, JSONValue)]) -> [UInt8] {
        JSONValue.object(members.map { JSONMember($0.0, $0.1) }).encoded()
    }

    mutating func nextCID() -> String {
        cidsMade += 1
        return "d" + String(settings.seed, radix: 36) + "-" + String(cidsMade)
    }

    /// Sends a verb and keeps it until it is answered; when the line is down it goes out after the reconnection.
    mutating func request(
        _ kind: Pending.Kind, _ type: String, _ conversation: String?, _ members: [(String, JSONValue)] = [],
        text: String? = nil
    ) {
        guard pending.count < Self.maximumPending else {
            complain("Too much is unanswered; wait a moment.", "Trop de messages sans réponse ; un instant.")
            return
        }
        let cid = nextCID()
        var all: [(String, JSONValue)] = [("type", .string(type)), ("cid", .string(cid))]
        if let conversation { all.append(("conversation", .string(conversation))) }
        let line = Self.line(all + members)
        pending.append(
            Pending(
                cid: cid, kind: kind, conversation: conversation, line: line, text: text, retryAt: nil))
        if link == .ready { outputs.append(.send(line)) }
    }

    static func smallestFree(_ used: [Int]) -> Int {
        (1...used.count + 1).first { !used.contains($0) } ?? used.count + 1
    }

    /// Puts a conversation on the screen's list, under the smallest free number.
    mutating func open(_ id: String, epoch: Int64, packet: ConsolePacket?) {
        let number = Self.smallestFree(conversations.map(\.number))
        var conversation = ConsoleConversation(id: id, number: number, epoch: epoch)
        if let packet {
            conversation.packet = packet
            conversation.lines = packet.transcript
            conversation.lastSeq = packet.transcript.last?.seq ?? 0
            conversation.noteSeq = packet.notes.last?.seq ?? 0
        }
        conversations.append(conversation)
        conversations.sort { $0.number < $1.number }
        if current == nil { current = id }
    }

    /// Takes a conversation off the list, and gives back what was not delivered.
    mutating func drop(_ id: String, _ why: String) {
        guard let index = index(of: id) else { return }
        let conversation = conversations.remove(at: index)
        show(paint.alert("\(conversation.number)") + " \(paint.bold(conversation.title)) " + why)
        if let draft = conversation.draft {
            show(paint.dim(paint.words("not sent: ", "non envoyé : ")) + ConsolePaint.safe(draft))
        }
        if current == id {
            current = conversations.first { $0.unread > 0 }?.id ?? conversations.first?.id
            if let next = currentIndex { show(nowWith(conversations[next])) }
        }
    }

    func nowWith(_ conversation: ConsoleConversation) -> String {
        paint.dim(paint.words("now with ", "maintenant avec "))
            + paint.bold("\(conversation.number) \(conversation.title)")
    }
}

extension ConsoleOffer {
    /// What has to be known of an offer to answer it.
    struct Key: Equatable, Sendable {
        var offer: String
        var conversation: String
    }
}
