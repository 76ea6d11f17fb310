import Text

extension Compilation {
    // MARK: Declarations

    /// Of one flow, and shared ones: the checker keeps a bit for each at each line.
    static let maximumSlots = 300

    func tooMany(_ range: SourceRange, _ limit: Int, _ what: Bilingual) {
        sink.wrong(
            range, expected: Bilingual(en: "at most \(limit) \(what.en)", fr: "\(limit) \(what.fr) au plus"),
            found: Bilingual(en: "more", fr: "davantage"))
    }

    func declareActions(_ tree: ProgramTree, _ symbols: Symbols) {
        for node in tree.actions {
            if let first = symbols.actions[node.name.text] {
                symbols.twice(node.name, first: first.range)
                continue
            }
            var seen: [String: SourceRange] = [:]
            func field(_ node: FieldNode) -> ActionDeclaration.Field {
                if let first = seen[node.name.text] { symbols.twice(node.name, first: first) }
                seen[node.name.text] = node.name.range
                return ActionDeclaration.Field(
                    name: node.name.text, type: symbols.type(node.type, at: node.name.range),
                    orNothing: node.orNothing)
            }
            let takes = node.takes.map(field)
            seen = [:]
            let gives = node.gives.map(field)
            var lists: [ActionDeclaration.ListField] = []
            for list in node.lists {
                if let first = seen[list.name.text] { symbols.twice(list.name, first: first) }
                seen[list.name.text] = list.name.range
                let outer = seen
                seen = [:]
                lists.append(.init(name: list.name.text, fields: list.fields.map(field)))
                seen = outer
            }
            for failure in node.fails { sink.reserve(failure, for: Keyword.ofEvents) }
            symbols.actions[node.name.text] = ActionDeclaration(
                name: node.name.text, changes: node.changes, takes: takes, gives: gives, lists: lists,
                fails: node.fails.map(\.text), withinMilliseconds: node.withinMilliseconds,
                range: node.name.range)
        }
    }

    func declareConstants(_ tree: ProgramTree, _ symbols: Symbols) {
        var first: [String: SourceRange] = [:]
        for node in tree.constants {
            if let earlier = first[node.name.text] {
                symbols.twice(node.name, first: earlier)
                continue
            }
            reserve(node.name)
            first[node.name.text] = node.name.range
            guard let value = symbols.inferred(node.value) else {
                sink.wrong(node.value.range, expected: Expected.value, found: .same("…"))
                continue
            }
            symbols.constants[node.name.text] = value
        }
    }

    func reserve(_ name: SourceWord) {
        sink.reserve(name, for: Keyword.values.union(Keyword.reserved))
    }

    func declaration(_ node: SlotNode, _ symbols: Symbols) -> SlotDeclaration {
        SlotDeclaration(
            name: node.name.text, type: symbols.type(node.type, at: node.range, choices: node.choices),
            isPrivate: node.isPrivate, was: node.was?.text, fromProfile: node.fromProfile,
            keepMilliseconds: node.keepMilliseconds, range: node.name.range)
    }

    func declareShared(_ tree: ProgramTree, _ symbols: Symbols) {
        if tree.shared.count > Self.maximumSlots {
            tooMany(
                tree.shared[Self.maximumSlots].name.range, Self.maximumSlots,
                Bilingual(en: "shared slots", fr: "données partagées"))
        }
        for node in tree.shared.prefix(Self.maximumSlots) {
            if let first = symbols.sharedIndex[node.name.text] {
                symbols.twice(node.name, first: symbols.shared[first].range)
            }
            reserve(node.name)
            let declaration = declaration(node, symbols)
            switch declaration.type {
            case .yesNo, .pick:
                sink.report(
                    .triggerNotAllowed, at: node.name.range,
                    en: "a shared slot is no yes-no and no pick: it would answer other flows' questions",
                    fr:
                        "une donnée partagée n'est ni yes-no ni pick : elle répondrait aux questions d'autres flux"
                )
            default: break
            }
            symbols.sharedIndex[node.name.text] = symbols.shared.count
            symbols.shared.append(declaration)
        }
    }

    func finishShared(_ tree: ProgramTree, _ symbols: Symbols) {
        var scope = FlowScope(symbols: symbols, flow: nil)
        scope.isSlotScope = true
        for (index, node) in tree.shared.enumerated() where index < symbols.shared.count {
            symbols.shared[index] = SlotCompiler.texts(
                node, declaration: symbols.shared[index], scope: scope)
        }
    }

    func declarePhrases(_ own: ProgramTree, _ shipped: ProgramTree, _ symbols: Symbols) {
        let systemNames = Set(shipped.phrases.map(\.name.text))
        symbols.phraseNames = Set(own.phrases.map(\.name.text)).union(systemNames)
        var first: [String: SourceRange] = [:]
        for node in own.phrases {
            if let earlier = first[node.name.text] {
                symbols.twice(node.name, first: earlier)
                continue
            }
            first[node.name.text] = node.name.range
            if node.name.text.hasPrefix("system."), !systemNames.contains(node.name.text) {
                symbols.unknown(
                    .unknownIntent, node.name, among: systemNames,
                    ["kind": Bilingual(en: "shipped phrase", fr: "de phrase fournie")])
            }
            sink.reserve(node.name, for: Keyword.values.union(["one"]))
            compile(node, symbols)
        }
        var incomplete: [Language: [String]] = [:]
        for node in shipped.phrases where first[node.name.text] == nil {
            compile(node, symbols)
            let texts = symbols.phrases[node.name.text]
            for language in symbols.policy.languages
            where texts?.entries.contains(where: { $0.language == language }) != true {
                incomplete[language, default: []].append(node.name.text)
            }
        }
        reportIncomplete(incomplete, symbols)
    }

    private func compile(_ node: PhraseNode, _ symbols: Symbols) {
        var scope = FlowScope(symbols: symbols, flow: nil)
        if node.name.text.hasPrefix("system.") { scope.ambient = SystemFlows.ambient }
        symbols.phrases[node.name.text] = scope.texts(
            node.texts,
            what: Bilingual(en: "the phrase `\(node.name.text)`", fr: "la phrase `\(node.name.text)`"),
            readsAt: node.texts.range)
    }

    /// The shipped phrases exist in French and English; other languages need the author's.
    private func reportIncomplete(_ incomplete: [Language: [String]], _ symbols: Symbols) {
        for (language, names) in incomplete.sorted(by: { $0.key < $1.key }) {
            // A language without its phrases is one that the policy names: French and English have theirs.
            let place =
                zip(symbols.policy.languages, symbols.policy.languageRanges).first { $0.0 == language }?.1
                ?? SourceRange(file: 0, start: 0, end: 0)
            let shown = names.sorted().prefix(3).joined(separator: ", ") + (names.count > 3 ? "…" : "")
            sink.missing(
                Bilingual(
                    en: "\(names.count) shipped phrases (\(shown))",
                    fr: "\(names.count) phrases fournies (\(shown))"),
                in: [language], at: place)
        }
    }
}
