import Text

// How the parts of a state are laid out in the record. New fields go to the end of each list.

extension ConversationState {
    package func encode() -> [UInt8] { ArchiveFormat.encode(self) }

    /// - Throws: `ArchiveError` when the bytes are not a state, or of a newer format.
    package init(decoding bytes: [UInt8]) throws(ArchiveError) { self = try ArchiveFormat.decode(bytes) }
}

extension ConversationState: Archived {
    mutating func archive(_ a: inout Archive) {
        a(&id)
        var bits = Int64(bitPattern: seed)
        a(&bits)
        seed = UInt64(bitPattern: bits)
        a(&fingerprint)
        a(&channel)
        a(&language)
        a(&languageIsSettled)
        a(&otherLanguage)
        a(&owner)
        a(&closedOutcome)
        a(&customerID)
        a(&customerName)
        a(&profile)
        a(&pages)
        a(&earlier)
        a(&shared)
        a(&running)
        a(&paused)
        a(&pending)
        a(&handedOver)
        a(&counters)
        a(&wait)
        a(&place)
        a(&activationCount)
        a(&callCount)
        a(&held)
        a(&tried)
        a(&promises)
        a(&lastCustomerMilliseconds)
        a(&lastSaid)
        a(&variants)
        a(&lastRequest)
        a(&lastOutcome)
        a(&rating)
        a(&hasSpoken)
        a(&gathered)
    }
}

extension Owner: Archived {
    init() { self = .bot }

    mutating func archive(_ a: inout Archive) {
        var (tag, name): (String, String)
        switch self {
        case .bot: (tag, name) = ("bot", "")
        case .queue(let queue): (tag, name) = ("queue", queue)
        case .agent(let agent): (tag, name) = ("agent", agent)
        }
        a(&tag)
        a(&name)
        if a.isWriting { return }
        switch tag {
        case "bot": self = .bot
        case "queue": self = .queue(name)
        case "agent": self = .agent(name)
        default: a.fail("unknown owner")
        }
    }
}

extension Counters: Archived {
    mutating func archive(_ a: inout Archive) {
        a(&trouble)
        a(&detours)
        a(&told)
        a(&idleTries)
        a(&turns)
    }
}

extension GatheredSlot: Archived {
    init() { self.init(flow: "", slot: NamedValue("", .text(""))) }

    mutating func archive(_ a: inout Archive) {
        a(&flow)
        a(&slot)
    }
}

extension NamedText: Archived {
    init() { self.init("", "") }

    mutating func archive(_ a: inout Archive) {
        a(&name)
        a(&text)
    }
}

extension EarlierConversation: Archived {
    init() { self.init(id: "", channel: "", outcome: "", summary: "", atMilliseconds: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&id)
        a(&channel)
        a(&outcome)
        a(&summary)
        a(&atMilliseconds)
    }
}

extension Request: Archived {
    init() { self.init(target: .flow(""), text: "") }

    mutating func archive(_ a: inout Archive) {
        var (isArticle, name): (Bool, String)
        switch target {
        case .flow(let flow): (isArticle, name) = (false, flow)
        case .article(let id): (isArticle, name) = (true, id)
        }
        a(&isArticle)
        a(&name)
        target = isArticle ? .article(name) : .flow(name)
        a(&intent)
        a.shown(&text)
    }
}

extension HeldInput: Archived {
    init() { self = .spoke("") }

    mutating func archive(_ a: inout Archive) {
        var (isChoice, text): (Bool, String)
        switch self {
        case .spoke(let said): (isChoice, text) = (false, said)
        case .chose(let id): (isChoice, text) = (true, id)
        }
        a(&isChoice)
        a(&text)
        self = isChoice ? .chose(text) : .spoke(text)
    }
}

extension Tried: Archived {
    init() { self.init(kind: .answer, name: "") }

    mutating func archive(_ a: inout Archive) {
        a(&kind)
        a(&name)
        a(&detail)
    }
}

extension VariantUse: Archived {
    init() { self.init(file: 0, start: 0, index: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&file)
        a(&start)
        a(&index)
    }
}

