/// The way from an HTTP request to a WebSocket.
///
/// - Source: RFC 6455 section 4.2.
package enum WebSocketHandshake {
    package static let subprotocol = "relais.v1"
    private static let guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// Whether the request asks for a WebSocket at all; otherwise it wants a page.
    package static func isRequested(_ head: HTTPHead) -> Bool {
        head.fields.contains { $0.name == "upgrade" || $0.name == "sec-websocket-key" }
    }

    /// Checks the request; who may connect from where (`Origin`, `Host`) is for the caller.
    ///
    /// - Returns: the bytes of the answer that switches protocols.
    package static func answer(to head: HTTPHead) throws(HTTPRefusal) -> [UInt8] {
        guard head.method == .get, head.has("websocket", in: "upgrade"), head.has("upgrade", in: "connection")
        else {
            throw HTTPRefusal(400, "Bad Request")
        }
        guard head["sec-websocket-version"] == "13" else {
            throw HTTPRefusal(
                426, "Upgrade Required",
                fields: [
                    .init(name: "sec-websocket-version", value: "13"),
                    .init(name: "upgrade", value: "websocket"),
                ])
        }
        guard let key = head["sec-websocket-key"], Tokens.bytes(base64: key)?.count == 16 else {
            throw HTTPRefusal(400, "Bad Request")
        }
        let offersOurs = head.has(subprotocol, in: "sec-websocket-protocol")
        if !offersOurs, head.fields.contains(where: { $0.name == "sec-websocket-protocol" }) {
            throw HTTPRefusal(400, "Bad Request")
        }
        var text = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        text += "Sec-WebSocket-Accept: \(acceptance(of: key))\r\n"
        if offersOurs { text += "Sec-WebSocket-Protocol: \(subprotocol)\r\n" }
        return Array((text + "\r\n").utf8)
    }

    static func acceptance(of key: String) -> String {
        Tokens.base64(Tokens.sha1(Array((key + guid).utf8)))
    }
}
