import Testing

@testable import Service

@Suite struct LogTests {
    @Test func oneEventIsOneLine() {
        let line = Log.line(
            "said", ["a": "x\ny", "b": "\u{1B}[31m", "c": "\u{2028}", "d": "\"q\" \\"], level: .info,
            atMilliseconds: 0)
        #expect(
            line
                == "1970-01-01T00:00:00.000Z info said a=\"x\\u{a}y\" b=\"\\u{1b}[31m\" c=\"\\u{2028}\" d=\"\\\"q\\\" \\\\\"\n"
        )
    }

    @Test func plainValuesStandUnquoted() {
        #expect(Log.escaped("127.0.0.1:80") == "127.0.0.1:80")
        #expect(Log.escaped("") == "\"\"")
        #expect(Log.escaped("a=b") == "\"a=b\"")
        #expect(Log.escaped("été") == "\"été\"")
        #expect(Log.escaped("\u{202E}x") == "\"\\u{202e}x\"")
    }

    @Test func timeIsUTC() {
        #expect(Log.timestamp(1_795_310_000_123) == "2026-11-22T01:13:20.123Z")
    }
}
