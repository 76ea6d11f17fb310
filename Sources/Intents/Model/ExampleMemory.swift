import Learning

/// The examples of each intent as their words and pairs of words, to tell how near an utterance is to the nearest one.
///
/// A linear model adds up clues and can be sure of a sentence nobody ever said; a near example says that somebody did.
/// Only the leading intent's examples are looked at, and of many examples evenly spread ones, so the cost is bounded. Each
/// intent has its own index from a feature to the examples that hold it: a question costs a search per word, not a pass
/// over all examples. The index also lists the words, pairs and concepts of all that was said of the intent, kept as an example
/// or not: those that belong to other intents only are the surest sign of a neighbour that the bot does not know.
struct ExampleMemory: Sendable, Equatable {
    /// Of more examples of an intent this many are kept, evenly spread.
    static let maximumExamples = 64

    /// How near an utterance is to what was said of an intent; all 0…1.
    struct Nearness: Sendable, Equatable {
        /// Likeness of the words and pairs to those of the nearest example; 0 without either.
        var nearest = 0.0
        /// Of the words that the bot knows, by weight, the share that was ever said of this intent.
        var ownWords = 0.0
        /// The same of the pairs it knows, and of the concepts.
        var ownPairs = 0.0
        var ownConcepts = 0.0
    }

    /// Sorts after the examples: what is listed, of no kept example.
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
    /// - Parameter end: features below are words or pairs.
    /// - Parameter pieceEnd: features from there on are concepts.
    init(
        rows: SparseRows, labels: [Int32], classes: Int, use: [Int32], areMessages: [Bool], end: Int32,
        pieceEnd: Int32
    ) {
        var members = [[Int32]](repeating: [], count: classes)
        for row in use where Int(labels[Int(row)]) < classes { members[Int(labels[Int(row)])].append(row) }
        var classOffsets: [UInt32] = [0]
        var features: [UInt32] = []
        var offsets: [UInt32] = [0]
        var examples: [UInt8] = []
        var values: [UInt8] = []
        for list in members {
            let messages = list.count { areMessages[Int($0)] }
            let step = max(1, (messages + Self.maximumExamples - 1) / Self.maximumExamples)
            // Feature, example, value, from the highest octet down: one number is compared at once.
            var postings: [UInt64] = []
            func post(_ feature: Int32, _ example: UInt8, _ value: UInt8) {
                let feature = UInt64(UInt32(truncatingIfNeeded: feature))
                postings.append(feature << 16 | UInt64(example) << 8 | UInt64(value))
            }
            var example: UInt8 = 0
            var number = 0
            for row in list {
                let range = rows.range(of: Int(row))
                let isMessage = areMessages[Int(row)]
                var length: Float = 0
                if isMessage, number % step == 0 {
                    for index in range where rows.features[index] < end {
                        length += rows.values[index] * rows.values[index]
                    }
                    length = length.squareRoot()
                }
                if isMessage { number += 1 }
                for index in range {
                    let feature = rows.features[index]
                    if feature < end, length > 0 {
                        let value = min(255, max(1, (rows.values[index] / length * 255).rounded()))
                        post(feature, example, UInt8(value))
                    } else if feature < end || feature >= pieceEnd {
                        post(feature, Self.listed, 0)
                    }
                }
                if length > 0 { example += 1 }
            }
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

    /// How near an utterance is to what was said of the class.
    ///
    /// - Parameter features: those below `end`, words and pairs, come first; only they are compared. One may stand twice.
    /// - Parameter length: of the words and pairs, by which the values are divided.
    /// - Parameter concepts: those of the utterance, with their values; one may stand twice.
    /// - Parameter weights: by feature.
    /// - Parameter sums: working memory.
    /// - Complexity: O(words × (log of the intent's words + examples that hold the word)).
    func nearness(
        to classNumber: Int, features asked: [Int32], values askedValues: [Float], length: Float,
        concepts: ArraySlice<Int32>, conceptValues: ArraySlice<Float>, weights: [Float], wordEnd: Int32,
        end: Int32, sums: inout [Float]
    ) -> Nearness {
        if sums.count != Self.maximumExamples { sums = [Float](repeating: 0, count: Self.maximumExamples) }
        sums.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        var words = Share()
        var pairs = Share()
        for place in asked.indices {
            let feature = asked[place]
            guard feature < end else { break }
            let value = askedValues[place]
            let found = self.place(of: feature, in: classNumber)
            if feature < wordEnd {
                words.add(value * value, isOwn: found != nil)
            } else {
                pairs.add(value * value, isOwn: found != nil)
            }
            guard let found else { continue }
            for index in Int(offsets[found])..<Int(offsets[found + 1]) {
                sums[Int(examples[index])] += value * Float(values[index])
            }
        }
        // As in the length of their block: what two words say adds up, in whatever order they are told.
        var concepted = Share()
        for (concept, value) in zip(concepts, conceptValues) {
            concepted.add(
                value * weights[Int(concept)], isOwn: place(of: concept, in: classNumber) != nil)
        }
        var best: Float = 0
        for sum in sums { best = max(best, sum) }
        return Nearness(
            nearest: length > 0 ? Double(min(1, best / 255 / length)) : 0, ownWords: words.value,
            ownPairs: pairs.value, ownConcepts: concepted.value)
    }

    /// By weight, how much of what is known was said of the intent.
    private struct Share {
        private var known: Float = 0
        private var own: Float = 0

        mutating func add(_ amount: Float, isOwn: Bool) {
            known += amount
            if isOwn { own += amount }
        }

        var value: Double { known > 0 ? Double(own / known) : 0 }
    }

    /// Where a feature stands in `features` among those of the class; nil: it was never said of it.
    @inline(__always)
    private func place(of feature: Int32, in classNumber: Int) -> Int? {
        var base = Int(classOffsets[classNumber])
        var left = Int(classOffsets[classNumber + 1]) - base
        guard left > 0 else { return nil }
        let wanted = UInt32(truncatingIfNeeded: feature)
        // The last feature that is not above the wanted one, halving without a branch that could be guessed wrong.
        while left > 1 {
            let half = left / 2
            base = features[base + half] <= wanted ? base + half : base
            left -= half
        }
        return features[base] == wanted ? base : nil
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
