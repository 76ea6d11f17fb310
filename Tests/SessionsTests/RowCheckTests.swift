import Desk
import Record
import Testing

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

    @Test func whatThisHouseWritesIsSound() {
        #expect(RowCheck.problem(in: event(TurnRow.kind, TurnRowTests.first)) == nil)
        #expect(RowCheck.problem(in: event(TurnRow.kind, TurnRowTests.second, version: 2)) == nil)
        #expect(RowCheck.problem(in: event(NoteRow.kind, #"{"from":"Ann","text":"x"}"#)) == nil)
        let entry = DeskEntry(.customerLeft(TicketID("t")), at: 3).encode()
        #expect(
            RowCheck.problem(
                in: event(DeskRoom.rowKind, String(decoding: entry, as: UTF8.self), stream: .desk)) == nil)
        #expect(RowCheck.problem(in: event(RecordedEvent.tombstoneKind, "", version: 0)) == nil)
        let core = ConversationCore().encodedForSnapshot()
        let snapshot = Snapshot(
            stream: StreamID(high: 7, low: 7), number: 1, version: ConversationCore.snapshotVersion,
            bytes: core)
        #expect(RowCheck.problem(in: snapshot) == nil)
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
        #expect(RowCheck.problem(in: event(TurnRow.kind, damaged, version: 2)) != nil)
    }

    @Test func soAreOtherRowsAndSnapshots() {
        #expect(RowCheck.problem(in: event(NoteRow.kind, #"{"from":"Ann"}"#)) != nil)
        #expect(RowCheck.problem(in: event(DeskRoom.rowKind, "{}", stream: .desk)) != nil)
        #expect(RowCheck.problem(in: event(TurnRow.kind, TurnRowTests.second, version: 99)) != nil)
        #expect(RowCheck.problem(in: event(77, "{}")) != nil)
        let snapshot = Snapshot(
            stream: StreamID(high: 7, low: 7), number: 1, version: ConversationCore.snapshotVersion,
            bytes: [1])
        #expect(RowCheck.problem(in: snapshot) != nil)
    }
}
