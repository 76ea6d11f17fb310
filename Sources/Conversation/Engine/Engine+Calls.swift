import Flows
import JSON
import Text

extension Engine {
    /// The call the conversation waits for.
    var currentCall: CallSite? {
        guard case .call(let call)? = currentLine?.act else { return nil }
        return call
    }

    mutating func doCall(_ call: CallSite, range: SourceRange) -> Control {
        guard let action = program.actions[call.action], let frame, let running = state.running else {
            return failed("unknown action", range: range)
        }
        var arguments = JSONWriter()
        arguments.beginObject()
        for (field, operand) in zip(action.takes, call.arguments) {
            guard let value = evaluate(operand).single, isFit(value, field.type) else {
                if field.orNothing { continue }
                return failed("\(field.name) is missing", range: range)
            }
            arguments.key(dynamic: field.name)
            write(value, to: &arguments)
        }
        arguments.endObject()
        let number = state.callCount + 1
        change(.called(flow: frame.flow, line: frame.line, changes: action.changes))
        change(.tried(Tried(kind: .call, name: call.action)))
        let pass =
            state.running?.passes.first { $0.flow == frame.flow && $0.line == frame.line }?.count ?? 1
        note(.act(.call, name: call.action, detail: nil, at: place(range), sentence: nil, isOptional: true))
        effect(
            .act(
                ActionCall(
                    number: number, action: call.action, argumentsJSON: arguments.bytes,
                    idempotencyKey: "\(state.id)/\(running.number)/\(frame.flow):\(frame.line)/\(pass)",
                    withinMilliseconds: call.withinMilliseconds)))
        beginWait(.call(number: number))
        return .stopped
    }

    /// The result of a call; one that comes after its limit, or twice, is ignored.
    mutating func returned(_ number: Int, _ outcome: ActionOutcome) {
        guard case .call(number: number) = state.wait.kind, let call = currentCall, let line = currentLine
        else {
            decision.explanation.consumption = .late
            return
        }
        stopped = false
        // The wait is over whatever follows; the next one begins at the next ask.
        let control: Control
        switch outcome {
        case .gave(let json):
            if let action = program.actions[call.action],
                let result = ActionResult(json, of: action, name: call.result ?? "")
            {
                if call.result != nil { resulted(result) }
                control = .next
            } else {
                control = failed("the result of \(call.action) is not what it declares", range: line.range)
            }
        case .failed(let failure):
            note(.event("\(call.action) fails \(failure)"))
            if program.actions[call.action]?.fails.contains(failure) == true,
                let handled = raise(.verb, range: line.range, { $0 == .failure(failure) })
            {
                control = handled
            } else {
                control = failed("\(call.action): \(failure)", range: line.range)
            }
        case .error(let why): control = failed(why, range: line.range)
        }
        finish(control)
    }

    /// Late, malformed, refused, circuit open, or an argument missing: `error`.
    private mutating func failed(_ why: String, range: SourceRange) -> Control {
        note(.event("error: \(why.cut(toScalars: 200))"))
        if let control = raise(.verb, range: range, { $0 == .error }) { return control }
        escalateDefault(Reason(code: .actionError, text: why.cut(toScalars: 200)))
        return .stopped
    }

    /// Replaces a result and empties the picks made from the old one.
    mutating func resulted(_ result: ActionResult) {
        change(.resulted(result))
        guard let index = flowIndex else { return }
        for slot in program.flows[index].slots {
            if case .pick(let name, _, _) = slot.type, name == result.name, frame?.value(slot.name) != nil {
                change(.filled(slot: slot.name, isShared: false, nil))
            }
        }
    }

    // MARK: - JSON

    private func write(_ value: SlotValue, to writer: inout JSONWriter) {
        JSONFields.write(value, to: &writer)
    }
}
