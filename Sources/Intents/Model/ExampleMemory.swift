import Learning

/// The examples of each intent as their words and pairs of words, to tell how near an utterance is to the nearest one.
///
/// A linear model adds up clues and can be sure of a sentence nobody ever said; a near example says that somebody did.
/// Only the leading intent's examples are looked at, and of many examples evenly spread ones, so the cost is bounded. Each
/// intent has its own index from a feature to the examples that hold it: a question costs a search per word, not a pass
/// over all examples. The index also lists the words of all that was said of the intent, kept as an example or not: words
/// that belong to other intents only are the surest sign of a neighbour that the bot does not know.
struct ExampleMemory: Sendable, Equatable {
    /// Of more examples of an intent this many are kept, evenly spread.
    static let maximumExamples = 64

    /// How near an utterance is to what was said of an intent; both 0…1.
    struct Nearness: Sendable, Equatable {
        /// Likeness of the words and pairs to those of the nearest example; 0 without either.
        var nearest = 0.0
        /// Of the words that the bot knows, by weight, the share that was ever said of this intent.
        var ownWords = 0.0
    }

    /// Sorts after the examples: a word that is listed, of no kept example.
    private static let listed = UInt8.max

    /// `classes + 1` positions into `features`.
    private let classOffsets: [UInt32]
    /// Ascending within a class.
    private let features: [UInt32]
    /// `features + 1` positions into `examples` and `values`.
    private let offsets: [UInt32]
    /// Numbers of examples, below `maximumExamples`.
    private let examples: [UInt8]
    /// 255ths; an example's values have length 1.
    private let values: [UInt8]

    /// - Parameter use: the rows that say something about their classes; those of no class are passed over.
    /// - Parameter areMessages: by row, whether it may be kept as an example.
    /// - Parameter wordEnd: features below are words.
    /// - Parameter end: features below are words or pairs.
    init(
        rows: SparseRows, labels: [Int32], classes: Int, use: [Int32], areMessages: [Bool], wordEnd: Int32,
        end: Int32
    ) {
        var members = [[Int32]](repeating: [], count: classes)
        var said = [[UInt32]](repeating: [], count: classes)
        for row in use where Int(labels[Int(row)]) < classes {
            let classNumber = Int(labels[Int(row)])
            if areMessages[Int(row)] { members[classNumber].append(row) }
            for index in rows.range(of: Int(row)) where rows.features[index] < wordEnd {
                said[classNumber].append(UInt32(rows.features[index]))
            }
        }
        var classOffsets: [UInt32] = [0]
        var features: [UInt32] = []
        var offsets: [UInt32] = [0]
        var examples: [UInt8] = []
        var values: [UInt8] = []
        for (list, words) in zip(members, said) {
            let step = max(1, (list.count + Self.maximumExamples - 1) / Self.maximumExamples)
            // Feature, example, value, from the highest octet down: one number is compared at once.
            var postings: [UInt64] = []
            func post(_ feature: UInt32, _ example: UInt8, _ value: UInt8) {
                postings.append(UInt64(feature) << 16 | UInt64(example) << 8 | UInt64(value))
            }
            var example: UInt8 = 0
            for place in stride(from: 0, to: list.count, by: step) {
                let range = rows.range(of: Int(list[place])).filter { rows.features[$0] < end }
                let length = range.reduce(Float(0)) { $0 + rows.values[$1] * rows.values[$1] }.squareRoot()
                guard length > 0 else { continue }
                for index in range {
                    let value = min(255, max(1, (rows.values[index] / length * 255).rounded()))
                    post(UInt32(rows.features[index]), example, UInt8(value))
                }
                example += 1
            }
            for word in words { post(word, Self.listed, 0) }
            postings.sort()
            let start = features.count
            for posting in postings {
                let feature = UInt32(truncatingIfNeeded: posting >> 16)
                let example = UInt8(truncatingIfNeeded: posting >> 8)
                if features.count == start || features.last != feature {
                    if features.count > start { offsets.append(UInt32(examples.count)) }
                    features.append(feature)
                }
                guard example != Self.listed else { continue }
                examples.append(example)
                values.append(UInt8(truncatingIfNeeded: posting))
            }
            if features.count > start { offsets.append(UInt32(examples.count)) }
            classOffsets.append(UInt32(features.count))
        }
        self.classOffsets = classOffsets
        self.features = features
        self.offsets = offsets
        self.examples = examples
        self.values = values
    }

