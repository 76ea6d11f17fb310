import JSON

extension DeskState {
    /// The whole desk as compact JSON: a snapshot. The same state gives the same bytes, however it came about.
    ///
    /// Lines, classes and timers are left out; they follow from the rest.
    package func encode() -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 1024 + 256 * tickets.count)
        writer.beginObject()
        writer.member("v", DeskFormat.version)
        writer.member("now", nowMilliseconds)
        writer.member("latest", latestMilliseconds)
        writer.member("seed", Int64(bitPattern: seed))
        writer.member("seed2", Int64(bitPattern: seed2))
        writer.member("offersMade", offersMade)
        writer.member("arrivals", arrivals)
        writer.member("epochs", epochs)
        writer.key("configuration")
        configuration.write(to: &writer)
        writer.key("queues")
        writer.beginArray()
        for record in queues {
            writer.beginObject()
            writer.key("queue")
            record.configuration.write(to: &writer)
            writer.member("configured", record.isConfigured)
            writer.member("handling", record.handlingMilliseconds)
            writer.member("closesAt", ifPresent: record.closesAt)
            writer.endObject()
        }
        writer.endArray()
        writer.key("agents")
        writer.beginArray()
        for agent in agents { agent.write(to: &writer) }
        writer.endArray()
        writer.key("tickets")
        writer.beginArray()
        for order in tickets.keys.sorted() { tickets[order]?.write(to: &writer) }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    package init(decoding bytes: [UInt8]) throws(DeskDecodingError) {
        let fields = try FieldReader(parsing: bytes)
        try DeskFormat.check(fields)
        self.init()
        nowMilliseconds = try fields.int64("now")
        latestMilliseconds = try fields.optionalInt64("latest") ?? nowMilliseconds
        seed = try fields.bits("seed")
        seed2 = try fields.bits("seed2")
        offersMade = try fields.bits("offersMade")
        arrivals = try fields.bits("arrivals")
        epochs = try fields.int64("epochs")
        configuration = try DeskConfiguration(reading: try fields.object("configuration"))
        for element in try fields.elements("queues") {
            var record = QueueRecord(
                configuration: try DeskConfiguration.Queue(reading: try element.object("queue")),
                isConfigured: try element.bool("configured"))
            record.handlingMilliseconds = try element.int64("handling")
            record.closesAt = try element.optionalInt64("closesAt")
            guard queueIndices.updateValue(queues.count, forKey: record.configuration.name) == nil else {
                throw element.bad("queue")
            }
            queues.append(record)
        }
        for element in try fields.elements("agents") { agents.append(try DeskAgent(reading: element)) }
        reindexAgents()
        for element in try fields.elements("tickets") {
            let ticket = try Ticket(reading: element)
            guard tickets.updateValue(ticket, forKey: ticket.order) == nil,
                orders.updateValue(ticket.order, forKey: ticket.id) == nil
            else { throw element.bad("id") }
        }
        line()
        guard violations().isEmpty else { throw .field(violations().first ?? "") }
        setAllTimers()
    }

    /// Puts everybody where the tickets say.
    private mutating func line() {
        for order in tickets.keys.sorted() {
            guard let ticket = tickets[order] else { continue }
            let queue = recordIndex(of: ticket.queue)
            if ticket.isQueued {
                queues[queue].line.insert(ticket.entry)
                if !ticket.isPromise { queues[queue].byArrival.insert(ticket.arrivalEntry) }
                waitingCount += 1
            }
            if ticket.phase == .waiting {
                classes[classIndex(of: ticket.matchClass)].line.insert(ticket.entry)
            }
            if ticket.phase == .assigned { queues[queue].withAgents += 1 }
            if ticket.isFirstReplyBreached || ticket.isResolveBreached {
                queues[queue].breached.insert(order)
            }
        }
    }
}

extension DeskAgent {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name.text)
        writer.key("connections")
        writer.beginArray()
        for connection in connections { writer.integer(Int64(bitPattern: connection)) }
        writer.endArray()
        writer.member("available", isAvailable)
        writer.member("capacity", capacity)
        writer.member("skills", skills)
        writer.key("assigned")
        writer.beginArray()
        for order in assigned { writer.unsigned(order) }
        writer.endArray()
        writer.key("offered")
        writer.beginArray()
        for order in offered { writer.unsigned(order) }
        writer.endArray()
        if !wrapUps.isEmpty {
            writer.key("wrapUps")
            writer.beginArray()
            for at in wrapUps { writer.integer(at) }
            writer.endArray()
        }
        writer.member("lostUntil", ifPresent: lostUntil)
        writer.member("lastOffered", lastOfferedAt)
        writer.endObject()
    }

    fileprivate init(reading fields: FieldReader) throws(DeskDecodingError) {
        self.init(name: AgentName(try fields.string("name")))
        connections = try fields.integers("connections").map(UInt64.init(bitPattern:))
        isAvailable = try fields.bool("available")
        capacity = try fields.int("capacity")
        skills = try fields.strings("skills")
        assigned = try fields.integers("assigned").map(UInt64.init(bitPattern:))
        offered = try fields.integers("offered").map(UInt64.init(bitPattern:))
        wrapUps = try fields.integers("wrapUps")
        lostUntil = try fields.optionalInt64("lostUntil")
        lastOfferedAt = try fields.int64("lastOffered")
    }
}

