import Learning
import Testing

@Suite struct WorkersTests {
    @Test func theOrderOfWorkDoesNotShow() {
        let backwards = Workers { count, body in
            for index in (0..<count).reversed() { body(index) }
        }
        #expect(backwards.map(5) { $0 * $0 } == Workers.none.map(5) { $0 * $0 })
        #expect(backwards.map(0) { $0 } == [])
    }
}
