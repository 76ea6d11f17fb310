// The limit of the disk: appends and one fdatasync, again and again, and nothing else. `scripts/bench` prints it beside
// the daemon's figures, in the same run and on the same file system.
//
//     BenchSync FILE SECONDS [OCTETS [TURNS]]
//
// Each round appends TURNS times OCTETS (1 × 1,024) in one write and syncs. Prints rounds a second, their p50 and p99.

import Glibc

func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

let words = CommandLine.arguments
guard words.count >= 3, let seconds = Double(words[2]), seconds > 0,
    let octets = words.count > 3 ? Int(words[3]) : 1_024, let turns = words.count > 4 ? Int(words[4]) : 1,
    octets > 0, turns > 0, octets * turns <= 1 << 24
else {
    print("usage: BenchSync FILE SECONDS [OCTETS [TURNS]]")
    exit(64)
}
let file = open(words[1], O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
guard file >= 0 else {
    print("BenchSync: \(words[1]): \(String(cString: strerror(errno)))")
    exit(2)
}
let block = [UInt8](repeating: 0x61, count: octets * turns)
var times: [UInt64] = []
let start = nanoseconds()
while nanoseconds() - start < UInt64(seconds * 1e9) {
    let before = nanoseconds()
    guard write(file, block, block.count) == block.count, fdatasync(file) == 0 else {
        print("BenchSync: \(String(cString: strerror(errno)))")
        exit(2)
    }
    times.append(nanoseconds() - before)
}
let elapsed = Double(nanoseconds() - start) / 1e9
unlink(words[1])
times.sort()
let rate = Double(times.count) / elapsed
let p50 = Double(times[times.count / 2]) / 1e6
let p99 = Double(times[min(times.count - 1, times.count * 99 / 100)]) / 1e6
print(
    "rounds_per_second=\(Int(rate)) turns_per_second=\(Int(rate * Double(turns))) p50_ms=\(p50) p99_ms=\(p99)"
)
