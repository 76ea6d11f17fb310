import Flows
import Foundation
import Testing
import Text

/// Every rule of the catalogue has a failing example in `Rejected/`, named after the rule.
///
/// The first line names the code. A comment of carets below a line marks where the complaint points. `#= PATH` begins
/// another file of the same bot; `#intents` and `#articles` say what exists, otherwise all that is named does.
struct RejectedTests {
    static let folder = TestFolder.tests.appendingPathComponent("Rejected")
    static let names: [String] = (try? TestFolder.names(in: folder, ending: ".flow")) ?? []

    struct Sample {
        var code = ""
        var bot: TestBot
        /// `path:line:column` and how many characters are underlined.
        var place: String?
        var length = 0

        init(_ name: String) throws {
            let text = try TestFolder.text(name, in: folder)
            var files: [(path: String, lines: [String])] = [("Flows/sample.flow", [])]
            var intents: [String] = []
            var articles: [String] = []
            for (number, line) in text.components(separatedBy: "\n").enumerated() {
                let words = line.split(separator: " ").map(String.init)
                if number == 0 { code = words.last ?? "" }
                if line.hasPrefix("#= ") {
                    files.append((words[1], []))
                    continue
                }
                if line.hasPrefix("#intents") { intents = Array(words.dropFirst()) }
                if line.hasPrefix("#articles") { articles = Array(words.dropFirst()) }
                if words.first == "#", words.count == 2, words[1].allSatisfy({ $0 == "^" }) {
                    let column = line.distance(
                        from: line.startIndex, to: line.firstIndex(of: "^") ?? line.endIndex)
                    place =
                        "\(files[files.count - 1].path):\(files[files.count - 1].lines.count):\(column + 1)"
                    length = words[1].count
                }
                files[files.count - 1].lines.append(line)
            }
            bot = TestBot(files[0].lines.joined(separator: "\n"), path: files[0].path)
            for file in files.dropFirst() { bot = bot.with(file.path, file.lines.joined(separator: "\n")) }
            if !intents.isEmpty {
                bot.catalogue.intents = Dictionary(
                    uniqueKeysWithValues: intents.map {
                        ($0, Catalogue.Intent(labels: [.french: $0, .english: $0]))
                    })
            }
            if !articles.isEmpty {
                bot.catalogue.articles = Dictionary(
                    uniqueKeysWithValues: articles.map { ($0, [.french, .english]) })
            }
        }
    }

    @Test func everyRuleHasItsExample() {
        let wanted = Rule.flowRules.map { $0.name + ".flow" }.sorted()
        #expect(Self.names == wanted)
        let codes = Rule.flowRules.map(\.code)
        #expect(Set(codes).count == codes.count)
    }

    @Test(arguments: names) func anExampleIsRefusedByItsRuleAlone(_ name: String) throws {
        let sample = try Sample(name)
        let rule = try #require(Rule.flowRules.first { $0.name + ".flow" == name })
        #expect(sample.code == rule.code)
        let diagnostics = sample.bot.compile().diagnostics.filter {
            $0.severity != .hint || $0.code == rule.code
        }
        #expect(diagnostics.map(\.code) == [rule.code], "\(sample.bot.complaints())")
        guard let found = diagnostics.first else { return }
        #expect(found.severity == rule.severity)
        #expect(sample.bot.compile().program == nil || rule.severity != .error)
        if let place = sample.place {
            #expect(sample.bot.sources.location(of: found.range) == place)
            let bytes = sample.bot.sources.files[found.range.file].bytes[found.range.start..<found.range.end]
            #expect(String(decoding: bytes, as: UTF8.self).count == sample.length)
        }
    }

    @Test(arguments: names) func anOfferedEditMakesTheFileBetter(_ name: String) throws {
        let sample = try Sample(name)
        for diagnostic in sample.bot.compile().diagnostics {
            guard let edit = diagnostic.edit else { continue }
            var files = sample.bot.botFiles.files
            let before = files[edit.range.file].bytes
            files[edit.range.file].bytes =
                Array(before[..<edit.range.start]) + Array(edit.replacement.utf8)
                + Array(before[edit.range.end...])
            let after = FlowCompiler.compile(
                files: BotFiles(files: files), catalogue: sample.bot.catalogue)
            #expect(!after.diagnostics.contains { $0.code == diagnostic.code && $0.severity == .error })
        }
    }
}
