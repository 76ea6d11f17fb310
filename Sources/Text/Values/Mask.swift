/// A mask by example: `FR-204518` takes two letters, then six digits; letters stand for letters, digits for digits.
///
/// On input case, blanks and hyphens are free; a match is written in the example's form. Matching is linear:
/// there is no regular expression in the language.
package struct Mask: Hashable, Sendable {
    /// As written by the author.
    package let example: String
    /// The fixed beginning (`starts FR-`), empty if there is none.
    package let prefix: String

    /// - Returns: nil unless the example has 1…64 characters with at least one letter or digit and begins with the
    ///   prefix's shape.
    package init?(example: String, prefix: String = "") {
        guard (1...64).contains(example.utf8.count), prefix.utf8.count <= example.utf8.count else {
            return nil
        }
        self.example = example
        self.prefix = prefix
    }
}
