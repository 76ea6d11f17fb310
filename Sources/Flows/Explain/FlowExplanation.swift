package import Text

extension Program {
    /// What a flow does at every place where something may happen, and which level says so: the line itself, its step,
    /// the flow, or the system's flows.
    ///
    /// - Returns: text for people, ended by a line feed; nil when there is no such flow.
    package func explain(flow name: String, language: Language) -> String? {
        guard let flow = flow(named: name) else { return nil }
        var explanation = FlowExplanation(program: self, flow: flow, language: language)
        return explanation.text()
    }
}

/// Writes the explanation of one flow.
private struct FlowExplanation {
    let program: Program
    let flow: Flow
    let language: Language
    private var output = ""
    private var rows: [(event: String, level: String, what: String)] = []

    init(program: Program, flow: Flow, language: Language) {
        self.program = program
        self.flow = flow
        self.language = language
    }

    private func words(_ en: String, _ fr: String) -> String { language == .french ? fr : en }

    mutating func text() -> String {
        heading()
        for (index, line) in flow.lines.enumerated() { explain(index, line) }
        ending()
        return output
    }

    // MARK: Head and end

    private mutating func heading() {
        output += words("Flow ", "Flux ") + flow.name
        if let place = program.sources.location(of: flow.range) { output += " (\(place))" }
        output += "\n"
        if !flow.triggers.isEmpty {
            output +=
                words("  starts with: ", "  démarre avec : ") + flow.triggers.joined(separator: ", ") + "\n"
        }
        if let label = flow.label?.variants(channel: "", language: language).first, let text = plain(label) {
            output += words("  called: ", "  se nomme : ") + text + "\n"
        }
        if !flow.gives.isEmpty {
            output += words("  gives: ", "  donne : ") + flow.gives.joined(separator: ", ") + "\n"
        }
        if let bound = program.turnBounds[flow.name], bound > 0 {
            output += words(
                "  proved: an answer, a person, a promise or an end within \(bound) "
                    + "\(bound == 1 ? "turn" : "turns") (digressions aside)\n",
                "  prouvé : une réponse, une personne, une promesse ou une fin en \(bound) "
                    + "\(bound == 1 ? "tour" : "tours") au plus (hors digressions)\n"
            )
        }
    }

    private func plain(_ template: Template) -> String? {
        if case .text(let text)? = template.pieces.first { text } else { nil }
    }

    private mutating func ending() {
        guard !flow.triggers.isEmpty else { return }
        output += words("\nWhen it has ended\n", "\nUne fois terminé\n")
        if program.policy.asksSatisfaction {
            add(
                words("solved after an answer", "résolu après une réponse"), system,
                words("run system.satisfied, once", "run system.satisfied, une fois"))
        }
        if let handler = flow.handlers.first(where: { $0.event == .unsatisfied }) {
            add("unsatisfied", level(2), written(handler))
        } else {
            add("unsatisfied", system, toPerson)
        }
        flush()
    }

    // MARK: Lines

    private var system: String { words("system", "système") }

    private func level(_ number: Int) -> String {
        [words("this line", "cette ligne"), words("the step", "l'étape"), words("the flow", "le flux")][
            number]
    }

    private var toPerson: String {
        words(
            "a person (queue \(program.policy.defaultQueue ?? "support"))",
            "une personne (file \(program.policy.defaultQueue ?? "support"))")
    }

    private mutating func explain(_ index: Int, _ line: Line) {
        let levels = flow.levels(of: line)
        switch line.act {
        case .ask(let slot, let again, let most, _): ask(slot, again: again, most: most, levels)
        case .call(let site): call(site, levels)
        case .run(let site): run(site, levels)
        case .escalate: escalate(levels)
        case .answer(.article): missing(levels)
        case .when(_, .escalate), .otherwise(.escalate): escalate([[], levels[1], levels[2]])
        case .when(_, .answer(.article)), .otherwise(.answer(.article)): missing([[], levels[1], levels[2]])
        default: return
        }
        let place = program.sources.location(of: line.range) ?? "–"
        output += "\n\(source(line.range)) (\(place))\n"
        if let step = flow.steps[line.step].name {
            output += words("  in step ", "  dans l'étape ") + step + "\n"
        }
        flush()
    }

