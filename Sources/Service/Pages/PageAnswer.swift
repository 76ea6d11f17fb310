import Wire

/// One HTTP answer; the connection is closed after it, so that there is never a second request to misread.
struct PageAnswer {
    var status: Int
    var reason: String
    var type = "text/plain; charset=utf-8"
    var body: [UInt8] = []
    var fields: [HTTPHead.Field] = []

    init(_ status: Int, _ reason: String, type: String = "text/plain; charset=utf-8", body: [UInt8]? = nil) {
        self.status = status
        self.reason = reason
        self.type = type
        self.body = body ?? Array("\(status) \(reason)\n".utf8)
    }

    init(_ refusal: HTTPRefusal) {
        self.init(refusal.status, refusal.reason)
        fields = refusal.fields
    }

    /// On every answer. Nothing of ours loads anything, runs scripts or may be framed.
    private static let security =
        "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
        + "X-Content-Type-Options: nosniff\r\n" + "Referrer-Policy: no-referrer\r\n"
        + "Cross-Origin-Resource-Policy: same-origin\r\n" + "Cache-Control: no-store\r\n"

    /// - Parameter hasBody: false for HEAD: the same fields without the body.
    func bytes(hasBody: Bool) -> [UInt8] {
        var text = "HTTP/1.1 \(status) \(reason)\r\nConnection: close\r\n"
        text += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n" + Self.security
        for field in fields { text += "\(field.name): \(field.value)\r\n" }
        return Array((text + "\r\n").utf8) + (hasBody ? body : [])
    }
}
