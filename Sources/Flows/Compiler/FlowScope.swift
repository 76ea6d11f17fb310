import Text

/// What names mean inside one flow: its slots, its results, and what all flows share.
struct FlowScope {
    let symbols: Symbols
    /// Nil outside flows: shared slots, phrases.
    let flow: Int?
    let flowName: String
    private(set) var slots: [SlotDeclaration] = []
    private var slotIndex: [String: Int] = [:]
    private(set) var results: [String: (kind: ResultKind, range: SourceRange)] = [:]
    /// Names the engine fills in a `phrase system.*`.
    var ambient: Set<String> = []
    /// True for the texts of shared slots, which may hold phrases; a phrase may not.
    var isSlotScope = false

    init(symbols: Symbols, flow: Int?, flowName: String = "") {
        self.symbols = symbols
        self.flow = flow
        self.flowName = flowName
        if let flow { slots = symbols.flowSlots[flow] }
        for (index, slot) in slots.enumerated() where slotIndex[slot.name] == nil {
            slotIndex[slot.name] = index
        }
    }

    mutating func addResult(_ name: SourceWord, _ kind: ResultKind) {
        if let first = results[name.text] {
            if first.kind != kind { symbols.twice(name, first: first.range) }
            return
        }
        if let slot = slotIndex[name.text] { symbols.twice(name, first: slots[slot].range) }
        results[name.text] = (kind, name.range)
    }

    func declaration(_ reference: SlotReference) -> SlotDeclaration {
        switch reference {
        case .own(let index): slots[index]
        case .shared(let index): symbols.shared[index]
        }
    }

    /// The slot of a name, or nil without a report.
    func slotReference(_ name: String) -> SlotReference? {
        if let index = slotIndex[name] {
            symbols.used.insert("slot:\(flowName):\(name)")
            return .own(index)
        }
        if let index = symbols.sharedIndex[name] {
            symbols.used.insert("shared:\(name)")
            return .shared(index)
        }
        return nil
    }

    /// The slot of a name; an unknown one is reported.
    func slot(_ name: SourceWord) -> SlotReference? {
        if let reference = slotReference(name.text) { return reference }
        symbols.unknown(.unknownSlot, name, among: Set(slotIndex.keys).union(symbols.sharedIndex.keys))
        return nil
    }

    /// All names a one-word reference may use.
    private var candidates: Set<String> {
        Set(slotIndex.keys).union(symbols.sharedIndex.keys).union(results.keys).union(symbols.constants.keys)
    }

    /// What a reference means; an unknown one is reported.
    func reference(_ name: SourceWord) -> (operand: Operand, type: ReferenceType)? {
        let text = name.text
        // What the engine tells a shipped phrase, and a flow's own results, go before what all flows share.
        if ambient.contains(text) { return (.ambient(text), .one(.text(maximumLength: 1_000))) }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let base = parts.first ?? text
        if slotIndex[text] == nil, let result = results[base] {
            return inResult(result.kind, base: base, path: Array(parts.dropFirst()), name: name)
        }
        if let slot = slotReference(text) { return (.slot(slot), .one(declaration(slot).type)) }
        if let constant = symbols.constants[text] {
            symbols.used.insert("constant:\(text)")
            return (constant.operand, .one(constant.type))
        }
        switch text {
        case "channel": return (.channel, .channel)
        case "language": return (.language, .language)
        case "trouble": return (.trouble, .one(.number(from: nil, to: nil)))
        case "place": return (.place, .one(.number(from: nil, to: nil)))
        default: break
        }
        if parts.count == 2, let slot = slotReference(base) {
            return inPick(slot, field: parts[1], owner: base, name: name) {
                .slotField(slot, field: parts[1])
            }
        }
        symbols.unknown(
            .unknownSlot, SourceWord(text: base, range: partRange(name, 0, parts)), among: candidates)
        return nil
    }

    private func partRange(_ name: SourceWord, _ index: Int, _ parts: [String]) -> SourceRange {
        // The word may have been repaired; then its parts do not lie where they seem to.
        guard name.range.end - name.range.start == name.text.utf8.count else { return name.range }
        let before = parts.prefix(index).reduce(0) { $0 + $1.utf8.count + 1 }
        let start = name.range.start + before
        return SourceRange(file: name.range.file, start: start, end: start + parts[index].utf8.count)
    }

    private func unknownField(
        _ owner: String, _ name: SourceWord, _ index: Int, _ parts: [String], among fields: [String]
    ) {
        symbols.unknown(
            .unknownField, SourceWord(text: parts[index], range: partRange(name, index, parts)),
            among: fields,
            ["owner": .same(owner)])
    }

