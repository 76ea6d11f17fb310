// A load generator for the line protocol: many customers of one site, each waiting for his answer before he speaks
// again, or several messages under way on each connection. See README.md in this folder and `scripts/bench`.

import Glibc

@MainActor func main() -> Int32 {
    guard let arguments = Arguments(Array(CommandLine.arguments.dropFirst())) else {
        print(Arguments.usage)
        return 64
    }
    var report = Report()
    var load = Load(arguments)
    let atRest = arguments.pid.map(ServerUsage.init(of:)) ?? ServerUsage()
    do throws(Load.Failure) {
        try load.connect()
        if arguments.mode == .hold {
            // Long enough for the server to have written and forgotten everything of the opening.
            usleep(UInt32(arguments.seconds * 1e6))
        }
        let before = arguments.pid.map(ServerUsage.init(of:)) ?? ServerUsage()
        if arguments.mode == .hold {
            try load.speakOnce()
        } else {
            var last = (replies: 0, elapsed: 0.0, usage: before)
            try load.speak { load in
                let usage = arguments.pid.map(ServerUsage.init(of:)) ?? ServerUsage()
                let replies = load.latencies.count - last.replies
                var slice = Report()
                slice.add("until", load.latencies.count)
                slice.add("per_second", Int(Double(replies) / max(load.elapsed - last.elapsed, 1e-9)))
                slice.add(latencies: Array(load.latencies[last.replies...]))
                slice.add(cpu: usage.nanoseconds(since: last.usage), replies: replies)
                slice.add("rss_kb", usage.residentBytes / 1_024)
                print("slice " + slice.text)
                last = (load.latencies.count, load.elapsed, usage)
            }
        }
        let after = arguments.pid.map(ServerUsage.init(of:)) ?? ServerUsage()
        let replies = load.latencies.count
        report.add("connections", arguments.connections)
        report.add("replies", replies)
        report.add("per_second", Int(Double(replies) / max(load.elapsed, 1e-9)))
        report.add(latencies: load.latencies)
        report.add("opened", load.opened)
        report.add("without_sentence", load.withoutSentence)
        if arguments.pid != nil {
            report.add(cpu: after.nanoseconds(since: before), replies: replies)
            report.add("rss_kb", after.residentBytes / 1_024)
            let grown = Double(before.residentBytes - atRest.residentBytes)
            report.add("rss_per_connection_bytes", Int(grown / Double(arguments.connections)))
        }
        report.add("errors", load.errors.values.reduce(0, +))
        print(report.text)
        for (code, count) in load.errors.sorted(by: { $0.key < $1.key }) { print("error \(code): \(count)") }
        return load.errors.isEmpty ? 0 : 1
    } catch {
        switch error {
        case .connect(let code): print("BenchLoad: cannot connect: \(String(cString: strerror(code)))")
        case .closed(let why): print("BenchLoad: the server closed a connection (\(why))")
        case .stalled(let what): print("BenchLoad: no progress for a minute: \(what)")
        }
        return 2
    }
}

exit(main())
