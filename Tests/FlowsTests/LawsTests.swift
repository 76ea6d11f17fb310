import Flows
import Foundation
import TestSupport
import Testing
import Text

/// Laws that hold for whatever an author, or an enemy, writes. Seeded: a failure prints its seed.
struct LawsTests {
    /// Files of every kind that the laws start from.
    static let corpus: [(path: String, bytes: [UInt8])] = {
        var files: [(path: String, bytes: [UInt8])] = [
            ("Flows/sketch.flow", Array(WholeFlows.sketch.utf8)),
            ("Flows/appointment.flow", Array(WholeFlows.appointment.utf8)),
        ]
        for name in RejectedTests.names {
            let url = RejectedTests.folder.appendingPathComponent(name)
            if let data = try? Data(contentsOf: url) { files.append(("Flows/" + name, Array(data))) }
        }
        let shipped = TestFolder.project.appendingPathComponent("Flows")
        for ending in [".flow", ".policy", ".queues"] {
            for name in (try? TestFolder.names(in: shipped, ending: ending)) ?? [] {
                if let data = try? Data(contentsOf: shipped.appendingPathComponent(name)) {
                    files.append(("Flows/" + name, Array(data)))
                }
            }
        }
        return files
    }()

    static func check(_ files: [(path: String, bytes: [UInt8])], seed: UInt64) {
        let bot = BotFiles(files: files.map { BotFiles.File(path: $0.path, bytes: $0.bytes) })
        let sources = SourceSet(bot)
        let (program, diagnostics) = FlowCompiler.compile(
            files: bot,
            catalogue: Catalogue(intents: ["order.where": .init()], articles: ["hours": [.french]]))
        for diagnostic in diagnostics {
            for range in [diagnostic.range] + diagnostic.notes.compactMap(\.range)
                + (diagnostic.edit.map { [$0.range] } ?? [])
            {
                let isInside =
                    sources.files.indices.contains(range.file) && range.start <= range.end
                    && range.end <= sources.files[range.file].bytes.count
                #expect(isInside, "seed \(seed): \(diagnostic.code) at \(range)")
            }
            #expect(!diagnostic.message.en.isEmpty && !diagnostic.message.fr.isEmpty, "seed \(seed)")
        }
        let hasErrors = diagnostics.contains { $0.severity == .error }
        #expect((program == nil) == hasErrors, "seed \(seed)")
    }

