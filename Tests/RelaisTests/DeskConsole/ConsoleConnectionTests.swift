import CivilTime
import JSON
import Testing
import Text
import relais

/// How the console signs in, comes back and leaves.
@Suite struct ConsoleConnectionTests {
    @Test func whatWasNotAnsweredIsSentAgainWithTheSameIDAfterAReconnection() throws {
        var stage = Stage.withCamille()
        stage.event(3, "allô ?")
        _ = stage.takeSent()
        stage.type("premier")
        stage.give(.disconnected)
        stage.type("second")
        let before = stage.takeSent()
        #expect(before.map { $0["text"]?.string } == ["premier"])
        #expect(stage.connects.count == 1)
        stage.signIn(assigned: #"{"conversation":"conv1","epoch":3,"seq":4,"note_seq":0}"#)
        let after = stage.takeSent()
        let resume = try #require(after.first { $0["type"]?.string == "resume" })
        #expect(resume["last_seq"]?.int == 3 && resume["resume"] == nil)
        let replies = after.filter { $0["type"]?.string == "reply" }
        #expect(replies.map { $0["text"]?.string } == ["premier", "second"])
        #expect(replies[0]["cid"] == before[0]["cid"])
        // Answered: not sent a third time.
        for (place, reply) in replies.enumerated() {
            stage.hear(
                #"{"type":"ack","conversation":"conv1","cid":"\#(reply["cid"]?.string ?? "")","seq":\#(4 + place),"ts":1,"dup":true}"#
            )
        }
        stage.give(.disconnected)
        stage.signIn(assigned: #"{"conversation":"conv1","epoch":3,"seq":5,"note_seq":0}"#)
        #expect(!stage.sent.contains { $0["type"]?.string == "reply" })
    }

    @Test func theBackOffDoublesToItsLimitAndStartsAnewAfterSuccess() {
        var stage = Stage.signedIn()
        for _ in 0..<12 { stage.give(.disconnected) }
        #expect(stage.connects.count == 12)
        #expect(stage.connects[0] >= 500 && stage.connects[0] <= 625)
        for (earlier, later) in zip(stage.connects, stage.connects.dropFirst()) {
            #expect(later >= min(earlier, 30_000))
        }
        #expect(stage.connects[11] >= 30_000 && stage.connects[11] <= 37_500)
        stage.signIn()
        stage.give(.disconnected)
        #expect(stage.connects[12] <= 625)
    }

    @Test func aDrainingDaemonSaysWhenToComeBack() {
        var stage = Stage.signedIn()
        stage.hear(#"{"type":"drain","retry_ms":1500,"jitter_ms":3000}"#)
        stage.give(.disconnected)
        #expect(stage.connects[0] >= 1500 && stage.connects[0] <= 4500)
    }

    @Test func aRetryWaitsAsLongAsTold() throws {
        var stage = Stage.withCamille()
        stage.type("hello")
        let reply = try #require(stage.takeSent().last)
        stage.hear(
            #"{"type":"error","cid":"\#(reply["cid"]?.string ?? "")","code":"rate_limited","text":"x","retry_ms":800,"fatal":false}"#
        )
        #expect(stage.console.wakeAt == stage.now + 800)
        stage.now += 799
        stage.give(.woke)
        #expect(stage.takeSent().isEmpty)
        stage.now += 1
        stage.give(.woke)
        #expect(stage.takeSent() == [reply])
    }

    @Test func badTokensEndWithOneAndAQuestionedQuitWithZero() {
        var stage = Stage()
        stage.give(.connected)
        stage.hear(#"{"type":"hello","v":1,"heartbeat_ms":30000}"#)
        stage.hear(#"{"type":"error","code":"auth_failed","text":"x","fatal":true}"#)
        #expect(stage.exitCode == 1)
        #expect(!stage.shown.joined().contains("secret-token"))

        var other = Stage.withCamille()
        other.type("/quit")
        #expect(other.exitCode == nil)
        other.type("/quit")
        #expect(other.exitCode == 0)
        #expect(other.sent.last?["on"]?.bool == false)
    }

    @Test func aScriptThatEndsWaitsForItsAnswers() throws {
        var stage = Stage.withCamille()
        stage.type("last words")
        stage.give(.ended)
        #expect(stage.exitCode == nil)
        let cid = try #require(stage.sent.last?["cid"]?.string)
        stage.hear(#"{"type":"ack","conversation":"conv1","cid":"\#(cid)","seq":3,"ts":1}"#)
        #expect(stage.exitCode == 0)

        var other = Stage.signedIn()
        other.offer()
        other.type("/a")
        other.give(.ended)
        other.now += 10_000
        other.give(.woke)
        #expect(other.exitCode == 2)
    }

    @Test func aSilentDaemonIsLeft() {
        var stage = Stage.signedIn()
        _ = stage.takeSent()
        stage.now += 30_000
        stage.give(.woke)
        #expect(stage.takeSent().map { $0["type"]?.string } == ["ping"])
        stage.hear(#"{"type":"pong"}"#)
        stage.now += 90_000
        stage.give(.woke)
        #expect(stage.takeShown().contains("(disconnect)"))
    }

    /// Started anew with a customer at hand: the packet is asked for, and shown when it comes.
    @Test func aConsoleStartedAnewAsksForThePacket() {
        var stage = Stage()
        stage.signIn(assigned: #"{"conversation":"conv1","epoch":3,"seq":4,"note_seq":0}"#)
        #expect(stage.takeSent().last { $0["type"]?.string == "resume" }?["packet"]?.bool == true)
        stage.hear(#"{"type":"assigned","conversation":"conv1","epoch":3,"packet":\#(Stage.packet)}"#)
        #expect(stage.takeShown().contains("Camille"))
        // Only once: who has it does not ask again.
        stage.give(.disconnected)
        stage.signIn(assigned: #"{"conversation":"conv1","epoch":3,"seq":4,"note_seq":0}"#)
        #expect(stage.takeSent().last { $0["type"]?.string == "resume" }?["packet"] == nil)
    }

    /// A token made a moment ago may reach the daemon half a second later; a wrong one is tried twice, no more.
    @Test func aTokenIsTriedOnceMore() {
        var stage = Stage()
        stage.give(.connected)
        stage.hear(#"{"type":"hello","v":1,"heartbeat_ms":30000}"#)
        _ = stage.takeSent()
        let refusal = #"{"type":"error","code":"auth_failed","text":"x","fatal":false}"#
        stage.hear(refusal)
        #expect(stage.exitCode == nil && stage.takeSent().isEmpty)
        #expect(stage.console.wakeAt == stage.now + 1_000)
        stage.now += 1_000
        stage.give(.woke)
        #expect(stage.takeSent().map { $0["type"]?.string } == ["auth"])
        stage.hear(refusal)
        #expect(stage.exitCode == 1)
    }
}