extension Wait: Archived {
    mutating func archive(_ a: inout Archive) {
        a(&kind)
        a(&number)
        a(&buttons)
        a(&timersDone)
        a(&sinceMilliseconds)
    }
}

extension Wait.Kind: Archived {
    init() { self = .nothing }

    private var name: String {
        switch self {
        case .nothing: "nothing"
        case .idle: "idle"
        case .ask: "ask"
        case .call: "call"
        case .desk: "desk"
        case .person: "person"
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(name) {
        case "nothing": self = .nothing
        case "idle": self = .idle
        case "ask":
            var (slot, isShared) = ("", false)
            if case .ask(let name, let flag) = self { (slot, isShared) = (name, flag) }
            a(&slot)
            a(&isShared)
            self = .ask(slot: slot, isShared: isShared)
        case "call":
            var number = 0
            if case .call(let it) = self { number = it }
            a(&number)
            self = .call(number: number)
        case "desk":
            var escalation = Wait.Escalation()
            if case .desk(let it) = self { escalation = it }
            a(&escalation)
            self = .desk(escalation)
        case "person":
            var escalation = Wait.Escalation()
            if case .person(let it) = self { escalation = it }
            a(&escalation)
            self = .person(escalation)
        default: a.fail("unknown wait")
        }
    }
}

extension Wait.Escalation: Archived {
    mutating func archive(_ a: inout Archive) {
        a(&queue)
        a(&level)
        a(&isInRefusal)
        a(&reason)
    }
}

extension Button: Archived {
    init() { self.init(id: "", label: "", meaning: .none) }

    mutating func archive(_ a: inout Archive) {
        a(&id)
        a(&label)
        var value: SlotValue?
        var request: Request?
        switch meaning {
        case .value(let it): value = it
        case .request(let it): request = it
        case .none: break
        }
        a(&value)
        a(&request)
        if let value {
            meaning = .value(value)
        } else if let request {
            meaning = .request(request)
        } else {
            meaning = .none
        }
    }
}

extension SlotValue: Archived {
    init() { self = .text("") }

    private var tagName: String {
        switch self {
        case .text: "t"
        case .number: "n"
        case .amount: "a"
        case .date: "d"
        case .time: "h"
        case .instant: "i"
        case .yesNo: "y"
        case .choice: "c"
        case .element: "e"
        }
    }

    mutating func archive(_ a: inout Archive) {
        let tag = a.tag(tagName)
        var number: Int64 = 0
        var text = ""
        switch self {
        case .text(let it), .choice(let it): text = it
        case .number(let it): number = it.millionths
        case .amount(let it): (number, text) = (it.cents, it.currency)
        case .date(let it): number = Int64(it.days)
        case .time(let it): number = Int64(it.minutes)
        case .instant(let it): number = it
        case .yesNo(let it): number = it ? 1 : 0
        case .element: break
        }
        switch tag {
        case "t":
            a(&text)
            self = .text(text)
        case "c":
            a(&text)
            self = .choice(text)
        case "n":
            a(&number)
            self = .number(FixedNumber(millionths: number))
        case "a":
            a(&number)
            a(&text)
            self = .amount(Amount(cents: number, currency: text))
        case "d":
            a(&number)
            guard let days = Int32(exactly: number) else { return a.fail("day out of range") }
            self = .date(DayNumber(days: days))
        case "h":
            a(&number)
            guard let minutes = Int16(exactly: number) else { return a.fail("time out of range") }
            self = .time(MinuteOfDay(minutes: minutes))
        case "i":
            a(&number)
            self = .instant(milliseconds: number)
        case "y":
            a(&number)
            self = .yesNo(number == 1)
        case "e":
            var fields: [NamedValue] = []
            if case .element(let it) = self { fields = it }
            a(&fields)
            self = .element(fields)
        default: a.fail("unknown kind of value")
        }
    }
}

extension NamedValue: Archived {
    init() { self.init("", .text("")) }

    mutating func archive(_ a: inout Archive) {
        a(&name)
        a(&value)
    }
}
