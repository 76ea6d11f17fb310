import CivilTime
import Desk
import Testing
import Text

@testable import Flows
@testable import Service

@Suite struct DeskConfigurationFileTests {
    let range = SourceRange(file: 0, start: 0, end: 0)

    @Test func everythingInTheFileReachesTheDesk() throws {
        var queue = DeskFile.Queue(name: "orders", range: range)
        queue.skills = ["orders", "fr"]
        queue.hours = [
            .init(weekdays: [1, 2], intervals: [540..<1_080]),
            .init(weekdays: [6], intervals: [600..<720, 840..<1_020]),
        ]
        queue.firstReply = [
            .init(milliseconds: 120_000, asynchronous: false), .init(milliseconds: 4, asynchronous: true),
        ]
        queue.resolve = [.init(milliseconds: 7, asynchronous: false)]
        queue.fullAt = 50
        queue.overflow = .init(queue: "support", afterMilliseconds: 300_000)
        var file = DeskFile()
        file.queues = [queue, DeskFile.Queue(name: "support", range: range)]
        let desk = DeskConfiguration(file)
        let orders = try #require(desk.queue(named: "orders"))
        #expect(orders.skills == ["orders", "fr"])
        #expect(orders.fullAt == 50)
        #expect(orders.overflow == .init(queue: "support", afterMilliseconds: 300_000))
        #expect(orders.firstReply == .init(synchronousMilliseconds: 120_000, asynchronousMilliseconds: 4))
        #expect(orders.resolve == .init(synchronousMilliseconds: 7))
        #expect(orders.hours?.weekly.joined().count == 4)
        #expect(orders.hours?.zone.identifier == "Europe/Paris")
        #expect(desk.queue(named: "support")?.hours == nil)
    }

    @Test func holidaysCloseQueuesWithAndWithoutHours() throws {
        var file = DeskFile()
        file.zone = "UTC"
        file.holidays = [DayNumber(days: 1)]
        file.queues = [DeskFile.Queue(name: "always", range: range)]
        let hours = try #require(DeskConfiguration(file).queue(named: "always")?.hours)
        #expect(hours.isOpen(at: 3_600_000))
        #expect(!hours.isOpen(at: 86_400_000 + 3_600_000))
        #expect(hours.isOpen(at: 2 * 86_400_000))
    }
}
