/// Weights as they are kept and used: feature-major, pruned, one byte each.
///
/// Per feature a list of (class, weight) and one scale; what is small beside the others is left out. About a tenth of
/// the training weights' size, and a query touches only what matters: of a feature one word that says where its list
/// stands, and the list, whose entries hold class and weight together.
///
///     heads     ┌ start, scale ┬ start, scale ┬ … ┐
///     entries   │ class·weight, class·weight, …   │
package struct CompactWeights: Sendable, Equatable {
    package let classes: Int
    package let features: Int
    /// One per feature and a last one that ends the last list.
    private let heads: [Head]
    private let entries: [Entry]
    package let bias: [Float]

    private struct Head: Sendable, Equatable {
        var start: UInt32
        var scale: Float
    }

    /// Class in the upper 24 bits, weight in the lowest byte.
    private struct Entry: Sendable, Equatable {
        var bits: UInt32

        init(classNumber: UInt16, weight: Int8) {
            bits = UInt32(classNumber) << 8 | UInt32(UInt8(bitPattern: weight))
        }

        @inline(__always) var classNumber: Int { Int(bits >> 8) }
        @inline(__always) var weight: Int8 { Int8(truncatingIfNeeded: bits) }
    }

    package var entryCount: Int { entries.count }

    /// Keeps the weights whose magnitude is among the largest `keep` of all, 0…1.
    ///
    /// At most 65,535 classes.
    package init(_ weights: ClassWeights, keep: Double) {
        precondition(weights.classes <= Int(UInt16.max))
        classes = weights.classes
        features = weights.features
        bias = Array(weights.bias.prefix(weights.classes))
        let threshold = Self.threshold(weights, keep: keep)
        var heads: [Head] = []
        var entries: [Entry] = []
        heads.reserveCapacity(weights.features + 1)
        for feature in 0..<weights.features {
            let base = feature * weights.stride
            var largest: Float = 0
            for k in 0..<weights.classes { largest = max(largest, abs(weights.values[base + k])) }
            let scale = largest / 127
            heads.append(Head(start: UInt32(entries.count), scale: scale))
            guard largest > 0 else { continue }
            for k in 0..<weights.classes {
                let value = weights.values[base + k]
                guard abs(value) >= threshold else { continue }
                let rounded = (value / scale).rounded()
                guard rounded != 0 else { continue }
                entries.append(
                    Entry(classNumber: UInt16(k), weight: Int8(max(-127, min(127, rounded)))))
            }
        }
        heads.append(Head(start: UInt32(entries.count), scale: 0))
        self.heads = heads
        self.entries = entries
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
    /// - Parameter scores: one per class, and padding if you like.
    /// - Parameter factor: by which all values are multiplied.
    package func add(
        _ rowFeatures: [Int32], _ rowValues: [Float], times factor: Float = 1, to scores: inout [Float]
    ) {
        precondition(scores.count >= classes && rowFeatures.count == rowValues.count)
        let features = features
        // Unchecked inside: starts ascend to the entries' count and classes are below `classes`, which both `init`s see to.
        heads.withUnsafeBufferPointer { heads in
            entries.withUnsafeBufferPointer { entries in
                scores.withUnsafeMutableBufferPointer { scores in
                    for place in rowFeatures.indices {
                        let feature = Int(rowFeatures[place])
                        precondition(feature >= 0 && feature < features)
                        let factor = heads[feature].scale * rowValues[place] * factor
                        for index in Int(heads[feature].start)..<Int(heads[feature + 1].start) {
                            let entry = entries[index]
                            scores[entry.classNumber] += factor * Float(entry.weight)
                        }
                    }
                }
            }
        }
    }

    package func encode(to writer: inout ByteWriter) {
        writer.append(UInt32(classes))
        writer.appendCompact(zip(heads, heads.dropFirst()).map { $1.start - $0.start })
        writer.append(heads.dropLast().map(\.scale))
        if classes <= 256 {
            writer.append(entries.map { UInt8(truncatingIfNeeded: $0.classNumber) })
        } else {
            writer.append(entries.map { UInt16(truncatingIfNeeded: $0.classNumber) })
        }
        writer.append(entries.map(\.weight))
        writer.append(bias)
    }

    package init(decoding reader: inout ByteReader) throws(DecodingError) {
        let count = Int(try reader.readUInt32())
        guard count <= Int(UInt16.max) else { throw .damaged }
        let lengths = try reader.readCompact()
        let scales = try reader.readFloats()
        let entryClasses: [UInt16]
        if count <= 256 {
            entryClasses = try reader.readUInt8s().map { UInt16($0) }
        } else {
            entryClasses = try reader.readUInt16s()
        }
        let entryWeights = try reader.readInt8s()
        classes = count
        features = scales.count
        bias = try reader.readFloats()
        guard lengths.count == scales.count, entryClasses.count == entryWeights.count, bias.count == count,
            entryClasses.allSatisfy({ Int($0) < count })
        else { throw .damaged }
        var heads: [Head] = []
        heads.reserveCapacity(lengths.count + 1)
        var start = 0
        for (length, scale) in zip(lengths, scales) {
            heads.append(Head(start: UInt32(truncatingIfNeeded: start), scale: scale))
            start += Int(length)
            guard start <= entryWeights.count else { throw .damaged }
        }
        guard start == entryWeights.count, let end = UInt32(exactly: start) else { throw .damaged }
        heads.append(Head(start: end, scale: 0))
        self.heads = heads
        entries = zip(entryClasses, entryWeights).map { Entry(classNumber: $0, weight: $1) }
    }
}
