import Text

/// Makes transcript tests from their lines; names are held against the program.
struct TestCompiler {
    let program: Program
    let symbols: Symbols
    private let slots: Set<String>
    private let steps: Set<String>

    init(program: Program, symbols: Symbols) {
        self.program = program
        self.symbols = symbols
        slots = Set(program.flows.flatMap { $0.slots.map(\.name) }).union(symbols.sharedIndex.keys)
        steps = Set(program.flows.flatMap { $0.steps.compactMap(\.name) }).union(program.flows.map(\.name))
    }

    func compile(_ nodes: [TestNode]) -> [TranscriptTest] {
        nodes.map { node in
            var entries: [TranscriptTest.Entry] = []
            for entry in node.entries {
                if let line = line(entry) {
                    entries.append(TranscriptTest.Entry(line: line, range: entry.range))
                }
            }
            return TranscriptTest(name: node.name, entries: entries, range: node.range)
        }
    }

    private func line(_ entry: TestNode.Entry) -> TranscriptTest.Line? {
        switch entry.kind {
        case .wait(let milliseconds): .wait(milliseconds: milliseconds)
        case .given(let tokens): setting(tokens, entry.range).map { .given($0) }
        case .sign(UInt8(ascii: ">"), let text): .customer(text)
        case .sign(UInt8(ascii: "<"), let text): expectation(text, entry.range).map { .bot($0) }
        case .sign(UInt8(ascii: "!"), let text): widget(text, entry.range).map { .widget($0) }
        case .sign(_, let text): agent(text, entry.range)
        }
    }

    private func wrong(_ range: SourceRange, _ expected: Bilingual) {
        symbols.sink.report(.testLine, at: range, ["expected": expected])
    }

    /// Whether the name is one of the candidates; another is reported.
    private func isKnown(
        _ name: SourceWord, en: String, fr: String, among candidates: some Collection<String>
    ) -> Bool {
        if candidates.contains(name.text) { return true }
        symbols.unknown(.testUnknownName, name, among: candidates, ["kind": Bilingual(en: en, fr: fr)])
        return false
    }

    private func isQueue(_ name: SourceWord) -> Bool {
        isKnown(name, en: "queue", fr: "de file", among: program.queues.queues.map(\.name))
    }

    private func isAction(_ name: SourceWord) -> Bool {
        isKnown(name, en: "action", fr: "d'action", among: program.actions.keys)
    }

    private func word(_ token: Token, _ range: SourceRange) -> SourceWord {
        SourceWord(text: token.text, range: SourceRange(file: range.file, token.span))
    }

    // MARK: given

    private static let settings = Bilingual(
        en:
            "`given ACTION = field value, …`, `given ACTION fails NAME`, `given ACTION error`, `given queue NAME open|closed|full`, `given now|channel|language|SLOT = V` or `given at FLOW STEP`",
        fr:
            "`given ACTION = champ valeur, …`, `given ACTION fails NOM`, `given ACTION error`, `given queue NOM open|closed|full`, `given now|channel|language|SLOT = V` ou `given at FLUX ÉTAPE`"
    )

