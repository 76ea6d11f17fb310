import JSON

// What the daemon says.

extension DeskConsole {
    mutating func hear(_ value: JSONValue) {
        switch value["type"]?.string {
        case "hello":
            heartbeatMilliseconds = max(1_000, value["heartbeat_ms"]?.safeInteger ?? heartbeatMilliseconds)
            send([("type", "auth"), ("token", .string(settings.token))])
        case "ready": signedIn(value)
        case "ping": send([("type", "pong")])
        case "drain":
            comeBackAfter = (value["retry_ms"]?.safeInteger ?? 1_500) + Int64(settings.seed % 1_000)
            hint("The daemon restarts.", "Le serveur redémarre.")
        case "offer": offered(value)
        case "withdrawn": withdrawn(value)
        case "assigned": assigned(value)
        case "unassigned": unassigned(value)
        case "resumed": resumed(value)
        case "resync": resynced(value)
        case "event": event(value)
        case "note": note(value)
        case "ack": acknowledged(value)
        case "suggestions": suggested(value)
        case "history": history(value)
        case "catalogue":
            settings.paint.take(reasonsOf: value)
            if settings.takesCannedOfBot {
                settings.canned = CannedAnswers(catalogue: value, paint.language, settings.canned)
            }
        case "desk": pictured(value)
        case "alarm":
            show(paint.alert("! " + ConsolePaint.brief(value["text"]?.string ?? "")) + short(value))
            outputs.append(.ring)
        case "error": failed(value)
        default: break
        }
    }

    private func short(_ value: JSONValue) -> String {
        value["conversation"]?.string.map { " #" + $0.prefix(6) } ?? ""
    }

    // MARK: - Offers and ownership

    private mutating func offered(_ value: JSONValue) {
        guard let id = value["offer"]?.string, let conversation = value["conversation"]?.string,
            !offers.contains(where: { $0.id == id })
        else { return }
        let offer = ConsoleOffer(
            id: id, conversation: conversation, number: Self.smallestFree(offers.map(\.number)),
            expiresAtMilliseconds: now + (value["expires_ms"]?.safeInteger ?? 30_000),
            isRedelivered: value["redelivered"]?.bool ?? false,
            packet: ConsolePacket(value["packet"] ?? .null))
        offers.append(offer)
        outputs.append(.ring)
        show(text(of: offer))
    }

    private mutating func withdrawn(_ value: JSONValue) {
        guard let index = offers.firstIndex(where: { $0.id == value["offer"]?.string }) else { return }
        let offer = offers.remove(at: index)
        let reason = value["reason"]?.string ?? ""
        if reason == "declined" || reason == "accepted" { return }
        let why =
            switch reason {
            case "expired": paint.words("expired", "a expiré")
            case "customerLeft":
                paint.words("is gone: the customer left", "n'est plus là : le client est parti")
            default: paint.words("was withdrawn", "a été retirée")
            }
        hint("Offer \(offer.number) \(why).", "L'offre \(offer.number) \(why).")
    }

    private mutating func assigned(_ value: JSONValue) {
        guard let id = value["conversation"]?.string, let epoch = value["epoch"]?.safeInteger else { return }
        let packet = ConsolePacket(value["packet"] ?? .null)
        offers.removeAll { $0.conversation == id }
        if let index = index(of: id) {
            let isNew = conversations[index].packet == nil
            conversations[index].epoch = epoch
            conversations[index].packet = packet
            if isNew { showPacket(index) }
            return
        }
        open(id, epoch: epoch, packet: packet)
        guard let index = index(of: id) else { return }
        outputs.append(.ring)
        show(
            paint.alert(paint.words("Given to you: ", "Vous est confiée : "))
                + paint.bold("\(conversations[index].number) \(conversations[index].title)"))
        showPacket(index)
    }

    private mutating func unassigned(_ value: JSONValue) {
        guard let id = value["conversation"]?.string, let index = index(of: id),
            conversations[index].epoch <= value["epoch"]?.safeInteger ?? .max
        else { return }
        // What this agent asked for is told by the answer to it.
        if pending.contains(where: { $0.conversation == id && $0.isLeaving }) { return }
        let why =
            switch value["reason"]?.string {
            case "customerLeft": paint.words("left", "est parti")
            case "agentSilent":
                paint.words(
                    "went back to the queue: no reply in time",
                    "est retourné en file : pas de réponse à temps")
            case "taken", "moved":
                paint.words("was taken over by a supervisor", "a été repris par un superviseur")
            default: paint.words("is no longer yours", "n'est plus à vous")
            }
        drop(id, why)
    }

    // MARK: - Events

