import CivilTime
import Flows
import Text

// What is said: templates with their values, variants, channels, buttons.

/// What a sentence is told beside the state: `{label}`, `{value}`, `{agent}`.
struct Telling {
    var values: [NamedText] = []
    /// Phrases inside phrases, so that a ring of them ends.
    var depth = 0

    static let nothing = Telling()
    static let deepest = 4
}

extension Engine {
    // MARK: - places

    /// The engine's own doing.
    var enginePlace: Explanation.Place {
        Explanation.Place(flow: state.running?.frames.last?.flow ?? "system", step: currentStepName)
    }

    /// The line the top frame stands at.
    var linePlace: Explanation.Place { currentLine.map { place($0.range) } ?? enginePlace }

    var currentStepName: String? { state.running?.frames.last?.step }

    func place(_ range: SourceRange) -> Explanation.Place {
        var place = enginePlace
        if program.sources.files.indices.contains(range.file) {
            place.file = program.sources.files[range.file].place(of: range.start)
        }
        return place
    }

    func sourceLine(_ range: SourceRange) -> String {
        guard let source = program.sources.files[safe: range.file] else { return "" }
        return source.text(ofLine: source.line(of: range.start)).cut(toScalars: 160)
    }

    // MARK: - saying

    mutating func say(_ texts: Texts, verb: Explanation.Verb, range: SourceRange) {
        if world.keepsWordings { wordings = variants(of: texts).map { render($0, .nothing) } }
        let text = renderVarying(texts)
        utter(
            text, verb: verb, name: frame?.step ?? frame?.flow ?? "", at: place(range),
            isOptional: verb == .say)
        if verb == .answer {
            change(.tried(Tried(kind: .answer, name: "\(frame?.flow ?? "")/\(frame?.step ?? "")")))
        }
    }

    /// One message to the customer, with its place in the explanation.
    mutating func utter(
        _ text: String, verb: Explanation.Verb, name: String, at place: Explanation.Place,
        buttons: [Button] = [], from speaker: Message.Speaker = .bot, isOptional: Bool = false
    ) {
        var shown = trimmed(text)
        if !buttons.isEmpty, !hasButtons {
            for (index, button) in buttons.enumerated() {
                shown += (shown.isEmpty ? "" : "\n") + "\(index + 1). \(button.label)"
            }
            let hint = buttons.count > 2 ? phrase(.numbered) : ""
            if !hint.isEmpty { shown += "\n" + hint }
        }
        let choices = hasButtons ? buttons.map { Message.Choice(id: $0.id, label: $0.label) } : []
        guard !shown.isEmpty || !choices.isEmpty else {
            note(.act(verb, name: name, detail: nil, at: place, sentence: nil, isOptional: isOptional))
            return
        }
        guard messagesSaid < ConversationLimits.messagesPerEvent || backstopReached else {
            return backstop("more than \(ConversationLimits.messagesPerEvent) messages in one event")
        }
        note(.act(verb, name: name, detail: nil, at: place, sentence: messagesSaid, isOptional: isOptional))
        messagesSaid += 1
        if world.keepsWordings {
            decision.wordings.append(wordings + [shown])
            wordings = []
        }
        effect(.say(Message(from: speaker, text: shown, choices: choices)))
        if said.count < ConversationLimits.messagesPerEvent { said.append(shown) }
    }

    /// One of the engine's own sentences; empty when the program has none of that name.
    func phrase(_ phrase: SystemPhrase, _ told: [NamedText] = []) -> String {
        guard let texts = program.phrases[phrase.rawValue] else {
            // Labels are needed even by a program without system phrases.
            switch phrase {
            case .yes: return state.language == .french ? "Oui" : "Yes"
            case .no: return state.language == .french ? "Non" : "No"
            default: return ""
            }
        }
        return render(texts, Telling(values: told))
    }

    // MARK: - templates

    func render(_ texts: Texts, _ telling: Telling = .nothing) -> String {
        let variants = variants(of: texts)
        guard !variants.isEmpty else { return "" }
        return render(variants[variantIndex(texts, of: variants.count)], telling)
    }

