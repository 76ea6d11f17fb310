import CivilTime
import Desk
import Flows
import JSON
import Text

/// When people answer, for the page a customer sees: `/hours`.
struct QueueHours {
    var name: String
    var labels: [(language: String, text: String)]
    /// nil: always open.
    var hours: OpeningHours?
    /// Whose clock the hours are told by.
    var zone: String

    init(
        name: String, labels: [(language: String, text: String)] = [], hours: OpeningHours?,
        zone: String = "UTC"
    ) {
        self.name = name
        self.labels = labels
        self.hours = hours
        self.zone = zone
    }

    /// The queues of a bot's files, in their order.
    static func all(of file: DeskFile) -> [QueueHours] {
        let configuration = DeskConfiguration(file)
        return zip(file.queues, configuration.queues).map { written, queue in
            QueueHours(
                name: queue.name,
                labels: written.labels.map { ($0.key.code, $0.value) }.sorted { $0.0 < $1.0 },
                hours: queue.hours, zone: file.zone)
        }
    }

    /// `{"now":…,"zone":"Europe/Paris","queues":[{"name":…,"label":{"fr":…},"open":false,"opens":…}]}`, times in milliseconds since 1970.
    static func body(_ queues: [QueueHours], atMilliseconds now: Int64) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("now", Int(now))
        if let zone = queues.first?.zone { writer.member("zone", zone) }
        writer.key("queues")
        writer.beginArray()
        for queue in queues {
            let isOpen = queue.hours?.isOpen(at: now) ?? true
            writer.beginObject()
            writer.member("name", queue.name)
            writer.key("label")
            writer.beginObject()
            for label in queue.labels {
                writer.key(dynamic: label.language)
                writer.string(label.text)
            }
            writer.endObject()
            writer.member("open", isOpen)
            if !isOpen, let next = queue.hours?.nextOpening(after: now) { writer.member("opens", Int(next)) }
            if isOpen, let next = queue.hours?.nextClosing(after: now) { writer.member("closes", Int(next)) }
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes + [0x0A]
    }
}
