import TestSupport
import Testing
import Text

struct EditDistanceTests {
    @Test(arguments: [
        ("commande", "commande", 0), ("commande", "comande", 1), ("commande", "commnade", 1),
        ("commande", "kommande", 1),
        ("commande", "commandes", 1), ("commande", "comnade", 2), ("", "a", 1), ("", "", 0), ("ab", "ba", 1),
        ("facture", "rupture", 3), ("chat", "chien", 3), ("abc", "cba", 2),
    ])
    func countsSlips(_ left: String, _ right: String, _ expected: Int) {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        #expect(EditDistance.distance(left, right, limit: 3) == expected)
        #expect(EditDistance.distance(right, left, limit: 3) == expected)
        #expect(EditDistance.isWithinOne(left, right) == (expected <= 1))
        #expect(EditDistance.distance(left, right, limit: expected) == expected)
        if expected > 0 { #expect(EditDistance.distance(left, right, limit: expected - 1) == nil) }
    }

    @Test(arguments: 0..<20)
    func bothWaysAgree(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        for _ in 0..<300 {
            let left = (0..<Int.random(in: 0...7, using: &random)).map { _ in
                UInt8.random(in: 97...99, using: &random)
            }
            let right = (0..<Int.random(in: 0...7, using: &random)).map { _ in
                UInt8.random(in: 97...99, using: &random)
            }
            let far = EditDistance.distance(left, right, limit: 8)
            #expect(far == plain(left, right), "seed \(seed) \(left) \(right)")
            #expect(
                EditDistance.isWithinOne(left, right) == ((far ?? 9) <= 1), "seed \(seed) \(left) \(right)")
        }
    }

    /// The textbook's full table.
    private func plain(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var table = [[Int]](repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
        for row in 0...left.count { table[row][0] = row }
        for column in 0...right.count { table[0][column] = column }
        for row in stride(from: 1, through: left.count, by: 1) {
            for column in stride(from: 1, through: right.count, by: 1) {
                var value = table[row - 1][column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1)
                value = min(value, table[row - 1][column] + 1, table[row][column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1]
                {
                    value = min(value, table[row - 2][column - 2] + 1)
                }
                table[row][column] = value
            }
        }
        return table[left.count][right.count]
    }
}
