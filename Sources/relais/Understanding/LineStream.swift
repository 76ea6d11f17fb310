import Glibc

/// Standard input line by line, and answers that leave whenever the input pauses.
///
/// Of a line longer than `maximumLineBytes` the beginning is kept and the rest passed over, so that memory stays bounded
/// and every line still gets its answer.
struct LineStream {
    static let maximumLineBytes = 1 << 16

    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var filled = 0
    private var position = 0
    private var line: [UInt8] = []
    private var output: [UInt8] = []

    /// Answers each line of standard input with one line on standard output.
    ///
    /// - Parameter answer: gets the line without its end and appends the answer without its end.
    /// - Returns: false when nobody reads the answers any more.
    mutating func run(_ answer: ([UInt8], inout [UInt8]) -> Void) throws(CommandFailure) -> Bool {
        while true {
            if position == filled {
                guard flush() else { return false }
                let count = buffer.withUnsafeMutableBytes { Glibc.read(0, $0.baseAddress, $0.count) }
                if count < 0 {
                    if errno == EINTR { continue }
                    throw .system(Terminal.words("standard input", "entrée standard"))
                }
                if count == 0 {
                    if !line.isEmpty {
                        answer(line, &output)
                        output.append(0x0A)
                    }
                    return flush()
                }
                filled = count
                position = 0
            }
            let end = buffer[position..<filled].firstIndex(of: 0x0A) ?? filled
            let room = Self.maximumLineBytes - line.count
            line += buffer[position..<min(end, position + room)]
            if end < filled {
                if line.last == 0x0D { line.removeLast() }
                answer(line, &output)
                output.append(0x0A)
                line.removeAll(keepingCapacity: true)
                position = end + 1
                if output.count > 1 << 16, !flush() { return false }
            } else {
                position = filled
            }
        }
    }

    private mutating func flush() -> Bool {
        guard WholeOutput.write(output, to: 1) else {
            Terminal.noteLostOutput()
            return false
        }
        output.removeAll(keepingCapacity: true)
        return true
    }
}
