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

extension Explanation.Note: Archived {
    init() { self = .event("") }

    /// The names of the cases in the record.
    private enum Tag: String {
        case act
        case condition = "when"
        case filled = "fill"
        case trouble
        case event
    }

    private var tag: Tag {
        switch self {
        case .act: .act
        case .condition: .condition
        case .filled: .filled
        case .trouble: .trouble
        case .event: .event
        }
    }

    mutating func archive(_ a: inout Archive) {
        switch a.tag(tag) {
        case .act:
            var p0: Explanation.Verb = .say
            var p1: String = ""
            var p2: String? = nil
            var p3: Explanation.Place = Explanation.Place()
            var p4: Int? = nil
            var p5: Bool = false
            if case .act(let q0, let q1, let q2, let q3, let q4, let q5) = self {
                p0 = q0
                p1 = q1
                p2 = q2
                p3 = q3
                p4 = q4
                p5 = q5
            }
            a(&p0)
            a(&p1)
            a(&p2)
            a(&p3)
            a(&p4)
            a(&p5)
            if !a.isWriting { self = .act(p0, name: p1, detail: p2, at: p3, sentence: p4, isOptional: p5) }
        case .condition:
            var p0: String = ""
            var p1: Bool = false
            var p2: [NamedText] = []
            var p3: Explanation.Place = Explanation.Place()
            if case .condition(let q0, let q1, let q2, let q3) = self {
                p0 = q0
                p1 = q1
                p2 = q2
                p3 = q3
            }
            a(&p0)
            a(&p1)
            a(&p2)
            a(&p3)
            if !a.isWriting { self = .condition(p0, held: p1, values: p2, at: p3) }
        case .filled:
            var p0: String = ""
            var p1: String = ""
            if case .filled(let q0, let q1) = self {
                p0 = q0
                p1 = q1
            }
            a(&p0)
            a(&p1)
            if !a.isWriting { self = .filled(slot: p0, display: p1) }
        case .trouble:
            var p0: String = ""
            var p1: Int = 0
            var p2: Int = 0
            var p3: Int = 0
            if case .trouble(let q0, let q1, let q2, let q3) = self {
                p0 = q0
                p1 = q1
                p2 = q2
                p3 = q3
            }
            a(&p0)
            a(&p1)
            a(&p2)
            a(&p3)
            if !a.isWriting { self = .trouble(event: p0, tries: p1, limit: p2, total: p3) }
        case .event:
            var p0: String = ""
            if case .event(let q0) = self {
                p0 = q0
            }
            a(&p0)
            if !a.isWriting { self = .event(p0) }
        case nil: a.fail("unknown Explanation.Note")
        }
    }
}
