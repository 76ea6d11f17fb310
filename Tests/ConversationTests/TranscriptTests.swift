import Flows
import Foundation
import Intents
import JSON
import Testing
import Text

@testable import Conversation

/// The transcripts of `Tests/Conversations`, and the runner on transcripts that must fail.
struct TranscriptTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Conversations")

    static let files: BotFiles = {
        var files: [BotFiles.File] = []
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        for path in paths.sorted() {
            guard let data = FileManager.default.contents(atPath: folder.appending(path: path).path) else {
                continue
            }
            files.append(BotFiles.File(path: path, bytes: Array(data)))
        }
        return BotFiles(files: files)
    }()

    static let loaded = World.load(files: files)

    @Test func theFolderIsASoundBot() {
        let (world, diagnostics) = Self.loaded
        let set = SourceSet(Self.files)
        let errors = diagnostics.filter { $0.severity == .error }
        #expect(
            errors.isEmpty,
            "\(errors.map { "\(set.location(of: $0.range) ?? "") \($0.code) \($0.message.en)" })")
        #expect(world != nil)
        #expect((world?.program.tests.count ?? 0) >= 8)
    }

    @Test func everyTranscriptHoldsThreeWays() throws {
        let world = try #require(Self.loaded.world)
        for test in world.program.tests {
            let result = TranscriptRunner.run(test, in: world)
            #expect(result.passed, "\(result.report(in: .english))")
        }
    }

    @Test func aCachedModelIsTakenAndADamagedOneMadeAnew() throws {
        let world = try #require(Self.loaded.world)
        let model = try #require(world.model)
        var trained = 0
        func load(_ cached: [UInt8]?) -> World? {
            World.load(files: Self.files, cachedModel: cached) {
                trained += 1
                return .train($0)
            }.world
        }
        #expect(load(model.encode())?.fingerprint == world.fingerprint)
        #expect(trained == 0)
        var damaged = model.encode()
        damaged[damaged.count / 2] ^= 0xFF
        #expect(load(damaged) != nil)
        #expect(trained == 1)
        #expect(load([]) != nil)
        #expect(trained == 2)
    }

    @Test func filesWithMistakesMakeNoWorld() {
        var files = Self.files.files
        files.append(BotFiles.File(path: "bad.flow", bytes: Array("flow bad\nask nothing-there\n".utf8)))
        let (world, diagnostics) = World.load(files: BotFiles(files: files))
        #expect(world == nil)
        #expect(diagnostics.contains { $0.severity == .error })
    }

    @Test func anotherByteIsAnotherVersion() {
        var files = Self.files.files
        files[0].bytes.append(0x20)
        #expect(World.fingerprint(of: BotFiles(files: files)) != World.fingerprint(of: Self.files))
    }

    // MARK: the runner

    /// Runs the tests of a text against the sketch's bot.
    private func run(_ text: String) throws -> [TranscriptResult] {
        var files = Self.files.files.filter { !$0.path.hasSuffix(".transcript") }
        files.append(BotFiles.File(path: "made.transcript", bytes: Array(text.utf8)))
        let (world, diagnostics) = World.load(
            files: BotFiles(files: files), cachedModel: Self.loaded.world?.model?.encode())
        let made = try #require(world, "\(diagnostics.map(\.message.en))")
        return made.program.tests.map { TranscriptRunner.run($0, in: made) }
    }

    @Test(arguments: [
        // Another act than expected.
        ("> où est ma commande\n< answer preparation-time\n", 3, "got `ask order-no`"),
        // The bot did more.
        ("> où est ma commande\n> FR-204518\n", 2, "also did `ask order-no`"),
        // The bot did nothing more.
        ("> où est ma commande\n< ask order-no\n< end solved\n", 4, "did nothing more"),
        // Another text.
        ("> où est ma commande\n< ask order-no\n< \"Bonjour\"\n", 4, "did not say"),
        // Another reason.
        (
            "given orders.find = state preparing, days-late 9\n> où est ma commande FR-204518\n< escalate orders because early\n",
            4, "got `escalate orders because late`"
        ),
        // Time does not stand still.
        ("> où est ma commande\n< ask order-no\nwait 11 min\n> FR-204518\n", 4, "also did `end abandoned`"),
    ])
    func aTranscriptThatMustFailFails(_ body: String, _ line: Int, _ words: String) throws {
        let results = try run("test must fail\n" + body)
        let result = try #require(results.first)
        #expect(!result.passed)
        #expect(result.failures.first?.line == line)
        #expect(result.failures.first?.message.en.contains(words) == true, "\(result.failures)")
        let report = result.report(in: .english)
        #expect(report.contains("expected\n"))
        #expect(report.contains("got\n"))
        #expect(report.contains("made.transcript:\(line)"))
    }

    @Test func anyVariantAndTheEllipsisMatch() {
        #expect(TextPattern.matches("Bonjour, Claire.", "Bonjour…"))
        #expect(TextPattern.matches("Bonjour, Claire.", "…Claire."))
        #expect(TextPattern.matches("Bonjour, Claire.", "Bon…Cla…"))
        #expect(TextPattern.matches("Un  petit\n texte", "Un petit texte"))
        #expect(!TextPattern.matches("Bonjour, Claire.", "Bonjour"))
        #expect(!TextPattern.matches("Bonjour", "Bonjour…Claire"))
        #expect(TextPattern.matches("à 14\u{A0}h", "à 14 h"))
    }

    // MARK: why

    @Test func whySaysScoresThresholdConditionsAndPlaces() throws {
        let world = try #require(Self.loaded.world)
        var driver = ConversationDriver(world: world, nowMilliseconds: Chat.now)
        driver.outcomes["orders.find"] = [
            .gave(.object([JSONMember("state", "preparing"), JSONMember("days-late", 9)]))
        ]
        _ = driver.feed(.opened(Opening(id: "c", seed: 3, language: .french)))
        let turn = driver.feed(.customerSpoke(text: "où est ma commande FR-204518"))
        let english = turn.decisions.flatMap { $0.explanation.why(in: .english) }.joined(separator: "\n")
        #expect(english.contains("understood as a request: order.where 0."))
        #expect(english.contains("(threshold answer 0.60)"))
        #expect(
            english.contains("when order.days-late > 5 go person because late  → held (order.days-late = 9)"))
        #expect(english.contains("order-status.flow:27"))
        let french = turn.decisions.flatMap { $0.explanation.why(in: .french) }.joined(separator: "\n")
        #expect(french.contains("demande comprise : order.where 0,"))
        #expect(french.contains("→ vrai"))
    }
}
