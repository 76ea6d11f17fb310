/// A mask by example: `FR-204518` takes two letters, then six digits; letters stand for letters, digits for digits.
///
/// On input case, blanks and hyphens are free; a match is written in the example's form. Matching is linear:
/// there is no regular expression in the language.
package struct Mask: Hashable, Sendable {
    /// As written by the author.
    package let example: String
    /// The fixed beginning (`starts FR-`), empty if there is none.
    package let prefix: String

    /// - Returns: nil unless the example has 1…64 printable ASCII characters with at least one letter or digit and begins with
    ///   the prefix's shape.
    package init?(example: String, prefix: String = "") {
        let characters = Array(example.utf8)
        let fixed = Array(prefix.utf8)
        guard (1...64).contains(characters.count), fixed.count <= characters.count,
            (characters + fixed).allSatisfy({ (0x20..<0x7F).contains($0) }),
            characters.contains(where: { Mask.shape(of: $0) != .separator })
        else { return nil }
        for (index, byte) in fixed.enumerated()
        where Mask.shape(of: byte) != Mask.shape(of: characters[index]) {
            return nil
        }
        self.example = example
        self.prefix = prefix
    }

    enum Shape: Equatable { case letter, digit, separator, literal(UInt8) }

    static func shape(of byte: UInt8) -> Shape {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A: .letter
        case 0x30...0x39: .digit
        case 0x20, 0x2D: .separator
        default: .literal(byte)
        }
    }
}
