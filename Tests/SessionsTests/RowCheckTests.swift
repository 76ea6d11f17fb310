import Conversation
import Desk
import Record
import Testing
import Text

@testable import Sessions

/// What `relais verify` says of rows and snapshots.
@Suite struct RowCheckTests {
    func event(
        _ kind: UInt8, _ bytes: String, version: UInt8 = 1, stream: StreamID = StreamID(high: 7, low: 7)
    ) -> RecordedEvent {
        RecordedEvent(
            position: 1, stream: stream, number: 1, kind: kind, version: version, atMilliseconds: 0,
            bytes: Array(bytes.utf8))
    }

    func problem(in event: RecordedEvent) -> String? {
        var check = RecordCheck()
        return check.problem(in: event)
    }

    @Test func whatThisHouseWritesIsSound() {
        #expect(problem(in: event(TurnRow.kind, TurnRowTests.first)) == nil)
        #expect(problem(in: event(TurnRow.kind, TurnRowTests.second, version: 2)) == nil)
        #expect(problem(in: event(NoteRow.kind, #"{"from":"Ann","text":"x"}"#)) == nil)
        let entry = DeskEntry(.customerLeft(TicketID("t")), at: 3).encode()
        #expect(
            problem(
                in: event(DeskRoom.rowKind, String(decoding: entry, as: UTF8.self), stream: .desk)) == nil)
        #expect(problem(in: event(RecordedEvent.tombstoneKind, "", version: 0)) == nil)
        let stream = StreamID(high: 7, low: 7)
        var core = ConversationCore()
        let opening = Opening(id: ConversationID(stream: stream).description, seed: 1)
        core.state.apply(.opened(opening, fingerprint: "f", language: .french))
        var snapshot = Snapshot(
            stream: stream, number: 1, version: ConversationCore.snapshotVersion,
            bytes: core.encodedForSnapshot())
        #expect(RecordCheck().problem(in: snapshot) == nil)
        snapshot.stream = StreamID(high: 7, low: 8)
        #expect(RecordCheck().problem(in: snapshot) == "it is another conversation's")
    }

    @Test(arguments: [
        (#"["spoke",{"o":0}]"#, #"["spoke",{"o":9}]"#), (#"["said",{"o":[1,2]}]"#, #"["said",{"o":[1,-2]}]"#),
        (#""q":9"#, #""q":9223372036854775807"#), (#""o":[["c""#, #""o":[["q""#),
        (#"["interrupt",0.75]"#, #"["interrupt",true]"#),
        (#"["heard","#, #"["seen!","#), (#"["spoke","#, #"["sang?","#), (#"{"q""#, #"{"q"#),
    ])
    func aTurnThatCannotBeReadIsSaidToBeSo(_ ours: String, _ theirs: String) {
        #expect(TurnRowTests.second.contains(ours))
        let damaged = TurnRowTests.second.replacing(ours, with: theirs, maxReplacements: 1)
        #expect(problem(in: event(TurnRow.kind, damaged, version: 2)) != nil)
    }

    @Test func soAreOtherRowsAndSnapshots() {
        #expect(problem(in: event(NoteRow.kind, #"{"from":"Ann"}"#)) != nil)
        #expect(problem(in: event(DeskRoom.rowKind, "{}", stream: .desk)) != nil)
        #expect(problem(in: event(TurnRow.kind, TurnRowTests.second, version: 99)) != nil)
        #expect(problem(in: event(77, "{}")) != nil)
        let snapshot = Snapshot(
            stream: StreamID(high: 7, low: 7), number: 1, version: ConversationCore.snapshotVersion,
            bytes: [1])
        #expect(RecordCheck().problem(in: snapshot) != nil)
    }
}
