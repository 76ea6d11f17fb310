import Glibc
import Testing

@testable import Service

@Suite struct ConnectionTableTests {
    func connection(_ number: UInt64) -> ServerConnection {
        ServerConnection(
            number: number, descriptor: -1, listener: .unix,
            peer: PeerAddress(sockaddr_storage(), kind: .unix), at: 0)
    }

    @Test func numbersAreNeverUsedTwice() throws {
        var table = ConnectionTable()
        var seen: Set<UInt64> = []
        for _ in 0..<1_000 {
            let reserved = table.reserve()
            let number = try #require(reserved)
            #expect(seen.insert(number).inserted)
            #expect(number >= Server.Token.firstConnection)
            let one = connection(number)
            table.insert(one)
            #expect(table[number] === one)
            table.remove(one)
            table.remove(one)
            #expect(table[number] == nil)
        }
        #expect(table.count == 0)
    }

    @Test func aClosedNumberFindsNobodyInItsOldSlot() throws {
        var table = ConnectionTable()
        let one = table.reserve()
        let first = connection(try #require(one))
        table.insert(first)
        table.remove(first)
        let two = table.reserve()
        let second = connection(try #require(two))
        table.insert(second)
        #expect(table[first.number] == nil)
        #expect(table[second.number] === second)
        #expect(table.all.count == 1)
    }
}

@Suite struct DeadlineQueueTests {
    @Test func dueOnesComeInOrder() {
        var queue = DeadlineQueue(afterMilliseconds: 10)
        for number in 0..<3_000 { queue.set(UInt64(number), at: Int64(number)) }
        #expect(queue.next == 10)
        let early = queue.take(due: 9)
        #expect(early == nil)
        for number in 0..<3_000 {
            let taken = queue.take(due: Int64(number) + 10)
            #expect(taken?.number == UInt64(number))
            let more = queue.take(due: Int64(number) + 10)
            #expect(more == nil)
        }
        #expect(queue.next == nil)
    }
}

@Suite struct OutBufferTests {
    @Test func whatTheKernelDoesNotTakeIsSentLater() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK, 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        var buffer = OutBuffer()
        let bytes = (0..<2_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        buffer.append(Array(bytes[..<700_000]))
        buffer.append(Array(bytes[700_000...]))
        var received: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 100_000)
        var wasPartly = false
        while true {
            let sending = buffer.send(to: ends[0])
            if sending == .partly { wasPartly = true }
            try #require(sending != .broken)
            while true {
                let count = recv(ends[1], &part, part.count, 0)
                if count <= 0 { break }
                received += part[..<count]
            }
            if sending == .all { break }
        }
        #expect(wasPartly)
        #expect(buffer.isEmpty)
        #expect(received == bytes)
    }

    @Test func aPeerThatIsGoneIsBrokenAndNoSignal() throws {
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK, 0, &ends) == 0)
        close(ends[1])
        var buffer = OutBuffer()
        buffer.append([1])
        let sending = buffer.send(to: ends[0])
        #expect(sending == .broken)
        close(ends[0])
    }
}

@Suite struct HostGuardTests {
    @Test func onlyOurNamesAreServed() {
        let hosts = HostGuard(
            listening: "Chat.Local", origins: ["https://shop.example:8443", "http://b.example"])
        for host in [
            "localhost", "LOCALHOST:7880", "127.0.0.1:1", "[::1]:80", "chat.local", "shop.example",
            "b.example:1",
        ] {
            #expect(hosts.allows(host: host), "\(host)")
        }
        for host in ["evil.example", "shop.example.evil", "localhost.evil:80", "[::2]", ""] {
            #expect(!hosts.allows(host: host), "\(host)")
        }
    }
}
