import CPages
import Wire

/// The files that browsers are served, from a table inside the binary: no path of the file system is ever looked at.
///
/// The sources lie in `Sources/CPages`, a folder for each page. What a browser may do with a file follows from its path:
///
/// - `/`, `/shop/…`, `/console/…`, `/supervisor/…`: ours alone; no other site may load or frame it.
/// - `/widget.js`, `/widget/…`, `/shared/…`: any site may load them (they hold no secret); `/widget/` may be framed by the
///   origins that may talk to the bot.
struct BuiltInFile: Sendable {
    var type: String
    var bytes: [UInt8]
    /// Quoted, as the header wants it.
    var tag: String
    var isForAllSites: Bool

    var isPage: Bool { type.hasPrefix("text/html") }

    static let all: [String: BuiltInFile] = {
        var table: [String: BuiltInFile] = [:]
        for index in 0..<relais_page_count() {
            guard let page = relais_page_at(index)?.pointee, let bytes = page.bytes else { continue }
            let path = String(cString: page.path)
            table[path] = BuiltInFile(
                path: path, bytes: Array(UnsafeBufferPointer(start: bytes, count: page.count)))
        }
        return table
    }()

    init(path: String, bytes: [UInt8]) {
        type = Self.type(of: path)
        self.bytes = bytes
        tag = "\"" + String(Tokens.hexadecimal(Tokens.sha256(bytes)).prefix(24)) + "\""
        isForAllSites = path == "/widget.js" || path.hasPrefix("/widget/") || path.hasPrefix("/shared/")
    }

    private static func type(of path: String) -> String {
        if path.hasSuffix("/") { return "text/html; charset=utf-8" }
        let kinds = [
            ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
            ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json",
            ".txt": "text/plain; charset=utf-8", ".png": "image/png",
        ]
        return kinds.first { path.hasSuffix($0.key) }?.value ?? "application/octet-stream"
    }

    /// - Parameter origins: the sites that may frame the widget's page.
    func answer(to head: HTTPHead, origins: [String]) -> PageAnswer {
        var answer = PageAnswer(200, "OK", type: type, body: bytes)
        answer.caching = "no-cache"
        answer.fields = [.init(name: "ETag", value: tag)]
        if isPage {
            answer.policy = .page(
                framedBy: isForAllSites ? ["'self'"] + origins.filter(Self.isOrigin) : ["'none'"])
        }
        if isForAllSites {
            answer.isForAllSites = true
            answer.fields.append(.init(name: "Access-Control-Allow-Origin", value: "*"))
        }
        if head.has(tag, in: "if-none-match") || head.has("w/" + tag, in: "if-none-match") {
            answer.status = 304
            answer.reason = "Not Modified"
            answer.body = []
        }
        return answer
    }

    /// What may stand in a header among others: an origin as browsers write it.
    private static func isOrigin(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
                || ".-:/[]".utf8.contains(byte)
        }
    }
}
