import Glibc
import JSON
import Record
import Service
import Text

/// Who looked into or changed the record by a command: rows at the end of the stream `registry`, never overwritten.
/// They say how much, not about whom: an erasure that named its subject would be none.
struct AuditTrail {
    static let kind: UInt8 = 4

    static func note(_ verb: String, conversations: Int, in store: some Store) throws(StoreError) {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("verb", verb)
        writer.member("by", userName)
        writer.member("conversations", conversations)
        writer.endObject()
        try store.append(
            Batch(
                atMilliseconds: SystemClock.wallMilliseconds(),
                appends: [
                    Append(
                        stream: .registry, expected: try store.head(.registry) + 1, kind: kind, version: 1,
                        bytes: writer.bytes)
                ]))
    }

    /// Of the operating system; the number where it has no name.
    private static var userName: String {
        guard let entry = getpwuid(getuid()) else { return String(getuid()) }
        return String(cString: entry.pointee.pw_name)
    }

    static let list = Subcommand(
        "audit",
        en: "Show who exported or erased conversations, and when.",
        fr: "Montrer qui a exporté ou effacé des conversations, et quand.",
        options: [DataFolder.option],
        examples: [
            .init("relais audit --data /var/lib/relais", en: "one line each", fr: "une ligne chacun")
        ]
    ) { (arguments) throws(CommandFailure) in
        let store = try DataFolder.openRecord(arguments)
        let events = try DataFolder.storing("audit") { () throws(StoreError) in
            try store.read(.registry, from: 1, limit: .max)
        }
        for event in events where event.kind == kind {
            guard let row = try? JSONReader.parse(event.bytes) else { continue }
            let fields = [
                Log.timestamp(event.atMilliseconds), row["verb"]?.string ?? "?", row["by"]?.string ?? "?",
                String(row["conversations"]?.int64 ?? 0),
            ]
            Terminal.print(fields.joined(separator: "\t") + "\n")
        }
        return 0
    }
}
