import Glibc
import JSON
import TestSupport
import Testing

/// Nothing acknowledged is lost and nothing is there twice, whenever the daemon is killed.
@Suite(.serialized) struct CrashTests {
    @Test func killedInTheMiddleOfTrafficLosesNothing() throws {
        let daemon = try DaemonProcess()
        let token = try daemon.token(["site", "add", "shop"])
        var client = try LineClient(port: daemon.port)
        // The daemon looks for new accounts twice a second.
        let known = try eventually {
            client = try LineClient(port: daemon.port)
            client.send("{\"type\":\"hello\",\"v\":[1],\"client\":\"t\",\"role\":\"site\"}")
            client.send("{\"type\":\"auth\",\"token\":\"\(token)\"}")
            _ = try client.expect("hello")
            client.pump(milliseconds: 500)
            return client.waiting.contains { $0["type"]?.string == "ready" }
        }
        try #require(known)
        let (conversation, _) = try client.open(cid: "the-one")
        /// cid → seq as acknowledged.
        var acknowledged: [String: Int] = [:]
        var next = 0
        for round in 0..<5 {
            let end = milliseconds() + 40 + Int64(round) * 35
            while milliseconds() < end {
                client.send(
                    "{\"type\":\"page\",\"conversation\":\"\(conversation)\",\"cid\":\"c\(next)\",\"url\":\"/\(next)\"}"
                )
                client.say(conversation, cid: "s\(next)", "tell me the version")
                next += 1
                // A handful under way at any moment, so that the blow falls between them.
                repeat {
                    client.pump(milliseconds: 2)
                    take(client, &acknowledged)
                } while acknowledged.count < 2 * (next - 4) && milliseconds() < end
            }
            daemon.kill()
            while !client.isClosed { client.pump(milliseconds: 100) }
            take(client, &acknowledged)
            try daemon.start()
            client = try LineClient(port: daemon.port)
            try client.hello("site", token: token)
            // The same open gives the same conversation.
            #expect(try client.open(cid: "the-one").conversation == conversation)
            // Everything again: what was acknowledged has its old seq, everything is there once.
            var seen: [Int: String] = [:]
            for number in 0..<next {
                client.say(conversation, cid: "s\(number)", "tell me the version")
                let ack = try client.expect("ack", cid: "s\(number)")
                let seq = try #require(ack["seq"]?.int)
                if let old = acknowledged["s\(number)"] {
                    #expect(seq == old)
                    #expect(ack["dup"]?.bool == true)
                }
                acknowledged["s\(number)"] = seq
                #expect(seen.updateValue("s\(number)", forKey: Int(seq)) == nil, "seq \(seq) twice")
            }
        }
        #expect(next > 5)
        // A copy made while it runs is whole.
        let copy = TemporaryFolder()
        let backup = copy.path + "/relais.sqlite"
        #expect(Binary.run("backup", backup, "--data", daemon.recordPath).code == 0)
        #expect(Binary.run("backup", backup, "--data", daemon.recordPath).code == 2)
        #expect(Binary.run("verify", "--data", copy.path).code == 0)
        #expect(daemon.terminate() == 0)
        #expect(Binary.run("verify", "--data", daemon.recordPath).code == 0)
        #expect(try sequenceIsWhole(daemon, token: token, conversation))
    }

    private func take(_ client: LineClient, _ acknowledged: inout [String: Int]) {
        for value in client.waiting where value["type"]?.string == "ack" {
            if let cid = value["cid"]?.string, let seq = value["seq"]?.int { acknowledged[cid] = seq }
        }
    }

    /// After a restart, a reader from the beginning gets 1, 2, 3 … without gap or repeat.
    private func sequenceIsWhole(_ daemon: DaemonProcess, token: String, _ conversation: String) throws
        -> Bool
    {
        try daemon.start()
        let client = try LineClient(port: daemon.port)
        try client.hello("site", token: token)
        client.send("{\"type\":\"resume\",\"conversation\":\"\(conversation)\",\"last_seq\":0}")
        let resumed = try client.expect("resumed")
        let last = try #require(resumed["to"]?.int)
        var next = 1
        while next <= last {
            let event = try client.expect("event")
            if event["seq"]?.int != next { return false }
            next += 1
        }
        return true
    }
}
