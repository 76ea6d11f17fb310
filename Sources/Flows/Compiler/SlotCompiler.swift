import Text

/// Compiles what stands with a slot: its question and its choices.
enum SlotCompiler {
    private static let maximumChoices = 100

    static func texts(_ node: SlotNode, declaration: SlotDeclaration, scope: FlowScope) -> SlotDeclaration {
        var result = declaration
        if let block = node.texts {
            result.question = scope.texts(
                block,
                what: Bilingual(
                    en: "the question for `\(node.name.text)`", fr: "la question de `\(node.name.text)`"),
                readsAt: declaration.range)
        }
        var seen: [String: SourceRange] = [:]
        if node.choices.count > maximumChoices {
            scope.symbols.sink.tooMany(
                node.choices[maximumChoices].name.range, maximumChoices, en: "choices", fr: "choix au plus",
                found: node.choices.count)
        }
        for choice in node.choices.prefix(maximumChoices) {
            if let first = seen[choice.name.text] {
                scope.symbols.twice(choice.name, first: first)
                continue
            }
            seen[choice.name.text] = choice.name.range
            scope.symbols.sink.reserve(choice.name, for: Keyword.ofEvents)
            result.choices.append(self.choice(choice, scope: scope, readsAt: declaration.range))
        }
        if case .choice = declaration.type, node.choices.isEmpty {
            scope.symbols.sink.wrong(
                node.name.range,
                expected: Bilingual(
                    en: "`choice` lines below this slot", fr: "des lignes `choice` sous cette donnée"),
                found: Bilingual(en: "none", fr: "aucune"))
        }
        return result
    }

    private static func choice(_ node: ChoiceNode, scope: FlowScope, readsAt: SourceRange)
        -> ChoiceDeclaration
    {
        let labels = scope.texts(
            node.texts,
            what: Bilingual(en: "the label of `\(node.name.text)`", fr: "le libellé de `\(node.name.text)`"),
            readsAt: readsAt, allowsSeveral: true)
        var kept: [TextEntry] = []
        var synonyms: [(language: Language, phrase: String)] = []
        for entry in labels.entries {
            if !kept.contains(where: { $0.language == entry.language && $0.channel == entry.channel }) {
                kept.append(entry)
                continue
            }
            guard case .text(let list)? = entry.template.pieces.first else { continue }
            for phrase in list.split(whereSeparator: { $0 == "," || $0 == "\n" }) {
                let trimmed = phrase.drop { $0 == " " }
                if !trimmed.isEmpty { synonyms.append((entry.language, String(trimmed))) }
            }
        }
        return ChoiceDeclaration(
            name: node.name.text, labels: Texts(entries: kept, range: labels.range), synonyms: synonyms)
    }
}