    /// Whether a number is news; notices gaps and asks for what is missing.
    private mutating func isNews(_ seq: Int64, _ index: Int) -> Bool {
        let last = conversations[index].lastSeq
        guard seq > last else { return false }
        if seq > last + 1, !conversations[index].takesAnySeq {
            // What was sent before the answer to a resume is in the answer.
            if conversations[index].isResuming { return false }
            if conversations[index].gapAfter != last {
                conversations[index].gapAfter = last
                resume(index)
                return false
            }
        }
        conversations[index].takesAnySeq = false
        conversations[index].lastSeq = seq
        return true
    }

    private mutating func resumed(_ value: JSONValue) {
        guard let index = index(in: value) else { return }
        conversations[index].isResuming = false
        let to = value["to"]?.safeInteger ?? 0
        conversations[index].catchingUpTo = to
        guard conversations[index].lines.isEmpty, to - conversations[index].lastSeq > Self.unrolledLines
        else { return }
        conversations[index].quietUpTo = to - Self.unrolledLines
        show(
            tag(conversations[index])
                + paint.dim(paint.words(" … the past: /history 200", " … le passé : /historique 200")))
    }

    /// Of the past of a conversation new to this console, so much is shown.
    private static let unrolledLines: Int64 = 20

    private mutating func resynced(_ value: JSONValue) {
        guard let id = value["conversation"]?.string, let index = index(of: id) else { return }
        conversations[index].lastSeq = value["seq"]?.safeInteger ?? conversations[index].lastSeq
        conversations[index].isResuming = false
        request(.history, "history", id, [("limit", .integer(100))])
    }

    private mutating func event(_ value: JSONValue) {
        guard let id = value["conversation"]?.string, let index = index(of: id) else { return }
        let kind = value["kind"]?.string
        if kind == "typing" || kind == "seen" { return }
        guard let seq = value["seq"]?.safeInteger else { return }
        guard isNews(seq, index) else { return }
        let isMissed = seq <= conversations[index].catchingUpTo
        let time = value["ts"]?.safeInteger ?? now
        switch kind {
        case "message":
            let line = ConsoleLine(message: value, now: now)
            conversations[index].add(line)
            if seq <= conversations[index].quietUpTo { return }
            if current != id { conversations[index].unread += 1 }
            show(text(of: line, in: conversations[index]))
            if line.from == "customer", !isMissed { outputs.append(.ring) }
        case "rated":
            tell(
                index, time,
                paint.words("rated ", "a noté ") + "\(value["score"]?.safeInteger ?? 0)/5 "
                    + ConsolePaint.brief(value["comment"]?.string ?? ""))
        case "incident": tell(index, time, ConsolePaint.brief(value["text"]?.string ?? ""))
        case "closed":
            if pending.contains(where: { $0.conversation == id && $0.isLeaving }) { return }
            if isMissed { return }
            drop(id, paint.words("is closed", "est close"))
        default: break
        }
    }

    private mutating func tell(_ index: Int, _ time: Int64, _ text: String) {
        show(paint.dim("\(paint.time(time)) ") + tag(conversations[index]) + paint.dim(" · " + text))
    }

    private mutating func note(_ value: JSONValue) {
        guard let index = index(in: value),
            let seq = value["note_seq"]?.safeInteger, seq > conversations[index].noteSeq
        else { return }
        conversations[index].noteSeq = seq
        let line = ConsoleLine(note: value, now: now)
        conversations[index].add(line)
        show(text(of: line, in: conversations[index]))
    }

    // MARK: - Answers

    private mutating func settle(_ value: JSONValue) -> Pending? {
        guard let cid = value["cid"]?.string, let place = pending.firstIndex(where: { $0.cid == cid }) else {
            return nil
        }
        return pending.remove(at: place)
    }

    private mutating func acknowledged(_ value: JSONValue) {
        guard let done = settle(value) else { return }
        let id = done.conversation ?? ""
        switch done.kind {
        case .accept(let key):
            accepted(key, epoch: value["epoch"]?.safeInteger ?? 0)
        case .reply:
            guard let index = index(of: id), let seq = value["seq"]?.safeInteger else { return }
            conversations[index].draft = nil
            // Otherwise it came, or comes, as an event.
            guard isNews(seq, index) else { return }
            conversations[index].add(
                ConsoleLine(
                    seq: seq, from: "agent", name: name, text: done.text ?? "",
                    timeMilliseconds: value["ts"]?.safeInteger ?? now))
        case .note:
            guard let index = index(of: id) else { return }
            conversations[index].noteSeq = max(
                conversations[index].noteSeq, value["note_seq"]?.safeInteger ?? 0)
            hint("Noted.", "Noté.")
        case .leave(let how):
            switch how {
            case .closed: drop(id, paint.words("is closed", "est close"))
            case .released: drop(id, paint.words("is back in the queue", "est de retour en file"))
            case .transferred: drop(id, paint.words("is handed over", "est transférée"))
            }
        case .supervise: hint("Done.", "Fait.")
        case .decline, .suggest, .history, .available: break
        }
    }

