import Intents
import Testing
import Text

private func parse(
    _ text: String, languages: [Language]? = nil
) -> (set: IntentSet, diagnostics: [Diagnostic], sources: SourceSet) {
    var sources = SourceSet()
    let file = sources.add(SourceFile(path: "Intents/shop.intents", bytes: Array(text.utf8)))
    let (set, diagnostics) = IntentFiles.parse(sources, files: [file], languages: languages)
    return (set, diagnostics, sources)
}

@Suite struct IntentFilesTests {
    @Test func aFileIsReadAsWritten() throws {
        let (set, diagnostics, _) = parse(
            """
            # orders
            intent order.where   # a comment
              label fr : savoir où est une commande
            label en: find out where an order is
            fr: où est ma commande # 12 ?
            en: where is my parcel
            keyword en: parcel, tracking ,
            urgent
            intent "Any name! # yes" as any-name
            en: hello: you
            off-topic
            fr: quel temps fera-t-il demain
            """)
        #expect(!diagnostics.contains { $0.severity == .error })
        #expect(set.intents.map(\.name) == ["any-name", "order.where"])
        let order = try #require(set.intent(named: "order.where"))
        #expect(
            order.labels == [.french: "savoir où est une commande", .english: "find out where an order is"])
        #expect(order.examples.map(\.text) == ["où est ma commande # 12 ?", "where is my parcel"])
        #expect(order.keywords.map(\.text) == ["parcel", "tracking"])
        #expect(order.isUrgent)
        let other = try #require(set.intent(named: "any-name"))
        #expect(other.displayName == "Any name! # yes")
        #expect(other.examples.map(\.text) == ["hello: you"])
        #expect(set.offTopic.map(\.text) == ["quel temps fera-t-il demain"])
    }

    @Test func lineEndsMarksAndBlanksOfOtherEditorsAreFine() {
        let (set, diagnostics, _) = parse("\u{FEFF}intent a\r\n\u{A0}\ten : where is it\u{202F}\r\n")
        #expect(set.intents.first?.examples.first?.text == "where is it")
        #expect(!diagnostics.contains { $0.severity == .error })
    }

    @Test(arguments: IntentRules.all.filter { !$0.example.isEmpty })
    func everyRulesExampleIsReportedByIt(_ rule: DiagnosticRule) {
        let (_, diagnostics, _) = parse(rule.example, languages: [.french, .english])
        #expect(diagnostics.contains { $0.code == rule.code && $0.severity == rule.severity })
    }

    @Test func codesAndNamesStandOnce() {
        #expect(Set(IntentRules.all.map(\.code)).count == IntentRules.all.count)
        #expect(Set(IntentRules.all.map(\.name)).count == IntentRules.all.count)
    }

    /// `«` and `»` mark where the diagnostic must point.
    @Test(arguments: [
        ("I101", "intent a\n«exmple» en: x\nen: where\n"),
        ("I102", "intent «Order_Where»\nen: where\n"),
        ("I105", "intent a\n«label track»\nen: where\n"),
        ("I201", "intent a\nen: x y\nintent «a»\nen: z\n"),
        ("I206", "intent a\n«de»: wo ist es\nen: where\n"),
    ])
    func theDiagnosticPointsAtTheMistake(_ code: String, _ marked: String) throws {
        let start = Array(marked.utf8).firstIndex(of: 0xC2) ?? 0
        let text = marked.replacing("«", with: "").replacing("»", with: "")
        let end =
            start + (try #require(marked.split(separator: "«").last?.split(separator: "»").first)).utf8.count
        let (_, diagnostics, _) = parse(text, languages: [.french, .english])
        let found = try #require(diagnostics.first { $0.code == code })
        #expect(found.range == SourceRange(file: 0, start: start, end: end))
    }

    @Test func aNearWordIsOffered() {
        let (_, diagnostics, _) = parse("intent a\nkeywrod: parcel\nen: where\n", languages: [.english])
        #expect(diagnostics.contains { $0.code == "I206" })
        let (_, others, _) = parse("intent a\nurgnt\nen: where\n")
        #expect(others.first { $0.code == "I101" }?.edit?.replacement == "urgent")
    }

    @Test func oneMistakeCostsItsLineOnly() {
        let (set, diagnostics, _) = parse(
            "intent A\nen: lost\nintent b\nnonsense here\nen: kept one\nintent b\nen: kept two\n")
        #expect(set.intents.map(\.name) == ["b"])
        #expect(set.intents.first?.examples.map(\.text) == ["kept one", "kept two"])
        #expect(diagnostics.filter { $0.severity == .error }.map(\.code) == ["I102", "I101", "I201"])
    }

    @Test(arguments: [
        ("card_arrival", "card-arrival"), ("Café au lait!", "cafe-au-lait"), ("7up", "n7up"),
        ("a.b.c", "a.bc"),
        ("日本語", "intent"), ("", "intent"), ("general.GoBack", "general.goback"), ("--x--", "x"), ("x.", "x"),
        ("a.1", "a.n1"),
    ])
    func anyNameBecomesALegalOne(_ text: String, _ name: String) {
        #expect(IntentFiles.legalName(for: text) == name)
        #expect(IntentFiles.isName(name))
    }

    @Test func mutatedFilesNeverBreakTheParser() {
        let seed: UInt64 = 42
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let original = Array(
            "intent order.where\nlabel fr: où\nen: where # is\nkeyword en: a, b\nurgent\nintent \"x\" as y\noff-topic\nfr: temps\n"
                .utf8)
        for _ in 0..<2_000 {
            var bytes = original
            for _ in 0..<(1 + next(6)) { bytes[next(bytes.count)] = UInt8(next(256)) }
            var sources = SourceSet()
            let file = sources.add(SourceFile(path: "x", bytes: bytes))
            let (_, diagnostics) = IntentFiles.parse(sources, files: [file])
            #expect(
                diagnostics.allSatisfy { $0.range.start >= 0 && $0.range.end <= bytes.count }, "seed \(seed)")
        }
    }
}
