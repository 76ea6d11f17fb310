import JSON
import Text

// What the agent types.

extension DeskConsole {
    mutating func obey(_ command: ConsoleCommand) {
        if command != .quit { isQuitConfirmed = false }
        switch command {
        case .nothing: break
        case .reply(let text): say(text)
        case .note(let text):
            requestOfCurrent(.note, "note", [("text", .string(text))], text: text)
        case .accept(let number): answer(number, "accept")
        case .decline(let number): answer(number, "decline")
        case .go(let number): go(number)
        case .list: listOrNothing()
        case .packet:
            if let index = theCurrent() { showPacket(index) }
        case .history(let count):
            guard let index = theCurrent() else { return }
            let lines = conversations[index].lines
            if lines.count >= count || lines.first?.seq ?? 0 <= 1 {
                for line in lines.suffix(count) { show(text(of: line, in: conversations[index])) }
            } else {
                request(.history, "history", conversations[index].id, [("limit", .integer(Int64(count)))])
            }
        case .transfer(let destination, let note): transfer(destination, note)
        case .close(let outcome, let tags):
            var members: [(String, JSONValue)] = [("outcome", .string(outcome ?? "solved"))]
            if !tags.isEmpty { members.append(("tags", .array(tags.map { .string($0) }))) }
            requestOfCurrent(.leave(.closed), "close", members)
        case .release: requestOfCurrent(.leave(.released), "release", [])
        case .suggest(let text): suggest(text)
        case .use(let number):
            guard let index = theCurrent() else { return }
            guard conversations[index].articles.indices.contains(number &- 1) else {
                return complain(
                    "no article \(number); /suggest first", "pas d'article \(number) ; d'abord /suggérer")
            }
            let text = conversations[index].articles[number - 1].text
            show(paint.own("› ") + ConsolePaint.safe(text))
            say(text)
        case .canned(let name): canned(name)
        case .draft:
            guard let index = theCurrent() else { return }
            guard let draft = conversations[index].draft else {
                return complain("no draft", "pas de brouillon")
            }
            conversations[index].draft = nil
            say(draft)
        case .available(let capacity):
            self.capacity = capacity ?? self.capacity ?? settings.capacity ?? 4
            settings.capacity = self.capacity
            sendAvailability()
            show(
                paint.own(
                    paint.words(
                        "Available, \(self.capacity ?? 0) at once.",
                        "Disponible, \(self.capacity ?? 0) à la fois.")))
        case .away:
            capacity = nil
            sendAvailability()
            show(paint.words("Away: no new offers.", "Absent : plus de nouvelles offres."))
        case .queue: showQueue()
        case .take(let id): supervise("take", id, [])
        case .move(let id, let queue): supervise("move", id, [("queue", .string(queue))])
        case .assign(let id, let agent): supervise("assign", id, [("agent", .string(agent))])
        case .help: show(help())
        case .language(let code):
            settings.paint.language = Language(code)
            show(paint.words("English.", "Français."))
        case .quit: quit()
        case .unknown(let word, let nearest):
            let hint = nearest.map { paint.words("; did you mean /\($0)?", " ; vouliez-vous /\($0) ?") } ?? ""
            show(
                paint.failure(
                    paint.words(
                        "unknown: /\(ConsolePaint.brief(word, 30))",
                        "inconnu : /\(ConsolePaint.brief(word, 30))") + hint))
        case .incomplete(let usage):
            show(paint.failure(paint.words("it is written: ", "cela s'écrit : ") + usage))
        }
    }

    private mutating func theCurrent() -> Int? {
        if let index = currentIndex { return index }
        complain(
            "no conversation; /accept an offer first", "aucune conversation ; d'abord /accepter une offre")
        return nil
    }

    private mutating func say(_ text: String) {
        guard theCurrent() != nil else { return }
        guard text.unicodeScalars.count <= 8_000 else {
            return complain("too long: 8,000 characters at most", "trop long : 8 000 caractères au plus")
        }
        requestOfCurrent(.reply, "reply", [("text", .string(text))], text: text)
    }

    private mutating func answer(_ number: Int?, _ verb: String) {
        guard let offer = number.map({ number in offers.first { $0.number == number } }) ?? offers.first
        else {
            return complain("no such offer", "pas de telle offre")
        }
        let key = ConsoleOffer.Key(offer: offer.id, conversation: offer.conversation)
        if verb == "accept" {
            // Typed twice is meant once.
            if pending.contains(where: { $0.kind == .accept(key) }) { return }
            request(.accept(key), verb, offer.conversation, [("offer", .string(offer.id))])
        } else {
            offers.removeAll { $0.id == offer.id }
            request(.decline, verb, offer.conversation, [("offer", .string(offer.id))])
        }
    }

