import Learning
import Text

/// Reads unknown words as the commonest known word one edit away.
///
/// Only words of the bot's own examples are offered, and only for words of four letters or more that the bot never saw:
/// a clean sentence stays as it is. All words one deletion away from a known word are tabled, so a look-up costs a hash
/// for each letter of the unknown word, however large the vocabulary.
struct Spelling: Sendable, Equatable {
    static let shortestRepaired = 4
    /// Longer words are taken as they are: nobody mistypes one letter of a 40-letter word only.
    static let longestRepaired = 40
    /// No more candidates are compared per look-up.
    private static let maximumCandidates = 64

    /// Folded bytes of all known words, one after the other, commonest first.
    let letters: [UInt8]
    /// `words + 1` positions into `letters`.
    private let offsets: [UInt32]
    private let known: FeatureTable
    /// Hash of a word with a letter left out → where its words stand in `neighbours`.
    private let shapes: FeatureTable
    private let shapeOffsets: [UInt32]
    private let neighbours: [UInt32]

    /// Learns the words of the training utterances.
    init(_ utterances: [Utterance]) {
        var counts: [[UInt8]: Int] = [:]
        for utterance in utterances {
            for word in utterance.words where word.kind == .word {
                counts[Array(utterance.bytes(of: word)), default: 0] += 1
            }
        }
        let sorted = counts.sorted {
            $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
        }
        self.init(words: sorted.map(\.key))
    }

    /// - Parameter words: folded, commonest first.
    private init(words: [[UInt8]]) {
        var letters: [UInt8] = []
        var offsets: [UInt32] = [0]
        var known = FeatureTable()
        var shapes = FeatureTable()
        var lists: [[UInt32]] = []
        for (number, word) in words.enumerated() {
            letters += word
            offsets.append(UInt32(letters.count))
            _ = known.insert(Self.hash(word, leavingOut: -1))
            guard (Self.shortestRepaired - 1...Self.longestRepaired + 1).contains(word.count) else {
                continue
            }
            Self.forEachShape(of: word) { hash in
                let shape = Int(shapes.insert(hash))
                if shape == lists.count { lists.append([]) }
                if lists[shape].last != UInt32(number) { lists[shape].append(UInt32(number)) }
            }
        }
        var shapeOffsets: [UInt32] = [0]
        var neighbours: [UInt32] = []
        for list in lists {
            neighbours += list
            shapeOffsets.append(UInt32(neighbours.count))
        }
        self.letters = letters
        self.offsets = offsets
        self.known = known
        self.shapes = shapes
        self.shapeOffsets = shapeOffsets
        self.neighbours = neighbours
    }

    var wordCount: Int { offsets.count - 1 }

    /// The vocabulary: folded words, commonest first.
    func word(_ number: Int) -> ArraySlice<UInt8> { letters[range(of: number)] }

    /// Where a word stands in `letters`.
    func range(of number: Int) -> Range<Int> { Int(offsets[number])..<Int(offsets[number + 1]) }

    /// The places of words in the vocabulary by the upper half of their hashes, −1 for unknown ones.
    func look(up hashes: [UInt32], into numbers: inout [Int32]) {
        known.look(up: hashes, into: &numbers)
    }

    /// The commonest known word one edit (a letter more, less, other, or two swapped) from an unknown one.
    ///
    /// - Returns: its place in the vocabulary.
    func repair(of word: ArraySlice<UInt8>) -> Int? {
        guard (Self.shortestRepaired...Self.longestRepaired).contains(word.count) else { return nil }
        var best: UInt32?
        var left = Self.maximumCandidates
        Self.forEachShape(of: word) { hash in
            guard let shape = shapes.number(of: hash).map(Int.init) else { return }
            for place in Int(shapeOffsets[shape])..<Int(shapeOffsets[shape + 1]) {
                let number = neighbours[place]
                if let best, number >= best { break }
                guard left > 0 else { return }
                left -= 1
                if EditDistance.isWithinOne(word, self.word(Int(number))) { best = number }
            }
        }
        return best.map(Int.init)
    }

    /// The word itself and the word with each letter left out.
    private static func forEachShape(of word: some RandomAccessCollection<UInt8>, _ body: (UInt32) -> Void) {
        body(hash(word, leavingOut: -1))
        for position in 0..<word.count { body(hash(word, leavingOut: position)) }
    }

    private static func hash(_ word: some RandomAccessCollection<UInt8>, leavingOut position: Int) -> UInt32 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var index = 0
        for byte in word {
            if index != position { hash = Features.mix(hash, byte) }
            index += 1
        }
        return UInt32(truncatingIfNeeded: Features.finish(hash) >> 32)
    }

    func encode(to writer: inout ByteWriter) {
        writer.append(letters)
        writer.append(offsets)
    }

    /// The tables of shapes are made anew: they cost more to read than to make.
    init(decoding reader: inout ByteReader) throws(DecodingError) {
        let letters = try reader.readUInt8s()
        let offsets = try reader.readUInt32s()
        guard offsets.first == 0, offsets.last == UInt32(exactly: letters.count),
            zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw .damaged }
        self.init(words: zip(offsets, offsets.dropFirst()).map { Array(letters[Int($0)..<Int($1)]) })
    }
}
