import Conversation
import JSON
import Wire

/// One turn as it stands in a conversation's stream.
///
/// ```
/// {"s":[[event,changes,explanation] …],"o":[what the customer saw …],"f":[facts …],"by":"agent's name"}
/// ```
/// Event, changes and explanation are the engine's own JSON; `o` holds event bodies exactly as they were sent.
struct TurnRow: Sendable, Hashable {
    struct Step: Sendable, Hashable {
        var event: [UInt8]
        var changes: [UInt8]
        var explanation: [UInt8]
    }

    /// Kinds of rows; 0 is a tombstone.
    static let kind: UInt8 = 1
    static let version: UInt8 = 1

    var steps: [Step] = []
    var bodies: [[UInt8]] = []
    var facts: [Fact] = []
    /// The agent or supervisor whose verb it was.
    var agent: String?

    func encoded() -> [UInt8] {
        var maker = TurnRowMaker()
        for step in steps {
            maker.addStep { writer in
                writer.raw(step.event)
                writer.raw(step.changes)
                writer.raw(step.explanation)
            }
        }
        maker.bodies = bodies
        maker.facts = facts
        maker.agent = agent
        return maker.encoded()
    }

    /// - Throws: `RowError` for bytes this version did not write.
    init(decoding bytes: [UInt8]) throws(RowError) {
        let value = try RowError.parse(bytes)
        guard let steps = value["s"]?.array, let bodies = value["o"]?.array, let facts = value["f"]?.array
        else {
            throw RowError("a turn lacks its members")
        }
        for step in steps {
            guard let parts = step.array, parts.count == 3 else {
                throw RowError("a step has not three parts")
            }
            self.steps.append(
                Step(
                    event: parts[0].encoded(), changes: parts[1].encoded(), explanation: parts[2].encoded()))
        }
        self.bodies = bodies.map { $0.encoded() }
        for fact in facts { self.facts.append(try Fact(fact)) }
        agent = value["by"]?.string
    }

    init() {}
}

/// A row on its way to the record: its steps are written where they will stand, as they are decided.
struct TurnRowMaker: Sendable {
    var bodies: [[UInt8]] = []
    var facts: [Fact] = []
    var agent: String?
    private var writer = JSONWriter(reservingCapacity: 0)
    /// Room for nearly every turn.
    private static let usualByteCount = 1_536

    private var hasSteps: Bool { writer.byteCount > 0 }
    var isEmpty: Bool { !hasSteps && bodies.isEmpty && facts.isEmpty }

    /// - Parameter write: writes event, changes and explanation.
    mutating func addStep(_ write: (inout JSONWriter) -> Void) {
        if !hasSteps { begin() }
        writer.beginArray()
        write(&writer)
        writer.endArray()
    }

    private mutating func begin() {
        writer = JSONWriter(reservingCapacity: Self.usualByteCount)
        writer.beginObject()
        writer.key("s")
        writer.beginArray()
    }

    /// The whole row; nothing can be added after it.
    mutating func encoded() -> [UInt8] {
        if !hasSteps { begin() }
        writer.endArray()
        writer.key("o")
        writer.beginArray()
        for body in bodies { writer.raw(body) }
        writer.endArray()
        writer.key("f")
        writer.beginArray()
        for fact in facts { fact.write(to: &writer) }
        writer.endArray()
        writer.member("by", ifPresent: agent)
        writer.endObject()
        return writer.bytes
    }
}

/// Bytes of the record that cannot be read back: damaged, or written by a later version.
package struct RowError: Error, Hashable {
    package var reason: String

    init(_ reason: String) { self.reason = reason }

    /// Rows are nested deeper than messages: engine values inside.
    static let depth = 64

    static func parse(_ bytes: [UInt8]) throws(RowError) -> JSONValue {
        do throws(JSONError) {
            return try JSONReader.parse(bytes, maximumDepth: depth)
        } catch {
            throw RowError(error.description)
        }
    }
}
