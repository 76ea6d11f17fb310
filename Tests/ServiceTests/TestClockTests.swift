import TestSupport
import Testing

@testable import Service

@Suite struct TestClockTests {
    let folder = TemporaryFolder()
    var path: String { folder.path + "/clock" }

    @Test func runsOnFromTheNumberInTheFile() throws {
        folder.put("clock", "1000000\n")
        var clock = try TestClock(path: path, monotonic: 50)
        #expect(read(&clock, 50) == 1_000_000)
        #expect(read(&clock, 80) == 1_000_030)
    }

    @Test func anHourPassesInSteps() throws {
        folder.put("clock", "0")
        var clock = try TestClock(path: path, monotonic: 0)
        folder.put("clock", "3600000")
        var last: Int64 = 0
        var steps = 0
        while last < 3_600_000, steps < 1_000 {
            let now = read(&clock, 0)
            #expect(now - last <= TestClock.stepMilliseconds)
            last = now
            steps += 1
        }
        #expect(steps == 240)
        #expect(!clock.isWalking)
    }

    @Test func aDayIsTakenAtOnce() throws {
        folder.put("clock", "0")
        var clock = try TestClock(path: path, monotonic: 0)
        folder.put("clock", "86400000")
        #expect(read(&clock, 0) == 86_400_000)
    }

    @Test(arguments: ["-1", "9223372036854775807", "-9223372036854775808", "253402300800000", "soon", ""])
    func numbersThatAreNoTimeAreRefused(text: String) {
        folder.put("clock", text)
        #expect(throws: SystemFailure.self) { try TestClock(path: path, monotonic: 0) }
    }

    @Test func halfWrittenFilesChangeNothing() throws {
        folder.put("clock", "500")
        var clock = try TestClock(path: path, monotonic: 0)
        folder.put("clock", "")
        #expect(read(&clock, 1) == 501)
        folder.put("clock", "nonsense")
        #expect(read(&clock, 2) == 502)
        #expect(throws: SystemFailure.self) { try TestClock(path: path + "x", monotonic: 0) }
    }

    func read(_ clock: inout TestClock, _ monotonic: Int64) -> Int64 { clock.now(monotonic: monotonic) }
}
