import TestSupport

/// All that happens by chance in a simulation comes from one seed.
struct Chance {
    private var numbers: SeededNumbers

    // Spread, so that neighbouring seeds do not begin with the same numbers shifted by one.
    init(seed: UInt64) { numbers = SeededNumbers(seed: seed &* 0x9E37_79B9_7F4A_7C15) }

    mutating func next() -> UInt64 { numbers.next() }

    /// 0 … bound - 1.
    mutating func below(_ bound: Int) -> Int { bound <= 1 ? 0 : Int(next() >> 33) % bound }

    mutating func between(_ low: Int64, _ high: Int64) -> Int64 { low + Int64(below(Int(high - low) + 1)) }

    /// True once in so many.
    mutating func once(in many: Int) -> Bool { below(many) == 0 }

    mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }
}
