/// Values by id that are changed where they stand.
///
/// A dictionary of large values moves a value out and in again, through memory of its own, for each change of one
/// member, and every message makes some dozens. Here a dictionary leads to a place, and the value stays in it.
struct Pool<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    /// One value, which stays where it is while it is read and changed.
    ///
    /// Only the pool that alone holds a place changes it; a copy of the pool makes places of its own as it changes them.
    private final class Place: @unchecked Sendable {
        /// Nil: free. A pool is a value: whoever reads or changes one is alone with it already.
        @exclusivity(unchecked) var value: Value?
        init(_ value: consuming Value?) { self.value = value }

        @inline(__always)
        func change<Answer>(_ body: (inout Value) -> Answer) -> Answer? {
            if case nil = value { return nil }
            // It is there, as was just asked; bound to a name it would be moved out and in again.
            // swift-format-ignore: NeverForceUnwrap
            return body(&value!)
        }
    }

    private var numbers: [Key: Int] = [:]
    /// The first stays empty: it is that of every key without one, and of the numbers that are free.
    private var places: ContiguousArray<Place> = [Place(nil)]
    private var free: [Int] = []
    /// The key found or changed last, which is nearly always the next that is asked for, and its number.
    private var last: (key: Key, number: Int)?

    init() {}

    var count: Int { numbers.count }

    /// In no order.
    var keys: [Key] { Array(numbers.keys) }

    func contains(_ key: Key) -> Bool { number(of: key) != nil }

    /// As `contains`, and what follows finds the key at once.
    mutating func find(_ key: Key) -> Bool {
        guard let number = number(of: key) else { return false }
        last = (key, number)
        return true
    }

    @inline(__always)
    private func number(of key: Key) -> Int? {
        if let last, last.key == key { return last.number }
        return numbers[key]
    }

    // One `yield` each: an accessor with two is not taken into its caller, and then needs memory of its own.

    subscript(key: Key) -> Value? {
        @inline(__always)
        _read {
            // Not through an address the compiler does not know the owner of: who keeps the value while the pool changes
            // would see it change too.
            yield places[number(of: key) ?? 0].value
        }
        @inline(__always)
        _modify {
            let number = number(of: key) ?? makePlace(key)
            last = (key, number)
            own(number)
            defer { if places[number].value == nil { release(key, number) } }
            yield &places[number].value
        }
    }

    /// Changes the value of a key where it stands, if there is one.
    ///
    /// For what every message does: `pool[key]?.member = …` needs memory of its own for each change.
    @discardableResult
    @inline(__always)
    mutating func change<Answer>(_ key: Key, _ body: (inout Value) -> Answer) -> Answer? {
        guard let number = number(of: key) else { return nil }
        last = (key, number)
        own(number)
        return places[number].change(body)
    }

    /// Makes sure that no copy of the pool sees a change.
    @inline(__always)
    private mutating func own(_ number: Int) {
        if !isKnownUniquelyReferenced(&places[number]) { copy(number) }
    }

    @inline(never)
    private mutating func copy(_ number: Int) { places[number] = Place(places[number].value) }

    @discardableResult
    mutating func removeValue(forKey key: Key) -> Value? {
        guard let number = numbers[key] else { return nil }
        own(number)
        var value: Value?
        swap(&value, &places[number].value)
        release(key, number)
        return value
    }

    @inline(never)
    private mutating func makePlace(_ key: Key) -> Int {
        let number: Int
        if let last = free.popLast() {
            number = last
            places[number] = Place(nil)
        } else {
            number = places.count
            places.append(Place(nil))
        }
        numbers[key] = number
        return number
    }

    @inline(never)
    private mutating func release(_ key: Key, _ number: Int) {
        numbers[key] = nil
        last = nil
        places[number] = places[0]
        free.append(number)
    }
}