    private mutating func accepted(_ key: ConsoleOffer.Key, epoch: Int64) {
        let offer = offers.first { $0.id == key.offer }
        offers.removeAll { $0.id == key.offer }
        if let index = index(of: key.conversation) {
            conversations[index].epoch = epoch
        } else {
            open(key.conversation, epoch: epoch, packet: offer?.packet)
        }
        guard let index = index(of: key.conversation) else { return }
        if offer == nil, conversations[index].lines.isEmpty {
            // Accepted before the line broke: the packet is gone with it, what was said is not.
            resume(index)
        }
        current = key.conversation
        conversations[index].unread = 0
        show(nowWith(conversations[index]))
        showPacket(index)
    }

    private mutating func suggested(_ value: JSONValue) {
        _ = settle(value)
        guard let index = index(in: value) else { return }
        let articles = (value["articles"]?.array ?? []).map { ConsoleArticle($0) }
        conversations[index].articles = articles
        guard !articles.isEmpty else {
            return hint("No article fits.", "Aucun article ne convient.")
        }
        for (place, article) in articles.enumerated() {
            show(
                "  " + paint.bold("\(place + 1)") + " \(ConsolePaint.brief(article.title)) "
                    + paint.dim(
                        "\(Int((article.confidence * 100).rounded())) % — \(ConsolePaint.brief(article.text, 120))"
                    ))
        }
        hint("  /use N says it to the customer", "  /utiliser N le dit au client")
    }

    private mutating func history(_ value: JSONValue) {
        _ = settle(value)
        guard let index = index(in: value) else { return }
        for event in value["events"]?.array ?? [] where event["kind"]?.string == "message" {
            show(text(of: ConsoleLine(message: event), in: conversations[index]))
        }
    }

    private mutating func pictured(_ value: JSONValue) {
        picture = value
        let breaches = Set(
            (value["breaches"]?.array ?? []).compactMap { one in
                one["conversation"]?.string.map { $0 + " " + (one["target"]?.string ?? "") }
            })
        let new = breaches.subtracting(knownBreaches)
        knownBreaches = breaches
        guard !new.isEmpty else { return }
        outputs.append(.ring)
        warn("\(new.count) target(s) missed; /queue", "\(new.count) délai(s) dépassé(s) ; /file")
    }

    private mutating func failed(_ value: JSONValue) {
        let code = value["code"]?.string ?? "internal"
        if let retry = value["retry_ms"]?.safeInteger, let cid = value["cid"]?.string,
            let place = pending.firstIndex(where: { $0.cid == cid })
        {
            pending[place].retryAt = now + min(max(retry, 50), 60_000)
            return
        }
        let done = settle(value)
        if done == nil, let index = index(in: value) {
            // A resume that was refused: go on with what comes.
            conversations[index].isResuming = false
            conversations[index].takesAnySeq = true
        }
        switch code {
        case "auth_failed" where authTriesLeft > 0 && value["fatal"]?.bool == false:
            authTriesLeft -= 1
            authAt = now + Self.authAgainMilliseconds
        case "auth_failed", "auth_required", "auth_expired", "unsupported_version", "replaced":
            show(paint.failure(explanation(code, value)))
            outputs.append(.leave(1))
        case "forbidden" where link == .greeting:
            show(paint.failure(explanation(code, value)))
            outputs.append(.leave(1))
        case "already_taken":
            if case .accept(let key)? = done?.kind { offers.removeAll { $0.id == key.offer } }
            warn("Too late: this customer is with somebody else.", "Trop tard : ce client est déjà pris.")
        case "stale_assignment", "closed":
            if let text = value["draft"]?.string ?? done?.text { keepDraft(text, of: done?.conversation) }
            show(paint.failure(explanation(code, value)))
            if let id = done?.conversation {
                drop(id, paint.words("is no longer yours", "n'est plus à vous"))
            }
        default:
            if let text = done?.text { keepDraft(text, of: done?.conversation) }
            show(paint.failure(explanation(code, value)))
        }
    }

    private mutating func keepDraft(_ text: String, of conversation: String?) {
        guard let index = conversation.flatMap({ index(of: $0) }) else {
            show(paint.dim(paint.words("not sent: ", "non envoyé : ")) + ConsolePaint.safe(text))
            return
        }
        conversations[index].draft = text
    }
}
