// A load generator for the line protocol: many customers of one site, each waiting for his answer before he speaks again.
//
//     BenchLoad PORT TOKEN CONNECTIONS SECONDS [PID]
//
// Prints replies per second, the time from `say` to the bot's sentence (p50, p99) and, with the daemon's process id, its
// CPU time per reply. Measure on a quiet machine, both sides in one run; see `scripts/bench`.

import Glibc

struct Peer {
    var descriptor: Int32
    var conversation = ""
    var sentAt: UInt64 = 0
    var buffer: [UInt8] = []
    var said = 0
    var isOpen = false
}

func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

func connectTo(_ port: UInt16) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let answer = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard answer == 0 else {
        print("BenchLoad: nobody listens on port \(port)")
        exit(2)
    }
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
    return descriptor
}

func transmit(_ descriptor: Int32, _ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
}

/// The text of a member that needs no unescaping.
func member(_ name: String, of line: ArraySlice<UInt8>) -> String? {
    let mark = Array("\"\(name)\":\"".utf8)
    guard let range = line.firstRange(of: mark) else { return nil }
    return String(decoding: line[range.upperBound...].prefix { $0 != 0x22 }, as: UTF8.self)
}

/// User and system time of a process in milliseconds.
func cpuMilliseconds(_ pid: String) -> Int {
    guard let file = fopen("/proc/\(pid)/stat", "r") else { return 0 }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = fread(&buffer, 1, buffer.count, file)
    let fields = String(decoding: buffer[..<count], as: UTF8.self).split(separator: " ")
    return fields.count > 14 ? ((Int(fields[13]) ?? 0) + (Int(fields[14]) ?? 0)) * 10 : 0
}

let arguments = CommandLine.arguments
guard arguments.count >= 5, let port = UInt16(arguments[1]), let count = Int(arguments[3]), count > 0,
    let seconds = Double(arguments[4])
else {
    print("usage: BenchLoad PORT TOKEN CONNECTIONS SECONDS [PID]")
    exit(64)
}
let token = arguments[2]
let texts = [
    "quels sont vos horaires", "hello", "what are your opening hours", "je ne comprends pas ma facture",
    "merci", "my internet is down", "comment changer de forfait", "where is my parcel",
]

var peers: [Peer] = []
for index in 0..<count {
    let descriptor = connectTo(port)
    transmit(descriptor, "{\"type\":\"hello\",\"v\":[1],\"client\":\"bench/1\",\"role\":\"site\"}")
    transmit(descriptor, "{\"type\":\"auth\",\"token\":\"\(token)\"}")
    transmit(
        descriptor,
        "{\"type\":\"open\",\"cid\":\"b\(getpid())-\(index)\",\"channel\":\"web\",\"lang\":\"fr\"}")
    peers.append(Peer(descriptor: descriptor))
}

@MainActor func speak(_ index: Int) {
    let text = texts[(index &+ peers[index].said) % texts.count]
    peers[index].said += 1
    peers[index].sentAt = nanoseconds()
    transmit(
        peers[index].descriptor,
        "{\"type\":\"say\",\"conversation\":\"\(peers[index].conversation)\",\"cid\":\"c\(peers[index].said)\",\"text\":\"\(text)\"}"
    )
}

/// An answer is the ack and whatever came with it; a conversation the desk has taken over gets no sentence, so the ack
/// is what is timed.
var latencies: [UInt64] = []
var errors = 0
var watched = peers.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
var part = [UInt8](repeating: 0, count: 65_536)
var opened = 0
var start: UInt64 = 0
var cpuBefore = 0
while true {
    if opened == count, start == 0 {
        start = nanoseconds()
        cpuBefore = arguments.count > 5 ? cpuMilliseconds(arguments[5]) : 0
        for index in 0..<count { speak(index) }
    }
    if start != 0, Double(nanoseconds() - start) / 1e9 >= seconds { break }
    guard poll(&watched, nfds_t(watched.count), 1_000) > 0 else { continue }
    for index in 0..<count where watched[index].revents != 0 {
        let received = recv(peers[index].descriptor, &part, part.count, 0)
        if received <= 0 {
            print("BenchLoad: the daemon closed a connection")
            exit(2)
        }
        peers[index].buffer += part[..<received]
        while let end = peers[index].buffer.firstIndex(of: 0x0A) {
            let line = peers[index].buffer[..<end]
            switch member("type", of: line) {
            case "opened":
                peers[index].conversation = member("conversation", of: line) ?? ""
                opened += 1
            case "ack":
                latencies.append(nanoseconds() - peers[index].sentAt)
                speak(index)
            case "error":
                errors += 1
                if errors == 1 { print(String(decoding: line, as: UTF8.self)) }
                if member("code", of: line) == "closed" { exit(2) }
            case "ping": transmit(peers[index].descriptor, "{\"type\":\"pong\"}")
            default: break
            }
            peers[index].buffer.removeFirst(end + 1 - peers[index].buffer.startIndex)
        }
    }
}
let elapsed = Double(nanoseconds() - start) / 1e9
latencies.sort()
@MainActor func percentile(_ share: Double) -> Double {
    latencies.isEmpty
        ? 0 : Double(latencies[min(latencies.count - 1, Int(Double(latencies.count) * share))]) / 1e6
}
let rate = Double(latencies.count) / elapsed
var report = "connections \(count)  replies \(latencies.count)  per second \(Int(rate))"
report += "  p50 ms \(percentile(0.5))  p99 ms \(percentile(0.99))  errors \(errors)"
if arguments.count > 5 {
    let cpu = cpuMilliseconds(arguments[5]) - cpuBefore
    report += "  server CPU µs per reply \(Int(Double(cpu) * 1_000 / Double(max(latencies.count, 1))))"
}
print(report)
