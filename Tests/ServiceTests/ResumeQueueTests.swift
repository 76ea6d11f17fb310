import Testing

@testable import Service

@Suite struct ResumeQueueTests {
    func all(_ queue: inout ResumeQueue) -> [UInt64] {
        var taken: [UInt64] = []
        while let number = queue.take() { taken.append(number) }
        return taken
    }

    @Test func eachIsTakenOnceInOrder() {
        var queue = ResumeQueue()
        for number in [3, 1, 3, 2] as [UInt64] { queue.add(number) }
        #expect(!queue.isEmpty)
        #expect(all(&queue) == [3, 1, 2])
        #expect(queue.isEmpty)
    }

    @Test func whoIsPausedAgainBeforeHisTurnHasNone() {
        var queue = ResumeQueue()
        for number in [1, 2] as [UInt64] { queue.add(number) }
        queue.remove(1)
        #expect(all(&queue) == [2])
        // And resumed once more after that: at his new place.
        for number in [1, 2] as [UInt64] { queue.add(number) }
        queue.remove(1)
        queue.add(1)
        #expect(all(&queue) == [2, 1])
        queue.add(1)
        queue.remove(1)
        #expect(queue.isEmpty && all(&queue) == [])
    }
}
