import Learning

/// The examples of each intent as their words and pairs of words, to tell how near an utterance is to the nearest one.
///
/// A linear model adds up clues and can be sure of a sentence nobody ever said; a near example says that somebody did.
/// Only the leading intent's examples are looked at, and of many examples evenly spread ones, so the cost is bounded.
struct ExampleMemory: Sendable, Equatable {
    /// Of more examples of an intent this many are kept, evenly spread.
    static let maximumExamples = 64

    /// `classes + 1` positions into `rowOffsets`.
    private let classOffsets: [UInt32]
    /// `rows + 1` positions into `features` and `values`.
    private let rowOffsets: [UInt32]
    /// Ascending within a row.
    private let features: [UInt32]
    /// 255ths; rows have length 1.
    private let values: [UInt8]

    /// - Parameter use: the rows to keep, of any class.
    /// - Parameter end: features below are words or pairs.
    init(rows: SparseRows, labels: [Int32], classes: Int, use: [Int32], end: Int32) {
        var members = [[Int32]](repeating: [], count: classes)
        for row in use where Int(labels[Int(row)]) < classes { members[Int(labels[Int(row)])].append(row) }
        var classOffsets: [UInt32] = [0]
        var rowOffsets: [UInt32] = [0]
        var features: [UInt32] = []
        var values: [UInt8] = []
        for list in members {
            let step = max(1, (list.count + Self.maximumExamples - 1) / Self.maximumExamples)
            for place in stride(from: 0, to: list.count, by: step) {
                let range = rows.range(of: Int(list[place])).filter { rows.features[$0] < end }
                    .sorted { rows.features[$0] < rows.features[$1] }
                let length = range.reduce(Float(0)) { $0 + rows.values[$1] * rows.values[$1] }.squareRoot()
                guard length > 0 else { continue }
                for index in range {
                    features.append(UInt32(rows.features[index]))
                    values.append(UInt8(min(255, max(1, (rows.values[index] / length * 255).rounded()))))
                }
                rowOffsets.append(UInt32(features.count))
            }
            classOffsets.append(UInt32(rowOffsets.count - 1))
        }
        self.classOffsets = classOffsets
        self.rowOffsets = rowOffsets
        self.features = features
        self.values = values
    }

    /// The largest cosine between the words of an utterance and those of an example of the class; 0 without either.
    ///
    /// - Parameter features: those below `end`, words and pairs, come first; only they are compared.
    func likeness(to classNumber: Int, features asked: [Int32], values askedValues: [Float], end: Int32)
        -> Double
    {
        var count = 0
        var square: Float = 0
        while count < asked.count, asked[count] < end {
            square += askedValues[count] * askedValues[count]
            count += 1
        }
        guard square > 0 else { return 0 }
        let words = (0..<count).sorted { asked[$0] < asked[$1] }.map { (asked[$0], askedValues[$0]) }
        var best: Float = 0
        for row in Int(classOffsets[classNumber])..<Int(classOffsets[classNumber + 1]) {
            var index = Int(rowOffsets[row])
            let rowEnd = Int(rowOffsets[row + 1])
            var place = 0
            var sum: Float = 0
            while index < rowEnd, place < count {
                let own = features[index]
                let other = UInt32(truncatingIfNeeded: words[place].0)
                if own == other {
                    sum += Float(values[index]) * words[place].1
                    index += 1
                    place += 1
                } else if own < other {
                    index += 1
                } else {
                    place += 1
                }
            }
            best = max(best, sum)
        }
        return Double(best / 255 / square.squareRoot())
    }

    func encode(to writer: inout ByteWriter) {
        writer.append(classOffsets)
        writer.append(rowOffsets)
        writer.append(features)
        writer.append(values)
    }

    init(decoding reader: inout ByteReader, classes: Int) throws(DecodingError) {
        classOffsets = try reader.readUInt32s()
        rowOffsets = try reader.readUInt32s()
        features = try reader.readUInt32s()
        values = try reader.readUInt8s()
        guard classOffsets.count == classes + 1, classOffsets.first == 0, rowOffsets.first == 0,
            classOffsets.last == UInt32(exactly: rowOffsets.count - 1),
            rowOffsets.last == UInt32(exactly: features.count), values.count == features.count,
            zip(classOffsets, classOffsets.dropFirst()).allSatisfy({ $0 <= $1 }),
            zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy({ $0 <= $1 })
        else { throw .damaged }
    }
}
