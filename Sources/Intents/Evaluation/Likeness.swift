import Learning
import Text

/// How alike two examples are in their words and pieces of words, rare ones counting more: 0…1, 1 for the same words.
///
/// Independent of the model on purpose: it tells an operator which of his sentences pulled another one over, and that
/// must be something he can see in the two sentences.
struct Likeness {
    private let rarity: [UInt64: Int32]
    private let total: Double
    private let utterances: [Utterance]
    private var vectors: [Int: [(hash: UInt64, weight: Double)]] = [:]

    /// Of more examples these are enough to know what is rare.
    private static let counted = 20_000
    /// Of an intent's examples no more are compared.
    private static let compared = 400

    init(_ texts: [String]) {
        utterances = texts.map { Utterance($0) }
        var rarity: [UInt64: Int32] = [:]
        for utterance in utterances.prefix(Self.counted) {
            var seen: Set<UInt64> = []
            Features.forEachFeature(of: utterance) {
                if seen.insert($0).inserted { rarity[$0, default: 0] += 1 }
            }
        }
        self.rarity = rarity
        total = Double(min(texts.count, Self.counted))
    }

    mutating func between(_ one: Int, _ other: Int) -> Double {
        let left = vector(one)
        let right = vector(other)
        var sum = 0.0
        var i = 0
        var j = 0
        while i < left.count, j < right.count {
            if left[i].hash == right[j].hash {
                sum += left[i].weight * right[j].weight
                i += 1
                j += 1
            } else if left[i].hash < right[j].hash {
                i += 1
            } else {
                j += 1
            }
        }
        return min(1, sum)
    }

    /// The likest of some examples; nil of none.
    mutating func nearest(to one: Int, among others: [Int]) -> (example: Int, likeness: Double)? {
        var best: (example: Int, likeness: Double)?
        let step = max(1, (others.count + Self.compared - 1) / Self.compared)
        for place in stride(from: 0, to: others.count, by: step) where others[place] != one {
            let likeness = between(one, others[place])
            if likeness > best?.likeness ?? -1 { best = (others[place], likeness) }
        }
        return best
    }

    /// The likest of some examples, likest first, at most so many.
    mutating func nearest(
        to one: Int, among others: [Int], count: Int
    ) -> [(example: Int, likeness: Double)] {
        let step = max(1, (others.count + Self.compared - 1) / Self.compared)
        var best: [(example: Int, likeness: Double)] = []
        for place in stride(from: 0, to: others.count, by: step) where others[place] != one {
            let likeness = between(one, others[place])
            if best.count == count, likeness <= best[count - 1].likeness { continue }
            best.insert(
                (others[place], likeness), at: best.firstIndex { $0.likeness < likeness } ?? best.count)
            if best.count > count { best.removeLast() }
        }
        return best
    }

    private mutating func vector(_ index: Int) -> [(hash: UInt64, weight: Double)] {
        if let known = vectors[index] { return known }
        var hashes: [UInt64] = []
        Features.forEachFeature(of: utterances[index]) { hashes.append($0) }
        hashes.sort()
        var result: [(hash: UInt64, weight: Double)] = []
        for hash in hashes where hash != result.last?.hash {
            result.append((hash, Elementary.log((1 + total) / (1 + Double(rarity[hash] ?? 0))) + 0.1))
        }
        let length = result.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
        if length > 0 { for place in result.indices { result[place].weight /= length } }
        vectors[index] = result
        return result
    }
}
