import JSON

/// One line of the desk's record: what happened, and when.
package struct DeskEntry: Sendable, Hashable {
    package var event: DeskEvent
    package var atMilliseconds: Int64

    package init(_ event: DeskEvent, at atMilliseconds: Int64) {
        self.event = event
        self.atMilliseconds = atMilliseconds
    }

    /// Compact JSON; the same entry gives the same bytes.
    package func encode() -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("v", DeskFormat.version)
        writer.member("at", atMilliseconds)
        event.writeMembers(to: &writer)
        writer.endObject()
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(DeskDecodingError) {
        let fields = try FieldReader(parsing: bytes)
        try DeskFormat.check(fields)
        atMilliseconds = try fields.int64("at")
        event = try DeskEvent(reading: fields)
    }
}

extension DeskEvent {
    private enum Name: String {
        case started, configured, restarted, ticked, arrived, promised, customerLeft
        case agentConnected, agentDisconnected, agentLeft, agentAvailable
        case offerAccepted, offerDeclined, replied, released, transferred, closed, taken, moved, assigned
    }

    fileprivate func writeMembers(to writer: inout JSONWriter) {
        func head(_ name: Name, _ agent: AgentName? = nil, _ ticket: TicketID? = nil, epoch: Int64? = nil) {
            writer.member("event", name.rawValue)
            writer.member("agent", ifPresent: agent?.text)
            writer.member("ticket", ifPresent: ticket?.text)
            writer.member("epoch", ifPresent: epoch)
        }
        switch self {
        case .started(let seed, let seed2):
            head(.started)
            writer.member("seed", Int64(bitPattern: seed))
            writer.member("seed2", Int64(bitPattern: seed2))
        case .configured(let configuration):
            head(.configured)
            writer.key("configuration")
            configuration.write(to: &writer)
        case .restarted: head(.restarted)
        case .ticked: head(.ticked)
        case .arrived(let arrival):
            head(.arrived, nil, arrival.ticket)
            arrival.writeMembers(to: &writer)
        case .promised(let arrival, let due):
            head(.promised, nil, arrival.ticket)
            arrival.writeMembers(to: &writer)
            writer.member("due", ifPresent: due)
        case .customerLeft(let ticket): head(.customerLeft, nil, ticket)
        case .agentConnected(let agent, let connection):
            head(.agentConnected, agent)
            writer.member("connection", Int64(bitPattern: connection))
        case .agentDisconnected(let agent, let connection):
            head(.agentDisconnected, agent)
            writer.member("connection", Int64(bitPattern: connection))
        case .agentLeft(let agent): head(.agentLeft, agent)
        case .agentAvailable(let agent, let isOn, let capacity, let skills):
            head(.agentAvailable, agent)
            writer.member("on", isOn)
            writer.member("capacity", capacity)
            writer.member("skills", skills)
        case .offerAccepted(let agent, let ticket, let offer):
            head(.offerAccepted, agent, ticket)
            writer.member("offer", offer.text)
        case .offerDeclined(let agent, let ticket, let offer):
            head(.offerDeclined, agent, ticket)
            writer.member("offer", offer.text)
        case .replied(let agent, let ticket, let epoch): head(.replied, agent, ticket, epoch: epoch)
        case .released(let agent, let ticket, let epoch): head(.released, agent, ticket, epoch: epoch)
        case .transferred(let agent, let ticket, let epoch, let target):
            head(.transferred, agent, ticket, epoch: epoch)
            switch target {
            case .queue(let name): writer.member("toQueue", name)
            case .agent(let name): writer.member("toAgent", name.text)
            case .bot(let step): writer.member("toBot", step)
            }
        case .closed(let agent, let ticket, let epoch, let outcome, let tags):
            head(.closed, agent, ticket, epoch: epoch)
            writer.member("outcome", outcome)
            if !tags.isEmpty { writer.member("tags", tags) }
        case .taken(let agent, let ticket): head(.taken, agent, ticket)
        case .moved(let ticket, let queue):
            head(.moved, nil, ticket)
            writer.member("queue", queue)
        case .assigned(let ticket, let agent): head(.assigned, agent, ticket)
        }
    }

    fileprivate init(reading fields: FieldReader) throws(DeskDecodingError) {
        func agent() throws(DeskDecodingError) -> AgentName { AgentName(try fields.string("agent")) }
        func ticket() throws(DeskDecodingError) -> TicketID { TicketID(try fields.string("ticket")) }
        func offer() throws(DeskDecodingError) -> OfferID { OfferID(try fields.string("offer")) }
        func epoch() throws(DeskDecodingError) -> Int64 { try fields.int64("epoch") }
        switch try fields.named("event", Name.self) {
        case .started: self = .started(seed: try fields.bits("seed"), seed2: try fields.bits("seed2"))
        case .configured:
            self = .configured(try DeskConfiguration(reading: try fields.object("configuration")))
        case .restarted: self = .restarted
        case .ticked: self = .ticked
        case .arrived: self = .arrived(try Arrival(reading: fields))
        case .promised:
            self = .promised(
                try Arrival(reading: fields), dueMilliseconds: try fields.optionalInt64("due"))
        case .customerLeft: self = .customerLeft(try ticket())
        case .agentConnected: self = .agentConnected(try agent(), connection: try fields.bits("connection"))
        case .agentDisconnected:
            self = .agentDisconnected(try agent(), connection: try fields.bits("connection"))
        case .agentLeft: self = .agentLeft(try agent())
        case .agentAvailable:
            self = .agentAvailable(
                try agent(), isOn: try fields.bool("on"), capacity: try fields.int("capacity"),
                skills: try fields.strings("skills"))
        case .offerAccepted: self = .offerAccepted(try agent(), try ticket(), try offer())
        case .offerDeclined: self = .offerDeclined(try agent(), try ticket(), try offer())
        case .replied: self = .replied(try agent(), try ticket(), epoch: try epoch())
        case .released: self = .released(try agent(), try ticket(), epoch: try epoch())
        case .transferred:
            let target: TransferTarget
            if let queue = try fields.optionalString("toQueue") {
                target = .queue(queue)
            } else if let name = try fields.optionalString("toAgent") {
                target = .agent(AgentName(name))
            } else {
                target = .bot(try fields.string("toBot"))
            }
            self = .transferred(try agent(), try ticket(), epoch: try epoch(), to: target)
        case .closed:
            self = .closed(
                try agent(), try ticket(), epoch: try epoch(), outcome: try fields.string("outcome"),
                tags: try fields.strings("tags"))
        case .taken: self = .taken(try agent(), try ticket())
        case .moved: self = .moved(try ticket(), queue: try fields.string("queue"))
        case .assigned: self = .assigned(try ticket(), to: try agent())
        }
    }
}

extension Arrival {
    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.member("queue", queue)
        writer.member("priority", priority.rawValue)
        if !skills.isEmpty { writer.member("skills", skills) }
        writer.member("language", language)
        writer.member("channel", channel)
        if isAsynchronous { writer.member("asynchronous", true) }
        if !reason.isEmpty { writer.member("reason", reason) }
    }

    fileprivate init(reading fields: FieldReader) throws(DeskDecodingError) {
        guard let priority = TicketPriority(rawValue: try fields.int("priority")) else {
            throw fields.bad("priority")
        }
        self.init(
            ticket: TicketID(try fields.string("ticket")), queue: try fields.string("queue"),
            priority: priority, skills: try fields.strings("skills"), language: try fields.string("language"),
            channel: try fields.string("channel"), isAsynchronous: try fields.bool("asynchronous"),
            reason: try fields.optionalString("reason") ?? "")
    }
}
