/// A list that is nearly always of one: that one stands in its owner, without memory of its own.
struct Few<Element: Sendable>: Sendable {
    /// Nil when the list is empty.
    private var one: Element?
    private var more: [Element] = []

    init() {}
}

extension Few: Equatable where Element: Equatable {}
extension Few: Hashable where Element: Hashable {}

extension Few: RandomAccessCollection, MutableCollection, RangeReplaceableCollection {
    var startIndex: Int { 0 }
    var endIndex: Int { one == nil ? 0 : 1 + more.count }

    subscript(index: Int) -> Element {
        get {
            guard index == 0, let one else { return more[index - 1] }
            return one
        }
        set {
            if index == 0, one != nil {
                one = newValue
            } else {
                more[index - 1] = newValue
            }
        }
    }

    mutating func append(_ element: Element) {
        if one == nil {
            one = element
        } else {
            more.append(element)
        }
    }

    mutating func replaceSubrange(_ range: Range<Int>, with elements: some Collection<Element>) {
        if range.isEmpty, elements.isEmpty { return }
        var all = Array(self)
        all.replaceSubrange(range, with: elements)
        one = all.first
        more = Array(all.dropFirst())
    }
}

/// Conversations, in no order: a customer's connection has one, a site's may have thousands.
enum ConversationSet: Sendable {
    case none
    case one(ConversationID)
    case many(Set<ConversationID>)

    func contains(_ id: ConversationID) -> Bool {
        switch self {
        case .none: false
        case .one(let known): known == id
        case .many(let all): all.contains(id)
        }
    }

    mutating func insert(_ id: ConversationID) {
        switch self {
        case .none: self = .one(id)
        case .one(let known): if known != id { self = .many([known, id]) }
        case .many(var all):
            // Nobody else may hold the set while it grows, or all of it would be copied.
            self = .none
            all.insert(id)
            self = .many(all)
        }
    }

    mutating func remove(_ id: ConversationID) {
        switch self {
        case .none: return
        case .one(let known): if known == id { self = .none }
        case .many(var all):
            self = .none
            all.remove(id)
            if !all.isEmpty { self = .many(all) }
        }
    }

    func sorted() -> [ConversationID] {
        switch self {
        case .none: []
        case .one(let id): [id]
        case .many(let all): all.sorted()
        }
    }
}

/// Conversations opened on one connection, by the client's id: at most `SessionsMachine.opensPerConnection` or a few more,
/// so that looking through them is as good as a table, which takes memory for places that stay empty.
struct Openings: Sendable {
    private var all: [(cid: String, id: ConversationID)] = []

    var count: Int { all.count }

    subscript(cid: String) -> ConversationID? {
        get { all.first { $0.cid == cid }?.id }
        set {
            all.removeAll { $0.cid == cid }
            if let newValue { all.append((cid, newValue)) }
        }
    }

    func contains(_ id: ConversationID) -> Bool { all.contains { $0.id == id } }

    mutating func remove(_ id: ConversationID) { all.removeAll { $0.id == id } }
}
