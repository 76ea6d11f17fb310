import Record
import Testing

@testable import Sessions

@Suite struct FewTests {
    private func id(_ number: UInt64) -> ConversationID {
        ConversationID(stream: StreamID(high: 1, low: number))
    }

    /// Every change of up to four elements, compared with an array's.
    @Test func aListOfFewChangesAsAnArrayDoes() {
        for count in 0...4 {
            var array = Array(0..<count)
            var few = Few<Int>()
            for number in array { few.append(number) }
            #expect(Array(few) == array && few.count == count && few.first == array.first)
            for index in 0..<count {
                var (a, f) = (array, few)
                a[index] += 10
                f[index] += 10
                #expect(Array(f) == a)
                a.remove(at: index)
                f.remove(at: index)
                #expect(Array(f) == a)
            }
            for kept in [0, 1] {
                var (a, f) = (array, few)
                a.removeAll { $0 % 2 == kept }
                f.removeAll { $0 % 2 == kept }
                #expect(Array(f) == a)
                a.append(9)
                f.append(9)
                #expect(Array(f) == a)
            }
            array.insert(7, at: count / 2)
            few.insert(7, at: count / 2)
            #expect(Array(few) == array)
        }
    }

    @Test func aSetOfConversationsForgetsWhatWasRemovedOnly() {
        var set = ConversationSet.none
        var expected: Set<ConversationID> = []
        for number: UInt64 in [3, 1, 3, 2] {
            set.insert(id(number))
            expected.insert(id(number))
            #expect(set.sorted() == expected.sorted())
        }
        for number: UInt64 in [9, 1, 3, 3, 2, 2] {
            set.remove(id(number))
            expected.remove(id(number))
            #expect(set.sorted() == expected.sorted())
            for other: UInt64 in 1...3 { #expect(set.contains(id(other)) == expected.contains(id(other))) }
        }
        set.insert(id(4))
        set.remove(id(5))
        #expect(set.sorted() == [id(4)])
    }

    @Test func anOpeningIsFoundByItsIdAndForgottenByItsConversation() {
        var openings = Openings()
        openings["a"] = id(1)
        openings["b"] = id(2)
        openings["a"] = id(3)
        #expect(openings.count == 2 && openings["a"] == id(3) && openings["c"] == nil)
        #expect(!openings.contains(id(1)) && openings.contains(id(2)))
        openings.remove(id(2))
        openings["a"] = nil
        #expect(openings.count == 0)
    }

    @Test func equalTimesAreGivenInTheOrderTheyCame() {
        var queue = WakeQueue<Int>()
        for number in 0..<100 { queue.add(number, due: Int64(number % 3)) }
        var taken: [Int] = []
        while let next = queue.take(due: 3) { taken.append(next) }
        #expect(taken == (0..<3).flatMap { due in (0..<100).filter { $0 % 3 == due } })
    }
}
