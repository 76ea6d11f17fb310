extension Mask {
    /// A place in a text that fits the mask.
    package struct Match: Hashable, Sendable {
        /// UTF-8 offsets.
        package var range: Range<Int>
        /// In the example's form.
        package var value: String
    }

    /// The whole text, blanks around it aside, in the example's form; nil if it does not fit.
    package func match(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        var start = 0
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        guard let (stop, value, _) = attempt(bytes, from: start), stop == end else { return nil }
        return value
    }

    /// All places that fit, from left to right, not overlapping.
    ///
    /// A match begins and ends where a run of letters and digits does. Because blanks are free, `en 12` would fit `AB12`: letters
    /// that are not fixed by the prefix and stand apart from the rest count only in capitals or as the whole message; and digits
    /// grouped by blanks must not go on beyond the match (so a telephone number holds no shorter number).
    ///
    /// - Complexity: O(text × example), the example having at most 64 characters.
    package func matches(in bytes: [UInt8]) -> [Match] {
        var found: [Match] = []
        // The whole message is the match when no letter or digit stands outside it.
        guard let first = bytes.indices.first(where: { isRun(bytes, at: $0) }),
            let last = bytes.indices.last(where: { isRun(bytes, at: $0) })
        else { return [] }
        var position = first
        while position < bytes.count {
            let start = position
            guard isRun(bytes, at: start), start == 0 || !isRun(bytes, at: start - 1) else {
                position += 1
                continue
            }
            if let (end, value, hasGap) = attempt(bytes, from: start),
                end == bytes.count || !isRun(bytes, at: end),
                !hasGap || (start <= first && end > last) || isCredible(bytes, start..<end)
            {
                found.append(Match(range: start..<end, value: value))
                position = end
            } else {
                position += 1
            }
        }
        return found
    }

    /// Three separators between two characters are a slip (`FR - 204518`); more are two things.
    private static let maximumSeparators = 3

    /// Tries to read the mask at `start`.
    ///
    /// - Returns: the end, the value in the example's form, and whether a blank stands where the example has no separator.
    private func attempt(_ bytes: [UInt8], from start: Int) -> (end: Int, value: String, hasGap: Bool)? {
        let pattern = Array(example.utf8)
        let fixed = Array(prefix.utf8)
        var output: [UInt8] = []
        output.reserveCapacity(pattern.count)
        var position = start
        var hasGap = false
        var isFirst = true
        for (index, wanted) in pattern.enumerated() {
            let shape = Mask.shape(of: wanted)
            guard shape != .separator else {
                output.append(wanted)
                continue
            }
            var separators = 0
            var sawBlank = false
            while !isFirst, separators < Mask.maximumSeparators, let width = separator(bytes, at: position) {
                sawBlank = sawBlank || bytes[position] != 0x2D
                position += width
                separators += 1
            }
            if sawBlank { hasGap = true }
            isFirst = false
            guard position < bytes.count else { return nil }
            let byte = bytes[position] < 0x80 ? Folding.asciiFold[Int(bytes[position])] : 0
            switch shape {
            case .digit:
                guard (0x30...0x39).contains(byte) else { return nil }
            case .letter:
                guard (0x61...0x7A).contains(byte) else { return nil }
            case .literal(let sign):
                guard byte == sign || (byte != 0 && byte == Folding.asciiFold[Int(sign)]) else { return nil }
            case .separator:
                break
            }
            if index < fixed.count, byte != Folding.asciiFold[Int(fixed[index])] { return nil }
            if index < fixed.count {
                output.append(fixed[index])
            } else if shape == .letter, (0x41...0x5A).contains(wanted) {
                output.append(byte - 0x20)
            } else {
                output.append(byte)
            }
            position += 1
        }
        return (position, String(decoding: output, as: UTF8.self), hasGap)
    }

    /// The width of a blank or hyphen at `position`; also the no-break ones (U+00A0, U+202F, U+2010, U+2011).
    private func separator(_ bytes: [UInt8], at position: Int) -> Int? {
        guard position < bytes.count else { return nil }
        if bytes[position] == 0x20 || bytes[position] == 0x2D || bytes[position] == 0x09 { return 1 }
        if bytes[position] == 0xC2, position + 1 < bytes.count, bytes[position + 1] == 0xA0 { return 2 }
        guard bytes[position] == 0xE2, position + 2 < bytes.count, bytes[position + 1] == 0x80 else {
            return nil
        }
        return [0xAF, 0x90, 0x91, 0x93].contains(bytes[position + 2]) ? 3 : nil
    }

    /// Whether the byte at `position` is of a letter or digit.
    private func isRun(_ bytes: [UInt8], at position: Int) -> Bool {
        let byte = bytes[position]
        if byte < 0x80 {
            return Folding.asciiShape[Int(byte)] == .letter || Folding.asciiShape[Int(byte)] == .digit
        }
        // Two-byte scalars from U+00C0 on are letters; below it, and among the wider ones of messages, stand signs, quotes, dashes.
        var lead = position
        while lead > 0, position - lead < 3, bytes[lead] & 0xC0 == 0x80 { lead -= 1 }
        return (0xC3...0xDF).contains(bytes[lead])
    }

    /// Whether a match with blanks inside is meant as one thing.
    private func isCredible(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let letters = example.utf8.dropFirst(prefix.utf8.count).contains { Mask.shape(of: $0) == .letter }
        if letters, bytes[range].contains(where: { (0x61...0x7A).contains($0) }) {
            return false
        }
        if let next = neighbour(bytes, from: range.upperBound, step: 1), (0x30...0x39).contains(next),
            let last = bytes[range].last, (0x30...0x39).contains(last)
        {
            return false
        }
        if let previous = neighbour(bytes, from: range.lowerBound - 1, step: -1),
            (0x30...0x39).contains(previous),
            let first = bytes[range].first, (0x30...0x39).contains(first)
        {
            return false
        }
        return true
    }

    /// The byte beyond one blank, hyphen or point.
    private func neighbour(_ bytes: [UInt8], from position: Int, step: Int) -> UInt8? {
        guard bytes.indices.contains(position), [0x20, 0x2D, 0x2E].contains(bytes[position]),
            bytes.indices.contains(position + step)
        else { return nil }
        return bytes[position + step]
    }
}
