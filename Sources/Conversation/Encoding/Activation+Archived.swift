import Text

extension Activation: Archived {
    mutating func archive(_ a: inout Archive) {
        a(&number)
        a(&frames)
        a(&article)
        a(&intent)
        a(&loose)
        a(&hasAnswered)
        a(&satisfactionAsked)
        a(&outcome)
        a(&changes)
        a(&passes)
        a(&reason)
        a(&pausedMilliseconds)
        a(&pausedWait)
        a(&isUrgent)
    }
}

extension CallPasses: Archived {
    init() { self.init(flow: "", line: 0, count: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&flow)
        a(&line)
        a(&count)
    }
}

extension Reason: Archived {
    init() { self.init(code: .flow, text: "") }

    mutating func archive(_ a: inout Archive) {
        a(&code)
        a(&text)
    }
}

extension Reason.Code: ArchivedField {
    static var absent: Self { .flow }
}

extension Frame: Archived {
    mutating func archive(_ a: inout Archive) {
        a(&flow)
        a(&line)
        a(&slots)
        a(&results)
        a(&tries)
        a(&entries)
        a(&trail)
        a(&returns)
        a(&into)
        a(&emptiedAgain)
        a(&step)
    }
}

extension Frame.Returns: ArchivedField {
    static var absent: Self { .root }
}

extension NamedCount: Archived {
    init() { self.init(name: "", count: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&name)
        a(&count)
    }
}

extension IndexCount: Archived {
    init() { self.init(index: 0, count: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&index)
        a(&count)
    }
}

extension ActionResult: Archived {
    init() { self.init(name: "") }

    mutating func archive(_ a: inout Archive) {
        a(&name)
        a(&fields)
        a(&lists)
    }
}

extension ResultList: Archived {
    init() { self.init(name: "", elements: []) }

    mutating func archive(_ a: inout Archive) {
        a(&name)
        var rows = elements.map { Row(fields: $0) }
        a(&rows)
        if !a.isWriting { elements = rows.map(\.fields) }
    }

    private struct Row: Archived {
        var fields: [NamedValue] = []

        mutating func archive(_ a: inout Archive) { a(&fields) }
    }
}

extension TrailEntry: Archived {
    mutating func archive(_ a: inout Archive) {
        a(&line)
        a(&slot)
        a(&isShared)
        a(&typed)
        a(&runTyped)
        a(&slots)
        a(&results)
        a(&changes)
        a(&step)
    }
}

extension LooseValue: Archived {
    init() { self.init(kind: .own, value: .text(""), span: 0, slot: nil) }

    mutating func archive(_ a: inout Archive) {
        a(&kind)
        a(&value)
        a(&span)
        a(&slot)
    }
}

extension LooseKind: ArchivedCases {
    init() { self = .own }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
        case date, time, amount, email, phone, postcode, mask, choice, own
    }

    func write(to a: inout Archive) {
        switch self {
        case .date: a.write(Tag.date)
        case .time: a.write(Tag.time)
        case .amount: a.write(Tag.amount)
        case .email: a.write(Tag.email)
        case .phone: a.write(Tag.phone)
        case .postcode: a.write(Tag.postcode)
        case .mask(let example): a.write(Tag.mask, example)
        case .choice(let names): a.write(Tag.choice, names)
        case .own: a.write(Tag.own)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .date: self = .date
        case .time: self = .time
        case .amount: self = .amount
        case .email: self = .email
        case .phone: self = .phone
        case .postcode: self = .postcode
        case .mask: self = .mask(a.read())
        case .choice: self = .choice(a.read())
        case .own: self = .own
        }
    }
}

extension PromiseRecord: Archived {
    init() { self.init(kind: "", queue: "", contact: nil, dueMilliseconds: nil, flow: nil) }

    mutating func archive(_ a: inout Archive) {
        a(&kind)
        a(&queue)
        a(&contact)
        a(&dueMilliseconds)
        a(&flow)
    }
}
