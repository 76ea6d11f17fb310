/// Weights as they are kept and used: feature-major, pruned, one byte each.
///
/// Per feature a list of (class, weight) and one scale; what is small beside the others is left out. About a tenth of
/// the training weights' size, and a query touches only what matters.
package struct CompactWeights: Sendable, Equatable {
    package let classes: Int
    /// `features + 1` positions into `entries`.
    private let offsets: [UInt32]
    private let scales: [Float]
    private let entryClasses: [UInt16]
    private let entryWeights: [Int8]
    package let bias: [Float]

    package var features: Int { scales.count }
    package var entryCount: Int { entryWeights.count }

    /// Keeps the weights whose magnitude is among the largest `keep` of all, 0…1.
    ///
    /// At most 65,535 classes.
    package init(_ weights: ClassWeights, keep: Double) {
        precondition(weights.classes <= Int(UInt16.max))
        classes = weights.classes
        bias = Array(weights.bias.prefix(weights.classes))
        let threshold = Self.threshold(weights, keep: keep)
        var offsets: [UInt32] = [0]
        var scales: [Float] = []
        var entryClasses: [UInt16] = []
        var entryWeights: [Int8] = []
        offsets.reserveCapacity(weights.features + 1)
        scales.reserveCapacity(weights.features)
        for feature in 0..<weights.features {
            let base = feature * weights.stride
            var largest: Float = 0
            for k in 0..<weights.classes { largest = max(largest, abs(weights.values[base + k])) }
            let scale = largest / 127
            scales.append(scale)
            if largest > 0 {
                for k in 0..<weights.classes {
                    let value = weights.values[base + k]
                    guard abs(value) >= threshold else { continue }
                    let rounded = (value / scale).rounded()
                    guard rounded != 0 else { continue }
                    entryClasses.append(UInt16(k))
                    entryWeights.append(Int8(max(-127, min(127, rounded))))
                }
            }
            offsets.append(UInt32(entryWeights.count))
        }
        self.offsets = offsets
        self.scales = scales
        self.entryClasses = entryClasses
        self.entryWeights = entryWeights
    }

    /// The magnitude that about `keep` of the non-zero weights reach, from a histogram over powers of two in sixteenths.
    private static func threshold(_ weights: ClassWeights, keep: Double) -> Float {
        guard keep < 1 else { return 0 }
        var counts = [Int](repeating: 0, count: 1 << 13)
        var total = 0
        for value in weights.values where value != 0 {
            counts[Int(abs(value).bitPattern >> 19)] += 1
            total += 1
        }
        var wanted = Int(Double(total) * max(keep, 0))
        for bucket in stride(from: counts.count - 1, through: 0, by: -1) {
            wanted -= counts[bucket]
            if wanted <= 0 { return Float(bitPattern: UInt32(bucket) << 19) }
        }
        return 0
    }

    /// Adds the weights of a row's features, times their values, to the scores of all classes.
    ///
    /// - Parameter features: numbers below `features`, as many as `values`.
    /// - Parameter scores: one per class.
    package func add(_ rowFeatures: [Int32], _ rowValues: [Float], to scores: inout [Float]) {
        precondition(scores.count == classes && rowFeatures.count == rowValues.count)
        // Unchecked inside: offsets ascend to the entries' count and classes are below `classes`, which both `init`s see to.
        offsets.withUnsafeBufferPointer { offsets in
            entryClasses.withUnsafeBufferPointer { entryClasses in
                entryWeights.withUnsafeBufferPointer { entryWeights in
                    scores.withUnsafeMutableBufferPointer { scores in
                        for (feature, value) in zip(rowFeatures, rowValues) {
                            let feature = Int(feature)
                            precondition(feature >= 0 && feature < scales.count)
                            let factor = scales[feature] * value
                            for index in Int(offsets[feature])..<Int(offsets[feature + 1]) {
                                scores[Int(entryClasses[index])] += factor * Float(entryWeights[index])
                            }
                        }
                    }
                }
            }
        }
    }

    package func encode(to writer: inout ByteWriter) {
        writer.append(UInt32(classes))
        writer.append(offsets)
        writer.append(scales)
        writer.append(entryClasses)
        writer.append(entryWeights)
        writer.append(bias)
    }

    package init(decoding reader: inout ByteReader) throws(DecodingError) {
        classes = Int(try reader.readUInt32())
        offsets = try reader.readUInt32s()
        scales = try reader.readFloats()
        entryClasses = try reader.readUInt16s()
        entryWeights = try reader.readInt8s()
        bias = try reader.readFloats()
        let count = classes
        guard offsets.count == scales.count + 1, offsets.first == 0,
            offsets.last == UInt32(exactly: entryWeights.count), entryClasses.count == entryWeights.count,
            bias.count == count, zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 }),
            entryClasses.allSatisfy({ Int($0) < count })
        else { throw .damaged }
    }
}
