import Conversation

/// What the protocol itself has to remember of a conversation: the fold of its facts.
struct Ledger: Sendable, Hashable {
    /// The answer once given to a client's id, and a hash of what it was given to.
    struct Answer: Sendable, Hashable {
        var seq: Int64?
        var epoch: Int64?
        var noteSeq: Int64?
        var bodyHash: UInt64
        var timeMilliseconds: Int64
    }

    /// One connection's right to resume: the hash of the newest secret, and of the one before until the new is used.
    struct Secret: Sendable, Hashable {
        var current: [UInt8]
        var previous: [UInt8]?
    }

    struct Timer: Sendable, Hashable {
        var name: TimerID
        var dueMilliseconds: Int64
    }

    /// Where in the stream a sequence number stands, every so many rows: so that an old part is found without an index.
    struct Mark: Sendable, Hashable {
        /// The row's number, and the first seq it may hold.
        var number: UInt64
        var seq: Int64
    }

    static let secretLimit = 16
    static let rowsPerMark: UInt64 = 64

    /// The site's account name; nil for customers who came by themselves.
    var site: String?
    /// `site NUL id` of an identified customer.
    var customerKey: [UInt8]?
    var openHash: UInt64 = 0
    var openedMilliseconds: Int64 = 0
    /// By the client's id; an agent's ids stand behind `@name:`, which no client can write.
    var answers: [String: Answer] = [:]
    var secrets = Few<Secret>()
    /// One of each kind; a later one replaces the earlier.
    var timers: [Timer] = []
    /// Actions called and not come back, in order; called again after a restart with the same key.
    var calls: [ActionCall] = []
    /// The last escalation, for the packet.
    @Seldom var escalation: EscalationRequest?
    var escalatedMilliseconds: Int64 = 0
    /// The customer's last id.
    var lastCid: String?
    var noteSeq: Int64 = 0
    var marks: [Mark] = []
    /// The customer's message each slot was filled from, newest; follows from the rows.
    var told: [String: Int64] = [:]
    static let toldLimit = 256

    /// Notes which slots a customer's message filled.
    mutating func note(_ changes: [Change], saidAt seq: Int64) {
        for case .filled(let slot, _, let value) in changes {
            if value == nil {
                told[slot] = nil
            } else if told.count < Self.toldLimit || told[slot] != nil {
                told[slot] = seq
            }
        }
    }

    mutating func apply(_ fact: Fact) {
        switch fact {
        case .opened(let site, let customerKey, let hash, let time):
            self.site = site
            self.customerKey = customerKey
            openHash = hash
            openedMilliseconds = time
        case .answered(let cid, let answer):
            answers[cid] = answer
            if cid.utf8.first != UInt8(ascii: "@") { lastCid = cid }
        case .secretGiven(let hash):
            if secrets.count >= Self.secretLimit { secrets.removeFirst() }
            secrets.append(Secret(current: hash, previous: nil))
        case .secretRotated(let used, let new):
            if let index = secrets.firstIndex(where: { $0.current == used }) {
                // Whoever has it knows the one it came from no more, nor do others need that one.
                let old = secrets[index].previous
                if let old {
                    for other in secrets.indices where secrets[other].previous == old {
                        secrets[other].previous = nil
                    }
                }
                secrets[index] = Secret(current: new, previous: used)
            } else if secrets.contains(where: { $0.previous == used }) {
                // The one given for it may be known to its owner all the same: two windows that came back at once, or
                // an attempt given up whose bytes arrived later. Both stay.
                if secrets.count >= Self.secretLimit { secrets.removeFirst() }
                secrets.append(Secret(current: new, previous: used))
            }
        case .timerSet(let name, let due):
            timers.removeAll { $0.name.kind == name.kind }
            timers.append(Timer(name: name, dueMilliseconds: due))
        case .timerGone(let name):
            timers.removeAll { $0.name == name }
        case .called(let call):
            calls.append(call)
        case .callReturned(let number):
            calls.removeAll { $0.number == number }
        case .escalated(let request, let time):
            escalation = request
            escalatedMilliseconds = time
        case .noted(let seq):
            noteSeq = seq
        }
    }

    /// Notes where a row stands, now and then. Where nothing is noted, the first row is meant.
    mutating func mark(number: UInt64, firstSeq: Int64) {
        if number > 1, number % Self.rowsPerMark == 1 { marks.append(Mark(number: number, seq: firstSeq)) }
    }

    /// The row from which events with `seq` are found.
    func row(for seq: Int64) -> UInt64 {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].seq <= seq { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 1 : marks[low - 1].number
    }

    var nextTimer: Int64? { timers.lazy.map(\.dueMilliseconds).min() }
}

/// One thing the protocol remembers of a turn.
enum Fact: Sendable, Hashable {
    case opened(site: String?, customerKey: [UInt8]?, openHash: UInt64, timeMilliseconds: Int64)
    case answered(cid: String, Ledger.Answer)
    case secretGiven(hash: [UInt8])
    case secretRotated(used: [UInt8], new: [UInt8])
    case timerSet(TimerID, dueMilliseconds: Int64)
    case timerGone(TimerID)
    case called(ActionCall)
    case callReturned(number: Int)
    case escalated(EscalationRequest, timeMilliseconds: Int64)
    case noted(seq: Int64)
}
