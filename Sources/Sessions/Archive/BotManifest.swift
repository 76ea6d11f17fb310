import Wire

/// What the record keeps of a bot's version, so that what was decided can be read with the files it was decided by:
/// each file under the SHA-256 of what it holds, and this list of them under the SHA-256 of the version's fingerprint.
///
///     64 hexadecimal digits, a blank, the path, a line feed      for each file
package struct BotManifest: Sendable, Hashable {
    package struct File: Sendable, Hashable {
        package var hash: [UInt8]
        package var path: String

        package init(hash: [UInt8], path: String) {
            self.hash = hash
            self.path = path
        }
    }

    package var files: [File]

    package init(files: [File]) { self.files = files }

    package static func key(of fingerprint: String) -> [UInt8] { Tokens.sha256(Array(fingerprint.utf8)) }

    package static func key(ofFile bytes: [UInt8]) -> [UInt8] { Tokens.sha256(bytes) }

    package var bytes: [UInt8] {
        var text = ""
        for file in files { text += "\(Tokens.hexadecimal(file.hash)) \(file.path)\n" }
        return Array(text.utf8)
    }

    /// - Returns: nil for what is no such list.
    package init?(_ bytes: [UInt8]) {
        files = []
        guard bytes.isEmpty || bytes.last == UInt8(ascii: "\n") else { return nil }
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            guard line.count > 65, line[line.startIndex + 64] == UInt8(ascii: " "),
                let hash = Tokens.bytes(hexadecimal: line.prefix(64)),
                let path = String(validating: line.dropFirst(65), as: UTF8.self)
            else { return nil }
            files.append(File(hash: hash, path: path))
        }
    }
}
