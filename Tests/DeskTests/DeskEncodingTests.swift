import CivilTime
import Desk
import TestSupport
import Testing

@Suite struct DeskEncodingTests {
    static let events: [DeskEvent] = [
        .started(seed: .max, seed2: 0), .restarted, .ticked,
        .arrived(
            Arrival(
                ticket: "é\"\n", queue: "q", priority: .urgent, skills: ["a", "b"], language: "fr",
                channel: "sms",
                isAsynchronous: true)),
        .arrived(Arrival(ticket: "t", queue: "q", reason: "asked")),
        .promised(Arrival(ticket: "t", queue: "q"), dueMilliseconds: nil),
        .promised(Arrival(ticket: "t", queue: "q", reason: "promise"), dueMilliseconds: .max),
        .customerLeft("t"),
        .agentConnected("Ada", connection: .max), .agentDisconnected("Ada", connection: 0), .agentLeft("Ada"),
        .agentAvailable("Ada", isOn: false, capacity: -3, skills: ["x"]),
        .offerAccepted("Ada", "t", "o"), .offerDeclined("Ada", "t", "o"), .replied("Ada", "t", epoch: 3),
        .released("Ada", "t", epoch: .min), .transferred("Ada", "t", epoch: 1, to: .queue("q")),
        .transferred("Ada", "t", epoch: 1, to: .agent("Bob")),
        .transferred("Ada", "t", epoch: 1, to: .bot("f/s")),
        .closed("Ada", "t", epoch: 1, outcome: "solved", tags: ["x", "y"]), .taken("Sue", "t"),
        .moved("t", queue: "q"), .assigned("t", to: "Ada"),
    ]

    @Test(arguments: events)
    func eventsComeBack(event: DeskEvent) throws {
        let entry = DeskEntry(event, at: 1_795_310_000_123)
        #expect(try DeskEntry(decoding: entry.encode()) == entry)
    }

    @Test func configurationsComeBack() throws {
        var queue = DeskConfiguration.Queue(
            name: "q", skills: ["a"], hours: try QueueRulesTests.office(), fullAt: 3)
        queue.overflow = .init(queue: "r", afterMilliseconds: 4)
        queue.firstReply = .init(synchronousMilliseconds: 5, asynchronousMilliseconds: 6)
        queue.resolve = .init(asynchronousMilliseconds: 7)
        var configuration = DeskConfiguration(queues: [queue, DeskConfiguration.Queue(name: "r")])
        configuration.silentAgentMilliseconds = 8
        configuration.queues[1].wrapUpMilliseconds = 9
        configuration.zone = try #require(Zone(identifier: "Europe/Paris"))
        let entry = DeskEntry(.configured(configuration), at: -1)
        #expect(try DeskEntry(decoding: entry.encode()) == entry)
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{}", #"{"v":1}"#, #"{"v":0,"at":1,"event":"ticked"}"#,
        #"{"v":1,"at":"x","event":"ticked"}"#,
        #"{"v":1,"at":1,"event":"exploded"}"#, #"{"v":1,"at":1,"event":"released","agent":"a","ticket":"t"}"#,
        #"{"v":1,"at":1,"event":"arrived","ticket":"t","queue":"q","priority":9,"language":"","channel":""}"#,
    ])
    func otherBytesAreRefused(text: String) {
        #expect(throws: DeskDecodingError.self) { try DeskEntry(decoding: Array(text.utf8)) }
    }

    @Test func aLaterFormatIsNamed() {
        #expect(throws: DeskDecodingError.newerFormat(2)) {
            try DeskEntry(decoding: Array(#"{"v":2,"at":1,"event":"ticked"}"#.utf8))
        }
    }

    /// No single changed octet of a snapshot may crash the reader or slip in a desk that contradicts itself.
    @Test func damagedSnapshotsAreRefusedOrSound() throws {
        var scene = Scene([Scene.support, Scene.orders])
        scene.sit("Ada", capacity: 2)
        for ticket in ["a", "b", "c"] as [TicketID] { scene.arrive(ticket) }
        try scene.accept("Ada")
        let bytes = scene.desk.encode()
        var random = SeededNumbers(seed: 5)
        for _ in 0..<2000 {
            var damaged = bytes
            damaged[random.next(below: bytes.count)] = UInt8(32 + random.next(below: 95))
            guard var desk = try? DeskState(decoding: damaged) else { continue }
            #expect(desk.violations().isEmpty)
            _ = desk.step(.ticked, at: scene.now + 1_000_000)
            #expect(desk.violations().isEmpty)
        }
    }
}
