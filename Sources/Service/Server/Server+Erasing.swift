import Conversation
import Flows
import Record
import Sessions

extension Server {
    /// The machine lets go, the writer erases after everything committed before.
    func erase(_ streams: [StreamID], isRetention: Bool) {
        let (outputs, all) = machine.erase(streams, isRetention: isRetention, at: now)
        carryOut(outputs)
        toErase += all
        // A conversation and its notes are two.
        if !all.isEmpty {
            log(
                "erasing",
                ["conversations": String(all.count / 2), "by": isRetention ? "retention" : "request"])
        }
    }

    /// A slice of retention, when one is due.
    func retain() {
        guard let keep = world.program.policy.keepConversationsMilliseconds else { return }
        switch retention.next(at: now, keepMilliseconds: keep) {
        case .nothing: break
        case .look(let position, let until):
            let mailbox = mailbox
            reader.perform { store in
                guard let eraser = store as? any ErasingStore else { return }
                let answer: (streams: [StreamID], next: Int64?)
                do throws(StoreError) {
                    // The record's own newest time bounds the clock's: a clock set years ahead erases nothing.
                    let newest = try eraser.newestMilliseconds() ?? 0
                    answer = try eraser.quietStreams(
                        kind: SessionsMachine.conversationKind, after: position,
                        until: min(until, newest - keep + Retention.trustMilliseconds),
                        limit: Retention.rowsPerLook)
                } catch { answer = ([], nil) }
                mailbox.post(.quiet(answer.streams, next: answer.next))
            }
        case .erase(let streams): erase(streams, isRetention: true)
        }
    }
}
