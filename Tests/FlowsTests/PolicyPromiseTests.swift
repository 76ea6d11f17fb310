import Flows
import Testing
import Text

@Suite struct PolicyPromiseTests {
    private static func compile(_ policy: String) -> (program: Program?, codes: [String]) {
        let flow = "flow late\ntrigger order.late\nanswer\nfr: Oui.\nen: Yes.\n"
        let files = BotFiles(files: [
            BotFiles.File(path: "Flows/bot.policy", bytes: Array(policy.utf8)),
            BotFiles.File(path: "Flows/late.flow", bytes: Array(flow.utf8)),
        ])
        var catalogue = Catalogue()
        catalogue.intents["order.late"] = Catalogue.Intent(labels: [:], isUrgent: false)
        let (program, diagnostics) = FlowCompiler.compile(sources: SourceSet(files), catalogue: catalogue)
        return (program, diagnostics.filter { $0.severity == .error }.map(\.code))
    }

    @Test(
        arguments: [
            ("wrong at most 5%", 5.0, nil, nil), ("wrong at most 2.5 %", 2.5, nil, nil),
            ("wrong at most 10% on sms", 10, "sms", nil),
            ("wrong at most 1% for order.late", 1, nil, "order.late"),
            ("wrong at most 3% for order.late on email", 3, "email", "order.late"),
        ] as [(String, Double, String?, String?)])
    func aRateIsReadWithItsScope(_ line: String, _ percent: Double, _ channel: String?, _ intent: String?)
        throws
    {
        let (program, codes) = Self.compile(line + "\n")
        #expect(codes == [])
        let promise = try #require(program?.policy.promises.first)
        #expect(promise.percent == percent && promise.channel == channel && promise.intent == intent)
    }

    @Test(arguments: [
        ("wrong at most", "P102"), ("wrong at most 0%", "P102"), ("wrong at most 51%", "P102"),
        ("wrong at most five", "P102"), ("wrong at most 5", "P102"), ("wrong most 5%", "P102"),
        ("wrong at most 5% on fax", "P103"), ("wrong at most 5% for order.early", "P103"),
        ("wrong at most 5%\nthreshold answer 0.6", "P104"), ("wrong at most 5%\nwrong at most 4%", "P104"),
        ("wrong at most 5% by sms", "P102"),
    ])
    func mistakesAreNamed(_ lines: String, _ code: String) {
        #expect(Self.compile(lines + "\n").codes == [code])
    }

    @Test func theFormatterLeavesALineAsItIs() {
        let text = "wrong at most 5% on sms\n"
        #expect(FlowFormatter.format(Array(text.utf8), kind: .policy) == Array(text.utf8))
    }
}
