import JSON

/// Orders, returns, warranties.
extension BackOffice {
    private func order(_ given: BackOfficeArguments) -> SeedOrder? {
        SeedOrder.all.first { $0.number == given.text("order-no") }
    }

    func findOrder(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = order(given) else { return .failure("not-found") }
        let state = cancelledOrders.contains(order.number) ? .withdrawn : order.state
        let isSent = order.sent != nil
        return .result(
            .known([
                "state": .string(state.rawValue),
                "placed": .date(today + order.placed),
                "days-late": .count(state == .withdrawn ? 0 : Self.daysLate(order)),
                "due": order.due.map { .date(today + $0) },
                "sent": order.sent.map { .date(today + $0) },
                "carrier": isSent ? "Colis Bleu" : nil,
                "link": isSent ? .string("https://suivi.relais.example/\(order.number)") : nil,
            ]))
    }

    private static func daysLate(_ order: SeedOrder) -> Int {
        guard order.state != .delivered, let due = order.due, due < 0 else { return 0 }
        return Int(-due)
    }

    func latestOrder(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = SeedOrder.all.first(where: { $0.mail == given.text("mail").lowercased() }) else {
            return .failure("not-found")
        }
        return .result(["order-no": .string(order.number)])
    }

    mutating func cancelOrder(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = order(given) else { return .failure("not-found") }
        guard order.state == .preparing || order.state == .withdrawn else { return .failure("too-late") }
        cancelledOrders.insert(order.number)
        return .result(["refund": .amount(cents: order.cents), "refunded-by": .date(today + 5)])
    }

    mutating func returnOrder(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = order(given) else { return .failure("not-found") }
        if order.placed < -33 { return .failure("too-old") }
        return .result([
            "label-code": .string(reference("RT")),
            "until": .date(today + 14),
            "refund": .amount(cents: order.cents),
        ])
    }

    /// Two years in full, one more for parts.
    func checkWarranty(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let order = order(given) else { return .failure("not-found") }
        let age = -order.placed
        let (covered, days): (String, Int32) =
            age <= 730 ? ("complete", 730) : age <= 1_095 ? ("parts-only", 1_095) : ("over", 1_095)
        return .result([
            "item": .string(order.item),
            "bought": .date(today + order.placed),
            "until": .date(today + order.placed + days),
            "covered": .string(covered),
        ])
    }
}