    /// How near the words of an utterance are to what was said of the class.
    ///
    /// - Parameter features: those below `end`, words and pairs, come first; only they are compared. One may stand twice.
    /// - Parameter length: of the words and pairs, by which the values are divided.
    /// - Parameter sums: working memory.
    /// - Complexity: O(words × (log of the intent's words + examples that hold the word)).
    func nearness(
        to classNumber: Int, features asked: [Int32], values askedValues: [Float], length: Float,
        wordEnd: Int32, end: Int32, sums: inout [Float]
    ) -> Nearness {
        guard length > 0 else { return Nearness() }
        if sums.count != Self.maximumExamples { sums = [Float](repeating: 0, count: Self.maximumExamples) }
        sums.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        let first = Int(classOffsets[classNumber])
        let count = Int(classOffsets[classNumber + 1]) - first
        guard count > 0 else { return Nearness() }
        var known: Float = 0
        var own: Float = 0
        for place in asked.indices {
            guard asked[place] < end else { break }
            let wanted = UInt32(truncatingIfNeeded: asked[place])
            // The last feature that is not above the wanted one, halving without a branch that could be guessed wrong.
            var base = first
            var left = count
            while left > 1 {
                let half = left / 2
                base = features[base + half] <= wanted ? base + half : base
                left -= half
            }
            let value = askedValues[place]
            let isOwn = features[base] == wanted
            if asked[place] < wordEnd {
                known += value * value
                if isOwn { own += value * value }
            }
            guard isOwn else { continue }
            for index in Int(offsets[base])..<Int(offsets[base + 1]) {
                sums[Int(examples[index])] += value * Float(values[index])
            }
        }
        var best: Float = 0
        for sum in sums { best = max(best, sum) }
        return Nearness(
            nearest: Double(min(1, best / 255 / length)), ownWords: known > 0 ? Double(own / known) : 0)
    }

    func encode(to writer: inout ByteWriter) {
        writer.append(classOffsets)
        // Ascending within a class: steps are small numbers.
        var steps: [UInt32] = []
        steps.reserveCapacity(features.count)
        for (from, to) in zip(classOffsets, classOffsets.dropFirst()) {
            var previous: UInt32 = 0
            for feature in features[Int(from)..<Int(to)] {
                steps.append(feature - previous)
                previous = feature
            }
        }
        writer.appendCompact(steps)
        writer.appendCompact(zip(offsets, offsets.dropFirst()).map { $1 - $0 })
        writer.append(examples)
        writer.append(values)
    }

    init(decoding reader: inout ByteReader, classes: Int) throws(DecodingError) {
        classOffsets = try reader.readUInt32s()
        var features = try reader.readCompact()
        let lengths = try reader.readCompact()
        examples = try reader.readUInt8s()
        values = try reader.readUInt8s()
        guard classOffsets.count == classes + 1, classOffsets.first == 0,
            classOffsets.last == UInt32(exactly: features.count), lengths.count == features.count,
            zip(classOffsets, classOffsets.dropFirst()).allSatisfy({ $0 <= $1 }),
            values.count == examples.count,
            examples.allSatisfy({ Int($0) < Self.maximumExamples })
        else { throw .damaged }
        for (from, to) in zip(classOffsets, classOffsets.dropFirst()) {
            var previous: UInt32 = 0
            for index in Int(from)..<Int(to) {
                previous = previous &+ features[index]
                features[index] = previous
            }
        }
        self.features = features
        var offsets: [UInt32] = [0]
        offsets.reserveCapacity(lengths.count + 1)
        var end = 0
        for length in lengths {
            end += Int(length)
            guard end <= examples.count else { throw .damaged }
            offsets.append(UInt32(truncatingIfNeeded: end))
        }
        guard end == examples.count else { throw .damaged }
        self.offsets = offsets
    }
}
