import JSON
package import Sessions

/// What is said to an action's target and what it may say back, the same for a URL and for a program.
///
///     out   {"action":"orders.find","arguments":{"order-no":"FR-204518"},"conversation":"…","idempotency_key":"…"}
///     back  {"result":{"state":"shipped","days-late":0}}     or     {"failure":"not-found"}
package enum ActionExchange {
    /// The body of a request, one JSON object.
    package static func body(of request: ActionRequest) -> [UInt8] {
        // Sessions wrote the arguments as one object; were they not, the target sees none rather than a broken body.
        let arguments = (try? JSONReader.parse(request.arguments)) ?? .object([])
        return JSONValue.object([
            JSONMember("action", .string(request.action)),
            JSONMember("arguments", arguments),
            JSONMember("conversation", .string(request.conversation.description)),
            JSONMember("idempotency_key", .string(request.idempotencyKey)),
        ]).encoded()
    }

    /// Reads an answer; whether the result has the declared fields is the engine's affair.
    package static func result(of bytes: [UInt8]) -> SessionsMachine.ActionResult {
        guard let answer = try? JSONReader.parse(bytes) else { return .error("malformed") }
        if let failure = answer["failure"]?.string { return .failed(failure) }
        if let result = answer["result"], result.object != nil { return .gave(result.encoded()) }
        return .error("malformed")
    }
}
