import Learning
import Testing

@Suite struct WorkersTests {
    private let backwards = Workers { count, body in
        for index in (0..<count).reversed() { body(index) }
    }

    @Test func theOrderOfWorkDoesNotShow() {
        #expect(backwards.map(5) { $0 * $0 } == Workers.none.map(5) { $0 * $0 })
        #expect(backwards.map(0) { $0 } == [])
    }

    @Test(arguments: [0, 1, 255, 256, 257, 1_000])
    func whatIsHandedOutInPiecesComesBackInOrder(count: Int) {
        let numbers = Array(0..<count)
        #expect(backwards.map(numbers) { $0 * 2 } == numbers.map { $0 * 2 })
    }
}
