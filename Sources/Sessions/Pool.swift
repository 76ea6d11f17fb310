/// Values by id that are changed where they stand.
///
/// A dictionary of large values moves a value out and in again, through memory of its own, for each change of one
/// member, and every message makes some dozens. Here a dictionary leads to a place, and the value stays in it.
struct Pool<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private var places: [Key: Int] = [:]
    /// Nil: free, or its value is lent. The first place stays empty: it is that of every key without one.
    private var values: ContiguousArray<Value?> = [nil]
    private var free: [Int] = []
    /// The key changed last, which is nearly always the next that is asked for, and its place.
    private var last: (key: Key, place: Int)?

    init() {}

    /// How many keys have a place; those whose value is lent count.
    var count: Int { places.count }

    /// Of the values that are here, in no order.
    var keys: [Key] { places.filter { values[$0.value] != nil }.map(\.key) }

    func contains(_ key: Key) -> Bool { self[key] != nil }

    @inline(__always)
    private func place(of key: Key) -> Int? {
        if let last, last.key == key { return last.place }
        return places[key]
    }

    // One `yield` each: an accessor with two is not taken into its caller, and then needs memory of its own.

    subscript(key: Key) -> Value? {
        @inline(__always)
        _read {
            // Not through an address of the array's: who keeps the value while the pool changes would see it change too.
            yield values[place(of: key) ?? 0]
        }
        @inline(__always)
        _modify {
            let place = place(of: key) ?? makePlace(key)
            last = (key, place)
            defer { if values[place] == nil { release(key, place) } }
            yield &values[place]
        }
    }

    /// Takes the value out and keeps its place for when it is given back with `subscript`.
    mutating func lend(_ key: Key) -> Value? {
        guard let place = place(of: key) else { return nil }
        var value: Value?
        swap(&value, &values[place])
        return value
    }

    /// Puts a lent value back, or any under a key that has none.
    mutating func giveBack(_ value: consuming Value, _ key: Key) {
        values[place(of: key) ?? makePlace(key)] = consume value
    }

    @discardableResult
    mutating func removeValue(forKey key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        var value: Value?
        swap(&value, &values[place])
        release(key, place)
        return value
    }

    @inline(never)
    private mutating func makePlace(_ key: Key) -> Int {
        let place: Int
        if let last = free.popLast() {
            place = last
        } else {
            place = values.count
            values.append(nil)
        }
        places[key] = place
        return place
    }

    @inline(never)
    private mutating func release(_ key: Key, _ place: Int) {
        places[key] = nil
        last = nil
        free.append(place)
    }
}
