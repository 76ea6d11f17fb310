package import JSON

// The shop's back office, made up: the shipped flows call it so that a newcomer's first conversation finds real-looking
// orders, bills and outages without any system behind it.
//
// The key decision: one value answers every action, from seed data counted from a given day, so the same question has
// the same answer in every run and in every test. What an action changes stays in the value (a cancelled order is
// cancelled until the simulator stops); a repeated idempotency key gets its first answer again. Some inputs fail or
// dawdle on purpose, to show what the flows do then: numbers made of nines break, numbers made of eights are slow.
//
// `BackOfficeServer` puts it behind HTTP on loopback; `relais back-office` starts that.

/// One call of an action, as read from the request's body.
package struct BackOfficeRequest: Sendable, Hashable {
    package var action: String
    /// A JSON object, by the names of the action's `takes`.
    package var arguments: JSONValue
    package var idempotencyKey: String?

    package init(action: String, arguments: JSONValue, idempotencyKey: String? = nil) {
        self.action = action
        self.arguments = arguments
        self.idempotencyKey = idempotencyKey
    }

    /// Reads a call as the daemon makes it: the arguments as the body, the action and the key beside it.
    ///
    /// With curl all of it may stand in the body: `{"action":…,"arguments":{…},"idempotency_key":…}`.
    ///
    /// - Returns: nil unless there is a name and an object.
    package init?(body: [UInt8], action: String? = nil, idempotencyKey: String? = nil) {
        guard let value = try? JSONReader.parse(body), value.object != nil else { return nil }
        if let action {
            self.init(action: action, arguments: value, idempotencyKey: idempotencyKey)
            return
        }
        guard let action = value["action"]?.string else { return nil }
        let arguments = value["arguments"] ?? [:]
        guard arguments.object != nil else { return nil }
        self.init(
            action: action, arguments: arguments, idempotencyKey: value["idempotency_key"]?.string)
    }
}

/// What the back office says to one call.
package enum BackOfficeAnswer: Sendable, Hashable {
    /// A JSON object with the action's `gives`.
    case result(JSONValue)
    /// One of the action's `fails`.
    case failure(String)
    /// No such action, or an argument missing: the caller's mistake (HTTP 400).
    case refused(String)
    /// The system behind is down (HTTP 500).
    case broken

    /// The HTTP status and body.
    package var response: (status: Int, body: [UInt8]) {
        let (status, body): (Int, JSONValue) =
            switch self {
            case .result(let value): (200, ["result": value])
            case .failure(let name): (200, ["failure": .string(name)])
            case .refused(let why): (400, ["error": .string(why)])
            case .broken: (500, ["error": "the system behind is down"])
            }
        return (status, body.encoded())
    }
}

/// All that the shop's systems know, and what was changed since the start.
package struct BackOffice: Sendable {
    /// Answers kept for repeated idempotency keys; the oldest leave first.
    package static let maximumKeys = 10_000
    /// How long a number made of eights makes the caller wait: longer than any limit of the shipped flows.
    package static let slowMilliseconds = 31_000

    /// Days since 1970-01-01: every date of the seed is counted from it.
    let today: Int32
    /// Minutes since midnight.
    let minute: Int16
    var cancelledOrders: Set<String> = []
    var endedContracts: Set<String> = []
    var planByContract: [String: SeedPlan] = [:]
    var activatedCards: Set<String> = []
    var bookings: [SeedVisit]
    /// Grows with every reference given out.
    private var references = 1_000
    private var answers: [String: BackOfficeAnswer] = [:]
    private var keys: [String] = []

    package init(today: Int32, minute: Int16 = 600) {
        self.today = today
        self.minute = minute
        bookings = SeedVisit.all(today: today)
    }

    /// Answers one call.
    ///
    /// - Returns: the answer, and how long to wait before it is sent.
    package mutating func answer(
        _ request: BackOfficeRequest
    ) -> (answer: BackOfficeAnswer, delayMilliseconds: Int) {
        let delay = Self.isSlow(request.arguments) ? Self.slowMilliseconds : 0
        if Self.isBroken(request.arguments) { return (.broken, delay) }
        if let key = request.idempotencyKey, let known = answers[key] { return (known, delay) }
        let answer = compute(request)
        if let key = request.idempotencyKey { keep(answer, for: key) }
        return (answer, delay)
    }

    private mutating func keep(_ answer: BackOfficeAnswer, for key: String) {
        if keys.count >= Self.maximumKeys {
            answers[keys.removeFirst()] = nil
        }
        keys.append(key)
        answers[key] = answer
    }

    private mutating func compute(_ request: BackOfficeRequest) -> BackOfficeAnswer {
        let given = BackOfficeArguments(request.arguments)
        switch request.action {
        case "orders.find": return findOrder(given)
        case "orders.latest": return latestOrder(given)
        case "orders.cancel": return cancelOrder(given)
        case "orders.return": return returnOrder(given)
        case "warranty.check": return checkWarranty(given)
        case "invoices.list": return listInvoices(given)
        case "invoices.explain": return explainInvoice(given)
        case "payments.plan": return planPayments(given)
        case "account.send-code": return sendCode(given)
        case "account.check-code": return checkCode(given)
        case "contract.find": return findContract(given)
        case "contract.cancel": return cancelContract(given)
        case "contract.offer": return offerDiscount(given)
        case "contract.discount": return applyDiscount(given)
        case "plans.quote": return quotePlan(given)
        case "plans.change": return changePlan(given)
        case "usage.find": return findUsage(given)
        case "line.test": return testLine(given)
        case "line.block": return blockLine(given)
        case "sim.activate": return activateCard(given)
        case "network.status": return networkStatus(given)
        case "network.eligible": return eligibility(given)
        case "moves.book": return bookMove(given)
        case "complaints.open": return openComplaint(given)
        case "calendar.free": return freeTimes(given)
        case "calendar.book": return bookTime(given)
        case "calendar.mine": return myVisits(given)
        case "calendar.release": return releaseVisit(given)
        default: return .refused("no such action: \(request.action)")
        }
    }

    /// The next reference with this beginning: `RV-1001`.
    mutating func reference(_ beginning: String) -> String {
        references += 1
        return "\(beginning)-\(references)"
    }

    /// Some text argument ends in six nines (`FR-999999`) or six eights.
    private static func isBroken(_ arguments: JSONValue) -> Bool { holds("999999", arguments) }
    private static func isSlow(_ arguments: JSONValue) -> Bool { holds("888888", arguments) }

    private static func holds(_ digits: String, _ arguments: JSONValue) -> Bool {
        (arguments.object ?? []).contains { member in
            guard let text = member.value.string, text.utf8.count <= 20 else { return false }
            let own = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return String(decoding: own, as: UTF8.self).hasSuffix(digits)
        }
    }
}

/// The arguments of one call, read by name.
struct BackOfficeArguments {
    private let value: JSONValue

    init(_ value: JSONValue) { self.value = value }

    /// A text argument; empty when it is missing, which no seed entry matches.
    func text(_ name: String) -> String { value[name]?.string ?? "" }

    /// Cents of an amount, written `{"amount":"120.50","currency":"EUR"}` or `"120.50 EUR"`.
    func cents(_ name: String) -> Int? {
        BackOffice.cents(value[name]?["amount"]?.string ?? text(name))
    }

    /// A phone as ten national digits, whatever form it came in.
    func phone(_ name: String) -> String {
        let digits = text(name).utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let all = String(decoding: digits, as: UTF8.self)
        return all.hasPrefix("33") && all.utf8.count == 11 ? "0" + all.dropFirst(2) : all
    }
}
