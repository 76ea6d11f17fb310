import Conversation
import Dispatch
import Flows
import Glibc
import JSON
import Service
import Sessions
import Synchronization
import Text

/// Calls actions for real, one at a time, waiting for each: the REPL has nothing else to do meanwhile.
final class ReplActions {
    private let answers = Answers()
    private var runner: ActionRunner?
    private var lastID: UInt64 = 0

    private final class Answers: Sendable {
        let table = Mutex<[UInt64: ExternalResult]>([:])
        let arrived = DispatchSemaphore(value: 0)
    }

    func call(_ call: ActionCall, of bot: ReplBot) -> ActionOutcome {
        guard let target = target(of: call.action, bot) else { return .error(ExternalFailure.noTarget.word) }
        lastID += 1
        let answers = answers
        let runner =
            runner
            ?? ActionRunner { @Sendable id, result in
                answers.table.withLock { $0[id] = result }
                answers.arrived.signal()
            }
        self.runner = runner
        let started = SystemClock.monotonicMilliseconds()
        let action = ExternalAction(
            id: lastID, name: call.action, target: target, arguments: call.argumentsJSON,
            idempotencyKey: call.idempotencyKey, withinMilliseconds: call.withinMilliseconds)
        if let known = runner.start(action, atMilliseconds: started) { return outcome(known) }
        let wait = DispatchTime.now() + .milliseconds(Int(min(call.withinMilliseconds, 60_000)) + 500)
        guard answers.arrived.wait(timeout: wait) == .success,
            let result = answers.table.withLock({ $0.removeValue(forKey: lastID) })
        else {
            _ = runner.overdue(atMilliseconds: .max)
            return .error(ExternalFailure.timedOut.word)
        }
        let now = SystemClock.monotonicMilliseconds()
        return outcome(runner.finished(lastID, result, atMilliseconds: now) ?? .failed(.timedOut))
    }

    private func outcome(_ result: ExternalResult) -> ActionOutcome {
        switch result {
        case .failed(let failure): return .error(failure.word)
        case .returned(let bytes):
            guard let json = try? JSONReader.parse(bytes) else { return .error("no JSON") }
            return ActionOutcome(answer: json)
        }
    }

    private func target(of action: String, _ bot: ReplBot) -> ExternalAction.Target? {
        switch bot.world.program.policy.bindings.first(where: { $0.action == action })?.target {
        case .url(let url): return .url(url)
        case .program(let path):
            guard let folder = realpath(bot.folder, nil) else { return nil }
            defer { free(folder) }
            let root = String(cString: folder)
            return .program(path: root + "/" + path, folder: root)
        case nil: return nil
        }
    }
}