    private mutating func go(_ number: Int?) {
        guard !conversations.isEmpty else { return complain("no conversation", "aucune conversation") }
        let wanted: ConsoleConversation?
        if let number {
            wanted = conversations.first { $0.number == number }
        } else {
            let after = conversations.first {
                $0.number > (currentIndex.map { conversations[$0].number } ?? 0)
            }
            wanted = conversations.first { $0.unread > 0 && $0.id != current } ?? after ?? conversations.first
        }
        guard let wanted, let index = index(of: wanted.id) else {
            return complain("no conversation \(number ?? 0)", "pas de conversation \(number ?? 0)")
        }
        current = wanted.id
        show(nowWith(wanted))
        for line in conversations[index].lines.suffix(max(3, min(wanted.unread, 20))) {
            show(text(of: line, in: conversations[index]))
        }
        if let draft = wanted.draft {
            show(
                paint.dim(paint.words("draft (/draft sends it): ", "brouillon (/brouillon l'envoie) : "))
                    + ConsolePaint.safe(draft))
        }
        conversations[index].unread = 0
    }

    /// All that this agent is offered or has.
    mutating func list() {
        for offer in offers { show(text(of: offer)) }
        for conversation in conversations { show(row(conversation)) }
    }

    private mutating func listOrNothing() {
        list()
        if offers.isEmpty, conversations.isEmpty {
            hint("Nothing at the moment.", "Rien pour l'instant.")
        }
    }

    private mutating func transfer(_ destination: ConsoleCommand.Destination, _ note: String?) {
        let to: JSONValue =
            switch destination {
            case .queue(let name): ["queue": .string(name)]
            case .agent(let name): ["agent": .string(name)]
            case .bot(let step): ["bot": .string(step)]
            }
        var members: [(String, JSONValue)] = [("to", to)]
        if let note { members.append(("note", .string(note))) }
        requestOfCurrent(.leave(.transferred), "transfer", members, text: note)
    }

    private mutating func requestOfCurrent(
        _ kind: Pending.Kind, _ verb: String, _ members: [(String, JSONValue)], text: String? = nil
    ) {
        guard let index = theCurrent() else { return }
        let (id, epoch) = (conversations[index].id, conversations[index].epoch)
        request(kind, verb, id, [("epoch", .integer(epoch))] + members, text: text)
    }

    private mutating func suggest(_ text: String?) {
        guard let index = theCurrent() else { return }
        guard let words = text ?? conversations[index].lastWordsOfCustomer else {
            return complain("what about? /suggest TEXT", "à quel sujet ? /suggérer TEXTE")
        }
        request(.suggest, "suggest", conversations[index].id, [("text", .string(words))])
    }

    private mutating func canned(_ name: String?) {
        guard let name else {
            for entry in settings.canned.entries {
                show(
                    "  " + paint.bold(ConsolePaint.brief(entry.name, 30)) + " "
                        + paint.dim(ConsolePaint.brief(entry.text)))
            }
            return
        }
        guard let index = theCurrent() else { return }
        guard
            let text = settings.canned.text(
                name, customer: conversations[index].packet?.customerName, agent: self.name)
        else {
            return complain("no such answer; /canned lists them", "pas de tel modèle ; /modèle les montre")
        }
        show(paint.own("› ") + ConsolePaint.safe(text))
        say(text)
    }

    private mutating func supervise(_ verb: String, _ id: String, _ members: [(String, JSONValue)]) {
        guard settings.isSupervisor else {
            return complain("only for supervisors (--supervisor)", "réservé aux superviseurs (--supervisor)")
        }
        // The first letters suffice where the picture of the desk shows one that begins so.
        let id = id.hasPrefix("#") ? String(id.dropFirst()) : id
        let known =
            waitingConversations().filter { $0.hasPrefix(id) }
            + conversations.map(\.id).filter { $0.hasPrefix(id) }
        request(.supervise, verb, Set(known).count == 1 ? known[0] : id, members)
    }

    private mutating func quit() {
        guard conversations.isEmpty || isQuitConfirmed else {
            isQuitConfirmed = true
            warn(
                "You have \(conversations.count) conversation(s); they go back to the queue 30 s after you left. /quit again to leave.",
                "Vous avez \(conversations.count) conversation(s) ; elles retournent en file 30 s après votre départ. /quitter encore pour partir."
            )
            return
        }
        capacity = nil
        sendAvailability()
        outputs.append(.leave(0))
    }
}
