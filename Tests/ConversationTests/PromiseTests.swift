import Conversation
import Flows
import Intents
import Testing
import Text

@Suite struct PromiseTests {
    private static func files(_ policy: String, examples: Int = 40) -> BotFiles {
        var intents = ""
        for (name, words) in [
            ("parcel", ["parcel", "package", "delivery", "courier"]),
            ("invoice", ["invoice", "bill", "charge", "payment"]),
        ] {
            intents += "intent \(name)\nlabel en: \(name)\n"
            for number in 0..<examples {
                let frame = [
                    "where is the %", "tell me about my %", "the % please", "a question on the %", "% help",
                ]
                let text = frame[number / 4 % 5].replacing("%", with: words[number % 4])
                intents += "en: \(text)\(number >= 20 ? " number \(number)" : "")\n"
            }
        }
        let flows = ["parcel", "invoice"].map {
            "flow \($0)\nlabel en: \($0)\ntrigger \($0)\nanswer\nen: Here is your \($0).\n"
        }.joined(separator: "\n")
        return BotFiles(files: [
            BotFiles.File(path: "Intents/all.intents", bytes: Array(intents.utf8)),
            BotFiles.File(path: "Flows/bot.policy", bytes: Array(("language en\n" + policy).utf8)),
            BotFiles.File(path: "Flows/all.flow", bytes: Array(flows.utf8)),
        ])
    }

    @Test func aPromiseBecomesAThresholdAndSaysWhatItCosts() throws {
        let (world, diagnostics) = World.load(
            files: Self.files("wrong at most 25%\nthreshold answer 0.7 on sms\n"))
        let made = try #require(world, "\(diagnostics.map(\.message.en))")
        let policy = made.program.policy
        let derived = policy.threshold(.answer, channel: "web", intent: "parcel")
        #expect(derived >= 0.3 && derived <= 1)
        #expect(policy.threshold(.answer, channel: "sms", intent: "parcel") == 0.7)
        #expect(policy.threshold(.interrupt, channel: "web", intent: "parcel") >= derived)
        #expect(made.promises.first?.en.contains("of 100 messages") == true)
    }

    @Test func tooFewExamplesAreRefusedInWordsAtTheLine() throws {
        let (world, diagnostics) = World.load(files: Self.files("wrong at most 1%\n"))
        #expect(world == nil)
        let refusal = try #require(diagnostics.first { $0.code == "P120" })
        #expect(refusal.severity == .error)
        #expect(refusal.message.en.contains("too few examples"))
        #expect(refusal.message.en.contains("at least 299 needed"))
        let files = Self.files("wrong at most 1%\n")
        let sources = SourceSet(files)
        #expect(sources.location(of: refusal.range)?.hasPrefix("Flows/bot.policy:2") == true)
    }

    @Test func whatWasMeasuredIsKeptForTheNextStart() throws {
        let files = Self.files("wrong at most 25%\n")
        var measured = 0
        func load(_ files: BotFiles, _ kept: [UInt8]?) -> World? {
            World.load(
                files: files, cachedModel: kept,
                evidence: {
                    measured += 1
                    return HeldOutEvidence.measure($0)
                }
            ).world
        }
        let first = try #require(load(files, nil))
        #expect(measured == 1 && first.hasNewUnderstanding)
        let kept = try #require(first.understanding())
        let second = try #require(load(files, kept))
        #expect(measured == 1 && !second.hasNewUnderstanding)
        #expect(second.program.policy.thresholds.map(\.value) == first.program.policy.thresholds.map(\.value))
        // A model alone is taken, and measured anew.
        let third = try #require(load(files, first.model?.encode()))
        #expect(measured == 2 && third.hasNewUnderstanding)
        // Other examples are another matter.
        #expect(load(Self.files("wrong at most 25%\n", examples: 48), kept) != nil)
        #expect(measured == 3)
        // Without a promise nothing is measured.
        #expect(load(Self.files("threshold answer 0.6\n"), nil) != nil)
        #expect(measured == 3)
    }
}
