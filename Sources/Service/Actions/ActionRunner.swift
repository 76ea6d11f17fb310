/// Makes external calls without holding anybody up. Owned by the loop thread; results come back through `post`, from any
/// thread, and are handed to `finished`.
///
/// A webhook is `POST` with the arguments as JSON, `Idempotency-Key` and `Relais-Action`; its answer is a JSON object with
/// a status of 200…299. A program gets the same object on standard input, `RELAIS_ACTION` and `RELAIS_IDEMPOTENCY_KEY` in
/// its environment, and answers on standard output with exit code 0. Redirects are not followed. Each target has its own
/// circuit breaker; at most `runningLimit` calls run, `waitingLimit` wait.
package final class ActionRunner {
    package static let runningLimit = 64
    package static let waitingLimit = 4_096
    /// A program is a process: fewer of them.
    package static let programLimit = 8
    package static let answerLimit = 262_144

    private let post: @Sendable (UInt64, ExternalResult) -> Void
    private var webhooks: Webhooks?
    private var breakers: [String: CircuitBreaker] = [:]
    private var waiting: [Waiting] = []
    private var running: [UInt64: Running] = [:]
    private var programCount = 0

    private struct Waiting {
        var action: ExternalAction
        var deadline: Int64
        /// The one try by which a broken target is judged.
        var isTry: Bool
    }

    private struct Running {
        var target: String
        var deadline: Int64
        var isProgram: Bool
        /// The result has been given (timed out): what still comes is ignored.
        var isAnswered = false
    }

    /// - Parameter post: takes a result to the loop thread, which calls `finished`.
    package init(post: @escaping @Sendable (UInt64, ExternalResult) -> Void) {
        self.post = post
    }

    package var runningCount: Int { running.count }
    package var waitingCount: Int { waiting.count }
    /// Targets whose circuit is open.
    package var brokenTargets: [String] { breakers.filter { $0.value.isOpen }.keys.sorted() }

    /// Begins a call, or queues it.
    ///
    /// - Returns: the result when it is known at once (the circuit is open, too many wait).
    package func start(_ action: ExternalAction, atMilliseconds now: Int64) -> ExternalResult? {
        let target = Self.key(action.target)
        if breakers[target, default: CircuitBreaker()].callWanted(atMilliseconds: now) == false {
            return .failed(.circuitOpen)
        }
        let isTry = breakers[target]?.isTrying ?? false
        let deadline = now + max(action.withinMilliseconds, 1)
        if hasRoom(for: action) {
            run(action, deadline: deadline, now: now)
        } else if waiting.count < Self.waitingLimit {
            waiting.append(Waiting(action: action, deadline: deadline, isTry: isTry))
        } else {
            if isTry { breakers[target]?.callAbandoned(atMilliseconds: now) }
            return .failed(.busy)
        }
        return nil
    }

    /// Takes a posted result.
    ///
    /// - Returns: nil when the call was answered before (it timed out).
    package func finished(
        _ id: UInt64, _ result: ExternalResult, atMilliseconds now: Int64
    ) -> ExternalResult? {
        guard let call = running.removeValue(forKey: id) else { return nil }
        if call.isProgram { programCount -= 1 }
        note(result, of: call, now: now)
        startWaiting(now: now)
        return call.isAnswered ? nil : result
    }

    /// Calls whose time is up; they fail now, whatever still comes.
    package func overdue(atMilliseconds now: Int64) -> [UInt64] {
        var late: [UInt64] = []
        for (id, call) in running where call.deadline <= now && !call.isAnswered {
            running[id]?.isAnswered = true
            webhooks?.cancel(id)
            late.append(id)
        }
        // A call that never began says nothing about its target.
        for call in waiting where call.deadline <= now {
            if call.isTry { breakers[Self.key(call.action.target)]?.callAbandoned(atMilliseconds: now) }
            late.append(call.action.id)
        }
        waiting.removeAll { $0.deadline <= now }
        return late.sorted()
    }

    /// When `overdue` should be asked next.
    package var nextDeadline: Int64? {
        let unanswered = running.values.lazy.filter { !$0.isAnswered }.map(\.deadline).min()
        let queued = waiting.lazy.map(\.deadline).min()
        guard let unanswered else { return queued }
        return queued.map { min($0, unanswered) } ?? unanswered
    }

    private func hasRoom(for action: ExternalAction) -> Bool {
        if case .program = action.target, programCount >= Self.programLimit { return false }
        return running.count < Self.runningLimit
    }

    private func startWaiting(now: Int64) {
        while let index = waiting.firstIndex(where: { hasRoom(for: $0.action) }) {
            let next = waiting.remove(at: index)
            run(next.action, deadline: next.deadline, now: now)
        }
    }

    private func run(_ action: ExternalAction, deadline: Int64, now: Int64) {
        let left = max(deadline - now, 1)
        switch action.target {
        case .url(let url):
            running[action.id] = Running(target: url, deadline: deadline, isProgram: false)
            let webhooks = webhooks ?? Webhooks(post: post)
            self.webhooks = webhooks
            webhooks.start(action, url: url, withinMilliseconds: left)
        case .program(let path, let folder):
            running[action.id] = Running(target: path, deadline: deadline, isProgram: true)
            programCount += 1
            let post = post
            SystemThread.start(name: "relais-program") {
                let result = ChildProgram(path: path, folder: folder).run(
                    input: action.arguments,
                    environment: [
                        "RELAIS_ACTION": action.name, "RELAIS_IDEMPOTENCY_KEY": action.idempotencyKey,
                    ], outputLimit: ActionRunner.answerLimit, withinMilliseconds: left)
                post(action.id, result)
            }
        }
    }

    private func note(_ result: ExternalResult, of call: Running, now: Int64) {
        var breaker = breakers[call.target] ?? CircuitBreaker()
        switch result {
        case .returned: call.isAnswered ? breaker.callFailed(atMilliseconds: now) : breaker.callSucceeded()
        case .failed(.status(400..<500)): breaker.callSucceeded()  // It works; it did not like what we sent.
        case .failed: breaker.callFailed(atMilliseconds: now)
        }
        breakers[call.target] = breaker
    }

    private static func key(_ target: ExternalAction.Target) -> String {
        switch target {
        case .url(let url): url
        case .program(let path, _): path
        }
    }
}
