import Flows
import Testing
import Text

struct LexerTests {
    private let plain =
        "flow hours\ntrigger shop.hours\nanswer\nfr: Ouvert jusqu'à 19 h : venez !\nen: Open.\n"

    private func answer(_ text: String) -> Template.Piece? {
        guard let flow = TestBot(text, intents: ["shop.hours"]).compile().program?.flow(named: "hours"),
            let line = flow.lines.first,
            case .answer(.texts(let texts)) = line.act
        else { return nil }
        return texts.variants(channel: "web", language: .french).first?.pieces.first
    }

    @Test func lineEndsIndentationAndNoBreakBlanksDoNotMatter() {
        let wanted = answer(plain)
        #expect(wanted == .text("Ouvert jusqu'à 19 h : venez !"))
        #expect(answer("\u{FEFF}" + plain.replacing("\n", with: "\r\n")) == wanted)
        #expect(answer(plain.replacing("\n", with: "\u{A0}\n\t\u{202F} ")) == wanted)
        #expect(answer(plain.replacing("fr:", with: "fr\u{A0}:")) == wanted)
        #expect(
            answer(plain.replacing("answer\n", with: "answer   # what they came for\n\n# really\n")) == wanted
        )
    }

    @Test func aHashInATextIsText() {
        #expect(
            answer(plain.replacing("19 h", with: "19 h # sauf"))
                == .text("Ouvert jusqu'à 19 h # sauf : venez !"))
    }

    private static let noTexts: [[UInt8]] = [
        [0xFF, 0xFE, 0x66, 0x00], [0x66, 0x00, 0x6C, 0x00], [0x66, 0x6C, 0xC3], [0xED, 0xA0, 0x80],
        [0xC0, 0xAF], [UInt8](repeating: 0x23, count: (1 << 20) + 1),
    ]

    /// By number: a report that prints a mebibyte is no report.
    @Test(arguments: noTexts.indices) func whatIsNoTextIsRefusedWhole(_ number: Int) {
        let bytes = Self.noTexts[number]
        let files = BotFiles(files: [BotFiles.File(path: "Flows/a.flow", bytes: bytes)])
        let diagnostics = FlowCompiler.compile(files: files, catalogue: Catalogue()).diagnostics
        #expect(diagnostics.map(\.code) == ["F111"])
    }

    @Test func linesOfAllFilesTogetherAreLimited() {
        let half = String(repeating: "\n", count: 60_000)
        let bot = TestBot(half).with("Flows/other.flow", half)
        #expect(bot.compile().diagnostics.map(\.code) == ["F111"])
    }
}
