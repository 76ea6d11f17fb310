import Conversation
import JSON
import Wire

// A fact in the record is an array: its name, then its values in order. A later version adds values at the end.

extension Fact {
    func write(to writer: inout JSONWriter) {
        writer.beginArray()
        switch self {
        case .opened(let site, let customerKey, let hash, let time):
            writer.string("open")
            writer.optional(site)
            writer.optional(customerKey.map(Tokens.base64url))
            writer.integer(Int64(bitPattern: hash))
            writer.integer(time)
        case .answered(let cid, let answer):
            writer.string("cid")
            writer.string(cid)
            answer.write(to: &writer)
        case .secretGiven(let hash):
            writer.string("secret")
            writer.string(Tokens.base64url(hash))
        case .secretRotated(let used, let new):
            writer.string("rotate")
            writer.string(Tokens.base64url(used))
            writer.string(Tokens.base64url(new))
        case .timerSet(let name, let due):
            writer.string("timer")
            writer.string(name.text)
            writer.integer(due)
        case .timerGone(let name):
            writer.string("untimer")
            writer.string(name.text)
        case .called(let call):
            writer.string("call")
            call.write(to: &writer)
        case .callReturned(let number):
            writer.string("back")
            writer.integer(number)
        case .escalated(let request, let time):
            writer.string("escalated")
            writer.integer(time)
            writer.raw(Effect.encode([.escalate(request)]))
        case .noted(let seq):
            writer.string("note")
            writer.integer(seq)
        }
        writer.endArray()
    }

    init(_ value: JSONValue) throws(RowError) {
        guard let parts = value.array, let name = parts.first?.string else {
            throw RowError("a fact has no name")
        }
        let fields = FactFields(parts)
        switch name {
        case "open":
            self = .opened(
                site: fields.optionalText(1), customerKey: try fields.optionalBytes(2),
                openHash: UInt64(bitPattern: try fields.integer(3)), timeMilliseconds: try fields.integer(4))
        case "cid": self = .answered(cid: try fields.text(1), try Ledger.Answer(fields, from: 2))
        case "secret": self = .secretGiven(hash: try fields.bytes(1))
        case "rotate": self = .secretRotated(used: try fields.bytes(1), new: try fields.bytes(2))
        case "timer": self = .timerSet(try fields.timer(1), dueMilliseconds: try fields.integer(2))
        case "untimer": self = .timerGone(try fields.timer(1))
        case "call": self = .called(try ActionCall(fields, from: 1))
        case "back": self = .callReturned(number: Int(try fields.integer(1)))
        case "escalated":
            self = .escalated(try fields.escalation(2), timeMilliseconds: try fields.integer(1))
        case "note": self = .noted(seq: try fields.integer(1))
        default: throw RowError("unknown fact")
        }
    }
}

extension JSONWriter {
    mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    mutating func optional(_ number: Int64?) {
        if let number { integer(number) } else { null() }
    }
}

extension Ledger.Answer {
    func write(to writer: inout JSONWriter) {
        writer.optional(seq)
        writer.integer(Int64(bitPattern: bodyHash))
        writer.integer(timeMilliseconds)
        writer.optional(epoch)
        writer.optional(noteSeq)
    }

    init(_ fields: FactFields, from index: Int) throws(RowError) {
        seq = fields.optionalInteger(index)
        bodyHash = UInt64(bitPattern: try fields.integer(index + 1))
        timeMilliseconds = try fields.integer(index + 2)
        epoch = fields.optionalInteger(index + 3)
        noteSeq = fields.optionalInteger(index + 4)
    }
}

extension ActionCall {
    func write(to writer: inout JSONWriter) {
        writer.integer(number)
        writer.string(action)
        writer.string(utf8: argumentsJSON)
        writer.string(idempotencyKey)
        writer.integer(withinMilliseconds)
    }

    init(_ fields: FactFields, from index: Int) throws(RowError) {
        self.init(
            number: Int(try fields.integer(index)), action: try fields.text(index + 1),
            argumentsJSON: Array(try fields.text(index + 2).utf8), idempotencyKey: try fields.text(index + 3),
            withinMilliseconds: try fields.integer(index + 4))
    }
}

/// The values of a fact by their place.
struct FactFields {
    let parts: [JSONValue]

    init(_ parts: [JSONValue]) { self.parts = parts }

    private func part(_ index: Int) -> JSONValue { parts.indices.contains(index) ? parts[index] : .null }

    func text(_ index: Int) throws(RowError) -> String {
        guard let text = part(index).string else { throw RowError("a fact lacks a text") }
        return text
    }

    func integer(_ index: Int) throws(RowError) -> Int64 {
        guard let number = part(index).int64 else { throw RowError("a fact lacks a number") }
        return number
    }

    func bytes(_ index: Int) throws(RowError) -> [UInt8] {
        guard let bytes = Tokens.bytes(base64url: try text(index)) else {
            throw RowError("a fact lacks its bytes")
        }
        return bytes
    }

    func timer(_ index: Int) throws(RowError) -> TimerID {
        guard let timer = TimerID(text: try text(index)) else { throw RowError("a fact names no timer") }
        return timer
    }

    func escalation(_ index: Int) throws(RowError) -> EscalationRequest {
        guard let effects = try? Effect.decode(part(index).encoded()),
            case .escalate(let request)? = effects.first
        else { throw RowError("an escalation cannot be read") }
        return request
    }

    func optionalText(_ index: Int) -> String? { part(index).string }
    func optionalInteger(_ index: Int) -> Int64? { part(index).int64 }

    func optionalBytes(_ index: Int) throws(RowError) -> [UInt8]? {
        part(index).isNull ? nil : try bytes(index)
    }
}
