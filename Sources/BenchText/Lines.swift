import JSON
import Wire

/// Prints the best of several rounds of one step, in nanoseconds a step; a disturbance only adds.
private func measure(_ name: String, _ step: (Int) -> Int) {
    let steps = 10_000
    var least = Int.max
    var sum = 0
    for _ in 0..<25 {
        let start = nanoseconds()
        for number in 0..<steps { sum &+= step(number) }
        least = min(least, nanoseconds() - start)
    }
    print("\(name): \(least / steps) ns (check \(sum))")
}

/// A customer's line as it comes in, and the event that goes out for the answer.
func lineBench() {
    let line = Array(
        #"{"type":"say","conversation":"Zk3q8LwT1vYp0aXcNd5RfA","cid":"c-1042","text":"where is my order FR-204518?"}"#
            .utf8)
    func event(_ number: Int, into writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("type", "event")
        writer.member("conversation", "Zk3q8LwT1vYp0aXcNd5RfA")
        writer.member("seq", number)
        writer.member("at", 1_795_353_600_000 + number)
        writer.key("event")
        writer.beginObject()
        writer.member("type", "message")
        writer.member("from", "bot")
        writer.member("text", "Your order FR-204518 left yesterday; it arrives on Tuesday.")
        writer.endObject()
        writer.endObject()
    }
    var writer = JSONWriter()
    event(0, into: &writer)
    print("a line of \(line.count) bytes in, an event of \(writer.byteCount) bytes out")
    var document = JSONDocument()
    measure("in: scanned, every value to be had where it stands") { _ in
        try? document.scan(line.span)
        return document.isObject(0) ? 1 : 0
    }
    var reader = MessageReader()
    measure("in: as a checked message") { _ in (try? reader.read(line)) == nil ? 0 : 1 }
    measure("in: as a value") { _ in (try? JSONReader.parse(line))?.object?.count ?? 0 }
    measure("out: as an array of its own") { number in
        var writer = JSONWriter()
        event(number, into: &writer)
        return writer.bytes.count
    }
}
