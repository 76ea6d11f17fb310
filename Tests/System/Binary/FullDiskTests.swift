import Glibc
import JSON
import TestSupport
import Testing

/// A disk of three megabytes that fills up and is emptied again. Only root can make one; others skip this.
@Suite(.serialized, .enabled(if: geteuid() == 0, "needs a file system of its own")) struct FullDiskTests {
    /// A small file system, unmounted with the test.
    final class SmallDisk {
        let path: String
        let isMounted: Bool

        init(_ folder: TemporaryFolder) {
            path = folder.path + "/disk"
            mkdir(path, 0o700)
            isMounted = Glibc.mount("tmpfs", path, "tmpfs", 0, "size=3m") == 0
        }

        deinit { if isMounted { umount(path) } }
    }

    @Test func fullDiskIsSaidNotAcknowledgedAndOvercome() throws {
        let folder = TemporaryFolder()
        let disk = SmallDisk(folder)
        // A container may forbid it even to root.
        guard disk.isMounted else { return }
        let daemon = try DaemonProcess(["--data", disk.path])
        defer { daemon.kill() }
        let client = try LineClient(port: daemon.port)
        try client.hello()
        let (conversation, _) = try client.open()
        #expect(try client.ask(conversation, cid: "before", "tell me the version") == "Version one.")

        let junk = disk.path + "/junk"
        fill(junk)
        // The log still has room where it was written before; sooner or later it must grow.
        var refusal: JSONValue?
        for number in 0..<200 where refusal == nil {
            client.say(conversation, cid: "full\(number)", "tell me the version")
            usleep(60_000)
            client.pump(milliseconds: 500)
            refusal = client.waiting.first { $0["code"]?.string == "storage" }
            client.forgetWaiting()
        }
        let refused = try #require(refusal, "the disk never filled")
        let cid = try #require(refused["cid"]?.string)
        #expect(eventually { (try? get(daemon.pagePort, "/health").hasPrefix("HTTP/1.1 503")) == true })
        #expect(try get(daemon.pagePort, "/health").contains("no space left"))
        #expect(try get(daemon.pagePort, "/health/live").hasPrefix("HTTP/1.1 200"))

        unlink(junk)
        #expect(eventually { (try? get(daemon.pagePort, "/health").hasPrefix("HTTP/1.1 200")) == true })
        // What was refused was not stored: the same cid is new now.
        let again = try LineClient(port: daemon.port)
        try again.hello()
        let (other, _) = try again.open()
        #expect(try again.ask(other, cid: "after", "tell me the version") == "Version one.")
        client.say(conversation, cid: cid, "tell me the version")
        let ack = try client.expect("ack", cid: cid)
        #expect(ack["dup"]?.bool != true)
        #expect(daemon.terminate() == 0)
        #expect(Binary.run("verify", "--data", disk.path).code == 0)
    }

    private func fill(_ path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 1, count: 4_096)
        while write(descriptor, block, block.count) > 0 {}
    }
}
