import Text

extension FlowParser {
    /// A verb standing on its own line: `ask`, `call` and `promise` stand nowhere else.
    func verb(_ cursor: inout TokenCursor, _ statement: Statement, tookTexts: inout Bool) -> ActNode {
        let result: ActNode?
        switch cursor.current?.text {
        case "ask": result = ask(&cursor, statement, tookTexts: &tookTexts)
        case "call": result = call(&cursor)
        case "promise": result = promise(&cursor)
        default: return act(&cursor, statement, tookTexts: &tookTexts)
        }
        guard let result, endOfLine(cursor) else { return .broken }
        return result
    }

    /// The act of an `on`, `when` or `otherwise` line.
    func nestedAct(_ cursor: inout TokenCursor, _ statement: Statement, tookTexts: inout Bool) -> ActNode {
        guard let token = cursor.current, token.kind == .word, Keyword.acts.contains(token.text) else {
            let isVerb = cursor.current.map { Keyword.verbs.contains($0.text) } ?? false
            sink.report(
                .actNotAllowed, at: cursor.hereRange,
                [
                    "found": cursor.found,
                    "advice": isVerb
                        ? Bilingual(
                            en: "; put it in a step of its own and write `go`",
                            fr: " ; mettez-le dans sa propre étape et écrivez `go`") : .same(""),
                ])
            return .broken
        }
        return act(&cursor, statement, tookTexts: &tookTexts)
    }

    /// Reads `when CONDITION ACT`.
    func whenLine(_ cursor: inout TokenCursor, _ statement: Statement, tookTexts: inout Bool) -> ActNode {
        _ = cursor.next()
        guard let condition = condition(&cursor) else { return .broken }
        let then = nestedAct(&cursor, statement, tookTexts: &tookTexts)
        if case .broken = then { return .broken }
        return .when(condition, then: then)
    }

    /// One act, to the end of the line.
    func act(_ cursor: inout TokenCursor, _ statement: Statement, tookTexts: inout Bool) -> ActNode {
        guard let first = cursor.next() else { return .broken }
        let result: ActNode?
        switch first.text {
        case "say":
            tookTexts = true
            if cursor.isAtEnd || cursor.isWord("one") && cursor.isWord("of", at: 1) {
                let isOneOf = cursor.take("one", "of")
                result = .say(
                    TextBlock(entries: statement.texts, isOneOf: isOneOf, range: statement.range), phrase: nil
                )
            } else {
                tookTexts = false
                result = name(&cursor, Expected.name).map { .say(nil, phrase: $0) }
            }
        case "answer":
            if cursor.isAtEnd || cursor.isWord("one") && cursor.isWord("of", at: 1) {
                tookTexts = true
                let isOneOf = cursor.take("one", "of")
                result = .answer(
                    article: nil,
                    TextBlock(entries: statement.texts, isOneOf: isOneOf, range: statement.range))
            } else {
                result = articleName(&cursor).map { .answer(article: $0, nil) }
            }
        case "set":
            guard let slot = name(&cursor, Expected.slot), expect("to", &cursor) else { return .broken }
            result = value(&cursor).map { .set(slot: slot, to: $0) }
        case "continue":
            result = .continue
        case "go":
            guard let step = name(&cursor, Expected.step), let because = because(&cursor) else {
                return .broken
            }
            return .go(step: step, because: because.text)
        case "end":
            guard let outcome = name(&cursor, Expected.outcome), let because = because(&cursor) else {
                return .broken
            }
            return .end(outcome: outcome, because: because.text)
        case "escalate":
            return escalate(&cursor)
        case "reject":
            tookTexts = true
            result = name(&cursor, Expected.slot).map {
                .reject(
                    slot: $0,
                    statement.texts.isEmpty
                        ? nil : TextBlock(entries: statement.texts, isOneOf: false, range: statement.range))
            }
        case "run":
            result = run(&cursor)
        default:
            return .broken
        }
        guard let result, endOfLine(cursor) else { return .broken }
        return result
    }

    /// The reason at the end of `go`, `end` and `escalate`; nil when something else stands there.
    private func because(_ cursor: inout TokenCursor) -> (text: String?, Void)? {
        if cursor.isAtEnd { return (nil, ()) }
        guard cursor.take("because"), let reason = cursor.next(), reason.kind == .text else {
            wrong(cursor, Expected.because)
            return nil
        }
        return (reason.text, ())
    }

    private func escalate(_ cursor: inout TokenCursor) -> ActNode {
        var queue: SourceWord?
        var priority: SourceWord?
        if !cursor.isAtEnd, !cursor.isWord("priority"), !cursor.isWord("because") {
            queue = name(&cursor, Expected.queue)
            if queue == nil { return .broken }
        }
        if cursor.take("priority") {
            priority = word(&cursor, Expected.priority) { ["low", "normal", "high", "urgent"].contains($0) }
            if priority == nil { return .broken }
        }
        guard let because = because(&cursor) else { return .broken }
        return .escalate(queue: queue, priority: priority, because: because.text)
    }

