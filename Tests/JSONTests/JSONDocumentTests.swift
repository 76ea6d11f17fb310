import JSON
import Testing

@Suite struct JSONDocumentTests {
    @Test func membersAreFoundWhereTheyStand() throws {
        var document = JSONDocument()
        try document.scan(Array(#"{"a":{"b":[1,{"c":2}],"c":"in"},"\u0063":"é\n","d":null}"#.utf8).span)
        let inner = try #require(document.member("a"))
        let null = try #require(document.member("d"))
        #expect(document.isObject(inner) && !document.isObject(null))
        #expect(document.member("c", of: inner).flatMap { document.text($0) } == "in")
        #expect(document.member("c").flatMap { document.text($0) } == "é\n")
        #expect(document.member("b", of: inner).map { document.value($0) } == [1, ["c": 2]])
        #expect(document.member("b") == nil)
        #expect(document.member("d").flatMap { document.text($0) } == nil)
        #expect(document.member("c", of: null) == nil)
    }

    /// Whatever was read before, also a longer text and one with a mistake.
    @Test func aDocumentIsReadIntoAgainAndAgain() throws {
        var generator = Lehmer(seed: 5)
        var document = JSONDocument()
        for round in 0..<500 {
            let value = generator.value(depth: 4)
            var bytes = value.encoded()
            try document.scan(bytes.span)
            #expect(document.value() == value)
            if round % 50 == 0 {
                try document.scan(Array("[\(String(repeating: "1,", count: 20_000))1]".utf8).span)
                #expect(document.value().array?.count == 20_001)
            }
            bytes[generator.below(bytes.count)] = 0
            #expect(throws: JSONError.self) { try document.scan(bytes.span) }
        }
    }
}