    @Test(arguments: 0..<60) func noMutationOfAValidFileTraps(_ number: Int) {
        let seed = UInt64(number) &* 7_919 &+ 17
        var random = SeededNumbers(seed: seed)
        var files: [(path: String, bytes: [UInt8])] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            guard var (path, bytes) = Self.corpus.randomElement(using: &random) else { continue }
            path = "Flows/\(files.count)-" + path.dropFirst(6)
            if path.hasSuffix("bot.policy") { path = "Flows/bot.policy" }
            if path.hasSuffix("desk.queues") { path = "Flows/desk.queues" }
            for _ in 0..<Int.random(in: 1...12, using: &random) { Self.mutate(&bytes, &random) }
            files.append((path, bytes))
        }
        Self.check(files, seed: seed)
    }

    @Test(arguments: 0..<30) func noBytesTrap(_ number: Int) {
        let seed = UInt64(number) &* 104_729 &+ 3
        var random = SeededNumbers(seed: seed)
        let alphabet = Array("flowstepasknagin {}|:,.\"«»#<>@!=+-019é \n\n\n\t".utf8)
        let bytes = (0..<Int.random(in: 0...3_000, using: &random)).map { _ in
            number % 3 == 0
                ? UInt8.random(in: 0...255, using: &random) : alphabet.randomElement(using: &random) ?? 0
        }
        Self.check(
            [("Flows/a.flow", bytes), ("Flows/bot.policy", bytes), ("Flows/desk.queues", bytes)], seed: seed)
    }

    /// Words of the language in a random order: gets deeper than bytes do.
    @Test(arguments: 0..<60) func noWordsTrap(_ number: Int) {
        let seed = UInt64(number) &* 15_485_863 &+ 5
        var random = SeededNumbers(seed: seed)
        let words = [
            "flow", "step", "ask", "again", "say", "one", "of", "answer", "call", "run", "promise",
            "escalate", "set",
            "go", "end", "reject", "when", "otherwise", "on", "slot", "shared", "phrase", "constant",
            "action", "takes",
            "gives", "fails", "trigger", "label", "accept", "test", "given", "wait", "choice", "is", "not",
            "like",
            "pick", "by", "from", "to", "at", "most", "with", "into", "within", "because", "priority", "high",
            "a", "b",
            "c.d", "yes-no", "date", "number", "10", "min", "EUR", "today", "+", "=", ",", "fr:", "en:",
            "sms.fr:",
            "{a}", "{b, day}", "{a else x}", "{", "many:", "known", "missing", "empty", "and", "or", "yes",
            "no",
            "error", "silence", "miss", "invalid", "human", "closed", "|", ">", "<", "@", "!", "#", "solved",
            "abandoned", "promised", "system.closed", "FR-12", "\"x\"", "was", "private", "order.where",
            "hours",
        ]
        var text = "flow a\ntrigger order.where\nslot b is yes-no\nfr: x\nen: y\n"
        for _ in 0..<Int.random(in: 5...120, using: &random) {
            let count = Int.random(in: 1...6, using: &random)
            text +=
                (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
                + "\n"
        }
        Self.check([("Flows/a.flow", Array(text.utf8))], seed: seed)
    }

    static func mutate(_ bytes: inout [UInt8], _ random: inout SeededNumbers) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(0x0A, at: place)
        case 3: bytes.insert(contentsOf: Array(" when otherwise {".utf8), at: place)
        default:
            // Lines left out, doubled, moved: what an editor's slip does.
            var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
            let line = Int.random(in: 0..<lines.count, using: &random)
            let other = Int.random(in: 0..<lines.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: lines.remove(at: line)
            case 1: lines.insert(lines[other], at: line)
            default: lines.swapAt(line, other)
            }
            bytes = Array(lines.joined(separator: [0x0A]))
        }
    }

    @Test func aFileWithTwentyMistakesHasTwentyDiagnostics() {
        var text =
            "flow late\ntrigger order.late\nslot order-no like FR-204518\nfr: Quel numéro ?\nen: Which number?\n"
        text += "ask order-no\n"
        for number in 0..<5 {
            text += "sya\n"  // F101
            text += "go nowhere\n"  // F202
            text += "set order-no\n"  // F106
            text += "step s\(number)\nanswer delays\n| more\n"  // F109
        }
        text += "end solved\n"
        let diagnostics = TestBot(text).compile().diagnostics.filter { $0.severity == .error }
        #expect(diagnostics.count == 20)
        #expect(Set(diagnostics.map(\.code)) == ["F101", "F202", "F106", "F109"])
    }

    @Test func theCostOfAProgramIsLinear() {
        // Not a clock: the graph's size and the diagnostics' bound say it; here a large bot must simply be accepted.
        var text = "flow big\ntrigger order.where\n"
        for number in 0..<4_000 {
            text +=
                "step s\(number)\nwhen channel is sms go s\(number / 2 + 2_000)\nsay\nfr: a\nen: b\nanswer hours\n"
        }
        text += "end solved\n"
        let bot = TestBot(text)
        #expect(bot.complaints().filter { !$0.contains("F406") && !$0.contains("F50") } == [])
    }
}

struct LargeFlowTests {
    /// Three hundred questions in a flow whose steps lead everywhere: once minutes, now a moment.
    @Test func manyQuestionsInManyLoopsAreChecked() {
        let count = 2_000
        var text = "flow big\ntrigger order.where\n"
        for number in 0..<300 { text += "slot q\(number) is yes-no\nfr: a\nen: b\n" }
        for number in 0..<count {
            text +=
                "step s\(number)\nask q\(number % 300)\non yes go s\(number * 7 % count)\non no continue\n"
        }
        text += "end solved\n"
        let codes = Set(TestBot(text).compile().diagnostics.filter { $0.severity == .error }.map(\.code))
        #expect(codes == ["F501"])
    }

    @Test func hintsNeverKeepAnErrorOut() {
        var text = "flow big\ntrigger order.where\n"
        for number in 0..<700 { text += "step s\(number)\nsay\nfr: a\nen: b\n" }
        text += "step end\ngo s0\n"
        let diagnostics = TestBot(text).compile().diagnostics
        #expect(diagnostics.contains { $0.code == "F501" })
        #expect(diagnostics.count { $0.severity == .hint } <= 200)
    }
}
