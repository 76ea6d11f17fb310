import CivilTime
import JSON

/// The shop's book of visits.
extension BackOffice {
    /// A civil day in its JSON form, not before today.
    func day(_ text: String) -> Int32? {
        guard let day = ISOText.parseDate(text), day >= today else { return nil }
        return day
    }

    func freeTimes(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let day = day(given.text("day")), SeedCalendar.isOpen(day) else {
            return .failure("closed-day")
        }
        let times: [JSONValue] = SeedCalendar.starts.filter { isFree(day, $0) }.map { start in
            ["id": .string(Self.id(start)), "start": .time(start)]
        }
        return .result(["times": .array(times)])
    }

    private func isFree(_ day: Int32, _ start: Int16) -> Bool {
        !SeedCalendar.isTaken(day, start) && !bookings.contains { $0.day == day && $0.start == start }
    }

    private static func id(_ start: Int16) -> String { "T-\(start)" }

    mutating func bookTime(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let day = day(given.text("day")),
            let start = SeedCalendar.starts.first(where: { Self.id($0) == given.text("id") }),
            SeedCalendar.isOpen(day), isFree(day, start)
        else { return .failure("taken") }
        let name = reference("RV")
        bookings.append(SeedVisit(id: name, phone: "", day: day, start: start))
        return .result(["reference": .string(name)])
    }

    func myVisits(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        let phone = given.phone("line")
        guard SeedContract.all.contains(where: { $0.phone == phone }) else { return .failure("not-found") }
        let visits: [JSONValue] = bookings.filter { $0.phone == phone }.map { visit in
            ["id": .string(visit.id), "day": .date(visit.day), "start": .time(visit.start)]
        }
        return .result(["visits": .array(visits)])
    }

    mutating func releaseVisit(_ given: BackOfficeArguments) -> BackOfficeAnswer {
        guard let index = bookings.firstIndex(where: { $0.id == given.text("id") }) else {
            return .failure("not-found")
        }
        bookings.remove(at: index)
        return .result([:])
    }
}
