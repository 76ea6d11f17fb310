import Intents
import JSON
import Knowledge
import Testing
import Text

@testable import relais

private func table(_ text: String) throws -> TrainingTable {
    try TrainingTable(Array(text.utf8), name: "x.tsv")
}

@Suite struct TrainingTableTests {
    @Test func rowsAreReadAsWritten() throws {
        let table = try table("\u{FEFF}a b\thello\tthere\r\n\n__oos__\tweather\nc\tlast")
        #expect(table.rows.map(\.intent) == ["a b", "__oos__", "c"])
        #expect(table.rows.map(\.text) == ["hello\tthere", "weather", "last"])
        #expect(table.intents == ["a b", "c"])
        #expect(table.samples.map(\.intent) == ["a b", nil, "c"])
    }

    @Test func everyBadLineIsNamedByNumber() throws {
        var bytes = Array("a\tb\nno tab\n\tx\na\t \n".utf8)
        bytes += [0xFF, 0x09, 0x78, 0x0A]
        // What would paint a terminal that is told of the intent.
        bytes += Array("a\u{1B}[31m\tx\na\u{202E}b\tx\n".utf8)
        let failure = #expect(throws: CommandFailure.self) { try TrainingTable(bytes, name: "x.tsv") }
        let line = try #require(failure?.line)
        #expect(failure?.exitCode == 1)
        for number in 2...7 { #expect(line.contains("line \(number):")) }
        #expect(!line.contains("line 1:"))
    }

    @Test(arguments: ["", "\n\n", "__oos__\tweather\n"])
    func aTableWithoutIntentsIsRefused(_ text: String) {
        #expect(throws: CommandFailure.self) { try table(text) }
    }

    @Test func manyBadLinesAreCounted() throws {
        let failure = #expect(throws: CommandFailure.self) {
            try table(String(repeating: "bad\n", count: 1_000))
        }
        #expect(failure?.line.contains("and 980 more bad lines") == true)
    }
}

@Suite struct ImportedBotTests {
    private let text = """
        card_arrival\twhere is my card
        card_arrival\tmy card # has "not" come: yet
        Card Arrival\tanother {thing}
        repeat\tsay it again
        system.end\tfinish
        日本\tsomething
        a"b\tquotes\u{1}and\u{7F}controls
        __oos__\tweather

        """

    @Test func everyNameBecomesALegalOneOfItsOwn() throws {
        let bot = ImportedBot(try table(text), language: .english)
        #expect(
            bot.names == [
                "card_arrival": "card-arrival", "Card Arrival": "card-arrival-2", "repeat": "my-repeat",
                "system.end": "my-system.end", "日本": "intent", "a\"b": "a-b",
            ])
        #expect(bot.names.values.allSatisfy(IntentFiles.isName))
        #expect(Set(bot.files.map(\.path)).count == bot.files.count)
    }

    @Test func theIntentFilesHoldEveryExample() throws {
        let bot = ImportedBot(try table(text), language: .english)
        var sources = SourceSet()
        let files = bot.files.filter { $0.path.hasSuffix(".intents") }.map {
            sources.add(SourceFile(path: $0.path, bytes: Array($0.text.utf8)))
        }
        let (set, diagnostics) = IntentFiles.parse(sources, files: files, languages: [.english])
        #expect(!diagnostics.contains { $0.severity == .error })
        #expect(set.intents.flatMap(\.examples).count == 7 && set.offTopic.count == 1)
        #expect(
            set.intent(named: "card-arrival")?.examples.map(\.text) == [
                "where is my card", "my card # has \"not\" come: yet",
            ])
        #expect(set.intent(named: "card-arrival-2")?.displayName == "Card Arrival")
    }

    @Test func veryLongExamplesAreCutToALine() throws {
        let bot = ImportedBot(try table("a\t" + String(repeating: "é", count: 8_000)), language: .french)
        let file = try #require(bot.files.first { $0.path == "Intents/a.intents" })
        #expect(file.text.split(separator: "\n").allSatisfy { $0.utf8.count <= SourceLines.maximumLineBytes })
    }
}

