import Conversation
import Flows
import Foundation
import Intents
import JSON
import Knowledge
import Testing
import Text
import relais

/// The bot of this repository, read from its folder once.
private struct ShippedBot {
    let files: BotFiles
    let sources: SourceSet
    let intents: IntentSet
    let articles: [Article]
    let program: Program?
    let diagnostics: [Diagnostic]

    static let shared = ShippedBot()

    private init() {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var list: [BotFiles.File] = []
        for folder in ["Flows", "Intents"] {
            let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
            for path in (try? FileManager.default.subpathsOfDirectory(atPath: base.path)) ?? [] {
                guard let data = try? Data(contentsOf: base.appendingPathComponent(path)) else { continue }
                list.append(BotFiles.File(path: folder + "/" + path, bytes: [UInt8](data)))
            }
        }
        files = BotFiles(files: list)
        sources = SourceSet(files)
        let paths = sources.files.map(\.path)
        let intentFiles = paths.indices.filter { paths[$0].hasSuffix(".intents") }
        let articleFiles = paths.indices.filter { ArticleFiles.isArticlePath(paths[$0]) }
        var all: [Diagnostic] = []
        let readIntents = IntentFiles.parse(sources, files: intentFiles)
        let readArticles = ArticleFiles.parse(sources, files: articleFiles)
        all += readIntents.diagnostics
        all += readArticles.diagnostics
        var catalogue = Catalogue()
        for intent in readIntents.set.intents {
            catalogue.intents[intent.name] = Catalogue.Intent(
                labels: intent.labels, isUrgent: intent.isUrgent)
        }
        for article in readArticles.articles {
            catalogue.articles[article.id, default: []].insert(article.language)
        }
        let compiled = FlowCompiler.compile(sources: sources, catalogue: catalogue)
        intents = readIntents.set
        articles = readArticles.articles
        program = compiled.program
        diagnostics = all + compiled.diagnostics
    }
}

@Suite struct ShippedBotTests {
    private let bot = ShippedBot.shared

    @Test func checksWithoutErrorOrWarning() {
        let serious = bot.diagnostics.filter { $0.severity != .hint }
        let text = DiagnosticRenderer(sources: bot.program?.sources ?? bot.sources, limit: 50)
            .text(of: serious)
        #expect(serious.isEmpty, "\(text)")
        #expect(bot.program != nil)
    }

    /// Agents of both languages read why a customer came to them, and how a call failed.
    @Test func everyReasonIsSaidInBothLanguages() throws {
        let program = try #require(bot.program)
        var reasons = Set(program.actions.values.flatMap(\.fails))
        for file in bot.sources.files where file.path.hasSuffix(".flow") {
            for line in String(decoding: file.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
            where !line.drop(while: \.isWhitespace).hasPrefix("#") {
                guard let range = line.firstRange(of: " because "), !line.contains("accept ") else {
                    continue
                }
                reasons.insert(String(line[range.upperBound...]))
            }
        }
        #expect(reasons.count > 50)
        for reason in reasons where ReasonWords.text(reason, in: .french) == reason {
            let words = program.reasons[reason]?.words(wherever: "…") ?? [:]
            #expect(words[.french] != nil && words[.english] != nil, "\(reason)")
        }
    }

    @Test func everyIntentHasEnoughExamplesInBothLanguages() {
        #expect(bot.intents.intents.count >= 25)
        for intent in bot.intents.intents {
            for language in [Language.french, .english] {
                let count = intent.examples.count { $0.language == language }
                #expect(count >= 15, "\(intent.name) has \(count) examples in \(language.code)")
                #expect(intent.labels[language] != nil, "\(intent.name) has no label in \(language.code)")
            }
        }
        #expect(bot.intents.offTopic.count >= 80)
    }

    @Test func everyIntentStartsAFlow() throws {
        let program = try #require(bot.program)
        for intent in bot.intents.intents {
            #expect(program.triggered[intent.name] != nil, "\(intent.name) starts nothing")
        }
    }

    @Test func articlesStandInBothLanguages() {
        let ids = Dictionary(grouping: bot.articles, by: \.id).mapValues { Set($0.map(\.language)) }
        #expect(ids.count >= 40)
        for (id, languages) in ids {
            #expect(languages == [.french, .english], "\(id) lacks a language")
        }
    }

    /// The simulator knows every action the flows declare: it may fail, never shrug.
    @Test func backOfficeAnswersEveryAction() throws {
        let program = try #require(bot.program)
        var office = BackOffice(today: 20_783)
        for action in program.actions.values.sorted(by: { $0.name < $1.name }) {
            let answer = office.answer(
                BackOfficeRequest(
                    action: action.name,
                    arguments: .object([JSONMember("sum", "90.00 EUR"), JSONMember("contract", "RC-408127")]))
            ).answer
            switch answer {
            case .result(let value):
                let names = Set((value.object ?? []).map(\.key))
                let declared = Set(action.gives.map(\.name) + action.lists.map(\.name))
                let needed = action.gives.filter { !$0.orNothing }.map(\.name) + action.lists.map(\.name)
                #expect(names.isSubset(of: declared), "\(action.name) gives \(names.subtracting(declared))")
                #expect(
                    names.isSuperset(of: needed), "\(action.name) lacks \(Set(needed).subtracting(names))")
            case .failure(let name):
                #expect(action.fails.contains(name), "\(action.name) fails with \(name)")
            case .refused(let why): Issue.record("\(action.name): \(why)")
            case .broken: Issue.record("\(action.name) is broken")
            }
        }
    }

    /// Plays every transcript, then looks at what none of them reached.
    @Test func transcriptsPassAndCoverEveryFlowAndRepair() throws {
        let world = try #require(World.load(files: bot.files).world)
        #expect(world.program.tests.count >= 30)
        var covered: Set<String> = []
        for test in world.program.tests {
            let result = TranscriptRunner.run(test, in: world)
            #expect(result.passed, "\(result.report(in: .english))")
            covered.formUnion(result.covered)
        }
        let flows = world.program.flows.map(\.name).filter { !$0.hasPrefix("system.") }
        let repairs = [
            "system.satisfied", "system.closed", "system.call-back", "system.too-late", "system.greeting",
            "system.not-understood", "system.did-you-mean", "system.corrected", "system.cancelled",
            "system.return", "system.human", "system.goodbye", "system.silence", "system.last-resort",
        ]
        for name in flows + repairs {
            #expect(covered.contains(name), "no transcript reaches \(name)")
        }
    }
}
