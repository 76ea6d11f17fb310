import Intents
import JSON
import Testing
import Text

@testable import relais

@Suite struct EvalReportTests {
    private static let rows: [(String, String)] = {
        let words = [
            "parcel": ["parcel", "package", "<b>delivery</b>"],
            "invoice": ["invoice", "bill & co", "charge"],
        ]
        let frames = [
            "where is my %", "about the %", "the % please", "my % is \"late\"", "help with %", "a % \u{1}now",
        ]
        var rows = words.keys.sorted().flatMap { intent in
            (words[intent] ?? []).flatMap { word in frames.map { (intent, $0.replacing("%", with: word)) } }
        }
        rows.append(("invoice", "where is my <b>delivery</b>"))
        return rows
    }()

    private func words(_ language: Language) throws -> EvalWords {
        let text = Self.rows.map { "\($0)\t\($1)\n" }.joined()
        let table = try TrainingTable(Array(text.utf8), name: "x.tsv")
        let examples = zip(table.rows, table.lines).map {
            Evaluation.Example(intent: $0.intent, text: $0.text, language: nil, place: "line \($1)")
        }
        let evaluation = Evaluation.measure(table.samples, examples: examples, curve: false)
        return EvalWords(
            evaluation: evaluation, material: EvalMaterial(named: "x.tsv"), language: language,
            showsAll: false)
    }

    @Test(arguments: [Language.english, .french])
    func theTextBeginsWithWhatToDo(_ language: Language) throws {
        let text = EvalText(try words(language)).text
        let first = try #require(
            text.firstRange(
                of: language == .french
                    ? "Décider de la place d'une phrase" : "Decide where 1 sentence belongs"))
        let table = try #require(
            text.firstRange(of: language == .french ? "les plus faibles d'abord" : "weakest first"))
        #expect(first.lowerBound < table.lowerBound)
        #expect(text.contains("line \(Self.rows.count)"))
        #expect(!text.contains("\u{1}"))
    }

    @Test(arguments: [Language.english, .french])
    func thePageIsClosedAndHarmless(_ language: Language) throws {
        let html = EvalPage(try words(language)).html
        #expect(!html.contains("<b>delivery"))
        #expect(html.contains("&lt;b&gt;delivery"))
        for external in ["http:", "https:", "src=", "url(", "@import", "<script", "<link"] {
            #expect(!html.contains(external), "\(external)")
        }
        for tag in ["section", "table", "svg", "figure", "ul", "ol", "article", "main", "tr", "td", "div"] {
            #expect(html.split(separator: "<\(tag)").count > 1)
            let opened = html.ranges(of: "<\(tag)>").count + html.ranges(of: "<\(tag) ").count
            #expect(opened == html.ranges(of: "</\(tag)>").count, "\(tag)")
        }
        #expect(html.contains("lang=\"\(language.code)\""))
    }

    @Test func theObjectHoldsTheSameFigures() throws {
        let words = try words(.english)
        let value = try JSONReader.parse(Array(EvalJSON.text(words.evaluation).utf8))
        #expect(value["asked"]?.int == words.evaluation.answers.count)
        #expect(value["accuracy"]?["total"]?.int == words.evaluation.accuracy.total)
        #expect(value["intents"]?.array?.count == 2)
        #expect(value["contradictions"]?.array?.first?.array?.count == 2)
        #expect(value["promises"]?.array?.count == 4)
        #expect(value["promises"]?.array?.first?["refused"]?.string == "too_few")
    }

    @Test func figuresReadAsEachLanguageWritesThem() throws {
        let english = try words(.english)
        let french = try words(.french)
        #expect(english.percent(0.9123) == "91.2%")
        #expect(french.percent(0.9123) == "91,2\u{A0}%")
        #expect(english.count(1_234_567) == "1,234,567")
        #expect(english.decimal(0.005, digits: 1) == "0.0" && english.decimal(-0.25, digits: 2) == "−0.25")
    }
}
