import JSON
import Record
import Sessions
import Testing
import Wire

/// Measures computed from the record of small, known days.
@Suite struct FiguresTests {
    static func traces(_ store: MemoryStore) throws -> [ConversationTrace] {
        var traces: [StreamID: ConversationTrace] = [:]
        for event in try store.feed(after: 0, limit: .max)
        where event.stream.high != 0 && (event.isTombstone || event.kind == SessionsMachine.conversationKind)
        {
            try traces[event.stream, default: ConversationTrace()].take(event)
        }
        return traces.values.sorted { $0.openedMilliseconds < $1.openedMilliseconds }
    }

    static func figures(_ store: MemoryStore) throws -> ChannelFigures {
        var figures = ChannelFigures()
        for trace in try traces(store) { figures.add(trace) }
        return figures
    }

    @Test func aDayIsCountedFromTheRecordAlone() throws {
        var house = try House()
        let claire = house.agent("Claire")
        // One looks and leaves, one ends alone, one is served and rates.
        _ = house.customer()
        house.time += 1_000
        let alone = house.customer()
        _ = house.say(alone, "m1", "ma commande")
        house.time += 9_000
        let bye: JSONValue = ["type": "close", "cid": "z", "conversation": .string(alone.conversation)]
        #expect(house.ask(alone.connection, bye).first("ack") != nil)
        house.time += 1_000
        let served = house.customer()
        _ = house.say(served, "m1", "un conseiller")
        let offer = try #require(house.take(claire).first("offer"))
        house.time += 7_000
        let name = JSONValue.string(served.conversation)
        let accept: JSONValue = [
            "type": "accept", "cid": "a", "conversation": name, "offer": offer["offer"] ?? nil,
        ]
        let epoch = try #require(house.ask(claire, accept).first("ack")?["epoch"])
        house.time += 3_000
        let reply: JSONValue = [
            "type": "reply", "cid": "b", "conversation": name, "epoch": epoch, "text": "Bonjour",
        ]
        #expect(house.ask(claire, reply).first("ack") != nil)
        house.time += 2_000
        let close: JSONValue = [
            "type": "close", "cid": "c", "conversation": name, "epoch": epoch, "outcome": "solved",
            "tags": [],
        ]
        #expect(house.ask(claire, close).first("ack") != nil)
        let rate: JSONValue = ["type": "rate", "cid": "r", "conversation": name, "score": 5]
        #expect(house.ask(served.connection, rate).first("ack") != nil)

        let figures = try Self.figures(house.store)
        #expect(figures.opened == 3 && figures.spoken == 2)
        #expect(figures.ended == 2 && figures.endedAlone == 1 && figures.escalated == 1)
        #expect(figures.reasons == ["asked": 1])
        #expect(figures.solved == 1 && figures.solvedAlone == 0)
        #expect(figures.ratings == [0, 0, 0, 0, 1] && figures.meanRating == 5 && figures.satisfied == 1)
        #expect(figures.wait.values == [7_000])
        #expect(figures.firstReply.values == [3_000])
        #expect(figures.duration.values.sorted() == [9_000, 12_000])
        // Again, and after the daemon came back: the same.
        let again = try house.restarted()
        #expect(try Self.figures(again.store) == figures)
        // An erased conversation counts nowhere.
        let stream = try #require(ConversationID(served.conversation)).stream
        _ = try house.store.erase([stream], atMilliseconds: 0)
        let rest = try Self.traces(house.store).filter { !$0.isErased }
        #expect(rest.count == 2)
    }

    @Test func sharesOfNothingAreNothingAndQuantilesAreNearestRanks() {
        #expect(ChannelFigures.share(0, 0) == nil)
        var delay = ChannelFigures.Delay()
        #expect(delay.quantile(0.5) == nil)
        for value in [50, 10, 40, 20, 30] as [Int64] { delay.add(from: 5, to: 5 + value) }
        #expect(delay.quantile(0.5) == 30 && delay.quantile(0.9) == 50 && delay.quantile(0) == 10)
        // A clock that was put back, and times that no clock shows.
        delay.add(from: 9, to: 2)
        delay.add(from: .min, to: .max)
        #expect(delay.values.count == 6 && delay.quantile(0) == 0)
    }

    @Test func aHistogramCountsUpToItsBounds() {
        var histogram = Histogram(bounds: [1, 2])
        for value in [0.5, 1, 1.5, 2, 3] { histogram.add(value) }
        #expect(histogram.counts == [2, 2, 1] && histogram.count == 5 && histogram.sum == 8)
        #expect(Histogram.powers(of: 2, from: 1, count: 4).bounds == [1, 2, 4, 8])
    }

    @Test func theMachineMeasuresWhatItDoes() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "ma commande")
        _ = house.say(customer, "m2", "un conseiller")
        let measures = house.machine.measures
        #expect(measures.opened == 1 && measures.escalations == ["asked": 1])
        #expect(measures.confidence.count > 0)
    }
}
