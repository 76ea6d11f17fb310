import Testing
import Text

@testable import Knowledge

@Suite struct PieceIndexTests {
    private let words = ["delete", "deleting", "deletion", "account", "accounts", "parcel", "pancake", "tv"]
    private let index: PieceIndex

    init() {
        var index = PieceIndex()
        for word in words { index.append(Array(word.utf8)[...], isEmpty: false) }
        index.seal()
        self.index = index
    }

    private func like(_ word: String) -> [String] {
        var scratch = PieceIndex.Scratch(for: index)
        let found = index.similar(to: index.read(Array(word.utf8)[...]), &scratch)
        // The room is left as it was: the next word finds the same as in a new one.
        #expect(index.similar(to: index.read(Array(word.utf8)[...]), &scratch) == found)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0.likeness >= $1.likeness })
        #expect(found.allSatisfy { (0...1).contains($0.likeness) })
        return found.map { words[Int($0.word)] }
    }

    @Test func formsOfAWordAndSlipsAreAlike() {
        #expect(Set(like("delete").prefix(3)) == ["delete", "deleting", "deletion"])
        #expect(like("acount").contains("account"))
        #expect(like("parcels").first == "parcel")
        #expect(!like("parcel").contains("pancake"))
    }

    @Test func strangersAreNotAlike() {
        #expect(like("zebra").isEmpty)
        #expect(like("").isEmpty)
        #expect(like("日本語").isEmpty)
    }

    @Test func aKnownWordIsReadAsAnyOther() {
        for (number, word) in words.enumerated() {
            let known = index.read(Int32(number))
            let any = index.read(Array(word.utf8)[...])
            #expect(known.norm == any.norm)
            #expect(known.pieces.map(\.piece) == any.pieces.map(\.piece))
        }
    }

    @Test func aVeryLongWordIsReadByItsBeginning() {
        let long = [UInt8](repeating: UInt8(ascii: "a"), count: 8_000)
        #expect(index.read(long[...]).pieces.count <= 2 * PieceIndex.longestWord)
        var scratch = PieceIndex.Scratch(for: index)
        #expect(index.similar(to: index.read(long[...]), &scratch).isEmpty)
    }
}