@Suite struct RankingLineTests {
    @Test func theLineHasTheAgreedShape() throws {
        let ranking = Ranking(
            entries: (0..<12).map { .init(intent: "i\($0)", confidence: 0.5 / Double($0 + 1)) }, inScope: 0.9)
        var output: [UInt8] = Array("before\n".utf8)
        ClassifyCommand.write(ranking, to: &output)
        let line = try #require(String(decoding: output, as: UTF8.self).split(separator: "\n").last)
        let value = try JSONReader.parse(Array(line.utf8))
        #expect(value.object?.map(\.key) == ["intent", "confidence", "in_scope", "ranking"])
        #expect(value["intent"]?.string == "i0" && value["confidence"]?.double == 0.5)
        #expect(value["ranking"]?.array?.count == 10)
        #expect(value["ranking"]?[1]?[0]?.string == "i1")
    }
}

@Suite struct ArticleListTests {
    @Test func articlesAreReadAndBadLinesNamed() throws {
        let good = #"{"id":"a","title":"T","text":"x","lang":"fr","questions":["q"]}"# + "\n"
        let articles = try SearchCommand.articles(Array(good.utf8), name: "x")
        #expect(articles.map(\.id) == ["a"] && articles[0].questions == ["q"])
        let failure = #expect(throws: CommandFailure.self) {
            try SearchCommand.articles(Array((good + "{}\n" + good + "nonsense\n").utf8), name: "x")
        }
        for number in 2...4 { #expect(failure?.line.contains("line \(number):") == true) }
    }

    @Test(arguments: [
        (#""questions":"how?""#, "questions is no list of texts"),
        (#""questions":["how?",1]"#, "questions is"),
        (#""questions":{}"#, "questions is"), (#""lang":3"#, "lang is no text"),
    ])
    func aMemberOfAnotherKindIsNamedAndNotPassedOver(_ member: String, _ why: String) {
        let failure = #expect(throws: CommandFailure.self) {
            try SearchCommand.articles(
                Array(#"{"id":"a","title":"T","text":"x",\#(member)}"#.utf8), name: "faq.jsonl")
        }
        #expect(failure?.line.contains("faq.jsonl: line 1: \(why)") == true)
        #expect(failure?.exitCode == 1)
    }

    @Test(arguments: [
        (#"{"id":7,"title":"T","text":"x"}"#, #"id is a number, not a text: write "id":"7""#),
        (#"{"id":"","title":"T","text":"x"}"#, "id is empty: "),
        (#"{"id":"a","text":"x"}"#, #"title is missing: write "title":"…""#),
        (#"{"id":"a","title":null,"text":"x"}"#, "title is missing"),
        (#"{"id":"a","title":["T"],"text":"x"}"#, #"title is a list, not a text: write "title":"…""#),
        (#"{"id":"a","title":"T","text":true}"#, #"text is true or false, not a text: write "text":"true""#),
        (#"{"id":"a","title":"T","text":{}}"#, "text is an object"),
        (#"["a"]"#, "expected an object, found a list"), ("7", "expected an object, found a number"),
        ("null", "expected an object, found null"), (#""a""#, "expected an object, found a text"),
    ])
    func whatEveryArticleHasIsNamedWithWhatWasFound(_ line: String, _ why: String) {
        let failure = #expect(throws: CommandFailure.self) {
            try SearchCommand.articles(Array("\n\(line)\n".utf8), name: "faq.jsonl")
        }
        #expect(failure?.line.contains("faq.jsonl: line 2: \(why)") == true, "\(failure?.line ?? "")")
    }

    @Test func aLongNumberIsNotSaidWhole() {
        let failure = #expect(throws: CommandFailure.self) {
            try SearchCommand.articles(
                Array(#"{"id":\#(String(repeating: "7", count: 900)),"title":"T","text":"x"}"#.utf8),
                name: "x")
        }
        #expect(failure?.line.contains(#"write "id":"…""#) == true)
    }

    @Test func aMemberThatIsNullIsLeftOut() throws {
        let line = #"{"id":"a","title":"T","text":"x","lang":null,"questions":null}"#
        let article = try #require(SearchCommand.articles(Array(line.utf8), name: "x").first)
        #expect(article.language == .english && article.questions.isEmpty)
    }
}
