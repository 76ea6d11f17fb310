import Flows
import Text

// A new version of the bot: a conversation moves if it can go on where it stands, else it stays on its version; if that
// one is withdrawn, a person.

extension Engine {
    mutating func moveToWorld(isWithdrawn: Bool) {
        guard state.fingerprint != world.fingerprint else { return }
        let running = state.running.map { moved($0, asking: state.wait.kind.askedSlot) }
        let handedOver = state.handedOver.map { moved($0, asking: nil) }
        // A call under way is judged by the version that made it.
        let isMidCall = if case .call = state.wait.kind { true } else { false }
        let fits = !isMidCall && running != .some(nil)
        if fits {
            change(
                .moved(
                    fingerprint: world.fingerprint, running: running ?? nil,
                    paused: state.paused.compactMap {
                        moved($0, asking: $0.pausedWait?.kind.askedSlot)
                    },
                    handedOver: handedOver ?? nil))
            note(.event("moved to a new version"))
            return
        }
        guard isWithdrawn else {
            note(.event("stays on its version"))
            return
        }
        change(.moved(fingerprint: world.fingerprint, running: nil, paused: [], handedOver: nil))
        note(.event("its version is withdrawn"))
        if state.owner == .bot {
            escalateDefault(Reason(code: .flow, text: "the bot changed"))
        }
    }

    /// The activation in this program; nil when it cannot go on there.
    ///
    /// - Parameter slot: the slot the top frame asks; nil when it stands at an escalate.
    private func moved(_ activation: Activation, asking slot: String?) -> Activation? {
        var result = activation
        for (depth, frame) in activation.frames.enumerated() {
            let called = activation.frames[safe: depth + 1]?.flow
            let stand: Stand =
                if let called { .run(called) } else if let slot { .ask(slot) } else { .escalate }
            guard let new = moved(frame, stand) else { return nil }
            result.frames[depth] = new
        }
        result.passes = []
        return result
    }

    /// What kind of line a frame stands at, in words that outlive a version.
    private enum Stand {
        case ask(String)
        case run(String)
        case escalate
    }

    private func moved(_ frame: Frame, _ stand: Stand) -> Frame? {
        guard
            let flow = program.flow(named: frame.flow)
                ?? program.flows.first(where: { $0.was == frame.flow }),
            let step = flow.steps.firstIndex(where: {
                $0.name == frame.step || ($0.was != nil && $0.was == frame.step)
            }),
            let line = flow.lines.indices.first(where: {
                flow.lines[$0].step == step && isStand(flow.lines[$0].act, stand, in: flow)
            })
        else { return nil }
        var result = frame
        result.flow = flow.name
        result.step = flow.steps[step].name
        result.line = line
        // Slots by name or earlier name; each value must fit its new type.
        result.slots = []
        for value in frame.slots {
            guard let slot = flow.slots.first(where: { $0.name == value.name || $0.was == value.name }),
                isFit(value.value, slot.type)
            else { return nil }
            result.slots.append(NamedValue(slot.name, value.value))
        }
        result.tries = frame.tries.filter { $0.index == frame.line }.map {
            IndexCount(index: line, count: $0.count)
        }
        // Passes are kept as far as their asks are still there.
        result.trail = []
        for entry in frame.trail {
            guard let name = entry.slot,
                let line = flow.lines.indices.first(where: {
                    isStand(flow.lines[$0].act, .ask(name), in: flow)
                })
            else { break }
            var moved = entry
            moved.line = line
            moved.step = flow.steps[safe: flow.lines[line].step]?.name
            moved.slots = entry.slots.filter { value in flow.slots.contains { $0.name == value.name } }
            result.trail.append(moved)
        }
        return result
    }

    private func isStand(_ act: Act, _ stand: Stand, in flow: Flow) -> Bool {
        switch (act, stand) {
        case (.ask(.own(let own), again: _, atMost: _, texts: _), .ask(let name)):
            flow.slots[safe: own].map { $0.name == name || $0.was == name } ?? false
        case (.ask(.shared(let shared), again: _, atMost: _, texts: _), .ask(let name)):
            program.shared[safe: shared].map { $0.name == name || $0.was == name } ?? false
        case (.run(let run), .run(let name)):
            program.flows[safe: run.flow].map { $0.name == name || $0.was == name } ?? false
        case (.escalate, .escalate): true
        default: false
        }
    }
}

extension Wait.Kind {
    /// The slot of an ask.
    var askedSlot: String? {
        if case .ask(let slot, isShared: _) = self { slot } else { nil }
    }
}
