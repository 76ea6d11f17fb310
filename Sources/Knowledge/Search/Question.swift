import Learning
import Text

/// The features of a question or of a piece of an article: stems with pairs for words, pieces for spelling.
struct Question: Sendable {
    /// Hash and number of times, ascending by hash.
    var stems: [(hash: UInt32, times: Int32)]
    var pairs: [(hash: UInt32, times: Int32)]
    var pieces: [(hash: UInt32, times: Int32)]
    var length: Int

    init(_ utterance: Utterance, language: Language) {
        var stems: [UInt32] = []
        var pairs: [UInt32] = []
        var pieces: [UInt32] = []
        var previous = Features.edge
        for word in utterance.words {
            let hash = Features.wordHash(Stemmer.light(utterance.bytes(of: word), language: language))
            stems.append(UInt32(truncatingIfNeeded: hash >> 32))
            pairs.append(UInt32(truncatingIfNeeded: Features.pair(previous, hash) >> 32))
            previous = hash
        }
        Features.forEachCharacterGram(of: utterance) { pieces.append(UInt32(truncatingIfNeeded: $0 >> 32)) }
        length = stems.count
        self.stems = Self.counted(stems)
        self.pairs = Self.counted(pairs)
        self.pieces = Self.counted(pieces)
    }

    private static func counted(_ hashes: [UInt32]) -> [(hash: UInt32, times: Int32)] {
        var result: [(hash: UInt32, times: Int32)] = []
        for hash in hashes.sorted() {
            if result.last?.hash == hash {
                result[result.count - 1].times += 1
            } else {
                result.append((hash, 1))
            }
        }
        return result
    }
}
