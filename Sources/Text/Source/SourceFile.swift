/// A file that an author wrote, as read: bytes and where its lines begin.
///
/// Positions inside the program are byte offsets; lines and columns exist only when shown.
package struct SourceFile: Sendable, Hashable {
    /// As the author would name it: relative to the bot folder, `/` between parts.
    package let path: String
    package let bytes: [UInt8]
    /// Byte offset of the first byte of each line; never empty.
    package let lineStarts: [Int]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        var starts = [0]
        for index in bytes.indices where bytes[index] == 0x0A {
            starts.append(index + 1)
        }
        lineStarts = starts
    }

    /// The 1-based line and column of a byte offset; the column counts characters as shown.
    ///
    /// An offset outside the file is taken as the nearest end of it.
    package func position(of offset: Int) -> (line: Int, column: Int) {
        let offset = min(max(offset, 0), bytes.count)
        let line = line(of: offset)
        let before = String(decoding: bytes[lineStarts[line - 1]..<offset], as: UTF8.self)
        return (line, before.count + 1)
    }

    /// The 1-based line of a byte offset, without the cost of counting characters.
    package func line(of offset: Int) -> Int {
        var low = 0
        var high = lineStarts.count - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
        }
        return low + 1
    }

    /// The text of a 1-based line without its line end; empty if there is no such line.
    package func text(ofLine line: Int) -> String {
        guard line >= 1, line <= lineStarts.count else { return "" }
        let start = lineStarts[line - 1]
        var end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }
}

/// A span of bytes in one file of a `SourceSet`.
package struct SourceRange: Hashable, Sendable {
    /// Index into `SourceSet.files`.
    package var file: Int
    /// Byte offsets, `start <= end`.
    package var start: Int
    package var end: Int

    package init(file: Int, start: Int, end: Int) {
        self.file = file
        self.start = start
        self.end = max(start, end)
    }
}

/// The files of one version of a bot; what a `SourceRange` points into.
package struct SourceSet: Sendable, Hashable {
    package private(set) var files: [SourceFile]

    package init(files: [SourceFile] = []) {
        self.files = files
    }

    /// Adds a file and returns its index.
    package mutating func add(_ file: SourceFile) -> Int {
        files.append(file)
        return files.count - 1
    }

    /// `Flows/refund.flow:12:9`, or nil when the range is of no file in the set.
    package func location(of range: SourceRange) -> String? {
        guard files.indices.contains(range.file) else { return nil }
        let file = files[range.file]
        let (line, column) = file.position(of: range.start)
        return "\(file.path):\(line):\(column)"
    }
}
