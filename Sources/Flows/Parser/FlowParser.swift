import Text

/// Reads the flow and transcript files of a bot into one tree.
///
/// Every statement is read on its own; a mistake is reported once and leaves a broken part in the tree, so that what
/// hangs below it (`on` lines, texts) is not reported again.
struct FlowParser {
    /// Where the next `on` line belongs.
    enum HandlerPlace {
        case flow, step, line
        /// After a top-level construct or a `when`, with the reason to show.
        case nowhere
        /// Below something broken: read and forgotten.
        case swallowed
    }

    enum Block {
        case none, flow, slotLike, action, test, other
        /// Below a broken header: read and forgotten.
        case swallowed
    }

    let sink: DiagnosticSink
    var tree = ProgramTree()

    var block = Block.none
    var place = HandlerPlace.nowhere
    var inHeader = false
    /// Whether a `choice` may follow, and of what.
    var choiceOwner: ChoiceOwner?
    enum ChoiceOwner { case slot, shared }

    init(sink: DiagnosticSink) {
        self.sink = sink
    }

    /// - Parameter transcriptsOnly: a `.transcript` file holds `test` blocks and nothing else.
    mutating func parse(_ source: SourceFile, lines: [LexedLine], file: Int, transcriptsOnly: Bool) {
        block = .none
        place = .nowhere
        inHeader = false
        choiceOwner = nil
        let statements = Statement.statements(from: lines, source: source, file: file, sink: sink)
        for statement in statements {
            if sink.isFull { return }
            if statement.sign != 0 {
                sign(statement)
            } else if let first = statement.tokens.first {
                self.statement(statement, first: first, transcriptsOnly: transcriptsOnly)
            }
        }
    }

    // MARK: One statement

    mutating func statement(_ statement: Statement, first: Token, transcriptsOnly: Bool) {
        var cursor = TokenCursor(statement, from: 1)
        let word = first.kind == .word ? first.text : ""
        if transcriptsOnly, word != "test", Keyword.all.contains(word), !["given", "wait"].contains(word) {
            sink.report(
                .outsideItsBlock, at: cursor.range(first),
                [
                    "word": .same(first.text),
                    "place": Bilingual(
                        en: "a flow file; a transcript file holds tests only",
                        fr: "un fichier de flux ; un fichier de transcription ne contient que des tests"),
                ])
            block = .swallowed
            return
        }
        switch word {
        case "flow": flow(&cursor, statement)
        case "shared": sharedSlot(&cursor, statement)
        case "phrase": phrase(&cursor, statement)
        case "constant": constant(&cursor, statement)
        case "action": action(&cursor, statement)
        case "test": test(&cursor, statement)
        case "given", "wait": testLine(&cursor, statement, word: word)
        case "takes", "gives", "fails", "within": actionLine(&cursor, statement, word: word)
        case "label", "trigger", "slot", "accept": headerLine(&cursor, statement, word: word)
        case "choice": choice(&cursor, statement)
        case "step": step(&cursor, statement)
        case "on": handler(&cursor, statement)
        case _ where Keyword.verbs.contains(word) || word == "when" || word == "otherwise":
            line(statement)
        default:
            unknownFirstWord(first, statement)
        }
        if block == .flow, let last = tree.flows.indices.last {
            tree.flows[last].extent.end = max(statement.range.end, statement.texts.last?.range.end ?? 0)
        }
    }

    private mutating func unknownFirstWord(_ first: Token, _ statement: Statement) {
        let word = SourceWord(text: first.text, range: TokenCursor(statement).range(first))
        sink.unknown(.unknownFirstWord, word, as: "word", among: Keyword.all)
        // What would have been a header takes its block with it.
        if let near = Names.nearest(to: first.text, among: Keyword.all), Keyword.blocks.contains(near) {
            block = .swallowed
        } else if block == .flow {
            place = .swallowed
        }
    }

    func outside(_ cursor: TokenCursor, _ word: String, _ place: Bilingual) {
        guard block != .swallowed, let first = cursor.tokens.first else { return }
        sink.report(
            .outsideItsBlock, at: cursor.range(first), ["word": .same(word), "place": place])
    }

    func refuseTexts(_ statement: Statement) {
        guard let text = statement.texts.first else { return }
        sink.report(.textBelongsToNothing, at: text.range)
    }

    func endOfLine(_ cursor: TokenCursor) -> Bool {
        guard !cursor.isAtEnd else { return true }
        wrong(cursor, Expected.endOfLine)
        return false
    }

    func wrong(_ cursor: TokenCursor, _ expected: Bilingual) {
        sink.wrong(cursor.hereRange, expected: expected, found: cursor.found)
    }

    func block(_ statement: Statement, isOneOf: Bool = false) -> TextBlock? {
        statement.texts.isEmpty
            ? nil : TextBlock(entries: statement.texts, isOneOf: isOneOf, range: statement.range)
    }

    // MARK: Steps and lines

