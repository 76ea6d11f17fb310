import Flows
import Foundation
import TestSupport
import Testing
import Text

struct FlowFormatterTests {
    private func formatted(_ text: String) -> String? {
        FlowFormatter.format(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func indentationFollowsTheStructure() {
        let text = """
            \u{FEFF}# Late parcels.\r
            flow late\r
            trigger order.late
                label fr : retard
            slot colour is   choice
            fr: Quelle couleur ?
            choice red
            fr: Rouge


            step a  at most 4 otherwise go b# no comment
            # Before the question.
            ask colour
            on red go b because "seen, twice"  # for now
            on silence 10 min say
            fr: Là ?
            | Vraiment ?
            when colour is red,blue go b
            step b
            end solved
            test red
            > rouge
            given colour=red

            """
        let wanted = """
            # Late parcels.
            flow late
              trigger order.late
              label fr: retard
              slot colour is choice
                fr: Quelle couleur ?
                choice red
                  fr: Rouge

            step a at most 4 otherwise go b# no comment
              # Before the question.
              ask colour
                on red go b because "seen, twice"  # for now
                on silence 10 min say
                  fr: Là ?
                  | Vraiment ?
              when colour is red, blue go b
            step b
              end solved
            test red
              > rouge
              given colour = red

            """
        #expect(formatted(text) == wanted)
    }

    @Test func whatIsNoTextIsLeftAlone() {
        #expect(FlowFormatter.format([0xFF, 0xFE, 0x61, 0]) == nil)
        #expect(FlowFormatter.format([0x61, 0x00]) == nil)
    }

    @Test(arguments: LawsTests.corpus.map(\.path)) func formattingTwiceChangesNothingMore(_ path: String)
        throws
    {
        let file = try #require(LawsTests.corpus.first { $0.path == path })
        let kind = try #require(FlowFormatter.Kind(path: path))
        guard let once = FlowFormatter.format(file.bytes, kind: kind) else { return }
        #expect(FlowFormatter.format(once, kind: kind) == once)
    }

    @Test(arguments: 0..<60) func formattingTwiceIsFormattingOnce(_ number: Int) throws {
        let seed = UInt64(number) &* 32_452_843 &+ 11
        var random = SeededNumbers(seed: seed)
        var bytes = LawsTests.corpus.randomElement(using: &random)?.bytes ?? []
        for _ in 0..<8 { LawsTests.mutate(&bytes, &random) }
        guard let once = FlowFormatter.format(bytes) else { return }
        #expect(FlowFormatter.format(once) == once, "seed \(seed)")
    }

    @Test func theFormattedFileIsTheSameProgram() throws {
        for text in [WholeFlows.sketch, WholeFlows.appointment] {
            let bot = TestBot(text)
            let program = try #require(bot.compile().program)
            var again = bot
            again.files[0].text = try #require(formatted(text))
            let second = try #require(again.compile().program)
            #expect(listing(program) == listing(second))
        }
    }

    /// The same holds for files with mistakes: the same codes in the same order.
    @Test(arguments: RejectedTests.names) func theFormattedFileHasTheSameMistakes(_ name: String) throws {
        let sample = try RejectedTests.Sample(name)
        var again = sample.bot
        for index in again.files.indices {
            let kind = try #require(FlowFormatter.Kind(path: again.files[index].path))
            guard let text = FlowFormatter.format(Array(again.files[index].text.utf8), kind: kind) else {
                return
            }
            again.files[index].text = String(decoding: text, as: UTF8.self)
        }
        #expect(again.compile().diagnostics.map(\.code) == sample.bot.compile().diagnostics.map(\.code))
    }

    /// A program without the places in its files.
    private func listing(_ program: Program) -> String {
        var text = "\(program.flows)\(program.shared)\(program.tests)"
        for name in program.phrases.keys.sorted() {
            text += "\(name) \(program.phrases[name].debugDescription)"
        }
        for name in program.actions.keys.sorted() {
            text += "\(name) \(program.actions[name].debugDescription)"
        }
        var result = ""
        var rest = text[...]
        while let range = rest.range(of: "SourceRange(") {
            result += rest[..<range.lowerBound]
            rest = rest[(rest[range.upperBound...].firstIndex(of: ")") ?? rest.endIndex)...]
        }
        return result + rest
    }
}
