import Flows
import Text

extension Engine {
    /// Puts a conversation at a step with slots already filled: for transcripts (`given at FLOW STEP`) and the REPL.
    mutating func begin(flow name: String, step stepName: String?, slots: [NamedText]) {
        guard let index = program.flowIndex[name], state.running == nil, state.wait.kind == .idle else {
            return
        }
        let flow = program.flows[index]
        var activation = Activation()
        activation.number = state.activationCount + 1
        change(.started(activation))
        var frame = Frame()
        frame.flow = name
        stopped = false
        finish(push(frame))
        for slot in slots {
            guard let declaration = flow.slot(named: slot.name), let value = read(slot.text, as: declaration)
            else {
                continue
            }
            change(.filled(slot: slot.name, isShared: false, value))
        }
        if let stepName, let step = flow.step(named: stepName) { finish(go(to: step)) }
        advance()
    }

    /// Fills a shared slot from a text, as a profile would.
    mutating func fillShared(_ name: String, from text: String) {
        guard let slot = program.shared.first(where: { $0.name == name }), let value = read(text, as: slot)
        else { return }
        change(.filled(slot: name, isShared: true, value))
    }
}
