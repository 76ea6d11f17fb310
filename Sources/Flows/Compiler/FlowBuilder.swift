import Text

/// Compiles one flow: names to indices, texts to templates, `on` lines to patterns.
struct FlowBuilder {
    /// `on` lines of one line, step or header: the nearest is looked for among them at each line.
    static let maximumHandlers = 200

    let symbols: Symbols
    let node: FlowNode
    private(set) var scope: FlowScope
    private var stepIndex: [String: Int] = [:]
    var flow: Flow
    var raised: [Raised] = []

    init(symbols: Symbols, node: FlowNode, index: Int, label: Texts?) {
        self.symbols = symbols
        self.node = node
        scope = FlowScope(symbols: symbols, flow: index, flowName: node.name.text)
        flow = Flow(
            name: node.name.text, gives: node.gives.map(\.text), was: node.was?.text, label: label,
            triggers: node.triggers.map(\.text), slots: symbols.flowSlots[index],
            isSystem: symbols.isSystem(node.range), range: node.name.range)
    }

    var sink: DiagnosticSink { symbols.sink }

    mutating func build() -> Flow {
        collectResults()
        compileSlotTexts()
        for (index, step) in node.steps.enumerated() {
            guard let name = step.name else { continue }
            if let first = stepIndex[name.text] {
                symbols.twice(name, first: node.steps[first].name?.range ?? node.range)
            } else {
                stepIndex[name.text] = index
            }
        }
        for step in node.steps { compile(step) }
        compileHandlers()
        finish()
        return flow
    }

    // MARK: Results and questions

    private mutating func collectResults() {
        for step in node.steps {
            for line in step.lines {
                collectResult(line.act)
                for handler in line.handlers { collectResult(handler.act) }
            }
            for handler in step.handlers { collectResult(handler.act) }
        }
        for handler in node.handlers { collectResult(handler.act) }
    }

    private mutating func collectResult(_ act: ActNode) {
        switch act {
        case .call(let action, _, let result?, _):
            if symbols.actions[action.text] != nil { scope.addResult(result, .call(action: action.text)) }
        case .run(let flow, _, let result?):
            if let index = symbols.flowIndex[flow.text] { scope.addResult(result, .run(flow: index)) }
        case .promise(_, _, _, _, let result?): scope.addResult(result, .promise)
        case .when(_, let then), .otherwise(let then): collectResult(then)
        default: break
        }
    }

    private mutating func compileSlotTexts() {
        for (index, slot) in node.slots.enumerated() where index < flow.slots.count {
            if case .pick(let result, let list, let field) = slot.type {
                checkPick(result, list, field)
            }
            flow.slots[index] = SlotCompiler.texts(slot, declaration: flow.slots[index], scope: scope)
        }
    }

    private func checkPick(_ result: SourceWord, _ list: SourceWord, _ field: SourceWord) {
        guard case .call(let action)? = scope.results[result.text]?.kind else {
            symbols.unknown(.unknownSlot, result, among: scope.results.keys)
            return
        }
        guard let declaration = symbols.actions[action] else { return }
        guard let found = declaration.lists.first(where: { $0.name == list.text }) else {
            symbols.unknown(
                .unknownField, list, among: declaration.lists.map(\.name), ["owner": .same(result.text)])
            return
        }
        guard found.fields.contains(where: { $0.name == field.text }) else {
            symbols.unknown(
                .unknownField, field, among: found.fields.map(\.name),
                ["owner": .same("\(result.text).\(list.text)")])
            return
        }
    }

    // MARK: Steps and lines

    private mutating func compile(_ step: StepNode) {
        var limit: EntryLimit?
        if let (entries, otherwise) = step.limit, let act = act(otherwise, at: step.range) {
            limit = EntryLimit(entries: entries, otherwise: act)
        }
        flow.steps.append(
            Step(
                name: step.name?.text, was: step.was?.text, firstLine: flow.lines.count, limit: limit,
                range: step.name?.range ?? step.range))
        var previousIsWhen = false
        for line in step.lines {
            if case .otherwise = line.act, !previousIsWhen {
                sink.report(.otherwiseWithoutWhen, at: line.range)
            }
            if case .when = line.act { previousIsWhen = true } else { previousIsWhen = false }
            if case .broken = line.act {
                raised.append(Raised(isUncertain: true))
                previousIsWhen = true
            } else {
                raised.append(raises(line.act))
            }
            // A line that cannot be compiled keeps its place; the program is not used when anything was reported.
            let act = act(line.act, at: line.range) ?? .continue
            flow.lines.append(Line(act: act, step: flow.steps.count - 1, range: line.range))
        }
    }

