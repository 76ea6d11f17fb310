import Flows
import Text

extension Engine {
    // MARK: - reject

    /// The value is refused after all: back to its question, as an invalid answer there.
    mutating func reject(_ slot: SlotReference, texts: Texts?, range: SourceRange) -> Control {
        guard let declaration = declaration(slot), let frame else { return .next }
        // Before the slot is emptied: the text may name the refused value.
        let text = texts.map { render($0) }
        let refusedAt = place(range)
        note(
            .act(
                .reject, name: declaration.name, detail: nil, at: place(range), sentence: nil,
                isOptional: true))
        let depth = (state.running?.frames.count ?? 1) - 1
        guard
            let entry = frame.trail.lastIndex(where: {
                $0.slot == declaration.name && $0.isShared == slot.isShared
            })
        else {
            escalateDefault(Reason(code: .flow, text: "\(declaration.name) refused, but never asked"))
            return .stopped
        }
        change(.restored(depth: depth, entry: entry))
        change(.emptiedAgain(true))
        change(.filled(slot: declaration.name, isShared: slot.isShared, nil))
        if let text {
            utter(
                text, verb: .ask, name: declaration.name, at: refusedAt, isOptional: true)
        }
        guard let asked else {
            escalateDefault(Reason(code: .flow, text: "\(declaration.name) refused"))
            return .stopped
        }
        let offers = buttons(offers(for: asked.declaration))
        if !backstopReached {
            beginWait(.ask(slot: declaration.name, isShared: slot.isShared), buttons: offers)
        }
        rejectedText = text != nil
        trouble(.invalid)
        rejectedText = false
        return stopped ? .stopped : .moved
    }

    // MARK: - correction

    /// What a correction may change: a slot with its value now, and the pass it goes back to.
    private struct Corrected {
        var depth: Int
        /// Index into the frame's trail; nil: no pass, the flow's start.
        var entry: Int?
        var declaration: SlotDeclaration
        var isShared: Bool
        /// Asked by a flow that the pass ran.
        var isInRun: Bool
        var value: SlotValue
    }

    /// (c): a value for a filled slot, with a mark of correction in the message.
    ///
    /// - Returns: false when the message corrects nothing.
    mutating func correct(_ utterance: Utterance) -> Bool {
        if let corrected = correctedSlot(utterance) {
            decision.explanation.consumption = .correction
            guard detour() else { return true }
            apply(corrected)
            return true
        }
        // A slot not yet asked: its value becomes loose, the question is repeated.
        guard let asked, let flow = flowIndex, let line = currentLine,
            asked.declaration.type.isText || values(for: asked.declaration, in: utterance).isEmpty
        else { return false }
        let before = state.running?.loose ?? []
        keepLoose(from: utterance, flow: flow, outside: nil)
        guard state.running?.loose != before else { return false }
        decision.explanation.consumption = .correction
        guard detour() else { return true }
        askQuestion(asked.declaration, isShared: asked.isShared, texts: asked.texts, range: line.range)
        return true
    }

    /// The filled slot the message gives another value for: the one passed last of those that take it.
    private func correctedSlot(_ utterance: Utterance) -> Corrected? {
        guard let frames = state.running?.frames else { return nil }
        for depth in frames.indices.reversed() {
            let frame = frames[depth]
            guard let flow = program.flow(named: frame.flow) else { continue }
            var seen: Set<String> = []
            for (entry, passed) in frame.trail.enumerated().reversed() {
                if let name = passed.slot {
                    let declarations = passed.isShared ? program.shared : flow.slots
                    guard seen.insert(name).inserted,
                        let declaration = declarations.first(where: { $0.name == name }),
                        let value = newValue(
                            for: declaration,
                            now: passed.isShared ? state.shared.value(name) : frame.value(name), in: utterance
                        )
                    else { continue }
                    return Corrected(
                        depth: depth, entry: entry, declaration: declaration, isShared: passed.isShared,
                        isInRun: false, value: value)
                }
                guard case .run(let run)? = flow.lines[safe: passed.line]?.act,
                    let ran = program.flows[safe: run.flow]
                else { continue }
                for typed in passed.runTyped.reversed() {
                    guard let declaration = ran.slots.first(where: { $0.name == typed.name }),
                        let value = newValue(for: declaration, now: typed.value, in: utterance)
                    else { continue }
                    return Corrected(
                        depth: depth, entry: entry, declaration: declaration, isShared: false, isInRun: true,
                        value: value)
                }
            }
            // Filled without a pass (`with`, `set`): the start of the flow.
            for slot in flow.slots where !seen.contains(slot.name) {
                guard let now = frame.value(slot.name),
                    let value = newValue(for: slot, now: now, in: utterance)
                else { continue }
                return Corrected(
                    depth: depth, entry: nil, declaration: slot, isShared: false, isInRun: false, value: value
                )
            }
        }
        return nil
    }

