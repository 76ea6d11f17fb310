import Record
import Testing

@testable import Service

@Suite struct RetentionTests {
    let keep: Int64 = 365 * 86_400_000
    let start: Int64 = 1_795_510_800_000

    func stream(_ number: UInt64) -> StreamID { StreamID(high: 5, low: number) }

    @Test func theFirstPassWaitsAnHourAndGoesOnInSlices() {
        var retention = Retention()
        #expect(retention.next(at: start, keepMilliseconds: keep) == .nothing)
        #expect(retention.next(at: start + 3_599_999, keepMilliseconds: keep) == .nothing)
        let now = start + 3_600_000
        #expect(retention.next(at: now, keepMilliseconds: keep) == .look(after: 0, until: now - keep))
        // Not twice at once.
        #expect(retention.next(at: now + 10_000, keepMilliseconds: keep) == .nothing)
        retention.found([stream(1)], next: 2_000)
        #expect(retention.next(at: now + 10_000, keepMilliseconds: keep) == .erase([stream(1)]))
        #expect(
            retention.next(at: now + 10_000, keepMilliseconds: keep) == .nothing, "a pause between slices")
        #expect(
            retention.next(at: now + 20_000, keepMilliseconds: keep)
                == .look(after: 2_000, until: now + 20_000 - keep))
    }

    @Test func manyAreErasedAFewAtATimeAndEachOnce() {
        var retention = Retention()
        _ = retention.next(at: start, keepMilliseconds: keep)
        var now = start + 3_600_000
        _ = retention.next(at: now, keepMilliseconds: keep)
        let all = (1...40).map { stream($0) }
        retention.found(all + all, next: nil)
        var erased: [StreamID] = []
        now += Retention.pauseMilliseconds
        while case .erase(let some) = retention.next(at: now, keepMilliseconds: keep) {
            #expect(some.count <= Retention.conversationsPerErasure)
            erased += some
            now += Retention.pauseMilliseconds
        }
        #expect(erased == all)
    }

    @Test func aPassIsFollowedByAnotherADayLater() {
        var retention = Retention()
        _ = retention.next(at: start, keepMilliseconds: keep)
        let now = start + 3_600_000
        _ = retention.next(at: now, keepMilliseconds: keep)
        retention.found([], next: nil)
        #expect(retention.next(at: now + 1_000, keepMilliseconds: keep) == .nothing)
        #expect(retention.next(at: now + 86_400_000, keepMilliseconds: keep) == .nothing)
        let later = now + 1_000 + 86_400_000
        #expect(retention.next(at: later, keepMilliseconds: keep) == .look(after: 0, until: later - keep))
    }

    @Test func aClockThatGoesBackErasesNothing() {
        var retention = Retention()
        _ = retention.next(at: start, keepMilliseconds: keep)
        #expect(retention.next(at: start - 86_400_000, keepMilliseconds: keep) == .nothing)
    }
}
