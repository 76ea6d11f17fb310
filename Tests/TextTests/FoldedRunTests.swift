import TestSupport
import Testing
import Text

/// The fast way through a text gives what its scalars give one by one.
struct FoldedRunTests {
    private func expectSame(_ text: [UInt8], _ what: @autoclosure () -> String) {
        var whole: [UInt8] = [0x58]
        Folding.append(text, to: &whole)
        var single: [UInt8] = [0x58]
        var position = 0
        while position < text.count {
            Folding.append(UTF8Scanner.scalar(in: text, at: &position), to: &single)
        }
        #expect(whole == single, "\(what()): \(text)")
    }

    @Test func everyScalarFoldsAmongLettersAsItDoesAlone() {
        let letters = Array("Son EST ma commande".utf8)
        let lower = Array("son est ma commande".utf8)
        var failures: [UInt32] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            // Every distance to the beginning of a run of eight and of sixteen.
            let from = Int(value % 18)
            var folded: [UInt8] = []
            Folding.append(
                letters[from...] + (UTF8.encode(scalar).map(Array.init) ?? []) + letters, to: &folded)
            var expected = Array(lower[from...])
            Folding.append(scalar, to: &expected)
            if folded != expected + lower { failures.append(value) }
        }
        #expect(failures.isEmpty, "\(failures.prefix(20).map { String($0, radix: 16) })")
    }

    @Test func noScalarFoldsToMoreThanThreeTimesItsOctets() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var folded: [UInt8] = []
            Folding.append(scalar, to: &folded)
            #expect(folded.count <= 3 * UTF8.width(scalar), "\(String(value, radix: 16))")
        }
    }

    @Test func everyOctetFoldsAtEveryPlace() {
        for octet in UInt8.min...UInt8.max {
            for length in 1...34 {
                for place in 0..<length {
                    var text = [UInt8](repeating: UInt8(ascii: "Q"), count: length)
                    text[place] = octet
                    expectSame(text, "octet \(octet) at \(place) of \(length)")
                }
            }
        }
    }

    @Test(arguments: 0..<100)
    func hostileOctetsFoldAsTheyDoOneByOne(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed) + 9_000)
        // Beginnings of sequences, their continuations, ends of ranges, what folds specially.
        let octets: [UInt8] = [
            0x00, 0x1F, 0x20, 0x40, 0x41, 0x5A, 0x5B, 0x60, 0x61, 0x7A, 0x7F, 0x80, 0x8F, 0x98, 0x99, 0xA0,
            0xA9, 0xBF,
            0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC8, 0xC9, 0xCA, 0xE1, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
        ]
        for length in 0..<60 {
            let text = (0..<length).map { _ in octets.randomElement(using: &random) ?? 0 }
            expectSame(text, "seed \(seed)")
        }
        expectSame(random.bytes(300), "seed \(seed)")
        expectSame(Array(random.text(80).utf8), "seed \(seed)")
    }

    /// Models are kept on disk and were trained on folded words: another folding needs another `Features.version`.
    @Test func foldingIsWhatItWas() {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        // What our own tables and rules speak of; the rest follows the Unicode of the standard library.
        let ranges: [ClosedRange<UInt32>] = [
            0...0x24F, 0x1E00...0x1EFF, 0x2000...0x206F, 0xFB00...0xFB06, 0xFF01...0xFF5E,
        ]
        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var folded: [UInt8] = []
            let shape = Folding.append(scalar, to: &folded)
            for byte in folded + [shape.rawValue] { hash = Features.mix(hash, byte) }
        }
        #expect(hash == 0xb0dbb52216e12bd5)
    }
}
