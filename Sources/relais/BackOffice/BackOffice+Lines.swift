import JSON

/// Lines, cards, network, moves.
extension BackOffice {
    private func contract(line given: BackOfficeArguments) -> SeedContract? {
        let phone = given.phone("line")
        return SeedContract.all.first { $0.phone == phone }
    }

    func findUsage(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(line: given) else { return .failure("not-found") }
        return .result(
            .object([
                JSONMember("used", BackOfficeForm.number(contract.usedGigabytes)),
                JSONMember(
                    "left", BackOfficeForm.number(max(0, contract.allowance - contract.usedGigabytes))),
                JSONMember("renews", BackOfficeForm.date(today + 12)),
                JSONMember("days", BackOfficeForm.number(12)),
            ]))
    }

    func testLine(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let contract = contract(given) else { return .failure("not-found") }
        var members = [JSONMember("state", .string(contract.line))]
        if let speed = contract.megabits { members.append(JSONMember("speed", BackOfficeForm.number(speed))) }
        return .result(.object(members))
    }

    mutating func blockLine(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard contract(line: given) != nil else { return .failure("not-found") }
        return .result(
            .object([
                JSONMember("reference", .string(reference("BL"))),
                JSONMember("blocked", BackOfficeForm.time(minute)),
            ]))
    }

    /// Cards are known by their first eight digits; the one ending in 0000 was activated long ago.
    mutating func activateCard(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        let card = given.text("card")
        guard card.hasPrefix("8933-0412") else { return .failure("not-found") }
        guard !card.hasSuffix("0000"), activatedCards.insert(card).inserted else {
            return .failure("already-active")
        }
        return .result(
            .object([
                JSONMember("minutes", BackOfficeForm.number(4)), JSONMember("line", "07 00 00 41 27"),
            ]))
    }

    func networkStatus(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        let area = given.text("area")
        if let incident = SeedArea.incidents[area] {
            return .result(
                .object([
                    JSONMember("state", "incident"), JSONMember("since", BackOfficeForm.time(505)),
                    JSONMember("back", BackOfficeForm.date(today + incident.back)),
                    JSONMember("back-at", BackOfficeForm.time(incident.backAt)),
                    JSONMember("homes", BackOfficeForm.number(incident.homes)),
                ]))
        }
        let state = SeedArea.maintenance.contains(area) ? "maintenance" : "fine"
        return .result(
            .object([JSONMember("state", .string(state)), JSONMember("homes", BackOfficeForm.number(0))]))
    }

    func eligibility(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        let area = given.text("area")
        if SeedArea.unknown.contains(area) || area.isEmpty { return .failure("unknown-area") }
        if SeedArea.fibreNotYet.contains(area) {
            return .result(.object([JSONMember("fibre", "not-yet")]))
        }
        if let opens = SeedArea.fibreSoon[area] {
            return .result(
                .object([
                    JSONMember("fibre", "soon"), JSONMember("opens", BackOfficeForm.date(today + opens)),
                ]))
        }
        return .result(
            .object([JSONMember("fibre", "yes-now"), JSONMember("speed", BackOfficeForm.number(1_000))]))
    }

    mutating func bookMove(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard contract(given) != nil else { return .failure("not-found") }
        guard let day = day(given.text("day")), !SeedArea.withoutTechnician.contains(given.text("area"))
        else {
            return .failure("no-technician")
        }
        return .result(
            .object([
                JSONMember("visit", BackOfficeForm.date(SeedCalendar.openDay(atOrAfter: day))),
                JSONMember("reference", .string(reference("DM"))),
            ]))
    }
}
