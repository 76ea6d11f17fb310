import Conversation
import JSON
import Wire

// The ledger inside a snapshot: the facts that would rebuild it, and the marks.

extension Ledger {
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("facts")
        writer.beginArray()
        Fact.opened(
            site: site, customerKey: customerKey, openHash: openHash, timeMilliseconds: openedMilliseconds
        ).write(to: &writer)
        // The last id goes last, because folding the facts makes it so.
        for cid in answers.keys.sorted() where cid != lastCid {
            if let answer = answers[cid] { Fact.answered(cid: cid, answer).write(to: &writer) }
        }
        if let lastCid, let answer = answers[lastCid] {
            Fact.answered(cid: lastCid, answer).write(to: &writer)
        }
        for secret in secrets {
            if let previous = secret.previous {
                Fact.secretGiven(hash: previous).write(to: &writer)
                Fact.secretRotated(used: previous, new: secret.current).write(to: &writer)
            } else {
                Fact.secretGiven(hash: secret.current).write(to: &writer)
            }
        }
        for timer in timers {
            Fact.timerSet(timer.name, dueMilliseconds: timer.dueMilliseconds).write(to: &writer)
        }
        for call in calls { Fact.called(call).write(to: &writer) }
        if let escalation {
            Fact.escalated(escalation, timeMilliseconds: escalatedMilliseconds).write(to: &writer)
        }
        Fact.noted(seq: noteSeq).write(to: &writer)
        writer.endArray()
        writer.key("marks")
        writer.beginArray()
        for mark in marks {
            writer.unsigned(mark.number)
            writer.integer(mark.seq)
        }
        writer.endArray()
        if !told.isEmpty {
            writer.key("told")
            writer.beginObject()
            for (slot, seq) in told.sorted(by: { $0.key < $1.key }) {
                writer.key(dynamic: slot)
                writer.integer(seq)
            }
            writer.endObject()
        }
        writer.endObject()
    }

    init(_ value: JSONValue) throws(RowError) {
        guard let facts = value["facts"]?.array, let marks = value["marks"]?.array, marks.count % 2 == 0
        else {
            throw RowError("a snapshot's ledger cannot be read")
        }
        for fact in facts { apply(try Fact(fact)) }
        for member in value["told"]?.object ?? [] { told[member.key] = member.value.int64 }
        for index in stride(from: 0, to: marks.count, by: 2) {
            guard let number = marks[index].int64.flatMap(UInt64.init(exactly:)),
                let seq = marks[index + 1].int64
            else {
                throw RowError("a snapshot's marks cannot be read")
            }
            // Earlier versions noted the first row too.
            if number > 1 { self.marks.append(Mark(number: number, seq: seq)) }
        }
    }
}
