import Glibc
import TestSupport
import Testing

/// Whatever is wrong at the start is said in one line, with a defined exit code.
@Suite(.serialized) struct StartFailureTests {
    let bot = TemporaryFolder()
    let data = TemporaryFolder()

    init() {
        SmallBot.write(to: bot)
    }

    func serve(_ extra: String...) -> (code: Int32, error: String) {
        let folder = TemporaryFolder()
        let process = ChildProcess(
            [
                Binary.path, "serve", "--bot", bot.path, "--data", data.path, "--tcp", "127.0.0.1:0",
                "--http", "off",
            ]
                + extra, out: folder.path + "/out", error: folder.path + "/error")
        return (process.wait(), File.text(folder.path + "/error"))
    }

    func expect(_ result: (code: Int32, error: String), _ code: Int32, _ parts: String...) {
        #expect(result.code == code, "\(result.error)")
        #expect(result.error.hasPrefix("relais: ") || code == 1, "\(result.error)")
        for part in parts { #expect(result.error.contains(part), "\(result.error)") }
    }

    @Test func portInUse() throws {
        let daemon = try DaemonProcess()
        expect(
            serve("--tcp", "127.0.0.1:\(daemon.port)"), 2, "127.0.0.1:\(daemon.port)",
            "Address already in use")
    }

    @Test func recordInUse() throws {
        let daemon = try DaemonProcess()
        expect(serve("--data", daemon.recordPath), 2, "another Relais daemon is using")
    }

    @Test func missingFolders() {
        expect(serve("--bot", bot.path + "/none"), 2, "\(bot.path)/none does not exist")
        expect(serve("--bot", data.path), 2, "Flows")
        expect(serve("--data", data.path + "/no/no"), 2, "does not exist")
    }

    @Test func dataFolderThatCannotBeWritten() {
        // /proc takes no files from anybody, root included.
        expect(serve("--data", "/proc/self"), 2, "record")
        expect(serve("--data", "/dev/null"), 2)
    }

    @Test func damagedRecord() {
        data.put("relais.sqlite", "this is no record, whatever its name says")
        expect(serve(), 2, "relais.sqlite is damaged or not a Relais record")
    }

    @Test func mistakesInTheBotsFiles() {
        bot.put("Flows/small.flow", SmallBot.flow(version: "x") + "go nowhere\nslot slot slot\n")
        expect(serve(), 1, "Flows/small.flow:", "errors")
    }

    @Test func wrongFlags() {
        expect(serve("--prot", "1"), 64, "unknown option --prot")
        expect(serve("--tcp", "nowhere"), 64, "--tcp", "'nowhere' is not HOST:PORT")
        expect(serve("--tcp"), 64, "needs a value")
        expect(serve("extra"), 64, "unexpected argument 'extra'")
        expect(serve("--tcp", "off"), 64, "every listener is off")
    }

    @Test func mistakesInTheConfigurationFile() {
        data.put("c", "# settings\ntpc = 127.0.0.1:1\n")
        expect(serve("--config", data.path + "/c"), 64, "c:2", "unknown key 'tpc'")
        expect(serve("--config", data.path + "/none"), 2, "No such file")
    }

    @Test func unixSocketTrouble() {
        data.put("file", "x")
        expect(serve("--unix", data.path + "/file"), 2, "is no socket")
        expect(serve("--unix", data.path + "/" + String(repeating: "y", count: 120)), 2, "107 octets")
    }

    @Test func clockThatIsNone() {
        expect(serve("--clock", data.path + "/none"), 2)
    }
}