    private func newValue(
        for declaration: SlotDeclaration, now: SlotValue?, in utterance: Utterance
    ) -> SlotValue? {
        switch declaration.type {
        case .text, .name, .yesNo, .instant: return nil
        default: break
        }
        guard let now else { return nil }
        var distinct: [SlotValue] = []
        for found in values(for: declaration, in: utterance)
        where found.value != now && !distinct.contains(found.value) {
            distinct.append(found.value)
        }
        return distinct.count == 1 ? distinct[0] : nil
    }

    private mutating func apply(_ corrected: Corrected) {
        guard let running = state.running, let frame = running.frames[safe: corrected.depth] else { return }
        let passed = corrected.entry.flatMap { frame.trail[safe: $0] }
        if running.changes > (passed?.changes ?? 0) { return tooLate() }
        // What the customer typed since is made loose again, the newest five.
        var loose = running.loose
        var span = (loose.map(\.span).max() ?? 0) + 1
        func add(_ name: String, _ value: SlotValue, to loose: inout [LooseValue]) {
            if case .yesNo = value { return }
            loose.removeAll { $0.slot == name }
            loose.append(LooseValue(kind: .own, value: value, span: span, slot: name))
            span += 1
        }
        let later = frame.trail.suffix(from: min((corrected.entry ?? -1) + 1, frame.trail.count))
        if corrected.isInRun, let passed {
            for typed in passed.runTyped where typed.name != corrected.declaration.name {
                add(typed.name, typed.value, to: &loose)
            }
        }
        for entry in later {
            if let name = entry.slot {
                if entry.typed, !entry.isShared, name != corrected.declaration.name,
                    let value = frame.value(name)
                {
                    add(name, value, to: &loose)
                }
            } else {
                for typed in entry.runTyped { add(typed.name, typed.value, to: &loose) }
            }
        }
        for above in running.frames.suffix(from: corrected.depth + 1) {
            for typed in typedValues(above) { add(typed.name, typed.value, to: &loose) }
        }
        if corrected.isInRun { add(corrected.declaration.name, corrected.value, to: &loose) }
        loose = Array(loose.suffix(ConversationLimits.loose))

        if let entry = corrected.entry {
            change(.restored(depth: corrected.depth, entry: entry))
        } else {
            let given = frame.slots.filter { slot in
                !frame.trail.contains { $0.slot == slot.name && $0.typed }
            }
            change(.restarted(depth: corrected.depth))
            for slot in given { change(.filled(slot: slot.name, isShared: false, slot.value)) }
        }
        if loose != running.loose { change(.looseChanged(loose)) }
        if !corrected.isInRun {
            change(.filled(slot: corrected.declaration.name, isShared: corrected.isShared, corrected.value))
            if corrected.entry != nil { change(.emptiedAgain(true)) }
        }
        noteFilled(corrected.declaration, corrected.value)
        utter(
            phrase(.corrected, [NamedText("value", display(corrected.value, of: corrected.declaration))]),
            verb: .say,
            name: "system.corrected", at: enginePlace, isOptional: true)
        groupHeld = false
        stopped = backstopReached
    }

    /// Something outside was changed since: the system's flow says so.
    private mutating func tooLate() {
        note(.event("too late"))
        guard program.flowIndex["system.too-late"] != nil else {
            return escalateDefault(Reason(code: .flow, text: "a correction came too late"))
        }
        var frame = Frame()
        frame.flow = "system.too-late"
        frame.returns = .passes
        change(.reasonGiven(Reason(code: .flow, text: "a correction came too late")))
        stopped = false
        finish(push(frame))
    }

    /// What the customer said in a frame, and in those it ran.
    func typedValues(_ frame: Frame) -> [NamedValue] {
        var result: [NamedValue] = []
        for entry in frame.trail {
            if let name = entry.slot {
                if entry.typed, !entry.isShared, let value = frame.value(name) { result.set(name, to: value) }
            } else {
                for typed in entry.runTyped { result.set(typed.name, to: typed.value) }
            }
        }
        return Array(result.suffix(8))
    }
}
