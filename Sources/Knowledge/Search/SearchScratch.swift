/// Room for one search, kept from one to the next so that none has to clear what it does not touch.
struct SearchScratch: Sendable {
    /// One zero for each article.
    var scores: [Int16]
    /// For words no article has.
    var strangers: PieceIndex.Scratch
    /// By piece: how often in the question; zero but while a question is read and compared.
    private(set) var pieces: [Float]
    private var touchedPieces: [Int] = []
    /// By word: what its pieces say of the question, below 0 where not yet asked.
    var wordLikeness: [Float]
    var touchedWords: [Int] = []
    /// One for each slot of the question's plan.
    var sums: [Float] = []

    init(articles: Int, _ index: PieceIndex) {
        scores = [Int16](repeating: 0, count: articles)
        strangers = PieceIndex.Scratch(for: index)
        pieces = [Float](repeating: 0, count: index.count)
        wordLikeness = [Float](repeating: -1, count: index.wordCount)
    }

    mutating func count(_ piece: Int) {
        if pieces[piece] == 0 { touchedPieces.append(piece) }
        pieces[piece] += 1
    }

    /// The pieces counted with times × squared weight, which `pieces` then holds too; their squares are added up.
    mutating func takePieces(_ index: PieceIndex, squares: inout Float) -> [(piece: Int, weight: Float)] {
        touchedPieces.map { piece in
            let times = pieces[piece]
            let weight = times * index.weights[piece]
            squares += times * weight
            pieces[piece] = weight
            return (piece, weight)
        }
    }

    /// Back to zeros, when a search is over.
    mutating func clear() {
        for piece in touchedPieces { pieces[piece] = 0 }
        touchedPieces.removeAll(keepingCapacity: true)
        for word in touchedWords { wordLikeness[word] = -1 }
        touchedWords.removeAll(keepingCapacity: true)
        scores.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }
}
