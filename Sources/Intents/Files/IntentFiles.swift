package import Text

/// Reads `*.intents` files.
///
/// Line-oriented like the flow files: the first word of a line decides its kind, indentation never has meaning, texts run
/// from the language's mark to the end of the line. A mistake costs its own line only; the rest is read on.
package enum IntentFiles {
    package static let maximumIntents = 10_000
    package static let maximumExamples = 200_000

    /// Reads the files of `sources` with these indices, in the order given.
    ///
    /// - Parameter languages: the declared ones; nil: any two-letter code is taken.
    /// - Returns: what could be read, and the mistakes in the order of the files.
    package static func parse(
        _ sources: SourceSet, files: [Int], languages: [Language]? = nil
    ) -> (set: IntentSet, diagnostics: [Diagnostic]) {
        var parser = IntentParser(languages: languages)
        for file in files where sources.files.indices.contains(file) {
            parser.read(sources.files[file], file: file)
        }
        return parser.finish()
    }

    /// Whether a name can be used in flow files: `[a-z][a-z0-9-]*`, at most one dot.
    package static func isName(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count <= 2, name.utf8.count <= 100 else { return false }
        return parts.allSatisfy { part in
            guard let first = part.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
                return false
            }
            return part.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
        }
    }

    /// The nearest legal name: folded, all else a hyphen; never empty.
    package static func legalName(for text: String) -> String {
        var name: [UInt8] = []
        var hasDot = false
        for byte in Folding.bytes(text) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                name.append(byte)
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if name.isEmpty || name.last == UInt8(ascii: ".") { name.append(UInt8(ascii: "n")) }
                name.append(byte)
            case UInt8(ascii: "."):
                guard !name.isEmpty, name.last != UInt8(ascii: "."), !hasDot else { continue }
                while name.last == UInt8(ascii: "-") { name.removeLast() }
                name.append(byte)
                hasDot = true
            default:
                if let last = name.last, last != UInt8(ascii: "-"), last != UInt8(ascii: ".") {
                    name.append(UInt8(ascii: "-"))
                }
            }
            if name.count >= 60 { break }
        }
        while let last = name.last, last == UInt8(ascii: "-") || last == UInt8(ascii: ".") {
            name.removeLast()
        }
        return name.isEmpty ? "intent" : String(decoding: name, as: UTF8.self)
    }
}
