// What reading a message and finding an article cost, measured inside one process by the CPU time of the thread, which
// other users of the machine disturb less than the clock on the wall. `scripts/bench-text` builds and calls it.
//
//     BenchText fold FILE [FIELD]   lines of a file (of a table: the FIELD-th, from 1): nanoseconds a line
//     BenchText lines               a customer's line of JSON read, an event written: nanoseconds each
//     BenchText search COUNT        COUNT made-up articles: seconds to index, memory, microseconds a question

import Glibc
import Knowledge
import Learning
import Text

func nanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}

func fail(_ why: String) -> Never {
    print("BenchText: \(why)")
    exit(64)
}

let words = CommandLine.arguments
switch (words.count, words.dropFirst().first) {
case (3...4, "fold"): foldBench(words[2], field: words.count > 3 ? Int(words[3]) ?? 1 : nil)
case (2, "lines"): lineBench()
case (3, "search"): searchBench(Int(words[2]) ?? 0)
default: fail("usage: BenchText fold FILE [FIELD] | BenchText lines | BenchText search COUNT")
}
