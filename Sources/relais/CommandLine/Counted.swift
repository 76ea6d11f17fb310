/// A number and what it counts, `1 flow` and `2 flows`: French has no plural for 0.
enum Counted {
    static func english(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    static func french(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count < 2 ? "" : "s")" }
}
