/// One call of an action, ready to be made.
package struct ExternalAction: Sendable, Hashable {
    package enum Target: Sendable, Hashable {
        case url(String)
        /// An absolute path and the folder it starts in.
        case program(path: String, folder: String)
    }

    /// The caller's number for it.
    package var id: UInt64
    /// As in the flow: `orders.find`.
    package var name: String
    package var target: Target
    /// A JSON object.
    package var arguments: [UInt8]
    /// The same for every repetition of one call.
    package var idempotencyKey: String
    package var withinMilliseconds: Int64

    package init(
        id: UInt64, name: String, target: Target, arguments: [UInt8], idempotencyKey: String,
        withinMilliseconds: Int64
    ) {
        self.id = id
        self.name = name
        self.target = target
        self.arguments = arguments
        self.idempotencyKey = idempotencyKey
        self.withinMilliseconds = withinMilliseconds
    }
}

package enum ExternalResult: Sendable, Hashable {
    /// What the target said, not yet read as JSON.
    case returned([UInt8])
    case failed(ExternalFailure)
}

package enum ExternalFailure: Error, Sendable, Hashable {
    case timedOut
    case unreachable
    /// An HTTP status outside 200…299.
    case status(Int)
    /// A program's exit code, or minus the signal that ended it.
    case exit(Int32)
    case tooLarge
    /// The target failed too often lately.
    case circuitOpen
    /// Too many calls wait already.
    case busy
    /// The policy names no target, or none that can be called.
    case noTarget

    /// One word for logs.
    package var word: String {
        switch self {
        case .timedOut: "timed-out"
        case .unreachable: "unreachable"
        case .status(let code): "status-\(code)"
        case .exit(let code): code < 0 ? "signal-\(-Int(code))" : "exit-\(code)"
        case .tooLarge: "too-large"
        case .circuitOpen: "circuit-open"
        case .busy: "busy"
        case .noTarget: "no-target"
        }
    }
}
