import Testing

@testable import Learning

@Suite struct CompactWeightsTests {
    private func makeWeights() -> ClassWeights {
        var weights = ClassWeights(features: 50, classes: 6)
        var random = SeededGenerator(seed: 4)
        for feature in 0..<50 {
            for k in 0..<6 {
                weights.values[feature * weights.stride + k] = Float(random.next(below: 2_001)) / 1_000 - 1
            }
        }
        weights.bias[2] = 0.25
        return weights
    }

    @Test func aWeightIsKeptToWithinItsScale() {
        let weights = makeWeights()
        let compact = CompactWeights(weights, keep: 1)
        for feature in 0..<50 {
            var scores = compact.bias
            compact.add([Int32(feature)], [1], to: &scores)
            for k in 0..<6 {
                let exact = weights.bias[k] + weights.values[feature * weights.stride + k]
                #expect(abs(scores[k] - exact) <= 1 / 127.0)
            }
        }
    }

    @Test func pruningKeepsTheLargest() {
        let weights = makeWeights()
        let compact = CompactWeights(weights, keep: 0.25)
        #expect((60...100).contains(compact.entryCount), "a quarter of 300, to within a histogram bar")
        var largest = (feature: 0, k: 0, value: Float(0))
        for feature in 0..<50 {
            for k in 0..<6 where abs(weights.values[feature * weights.stride + k]) > abs(largest.value) {
                largest = (feature, k, weights.values[feature * weights.stride + k])
            }
        }
        var scores = [Float](repeating: 0, count: 6)
        compact.add([Int32(largest.feature)], [1], to: &scores)
        #expect(abs(scores[largest.k] - largest.value) < 0.01)
    }

    @Test func theBytesGiveTheSameWeights() throws {
        let compact = CompactWeights(makeWeights(), keep: 0.5)
        var writer = ByteWriter()
        compact.encode(to: &writer)
        var reader = ByteReader(writer.bytes)
        #expect(try CompactWeights(decoding: &reader) == compact)
        #expect(reader.isAtEnd)
    }

    @Test func damagedBytesThrow() {
        var writer = ByteWriter()
        CompactWeights(makeWeights(), keep: 0.5).encode(to: &writer)
        for length in stride(from: 0, to: writer.bytes.count, by: 7) {
            var reader = ByteReader(Array(writer.bytes.prefix(length)))
            #expect(throws: DecodingError.self) { try CompactWeights(decoding: &reader) }
        }
    }

    @Test func manyClassesComeBackToo() throws {
        var weights = ClassWeights(features: 3, classes: 300)
        weights.values[weights.stride + 299] = 0.5
        weights.values[2 * weights.stride + 255] = -0.5
        let compact = CompactWeights(weights, keep: 1)
        var writer = ByteWriter()
        compact.encode(to: &writer)
        var reader = ByteReader(writer.bytes)
        let kept = try CompactWeights(decoding: &reader)
        #expect(kept == compact)
        var scores = kept.bias
        kept.add([1, 2], [1, 1], to: &scores)
        #expect(abs(scores[299] - 0.5) < 0.01)
        #expect(abs(scores[255] + 0.5) < 0.01)
    }
}
