import Testing

@testable import Service

@Suite struct ServiceClockTests {
    @Test func movesWithTheMonotonicClock() {
        var clock = ServiceClock(wall: 1_000_000, monotonic: 50)
        for step in 1...100 { clock.tick(wall: 1_000_000 + Int64(step) * 7, monotonic: 50 + Int64(step) * 7) }
        #expect(clock.nowMilliseconds == 1_000_700)
    }

    @Test func wallClockSetBackOrForwardChangesTheRateOnly() {
        for jump: Int64 in [-3_600_000, 86_400_000] {
            var clock = ServiceClock(wall: 0, monotonic: 0)
            var last: Int64 = 0
            for second in 1...60 {
                clock.tick(wall: Int64(second) * 1_000 + jump, monotonic: Int64(second) * 1_000)
                #expect(clock.nowMilliseconds > last)
                last = clock.nowMilliseconds
            }
            let expected: Int64 = jump < 0 ? 54_000 : 66_000
            #expect(abs(last - expected) <= 10, "\(last)")
        }
    }

    @Test func smallDifferenceIsMadeGood() {
        var clock = ServiceClock(wall: 0, monotonic: 0)
        for tick in 1...2_000 { clock.tick(wall: Int64(tick) * 3 + 400, monotonic: Int64(tick) * 3) }
        #expect(abs(6_400 - clock.nowMilliseconds) < 5)
    }

    @Test func aStoppedProcessDoesNotJump() {
        var clock = ServiceClock(wall: 0, monotonic: 0)
        clock.tick(wall: 60_000, monotonic: 60_000)
        #expect(clock.nowMilliseconds <= ServiceClock.longestStepMilliseconds * 11 / 10)
    }

    @Test func monotonicClockThatStandsChangesNothing() {
        var clock = ServiceClock(wall: 5, monotonic: 5)
        clock.tick(wall: 900, monotonic: 5)
        clock.tick(wall: 900, monotonic: 4)
        #expect(clock.nowMilliseconds == 5)
    }
}
