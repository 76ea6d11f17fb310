/// Turns an article's Markdown into the plain text a chat can show.
///
/// Headings and emphasis lose their signs, links keep their address in brackets, lists keep their dashes, lines of one
/// paragraph become one line. Not a Markdown parser: what it does not know stays as written. Linear in the text.
package enum Markdown {
    package static func plainText(_ markdown: String) -> String {
        var paragraphs: [String] = []
        var current: [String] = []
        var isCode = false
        var hasHardBreaks = false
        func close() {
            if !current.isEmpty { paragraphs.append(current.joined(separator: "\n")) }
            current = []
        }
        for raw in markdown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let trimmed = raw.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
                isCode.toggle()
                continue
            }
            if isCode {
                current.append(String(raw))
                continue
            }
            if trimmed.allSatisfy(\.isWhitespace) || isRule(trimmed) {
                close()
                continue
            }
            var line = trimmed
            while line.first == ">" { line = line.dropFirst().drop { $0 == " " } }
            let isHeading = line.first == "#" && line.drop { $0 == "#" }.first == " "
            if isHeading {
                close()
                line = line.drop { $0 == "#" }.drop { $0 == " " }
                while let last = line.last, last == "#" || last == " " { line = line.dropLast() }
                paragraphs.append(inline(String(line)))
                continue
            }
            if let item = bullet(line) {
                current.append("- " + inline(item))
                continue
            }
            let isNumbered = isNumberedItem(line)
            let endsHard = raw.hasSuffix("  ") || raw.hasSuffix("\\")
            var text = inline(String(line))
            while text.last == " " || text.last == "\\" { text.removeLast() }
            if isNumbered || current.isEmpty || current.last?.hasSuffix("\u{2028}") == true {
                current.append(text)
            } else {
                current[current.count - 1] += " " + text
            }
            // A hard break: the next line stays a line of its own.
            if endsHard {
                current[current.count - 1] += "\u{2028}"
                hasHardBreaks = true
            }
        }
        close()
        let joined = paragraphs.joined(separator: "\n\n")
        return hasHardBreaks ? String(joined.filter { $0 != "\u{2028}" }) : joined
    }

    private static func isRule(_ line: Substring) -> Bool {
        // Looked at first: most lines begin with a word.
        guard let first = line.first, "-*_".contains(first) else { return false }
        let signs = line.filter { $0 != " " }
        return signs.count >= 3 && signs.allSatisfy { $0 == first }
    }

    private static func bullet(_ line: Substring) -> String? {
        guard let first = line.first, "-*+".contains(first), line.dropFirst().first == " " else { return nil }
        return String(line.dropFirst().drop { $0 == " " })
    }

    private static func isNumberedItem(_ line: Substring) -> Bool {
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.count) else { return false }
        let rest = line.dropFirst(digits.count)
        return (rest.first == "." || rest.first == ")") && rest.dropFirst().first == " "
    }

    /// One line without the signs of emphasis, code, links and images.
    static func inline(_ line: String) -> String {
        let bytes = Array(line.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        // Where a run of * or _ was opened in `output`, by sign and length (1 and 2, longer counts as 2).
        var opened: [Int: Int] = [:]
        var removed: [Range<Int>] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count, isPunctuation(bytes[index + 1]) {
                output.append(bytes[index + 1])
                index += 2
            } else if byte == UInt8(ascii: "`") {
                index += 1
            } else if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_") {
                var end = index
                while end < bytes.count, bytes[end] == byte { end += 1 }
                let before = index > 0 ? bytes[index - 1] : 0x20
                let after = end < bytes.count ? bytes[end] : 0x20
                let key = Int(byte) * 4 + min(end - index, 3)
                let isWordInside = byte == UInt8(ascii: "_") && isWordByte(before) && isWordByte(after)
                let place = output.count..<(output.count + end - index)
                output += bytes[index..<end]
                if !isWordInside {
                    if before != 0x20, let start = opened[key] {
                        removed.append(start..<(start + end - index))
                        removed.append(place)
                        opened[key] = nil
                    } else if after != 0x20 {
                        opened[key] = place.lowerBound
                    }
                }
                index = end
            } else if byte == UInt8(ascii: "!"), index + 1 < bytes.count,
                bytes[index + 1] == UInt8(ascii: "["),
                let link = link(bytes, index + 1)
            {
                output += bytes[link.text]
                index = link.end
            } else if byte == UInt8(ascii: "["), let link = link(bytes, index) {
                output += bytes[link.text]
                if bytes[link.text] != bytes[link.address], !link.address.isEmpty {
                    output += Array(" (".utf8) + bytes[link.address] + Array(")".utf8)
                }
                index = link.end
            } else {
                output.append(byte)
                index += 1
            }
        }
        var keep = [Bool](repeating: true, count: output.count)
        for range in removed { for place in range { keep[place] = false } }
        return String(decoding: zip(output, keep).compactMap { $1 ? $0 : nil }, as: UTF8.self)
    }

    /// `[text](address)` at `start`; looked for within 2,000 bytes, so that many open brackets stay cheap.
    private static func link(_ bytes: [UInt8], _ start: Int) -> (
        text: Range<Int>, address: Range<Int>, end: Int
    )? {
        let limit = min(bytes.count, start + 2_000)
        var index = start + 1
        while index < limit, bytes[index] != UInt8(ascii: "]") {
            if bytes[index] == UInt8(ascii: "[") { return nil }
            index += 1
        }
        guard index + 1 < limit, bytes[index + 1] == UInt8(ascii: "(") else { return nil }
        let text = (start + 1)..<index
        var end = index + 2
        while end < limit, bytes[end] != UInt8(ascii: ")") { end += 1 }
        guard end < limit else { return nil }
        // A title after the address is left out.
        var addressEnd = index + 2
        while addressEnd < end, bytes[addressEnd] != 0x20 { addressEnd += 1 }
        return (text, (index + 2)..<addressEnd, end + 1)
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        (0x21...0x2F).contains(byte) || (0x3A...0x40).contains(byte) || (0x5B...0x60).contains(byte)
            || (0x7B...0x7E).contains(byte)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }
}
