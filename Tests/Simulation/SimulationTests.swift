import Glibc
import Testing

/// The simulation by many seeds: 500 unless told otherwise. `RELAIS_SEEDS` says how many, `RELAIS_SEED` which is the first
/// (alone: only that one).
@Suite struct SimulationTests {
    static let eventsPerSeed = 500
    static let lanes = 8

    static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

    static let first = UInt64(number("RELAIS_SEED") ?? 1)
    static let count = number("RELAIS_SEEDS") ?? (number("RELAIS_SEED") == nil ? 500 : 1)

    @Test(arguments: 0..<lanes) func nothingIsLostDoubledOrForgotten(_ lane: Int) throws {
        for offset in stride(from: lane, to: Self.count, by: Self.lanes) {
            let seed = Self.first + UInt64(offset)
            let problems = try Self.run(seed)
            if problems.isEmpty { continue }
            Issue.record(
                "seed \(seed) (again: scripts/test --seed \(seed)):\n\(problems.prefix(5).joined(separator: "\n"))"
            )
        }
    }

    static func run(_ seed: UInt64) throws -> [String] {
        let simulation = try Simulation(seed: seed)
        for count in 1...eventsPerSeed {
            try simulation.step()
            if !simulation.problems.isEmpty { break }
            if count % 100 == 0 { try simulation.checkFolds() }
        }
        if simulation.problems.isEmpty { try simulation.settle() }
        return simulation.problems
    }

    @Test func theSameSeedGivesTheSameRecord() throws {
        func record(_ seed: UInt64) throws -> [UInt8] {
            let simulation = try Simulation(seed: seed)
            for _ in 0..<300 { try simulation.step() }
            return simulation.disk.bytes
        }
        let first = try record(77)
        #expect(first.count > 10_000)
        #expect(try record(77) == first)
        #expect(try record(78) != first)
    }
}
