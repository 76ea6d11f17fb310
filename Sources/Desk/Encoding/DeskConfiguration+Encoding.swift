import CivilTime
import JSON

extension DeskConfiguration {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("offer", offerMilliseconds)
        writer.member("grace", graceMilliseconds)
        writer.member("pause", declinePauseMilliseconds)
        writer.member("headStart", headStartMilliseconds)
        writer.member("silentAgent", ifPresent: silentAgentMilliseconds)
        writer.member("bounceLimit", bounceLimit)
        if zone != .utc { writer.member("zone", zone.identifier) }
        writer.key("queues")
        writer.beginArray()
        for queue in queues { queue.write(to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    init(reading fields: FieldReader) throws(DeskDecodingError) {
        var queues: [Queue] = []
        for element in try fields.elements("queues") { queues.append(try Queue(reading: element)) }
        self.init(queues: queues)
        offerMilliseconds = try fields.int64("offer")
        graceMilliseconds = try fields.int64("grace")
        declinePauseMilliseconds = try fields.int64("pause")
        headStartMilliseconds = try fields.int64("headStart")
        silentAgentMilliseconds = try fields.optionalInt64("silentAgent")
        bounceLimit = try fields.int("bounceLimit")
        if let identifier = try fields.optionalString("zone") {
            guard let zone = Zone(identifier: identifier) else { throw fields.bad("zone") }
            self.zone = zone
        }
    }
}

extension DeskConfiguration.Queue {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("name", name)
        if !skills.isEmpty { writer.member("skills", skills) }
        if let hours {
            writer.key("hours")
            hours.write(to: &writer)
        }
        writer.member("fullAt", ifPresent: fullAt)
        if let overflow {
            writer.member("overflow", overflow.queue)
            writer.member("overflowAfter", overflow.afterMilliseconds)
        }
        writer.member("firstReply", ifPresent: firstReply.synchronousMilliseconds)
        writer.member("firstReplyAsynchronous", ifPresent: firstReply.asynchronousMilliseconds)
        writer.member("resolve", ifPresent: resolve.synchronousMilliseconds)
        writer.member("resolveAsynchronous", ifPresent: resolve.asynchronousMilliseconds)
        if wrapUpMilliseconds > 0 { writer.member("wrapUp", wrapUpMilliseconds) }
        writer.endObject()
    }

    init(reading fields: FieldReader) throws(DeskDecodingError) {
        self.init(
            name: try fields.string("name"), skills: try fields.strings("skills"),
            hours: fields.has("hours") ? try OpeningHours(reading: try fields.object("hours")) : nil,
            fullAt: try fields.optionalInt64("fullAt").map(Int.init),
            overflow: fields.has("overflow")
                ? DeskConfiguration.Overflow(
                    queue: try fields.string("overflow"), afterMilliseconds: try fields.int64("overflowAfter")
                )
                : nil,
            firstReply: DeskConfiguration.Target(
                synchronousMilliseconds: try fields.optionalInt64("firstReply"),
                asynchronousMilliseconds: try fields.optionalInt64("firstReplyAsynchronous")),
            resolve: DeskConfiguration.Target(
                synchronousMilliseconds: try fields.optionalInt64("resolve"),
                asynchronousMilliseconds: try fields.optionalInt64("resolveAsynchronous")))
        wrapUpMilliseconds = try fields.optionalInt64("wrapUp") ?? 0
    }
}

extension OpeningHours {
    /// `{"zone":"Europe/Paris","weekly":[[540,720,840,1080],…],"exceptions":[[20812],[20830,600,720]]}`: pairs of minutes, after
    /// the day number in exceptions.
    func write(to writer: inout JSONWriter) {
        func writeMinutes(_ intervals: [Interval], _ writer: inout JSONWriter) {
            for interval in intervals {
                writer.integer(Int64(interval.lowerBound))
                writer.integer(Int64(interval.upperBound))
            }
        }
        writer.beginObject()
        writer.member("zone", zone.identifier)
        writer.key("weekly")
        writer.beginArray()
        for day in weekly {
            writer.beginArray()
            writeMinutes(day, &writer)
            writer.endArray()
        }
        writer.endArray()
        writer.key("exceptions")
        writer.beginArray()
        for (day, intervals) in exceptions.sorted(by: { $0.key < $1.key }) {
            writer.beginArray()
            writer.integer(Int64(day))
            writeMinutes(intervals, &writer)
            writer.endArray()
        }
        writer.endArray()
        writer.endObject()
    }

    init(reading fields: FieldReader) throws(DeskDecodingError) {
        let identifier = try fields.string("zone")
        guard let zone = identifier == Zone.utc.identifier ? .utc : Zone(identifier: identifier) else {
            throw fields.bad("zone")
        }
        func numbers(_ element: FieldReader) throws(DeskDecodingError) -> [Int64] {
            guard let array = element.value.array else { throw element.bad("") }
            let numbers = array.compactMap(\.int64)
            guard numbers.count == array.count else { throw element.bad("") }
            return numbers
        }
        func intervals(_ minutes: ArraySlice<Int64>, _ element: FieldReader) throws(DeskDecodingError)
            -> [Interval]
        {
            let minutes = Array(minutes)
            guard minutes.count.isMultiple(of: 2) else { throw element.bad("") }
            var result: [Interval] = []
            for index in stride(from: 0, to: minutes.count, by: 2) {
                guard minutes[index] >= 0, minutes[index] < minutes[index + 1], minutes[index + 1] <= 1440
                else {
                    throw element.bad("")
                }
                result.append(Int16(minutes[index])..<Int16(minutes[index + 1]))
            }
            return result
        }
        var weekly: [Int: [Interval]] = [:]
        for (index, element) in try fields.elements("weekly").enumerated() {
            weekly[index + 1] = try intervals(try numbers(element)[...], element)
        }
        var exceptions: [Int32: [Interval]] = [:]
        for element in try fields.elements("exceptions") {
            let all = try numbers(element)
            guard let day = all.first.flatMap({ Int32(exactly: $0) }) else { throw element.bad("") }
            exceptions[day] = try intervals(all.dropFirst(), element)
        }
        self.init(weekly: weekly, exceptions: exceptions, zone: zone)
    }
}
