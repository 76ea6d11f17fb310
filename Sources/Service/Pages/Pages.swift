import Wire

/// The few pages there are, from a table: no path of the file system is ever looked at.
struct Pages {
    struct Facts {
        var health: Health
        var connections: Int
        var nowMilliseconds: Int64
        var lineAddress: String?
    }

    static func answer(to head: HTTPHead, _ facts: Facts) -> PageAnswer {
        switch head.path {
        case "/": page(facts)
        case "/health", "/health/ready":
            PageAnswer(
                facts.health.isReady ? 200 : 503, facts.health.isReady ? "OK" : "Service Unavailable",
                type: "application/json",
                body: facts.health.body(connections: facts.connections, atMilliseconds: facts.nowMilliseconds)
            )
        case "/health/live": PageAnswer(200, "OK", body: Array("alive\n".utf8))
        default: PageAnswer(404, "Not Found")
        }
    }

    private static func page(_ facts: Facts) -> PageAnswer {
        let lines =
            facts.lineAddress.map { "<p>Line protocol / protocole par lignes : <code>\($0)</code></p>" } ?? ""
        let html = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Relais</title>
            <h1>Relais</h1>
            <p>A customer-service chatbot runs here. It answers from its knowledge base and hands over to people.</p>
            <p lang="fr">Ici tourne un chatbot de service client. Il répond d'après sa base de connaissances et passe
            la main à des personnes.</p>
            <ul>
            <li>WebSocket: this address, subprotocol <code>\(WebSocketHandshake.subprotocol)</code></li>
            <li><a href="/health">/health</a>, <a href="/health/live">/health/live</a></li>
            </ul>
            \(lines)
            </html>

            """
        return PageAnswer(200, "OK", type: "text/html; charset=utf-8", body: Array(html.utf8))
    }
}
