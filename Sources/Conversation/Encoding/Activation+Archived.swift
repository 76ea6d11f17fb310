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

extension LooseKind: Archived {
    init() { self = .own }

    private var name: String {
        switch self {
        case .date: "date"
        case .time: "time"
        case .amount: "amount"
        case .email: "email"
        case .phone: "phone"
        case .postcode: "postcode"
        case .mask: "mask"
        case .choice: "choice"
        case .own: "own"
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(name) {
        case "date": self = .date
        case "time": self = .time
        case "amount": self = .amount
        case "email": self = .email
        case "phone": self = .phone
        case "postcode": self = .postcode
        case "mask":
            var example = ""
            if case .mask(let it) = self { example = it }
            a(&example)
            self = .mask(example)
        case "choice":
            var names: [String] = []
            if case .choice(let it) = self { names = it }
            a(&names)
            self = .choice(names)
        case "own": self = .own
        default: a.fail("unknown kind of loose value")
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
