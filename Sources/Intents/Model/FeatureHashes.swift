import Text

/// The features of an utterance by their hashes, each as often as it stands there, before they have numbers.
///
/// Worked out once for numbering them, for counting in how many utterances each stands, and for the utterance's row.
struct FeatureHashes: Sendable {
    let utterance: Utterance
    /// Words, pairs, the sign at the end, pieces.
    let all: [UInt32]
    private let pairStart: Int
    private let signStart: Int
    private let pieceStart: Int
    let concepts: [(hash: UInt32, amount: Float)]

    var words: ArraySlice<UInt32> { all[..<pairStart] }
    var pairs: ArraySlice<UInt32> { all[pairStart..<signStart] }
    var sign: ArraySlice<UInt32> { all[signStart..<pieceStart] }
    var pieces: ArraySlice<UInt32> { all[pieceStart...] }

    // The upper half of the 64-bit hash: the lower one is the less mixed.
    init(_ utterance: Utterance, _ concepts: Concepts) {
        self.utterance = utterance
        var all: [UInt32] = []
        all.reserveCapacity(utterance.folded.count * 4 + utterance.words.count * 8 + 4)
        for word in utterance.words { all.append(UInt32(truncatingIfNeeded: word.hash >> 32)) }
        pairStart = all.count
        if !utterance.words.isEmpty {
            var previous = Features.edge
            for word in utterance.words {
                all.append(UInt32(truncatingIfNeeded: Features.pair(previous, word.hash) >> 32))
                previous = word.hash
            }
            all.append(UInt32(truncatingIfNeeded: Features.pair(previous, Features.edge) >> 32))
        }
        signStart = all.count
        Self.forEachSign(of: utterance) { all.append($0) }
        pieceStart = all.count
        Features.forEachCharacterGram(of: utterance, longest: Self.longestPiece) {
            all.append(UInt32(truncatingIfNeeded: $0 >> 32))
        }
        self.all = all
        var found: [(hash: UInt32, amount: Float)] = []
        concepts.forEach(of: utterance) { found.append(($0, $1)) }
        self.concepts = found
    }

    /// Five letters cost a quarter more and tell nothing that four and the whole word do not.
    static let longestPiece = 4

    /// The sign a message ends with: questions, orders and sentences differ by it.
    static func forEachSign(of utterance: Utterance, _ body: (UInt32) -> Void) {
        guard let last = utterance.utf8.last(where: { $0 > 0x20 }) else { return }
        switch last {
        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
            body(UInt32(truncatingIfNeeded: Features.pair(Features.edge, UInt64(last)) >> 32))
        default: break
        }
    }
}
