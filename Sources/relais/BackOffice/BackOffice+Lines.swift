import JSON

/// Lines, cards, network, moves.
extension BackOffice {
    private func contract(line given: BackOfficeArguments) -> SeedContract? {
        let phone = given.phone("line")
        return SeedContract.all.first { $0.phone == phone }
    }

    func findUsage(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(line: given) else { return .failure("not-found") }
        return .result([
            "used": .count(contract.usedGigabytes),
            "left": .count(max(0, contract.allowance - contract.usedGigabytes)),
            "renews": .date(today + 12),
            "days": 12,
        ])
    }

    func testLine(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        return .result(
            .known(["state": .string(contract.line), "speed": contract.megabits.map { .count($0) }]))
    }

    mutating func blockLine(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard contract(line: given) != nil else { return .failure("not-found") }
        return .result(["reference": .string(reference("BL")), "blocked": .time(minute)])
    }

    /// Cards are known by their first eight digits; the one ending in 0000 was activated long ago.
    mutating func activateCard(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        let card = given.text("card")
        guard card.hasPrefix("8933-0412") else { return .failure("not-found") }
        guard !card.hasSuffix("0000"), activatedCards.insert(card).inserted else {
            return .failure("already-active")
        }
        return .result(["minutes": 4, "line": "07 00 00 41 27"])
    }

    func networkStatus(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        let area = given.text("area")
        if let incident = SeedArea.incidents[area] {
            return .result([
                "state": "incident",
                "since": .time(505),
                "back": .date(today + incident.back),
                "back-at": .time(incident.backAt),
                "homes": .count(incident.homes),
            ])
        }
        let state = SeedArea.maintenance.contains(area) ? "maintenance" : "fine"
        return .result(["state": .string(state), "homes": 0])
    }

    func eligibility(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        let area = given.text("area")
        if SeedArea.unknown.contains(area) || area.isEmpty { return .failure("unknown-area") }
        if SeedArea.fibreNotYet.contains(area) {
            return .result(["fibre": "not-yet"])
        }
        if let opens = SeedArea.fibreSoon[area] {
            return .result(["fibre": "soon", "opens": .date(today + opens)])
        }
        return .result(["fibre": "yes-now", "speed": 1_000])
    }

    mutating func bookMove(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard contract(given) != nil else { return .failure("not-found") }
        guard let day = day(given.text("day")), !SeedArea.withoutTechnician.contains(given.text("area"))
        else {
            return .failure("no-technician")
        }
        return .result([
            "visit": .date(SeedCalendar.openDay(atOrAfter: day)),
            "reference": .string(reference("DM")),
        ])
    }
}
