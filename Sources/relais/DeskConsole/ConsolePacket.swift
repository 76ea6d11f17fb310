import JSON

/// What comes with a customer: why he needs a person, what is known, what was tried and said.
///
/// Read leniently: a field that is missing or odd is left out, because an agent with half a packet is better than none.
struct ConsolePacket: Sendable {
    struct Earlier: Equatable, Sendable {
        var channel: String
        var outcome: String
        var summary: String
        var timeMilliseconds: Int64
    }

    var queue = ""
    var reasonCode = ""
    var reasonText = ""
    var priority = ""
    var waitingMilliseconds: Int64 = 0
    var language = ""
    var channel = ""
    var flow: String?
    var customerID: String?
    var customerName: String?
    var profile: [(String, String)] = []
    var slots: [(String, String)] = []
    var privateSlots: Set<String> = []
    /// What was done, to what, and how it went.
    var tried: [(kind: String, name: String, detail: String)] = []
    var pages: [String] = []
    var earlier: [Earlier] = []
    var notes: [ConsoleLine] = []
    var transcript: [ConsoleLine] = []
    var transcriptFrom: Int64 = 1

    init(_ value: JSONValue) {
        queue = value["queue"]?.string ?? ""
        reasonCode = value["reason"]?["code"]?.string ?? ""
        reasonText = value["reason"]?["text"]?.string ?? ""
        priority = value["priority"]?.string ?? ""
        waitingMilliseconds = value["waiting_ms"]?.safeInteger ?? 0
        language = value["language"]?.string ?? ""
        channel = value["channel"]?.string ?? ""
        if let flow = value["flow"]?.string {
            self.flow = value["step"]?.string.map { "\(flow)/\($0)" } ?? flow
        }
        customerID = value["customer"]?["id"]?.string
        customerName = value["customer"]?["name"]?.string
        profile = Self.pairs(value["customer"]?["profile"])
        slots = Self.pairs(value["slots"])
        privateSlots = Set((value["private"]?.array ?? []).compactMap(\.string))
        tried = (value["tried"]?.array ?? []).map { one in
            if let text = one.string { return ("", text, "") }
            return (one["kind"]?.string ?? "", one["name"]?.string ?? "", one["detail"]?.string ?? "")
        }
        pages = (value["pages"]?.array ?? []).compactMap(\.string)
        earlier = (value["earlier"]?.array ?? []).map { one in
            Earlier(
                channel: one["channel"]?.string ?? "", outcome: one["outcome"]?.string ?? "",
                summary: one["summary"]?.string ?? "", timeMilliseconds: one["ts"]?.safeInteger ?? 0)
        }
        notes = (value["notes"]?.array ?? []).map { ConsoleLine(note: $0) }
        transcript = (value["transcript"]?.array ?? []).map { ConsoleLine(message: $0) }
        transcriptFrom = value["transcript_from"]?.safeInteger ?? 1
    }

    private static func pairs(_ value: JSONValue?) -> [(String, String)] {
        (value?.object ?? []).map { member in
            (member.key, member.value.string ?? String(decoding: member.value.encoded(), as: UTF8.self))
        }
    }

    // MARK: - On the screen

    /// Why, in the agent's language.
    func reason(_ paint: ConsolePaint) -> String {
        let known = ReasonCodeWords.text(reasonCode, in: paint.language)
        // Other reasons come with the same once more, unless an author wrote them.
        let saysMore = ["flow", "action_error"].contains(reasonCode) || paint.hasWords(forReason: reasonText)
        let text = saysMore ? ConsolePaint.brief(paint.reason(reasonText)) : ""
        return text.isEmpty ? known : "\(known) — \(text)"
    }

    private static func deed(_ kind: String, _ paint: ConsolePaint) -> String {
        switch kind {
        case "answer": paint.words("answered", "réponse donnée")
        case "call": paint.words("call", "appel")
        case "promise": paint.words("promise", "promesse")
        case "end": paint.words("flow ended", "fin de parcours")
        case "escalate": paint.words("asked for a person", "demande d'une personne")
        default: kind
        }
    }

    func urgency(_ paint: ConsolePaint) -> String? {
        switch priority {
        case "urgent": paint.words("URGENT", "URGENT")
        case "high": paint.words("high priority", "priorité haute")
        case "low": paint.words("low priority", "priorité basse")
        default: nil
        }
    }

    /// One line: who, where, how long.
    func headline(_ paint: ConsolePaint) -> String {
        var parts = [queue, customerName.map { ConsolePaint.brief($0, 30) } ?? "", "\(language), \(channel)"]
        parts.append(
            paint.words("waiting ", "attend depuis ") + paint.duration(waitingMilliseconds))
        if let urgency = urgency(paint) { parts.append(urgency) }
        return parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// All of it but the transcript.
    func lines(_ paint: ConsolePaint) -> [String] {
        var lines = [paint.bold(headline(paint))]
        func say(_ label: String, _ text: String) {
            lines.append("  " + paint.dim(label) + " " + text)
        }
        say(paint.words("why:", "raison :"), reason(paint))
        if let flow { say(paint.words("flow:", "parcours :"), ConsolePaint.brief(flow)) }
        if let customerID { say(paint.words("customer:", "client :"), ConsolePaint.brief(customerID)) }
        if !profile.isEmpty {
            say(paint.words("profile:", "profil :"), Self.list(profile, marking: [], paint))
        }
        if !slots.isEmpty {
            say(paint.words("known:", "connu :"), Self.list(slots, marking: privateSlots, paint))
        }
        if !tried.isEmpty {
            say(
                paint.words("tried:", "essayé :"),
                tried.map { one in
                    let detail = paint.reason(one.detail)
                    let parts = [Self.deed(one.kind, paint), one.name, detail].filter { !$0.isEmpty }
                    return ConsolePaint.brief(parts.joined(separator: " "))
                }.joined(separator: "; "))
        }
        if !pages.isEmpty {
            say(
                paint.words("pages:", "pages :"),
                pages.suffix(8).map { ConsolePaint.brief($0, 60) }.joined(separator: " → "))
        }
        for one in earlier.suffix(5) {
            say(
                paint.words("earlier:", "avant :"),
                ConsolePaint.brief("\(one.channel), \(one.outcome) — \(one.summary)", 160))
        }
        for note in notes {
            say(
                paint.words("note", "note"),
                "\(ConsolePaint.brief(note.name ?? "", 30)): \(ConsolePaint.safe(note.text))")
        }
        return lines
    }

    private static func list(_ pairs: [(String, String)], marking: Set<String>, _ paint: ConsolePaint)
        -> String
    {
        pairs.map { name, value in
            let mark = marking.contains(name) ? paint.words(" (private)", " (privé)") : ""
            return "\(ConsolePaint.brief(name, 40)) = \(ConsolePaint.brief(value))\(mark)"
        }.joined(separator: ", ")
    }
}
