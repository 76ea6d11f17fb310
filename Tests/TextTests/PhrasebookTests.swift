import Testing

@testable import Text

@Suite struct PhrasebookTests {
    let book = Phrasebook([
        ("not found", "introuvable"),
        ("stream {s} has {n} rows", "{n} lignes dans le fil {s}"),
        ("row {n}: {r}", "ligne {n} : {r}"),
        ("{n} of {n} is missing", "{n} manque"),
        ("{x} is gone", "{x} n'est plus là"),
    ])

    @Test func holesAreCarriedOver() {
        for (text, french) in [
            ("not found", "introuvable"), ("stream 7 has 20 rows", "20 lignes dans le fil 7"),
            ("a b is gone", "a b n'est plus là"), ("row 3: not found", "ligne 3 : not found"),
            // A hole ends where the words behind it begin first, the last with the text.
            ("stream a has b has 3 rows", "b has 3 lignes dans le fil a"), ("row 1: a: b", "ligne 1 : a: b"),
            ("é{s}ô is gone", "é{s}ô n'est plus là"),
        ] {
            #expect(book.french(text) == french)
        }
    }

    @Test func whatDoesNotFitIsNotSaid() {
        for text in [
            "", "not foun", "not found.", " is gone", "stream 7 has  rows and", "row : x", "row 1: ", "xx",
        ] {
            #expect(book.french(text) == nil, "\(text)")
        }
        #expect(Phrasebook([("{x} is gone", "")]) { !$0.contains(" ") }.french("a b is gone") == nil)
    }

    @Test func aSentenceMayStandInAHole() {
        #expect(book.french("row 3: not found") { book.french($0) ?? $0 } == "ligne 3 : introuvable")
    }
}