    private func ask(
        _ cursor: inout TokenCursor, _ statement: Statement, tookTexts: inout Bool
    ) -> ActNode? {
        _ = cursor.next()
        tookTexts = true
        var again = false
        if cursor.isWord("again"), cursor.peek(1) != nil {
            _ = cursor.next()
            again = true
        }
        guard let slot = name(&cursor, Expected.slot) else { return nil }
        var most: Int?
        if cursor.take("at", "most") {
            guard let count = count(&cursor) else { return nil }
            most = count
        }
        let isOneOf = cursor.take("one", "of")
        return .ask(slot: slot, again: again, atMost: most, block(statement, isOneOf: isOneOf))
    }

    private func call(_ cursor: inout TokenCursor) -> ActNode? {
        _ = cursor.next()
        guard let action = name(&cursor, Expected.action) else { return nil }
        var arguments: [ValueNode] = []
        if !cursor.isAtEnd, !cursor.isWord("into"), !cursor.isWord("within") {
            repeat {
                guard let argument = value(&cursor) else { return nil }
                arguments.append(argument)
            } while cursor.take(.comma, ",")
        }
        var result: SourceWord?
        var within: Int64?
        while !cursor.isAtEnd {
            if cursor.take("into") {
                guard let name = name(&cursor, Expected.name) else { return nil }
                result = name
            } else if cursor.take("within") {
                guard let milliseconds = duration(&cursor) else { return nil }
                within = milliseconds
            } else {
                wrong(cursor, Expected.words(["into", "within"]))
                return nil
            }
        }
        return .call(action: action, arguments: arguments, result: result, within: within)
    }

    private func run(_ cursor: inout TokenCursor) -> ActNode? {
        guard let flow = name(&cursor, Expected.flow) else { return nil }
        var with: [(slot: SourceWord, value: ValueNode)] = []
        var result: SourceWord?
        while !cursor.isAtEnd {
            if cursor.take("with") {
                repeat {
                    guard let slot = name(&cursor, Expected.slot) else { return nil }
                    if cursor.take(.sign, "=") {
                        guard let value = value(&cursor) else { return nil }
                        with.append((slot, value))
                    } else {
                        // `with phone` hands over the slot of the same name
                        with.append((slot, ValueNode(kind: .word(slot.text), range: slot.range)))
                    }
                } while cursor.take(.comma, ",")
            } else if cursor.take("into") {
                guard let name = name(&cursor, Expected.name) else { return nil }
                result = name
            } else {
                wrong(cursor, Expected.words(["with", "into"]))
                return nil
            }
        }
        return .run(flow: flow, with: with, result: result)
    }

    private func promise(_ cursor: inout TokenCursor) -> ActNode? {
        _ = cursor.next()
        guard let token = cursor.current, PromiseKind(rawValue: token.text) != nil else {
            wrong(cursor, Expected.promiseKind)
            return nil
        }
        _ = cursor.next()
        let kind = SourceWord(text: token.text, range: cursor.range(token))
        var queue: SourceWord?
        var contact: ValueNode?
        var within: Int64?
        var result: SourceWord?
        if !cursor.isAtEnd, !["to", "within", "into"].contains(cursor.current?.text ?? "") {
            guard let name = name(&cursor, Expected.queue) else { return nil }
            queue = name
        }
        while !cursor.isAtEnd {
            if cursor.take("to") {
                guard let value = value(&cursor) else { return nil }
                contact = value
            } else if cursor.take("within") {
                guard let milliseconds = duration(&cursor) else { return nil }
                within = milliseconds
            } else if cursor.take("into") {
                guard let name = name(&cursor, Expected.name) else { return nil }
                result = name
            } else {
                wrong(cursor, Expected.words(["to", "within", "into"]))
                return nil
            }
        }
        return .promise(kind: kind, queue: queue, contact: contact, within: within, result: result)
    }

    /// The event after `on`.
    func event(_ cursor: inout TokenCursor) -> EventNode? {
        guard let name = name(&cursor, Expected.event) else { return nil }
        var event = EventNode(name: name)
        switch name.text {
        case "miss", "invalid":
            if cursor.current?.kind == .word, let text = cursor.current?.text,
                text.utf8.first.map(isDigit) == true
            {
                guard let count = count(&cursor) else { return nil }
                event.count = count
            }
        case "silence", "waited":
            guard let milliseconds = duration(&cursor) else { return nil }
            event.milliseconds = milliseconds
        case "said":
            guard let intent = self.name(&cursor, Expected.intent) else { return nil }
            event.intent = intent
        default: break
        }
        return event
    }
}