    private func setting(_ tokens: [Token], _ range: SourceRange) -> TranscriptTest.Setting? {
        func word(_ index: Int) -> SourceWord? {
            guard index < tokens.count, tokens[index].kind == .word else { return nil }
            return self.word(tokens[index], range)
        }
        guard let first = word(0) else {
            wrong(range, Self.settings)
            return nil
        }
        let hasEquals = tokens.count > 1 && tokens[1].kind == .sign && tokens[1].text == "="
        let valueStart = hasEquals ? 2 : 1
        switch first.text {
        case "queue":
            guard let name = word(1), let state = word(2),
                let situation = QueueSituation(rawValue: state.text)
            else { break }
            return isQueue(name) ? .queue(name.text, situation) : nil
        case "now":
            guard valueStart < tokens.count else { break }
            return .now(text: text(tokens[valueStart...]))
        case "channel":
            guard let name = word(valueStart) else { break }
            let channels = program.policy.channels.map(\.name)
            guard isKnown(name, en: "channel", fr: "de canal", among: channels) else { return nil }
            return .channel(name.text)
        case "language":
            guard let name = word(valueStart) else { break }
            let languages = program.policy.languages.map(\.code)
            guard isKnown(name, en: "language", fr: "de langue", among: languages) else { return nil }
            return .language(Language(name.text))
        case "at":
            guard let flow = word(1), let step = word(2) else { break }
            guard isKnown(flow, en: "flow", fr: "de flux", among: program.flowIndex.keys) else { return nil }
            let steps = program.flow(named: flow.text)?.steps.compactMap(\.name) ?? []
            guard isKnown(step, en: "step", fr: "d'étape", among: steps) else { return nil }
            return .at(flow: flow.text, step: step.text)
        default:
            if let action = program.actions[first.text] {
                return actionSetting(tokens, first, action, hasEquals: hasEquals, range)
            }
            guard hasEquals, tokens.count > 2 else {
                if tokens.count > 1,
                    tokens[1].text == "fails" || tokens[1].text == "error" || first.text.contains(".")
                {
                    _ = isAction(first)
                    return nil
                }
                break
            }
            if !slots.contains(first.text) {
                _ = isKnown(
                    first, en: "action or slot", fr: "d'action ni de donnée (slot)",
                    among: slots.union(program.actions.keys))
                return nil
            }
            return .slot(name: first.text, text: text(tokens[2...]))
        }
        wrong(range, Self.settings)
        return nil
    }

    private func actionSetting(
        _ tokens: [Token], _ name: SourceWord, _ action: ActionDeclaration, hasEquals: Bool,
        _ range: SourceRange
    ) -> TranscriptTest.Setting? {
        if hasEquals {
            return result(Array(tokens.dropFirst(2)), action, range).map {
                .result(action: name.text, fields: $0)
            }
        }
        if tokens.count == 2, tokens[1].text == "error" { return .error(action: name.text) }
        if tokens.count == 3, tokens[1].text == "fails" {
            let failure = word(tokens[2], range)
            guard isKnown(failure, en: "failure", fr: "d'échec", among: action.fails) else { return nil }
            return .fails(action: name.text, failure: failure.text)
        }
        wrong(range, Self.settings)
        return nil
    }

    /// `state lost, days-late 9, times.id a1, times.start 14:00`: a list's elements field by field; a field of a list
    /// met again begins the next element.
    private func result(
        _ tokens: [Token], _ action: ActionDeclaration, _ range: SourceRange
    ) -> [(name: String, text: String)]? {
        var fields: [(name: String, text: String)] = []
        let known = Set(
            action.gives.map(\.name)
                + action.lists.flatMap { list in list.fields.map { "\(list.name).\($0.name)" } })
        for part in tokens.split(whereSeparator: { $0.kind == .comma }) {
            guard let first = part.first, first.kind == .word, part.count > 1 else {
                wrong(range, Self.settings)
                return nil
            }
            guard known.contains(first.text) else {
                symbols.unknown(
                    .unknownField, word(first, range), among: known, ["owner": .same(action.name)])
                return nil
            }
            fields.append((first.text, text(part.dropFirst())))
        }
        return fields
    }

    /// Tokens as written, one blank between words.
    private func text(_ tokens: ArraySlice<Token>) -> String {
        var result = ""
        for token in tokens {
            if !result.isEmpty, token.kind != .colon { result += " " }
            result += token.text
        }
        return result
    }

    // MARK: < ! @

    private static let expectations = Bilingual(
        en:
            "`ask SLOT`, `answer ARTICLE|STEP`, `promise KIND`, `escalate QUEUE [because …]`, `end OUTCOME`, `say STEP`, `call ACTION` or \"text\"",
        fr:
            "`ask SLOT`, `answer ARTICLE|ÉTAPE`, `promise SORTE`, `escalate FILE [because …]`, `end ISSUE`, `say ÉTAPE`, `call ACTION` ou \"texte\""
    )