    private mutating func step(_ cursor: inout TokenCursor, _ statement: Statement) {
        refuseTexts(statement)
        guard block == .flow, let flow = tree.flows.indices.last else {
            outside(cursor, "step", Bilingual(en: "a flow", fr: "un flux"))
            return
        }
        inHeader = false
        choiceOwner = nil
        place = .step
        guard let name = name(&cursor, Expected.step) else {
            place = .swallowed
            return
        }
        var node = StepNode(name: name, range: statement.range)
        while !cursor.isAtEnd {
            if cursor.take("was") {
                node.was = self.name(&cursor, Expected.step)
            } else if cursor.take("at", "most") {
                guard let count = count(&cursor) else { break }
                guard cursor.take("otherwise") else {
                    wrong(cursor, Expected.words(["otherwise go …", "otherwise end …"]))
                    break
                }
                guard cursor.isWord("go") || cursor.isWord("end") else {
                    wrong(cursor, Expected.words(["go", "end"]))
                    break
                }
                var taken = false
                node.limit = (count, act(&cursor, statement, tookTexts: &taken))
                break
            } else {
                wrong(cursor, Expected.words(["at most", "was"]))
                break
            }
        }
        tree.flows[flow].steps.append(node)
    }

    mutating func line(_ statement: Statement) {
        var cursor = TokenCursor(statement)
        let word = cursor.current?.text ?? ""
        guard block == .flow, let flow = tree.flows.indices.last else {
            if block == .action || block == .other || block == .slotLike || block == .none || block == .test {
                outside(cursor, word, Bilingual(en: "a flow", fr: "un flux"))
                // one message for a whole stray block
                block = .swallowed
            }
            return
        }
        inHeader = false
        choiceOwner = nil
        var tookTexts = false
        let act: ActNode
        switch word {
        case "when":
            act = whenLine(&cursor, statement, tookTexts: &tookTexts)
            place = .nowhere
        case "otherwise":
            _ = cursor.next()
            act = .otherwise(then: nestedAct(&cursor, statement, tookTexts: &tookTexts))
            place = .nowhere
        default:
            act = verb(&cursor, statement, tookTexts: &tookTexts)
            place = .line
        }
        if case .broken = act {
            place = .swallowed
        } else if !tookTexts {
            refuseTexts(statement)
        }
        guard let step = tree.flows[flow].steps.indices.last else { return }
        tree.flows[flow].steps[step].lines.append(LineNode(act: act, range: statement.range))
    }

    private mutating func handler(_ cursor: inout TokenCursor, _ statement: Statement) {
        guard block == .flow, let flow = tree.flows.indices.last else {
            outside(cursor, "on", Bilingual(en: "a flow", fr: "un flux"))
            return
        }
        guard let event = event(&cursor) else { return }
        var tookTexts = false
        let act = nestedAct(&cursor, statement, tookTexts: &tookTexts)
        if case .broken = act { return }
        if !tookTexts { refuseTexts(statement) }
        let node = HandlerNode(event: event, act: act, range: statement.range)
        let lastStep = tree.flows[flow].steps.count - 1
        switch place {
        case .flow: tree.flows[flow].handlers.append(node)
        case .step: tree.flows[flow].steps[lastStep].handlers.append(node)
        case .line:
            let line = tree.flows[flow].steps[lastStep].lines.count - 1
            guard line >= 0 else { return }
            tree.flows[flow].steps[lastStep].lines[line].handlers.append(node)
        case .nowhere:
            outside(
                cursor, "on",
                Bilingual(
                    en:
                        "a verb, a `step` line or the flow's header; events of a `when` act start at the step",
                    fr:
                        "un verbe, une ligne `step` ou l'en-tête du flux ; les événements d'un acte de `when` commencent à l'étape"
                ))
        case .swallowed: break
        }
    }

    // MARK: Tests

    private mutating func test(_ cursor: inout TokenCursor, _ statement: Statement) {
        open(.test)
        refuseTexts(statement)
        guard let name = cursor.next(), name.kind == .text else {
            wrong(TokenCursor(statement, from: 1), Expected.testText)
            block = .swallowed
            return
        }
        tree.tests.append(TestNode(name: name.text, range: statement.range))
    }

    private mutating func testLine(_ cursor: inout TokenCursor, _ statement: Statement, word: String) {
        refuseTexts(statement)
        guard block == .test, let last = tree.tests.indices.last else {
            outside(cursor, word, Bilingual(en: "a test", fr: "un test"))
            return
        }
        if word == "wait" {
            guard let milliseconds = duration(&cursor), endOfLine(cursor) else { return }
            tree.tests[last].entries.append(.init(kind: .wait(milliseconds), range: statement.range))
        } else {
            let tokens = Array(statement.tokens.dropFirst())
            tree.tests[last].entries.append(.init(kind: .given(tokens), range: statement.range))
        }
    }

    private mutating func sign(_ statement: Statement) {
        guard block == .test, let last = tree.tests.indices.last else {
            guard block != .swallowed else { return }
            let first = SourceRange(
                file: statement.range.file, start: statement.range.start, end: statement.range.start + 1)
            sink.report(
                .outsideItsBlock, at: first,
                [
                    "word": .same(String(UnicodeScalar(statement.sign))),
                    "place": Bilingual(en: "a test", fr: "un test"),
                ])
            block = .swallowed
            return
        }
        tree.tests[last].entries.append(
            .init(kind: .sign(statement.sign, text: statement.signText), range: statement.range))
    }
}