    /// As `render`, and keeps which variant it was: never the same twice running.
    private mutating func renderVarying(_ texts: Texts) -> String {
        let variants = variants(of: texts)
        guard !variants.isEmpty else { return "" }
        let index = variantIndex(texts, of: variants.count)
        if variants.count > 1 {
            change(.variantSaid(VariantUse(file: texts.range.file, start: texts.range.start, index: index)))
        }
        return render(variants[index], .nothing)
    }

    private func variants(of texts: Texts) -> [Template] {
        let own = texts.variants(channel: state.channel, language: state.language)
        if !own.isEmpty { return own }
        for language in policy.languages {
            let other = texts.variants(channel: state.channel, language: language)
            if !other.isEmpty { return other }
        }
        return []
    }

    /// Chosen from the conversation's seed, the text and the wait: the same in a replay, another the next time.
    private func variantIndex(_ texts: Texts, of count: Int) -> Int {
        guard count > 1 else { return 0 }
        var hash = state.seed ^ 0x9E37_79B9_7F4A_7C15
        for part in [
            UInt64(bitPattern: Int64(texts.range.start)), UInt64(bitPattern: Int64(state.wait.number)),
        ] {
            hash = (hash ^ part) &* 0xBF58_476D_1CE4_E5B9
            hash ^= hash >> 29
        }
        let index = Int(hash % UInt64(count))
        let last = state.variants.first {
            $0.file == texts.range.file && $0.start == texts.range.start
        }?.index
        return index == last ? (index + 1) % count : index
    }

    /// Customers' values are put in as they are, never read again as text.
    private func render(_ template: Template, _ telling: Telling) -> String {
        if template.pieces.count == 1, case .text(let text) = template.pieces[0] { return text }
        var result = ""
        for piece in template.pieces {
            switch piece {
            case .text(let text): result += text
            case .value(let operand, let format, let otherwise):
                result += show(operand, format: format, telling) ?? otherwise ?? ""
            }
        }
        return result
    }

    private func show(_ operand: Operand, format: Template.Format?, _ telling: Telling) -> String? {
        switch evaluate(operand, telling) {
        case .missing: return nil
        case .text(let text): return text
        case .rows(let count):
            return FixedNumber(whole: count).map { show(.number($0), format: format, operand) }
        case .many(let values):
            let items = values.map { show($0, format: nil, operand) }
            return NumberText.list(items, written)
        case .one(let value): return show(value, format: format, operand)
        }
    }

    private func show(_ value: SlotValue, format: Template.Format?, _ operand: Operand) -> String {
        switch format {
        case nil, .amount, .number, .list: return shownPlainly(value, operand)
        case .day: return civilDay(value).map { DateText.day($0, written) } ?? display(value)
        case .date: return civilDay(value).map { DateText.date($0, written) } ?? display(value)
        case .time:
            switch value {
            case .time(let time): return DateText.time(time.minutes, written)
            case .instant(let at):
                return DateText.time(world.zone.civil(atMilliseconds: at).minute, written)
            default: return display(value)
            }
        case .mask: return masked(plain(value))
        case .spell: return plain(value).map { String($0) }.joined(separator: " ")
        case .plural(let forms):
            guard case .number(let number) = value else { return display(value) }
            let form: String
            let one = written.isSingular(millionths: number.millionths)
            switch forms.count {
            case 2: form = one ? forms[0] : forms[1]
            case 3: form = number.millionths == 0 ? forms[0] : one ? forms[1] : forms[2]
            default: form = forms.first ?? ""
            }
            return form.replacingHash(with: display(value))
        }
    }

    /// A choice by its label, the rest by their kind.
    private func shownPlainly(_ value: SlotValue, _ operand: Operand) -> String {
        if case .slot(let slot) = operand, let declaration = declaration(slot) {
            return display(value, of: declaration)
        }
        return display(value)
    }

    private func civilDay(_ value: SlotValue) -> Int32? {
        switch value {
        case .date(let day): day.days
        case .instant(let at): world.zone.civil(atMilliseconds: at).days
        default: nil
        }
    }