    private func expectation(_ text: String, _ range: SourceRange) -> TranscriptTest.Expectation? {
        if let quoted = Self.unquoted(text) { return .text(quoted) }
        var words = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard let verb = words.first, words.count > 1 else {
            wrong(range, Self.expectations)
            return nil
        }
        words.removeFirst()
        let name = nameWord(words[0], in: text, range)
        let isAlone = words.count == 1
        switch verb {
        case "ask" where isAlone:
            guard isKnown(name, en: "slot", fr: "de donnée (slot)", among: slots) else { return nil }
            return .ask(slot: name.text)
        case "answer" where isAlone:
            let articles = symbols.catalogue.articles
            guard
                steps.contains(name.text) || articles[name.text] != nil
                    || isKnown(
                        name, en: "article or step", fr: "d'article ni d'étape",
                        among: steps.union(articles.keys))
            else { return nil }
            return .answer(name.text)
        case "promise" where isAlone:
            guard let kind = PromiseKind(rawValue: name.text) else { break }
            return .promise(kind)
        case "escalate":
            guard isQueue(name) else { return nil }
            var because: String?
            if !isAlone {
                guard words[1].hasPrefix("because ") else { break }
                because = String(words[1].dropFirst(8)).trimmedBlanks
            }
            return .escalate(queue: name.text, because: because)
        case "end" where isAlone: return .end(outcome: name.text)
        case "say" where isAlone:
            guard program.phrases[name.text] != nil || isKnown(name, en: "step", fr: "d'étape", among: steps)
            else { return nil }
            return .say(step: name.text)
        case "call" where isAlone:
            return isAction(name) ? .call(action: name.text) : nil
        default: break
        }
        wrong(range, Self.expectations)
        return nil
    }

    /// The second word of a sign line with its place.
    private func nameWord(_ word: String, in text: String, _ range: SourceRange) -> SourceWord {
        let bytes = symbols.sources.files[range.file].bytes
        let end = min(range.end, bytes.count)
        let wanted = Array(word.utf8)
        var index = range.start
        // The first occurrence after a blank: the verb before it is another word.
        while index + wanted.count <= end {
            if index > range.start, Lexer.blankWidth(at: index - 1, end: end, in: bytes) != nil,
                bytes[index..<index + wanted.count].elementsEqual(wanted)
            {
                return SourceWord(
                    text: word, range: SourceRange(file: range.file, start: index, end: index + wanted.count))
            }
            index += 1
        }
        return SourceWord(text: word, range: range)
    }

    private static func unquoted(_ text: String) -> String? {
        for (open, close) in [("\"", "\""), ("«", "»")] where text.hasPrefix(open) {
            var inner = text.dropFirst()
            if inner.hasSuffix(close) { inner = inner.dropLast() }
            return String(inner).trimmedBlanks
        }
        return nil
    }

    private func widget(_ text: String, _ range: SourceRange) -> TranscriptTest.Widget? {
        let words = text.split(separator: " ", maxSplits: 1).map(String.init)
        switch words.first {
        case "close" where words.count == 1: return .close
        case "rate":
            if words.count == 2, let score = Int(words[1]), (1...5).contains(score) { return .rate(score) }
        case "choose" where words.count == 2: return .choose(words[1].trimmedBlanks)
        default: break
        }
        wrong(range, Expected.words(["! choose N", "! rate 1…5", "! close"]))
        return nil
    }

    private func agent(_ text: String, _ range: SourceRange) -> TranscriptTest.Line? {
        if let colon = text.firstIndex(of: ":") {
            let name = String(text[..<colon]).trimmedBlanks
            let said = String(text[text.index(after: colon)...]).trimmedBlanks
            if !name.isEmpty, !said.isEmpty { return .agent(name: name, .says(said)) }
        }
        let words = text.split(separator: " ").map(String.init)
        for (index, word) in words.enumerated() where index > 0 {
            let name = words[..<index].joined(separator: " ")
            let rest = Array(words[(index + 1)...])
            switch word {
            case "joins" where rest.isEmpty: return .agent(name: name, .joins)
            case "returns" where rest.count <= 2:
                return .agent(
                    name: name,
                    .returns(flow: rest.first, step: rest.count > 1 ? rest[1] : nil))
            case "closes" where rest.count <= 1:
                return .agent(name: name, .closes(outcome: rest.first ?? "solved"))
            default: continue
            }
        }
        wrong(
            range,
            Expected.words([
                "@ NAME joins", "@ NAME: text", "@ NAME returns FLOW STEP", "@ NAME closes OUTCOME",
            ]))
        return nil
    }
}

extension String {
    /// Without blanks (no-break ones too) at either end.
    var trimmedBlanks: String {
        let bytes = Array(utf8)
        return String(decoding: bytes[Lexer.trimmed(0..<bytes.count, in: bytes)], as: UTF8.self)
    }
}
