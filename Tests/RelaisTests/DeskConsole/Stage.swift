import CivilTime
import JSON
import Testing
import Text
import relais

/// A console without a terminal or a daemon: what it was told, what it sent and what it showed.
struct Stage {
    var console: DeskConsole
    var now: Int64 = 1_795_310_000_000
    var sent: [JSONValue] = []
    var shown: [String] = []
    var rings = 0
    var connects: [Int64] = []
    var exitCode: Int32?

    init(supervisor: Bool = false, language: Language = .english, colour: Bool = false) {
        var settings = ConsoleSettings(
            token: "secret-token", paint: ConsolePaint(language: language, hasColour: colour, zone: .utc),
            seed: 7)
        settings.isSupervisor = supervisor
        settings.canned = .usual(language)
        console = DeskConsole(settings)
    }

    static func signedIn(
        supervisor: Bool = false, language: Language = .english, colour: Bool = false
    ) -> Stage {
        var stage = Stage(supervisor: supervisor, language: language, colour: colour)
        stage.signIn()
        return stage
    }

    /// Signed in, and Camille's offer accepted.
    static func withCamille(language: Language = .english, colour: Bool = false) -> Stage {
        var stage = signedIn(language: language, colour: colour)
        stage.offer()
        stage.accept()
        return stage
    }

    mutating func give(_ input: DeskConsole.Input) {
        for output in console.take(input, at: now) {
            switch output {
            case .send(let bytes): sent.append((try? JSONReader.parse(bytes)) ?? .null)
            case .show(let text): shown.append(text)
            case .ring: rings += 1
            case .connect(let after): connects.append(after)
            case .disconnect: shown.append("(disconnect)")
            case .leave(let code): exitCode = code
            }
        }
    }

    mutating func hear(_ json: String) { give(.received(Array(json.utf8))) }
    mutating func type(_ line: String) { give(.typed(line)) }

    /// What was sent and shown since the last time it was asked.
    mutating func takeSent() -> [JSONValue] {
        defer { sent = [] }
        return sent
    }
    mutating func takeShown() -> String {
        defer { shown = [] }
        return shown.joined(separator: "\n")
    }

    mutating func signIn(assigned: String = "") {
        give(.connected)
        hear(#"{"type":"hello","v":1,"server":"relais/1.0","heartbeat_ms":30000}"#)
        hear(#"{"type":"ready","role":"agent","name":"Claire","assigned":[\#(assigned)]}"#)
    }

    static let packet =
        #"{"queue":"orders","reason":{"code":"asked","text":"wants a person"},"priority":"high","waiting_ms":95000,"#
        + #""language":"fr","channel":"web","customer":{"id":"c42","name":"Camille","profile":{"plan":"gold"}},"#
        + #""slots":{"order-no":"FR-204518","phone":"+33612345678"},"private":["phone"],"#
        + #""tried":[{"kind":"answer","name":"order-status"}],"pages":["/","/commande/1"],"#
        + #""earlier":[{"conversation":"e1","channel":"sms","outcome":"solved","summary":"asked the hours","ts":1}],"#
        + #""notes":[],"transcript":[{"seq":1,"from":"customer","text":"où est ma commande","ts":1795309900000},"#
        + #"{"seq":2,"from":"bot","text":"Quel est votre numéro ?","ts":1795309901000}],"transcript_from":1}"#

    mutating func offer(_ conversation: String = "conv1", _ offer: String = "o1") {
        hear(
            #"{"type":"offer","conversation":"\#(conversation)","offer":"\#(offer)","expires_ms":30000,"redelivered":false,"packet":\#(Stage.packet)}"#
        )
    }

    /// Accepts the oldest offer and has the daemon say yes.
    mutating func accept(epoch: Int = 3) {
        type("/a")
        let cid = sent.last?["cid"]?.string ?? ""
        hear(#"{"type":"ack","conversation":"conv1","cid":"\#(cid)","epoch":\#(epoch),"ts":1}"#)
    }

    mutating func event(_ seq: Int, _ text: String, from: String = "customer", conversation: String = "conv1")
    {
        hear(
            #"{"type":"event","conversation":"\#(conversation)","seq":\#(seq),"kind":"message","from":"\#(from)","text":"\#(text)","ts":1795310000000}"#
        )
    }
}
