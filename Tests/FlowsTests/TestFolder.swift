import Foundation

/// Files of the project that tests read, found from this source file's place.
enum TestFolder {
    static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    static let project = tests.deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String, in folder: URL) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    /// Names in a folder that end so, sorted.
    static func names(in folder: URL, ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(ending) }
            .sorted()
    }
}
