/// The closed list of what can be wrong, as written on the wire.
package enum ErrorCode: String, Sendable, Hashable, CaseIterable {
    case badUTF8 = "bad_utf8"
    case badJSON = "bad_json"
    case tooLarge = "too_large"
    case badMessage = "bad_message"
    case unknownType = "unknown_type"
    case badField = "bad_field"
    case unsupportedVersion = "unsupported_version"
    case authRequired = "auth_required"
    case authFailed = "auth_failed"
    case authExpired = "auth_expired"
    case forbidden
    case notFound = "not_found"
    case cidConflict = "cid_conflict"
    case ahead
    case alreadyTaken = "already_taken"
    case staleAssignment = "stale_assignment"
    case closed
    case rateLimited = "rate_limited"
    case busy
    case slowConsumer = "slow_consumer"
    case replaced
    case storage
    case draining
    case `internal`
}

/// What a client is told when something cannot be done.
package struct WireError: Error, Sendable, Hashable {
    package var code: ErrorCode
    /// The field at fault: `text`, `customer.id`.
    package var field: String?
    /// One short sentence in English for the client's developer.
    package var text: String
    /// The connection is closed after it.
    package var isFatal: Bool
    /// Only with it may a client try again unasked.
    package var retryMilliseconds: Int?
    package var cid: String?
    package var conversation: String?
    /// With `stale_assignment`: what the agent wrote, which nobody was shown.
    package var draft: String?

    package init(
        _ code: ErrorCode, field: String? = nil, _ text: String, isFatal: Bool = false,
        retryMilliseconds: Int? = nil, cid: String? = nil, conversation: String? = nil, draft: String? = nil
    ) {
        self.code = code
        self.field = field
        self.text = text
        self.isFatal = isFatal
        self.retryMilliseconds = retryMilliseconds
        self.cid = cid
        self.conversation = conversation
        self.draft = draft
    }
}
