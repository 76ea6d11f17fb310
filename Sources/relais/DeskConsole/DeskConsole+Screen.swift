import JSON
import Text

// What it looks like.

extension DeskConsole {
    /// What stands before the line being typed: state, offers, the queue for supervisors, and who will read it.
    package var prompt: String {
        var parts: [String] = []
        if link != .ready { parts.append(paint.words("off line", "hors ligne")) }
        parts.append(capacity.map { "\(conversations.count)/\($0)" } ?? paint.words("away", "absent"))
        if !offers.isEmpty {
            let plural = offers.count == 1 ? "" : "s"
            parts.append(paint.words("\(offers.count) offer\(plural)", "\(offers.count) offre\(plural)"))
        }
        let unread = conversations.filter { $0.unread > 0 && $0.id != current }.map { "\($0.number)" }
        if !unread.isEmpty { parts.append("✉ " + unread.joined(separator: ",")) }
        if let waiting { parts.append(paint.words("\(waiting) waiting", "\(waiting) en file")) }
        let head = "[" + parts.joined(separator: " · ") + "]"
        guard let index = currentIndex else { return head + "> " }
        return head + " \(conversations[index].number) \(conversations[index].title)> "
    }

    /// What a key on an empty line stands for now.
    package var shortcuts: [Character: String] {
        var keys: [Character: String] = [:]
        if !offers.isEmpty {
            keys["+"] = "/accept"
            keys["-"] = "/decline"
        }
        if conversations.count > 1 { keys["\t"] = "/go" }
        return keys
    }

    private var waiting: Int64? {
        picture?["queues"]?.array?.reduce(0) { $0 + ($1["waiting"]?.safeInteger ?? 0) }
    }

    func tag(_ conversation: ConsoleConversation) -> String {
        conversation.id == current
            ? paint.bold("\(conversation.number)") : paint.alert("\(conversation.number)")
    }

    /// `14:32 1 Camille: …`
    func text(of line: ConsoleLine, in conversation: ConsoleConversation) -> String {
        let who: String
        switch line.from {
        case "customer": who = paint.customer(conversation.title)
        case "bot": who = paint.dim("bot")
        case "agent":
            // A role is shown as such, whatever the name says.
            let name = ConsolePaint.brief(line.name ?? "", 30)
            who = paint.own(
                name == self.name ? paint.words("you", "vous") : paint.words("agent ", "agent ") + name)
        case "note":
            who = paint.alert(paint.words("note by ", "note de ") + ConsolePaint.brief(line.name ?? "", 30))
        default: who = paint.dim(paint.words("system", "système"))
        }
        let body = ConsolePaint.safe(line.text)
        return paint.dim(paint.time(line.timeMilliseconds)) + " " + tag(conversation) + " " + who
            + paint.words(": ", " : ")
            + (line.from == "bot" ? paint.dim(body) : body)
    }

    func text(of offer: ConsoleOffer) -> String {
        let seconds = max(0, offer.expiresAtMilliseconds - now)
        let back =
            offer.isRedelivered
            ? paint.alert(paint.words(" (was with an agent before)", " (déjà passé par un agent)")) : ""
        var lines = [
            paint.alert("◆ " + paint.words("Offer \(offer.number)", "Offre \(offer.number)")) + " "
                + offer.packet.headline(paint) + back,
            "  " + paint.dim(paint.words("why: ", "raison : ")) + offer.packet.reason(paint),
        ]
        if let last = offer.packet.transcript.last(where: { $0.from == "customer" }) {
            lines.append("  " + paint.customer("« " + ConsolePaint.brief(last.text, 160) + " »"))
        }
        let which = offers.count > 1 ? " \(offer.number)" : ""
        lines.append(
            "  " + paint.bold("/a\(which)") + paint.words(" accept · ", " accepter · ")
                + paint.bold("/d\(which)")
                + paint.words(" decline · ", " refuser · ") + paint.duration(seconds))
        return lines.joined(separator: "\n")
    }

    mutating func showPacket(_ index: Int) {
        let conversation = conversations[index]
        guard let packet = conversation.packet else {
            hint("No packet; /history shows what was said.", "Pas de dossier ; /historique montre l'échange.")
            return
        }
        show(packet.lines(paint).joined(separator: "\n"))
        if packet.transcriptFrom > 1 {
            hint("  … earlier lines: /history 200", "  … lignes précédentes : /historique 200")
        }
        for line in conversation.lines.suffix(30) { show(text(of: line, in: conversation)) }
    }

    func row(_ conversation: ConsoleConversation) -> String {
        let marks = [
            conversation.id == current ? paint.words("current", "en cours") : "",
            conversation.unread > 0
                ? paint.words("\(conversation.unread) new", "\(conversation.unread) nouveau(x)") : "",
            conversation.draft != nil ? paint.words("draft", "brouillon") : "",
        ].filter { !$0.isEmpty }
        let last = conversation.lines.last.map { ConsolePaint.brief($0.text, 60) } ?? ""
        let place = conversation.packet.map { "\($0.queue), \($0.channel)" } ?? ""
        return tag(conversation) + " " + paint.bold(conversation.title) + " "
            + paint.dim(
                [place, marks.joined(separator: ", "), last].filter { !$0.isEmpty }.joined(separator: " · "))
    }

    func waitingConversations() -> [String] {
        (picture?["queues"]?.array ?? []).flatMap { queue in
            (queue["first"]?.array ?? []).compactMap { $0["conversation"]?.string }
        }
    }

