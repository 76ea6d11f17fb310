/// One line of `name=value` words, for people and for `scripts/bench`.
struct Report {
    private var words: [String] = []

    mutating func add(_ name: String, _ value: Int) { words.append("\(name)=\(value)") }

    /// Two digits behind the point.
    mutating func add(_ name: String, _ value: Double) {
        words.append("\(name)=\((value * 100).rounded() / 100)")
    }

    mutating func add(latencies: [UInt64]) {
        let sorted = latencies.sorted()
        let share = { (share: Double) -> Double in
            sorted.isEmpty
                ? 0 : Double(sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]) / 1e6
        }
        add("p50_ms", share(0.5))
        add("p99_ms", share(0.99))
        add("p999_ms", share(0.999))
    }

    mutating func add(cpu: [(thread: String, time: UInt64)], replies: Int) {
        let all = cpu.reduce(0) { $0 + $1.time }
        add("cpu_us", Double(all) / 1e3 / Double(max(1, replies)))
        for (thread, time) in cpu {
            // The loop runs on the process's first thread, which bears the program's name.
            var name = thread.hasPrefix("relais-") ? String(thread.dropFirst(7)) : "loop"
            if thread.hasPrefix("-") { name = "other" }
            add("cpu_\(name)_us", Double(time) / 1e3 / Double(max(1, replies)))
        }
    }

    var text: String { words.joined(separator: " ") }
}