    /// Compiles an act; nil when something in it was reported.
    mutating func act(_ node: ActNode, at range: SourceRange) -> Act? {
        switch node {
        case .broken: return nil
        case .say(let block, let phrase):
            if let phrase { return self.phrase(phrase, at: range).map { .say($0) } }
            guard let block else { return nil }
            return .say(texts(block, Bilingual(en: "this text", fr: "ce texte"), at: range))
        case .answer(let article, let block):
            if let article {
                guard symbols.catalogue.articles[article.text] != nil else {
                    symbols.unknown(.unknownArticle, article, among: symbols.catalogue.articles.keys)
                    return nil
                }
                return .answer(.article(article.text))
            }
            guard let block else { return nil }
            return .answer(.texts(texts(block, Bilingual(en: "this answer", fr: "cette réponse"), at: range)))
        case .ask(let slot, let again, let most, let block):
            return ask(slot, again: again, atMost: most, block, at: range)
        case .call(let action, let arguments, let result, let within):
            return call(action, arguments, result: result, within: within, at: range)
        case .run(let flow, let with, let result):
            return run(flow, with: with, result: result, at: range)
        case .promise(let kind, let queue, let contact, let within, let result):
            return promise(kind, queue, contact: contact, within: within, result: result, at: range)
        case .escalate(let queue, let priority, let because):
            let level: Priority =
                switch priority?.text {
                case "low": .low
                case "high": .high
                case "urgent": .urgent
                default: .normal
                }
            symbols.note(reason: because)
            return .escalate(
                EscalateSite(queue: symbols.queue(queue), priority: level, because: because))
        case .set(let slot, let value):
            guard let reference = scope.slot(slot) else { return nil }
            return scope.value(value, as: scope.declaration(reference).type).map {
                .set(slot: reference, to: $0)
            }
        case .go(let step, let because):
            guard let index = stepIndex[step.text] else {
                symbols.unknown(.unknownStep, step, among: stepIndex.keys)
                return nil
            }
            symbols.used.insert("step:\(flow.name):\(step.text)")
            symbols.note(reason: because)
            return .go(step: index, because: because)
        case .end(let outcome, let because):
            return end(outcome, because: because)
        case .reject(let slot, let block):
            guard let reference = scope.slot(slot) else { return nil }
            return .reject(
                slot: reference,
                texts: block.map { texts($0, Bilingual(en: "this text", fr: "ce texte"), at: range) })
        case .continue: return .continue
        case .when(let condition, let then):
            let compiled = scope.condition(condition)
            guard let act = act(then, at: range), let compiled else { return nil }
            return .when(compiled, then: act)
        case .otherwise(let then):
            return act(then, at: range).map { .otherwise(then: $0) }
        }
    }

    private func texts(_ block: TextBlock, _ what: Bilingual, at range: SourceRange) -> Texts {
        scope.texts(block, what: what, readsAt: range)
    }

    private func phrase(_ name: SourceWord, at range: SourceRange) -> Texts? {
        guard let texts = symbols.phrases[name.text] else {
            symbols.unknown(
                .unknownIntent, name, among: symbols.phraseNames.filter { !$0.hasPrefix("system.") },
                ["kind": Bilingual(en: "phrase", fr: "de phrase")])
            return nil
        }
        symbols.used.insert("phrase:\(name.text)")
        symbols.reads[range, default: []].append(
            Read(operand: .phrase(name.text), name: name.text, use: .text, range: name.range))
        return texts
    }

    private mutating func ask(
        _ slot: SourceWord, again: Bool, atMost most: Int?, _ block: TextBlock?, at range: SourceRange
    ) -> Act? {
        guard let reference = scope.slot(slot) else { return nil }
        let declaration = scope.declaration(reference)
        if case .pick(let result, let list, _) = declaration.type {
            needs(.result(result, path: [list]), result, at: range, shown: slot.range)
        }
        var own: Texts?
        if let block {
            own = texts(block, Bilingual(en: "this question", fr: "cette question"), at: range)
        } else if declaration.question == nil, !hasQuestion(reference) {
            sink.missing(
                Bilingual(en: "the question for `\(slot.text)`", fr: "la question de `\(slot.text)`"),
                in: symbols.policy.languages, at: slot.range)
        }
        return .ask(slot: reference, again: again, atMost: most, texts: own)
    }

    private func hasQuestion(_ reference: SlotReference) -> Bool {
        switch reference {
        case .own(let index): index < flow.slots.count && flow.slots[index].question != nil
        case .shared(let index): symbols.shared[index].question != nil
        }
    }

    private func needs(_ operand: Operand, _ name: String, at range: SourceRange, shown: SourceRange) {
        symbols.reads[range, default: []].append(
            Read(operand: operand, name: name, use: .needed, range: shown))
    }

