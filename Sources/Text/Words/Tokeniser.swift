/// Cuts UTF-8 into folded words in one pass.
///
/// A word is a run of letters and digits. An apostrophe ends it (`l'adresse` is `l` and `adresse`), but for English `n't`
/// (`don't` is `dont`, as people write it in haste) and French `aujourd'hui`. Hyphens end it too, so `rendez-vous` is what
/// `rendez vous` is. `.` and `,` between two digits stay. An e-mail address or a URL is one word.
struct Tokeniser {
    private let bytes: [UInt8]
    private(set) var words: [Word] = []
    private(set) var folded: [UInt8] = []
    private(set) var wasCut = false
    private(set) var frenchLetters = 0

    private var position = 0
    private var scalars = 0
    private var wordStart = 0
    private var foldedStart = 0
    private var hasLetter = false
    private var hasDigit = false
    private var isOpen = false
    private var wordEnd = 0

    /// - Parameter bytes: valid UTF-8; anything else is read byte by byte as U+FFFD, never trapped on.
    init(bytes: [UInt8]) {
        self.bytes = bytes
        folded.reserveCapacity(min(bytes.count, Utterance.maximumScalars) + 8)
        words.reserveCapacity(min(bytes.count / 4 + 1, Utterance.maximumWords))
    }

    mutating func run() {
        let mayHoldAddress = Address.mayStand(in: bytes)
        var atChunkStart = true
        while position < bytes.count {
            if scalars >= Utterance.maximumScalars || words.count >= Utterance.maximumWords {
                wasCut = true
                break
            }
            if atChunkStart, mayHoldAddress, !isOpen, takeAddress() {
                atChunkStart = false
                continue
            }
            atChunkStart = takeScalar()
        }
        close()
        if words.count > Utterance.maximumWords {
            words.removeLast(words.count - Utterance.maximumWords)
            wasCut = true
        }
    }

    /// - Returns: whether a chunk (a stretch without blanks) may begin after this scalar.
    private mutating func takeScalar() -> Bool {
        let start = position
        let byte = bytes[position]
        scalars += 1
        if (byte | 0x20) &- 0x61 < 26 {
            takeLetters(from: start)
            return false
        }
        if byte < 0x80 {
            position += 1
            switch Folding.asciiShape[Int(byte)] {
            case .digit:
                open(at: start)
                folded.append(byte)
                hasDigit = true
                wordEnd = position
                return false
            case .apostrophe:
                takeApostrophe()
                return !isOpen
            case .blank:
                close()
                return true
            default:
                if byte == 0x2E || byte == 0x2C, isOpen, hasDigit, !hasLetter, wordEnd == start,
                    position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39
                {
                    folded.append(byte)
                    wordEnd = position
                    return false
                }
                close()
                return byte == 0x28 || byte == 0x3C || byte == 0x22 || byte == 0x3A || byte == 0x2C
            }
        }
        return takeWideScalar(from: start)
    }

    /// A run of ASCII letters, the most of most messages.
    private mutating func takeLetters(from start: Int) {
        open(at: start)
        hasLetter = true
        let end = min(bytes.count, start + Utterance.maximumScalars - scalars + 1)
        var index = start
        while index < end {
            let lower = bytes[index] | 0x20
            guard lower &- 0x61 < 26 else { break }
            folded.append(lower)
            index += 1
        }
        scalars += index - start - 1
        position = index
        wordEnd = index
    }

