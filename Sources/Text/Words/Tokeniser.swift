/// Cuts UTF-8 into folded words in one pass.
///
/// A word is a run of letters and digits. An apostrophe ends it (`l'adresse` is `l` and `adresse`), but for English `n't`
/// (`don't` is `dont`, as people write it in haste) and French `aujourd'hui`. Hyphens end it too, so `rendez-vous` is what
/// `rendez vous` is. `.` and `,` between two digits stay. An e-mail address or a URL is one word.
struct Tokeniser {
    /// The text; lent, as the rooms are, for as long as `cut` runs.
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Room for whatever the text may fold to: an array asked for one octet after the other costs more than all that is
    /// done with them.
    private let folded: UnsafeMutableBufferPointer<UInt8>
    private let words: UnsafeMutableBufferPointer<Word>
    private var foldedCount = 0
    private var wordCount = 0
    private var wasCut = false
    private var frenchLetters = 0

    private var position = 0
    private var scalars = 0
    private var wordStart = 0
    private var foldedStart = 0
    /// Of the folded bytes of the open word, unfinished: what `Features.hash` would have come to.
    private var hash = Features.wordSeed
    private var hasLetter = false
    private var hasDigit = false
    private var isOpen = false
    private var wordEnd = 0
    private var scratch: [UInt8] = []

    struct Result {
        var words: [Word]
        var folded: [UInt8]
        var wasCut: Bool
        var frenchLetters: Int
    }

    /// What a text of `count` octets may need.
    ///
    /// No scalar folds to more than three times its octets (U+FFFD, which stands for an octet that is no UTF-8), and an
    /// address, of any length, to as many as it has. A word takes two octets with what ends it, or three alone.
    private static func room(_ count: Int) -> (words: Int, octets: Int) {
        let read = min(count, 4 * (Utterance.maximumScalars + 1))
        return (min(count / 2, Utterance.maximumWords) + 2, 3 * read + (count - read))
    }

    /// - Parameter text: valid UTF-8; anything else is read byte by byte as U+FFFD, never trapped on.
    static func cut(_ text: [UInt8]) -> Result {
        var folded: [UInt8] = []
        var words: [Word] = []
        var wasCut = false
        var frenchLetters = 0
        let room = room(text.count)
        text.withUnsafeBufferPointer { bytes in
            // Not `Array(unsafeUninitializedCapacity:)`, which asks the runtime for its type each time (900 instructions).
            folded.append(addingCapacity: room.octets) { span in
                span.withUnsafeMutableBufferPointer { foldedRoom, foldedCount in
                    words.append(addingCapacity: room.words) { span in
                        span.withUnsafeMutableBufferPointer { wordRoom, wordCount in
                            var tokeniser = Tokeniser(bytes: bytes, folded: foldedRoom, words: wordRoom)
                            tokeniser.run()
                            foldedCount = tokeniser.foldedCount
                            wordCount = tokeniser.wordCount
                            wasCut = tokeniser.wasCut
                            frenchLetters = tokeniser.frenchLetters
                        }
                    }
                }
            }
        }
        return Result(words: words, folded: folded, wasCut: wasCut, frenchLetters: frenchLetters)
    }

    private init(
        bytes: UnsafeBufferPointer<UInt8>, folded: UnsafeMutableBufferPointer<UInt8>,
        words: UnsafeMutableBufferPointer<Word>
    ) {
        self.bytes = bytes
        self.folded = folded
        self.words = words
    }