extension Ticket {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("id", id.text)
        writer.member("order", order)
        writer.member("arrived", arrivedAt)
        writer.member("rank", rank)
        writer.member("priority", priority.rawValue)
        if !skills.isEmpty { writer.member("skills", skills) }
        writer.member("language", language)
        writer.member("channel", channel)
        if isAsynchronous { writer.member("asynchronous", true) }
        if !reason.isEmpty { writer.member("reason", reason) }
        writer.member("queue", queue)
        writer.member("phase", phase.rawValue)
        writer.member("queued", queuedAt)
        writer.member("waiting", waitingSince)
        writer.member("overflowAt", ifPresent: overflowAt)
        if !passedQueues.isEmpty { writer.member("passed", passedQueues) }
        if isPromise { writer.member("promise", true) }
        writer.member("heldUntil", ifPresent: heldUntil)
        writer.member("promiseDue", ifPresent: promiseDue)
        if let offer {
            writer.member("offer", offer.id.text)
            writer.member("offeredTo", offer.agent.text)
            writer.member("expires", offer.expiresAtMilliseconds)
        }
        writer.member("agent", ifPresent: agent?.text)
        writer.member("epoch", epoch)
        writer.member("assigned", assignedAt)
        if hasReplyInAssignment { writer.member("replied", true) }
        if isRedelivered { writer.member("redelivered", true) }
        if bounces > 0 { writer.member("bounces", bounces) }
        if !pauses.isEmpty {
            writer.key("pauses")
            writer.beginArray()
            for pause in pauses {
                writer.beginObject()
                writer.member("agent", pause.agent.text)
                writer.member("until", pause.untilMilliseconds)
                writer.endObject()
            }
            writer.endArray()
        }
        if hasFirstReply { writer.member("firstReply", true) }
        writer.member("firstReplyDue", ifPresent: firstReplyDue)
        writer.member("resolveDue", ifPresent: resolveDue)
        if isFirstReplyBreached { writer.member("firstReplyBreached", true) }
        if isResolveBreached { writer.member("resolveBreached", true) }
        writer.member("announced", announcedPlace)
        writer.endObject()
    }

    fileprivate init(reading fields: FieldReader) throws(DeskDecodingError) {
        guard let priority = TicketPriority(rawValue: try fields.int("priority")) else {
            throw fields.bad("priority")
        }
        self.init(
            id: TicketID(try fields.string("id")), order: try fields.bits("order"),
            arrivedAt: try fields.int64("arrived"), rank: try fields.int64("rank"), priority: priority,
            skills: try fields.strings("skills"), language: try fields.string("language"),
            channel: try fields.string("channel"), isAsynchronous: try fields.bool("asynchronous"),
            reason: try fields.optionalString("reason") ?? "", queue: try fields.string("queue"),
            phase: try fields.named("phase"),
            queuedAt: try fields.int64("queued"), overflowAt: try fields.optionalInt64("overflowAt"),
            passedQueues: try fields.strings("passed"))
        waitingSince = try fields.optionalInt64("waiting") ?? queuedAt
        isPromise = try fields.bool("promise")
        heldUntil = try fields.optionalInt64("heldUntil")
        promiseDue = try fields.optionalInt64("promiseDue")
        isRedelivered = try fields.bool("redelivered")
        if let text = try fields.optionalString("offer") {
            offer = Offer(
                id: OfferID(text), ticket: id, agent: AgentName(try fields.string("offeredTo")), queue: queue,
                expiresAtMilliseconds: try fields.int64("expires"), isRedelivered: isRedelivered)
        }
        agent = try fields.optionalString("agent").map { AgentName($0) }
        epoch = try fields.int64("epoch")
        assignedAt = try fields.int64("assigned")
        hasReplyInAssignment = try fields.bool("replied")
        bounces = fields.has("bounces") ? try fields.int("bounces") : 0
        for element in try fields.elements("pauses") {
            pauses.append(
                Pause(
                    agent: AgentName(try element.string("agent")),
                    untilMilliseconds: try element.int64("until")))
        }
        hasFirstReply = try fields.bool("firstReply")
        firstReplyDue = try fields.optionalInt64("firstReplyDue")
        resolveDue = try fields.optionalInt64("resolveDue")
        isFirstReplyBreached = try fields.bool("firstReplyBreached")
        isResolveBreached = try fields.bool("resolveBreached")
        announcedPlace = try fields.int("announced")
    }
}
