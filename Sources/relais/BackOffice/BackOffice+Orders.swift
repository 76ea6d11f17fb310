import JSON

/// Orders, returns, warranties.
extension BackOffice {
    private func order(_ given: BackOfficeArguments) -> SeedOrder? {
        SeedOrder.all.first { $0.number == given.text("order-no") }
    }

    func findOrder(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = order(given) else { return .failure("not-found") }
        let state = cancelledOrders.contains(order.number) ? .withdrawn : order.state
        var members = [
            JSONMember("state", .string(state.rawValue)),
            JSONMember("placed", BackOfficeForm.date(today + order.placed)),
            JSONMember("days-late", BackOfficeForm.number(state == .withdrawn ? 0 : Self.daysLate(order))),
        ]
        if let due = order.due { members.append(JSONMember("due", BackOfficeForm.date(today + due))) }
        if let sent = order.sent {
            members += [
                JSONMember("sent", BackOfficeForm.date(today + sent)),
                JSONMember("carrier", "Colis Bleu"),
                JSONMember("link", .string("https://suivi.relais.example/\(order.number)")),
            ]
        }
        return .result(.object(members))
    }

    private static func daysLate(_ order: SeedOrder) -> Int {
        guard order.state != .delivered, let due = order.due, due < 0 else { return 0 }
        return Int(-due)
    }

    func latestOrder(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = SeedOrder.all.first(where: { $0.mail == given.text("mail").lowercased() }) else {
            return .failure("not-found")
        }
        return .result(.object([JSONMember("order-no", .string(order.number))]))
    }

    mutating func cancelOrder(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = order(given) else { return .failure("not-found") }
        guard order.state == .preparing || order.state == .withdrawn else { return .failure("too-late") }
        cancelledOrders.insert(order.number)
        return .result(
            .object([
                JSONMember("refund", BackOfficeForm.amount(cents: order.cents)),
                JSONMember("refunded-by", BackOfficeForm.date(today + 5)),
            ]))
    }

    mutating func returnOrder(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = order(given) else { return .failure("not-found") }
        if order.placed < -33 { return .failure("too-old") }
        return .result(
            .object([
                JSONMember("label-code", .string(reference("RT"))),
                JSONMember("until", BackOfficeForm.date(today + 14)),
                JSONMember("refund", BackOfficeForm.amount(cents: order.cents)),
            ]))
    }

    /// Two years in full, one more for parts.
    func checkWarranty(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = order(given) else { return .failure("not-found") }
        let age = -order.placed
        let (covered, days): (String, Int32) =
            age <= 730 ? ("complete", 730) : age <= 1_095 ? ("parts-only", 1_095) : ("over", 1_095)
        return .result(
            .object([
                JSONMember("item", .string(order.item)),
                JSONMember("bought", BackOfficeForm.date(today + order.placed)),
                JSONMember("until", BackOfficeForm.date(today + order.placed + days)),
                JSONMember("covered", .string(covered)),
            ]))
    }
}