    private mutating func takeWideScalar(from start: Int) -> Bool {
        let scalar = UTF8Scanner.scalar(in: bytes, at: &position)
        if scalar.value >= 0xC0, scalar.value <= 0x178, Self.isFrenchLetter(scalar.value) {
            frenchLetters += 1
        }
        let mark = folded.count
        switch Folding.append(scalar, to: &folded) {
        case .letter:
            openIfNeeded(at: start, foldedFrom: mark)
            hasLetter = true
            wordEnd = position
            return false
        case .digit:
            openIfNeeded(at: start, foldedFrom: mark)
            hasDigit = true
            wordEnd = position
            return false
        case .invisible:
            if isOpen { wordEnd = position }
            return false
        case .apostrophe:
            folded.removeLast(folded.count - mark)
            takeApostrophe()
            return !isOpen
        case .emoji:
            let emoji = Array(folded[mark...])
            folded.removeLast(folded.count - mark)
            close()
            let from = folded.count
            folded.append(contentsOf: emoji)
            append(from..<folded.count, start..<position, .emoji)
            return true
        case .blank, .hyphen, .other:
            folded.removeLast(folded.count - mark)
            close()
            return true
        }
    }

    private mutating func takeApostrophe() {
        guard isOpen else { return }
        let left = folded[foldedStart...]
        let next = position < bytes.count ? bytes[position] | 0x20 : 0
        let afterNext = position + 1 < bytes.count ? bytes[position + 1] | 0x20 : 0
        let endsThere = !(0x61...0x7A).contains(afterNext) && afterNext < 0x80
        if next == 0x74, endsThere, left.last == 0x6E, left.count >= 2 { return }
        if left.elementsEqual("aujourd".utf8) { return }
        close()
    }

    private mutating func open(at start: Int) {
        openIfNeeded(at: start, foldedFrom: folded.count)
    }

    private mutating func openIfNeeded(at start: Int, foldedFrom mark: Int) {
        guard !isOpen else { return }
        isOpen = true
        wordStart = start
        foldedStart = mark
        hasLetter = false
        hasDigit = false
    }

    private mutating func close() {
        guard isOpen else { return }
        isOpen = false
        guard folded.count > foldedStart else { return }
        let kind: Word.Kind = hasLetter ? (hasDigit ? .mixed : .word) : .number
        append(foldedStart..<folded.count, wordStart..<wordEnd, kind)
    }

    private mutating func append(_ foldedRange: Range<Int>, _ range: Range<Int>, _ kind: Word.Kind) {
        let hash = Features.hash(of: folded, in: foldedRange, seed: Features.wordSeed)
        words.append(Word(foldedRange: foldedRange, range: range, kind: kind, hash: hash))
    }

    private mutating func takeAddress() -> Bool {
        guard let (kind, end) = Address.match(in: bytes, at: position) else { return false }
        let from = folded.count
        let start = position
        while position < end {
            Folding.append(UTF8Scanner.scalar(in: bytes, at: &position), to: &folded)
            scalars += 1
        }
        append(from..<folded.count, start..<position, kind)
        return true
    }

    private static func isFrenchLetter(_ value: UInt32) -> Bool {
        switch value | 0x20 {
        case 0xE0, 0xE2, 0xE7...0xEB, 0xEE, 0xEF, 0xF4, 0xF9, 0xFB: value < 0x100
        default: value == 0x152 || value == 0x153
        }
    }
}

/// Reads one scalar of UTF-8 after the other.
package enum UTF8Scanner {
    /// The scalar at `position`, which moves behind it; U+FFFD and one byte on where the bytes are no UTF-8.
    ///
    /// - Parameter position: must be below `bytes.count`.
    package static func scalar(in bytes: [UInt8], at position: inout Int) -> Unicode.Scalar {
        bytes.withUnsafeBufferPointer { scalar(in: $0, at: &position) }
    }

    static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at position: inout Int) -> Unicode.Scalar {
        let first = bytes[position]
        position += 1
        if first < 0x80 { return Unicode.Scalar(first) }
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0
        guard length > 0, position + length - 1 <= bytes.count else { return "\u{FFFD}" }
        var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
        for offset in 0..<(length - 1) {
            let next = bytes[position + offset]
            guard next & 0xC0 == 0x80 else { return "\u{FFFD}" }
            value = value << 6 | UInt32(next & 0x3F)
        }
        guard let scalar = Unicode.Scalar(value) else { return "\u{FFFD}" }
        position += length - 1
        return scalar
    }
}
