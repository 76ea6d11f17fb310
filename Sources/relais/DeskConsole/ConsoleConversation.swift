import JSON

/// One line of what was said.
struct ConsoleLine: Equatable, Sendable {
    var seq: Int64
    /// customer, bot, agent, system, note.
    var from: String
    var name: String?
    var text: String
    var timeMilliseconds: Int64
}

extension ConsoleLine {
    /// - Parameter now: stands for a time the daemon did not say.
    init(message value: JSONValue, now: Int64 = 0) {
        self.init(
            seq: value["seq"]?.safeInteger ?? 0, from: value["from"]?.string ?? "",
            name: value["name"]?.string, text: value["text"]?.string ?? "",
            timeMilliseconds: value["ts"]?.safeInteger ?? now)
    }

    init(note value: JSONValue, now: Int64 = 0) {
        self.init(
            seq: value["note_seq"]?.safeInteger ?? 0, from: "note", name: value["from"]?.string,
            text: value["text"]?.string ?? "", timeMilliseconds: value["ts"]?.safeInteger ?? now)
    }
}

/// A customer the agent has, as far as this console knows.
struct ConsoleConversation: Sendable {
    let id: String
    /// What it is called on the screen: 1, 2, 3 …
    var number: Int
    var epoch: Int64
    /// The last number seen of what the customer may see; nothing up to it is shown again.
    var lastSeq: Int64 = 0
    var noteSeq: Int64 = 0
    /// Right after a packet the next number is taken as it comes: the packet names messages only.
    var takesAnySeq = true
    /// `resume` was asked and not answered: what comes out of order until then comes again after the answer.
    var isResuming = false
    /// The last number before a gap that was asked about; the same gap again is one for good.
    var gapAfter: Int64?
    /// Up to here lines are what was missed, not news.
    var catchingUpTo: Int64 = 0
    /// Up to here what was missed is kept but not unrolled on the screen: the past of a conversation new to this console.
    var quietUpTo: Int64 = 0
    var packet: ConsolePacket?
    var lines: [ConsoleLine] = []
    var unread = 0
    /// Written for this customer and not delivered.
    var draft: String?
    var articles: [ConsoleArticle] = []

    /// Lines kept for `/history` without asking the daemon.
    static let maximumLines = 500

    init(id: String, number: Int, epoch: Int64) {
        self.id = id
        self.number = number
        self.epoch = epoch
    }

    /// The customer's name, or the first letters of the conversation's id.
    var title: String {
        if let name = packet?.customerName, !name.isEmpty { return ConsolePaint.brief(name, 30) }
        return "#" + String(id.prefix(6))
    }

    mutating func add(_ line: ConsoleLine) {
        lines.append(line)
        if lines.count > Self.maximumLines { lines.removeFirst(lines.count - Self.maximumLines) }
    }

    var lastWordsOfCustomer: String? { lines.last { $0.from == "customer" }?.text }
}

/// An article the daemon suggested.
struct ConsoleArticle: Equatable, Sendable {
    var title: String
    var confidence: Double
    var text: String

    init(_ value: JSONValue) {
        title = value["title"]?.string ?? value["id"]?.string ?? ""
        confidence = min(max(value["confidence"]?.double ?? 0, 0), 1)
        text = value["text"]?.string ?? ""
    }
}

/// A customer proposed.
struct ConsoleOffer: Sendable {
    let id: String
    let conversation: String
    var number: Int
    var expiresAtMilliseconds: Int64
    var isRedelivered: Bool
    var packet: ConsolePacket
}
