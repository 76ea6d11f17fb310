import Learning

/// The examples of each intent as their words and pairs of words, to tell how near an utterance is to the nearest one.
///
/// A linear model adds up clues and can be sure of a sentence nobody ever said; a near example says that somebody did.
/// Only the leading intent's examples are looked at, and of many examples evenly spread ones, so the cost is bounded. Each
/// intent has its own index from a feature to the examples that hold it: a question costs a search per word, not a pass
/// over all examples.
struct ExampleMemory: Sendable, Equatable {
    /// Of more examples of an intent this many are kept, evenly spread.
    static let maximumExamples = 64

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

    /// - Parameter use: the rows to keep, of any class.
    /// - Parameter end: features below are words or pairs.
    init(rows: SparseRows, labels: [Int32], classes: Int, use: [Int32], end: Int32) {
        var members = [[Int32]](repeating: [], count: classes)
        for row in use where Int(labels[Int(row)]) < classes { members[Int(labels[Int(row)])].append(row) }
        var classOffsets: [UInt32] = [0]
        var features: [UInt32] = []
        var offsets: [UInt32] = [0]
        var examples: [UInt8] = []
        var values: [UInt8] = []
        for list in members {
            let step = max(1, (list.count + Self.maximumExamples - 1) / Self.maximumExamples)
            var postings: [(feature: UInt32, example: UInt8, value: UInt8)] = []
            var example: UInt8 = 0
            for place in stride(from: 0, to: list.count, by: step) {
                let range = rows.range(of: Int(list[place])).filter { rows.features[$0] < end }
                let length = range.reduce(Float(0)) { $0 + rows.values[$1] * rows.values[$1] }.squareRoot()
                guard length > 0 else { continue }
                for index in range {
                    let value = min(255, max(1, (rows.values[index] / length * 255).rounded()))
                    postings.append((UInt32(rows.features[index]), example, UInt8(value)))
                }
                example += 1
            }
            postings.sort { ($0.feature, $0.example) < ($1.feature, $1.example) }
            let start = features.count
            for posting in postings {
                if features.count == start || features.last != posting.feature {
                    if features.count > start { offsets.append(UInt32(examples.count)) }
                    features.append(posting.feature)
                }
                examples.append(posting.example)
                values.append(posting.value)
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

    /// How like the words of an utterance are to those of the nearest example of the class, 0…1; 0 without either.
    ///
    /// - Parameter features: those below `end`, words and pairs, come first; only they are compared. One may stand twice.
    /// - Parameter length: of the words and pairs, by which the values are divided.
    /// - Parameter sums: working memory.
    /// - Complexity: O(words × (log of the intent's words + examples that hold the word)).
    func likeness(
        to classNumber: Int, features asked: [Int32], values askedValues: [Float], length: Float, end: Int32,
        sums: inout [Float]
    ) -> Double {
        guard length > 0 else { return 0 }
        sums.removeAll(keepingCapacity: true)
        for _ in 0..<Self.maximumExamples { sums.append(0) }
        let first = Int(classOffsets[classNumber])
        let count = Int(classOffsets[classNumber + 1]) - first
        guard count > 0 else { return 0 }
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
            guard features[base] == wanted else { continue }
            let value = askedValues[place]
            for index in Int(offsets[base])..<Int(offsets[base + 1]) {
                sums[Int(examples[index])] += value * Float(values[index])
            }
        }
        var best: Float = 0
        for sum in sums { best = max(best, sum) }
        return Double(min(1, best / 255 / length))
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
