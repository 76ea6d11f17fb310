import Testing

@testable import Service

@Suite struct CircuitBreakerTests {
    /// Asks; outside of `#expect`, which evaluates on a copy.
    func isWanted(_ breaker: inout CircuitBreaker, at now: Int64) -> Bool {
        breaker.callWanted(atMilliseconds: now)
    }

    @Test func fiveFailuresInARowOpenIt() {
        var breaker = CircuitBreaker()
        for _ in 1..<CircuitBreaker.failureLimit { breaker.callFailed(atMilliseconds: 0) }
        #expect(isWanted(&breaker, at: 0) == true)
        breaker.callSucceeded()
        for _ in 1...CircuitBreaker.failureLimit {
            #expect(isWanted(&breaker, at: 0) == true)
            breaker.callFailed(atMilliseconds: 0)
        }
        #expect(breaker.isOpen)
        #expect(isWanted(&breaker, at: CircuitBreaker.pauseMilliseconds - 1) == false)
    }

    @Test func afterThePauseOneTryDecides() {
        var breaker = CircuitBreaker()
        for _ in 1...CircuitBreaker.failureLimit { breaker.callFailed(atMilliseconds: 0) }
        #expect(isWanted(&breaker, at: 10_000) == true)
        #expect(isWanted(&breaker, at: 10_000) == false)
        breaker.callFailed(atMilliseconds: 10_500)
        #expect(isWanted(&breaker, at: 20_499) == false)
        #expect(isWanted(&breaker, at: 20_500) == true)
        breaker.callSucceeded()
        #expect(!breaker.isOpen)
        #expect(isWanted(&breaker, at: 20_500) == true)
    }

    @Test func aTryNeverMadeLeavesThePlaceToTheNext() {
        var breaker = CircuitBreaker()
        for _ in 1...CircuitBreaker.failureLimit { breaker.callFailed(atMilliseconds: 0) }
        #expect(isWanted(&breaker, at: 10_000) == true)
        breaker.callAbandoned(atMilliseconds: 10_400)
        #expect(breaker.isOpen)
        #expect(isWanted(&breaker, at: 10_400) == true)
        #expect(isWanted(&breaker, at: 10_400) == false)
    }

    @Test func lateFailuresWhileOpenChangeNothing() {
        var breaker = CircuitBreaker()
        for _ in 1...CircuitBreaker.failureLimit { breaker.callFailed(atMilliseconds: 0) }
        breaker.callFailed(atMilliseconds: 9_999)
        #expect(isWanted(&breaker, at: 10_000) == true)
    }
}
