/// Sentences that are written in English where they arise, and said in French to whoever reads it: pairs of patterns.
///
/// In a pattern `{x}` stands for what is not in the table: a name, a number. A pattern may have several such holes, each
/// under a letter of its own; the French one has the same ones, in its order.
package struct Phrasebook: Sendable {
    package let pairs: [(en: String, fr: String)]
    private let readings: [(en: [Piece], fr: [Piece])]
    private let fits: @Sendable (Substring) -> Bool

    private enum Piece: Sendable {
        case words(String)
        case hole(Character)
    }

    /// - Parameters:
    ///   - pairs: the first that fits is taken.
    ///   - fits: whether something may stand in a hole; it is never asked about an empty text, which may not.
    package init(
        _ pairs: [(en: String, fr: String)], fits: @escaping @Sendable (Substring) -> Bool = { _ in true }
    ) {
        self.pairs = pairs
        self.fits = fits
        readings = pairs.map { (Self.pieces(of: $0.en), Self.pieces(of: $0.fr)) }
    }

    /// - Parameter deeper: says in French what stands in a hole, which may be a sentence itself.
    /// - Returns: nil for a text that no pattern fits.
    package func french(_ text: String, deeper: (String) -> String = { $0 }) -> String? {
        for (en, fr) in readings {
            guard let found = contents(of: en, in: text) else { continue }
            return fr.map { piece in
                switch piece {
                case .words(let words): words
                case .hole(let name): deeper(found[name] ?? "")
                }
            }.joined()
        }
        return nil
    }

    private static func pieces(of pattern: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = pattern[...]
        while let hole = rest.firstMatch(of: /\{([a-z])\}/), let name = hole.output.1.first {
            if hole.range.lowerBound > rest.startIndex {
                pieces.append(.words(String(rest[..<hole.range.lowerBound])))
            }
            pieces.append(.hole(name))
            rest = rest[hole.range.upperBound...]
        }
        return rest.isEmpty ? pieces : pieces + [.words(String(rest))]
    }

    /// What stands in each hole; nil where the pattern does not fit. A hole ends where the words behind it begin first,
    /// the last one with the text.
    private func contents(of pieces: [Piece], in text: String) -> [Character: String]? {
        var found: [Character: String] = [:]
        var rest = text[...]
        var open: Character?
        for (place, piece) in pieces.enumerated() {
            switch piece {
            case .hole(let name): open = name
            case .words(let words):
                guard let name = open else {
                    guard rest.hasPrefix(words) else { return nil }
                    rest = rest.dropFirst(words.count)
                    continue
                }
                open = nil
                let isLast = place == pieces.count - 1
                guard rest.count > words.count,
                    let end = isLast
                        ? (rest.hasSuffix(words) ? rest.index(rest.endIndex, offsetBy: -words.count) : nil)
                        : rest.dropFirst().firstRange(of: words)?.lowerBound,
                    fits(rest[..<end])
                else { return nil }
                found[name] = String(rest[..<end])
                rest = isLast ? "" : rest[end...].dropFirst(words.count)
            }
        }
        if let name = open {
            guard !rest.isEmpty, fits(rest) else { return nil }
            found[name] = String(rest)
            rest = ""
        }
        return rest.isEmpty ? found : nil
    }
}
