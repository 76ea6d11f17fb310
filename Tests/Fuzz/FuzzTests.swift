import Glibc
import TestSupport
import Testing

/// The corpus and seeded mutations of it, for some seconds in all. `RELAIS_FUZZ_MUTANTS` says how many of each file (400),
/// `RELAIS_SEED` where they begin. What follows the code by itself is `scripts/fuzz`.
@Suite struct FuzzTests {
    static func number(_ name: String) -> Int? { getenv(name).flatMap { Int(String(cString: $0)) } }

    @Test(arguments: FuzzTarget.allCases) func nothingFromOutsideIsATrap(_ target: FuzzTarget) throws {
        let files = try Self.corpus(target)
        #expect(!files.isEmpty, "no corpus for \(target.rawValue)")
        var mutator = Mutator(seed: UInt64(Self.number("RELAIS_SEED") ?? 1))
        target.read([])
        for file in files {
            target.read(file)
            for _ in 0..<(Self.number("RELAIS_FUZZ_MUTANTS") ?? 400) {
                target.read(mutator.mutate(file, with: files))
            }
        }
    }

    /// The files beside this one, in order of name.
    static func corpus(_ target: FuzzTarget) throws -> [[UInt8]] {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let path = "/\(folder)/Corpus/\(target.rawValue)"
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.first != "." { names.append(name) }
        }
        return names.sorted().map { read("\(path)/\($0)") }
    }

    private static func read(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&piece, 1, piece.count, file), count > 0 { bytes += piece[..<count] }
        return bytes
    }
}

/// Changes files a little, as mistakes and malice do.
struct Mutator {
    private var numbers: SeededNumbers

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    private mutating func below(_ bound: Int) -> Int { Int(numbers.next() >> 33) % max(1, bound) }

    mutating func mutate(_ file: [UInt8], with others: [[UInt8]]) -> [UInt8] {
        var bytes = file
        for _ in 0...below(4) {
            let at = below(bytes.count + 1)
            switch below(9) {
            case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(below(8))
            case 1 where at < bytes.count:
                bytes[at] = [0, 0x0A, 0x22, 0x5C, 0x7B, 0x80, 0xED, 0xFF][below(8)]
            case 2: bytes.insert(UInt8(below(256)), at: at)
            case 3 where at < bytes.count: bytes.removeSubrange(at..<min(bytes.count, at + 1 + below(8)))
            case 4: bytes.removeSubrange(at...)
            case 5:
                let from = below(bytes.count + 1)
                let piece = bytes[from..<min(bytes.count, from + 1 + below(32))]
                bytes.insert(contentsOf: piece, at: at)
            case 6:
                let other = others[below(others.count)]
                let from = below(other.count + 1)
                bytes.insert(contentsOf: other[from..<min(other.count, from + 1 + below(64))], at: at)
            case 7:
                let words = [
                    "9223372036854775808", "-1", "1e999", "\\ud800", "[[[[[[[[", "é", "\u{202E}", "\r\n", "#",
                ]
                bytes.insert(contentsOf: Array(words[below(words.count)].utf8), at: at)
            default:
                // A line said twice, or two lines that changed places.
                let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
                let line = lines[below(lines.count)]
                bytes.insert(contentsOf: Array(line) + [0x0A], at: at)
            }
        }
        return bytes
    }
}
