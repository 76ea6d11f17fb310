import Intents
import TestSupport
import Testing
import Text

struct SignalFilesTests {
    private func parse(_ text: String, languages: [Language]? = nil) -> (phrases: [String], codes: [String]) {
        let sources = SourceSet(files: [SourceFile(path: "Intents/a.signals", bytes: Array(text.utf8))])
        let result = SignalFiles.parse(sources, files: [0, 7], languages: languages)
        for diagnostic in result.diagnostics {
            #expect(diagnostic.range.start >= 0 && diagnostic.range.end <= text.utf8.count)
        }
        return (result.phrases.map { "\($0.signal.rawValue): \($0.phrase)" }, result.diagnostics.map(\.code))
    }

    @Test func phrasesComeBySignalAndLanguage() {
        let found = parse(
            "# mine\nsignal human\n  fr: parler au SAV , =le SAV   # ours\n  en : after-sales\nsignal cancel\nfr: zut"
        )
        #expect(
            found.phrases == ["human: parler au SAV", "human: =le SAV", "human: after-sales", "cancel: zut"])
        #expect(found.codes == [])
    }

    @Test func everyMistakeIsReportedOnceAndTheRestIsRead() {
        let found = parse(
            "fr: un\nfr: deux\nsignal humain\nfr: trois\nsignal human\nphrase x\nfr: , quatre, !\nde: fünf\n",
            languages: [.french])
        #expect(found.codes == ["I403", "I402", "I401", "I404", "I404", "I405"])
        #expect(found.phrases == ["human: quatre"])
    }

    @Test func aNearNameIsOffered() {
        let sources = SourceSet(files: [SourceFile(path: "a", bytes: Array("signal humain\n".utf8))])
        #expect(SignalFiles.parse(sources, files: [0]).diagnostics.first?.edit?.replacement == "human")
    }

    @Test(arguments: SignalRules.all)
    func everyRulesExampleIsReportedByIt(_ rule: DiagnosticRule) {
        #expect(parse(rule.example, languages: [.french, .english]).codes.contains(rule.code))
        #expect(!rule.template.fr.isEmpty && rule.template.fr != rule.template.en)
    }

    @Test(arguments: 0..<20)
    func anyBytesAreReadWithoutTrap(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        for _ in 0..<50 {
            let sources = SourceSet(files: [SourceFile(path: "a", bytes: random.bytes(60))])
            _ = SignalFiles.parse(sources, files: [0])
        }
    }
}
