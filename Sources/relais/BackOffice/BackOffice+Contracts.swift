import JSON

/// Contracts, bills, payments, plans, accounts.
extension BackOffice {
    /// The right code of every account, so that a first conversation can end well.
    static let code = "482913"
    static let expiredCode = "000000"

    func contract(_ given: BackOfficeArguments) -> SeedContract? {
        SeedContract.all.first { $0.number == given.text("contract") }
    }

    private func plan(of contract: SeedContract) -> SeedPlan {
        planByContract[contract.number] ?? contract.plan
    }

    /// A quarter of what is left to pay, whole months only.
    private func leavingFee(of contract: SeedContract) -> Int {
        Int(max(contract.engagedUntil ?? 0, 0)) / 30 * plan(of: contract).cents / 4
    }

    func findContract(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        return .result(
            .known([
                "plan": .string(plan(of: contract).rawValue),
                "price": .amount(cents: plan(of: contract).cents),
                "since": .date(today + contract.since),
                "leaving-fee": .amount(cents: leavingFee(of: contract)),
                "engaged-until": contract.engagedUntil.flatMap { $0 > 0 ? .date(today + $0) : nil },
            ]))
    }

    mutating func cancelContract(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        guard endedContracts.insert(contract.number).inserted else { return .failure("already-ended") }
        return .result([
            "ends": .date(today + 10),
            "fee": .amount(cents: leavingFee(of: contract)),
            "reference": .string(reference("RS")),
        ])
    }

    func offerDiscount(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given), contract.isEligible else { return .failure("not-eligible") }
        return .result([
            "price": .amount(cents: plan(of: contract).cents * 4 / 5),
            "until": .date(today + 365),
        ])
    }

    func applyDiscount(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given), contract.isEligible else { return .failure("refused") }
        return .result([:])
    }

    func quotePlan(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given), let wanted = SeedPlan(rawValue: given.text("plan")) else {
            return .failure("not-found")
        }
        if wanted == plan(of: contract) { return .failure("same-plan") }
        return .result([
            "price": .amount(cents: wanted.cents),
            "starts": .date(today + 7),
            "difference": .amount(cents: wanted.cents - plan(of: contract).cents),
        ])
    }

    mutating func changePlan(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given), let wanted = SeedPlan(rawValue: given.text("plan")),
            !endedContracts.contains(contract.number)
        else { return .failure("refused") }
        planByContract[contract.number] = wanted
        return .result(["starts": .date(today + 7), "reference": .string(reference("CF"))])
    }

    func listInvoices(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        let bills: [JSONValue] = SeedInvoice.all.filter { $0.contract == contract.number }.map { bill in
            [
                "bill-no": .string(bill.number),
                "issued": .date(today + bill.issued),
                "total": .amount(cents: bill.subscriptionCents + bill.extrasCents),
            ]
        }
        return .result(["recent": .array(bills)])
    }

    func explainInvoice(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let bill = SeedInvoice.all.first(where: { $0.number == given.text("bill-no") }) else {
            return .failure("not-found")
        }
        return .result([
            "total": .amount(cents: bill.subscriptionCents + bill.extrasCents),
            "subscription": .amount(cents: bill.subscriptionCents),
            "extras": .amount(cents: bill.extrasCents),
            "difference": .amount(cents: bill.differenceCents),
            "cause": .string(bill.cause),
            "due": .date(today + bill.issued + 15),
        ])
    }

    /// Three parts; the contract that owes most already is refused.
    func planPayments(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        guard contract.number != "RC-408129" else { return .failure("refused") }
        guard let cents = given.cents("sum") else { return .refused("sum is no amount") }
        return .result(["parts": 3, "part": .amount(cents: (cents + 2) / 3), "first": .date(today + 10)])
    }

    /// Cents of `120.50 EUR` or `120.50`; nil for anything else.
    package static func cents(_ text: String) -> Int? {
        let number = text.split(separator: " ").first ?? ""
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int($0) }), (0...1_000_000).contains(whole), parts.count <= 2
        else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        guard parts[1].utf8.count == 2, let rest = Int(parts[1]), rest >= 0 else { return nil }
        return whole * 100 + rest
    }

    func sendCode(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        let mail = given.text("mail").lowercased()
        guard SeedOrder.all.contains(where: { $0.mail == mail }) else { return .failure("unknown-account") }
        if mail == "marc@example.org" { return .failure("too-many") }
        return .result(["sent-to": .string(Self.masked(mail))])
    }

    /// `camille@example.org` → `c…e@example.org`.
    private static func masked(_ mail: String) -> String {
        guard let at = mail.firstIndex(of: "@"), let first = mail.first else { return "…" }
        let name = mail[..<at]
        return "\(first)…\(name.count > 1 ? String(name.last ?? first) : "")\(mail[at...])"
    }

    func checkCode(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        switch given.text("code") {
        case Self.code:
            .result(["link": "https://compte.relais.example/nouveau-mot-de-passe"])
        case Self.expiredCode: .failure("expired")
        default: .failure("wrong")
        }
    }

    mutating func openComplaint(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        .result(["reference": .string(reference("RE")), "reply-by": .date(today + 5)])
    }
}
