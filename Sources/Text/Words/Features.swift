/// Hashes of n-grams, made from folded bytes without a string per n-gram.
///
/// 64-bit, well mixed: take as many low bits as the table has. The same bytes give the same hash in every build, since models
/// are kept on disk: changing anything here means a new model version (`Features.version`).
package enum Features {
    /// Part of a model's format.
    package static let version: UInt8 = 1

    /// Word 1-2-grams; the first and last word also pair with the edges of the message.
    @inlinable
    package static func forEachWordGram(of utterance: Utterance, _ body: (UInt64) -> Void) {
        var previous = edge
        for word in utterance.words {
            body(word.hash)
            body(pair(previous, word.hash))
            previous = word.hash
        }
        if previous != edge { body(pair(previous, edge)) }
    }

    /// Character 2-5-grams within words, each word between two edges; characters are Unicode scalars of the folded word.
    ///
    /// - Parameter longest: 2…5: longer ones are left out.
    @inlinable
    package static func forEachCharacterGram(
        of utterance: Utterance, longest: Int = 5, _ body: (UInt64) -> Void
    ) {
        for word in utterance.words {
            forEachCharacterGram(of: utterance.folded, in: word.foldedRange, longest: longest, body)
        }
    }

    /// Character 2-5-grams of one folded word between two edges.
    @inlinable
    package static func forEachCharacterGram(
        of bytes: [UInt8], in range: Range<Int>, longest: Int = 5, _ body: (UInt64) -> Void
    ) {
        // Position `lower - 1` is the opening edge, `upper` the closing one.
        let lower = range.lowerBound
        let upper = range.upperBound
        var start = lower - 1
        while start < upper {
            if start >= lower, bytes[start] & 0xC0 == 0x80 {
                start += 1
                continue
            }
            var hash = gramSeed
            var index = start
            var length = 0
            while length < longest, index <= upper {
                if index < lower || index == upper {
                    hash = mix(hash, 1)
                    index += 1
                } else {
                    hash = mix(hash, bytes[index])
                    index += 1
                    while index < upper, bytes[index] & 0xC0 == 0x80 {
                        hash = mix(hash, bytes[index])
                        index += 1
                    }
                }
                length += 1
                if length >= 2 { body(finish(hash)) }
            }
            start += 1
        }
    }

    /// All features of an utterance: word grams first, then character grams.
    @inlinable
    package static func forEachFeature(of utterance: Utterance, _ body: (UInt64) -> Void) {
        forEachWordGram(of: utterance, body)
        forEachCharacterGram(of: utterance, body)
    }

    /// The hash of one folded word, as its 1-gram has it.
    @inlinable
    package static func wordHash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash = wordSeed
        for byte in bytes { hash = mix(hash, byte) }
        return finish(hash)
    }

    /// The hash of one folded word, as its 1-gram has it.
    @inlinable
    package static func wordHash(_ bytes: [UInt8]) -> UInt64 {
        hash(of: bytes, in: bytes.indices, seed: wordSeed)
    }

    /// The hash of two words standing side by side; `edge` stands for the beginning or end of the message.
    @inlinable
    package static func pair(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var value = left &* 0x9E37_79B9_7F4A_7C15
        value = (value << 23 | value >> 41) ^ right
        return finish(value)
    }

    package static let edge: UInt64 = 0x5851_F42D_4C95_7F2D

    @usableFromInline package static let wordSeed: UInt64 = 0xCBF2_9CE4_8422_2325
    @usableFromInline package static let gramSeed: UInt64 = 0x8422_2325_CBF2_9CE4

    @inlinable
    package static func hash(of bytes: [UInt8], in range: Range<Int>, seed: UInt64) -> UInt64 {
        var hash = seed
        for index in range { hash = mix(hash, bytes[index]) }
        return finish(hash)
    }

    /// One step of FNV-1a, 64 bits.
    @inlinable
    package static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 {
        (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }

    /// FNV's low bits are weak for short inputs; two rounds of a xor-shift multiply mend that.
    @inlinable
    package static func finish(_ hash: UInt64) -> UInt64 {
        var value = hash
        value ^= value >> 32
        value &*= 0xD6E8_FEB8_6659_FD93
        value ^= value >> 32
        value &*= 0xD6E8_FEB8_6659_FD93
        value ^= value >> 32
        return value
    }
}
