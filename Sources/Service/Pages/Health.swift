import JSON
import Wire

/// What `/health` says: is the process alive, may it be sent work, and if not, why not.
struct Health {
    var isDraining = false
    /// Why the record cannot be written to.
    var storage: String?
    /// The report of files that were refused; the version before them serves on.
    var refusedFiles: [String] = []
    var fingerprint = ""
    var startedMilliseconds: Int64 = 0
    var brokenActions: [String] = []
    /// Turns that wait for the disk.
    var backlog = 0
    /// The desk is being read again after a failed commit.
    var isDeskLost = false

    /// A quiet disk takes so many in about a second; whoever comes now would wait longer than he likes.
    static let backlogLimit = 20_000

    /// Ready: takes new conversations. A refused reload does not count: what runs is sound.
    var isReady: Bool { !isDraining && storage == nil && backlog < Self.backlogLimit && !isDeskLost }

    var reasons: [String] {
        var reasons: [String] = []
        if isDraining { reasons.append("draining") }
        if let storage { reasons.append("storage: \(storage)") }
        if backlog >= Self.backlogLimit { reasons.append("backlog: \(backlog) turns wait for the disk") }
        if isDeskLost { reasons.append("desk: being read again") }
        return reasons
    }

    /// What a supervisor's `status` shows besides what Sessions knows.
    func members(version: BotKeeper.Facts, atMilliseconds now: Int64) -> [JSONMember] {
        func texts(_ lines: [String]) -> JSONValue { .array(lines.map { .string($0) }) }
        return [
            JSONMember("ts", .integer(now)), JSONMember("server", .string(ServerMessage.serverName)),
            JSONMember("ready", .bool(isReady)),
            JSONMember("reasons", texts(reasons)),
            JSONMember("started", .integer(startedMilliseconds)),
            JSONMember("uptime_ms", .integer(max(0, now - startedMilliseconds))),
            JSONMember(
                "bot",
                .object([
                    JSONMember("version", .string(String(fingerprint.prefix(16)))),
                    JSONMember("loaded", .integer(version.loadedMilliseconds)),
                    JSONMember("files", .integer(Int64(version.fileCount))),
                    JSONMember("flows", .integer(Int64(version.flowCount))),
                    JSONMember("warnings", texts(version.warnings)),
                    JSONMember("refused", texts(refusedFiles)),
                ])),
            JSONMember("actions_suspended", texts(brokenActions)),
        ]
    }

    func body(connections: Int, atMilliseconds now: Int64) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("status", isReady ? "ready" : "not ready")
        writer.key("reasons")
        writer.beginArray()
        for reason in reasons { writer.string(reason) }
        writer.endArray()
        writer.member("uptime_ms", Int(max(0, now - startedMilliseconds)))
        writer.member("connections", connections)
        writer.key("bot")
        writer.beginObject()
        writer.member("version", String(fingerprint.prefix(16)))
        writer.key("refused")
        writer.beginArray()
        for line in refusedFiles { writer.string(line) }
        writer.endArray()
        writer.endObject()
        writer.key("actions_suspended")
        writer.beginArray()
        for target in brokenActions { writer.string(target) }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [0x0A]
    }
}
