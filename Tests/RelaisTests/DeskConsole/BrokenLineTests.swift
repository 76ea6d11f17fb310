import CivilTime
import JSON
import Testing
import Text
import relais

/// As much of a daemon as one conversation with one agent needs: cids taken once, numbered events, resume.
private struct SmallDaemon {
    private(set) var events: [(from: String, text: String)] = []
    private var answers: [String: Int] = [:]
    var isOnline = false
    private var isSignedIn = false
    /// Lines on their way to the console, not yet arrived.
    var outgoing: [String] = []

    mutating func customerSays(_ text: String) { add("customer", text) }

    private mutating func add(_ from: String, _ text: String) {
        events.append((from, text))
        if isSignedIn, from == "customer" { outgoing.append(line(events.count)) }
    }

    private func line(_ seq: Int) -> String {
        let event = events[seq - 1]
        return
            #"{"type":"event","conversation":"c","seq":\#(seq),"kind":"message","from":"\#(event.from)","name":"Claire","text":"\#(event.text)","ts":1}"#
    }

    mutating func connected() {
        isOnline = true
        outgoing = [#"{"type":"hello","v":1,"heartbeat_ms":30000}"#]
    }

    mutating func cut() {
        isOnline = false
        isSignedIn = false
        outgoing = []
    }

    mutating func hear(_ message: JSONValue) {
        switch message["type"]?.string {
        case "auth":
            isSignedIn = true
            outgoing.append(
                #"{"type":"ready","role":"agent","name":"Claire","assigned":[{"conversation":"c","epoch":1,"seq":\#(events.count),"note_seq":0}]}"#
            )
        case "resume":
            let last = message["last_seq"]?.int ?? 0
            outgoing.append(
                #"{"type":"resumed","conversation":"c","from":\#(last + 1),"to":\#(events.count)}"#)
            if last < events.count { for seq in last + 1...events.count { outgoing.append(line(seq)) } }
        case "reply":
            let cid = message["cid"]?.string ?? ""
            if answers[cid] == nil {
                add("agent", message["text"]?.string ?? "")
                answers[cid] = events.count
            }
            outgoing.append(
                #"{"type":"ack","conversation":"c","cid":"\#(cid)","seq":\#(answers[cid] ?? 0),"ts":1}"#)
        default: break
        }
    }
}

@Suite struct BrokenLineTests {
    /// Law: however often and wherever the line breaks, in both directions, what the agent typed is on record once and in order,
    /// and what the customer said is on the screen once and in order.
    @Test(arguments: Array(UInt64(1)...40))
    func nothingIsLostOrDoubledWhereverTheLineBreaks(seed: UInt64) {
        var state = seed
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let paint = ConsolePaint(language: .english, hasColour: false, zone: .utc)
        var console = DeskConsole(ConsoleSettings(token: "t", paint: paint, seed: seed))
        var daemon = SmallDaemon()
        var incoming: [[UInt8]] = []
        var shown: [String] = []
        var now: Int64 = 0
        var typed: [String] = []
        var said: [String] = []

        func give(_ input: DeskConsole.Input) {
            now += 1
            for output in console.take(input, at: now) {
                switch output {
                case .send(let line): if daemon.isOnline { incoming.append(line) }
                case .show(let text): shown.append(text)
                default: break
                }
            }
        }
        func connect() {
            daemon.connected()
            give(.connected)
        }
        func cut() {
            daemon.cut()
            incoming = []
            give(.disconnected)
        }
        func deliverOne() {
            if !incoming.isEmpty, let value = try? JSONReader.parse(incoming.removeFirst()) {
                daemon.hear(value)
            }
            if !daemon.outgoing.isEmpty { give(.received(Array(daemon.outgoing.removeFirst().utf8))) }
        }
        func settle() { while !incoming.isEmpty || !daemon.outgoing.isEmpty { deliverOne() } }

        connect()
        settle()
        for _ in 0..<400 {
            switch random(10) {
            case 0:
                said.append("s\(said.count)s")
                daemon.customerSays(said.last ?? "")
            case 1:
                typed.append("t\(typed.count)t")
                give(.typed(typed.last ?? ""))
            case 2: daemon.isOnline ? cut() : connect()
            default: deliverOne()
            }
        }
        if !daemon.isOnline { connect() }
        settle()
        #expect(daemon.events.filter { $0.from == "agent" }.map(\.text) == typed, "seed \(seed)")
        let seen = shown.filter { $0.contains("#c: ") }.map {
            String($0[($0.ranges(of: "#c: ").first?.upperBound ?? $0.startIndex)...])
        }
        #expect(seen == said, "seed \(seed)")
    }
}