    private mutating func run() {
        let mayHoldAddress = Address.mayStand(in: bytes)
        var atChunkStart = true
        while position < bytes.count {
            if scalars >= Utterance.maximumScalars || wordCount >= Utterance.maximumWords {
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
        if wordCount > Utterance.maximumWords {
            wordCount = Utterance.maximumWords
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
            if byte == 0x20 {
                close()
                return true
            }
            switch Folding.asciiShape[Int(byte)] {
            case .digit:
                open(at: start)
                append(byte)
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
                    append(byte)
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
        precondition(folded.count - foldedCount >= end - start, "room for the text")
        var index = start
        var mixed = hash
        let offset = foldedCount - start
        while index < end {
            let lower = bytes[index] | 0x20
            guard lower &- 0x61 < 26 else { break }
            folded[index &+ offset] = lower
            mixed = Features.mix(mixed, lower)
            index &+= 1
        }
        hash = mixed
        foldedCount = index + offset
        scalars += index - start - 1
        position = index
        wordEnd = index
    }

    private mutating func takeWideScalar(from start: Int) -> Bool {
        let scalar = UTF8Scanner.scalar(in: bytes, at: &position)
        if scalar.value >= 0xC0, scalar.value <= 0x178, Self.isFrenchLetter(scalar.value) {
            frenchLetters += 1
        }
        if position == start + 2, let (first, second) = FoldedRun.letter(bytes[start], bytes[start + 1]),
            first > 0x20
        {
            open(at: start)
            append(first)
            if second != FoldingTable.none { append(second) }
            if first < 0x3A { hasDigit = true } else { hasLetter = true }
            wordEnd = position
            return false
        }
        scratch.removeAll(keepingCapacity: true)
        switch Folding.append(scalar, to: &scratch) {
        case .letter:
            open(at: start)
            for byte in scratch { append(byte) }
            hasLetter = true
            wordEnd = position
            return false
        case .digit:
            open(at: start)
            for byte in scratch { append(byte) }
            hasDigit = true
            wordEnd = position
            return false
        case .invisible:
            if isOpen { wordEnd = position }
            return false
        case .apostrophe:
            takeApostrophe()
            return !isOpen
        case .emoji:
            close()
            takeWhole(start..<position, .emoji)
            return true
        case .blank, .hyphen, .other:
            close()
            return true
        }
    }

    @inline(__always)
    private mutating func append(_ byte: UInt8) {
        precondition(foldedCount < folded.count, "room for the text")
        folded[foldedCount] = byte
        foldedCount += 1
        hash = Features.mix(hash, byte)
    }

    /// What `scratch` holds, as a word of its own.
    private mutating func takeWhole(_ range: Range<Int>, _ kind: Word.Kind) {
        let from = foldedCount
        hash = Features.wordSeed
        for byte in scratch { append(byte) }
        append(Word(foldedRange: from..<foldedCount, range: range, kind: kind, hash: Features.finish(hash)))
    }

    @inline(__always)
    private mutating func append(_ word: Word) {
        precondition(wordCount < words.count, "a word for every two octets")
        words.initializeElement(at: wordCount, to: word)
        wordCount += 1
    }

    private mutating func takeApostrophe() {
        guard isOpen else { return }
        let left = folded[foldedStart..<foldedCount]
        let next = position < bytes.count ? bytes[position] | 0x20 : 0
        let afterNext = position + 1 < bytes.count ? bytes[position + 1] | 0x20 : 0
        let endsThere = !(0x61...0x7A).contains(afterNext) && afterNext < 0x80
        if next == 0x74, endsThere, left.last == 0x6E, left.count >= 2 { return }
        if left.elementsEqual("aujourd".utf8) { return }
        close()
    }

    @inline(__always)
    private mutating func open(at start: Int) {
        guard !isOpen else { return }
        isOpen = true
        wordStart = start
        foldedStart = foldedCount
        hash = Features.wordSeed
        hasLetter = false
        hasDigit = false
    }

    private mutating func close() {
        guard isOpen else { return }
        isOpen = false
        guard foldedCount > foldedStart else { return }
        let kind: Word.Kind = hasLetter ? (hasDigit ? .mixed : .word) : .number
        append(
            Word(
                foldedRange: foldedStart..<foldedCount, range: wordStart..<wordEnd, kind: kind,
                hash: Features.finish(hash)))
    }

    private mutating func takeAddress() -> Bool {
        guard let (kind, end) = Address.match(in: bytes, at: position) else { return false }
        let start = position
        scratch.removeAll(keepingCapacity: true)
        while position < end {
            Folding.append(UTF8Scanner.scalar(in: bytes, at: &position), to: &scratch)
            scalars += 1
        }
        takeWhole(start..<position, kind)
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
