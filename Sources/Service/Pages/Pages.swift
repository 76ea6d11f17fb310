import Wire

/// The pages there are: the built-in files, and what the daemon says of itself.
struct Pages {
    struct Facts {
        var health: Health
        var connections: Int
        var nowMilliseconds: Int64
        /// Sites that may talk to the bot.
        var origins: [String]
        var queues: [QueueHours]
    }

    static func answer(to head: HTTPHead, _ facts: Facts) -> PageAnswer {
        switch head.path {
        case "/health", "/health/ready", "/ready":
            PageAnswer(
                facts.health.isReady ? 200 : 503, facts.health.isReady ? "OK" : "Service Unavailable",
                type: "application/json",
                body: facts.health.body(connections: facts.connections, atMilliseconds: facts.nowMilliseconds)
            )
        case "/health/live", "/live": PageAnswer(200, "OK", body: Array("alive\n".utf8))
        case "/hours":
            PageAnswer(
                200, "OK", type: "application/json",
                body: QueueHours.body(facts.queues, atMilliseconds: facts.nowMilliseconds))
        case "/console", "/supervisor", "/widget": redirect(to: head.path + "/")
        case let path:
            BuiltInFile.all[path]?.answer(to: head, origins: facts.origins) ?? PageAnswer(404, "Not Found")
        }
    }

    private static func redirect(to path: String) -> PageAnswer {
        guard BuiltInFile.all[path] != nil else { return PageAnswer(404, "Not Found") }
        var answer = PageAnswer(308, "Permanent Redirect")
        answer.fields = [.init(name: "Location", value: path)]
        return answer
    }
}
