import Glibc
import JSON
import TestSupport
import Testing

/// The daemon as a whole: what its clients, operators and administrators see of it.
@Suite(.serialized) struct ServingTests {
    @Test func aConversationGoesThroughFlowsAndPrograms() throws {
        let daemon = try DaemonProcess()
        let client = try LineClient(port: daemon.port)
        try client.hello()
        let (conversation, _) = try client.open()
        #expect(try client.ask(conversation, cid: "1", "tell me the version") == "Version one.")
        #expect(try client.ask(conversation, cid: "2", "where is my parcel") == "Which number?")
        #expect(try client.ask(conversation, cid: "3", "A12") == "It is in Lyon.")
    }

    @Test func unixSocketServesTheSameAndIsGoneAfterwards() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/s"
        let daemon = try DaemonProcess(["--unix", path])
        var information = stat()
        #expect(stat(path, &information) == 0 && information.st_mode & 0o777 == 0o600)
        #expect(daemon.terminate() == 0)
        #expect(access(path, F_OK) != 0)
    }

    @Test func linesMayComeInAnyPieces() throws {
        let daemon = try DaemonProcess()
        let client = try LineClient(port: daemon.port)
        for byte in Array(
            "{\"type\":\"hello\",\"v\":[1],\"client\":\"t\",\"role\":\"customer\"}\r\n\r\n".utf8)
        {
            client.send([byte])
        }
        _ = try client.expect("hello")
        let (conversation, _) = try client.open()
        var many: [UInt8] = []
        for number in 0..<10 {
            many += Array(
                "{\"type\":\"page\",\"conversation\":\"\(conversation)\",\"cid\":\"p\(number)\",\"url\":\"/\"}\n"
                    .utf8)
        }
        client.send(many)
        for number in 0..<10 { _ = try client.expect("ack", cid: "p\(number)") }
    }

    @Test func halfALineBeforeTheEndIsNothing() throws {
        let daemon = try DaemonProcess()
        let one = try LineClient(port: daemon.port)
        try one.hello()
        let (conversation, resume) = try one.open()
        _ = try one.ask(conversation, cid: "1", "tell me the version")
        one.send(Array("{\"type\":\"say\",\"conversation\":\"\(conversation)\",\"cid\":\"2\",\"te".utf8))
        shutdown(one.descriptor, Int32(SHUT_RDWR))
        let two = try LineClient(port: daemon.port)
        try two.hello()
        two.send(
            "{\"type\":\"resume\",\"conversation\":\"\(conversation)\",\"resume\":\"\(resume)\",\"last_seq\":0}"
        )
        #expect(try two.expect("resumed")["last_cid"]?.string == "1")
    }

    @Test func tenMegabytesWithoutAnEndAreRefusedAndNeighboursServed() throws {
        let daemon = try DaemonProcess()
        let neighbour = try LineClient(port: daemon.port)
        try neighbour.hello()
        let (conversation, _) = try neighbour.open()
        let client = try LineClient(port: daemon.port)
        try client.hello()
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
        var sent = 0
        while sent < 10 << 20, client.send(piece) { sent += piece.count }
        #expect(try client.expect("error")["code"]?.string == "too_large")
        #expect(client.waitForClose())
        #expect(try neighbour.ask(conversation, cid: "1", "tell me the version") == "Version one.")
        // What was thrown away was not kept.
        let status = File.text("/proc/\(daemon.process?.id ?? 0)/status")
        let size = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        #expect((Int(size.filter(\.isNumber)) ?? .max) < 120_000, "\(size)")
    }

    @Test func otherProtocolsGetOneErrorLine() throws {
        let daemon = try DaemonProcess()
        for opening: [UInt8] in [
            [0x16, 0x03, 0x01, 0x02, 0x00], Array("GET / HTTP/1.1\r\n\r\n".utf8), Array("SSH-2.0-x\r\n".utf8),
        ] {
            let client = try LineClient(port: daemon.port)
            client.send(opening)
            #expect(try client.expect("error")["code"]?.string == "bad_json")
            #expect(client.waitForClose())
        }
    }

    @Test func withoutDescriptorsItSaysBusyWaitsQuietlyAndRecovers() throws {
        let daemon = try DaemonProcess(fileLimit: 40)
        let first = try LineClient(port: daemon.port)
        try first.hello()
        let (conversation, _) = try first.open()
        var crowd: [LineClient] = []
        for _ in 0..<80 { crowd.append(try LineClient(port: daemon.port)) }
        let refused = eventually {
            for client in crowd { client.pump(milliseconds: 0) }
            return crowd.contains { client in client.waiting.contains { $0["code"]?.string == "busy" } }
        }
        #expect(refused)
        #expect(try first.ask(conversation, cid: "1", "tell me the version") == "Version one.")
        let before = cpuTicks(daemon)
        usleep(500_000)
        // 50 ticks pass in this time on one core: spinning would take them all.
        #expect(cpuTicks(daemon) - before < 15)
        crowd = []
        let recovered = try eventually {
            let client = try LineClient(port: daemon.port)
            client.send("{\"type\":\"hello\",\"v\":[1],\"client\":\"t\",\"role\":\"customer\"}")
            client.pump(milliseconds: 1_000)
            return client.waiting.contains { $0["type"]?.string == "hello" }
        }
        #expect(recovered)
    }

    /// User and system time in ticks of 10 ms.
    private func cpuTicks(_ daemon: DaemonProcess) -> Int {
        let fields = File.text("/proc/\(daemon.process?.id ?? 0)/stat").split(separator: " ")
        guard fields.count > 14 else { return 0 }
        return (Int(fields[13]) ?? 0) + (Int(fields[14]) ?? 0)
    }

    @Test func termDrainsAndEndsWithZero() throws {
        let daemon = try DaemonProcess()
        let client = try LineClient(port: daemon.port)
        try client.hello()
        let (conversation, _) = try client.open()
        _ = try client.ask(conversation, cid: "1", "tell me the version")
        let began = milliseconds()
        daemon.process?.signal(SIGTERM)
        let drain = try client.expect("drain")
        #expect(drain["retry_ms"]?.int != nil)
        #expect(client.waitForClose())
        #expect(daemon.process?.wait() == 0)
        #expect(milliseconds() - began < 10_000)
        #expect(daemon.log.contains(" ended clean=yes"))
        try daemon.start()
        #expect(daemon.terminate() == 0)
    }

    @Test func changedFilesAreServedAndBadOnesAreNot() throws {
        let daemon = try DaemonProcess()
        let client = try LineClient(port: daemon.port)
        try client.hello()
        let (conversation, _) = try client.open()
        var number = 0
        func version() throws -> String {
            number += 1
            // Slowly: a customer's rate is limited.
            usleep(250_000)
            return try client.ask(conversation, cid: "v\(number)", "tell me the version")
        }
        #expect(try version() == "Version one.")
        SmallBot.writeFlow(to: daemon.bot, version: "two")
        #expect(try eventually { try version() == "Version two." })
        daemon.bot.put("Flows/small.flow", SmallBot.flow(version: "three") + "nonsense here\n")
        #expect(eventually { daemon.log.contains("bot-refused") })
        #expect(daemon.log.contains("Flows/small.flow:"))
        #expect(try version() == "Version two.")
        let health = try get(daemon.pagePort, "/health")
        #expect(health.hasPrefix("HTTP/1.1 200") && health.contains("Flows/small.flow:"))
        SmallBot.writeFlow(to: daemon.bot, version: "four")
        daemon.process?.signal(SIGHUP)
        #expect(try eventually { try version() == "Version four." })
        #expect(try !get(daemon.pagePort, "/health").contains("Flows/small.flow:"))
    }

    @Test func accountsComeAndGoBesideTheRunningDaemon() throws {
        let daemon = try DaemonProcess()
        let token = try daemon.token(["agent", "add", "Claire", "--skills", "fr"])
        let client = try LineClient(port: daemon.port)
        let signedIn = try eventually {
            let client = try LineClient(port: daemon.port)
            client.send("{\"type\":\"hello\",\"v\":[1],\"client\":\"t\",\"role\":\"agent\"}")
            client.send("{\"type\":\"auth\",\"token\":\"\(token)\"}")
            _ = try client.expect("hello")
            client.pump(milliseconds: 500)
            return client.waiting.contains { $0["type"]?.string == "ready" }
        }
        #expect(signedIn)
        try client.hello("agent", token: token)
        #expect(Binary.run("agent", "revoke", "Claire", "--data", daemon.recordPath).code == 0)
        let began = milliseconds()
        #expect(client.waitForClose())
        #expect(milliseconds() - began < 1_000)
        #expect(!daemon.log.contains(token))
    }
}