    private mutating func ask(
        _ slot: SlotReference, again: Bool, most: Int?, _ levels: [[Handler]]
    ) {
        let declaration = program.declaration(slot, in: flow)
        if !again {
            add(
                words("already known", "déjà connu"), words("language", "langage"),
                words("the question is passed over", "la question est sautée"))
        }
        let values: [String] =
            switch declaration.type {
            case .yesNo: ["yes", "no"]
            case .choice(let names): names
            default: []
            }
        for value in values {
            serve(value, levels, { $0 == .value(value) }, otherwise: nil)
        }
        let tries = most ?? program.policy.triesLimit
        let help = words(
            "the system's help, wait; at trouble \(tries) \(toPerson)",
            "l'aide du système, attendre ; au \(tries)\(tries == 1 ? "er" : "e") accroc \(toPerson)")
        if case .pick = declaration.type { serve("none", levels, { $0 == .none }, otherwise: toPerson) }
        serve("miss", levels, { if case .miss = $0 { true } else { false } }, otherwise: help)
        serve("invalid", levels, { if case .invalid = $0 { true } else { false } }, otherwise: help)
        serve("unknown", levels, { $0 == .unknown }, otherwise: help)
        let silence = program.policy.channels.map { channel in
            "\(channel.name) \(Self.duration(program.policy.silenceMilliseconds(channel: channel.name)))"
        }.joined(separator: ", ")
        serve(
            "silence", levels, { if case .silence = $0 { true } else { false } },
            otherwise: words("end abandoned after: \(silence)", "end abandoned après : \(silence)"))
        serve("said", levels, { if case .said = $0 { true } else { false } }, otherwise: nil)
        serve(
            "interrupt", levels, { $0 == .interrupt },
            otherwise: words(
                "the other request runs, then back here", "l'autre demande d'abord, puis retour ici"))
        serve("human", levels, { $0 == .human }, otherwise: toPerson)
        serve("cancel", levels, { $0 == .cancel }, otherwise: "end abandoned")
    }

    private mutating func call(_ site: CallSite, _ levels: [[Handler]]) {
        serve("error", levels, { $0 == .error }, otherwise: nil)
        for failure in program.actions[site.action]?.fails ?? [] {
            serve(failure, levels, { $0 == .failure(failure) }, otherwise: nil)
        }
        add(
            words("at the latest", "au plus tard"), words("this line", "cette ligne"),
            words(
                "after \(Self.duration(site.withinMilliseconds)): error",
                "après \(Self.duration(site.withinMilliseconds)) : error"))
    }

    private mutating func run(_ site: RunSite, _ levels: [[Handler]]) {
        if site.passesOutcome {
            add(
                words("any outcome", "toute issue"), words("language", "langage"),
                words("becomes this flow's outcome", "devient l'issue de ce flux"))
            return
        }
        for outcome in program.flows[site.flow].gives + Keyword.endings {
            serve(outcome, levels, { $0 == .outcome(outcome) }, otherwise: nil)
        }
    }

    private mutating func escalate(_ levels: [[Handler]]) {
        for (event, pattern) in [("closed", EventPattern.closed), ("full", .full)] {
            serve(event, levels, { $0 == pattern }, otherwise: "run system.closed")
        }
        serve("waited", levels, { if case .waited = $0 { true } else { false } }, otherwise: nil)
    }

    private mutating func missing(_ levels: [[Handler]]) {
        serve("missing", levels, { $0 == .missing }, otherwise: toPerson)
    }

    // MARK: Rows

    /// Adds the lines of the nearest level that has one for the event, or what holds without any.
    private mutating func serve(
        _ event: String, _ levels: [[Handler]], _ matches: (EventPattern) -> Bool, otherwise: String?
    ) {
        for (number, level) in levels.enumerated() {
            let found = level.filter { matches($0.event) }
            guard !found.isEmpty else { continue }
            for handler in found { add(head(handler) ?? event, self.level(number), written(handler)) }
            return
        }
        if let otherwise { add(event, system, otherwise) }
    }

    private mutating func add(_ event: String, _ level: String, _ what: String) {
        rows.append((event, level, what))
    }

    private mutating func flush() {
        let first = rows.map(\.event.count).max() ?? 0
        let second = rows.map(\.level.count).max() ?? 0
        for row in rows {
            output +=
                "    " + padded(row.event, first) + "  " + padded(row.level, second) + "  " + row.what + "\n"
        }
        rows = []
    }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// `silence 10 min` as written after `on`.
    private func head(_ handler: Handler) -> String? {
        let line = source(handler.range).split(separator: " ").map(String.init)
        guard line.count > 1, line[0] == "on" else { return nil }
        let count =
            switch handler.event {
            case .silence, .waited: line.count > 2 && Int(line[2]) != nil ? 3 : 2
            case .miss, .invalid: line.count > 2 && Int(line[2]) != nil ? 2 : 1
            case .said: 2
            default: 1
            }
        return line.dropFirst().prefix(count).joined(separator: " ")
    }

    /// The act as written, with its line number.
    private func written(_ handler: Handler) -> String {
        let words = source(handler.range).split(separator: " ").map(String.init)
        let skipped = (head(handler)?.split(separator: " ").count ?? 0) + 1
        let number =
            program.sources.files.indices.contains(handler.range.file)
            ? program.sources.files[handler.range.file].line(of: handler.range.start) : 0
        return words.dropFirst(skipped).joined(separator: " ")
            + self.words("  (line \(number))", "  (ligne \(number))")
    }

    private func source(_ range: SourceRange) -> String {
        guard program.sources.files.indices.contains(range.file) else { return "" }
        let bytes = program.sources.files[range.file].bytes
        guard range.end <= bytes.count else { return "" }
        return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
    }

    private static func duration(_ milliseconds: Int64) -> String {
        for (unit, size) in [("d", Int64(86_400_000)), ("h", 3_600_000), ("min", 60_000)]
        where milliseconds >= size && milliseconds % size == 0 {
            return "\(milliseconds / size) \(unit)"
        }
        return "\(milliseconds / 1_000) s"
    }
}
