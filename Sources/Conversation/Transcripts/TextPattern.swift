/// A text of a transcript, in which `…` stands for anything.
enum TextPattern {
    /// Blanks of any kind and number are one; linear in the text for each piece.
    static func matches(_ text: String, _ pattern: String) -> Bool {
        let text = Array(plain(text).utf8)[...]
        let pieces = plain(pattern).split(separator: "…", omittingEmptySubsequences: false).map {
            Array(trim(String($0)).utf8)
        }
        guard let first = pieces.first, let last = pieces.last else { return false }
        if pieces.count == 1 { return Array(text) == first }
        guard text.starts(with: first) else { return false }
        var rest = text.dropFirst(first.count)
        for piece in pieces.dropFirst().dropLast() {
            guard let found = find(piece, in: rest) else { return false }
            rest = rest[(found + piece.count)...]
        }
        return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
    }

    private static func find(_ piece: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        if piece.isEmpty { return text.startIndex }
        var index = text.startIndex
        while index + piece.count <= text.endIndex {
            if text[index..<(index + piece.count)].elementsEqual(piece) { return index }
            index += 1
        }
        return nil
    }

    private static func plain(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isBlank = true
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                if !isBlank { result.append(" ") }
                isBlank = true
            } else {
                result.append(scalar)
                isBlank = false
            }
        }
        return trim(String(result))
    }

    private static func trim(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first == " " { scalars.removeFirst() }
        while scalars.last == " " { scalars.removeLast() }
        return String(scalars)
    }
}