    private func inResult(
        _ kind: ResultKind, base: String, path: [String], name: SourceWord
    ) -> (Operand, ReferenceType)? {
        let parts = [base] + path
        switch kind {
        case .promise:
            guard path.isEmpty else {
                unknownField(base, name, 1, parts, among: [])
                return nil
            }
            return (.result(base, path: []), .one(.instant))
        case .call(let action):
            guard let declaration = symbols.actions[action] else { return nil }
            guard let first = path.first else {
                symbols.sink.report(
                    .unknownField, at: name.range,
                    ["owner": .same(base), "name": .same("")],
                    notes: [
                        Diagnostic.Note(
                            Bilingual(
                                en: "name one of its fields: \(base).\(declaration.gives.first?.name ?? "…")",
                                fr:
                                    "nommez un de ses champs : \(base).\(declaration.gives.first?.name ?? "…")"
                            ))
                    ])
                return nil
            }
            if path.count == 1, let field = declaration.gives.first(where: { $0.name == first }) {
                return (.result(base, path: path), .one(field.type))
            }
            if let list = declaration.lists.first(where: { $0.name == first }) {
                if path.count == 1 { return (.result(base, path: path), .list(fields: list.fields)) }
                if let field = list.fields.first(where: { $0.name == path[1] }) {
                    return (.result(base, path: path), .column(field.type))
                }
                unknownField("\(base).\(first)", name, 2, parts, among: list.fields.map(\.name))
                return nil
            }
            unknownField(
                base, name, 1, parts, among: declaration.gives.map(\.name) + declaration.lists.map(\.name))
            return nil
        case .run(let flow):
            let slots = symbols.flowSlots[flow]
            guard let first = path.first, let slot = slots.first(where: { $0.name == first }) else {
                unknownField(base, name, min(1, path.count), parts, among: slots.map(\.name))
                return nil
            }
            if path.count == 1 { return (.result(base, path: path), .one(slot.type)) }
            guard case .pick = slot.type, let type = pickField(of: slot, flow: flow, field: path[1]) else {
                unknownField("\(base).\(first)", name, 2, parts, among: [])
                return nil
            }
            return (.result(base, path: path), .one(type))
        }
    }

    private func inPick(
        _ slot: SlotReference, field: String, owner: String, name: SourceWord, make: () -> Operand
    ) -> (Operand, ReferenceType)? {
        let declaration = declaration(slot)
        let parts = [owner, field]
        guard case .pick(let result, let list, _) = declaration.type,
            case .call(let action)? = results[result]?.kind,
            let fields = symbols.actions[action]?.lists.first(where: { $0.name == list })?.fields
        else {
            unknownField(owner, name, 1, parts, among: [])
            return nil
        }
        guard let found = fields.first(where: { $0.name == field }) else {
            unknownField(owner, name, 1, parts, among: fields.map(\.name))
            return nil
        }
        return (make(), .one(found.type))
    }

    /// The type of a field of a pick in another flow: its list's action is found by looking at all that declare such a
    /// list; the flow's own scope has checked it.
    private func pickField(of slot: SlotDeclaration, flow: Int, field: String) -> SlotType? {
        guard case .pick(_, let list, _) = slot.type else { return nil }
        for action in symbols.actions.values.sorted(by: { $0.name < $1.name }) {
            if let found = action.lists.first(where: { $0.name == list })?.fields.first(where: {
                $0.name == field
            }) {
                return found.type
            }
        }
        return nil
    }

    /// A value where a type is expected: its members first, then constants and references, then the words themselves.
    func value(_ node: ValueNode, as type: SlotType) -> Operand? {
        let isWord: Bool
        if case .word(let text) = node.kind {
            isWord = true
            switch type {
            case .choice, .yesNo:
                if let constant = symbols.constant(node, as: type) { return constant }
            default: break
            }
            if Names.isReference(text), Literals.time(text) == nil, isKnownReference(text) {
                let word = SourceWord(text: text, range: node.range)
                guard let (operand, found) = reference(word) else { return nil }
                if fits(found, type) { return operand }
                report(node, type)
                return nil
            }
        } else {
            isWord = false
        }
        if let constant = symbols.constant(node, as: type) {
            return constant
        }
        if isWord, case .word(let text) = node.kind, Names.isReference(text), !isTextKind(type) {
            switch ValueKind(type) {
            case .choice, .yesNo: break
            default:
                _ = reference(SourceWord(text: text, range: node.range))
                return nil
            }
        }
        report(node, type)
        return nil
    }

    private func isTextKind(_ type: SlotType) -> Bool { ValueKind(type) == .text }

    private func isKnownReference(_ text: String) -> Bool {
        if slotIndex[text] != nil || symbols.sharedIndex[text] != nil || symbols.constants[text] != nil {
            return true
        }
        let base = text.prefix { $0 != "." }
        return results[String(base)] != nil
            || (base.count < text.count
                && (slotIndex[String(base)] != nil || symbols.sharedIndex[String(base)] != nil))
    }

    func fits(_ found: ReferenceType, _ type: SlotType) -> Bool {
        guard case .one(let foundType) = found else { return false }
        let (a, b) = (ValueKind(foundType), ValueKind(type))
        if a == b { return true }
        // A text may hold what any slot of letters wants; a choice is a word too. The engine checks when it runs.
        return (a == .choice && b == .text) || (a == .text && b == .choice)
    }

    private func report(_ node: ValueNode, _ type: SlotType) {
        var words = ValueKind(type).words
        if case .choice(let members) = type, !members.isEmpty {
            words = Bilingual(
                en: "one of " + members.joined(separator: ", "),
                fr: "un de " + members.joined(separator: ", "))
        }
        symbols.sink.report(
            .typesDoNotCompare, at: node.range, ["value": .same(written(node)), "type": words],
            notes: nearMember(node, type))
    }

    private func nearMember(_ node: ValueNode, _ type: SlotType) -> [Diagnostic.Note] {
        guard case .choice(let members) = type, case .word(let text) = node.kind, !symbols.sink.isFull else {
            return []
        }
        return Names.note(Names.nearest(to: text, among: members))
    }

    private func written(_ node: ValueNode) -> String {
        guard symbols.sources.files.indices.contains(node.range.file) else { return "" }
        let bytes = symbols.sources.files[node.range.file].bytes
        guard node.range.end <= bytes.count else { return "" }
        return String(decoding: bytes[node.range.start..<node.range.end], as: UTF8.self)
    }
}
