import JSON
import Record
import Sessions
import Testing
import Wire

/// What is left of an erased conversation: tombstones, and nobody who could tell it from one that never was.
@Suite struct ErasingTests {
    static let marker = "m4rk-private"

    /// Erases as Service does: what the machine says first, then the record.
    static func erase(_ house: inout House, _ streams: [StreamID], isRetention: Bool = false) throws
        -> [StreamID]
    {
        let (outputs, all) = house.machine.erase(streams, isRetention: isRetention, at: house.time)
        house.carryOut(outputs)
        _ = try house.store.erase(all, atMilliseconds: house.time)
        house.carryOut(house.machine.erased(all, at: house.time))
        return all
    }

    static func stream(_ customer: House.Customer) throws -> StreamID {
        try #require(ConversationID(customer.conversation)).stream
    }

    static func everything(_ store: MemoryStore) throws -> String {
        let events = try store.feed(after: 0, limit: .max)
        return events.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
    }

    @Test func anErasedConversationIsNotFoundByAnybody() throws {
        var house = try House()
        let customer = house.customer([.init("profile", ["plan": .string(Self.marker)])])
        _ = house.say(customer, "m1", "ma commande \(Self.marker)")
        _ = try Self.erase(&house, [try Self.stream(customer)])
        #expect(house.take(customer.connection).codes == ["not_found"])
        #expect(house.say(customer, "m2", "encore").codes == ["not_found"])
        let other = house.greet("customer")
        let resume: JSONValue = [
            "type": "resume", "conversation": .string(customer.conversation),
            "resume": .string(customer.secret),
            "last_seq": 0,
        ]
        #expect(house.ask(other, resume).codes == ["not_found"])
        #expect(try !Self.everything(house.store).contains(Self.marker))
        // The same connection begins anew under the same id.
        let open: JSONValue = ["type": "open", "cid": "open", "channel": "web", "lang": "fr"]
        let opened = try #require(house.ask(customer.connection, open).first("opened"))
        #expect(opened["dup"]?.bool != true && opened["conversation"]?.string != customer.conversation)
    }

    @Test func whoWaitsOrIsServedLeavesTheDesk() throws {
        var house = try House()
        let customer = house.customer()
        let claire = house.agent("Claire")
        _ = house.say(customer, "m1", "un conseiller")
        let name = JSONValue.string(customer.conversation)
        let epoch = try #require(house.accept(claire, customer.conversation).lines.first("ack")?["epoch"])
        let note: JSONValue = [
            "type": "note", "cid": "n", "conversation": name, "epoch": epoch, "text": .string(Self.marker),
        ]
        #expect(house.ask(claire, note).first("ack") != nil)
        let close: JSONValue = [
            "type": "transfer", "cid": "t", "conversation": name, "epoch": epoch, "to": ["queue": "support"],
            "note": .string(Self.marker),
        ]
        _ = house.ask(claire, close)
        _ = try Self.erase(&house, [try Self.stream(customer)])
        #expect(house.machine.waitingCount == 0)
        #expect(try !Self.everything(house.store).contains(Self.marker))
        #expect(house.ask(claire, note).codes.count == 1)
        // And after a restart nobody is offered a ghost.
        var again = try house.restarted()
        let marc = again.agent("Marc")
        again.wait(60_000)
        #expect(again.take(marc).first("offer") == nil)
        #expect(again.machine.waitingCount == 0)
    }

    @Test func anAgentsTagsStandInTheConversationOnly() throws {
        var house = try House()
        let customer = house.customer()
        let claire = house.agent("Claire")
        _ = house.say(customer, "m1", "un conseiller")
        let name = JSONValue.string(customer.conversation)
        let epoch = try #require(house.accept(claire, customer.conversation).lines.first("ack")?["epoch"])
        let close: JSONValue = [
            "type": "close", "cid": "z", "conversation": name, "epoch": epoch,
            "outcome": .string(Self.marker),
            "tags": [.string(Self.marker)],
        ]
        #expect(house.ask(claire, close).first("ack") != nil)
        #expect(try Self.everything(house.store).contains(Self.marker))
        _ = try Self.erase(&house, [try Self.stream(customer)])
        #expect(try !Self.everything(house.store).contains(Self.marker))
    }

    @Test func whatIsUnderWayIsCommittedFirstAndThenErased() throws {
        var house = try House()
        let customer = house.customer()
        house.holdsCommits = true
        _ = house.say(customer, "m1", "ma commande \(Self.marker)")
        let (outputs, all) = house.machine.erase(
            [try Self.stream(customer)], isRetention: false, at: house.time)
        house.carryOut(outputs)
        #expect(house.say(customer, "m2", "encore").codes == ["not_found"])
        house.release()
        house.holdsCommits = false
        #expect(try Self.everything(house.store).contains(Self.marker))
        _ = try house.store.erase(all, atMilliseconds: house.time)
        house.carryOut(house.machine.erased(all, at: house.time))
        #expect(try !Self.everything(house.store).contains(Self.marker))
        #expect(house.say(customer, "m3", "encore").codes == ["not_found"])
    }

    @Test func aReadOfBeforeDoesNotBringItBack() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande \(Self.marker)")
        // A closed one is read when somebody asks for it, not at the start.
        let close: JSONValue = ["type": "close", "cid": "z", "conversation": .string(customer.conversation)]
        #expect(house.ask(customer.connection, close).first("ack") != nil)
        house.hang(customer.connection)
        var again = try house.restarted()
        again.holdsReads = true
        let connection = again.greet("customer")
        let resume: JSONValue = [
            "type": "resume", "conversation": .string(customer.conversation),
            "resume": .string(customer.secret),
            "last_seq": 0,
        ]
        #expect(again.ask(connection, resume).isEmpty)
        let old = again.heldReads
        _ = try Self.erase(&again, [try Self.stream(customer)])
        #expect(again.take(connection).codes == ["not_found"])
        again.send(connection, resume)
        // The old question is answered with what stood there before.
        for (id, _) in old {
            let row = Append(stream: try Self.stream(customer), expected: 1, kind: 1, version: 1, bytes: [])
            let event = RecordedEvent(
                position: 1, stream: row.stream, number: 1, kind: 1, version: 1, atMilliseconds: 0,
                bytes: Array(#"{"s":[],"o":[],"f":[]}"#.utf8))
            again.carryOut(again.machine.wasRead(id, .state(nil, [event]), at: again.time))
        }
        again.holdsReads = false
        again.releaseReads()
        #expect(again.take(connection).codes == ["not_found"])
    }

    @Test func retentionLeavesWhatIsInUse() throws {
        var house = try House()
        let busy = house.customer()
        let waiting = house.customer()
        _ = house.say(waiting, "m1", "un conseiller")
        let streams = [try Self.stream(busy), try Self.stream(waiting)]
        #expect(try Self.erase(&house, streams, isRetention: true).isEmpty)
        let gone = StreamID(high: 77, low: 1)
        #expect(try Self.erase(&house, [gone, .desk, .registry], isRetention: true).first == gone)
    }
}
