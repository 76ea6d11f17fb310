import Glibc
import TestSupport
import Testing

@testable import Service

@Suite(.serialized) struct ChildProgramTests {
    let folder = TemporaryFolder()

    init() {
        // As the daemon does: a program need not read what it is given.
        signal(SIGPIPE, SIG_IGN)
    }

    func run(_ script: String, input: String = "", limit: Int = 1_000, within: Int64 = 5_000)
        -> ExternalResult
    {
        folder.put("program", "#!/bin/sh\n\(script)\n")
        chmod(folder.path + "/program", 0o700)
        return ChildProgram(path: folder.path + "/program", folder: folder.path).run(
            input: Array(input.utf8), environment: ["RELAIS_ACTION": "orders.find"], outputLimit: limit,
            withinMilliseconds: within)
    }

    @Test func inputArrivesAndOutputReturns() {
        #expect(run("cat", input: "{\"a\":1}") == .returned(Array("{\"a\":1}".utf8)))
        #expect(run("printf %s \"$RELAIS_ACTION\"") == .returned(Array("orders.find".utf8)))
        #expect(run("pwd") == .returned(Array((folder.path + "\n").utf8)))
    }

    @Test func inputNobodyReadsIsNoFailure() {
        let much = String(repeating: "x", count: 300_000)
        #expect(run("echo done", input: much) == .returned(Array("done\n".utf8)))
    }

    @Test func largeInputAndOutputDoNotBlockEachOther() {
        let much = String(repeating: "y", count: 300_000)
        #expect(run("cat", input: much, limit: 400_000) == .returned(Array(much.utf8)))
    }

    @Test func exitCodesAndSignalsAreFailures() {
        #expect(run("echo '{}'; exit 3") == .failed(.exit(3)))
        #expect(run("kill -TERM $$") == .failed(.exit(-15)))
    }

    @Test func tooMuchOutputAndTooMuchTimeEndIt() {
        #expect(run("yes") == .failed(.tooLarge))
        #expect(run("exec sleep 30", within: 50) == .failed(.timedOut))
        #expect(run("exec >&-; sleep 30", within: 50) == .failed(.timedOut))
    }

    @Test func whatItLeavesBehindEndsWithIt() throws {
        #expect(run("sleep 300 >/dev/null & echo $!").isReturned)
        guard case .returned(let bytes) = run("sleep 300 >/dev/null & echo $!") else { return }
        let left = try #require(pid_t(String(decoding: bytes.dropLast(), as: UTF8.self)))
        // Killed: gone, or a zombie of whoever adopted it.
        var isGone = false
        for _ in 0..<200 where !isGone {
            let state = contents(of: "/proc/\(left)/stat")
            isGone = state.isEmpty || String(decoding: state, as: UTF8.self).contains(") Z ")
            if !isGone { usleep(1_000) }
        }
        #expect(isGone)
    }

    @Test func whatCannotBeRunIsNoTarget() {
        let result = ChildProgram(path: folder.path + "/none", folder: folder.path).run(
            input: [], environment: [:], outputLimit: 10, withinMilliseconds: 100)
        #expect(result == .failed(.noTarget))
    }
}

extension ExternalResult {
    fileprivate var isReturned: Bool {
        if case .returned = self { return true }
        return false
    }
}
