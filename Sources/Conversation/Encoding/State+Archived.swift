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

extension Tried.Kind: ArchivedField {
    static var absent: Self { .answer }
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

extension Wait.Kind: ArchivedCases {
    init() { self = .nothing }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
        case nothing, idle, ask, call, desk, person
    }

    func write(to a: inout Archive) {
        switch self {
        case .nothing: a.write(Tag.nothing)
        case .idle: a.write(Tag.idle)
        case .ask(let slot, let isShared): a.write(Tag.ask, slot, isShared)
        case .call(let number): a.write(Tag.call, number)
        case .desk(let escalation): a.write(Tag.desk, escalation)
        case .person(let escalation): a.write(Tag.person, escalation)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .nothing: self = .nothing
        case .idle: self = .idle
        case .ask: self = .ask(slot: a.read(), isShared: a.read())
        case .call: self = .call(number: a.read())
        case .desk: self = .desk(a.read())
        case .person: self = .person(a.read())
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

extension Wait.Escalation.Level: ArchivedField {
    static var absent: Self { .system }
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

extension SlotValue: ArchivedCases {
    init() { self = .text("") }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
        case text = "t"
        case number = "n"
        case amount = "a"
        case date = "d"
        case time = "h"
        case instant = "i"
        case yesNo = "y"
        case choice = "c"
        case element = "e"
    }

    func write(to a: inout Archive) {
        switch self {
        case .text(let text): a.write(Tag.text, text)
        case .number(let number): a.write(Tag.number, number.millionths)
        case .amount(let amount): a.write(Tag.amount, amount.cents, amount.currency)
        case .date(let day): a.write(Tag.date, Int64(day.days))
        case .time(let time): a.write(Tag.time, Int64(time.minutes))
        case .instant(let milliseconds): a.write(Tag.instant, milliseconds)
        case .yesNo(let isYes): a.write(Tag.yesNo, isYes ? 1 : 0)
        case .choice(let name): a.write(Tag.choice, name)
        case .element(let fields): a.write(Tag.element, fields)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .text: self = .text(a.read())
        case .number: self = .number(FixedNumber(millionths: a.read()))
        case .amount: self = .amount(Amount(cents: a.read(), currency: a.read()))
        case .date: self = .date(DayNumber(days: a.readExactly()))
        case .time: self = .time(MinuteOfDay(minutes: a.readExactly()))
        case .instant: self = .instant(milliseconds: a.read())
        case .yesNo: self = .yesNo(a.read() == 1)
        case .choice: self = .choice(a.read())
        case .element: self = .element(a.read())
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