    /// The whole desk for a supervisor, one's own part of it for an agent.
    mutating func showQueue() {
        guard let picture else {
            hint(
                "The queue is shown to supervisors; yours:",
                "La file est montrée aux superviseurs ; la vôtre :")
            return list()
        }
        for queue in picture["queues"]?.array ?? [] {
            var parts = [
                paint.words(
                    "waiting \(queue["waiting"]?.safeInteger ?? 0)",
                    "en attente \(queue["waiting"]?.safeInteger ?? 0)")
            ]
            parts.append(
                paint.words("with agents ", "en charge ") + "\(queue["with_agents"]?.safeInteger ?? 0)")
            parts.append("agents \(queue["agents"]?.safeInteger ?? 0)")
            if let oldest = queue["oldest_ms"]?.safeInteger {
                parts.append(paint.words("oldest ", "plus ancien ") + paint.duration(oldest))
            }
            if queue["open"]?.bool == false { parts.append(paint.words("closed", "fermée")) }
            if queue["full"]?.bool == true { parts.append(paint.alert(paint.words("full", "pleine"))) }
            if let breaches = queue["breaches"]?.safeInteger, breaches > 0 {
                parts.append(paint.failure(paint.words("\(breaches) late", "\(breaches) en retard")))
            }
            show(
                paint.bold(ConsolePaint.brief(queue["name"]?.string ?? "", 30)) + " "
                    + parts.joined(separator: " · "))
            for one in (queue["first"]?.array ?? []).prefix(10) {
                show(
                    "  #" + (one["conversation"]?.string ?? "").prefix(8)
                        + paint.dim(
                            " \(one["priority"]?.string ?? "") · \(one["language"]?.string ?? "") · \(ConsolePaint.brief(one["channel"]?.string ?? "", 20)) · "
                                + paint.duration(one["waiting_ms"]?.safeInteger ?? 0)))
            }
        }
        for agent in picture["agents"]?.array ?? [] {
            let load = "\(agent["assigned"]?.array?.count ?? 0)/\(agent["capacity"]?.safeInteger ?? 0)"
            let state =
                agent["present"]?.bool == false
                ? paint.words("gone", "parti")
                : agent["available"]?.bool == true
                    ? paint.words("available", "disponible") : paint.words("away", "absent")
            show(
                "  @ " + ConsolePaint.brief(agent["name"]?.string ?? "", 30)
                    + paint.dim(" \(load) · \(state)"))
        }
    }

    func explanation(_ code: String, _ value: JSONValue) -> String {
        let known: String? =
            switch code {
            case "auth_failed": paint.words("The token is not accepted.", "Le jeton n'est pas accepté.")
            case "auth_expired": paint.words("The token was revoked.", "Le jeton a été révoqué.")
            case "auth_required": paint.words("A token is needed.", "Il faut un jeton.")
            case "forbidden": paint.words("Your account may not do that.", "Votre compte n'y a pas droit.")
            case "replaced":
                paint.words(
                    "This console was replaced by a newer one.",
                    "Cette console a été remplacée par une plus récente.")
            case "stale_assignment":
                paint.words(
                    "Not delivered: the conversation is no longer yours.",
                    "Non remis : la conversation n'est plus à vous.")
            case "closed": paint.words("The conversation is closed.", "La conversation est close.")
            case "not_found": paint.words("No such conversation.", "Pas de telle conversation.")
            case "storage":
                paint.words(
                    "The daemon cannot store at the moment; nothing was done.",
                    "Le serveur ne peut pas enregistrer ; rien n'a été fait.")
            default: nil
            }
        let text = ConsolePaint.brief(value["text"]?.string ?? code, 200)
        return known.map { code == "forbidden" || code == "storage" ? "\($0) (\(text))" : $0 }
            ?? "\(code): \(text)"
    }

    func help() -> String {
        let rows: [(command: String, en: String, fr: String)] = [
            (
                "…", "a line without / goes to the customer (// for a leading /)",
                "une ligne sans / va au client (// pour commencer par /)"
            ),
            (
                "/a [N]  /d [N]", "accept, decline an offer (+ - on an empty line)",
                "accepter, refuser une offre (+ - sur une ligne vide)"
            ),
            (
                "/2  /go  /list", "to conversation 2, to the next (Tab on an empty line), all of them",
                "vers la conversation 2, la prochaine (Tab sur une ligne vide), la liste"
            ),
            ("/packet  /history [N]", "why and what is known; what was said", "le dossier ; l'échange"),
            (
                "/suggest [TEXT]  /use N", "articles about the last question; say one",
                "articles sur la dernière question ; en dire un"
            ),
            ("/canned [NAME]", "answers with a name", "réponses toutes prêtes (aussi /modèle)"),
            (
                "/note TEXT", "for colleagues; the customer never sees it",
                "pour les collègues ; le client ne la voit jamais"
            ),
            ("/transfer queue|agent NAME [NOTE]", "hand over", "transférer"),
            ("/bot FLOW/STEP [NOTE]", "back to the bot at a step", "retour au robot à une étape"),
            (
                "/close [OUTCOME [TAG…]]  /release", "end it (solved); back to the queue",
                "clore (solved) ; rendre à la file"
            ),
            (
                "/available [N]  /away", "take offers, N at once; no more offers",
                "recevoir des offres, N à la fois ; plus d'offres"
            ),
            (
                "/queue", "the desk (supervisors: /take /move /assign)",
                "la file (superviseurs : /take /move /assign)"
            ),
            ("/lang fr|en  /quit", "language; leave", "langue ; quitter"),
        ]
        let width = (rows.map(\.command.count).max() ?? 0) + 2
        return rows.map { row in
            "  " + paint.bold(row.command.padded(to: width)) + paint.words(row.en, row.fr)
        }.joined(separator: "\n")
    }
}
