import Sessions
import Testing

@testable import Service

@Suite struct MetricsTests {
    @Test func aPageIsWhatPrometheusReads() {
        var page = MetricsText()
        page.gauge("relais_ready", "Ready.", 1)
        page.counters("relais_reloads_total", "Loads.", by: "result", ["loaded": 2, "a\"b\\c\nd": 1])
        page.counters("relais_nothing_total", "Nothing.", by: "x", [:])
        var histogram = Histogram(bounds: [0.5, 1])
        for value in [0.25, 0.75, 7] { histogram.add(value) }
        page.histogram("relais_reply_seconds", "Replies.", histogram)
        #expect(
            page.text == """
                # HELP relais_ready Ready.
                # TYPE relais_ready gauge
                relais_ready 1
                # HELP relais_reloads_total Loads.
                # TYPE relais_reloads_total counter
                relais_reloads_total{result="a\\"b\\\\c\\nd"} 1
                relais_reloads_total{result="loaded"} 2
                # HELP relais_reply_seconds Replies.
                # TYPE relais_reply_seconds histogram
                relais_reply_seconds_bucket{le="0.5"} 1
                relais_reply_seconds_bucket{le="1"} 2
                relais_reply_seconds_bucket{le="+Inf"} 3
                relais_reply_seconds_sum 8
                relais_reply_seconds_count 3

                """)
    }

    @Test func repliesAreTimedInOrderAndLostOnesPassedOver() {
        var measures = ServerMeasures()
        for number in 1...4 as ClosedRange<UInt64> {
            measures.began(BatchID(number: number), at: Int64(number) * 1_000_000)
        }
        measures.answered(BatchID(number: 1), at: 2_000_000)
        // 2 failed: nobody answered it.
        measures.answered(BatchID(number: 3), at: 5_000_000)
        #expect(measures.replySeconds.count == 2)
        #expect(measures.replySeconds.sum == 0.003)
        measures.answered(BatchID(number: 9), at: 6_000_000)
        #expect(measures.replySeconds.count == 2)
    }

    @Test func theProcessKnowsItself() {
        let facts = ProcessFacts()
        #expect(facts.residentBytes > 1_000_000 && facts.openDescriptors > 2 && facts.maximumDescriptors > 0)
        #expect(ProcessFacts.freeBytes(at: "/").map { $0 > 0 } == true)
        #expect(ProcessFacts.freeBytes(at: "/no/such/place") == nil)
    }

    @Test func readinessNamesItsReasons() {
        var health = Health()
        #expect(health.isReady && health.reasons.isEmpty)
        health.backlog = Health.backlogLimit
        health.isDeskLost = true
        health.isDraining = true
        health.storage = "no space"
        #expect(!health.isReady)
        let first = health.reasons.map { String($0.prefix { $0 != ":" }) }
        #expect(first == ["draining", "storage", "backlog", "desk"])
    }

    @Test func whileTrainingItIsAliveAndNotReady() {
        #expect(WaitingRoom.reply(to: "GET /health/live HTTP/1.1\r\n").status == 200)
        let answer = WaitingRoom.reply(to: "GET /ready HTTP/1.1\r\n")
        #expect(answer.status == 503)
        #expect(String(decoding: answer.body, as: UTF8.self).contains(#""reasons":["training"]"#))
    }

    @Test func aLogLineInJSONIsOneObject() {
        let line = Log.line(
            "a", ["k": "x\"\n\u{1B}\u{2028}y"], level: .warning, atMilliseconds: 0, .json)
        #expect(
            line == "{\"ts\":\"1970-01-01T00:00:00.000Z\",\"level\":\"warning\",\"event\":\"a\","
                + "\"k\":\"x\\\"\u{FFFD}\u{FFFD}\u{FFFD}y\"}\n")
        #expect(Log.Level.info < .warning && Log.Level.warning < .error)
    }
}
