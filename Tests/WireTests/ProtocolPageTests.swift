import Foundation
import JSON
import Testing
import Wire

/// The page beside the code says what the code does.
@Suite struct ProtocolPageTests {
    static func page() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Sources/Wire/Protocol.md"), encoding: .utf8)
    }

    static func lines(_ mark: String) throws -> [String] {
        try page().split(separator: "\n").filter { $0.hasPrefix(mark + " {") }.map { String($0.dropFirst(2)) }
    }

    @Test func everyExampleOfAClientIsAccepted() throws {
        let lines = try Self.lines("C")
        #expect(lines.count > 25)
        for line in lines {
            do throws(WireError) {
                _ = try ClientMessage(line: Array(line.utf8))
            } catch {
                Issue.record("\(line): \(error.code) \(error.text)")
            }
        }
    }

    @Test func everyVerbHasAnExample() throws {
        var shown: Set<String> = []
        for line in try Self.lines("C") {
            if let type = try JSONReader.parse(Array(line.utf8))["type"]?.string { shown.insert(type) }
        }
        #expect(shown == Set(ClientMessage.Verb.allCases.map(\.rawValue)))
    }

    @Test func everyExampleOfTheServerIsJSONWithAKnownType() throws {
        let known: Set<String> = [
            "hello", "ready", "opened", "resumed", "resync", "ack", "event", "offer", "withdrawn", "assigned",
            "unassigned",
            "note", "suggestions", "history", "checked", "catalogue", "figures", "status", "desk", "alarm",
            "error", "ping", "pong", "drain",
        ]
        var shown: Set<String> = []
        for line in try Self.lines("S") {
            let value = try JSONReader.parse(Array(line.utf8))
            shown.insert(value["type"]?.string ?? line)
        }
        #expect(shown == known)
    }

    @Test func everyErrorCodeIsExplained() throws {
        let page = try Self.page()
        for code in ErrorCode.allCases { #expect(page.contains("`\(code.rawValue)`"), "\(code.rawValue)") }
    }

    /// The members an example shows are those the writer writes, in its order.
    @Test func whatIsWrittenLooksLikeThePage() throws {
        let examples = try Self.lines("S")
        func isShown(_ bytes: [UInt8]) -> Bool { examples.contains(String(decoding: bytes, as: UTF8.self)) }
        let name = "q1hZ0m1yRkKxJm3vJwqk2A"
        #expect(
            isShown(
                ServerMessage.hello(
                    heartbeatMilliseconds: 30_000, inflight: 32, connectionInflight: 1_024, ratePerSecond: 5,
                    burst: 20)))
        #expect(
            isShown(
                ServerMessage.opened(
                    cid: "k1", conversation: name, resume: "Zl7Jt3b0T3yqk1mW0b1v4Q", seq: 0, isRepeat: false))
        )
        #expect(
            isShown(
                ServerMessage.ack(
                    .init(conversation: name, cid: "m10", seq: 48, timeMilliseconds: 1_795_510_803_120))))
        #expect(
            isShown(
                ServerMessage.resumed(
                    conversation: name, from: 42, to: 47, lastCid: "m9", resume: "u5pJ2Hc9S0mQy7r1bZk3Nw")))
        let choices = [
            EventBody.Choice(id: "1", label: "suivre une commande"), .init(id: "2", label: "autre chose"),
        ]
        let body = EventBody(
            seq: 49,
            content: .message(
                from: "bot", name: nil, text: "Que voulez-vous faire ?", choices: choices, choice: nil),
            timeMilliseconds: 1_795_510_803_120)
        #expect(isShown(ServerMessage.event(conversation: name, body: body.encoded())))
        let owner = EventBody(
            seq: 51,
            content: .owner(
                owner: "queue", name: nil, queue: "orders", place: 2, expectedWaitMilliseconds: 120_000),
            timeMilliseconds: 1_795_510_806_120)
        #expect(isShown(ServerMessage.event(conversation: name, body: owner.encoded())))
        #expect(
            isShown(
                ServerMessage.error(
                    WireError(
                        .staleAssignment, "this conversation is not yours any more", cid: "a10",
                        conversation: name,
                        draft: "Votre colis"))))
        #expect(
            isShown(
                ServerMessage.place(
                    conversation: name, queue: "orders", place: 1, expectedWaitMilliseconds: 60_000)))
        #expect(isShown(ServerMessage.drain(retryMilliseconds: 1_500, jitterMilliseconds: 3_000)))
        #expect(isShown(ServerMessage.ping) && isShown(ServerMessage.pong))
    }
}
