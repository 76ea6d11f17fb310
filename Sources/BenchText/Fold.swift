import Glibc
import Text

/// The lines of a file, or one field of each.
private func lines(_ path: String, field: Int?) -> [[UInt8]] {
    guard let file = fopen(path, "r") else { fail("\(path): \(String(cString: strerror(errno)))") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&buffer, 1, buffer.count, file)
        if count == 0 { break }
        bytes += buffer[..<count]
    }
    return bytes.split(separator: 0x0A).compactMap { line in
        guard let field else { return Array(line) }
        let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
        return fields.indices.contains(field - 1) ? Array(fields[field - 1]) : nil
    }
}

/// The best of several rounds over all lines, in nanoseconds a line; a disturbance only adds.
private func best(_ lines: [[UInt8]], _ round: ([[UInt8]]) -> Int) -> (nanoseconds: Int, sum: Int) {
    var least = Int.max
    var sum = 0
    for _ in 0..<25 {
        let start = nanoseconds()
        sum &+= round(lines)
        least = min(least, nanoseconds() - start)
    }
    return (least / max(lines.count, 1), sum)
}

/// One round of what appends a line to bytes; emptied at its beginning, so that only the first one asks for memory.
private func appending(
    _ append: (_ line: [UInt8], _ room: inout [UInt8]) -> Void, _ lines: [[UInt8]], _ room: inout [UInt8]
) -> Int {
    room.removeAll(keepingCapacity: true)
    for line in lines { append(line, &room) }
    return room.count
}

func foldBench(_ path: String, field: Int?) {
    let lines = lines(path, field: field)
    let bytes = lines.reduce(0) { $0 + $1.count }
    guard !lines.isEmpty else { fail("\(path): no line") }
    print("\(lines.count) lines of \(bytes / lines.count) bytes")
    var room: [UInt8] = []
    let parts: [(String, ([[UInt8]]) -> Int)] = [
        ("the bytes as they are", { appending({ $1.append(contentsOf: $0) }, $0, &room) }),
        ("fold", { appending({ Folding.append($0, to: &$1) }, $0, &room) }),
        ("fold and words", { $0.reduce(0) { $0 &+ Utterance(utf8: $1).words.count } }),
        (
            "fold, words and language",
            { $0.reduce(0) { $0 &+ Int(LanguageGuess.guess(Utterance(utf8: $1)).confidence * 100) } }
        ),
    ]
    for (name, body) in parts {
        let (time, sum) = best(lines, body)
        let of80 = time * 80 * lines.count / max(bytes, 1)
        print("\(name): \(time) ns a line, \(of80) ns per 80 bytes (check \(sum))")
    }
}
