import CivilTime
import JSON
import Testing
import relais

/// 2026-11-26; any day would do.
private let today: Int32 = 20_783

private func ask(
    _ office: inout BackOffice, _ action: String, _ arguments: [(String, JSONValue)], key: String? = nil
) -> BackOfficeAnswer {
    office.answer(
        BackOfficeRequest(
            action: action,
            arguments: .object(arguments.map { JSONMember($0.0, $0.1) }), idempotencyKey: key)
    ).answer
}

private func result(_ answer: BackOfficeAnswer) -> JSONValue? {
    if case .result(let value) = answer { return value }
    return nil
}

@Suite struct BackOfficeTests {
    @Test func seedDaysFollowToday() {
        var office = BackOffice(today: today)
        let order = result(ask(&office, "orders.find", [("order-no", "FR-204518")]))
        #expect(order?["state"]?.string == "shipped")
        #expect(order?["due"]?.string == ISOText.date(today + 1))
        #expect(order?["days-late"]?.int == 0)
    }

    @Test func lateOrderCountsItsDays() {
        var office = BackOffice(today: today)
        let order = result(ask(&office, "orders.find", [("order-no", "FR-204520")]))
        #expect(order?["days-late"]?.int == 9)
        #expect(order?["sent"] == nil)
    }

    @Test func unknownOrderIsNotFound() {
        var office = BackOffice(today: today)
        #expect(ask(&office, "orders.find", [("order-no", "FR-000001")]) == .failure("not-found"))
        #expect(ask(&office, "orders.find", []) == .failure("not-found"))
    }

    @Test func cancelledOrderStaysCancelledAndShippedOneCannotBe() {
        var office = BackOffice(today: today)
        #expect(ask(&office, "orders.cancel", [("order-no", "FR-204518")]) == .failure("too-late"))
        #expect(
            result(ask(&office, "orders.cancel", [("order-no", "FR-204519")]))?["refund"]?.string
                == "79.90 EUR")
        let after = result(ask(&office, "orders.find", [("order-no", "FR-204519")]))
        #expect(after?["state"]?.string == "withdrawn")
    }

    @Test func repeatedKeyGetsTheFirstAnswer() {
        var office = BackOffice(today: today)
        let first = ask(&office, "contract.cancel", [("contract", "RC-408128")], key: "k1")
        #expect(result(first)?["fee"]?.string == "0.00 EUR")
        #expect(ask(&office, "contract.cancel", [("contract", "RC-408128")], key: "k1") == first)
        #expect(
            ask(&office, "contract.cancel", [("contract", "RC-408128")], key: "k2")
                == .failure("already-ended"))
    }

    @Test func bookedTimeIsTakenAndReleasedTimeIsFree() throws {
        var office = BackOffice(today: today)
        var day = today + 1
        while result(ask(&office, "calendar.free", [("day", .string(ISOText.date(day)))]))?["times"]?
            .array?.isEmpty ?? true
        { day += 1 }
        let date = JSONValue.string(ISOText.date(day))
        let times = try #require(result(ask(&office, "calendar.free", [("day", date)]))?["times"]?.array)
        let id = try #require(times.first?["id"])
        let booked = result(ask(&office, "calendar.book", [("day", date), ("id", id)]))
        #expect(ask(&office, "calendar.book", [("day", date), ("id", id)]) == .failure("taken"))
        let reference = try #require(booked?["reference"])
        #expect(result(ask(&office, "calendar.release", [("id", reference)])) == .object([]))
        #expect(result(ask(&office, "calendar.book", [("day", date), ("id", id)])) != nil)
    }

    @Test func closedDaysAreRefused() {
        var office = BackOffice(today: today)
        for day in today..<today + 7 where [1, 7].contains(CivilDate.weekday(ofDays: day)) {
            #expect(
                ask(&office, "calendar.free", [("day", .string(ISOText.date(day)))])
                    == .failure("closed-day"))
        }
        #expect(ask(&office, "calendar.free", [("day", "tomorrow")]) == .failure("closed-day"))
    }

    @Test func phonesAreReadInAnyForm() {
        var office = BackOffice(today: today)
        for phone in ["0612345678", "+33612345678", "06 12 34 56 78"] {
            #expect(
                result(ask(&office, "usage.find", [("line", .string(phone))]))?["left"]?.int == 38)
        }
    }

    @Test func ninesBreakAndEightsDawdle() {
        var office = BackOffice(today: today)
        #expect(ask(&office, "orders.find", [("order-no", "FR-999999")]) == .broken)
        let slow = office.answer(
            BackOfficeRequest(
                action: "orders.find", arguments: .object([JSONMember("order-no", "FR-888888")])))
        #expect(slow.delayMilliseconds == BackOffice.slowMilliseconds)
    }

    @Test func unknownActionIsRefused() {
        var office = BackOffice(today: today)
        guard case .refused = ask(&office, "orders.paint", []) else {
            Issue.record("an action nobody declared was answered")
            return
        }
    }

    @Test(
        arguments: [
            ("120 EUR", 12_000), ("120.50 EUR", 12_050), ("0.05 EUR", 5), ("x", nil), ("1.5 EUR", nil),
            ("-3 EUR", nil),
            ("99999999999999999999 EUR", nil), ("", nil),
        ] as [(String, Int?)])
    func sumsAreReadExactly(_ text: String, _ cents: Int?) {
        #expect(BackOffice.cents(text) == cents)
    }

    @Test func instalmentsAreRoundedUp() {
        var office = BackOffice(today: today)
        for sum in [JSONValue.string("100.00 EUR"), ["amount": "100.00", "currency": "EUR"]] {
            let plan = result(
                ask(&office, "payments.plan", [("contract", "RC-408127"), ("sum", sum)]))
            #expect(plan?["part"]?.string == "33.34 EUR")
        }
    }

    @Test func bodyMustNameAnActionAndAnObject() {
        #expect(BackOfficeRequest(body: Array("{\"arguments\":{}}".utf8)) == nil)
        #expect(BackOfficeRequest(body: Array("{\"action\":\"a\",\"arguments\":[]}".utf8)) == nil)
        #expect(BackOfficeRequest(body: [0xFF]) == nil)
        let read = BackOfficeRequest(
            body: Array(
                "{\"action\":\"a.b\",\"arguments\":{\"x\":1},\"idempotency_key\":\"k\",\"conversation\":\"c\"}"
                    .utf8))
        #expect(read?.idempotencyKey == "k")
        #expect(read?.arguments["x"]?.int == 1)
        let beside = BackOfficeRequest(body: Array("{\"x\":1}".utf8), action: "a.b", idempotencyKey: "k")
        #expect(beside == read)
    }
}
