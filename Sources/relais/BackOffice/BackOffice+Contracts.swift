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
        var members = [
            JSONMember("plan", .string(plan(of: contract).rawValue)),
            JSONMember("price", BackOfficeForm.amount(cents: plan(of: contract).cents)),
            JSONMember("since", BackOfficeForm.date(today + contract.since)),
            JSONMember("leaving-fee", BackOfficeForm.amount(cents: leavingFee(of: contract))),
        ]
        if let until = contract.engagedUntil, until > 0 {
            members.append(JSONMember("engaged-until", BackOfficeForm.date(today + until)))
        }
        return .result(.object(members))
    }

    mutating func cancelContract(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        guard endedContracts.insert(contract.number).inserted else { return .failure("already-ended") }
        return .result(
            .object([
                JSONMember("ends", BackOfficeForm.date(today + 10)),
                JSONMember("fee", BackOfficeForm.amount(cents: leavingFee(of: contract))),
                JSONMember("reference", .string(reference("RS"))),
            ]))
    }

    func offerDiscount(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given), contract.isEligible else { return .failure("not-eligible") }
        return .result(
            .object([
                JSONMember("price", BackOfficeForm.amount(cents: plan(of: contract).cents * 4 / 5)),
                JSONMember("until", BackOfficeForm.date(today + 365)),
            ]))
    }

    func applyDiscount(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given), contract.isEligible else { return .failure("refused") }
        return .result(.object([]))
    }

    func quotePlan(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given), let wanted = SeedPlan(rawValue: given.text("plan")) else {
            return .failure("not-found")
        }
        if wanted == plan(of: contract) { return .failure("same-plan") }
        return .result(
            .object([
                JSONMember("price", BackOfficeForm.amount(cents: wanted.cents)),
                JSONMember("starts", BackOfficeForm.date(today + 7)),
                JSONMember(
                    "difference", BackOfficeForm.amount(cents: wanted.cents - plan(of: contract).cents)),
            ]))
    }

    mutating func changePlan(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given), let wanted = SeedPlan(rawValue: given.text("plan")),
            !endedContracts.contains(contract.number)
        else { return .failure("refused") }
        planByContract[contract.number] = wanted
        return .result(
            .object([
                JSONMember("starts", BackOfficeForm.date(today + 7)),
                JSONMember("reference", .string(reference("CF"))),
            ]))
    }

    func listInvoices(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        let bills = SeedInvoice.all.filter { $0.contract == contract.number }.map { bill in
            JSONValue.object([
                JSONMember("bill-no", .string(bill.number)),
                JSONMember("issued", BackOfficeForm.date(today + bill.issued)),
                JSONMember(
                    "total", BackOfficeForm.amount(cents: bill.subscriptionCents + bill.extrasCents)),
            ])
        }
        return .result(.object([JSONMember("recent", .array(bills))]))
    }

    func explainInvoice(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let bill = SeedInvoice.all.first(where: { $0.number == given.text("bill-no") }) else {
            return .failure("not-found")
        }
        return .result(
            .object([
                JSONMember(
                    "total", BackOfficeForm.amount(cents: bill.subscriptionCents + bill.extrasCents)),
                JSONMember("subscription", BackOfficeForm.amount(cents: bill.subscriptionCents)),
                JSONMember("extras", BackOfficeForm.amount(cents: bill.extrasCents)),
                JSONMember("difference", BackOfficeForm.amount(cents: bill.differenceCents)),
                JSONMember("cause", .string(bill.cause)),
                JSONMember("due", BackOfficeForm.date(today + bill.issued + 15)),
            ]))
    }

    /// Three parts; the contract that owes most already is refused.
    func planPayments(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        guard contract.number != "RC-408129" else { return .failure("refused") }
        guard let cents = given.cents("sum") else { return .refused("sum is no amount") }
        return .result(
            .object([
                JSONMember("parts", BackOfficeForm.number(3)),
                JSONMember("part", BackOfficeForm.amount(cents: (cents + 2) / 3)),
                JSONMember("first", BackOfficeForm.date(today + 10)),
            ]))
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
        return .result(.object([JSONMember("sent-to", .string(Self.masked(mail)))]))
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
            .result(.object([JSONMember("link", "https://compte.relais.example/nouveau-mot-de-passe")]))
        case Self.expiredCode: .failure("expired")
        default: .failure("wrong")
        }
    }

    mutating func openComplaint(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        .result(
            .object([
                JSONMember("reference", .string(reference("RE"))),
                JSONMember("reply-by", BackOfficeForm.date(today + 5)),
            ]))
    }
}
