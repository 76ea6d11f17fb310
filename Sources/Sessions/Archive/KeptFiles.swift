import Record
import Text

/// The files of bots that the record keeps, held against the versions its rows name.
///
/// Of a version's list it is checked that it is one and that its files are there; that a path in it is the right one
/// cannot be seen by it.
struct KeptFiles {
    /// Versions by the position of the first row that names each.
    private var versions: [String: Int64] = [:]
    /// The same of rows so old that the program that wrote them may not have kept its versions.
    private var oldVersions: [String: Int64] = [:]
    /// From here on a version is kept before a row names it, unless the disk took the row and not the files.
    private static let firstRowVersion: UInt8 = 2

    private var present: Set<[UInt8]> = []
    private var lists: Set<[UInt8]> = []
    /// What lists name: the path under which each file stood last.
    private var named: [[UInt8]: String] = [:]

    mutating func note(version: String, in event: RecordedEvent) {
        if event.version < Self.firstRowVersion {
            oldVersions[version] = min(oldVersions[version] ?? .max, event.position)
        } else {
            versions[version] = min(versions[version] ?? .max, event.position)
        }
    }

    /// - Returns: what is wrong with a blob by itself.
    mutating func problem(in blob: Blob) -> String? {
        present.insert(blob.hash)
        if BotManifest.key(ofFile: blob.bytes) == blob.hash { return nil }
        guard let list = BotManifest(blob.bytes), !list.files.isEmpty else {
            return "its content has not the hash it is kept under"
        }
        lists.insert(blob.hash)
        for file in list.files { named[file.hash] = file.path }
        return nil
    }

    /// What shows when all blobs were seen.
    var problems: [String] {
        let missing = Set(named.filter { !present.contains($0.key) }.values)
        // A file's place that holds a list: it was none of a version's.
        let exchanged = Set(named.filter { lists.contains($0.key) }.values)
        return unkept(versions).map { $0 + ": start once with them, and they are" }
            + exchanged.sorted().map { path in
                "\(DisplayWidth.printable(path)) has not the content it was kept with: start once with that file"
            }
            + missing.sorted().map { path in
                "a version of the bot is kept without its \(DisplayWidth.printable(path)): start once with that file"
            }
    }

    /// Nobody's fault and nobody's need.
    var remarks: [String] {
        var remarks = unkept(oldVersions.filter { versions[$0.key] == nil })
        let count = present.count { !lists.contains($0) && named[$0] == nil }
        if count > 0 { remarks.append("files kept that belong to no version of the bot: \(count)") }
        return remarks
    }

    private func unkept(_ versions: [String: Int64]) -> [String] {
        versions.filter { !lists.contains(BotManifest.key(of: $0.key)) }
            .sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            .map { version, position in
                let name = DisplayWidth.printable(String(version.prefix(16)))
                return "position \(position) names version \(name) of the bot, whose files are not kept"
            }
    }
}