    var written: WrittenLanguage { WrittenLanguage(code: state.language.code) }

    /// A slot's value in the customer's language.
    func display(_ value: SlotValue, of declaration: SlotDeclaration) -> String {
        switch value {
        case .choice(let name):
            return declaration.choices.first { $0.name == name }.map { render($0.labels) } ?? name
        case .element(let fields):
            guard case .pick(_, _, let field) = declaration.type, let key = fields.value(field) else {
                return display(value)
            }
            return display(key)
        default: return display(value)
        }
    }

    func display(_ value: SlotValue) -> String {
        switch value {
        case .text(let text), .choice(let text): text
        case .number(let number): NumberText.number(millionths: number.millionths, written)
        case .amount(let amount): NumberText.amount(cents: amount.cents, currency: amount.currency, written)
        case .date(let day): DateText.date(day.days, written)
        case .time(let time): DateText.time(time.minutes, written)
        case .instant(let at): DateText.instant(at, in: world.zone, written)
        case .yesNo(let answer): phrase(answer ? .yes : .no)
        case .element(let fields): fields.map { display($0.value) }.joined(separator: ", ")
        }
    }

    /// Without a language's dress: for contacts and packets.
    func plain(_ value: SlotValue) -> String {
        if case .text(let text) = value { text } else { display(value) }
    }

    /// All but the end hidden; of an address the name.
    private func masked(_ text: String) -> String {
        let characters = Array(text)
        if let at = characters.firstIndex(of: "@"), at > 0 {
            return String(characters[0]) + "•••" + String(characters[at...])
        }
        guard characters.count > 3 else { return "•••" }
        let shown = min(3, characters.count / 2)
        return String(repeating: "•", count: min(characters.count - shown, 8))
            + String(characters.suffix(shown))
    }

    // MARK: - for the explanation

    /// The name of what a condition reads, as in the file.
    func name(of operand: Operand) -> String? {
        switch operand {
        case .slot(let slot): declaration(slot)?.name
        case .slotField(let slot, field: let field): declaration(slot).map { "\($0.name).\(field)" }
        case .result(let name, path: let path): ([name] + path).joined(separator: ".")
        case .channel: "channel"
        case .language: "language"
        case .trouble: "trouble"
        case .place: "place"
        case .opening(let queue): "opening \(queue)"
        case .now: "now"
        case .constant, .today, .phrase, .ambient: nil
        }
    }

    /// Its value, hidden when it is of a private slot.
    func shown(_ operand: Operand) -> String {
        switch operand {
        case .slot(let slot), .slotField(let slot, field: _):
            if declaration(slot)?.isPrivate ?? false, case .one = evaluate(operand) { return "•••" }
        default: break
        }
        switch evaluate(operand) {
        case .missing: return "—"
        case .rows(let count): return "[\(count)]"
        case .many(let values): return values.prefix(5).map { display($0) }.joined(separator: ", ")
        case .text(let text): return text
        case .one(let value): return display(value).cut(toScalars: 80)
        }
    }
}

extension SourceFile {
    /// `Flows/order.flow:12`: every sentence's place in the record, so made in one piece of memory.
    fileprivate func place(of offset: Int) -> String {
        let line = String(line(of: offset))
        let pathCount = path.utf8.count
        return String(unsafeUninitializedCapacity: pathCount + 1 + line.utf8.count) { buffer in
            _ = buffer.initialize(from: path.utf8)
            buffer[pathCount] = UInt8(ascii: ":")
            _ = UnsafeMutableBufferPointer(rebasing: buffer[(pathCount + 1)...]).initialize(from: line.utf8)
            return pathCount + 1 + line.utf8.count
        }
    }
}

extension String {
    /// `#` is the number.
    func replacingHash(with text: String) -> String {
        guard utf8.contains(UInt8(ascii: "#")) else { return self }
        return split(separator: "#", omittingEmptySubsequences: false).joined(separator: text)
    }
}
