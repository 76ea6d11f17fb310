import Testing
import Text

@testable import Service

@Suite struct ServerSettingsTests {
    @Test(arguments: [
        ("127.0.0.1:7878", "127.0.0.1:7878"), (":80", "127.0.0.1:80"), ("9000", "127.0.0.1:9000"),
        ("[::1]:5", "[::1]:5"), ("shop.example:443", "shop.example:443"), ("0.0.0.0:0", "0.0.0.0:0"),
    ])
    func endpointsAreRead(text: String, expected: String) {
        #expect(ServerSettings.Endpoint(text)?.text == expected)
    }

    @Test(arguments: ["", "a:b", "1.2.3.4:70000", "::1:80", "[::1]", "[host]:1", ":-1", ":+5", "a b:1", "x:"])
    func otherTextsAreNoEndpoints(text: String) {
        #expect(ServerSettings.Endpoint(text) == nil)
    }

    @Test func fileSetsWhatItNames() throws {
        var settings = ServerSettings()
        try settings.read(
            Array("# daemon\r\n\n tcp = 0.0.0.0:1 \nunix= /run/r.sock\nhttp = off\nsite-rate =7\n".utf8))
        #expect(settings.tcp?.text == "0.0.0.0:1")
        #expect(settings.unix == "/run/r.sock")
        #expect(settings.http == nil)
        #expect(settings.siteRate == 7)
        #expect(settings.data == "data")
    }

    @Test(arguments: [
        ("tcp = 1\ntpc = 2", 2, "unknown key 'tpc'"), ("\n\nnonsense", 3, "expected 'key = value'"),
        ("tcp = x", 1, "tcp: 'x' is not"), ("tcp = 1\n# c\ntcp = 2", 3, "was set in line 1"),
        ("site-rate = 0", 1, "site-rate: '0' is not a whole number"), ("data =", 1, "data: needs a path"),
        ("drain-ms = 99999999999999999999", 1, "drain-ms"),
    ])
    func mistakesAreNamedWithTheirLine(text: String, line: Int, why: String) {
        var settings = ServerSettings()
        do throws(ServerSettings.FileMistake) {
            try settings.read(Array(text.utf8))
            Issue.record("no mistake found")
        } catch {
            #expect(error.line == line)
            #expect(error.why.en.contains(why) && error.why.fr != error.why.en, "\(error.why)")
        }
    }

    @Test func badUTF8IsAMistake() {
        var settings = ServerSettings()
        #expect(
            throws: ServerSettings.FileMistake(
                line: 2, why: Bilingual(en: "is not UTF-8", fr: "n'est pas en UTF-8"))
        ) {
            try settings.read(Array("bot = x\n".utf8) + [0xFF, 0x0A])
        }
    }

    @Test func everyKeyCanBeSet() throws {
        for key in ServerSettings.keys {
            var settings = ServerSettings()
            let values = ["proxy": "127.0.0.1, ::1", "echo": "on", "log": "json", "log-level": "error"]
            try settings.set(key, values[key] ?? "7")
            #expect(settings != ServerSettings(), "\(key)")
        }
        var settings = ServerSettings()
        #expect(throws: ServerSettings.BadValue.self) { try settings.set("log-level", "loud") }
    }
}
