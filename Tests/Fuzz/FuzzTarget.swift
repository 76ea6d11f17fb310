// Bytes from outside, by chance: each target reads them as the daemon would, and holds what came of it to laws.
//
// Two ways lead here. `FuzzTests` runs the committed corpus and seeded mutations of it, in every test run. `scripts/fuzz`
// builds the same targets with libFuzzer, which follows the code it has not seen yet, for as long as it is given. A trap
// or a broken law is a finding; what led to it goes into `Corpus/` when it is mended.
import Conversation
import Flows
import Intents
import JSON
import Knowledge
import Text
import Wire

@testable import Desk
@testable import Record
@testable import Sessions

enum FuzzTarget: String, CaseIterable, Sendable {
    /// JSON, and a line of the protocol.
    case json
    /// Lines out of a stream of octets.
    case lines
    /// The head of an HTTP request.
    case head
    /// WebSocket frames.
    case frames
    case flow, policy, queues, intents, article
    /// The record's own rows: a turn, the desk's, a snapshot, what stands packed in one.
    case rows

    func read(_ bytes: [UInt8]) {
        switch self {
        case .json: Self.json(bytes)
        case .lines: Self.lines(bytes)
        case .head: Self.head(bytes)
        case .frames: Self.frames(bytes)
        case .flow: Self.bot("Flows/a.flow", bytes)
        case .policy: Self.bot("Flows/bot.policy", bytes)
        case .queues: Self.bot("Flows/desk.queues", bytes)
        case .intents: Self.intents(bytes)
        case .article: Self.article(bytes)
        case .rows: Self.rows(bytes)
        }
    }

    /// What was read can be written, and is the same when read again.
    private static func json(_ bytes: [UInt8]) {
        if let value = try? JSONReader.parse(bytes) {
            guard let again = try? JSONReader.parse(value.encoded()) else {
                preconditionFailure("what was written cannot be read")
            }
            precondition(again == value, "another value is read than was written")
        }
        _ = try? ClientMessage(line: bytes)
    }

    /// Any cut of the stream gives the same lines.
    private static func lines(_ bytes: [UInt8]) {
        var whole: [LineFramer.Event] = []
        var framer = LineFramer(limit: 64, discardLimit: 128)
        framer.receive(bytes) { whole.append($0) }
        precondition(framer.bufferedByteCount <= 65, "more is kept than a line may have")
        var pieces: [LineFramer.Event] = []
        var second = LineFramer(limit: 64, discardLimit: 128)
        for piece in cut(bytes) { second.receive(piece) { pieces.append($0) } }
        precondition(whole == pieces, "cut otherwise, other lines")
    }

    private static func head(_ bytes: [UInt8]) {
        var whole = HTTPHeadReader()
        let answer = whole.receive(bytes)
        var reader = HTTPHeadReader()
        var rest: [UInt8] = []
        var other = HTTPHeadReader.Answer.incomplete
        for byte in bytes {
            if case .incomplete = other { other = reader.receive([byte]) } else { rest.append(byte) }
        }
        switch (answer, other) {
        case (.head(let first, let after), .head(let second, let begun)):
            precondition(first == second && after == begun + rest, "cut otherwise, another request")
            _ = try? WebSocketHandshake.answer(to: first)
        case (.incomplete, .incomplete), (.refused, .refused): break
        default: preconditionFailure("cut otherwise, another answer")
        }
    }

    private static func frames(_ bytes: [UInt8]) {
        var whole: [WebSocketFramer.Event] = []
        var framer = WebSocketFramer(messageLimit: 256)
        framer.receive(bytes) { whole.append($0) }
        var pieces: [WebSocketFramer.Event] = []
        var second = WebSocketFramer(messageLimit: 256)
        for piece in cut(bytes) { second.receive(piece) { pieces.append($0) } }
        precondition(whole == pieces, "cut otherwise, other frames")
    }

    /// Pieces whose lengths come from the octets themselves.
    private static func cut(_ bytes: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var at = 0
        while at < bytes.count {
            let length = min(1 + Int(bytes[at] & 7), bytes.count - at)
            pieces.append(Array(bytes[at..<at + length]))
            at += length
        }
        return pieces
    }

    /// Every mistake lies in the file; what is formatted stays formatted.
    private static func bot(_ path: String, _ bytes: [UInt8]) {
        let files = BotFiles(files: [.init(path: path, bytes: bytes)])
        let (_, diagnostics) = FlowCompiler.compile(files: files, catalogue: Catalogue())
        for diagnostic in diagnostics where diagnostic.range.file == 0 {
            precondition(
                diagnostic.range.start >= 0 && diagnostic.range.start <= diagnostic.range.end
                    && diagnostic.range.end <= bytes.count, "a mistake outside of the file")
        }
        guard path.hasSuffix(".flow"), let formatted = FlowFormatter.format(bytes) else { return }
        precondition(FlowFormatter.format(formatted) == formatted, "formatting twice changes it again")
    }

    private static func intents(_ bytes: [UInt8]) {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "Intents/a.intents", bytes: bytes))
        let (_, diagnostics) = IntentFiles.parse(sources, files: [file])
        check(diagnostics, bytes)
    }

    private static func article(_ bytes: [UInt8]) {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "Intents/knowledge/en/a.md", bytes: bytes))
        let (_, diagnostics) = ArticleFiles.parse(sources, files: [file])
        check(diagnostics, bytes)
    }

    private static func check(_ diagnostics: [Diagnostic], _ bytes: [UInt8]) {
        for diagnostic in diagnostics {
            precondition(
                diagnostic.range.start >= 0 && diagnostic.range.end <= bytes.count,
                "a mistake outside of the file")
        }
    }

    /// A damaged row is refused, never obeyed and never a trap.
    private static func rows(_ bytes: [UInt8]) {
        let stream = StreamID(high: 1, low: 2)
        func event(_ kind: UInt8) -> RecordedEvent {
            RecordedEvent(
                position: 1, stream: stream, number: 1, kind: kind, version: 1, atMilliseconds: 0,
                bytes: bytes)
        }
        if let row = try? TurnRow(decoding: bytes) {
            let again = try? TurnRow(decoding: row.encoded())
            precondition(again == row, "a turn is not what was written")
        }
        _ = try? ConversationCore(snapshot: nil, events: [event(TurnRow.kind)])
        let snapshot = Snapshot(
            stream: stream, number: 1, version: ConversationCore.snapshotVersion, bytes: bytes)
        _ = try? ConversationCore(snapshot: snapshot, events: [])
        _ = try? DeskRoom(snapshot: nil, events: [event(DeskRoom.rowKind)])
        if let state = try? DeskState(decoding: bytes) {
            precondition(state.violations().isEmpty, "a desk that contradicts itself was read")
        }
        _ = NoteRow(event(NoteRow.kind))
        _ = try? Explanation(decoding: bytes)
        _ = PackedEvents.items(of: bytes, count: 3)
    }
}