    private mutating func call(
        _ action: SourceWord, _ arguments: [ValueNode], result: SourceWord?, within: Int64?,
        at range: SourceRange
    ) -> Act? {
        guard let declaration = symbols.actions[action.text] else {
            symbols.unknown(.unknownAction, action, among: symbols.actions.keys)
            return nil
        }
        symbols.used.insert("action:\(action.text)")
        let required = declaration.takes.count
        let optional = declaration.takes.reversed().prefix { $0.orNothing }.count
        guard arguments.count <= required, arguments.count >= required - optional else {
            let taken = declaration.takes.map(\.name).joined(separator: ", ")
            sink.report(
                .wrongArgument, at: action.range,
                [
                    "expected": Bilingual(
                        en: "\(required) arguments (\(taken))", fr: "\(required) arguments (\(taken))"),
                    "found": .same("\(arguments.count)"),
                ],
                notes: [
                    Diagnostic.Note(
                        Bilingual(en: "declared here", fr: "déclarée ici"), at: declaration.range)
                ])
            return nil
        }
        var operands: [Operand] = []
        var isComplete = true
        for (argument, field) in zip(arguments, declaration.takes) {
            guard let operand = scope.value(argument, as: field.type) else {
                isComplete = false
                continue
            }
            operands.append(operand)
            if !field.orNothing, case .word(let text) = argument.kind {
                needs(operand, text, at: range, shown: argument.range)
            }
        }
        guard isComplete else { return nil }
        let longest: Int64 = 30_000
        let milliseconds = within ?? declaration.withinMilliseconds ?? 10_000
        if milliseconds > longest {
            sink.wrong(
                range, expected: Bilingual(en: "at most 30 s", fr: "30 s au plus"),
                found: .same("\(milliseconds / 1_000) s"))
        }
        return .call(
            CallSite(
                action: action.text, arguments: operands, result: result?.text,
                withinMilliseconds: min(milliseconds, longest)))
    }

    private mutating func run(
        _ name: SourceWord, with: [(slot: SourceWord, value: ValueNode)], result: SourceWord?,
        at range: SourceRange
    ) -> Act? {
        guard let index = symbols.flowIndex[name.text] else {
            symbols.unknown(.unknownFlow, name, among: symbols.flowIndex.keys)
            return nil
        }
        symbols.used.insert("flow:\(name.text)")
        var pairs: [(slot: Int, value: Operand)] = []
        let slots = symbols.flowSlots[index]
        for (slot, value) in with {
            guard let target = slots.firstIndex(where: { $0.name == slot.text }) else {
                symbols.unknown(
                    .unknownField, slot, among: slots.map(\.name), ["owner": .same(name.text)])
                continue
            }
            symbols.used.insert("slot:\(name.text):\(slot.text)")
            guard let operand = scope.value(value, as: slots[target].type) else { continue }
            pairs.append((target, operand))
        }
        return .run(RunSite(flow: index, with: pairs, result: result?.text, passesOutcome: true))
    }

    private mutating func promise(
        _ kind: SourceWord, _ queue: SourceWord?, contact: ValueNode?, within: Int64?, result: SourceWord?,
        at range: SourceRange
    ) -> Act? {
        let queueName = symbols.queue(queue)
        let promised = PromiseKind(rawValue: kind.text) ?? .reply
        var operand: Operand?
        if let contact {
            guard case .word(let text) = contact.kind,
                let (found, type) = scope.reference(SourceWord(text: text, range: contact.range))
            else { return nil }
            guard case .text = type.kind else {
                sink.report(
                    .typesDoNotCompare, at: contact.range,
                    ["value": .same(text), "type": ValueKind.text.words])
                return nil
            }
            operand = found
            needs(found, text, at: range, shown: contact.range)
        } else if promised != .reply {
            sink.wrong(
                kind.range,
                expected: Bilingual(
                    en: "`to` and the number or address to reach",
                    fr: "`to` et le numéro ou l'adresse à joindre"),
                found: Expected.endOfLineFound)
            return nil
        }
        return .promise(
            PromiseSite(
                kind: promised, queue: queueName, contact: operand, withinMilliseconds: within,
                result: result?.text))
    }

    private func end(_ outcome: SourceWord, because: String?) -> Act? {
        let given = flow.gives + Keyword.endings
        if outcome.text == "handed-over" {
            sink.report(
                .endNotGiven, at: outcome.range,
                [
                    "outcome": .same(outcome.text),
                    "reason": Bilingual(
                        en: "only `escalate` hands over", fr: "seul `escalate` passe la main"),
                ])
            return nil
        }
        guard given.contains(outcome.text) else {
            let listed = given.joined(separator: ", ")
            sink.unknown(
                .endNotGiven, outcome, as: "outcome", among: given,
                ["reason": Bilingual(en: "the flow gives " + listed, fr: "le flux donne " + listed)])
            return nil
        }
        symbols.note(reason: because)
        return .end(outcome: outcome.text, because: because)
    }

    // MARK: The end of the flow

    /// A flow whose last line is `answer` ends `solved`.
    private mutating func finish() {
        guard let last = flow.lines.last, case .answer = last.act else { return }
        flow.lines.append(
            Line(
                act: .end(outcome: "solved", because: nil), step: last.step,
                range: SourceRange(file: last.range.file, start: last.range.end, end: last.range.end)))
    }
}
