import Text

// What opens a block of lines, and the lines of a flow's header.

extension FlowParser {
    // MARK: Blocks

    mutating func open(_ new: Block) {
        block = new
        inHeader = new == .flow
        place = new == .flow ? .flow : .nowhere
        choiceOwner = nil
    }

    mutating func flow(_ cursor: inout TokenCursor, _ statement: Statement) {
        open(.flow)
        refuseTexts(statement)
        guard let name = name(&cursor, Expected.flow) else {
            block = .swallowed
            return
        }
        var node = FlowNode(
            name: name, steps: [StepNode(name: nil, range: statement.range)], range: statement.range,
            extent: statement.range)
        while !cursor.isAtEnd {
            if cursor.take("gives") {
                node.gives += names(&cursor, Expected.outcome)
            } else if cursor.take("was") {
                node.was = self.name(&cursor, Expected.flow)
            } else {
                wrong(cursor, Expected.words(["gives", "was"]))
                break
            }
        }
        tree.flows.append(node)
    }

    mutating func sharedSlot(_ cursor: inout TokenCursor, _ statement: Statement) {
        open(.slotLike)
        guard let slot = slot(&cursor, statement, isShared: true) else {
            block = .swallowed
            return
        }
        tree.shared.append(slot)
        choiceOwner = .shared
    }

    mutating func phrase(_ cursor: inout TokenCursor, _ statement: Statement) {
        open(.other)
        guard let name = name(&cursor, Expected.name) else { return }
        let isOneOf = cursor.take("one", "of")
        _ = endOfLine(cursor)
        tree.phrases.append(
            PhraseNode(
                name: name,
                texts: TextBlock(entries: statement.texts, isOneOf: isOneOf, range: statement.range)))
    }

    mutating func constant(_ cursor: inout TokenCursor, _ statement: Statement) {
        open(.other)
        refuseTexts(statement)
        guard let name = name(&cursor, Expected.name), let value = value(&cursor), endOfLine(cursor) else {
            return
        }
        tree.constants.append(ConstantNode(name: name, value: value))
    }

    mutating func action(_ cursor: inout TokenCursor, _ statement: Statement) {
        open(.action)
        refuseTexts(statement)
        guard let name = name(&cursor, Expected.action) else {
            block = .swallowed
            return
        }
        var node = ActionNode(name: name, range: statement.range)
        while !cursor.isAtEnd {
            if cursor.take("changes") {
                node.changes = true
            } else if cursor.take("within") {
                node.withinMilliseconds = duration(&cursor)
            } else if cursor.take("takes") {
                node.takes += fields(&cursor)
            } else {
                wrong(cursor, Expected.words(["changes", "within"]))
                break
            }
        }
        tree.actions.append(node)
    }

    mutating func actionLine(_ cursor: inout TokenCursor, _ statement: Statement, word: String) {
        refuseTexts(statement)
        guard block == .action, let last = tree.actions.indices.last else {
            outside(cursor, word, Bilingual(en: "an action", fr: "une action"))
            return
        }
        switch word {
        case "takes": tree.actions[last].takes += fields(&cursor)
        case "fails": tree.actions[last].fails += names(&cursor, Expected.name)
        case "within":
            tree.actions[last].withinMilliseconds = duration(&cursor)
            _ = endOfLine(cursor)
        default:
            // `gives times many: id text, start time`
            if cursor.isWord("many", at: 1), let name = name(&cursor, Expected.name) {
                _ = cursor.next()
                guard cursor.take(.colon, ":") else {
                    wrong(cursor, Expected.word(":"))
                    return
                }
                tree.actions[last].lists.append((name, fields(&cursor)))
            } else {
                tree.actions[last].gives += fields(&cursor)
            }
        }
    }

    // MARK: Flow header

    mutating func headerLine(_ cursor: inout TokenCursor, _ statement: Statement, word: String) {
        if word != "slot" { refuseTexts(statement) }
        choiceOwner = nil
        guard block == .flow, let last = tree.flows.indices.last, inHeader else {
            outside(
                cursor, word,
                block == .flow
                    ? Bilingual(
                        en: "the flow's header, above its first line",
                        fr: "l'en-tête du flux, avant sa première ligne")
                    : Bilingual(en: "a flow", fr: "un flux"))
            return
        }
        place = .flow
        switch word {
        case "label":
            guard let mark = statement.label else {
                wrong(cursor, Expected.label)
                return
            }
            tree.flows[last].labels.append(
                Statement.text(
                    mark, line: mark.span.lowerBound..<statement.range.end, file: statement.range.file))
        case "trigger":
            repeat {
                guard let intent = name(&cursor, Expected.intent) else { return }
                tree.flows[last].triggers.append(intent)
            } while cursor.take(.comma, ",")
            _ = endOfLine(cursor)
        case "slot":
            guard let slot = slot(&cursor, statement, isShared: false) else {
                place = .swallowed
                return
            }
            tree.flows[last].slots.append(slot)
            choiceOwner = .slot
        default:
            guard let token = cursor.next(), token.kind == .word else {
                wrong(TokenCursor(statement, from: 1), Expected.code)
                return
            }
            let code = SourceWord(text: token.text, range: cursor.range(token))
            guard cursor.take("because"), let reason = cursor.next(), reason.kind == .text else {
                wrong(cursor, Expected.because)
                return
            }
            tree.flows[last].accepts.append(AcceptNode(code: code, because: reason.text))
        }
    }

    mutating func choice(_ cursor: inout TokenCursor, _ statement: Statement) {
        guard let owner = choiceOwner else {
            if place != .swallowed {
                outside(
                    cursor, "choice",
                    Bilingual(en: "a slot of type choice", fr: "une donnée (slot) de type choice"))
            }
            return
        }
        guard let name = name(&cursor, Expected.name) else { return }
        let texts = TextBlock(entries: statement.texts, isOneOf: false, range: statement.range)
        _ = endOfLine(cursor)
        let node = ChoiceNode(name: name, texts: texts)
        switch owner {
        case .shared:
            if let last = tree.shared.indices.last { tree.shared[last].choices.append(node) }
        case .slot:
            if let flow = tree.flows.indices.last, let last = tree.flows[flow].slots.indices.last {
                tree.flows[flow].slots[last].choices.append(node)
            }
        }
    }
}
