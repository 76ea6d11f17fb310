/// A language by its two-letter code, as written in marks (`fr:`, `sms.fr:`) and on the wire.
package struct Language: Hashable, Sendable, Comparable {
    package let code: String

    package init(_ code: String) {
        self.code = code
    }

    package static let french = Language("fr")
    package static let english = Language("en")

    package static func < (left: Language, right: Language) -> Bool { left.code < right.code }
}
