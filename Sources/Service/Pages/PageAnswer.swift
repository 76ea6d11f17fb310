import Wire

/// One HTTP answer; the connection is closed after it, so that there is never a second request to misread.
struct PageAnswer {
    /// What a browser may do with it.
    enum Policy {
        /// Nothing: it loads nothing, runs nothing, is not framed.
        case bare
        /// A page: its own files and its own socket, nothing inline, no text made into markup.
        case page(framedBy: [String])
    }

    var status: Int
    var reason: String
    var type = "text/plain; charset=utf-8"
    var body: [UInt8] = []
    var fields: [HTTPHead.Field] = []
    var policy = Policy.bare
    var caching = "no-store"
    /// Pages of other sites may load it.
    var isForAllSites = false

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

    private var contentSecurityPolicy: String {
        switch policy {
        case .bare:
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        case .page(let ancestors):
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
                + "connect-src 'self'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors \(ancestors.joined(separator: " ")); require-trusted-types-for 'script'"
        }
    }

    /// - Parameter hasBody: false for HEAD: the same fields without the body.
    func bytes(hasBody: Bool) -> [UInt8] {
        var text = "HTTP/1.1 \(status) \(reason)\r\nConnection: close\r\n"
        // RFC 9110 section 15.4.5: a 304 describes nothing but what it confirms.
        if status != 304 { text += "Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n" }
        text += "Content-Security-Policy: \(contentSecurityPolicy)\r\n"
        text += "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
        text += "Cross-Origin-Resource-Policy: \(isForAllSites ? "cross-origin" : "same-origin")\r\n"
        if case .page = policy {
            text += "Cross-Origin-Opener-Policy: same-origin\r\n"
            text += "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\r\n"
        }
        text += "Cache-Control: \(caching)\r\n"
        for field in fields { text += "\(field.name): \(field.value)\r\n" }
        return Array((text + "\r\n").utf8) + (hasBody ? body : [])
    }
}
