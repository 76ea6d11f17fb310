import Text

extension Explanation {
    package func encode() -> [UInt8] { ArchiveFormat.encode(self) }

    package init(decoding bytes: [UInt8]) throws(ArchiveError) { self = try ArchiveFormat.decode(bytes) }
}

extension Explanation: Archived {
    mutating func archive(_ a: inout Archive) {
        var how = consumption?.rawValue
        a(&how)
        if !a.isWriting { consumption = how.flatMap { Consumption(rawValue: $0) } }
        a(&candidates)
        a(&threshold)
        a(&repairs)
        a(&signals)
        a(&notes)
    }
}

extension Explanation.Candidate: Archived {
    init() { self.init(name: "", isArticle: false, confidence: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&name)
        a(&isArticle)
        a(&confidence)
    }
}

extension Explanation.Threshold: Archived {
    init() { self.init(kind: "", value: 0) }

    mutating func archive(_ a: inout Archive) {
        a(&kind)
        a(&value)
    }
}

extension Explanation.Repair: Archived {
    init() { self.init(from: "", to: "") }

    mutating func archive(_ a: inout Archive) {
        a(&from)
        a(&to)
    }
}

extension Explanation.Place: Archived {
    init() { self.init(flow: "") }

    mutating func archive(_ a: inout Archive) {
        a(&flow)
        a(&step)
        a(&file)
    }
}

extension Explanation.Verb: ArchivedField {
    static var absent: Self { .say }
}

extension Explanation.Note: ArchivedCases {
    init() { self = .event("") }

    /// The names of the cases in the record.
    enum Tag: String, CaseIterable {
        case act
        case condition = "when"
        case filled = "fill"
        case trouble
        case event
    }

    func write(to a: inout Archive) {
        switch self {
        case .act(let verb, let name, let detail, let place, let sentence, let isOptional):
            a.write(Tag.act, verb, name, detail, place, sentence, isOptional)
        case .condition(let text, let held, let values, let place):
            a.write(Tag.condition, text, held, values, place)
        case .filled(let slot, let display): a.write(Tag.filled, slot, display)
        case .trouble(let event, let tries, let limit, let total):
            a.write(Tag.trouble, event, tries, limit, total)
        case .event(let event): a.write(Tag.event, event)
        }
    }

    init(_ tag: Tag, from a: inout Archive) {
        switch tag {
        case .act:
            self = .act(
                a.read(), name: a.read(), detail: a.read(), at: a.read(), sentence: a.read(),
                isOptional: a.read())
        case .condition: self = .condition(a.read(), held: a.read(), values: a.read(), at: a.read())
        case .filled: self = .filled(slot: a.read(), display: a.read())
        case .trouble: self = .trouble(event: a.read(), tries: a.read(), limit: a.read(), total: a.read())
        case .event: self = .event(a.read())
        }
    }
}
