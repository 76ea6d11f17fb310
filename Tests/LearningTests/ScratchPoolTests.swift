import Learning
import Testing

@Suite struct ScratchPoolTests {
    @Test func whatIsGivenBackIsLentAgain() {
        let pool = ScratchPool<[Int]>()
        var made = 0
        func take() -> [Int] {
            pool.take {
                made += 1
                return [made]
            }
        }
        let first = take()
        let second = take()
        #expect(first == [1] && second == [2])
        pool.giveBack(first)
        #expect(take() == [1])
        #expect(made == 2)
    }
}
