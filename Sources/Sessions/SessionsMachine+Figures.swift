import Conversation
import Desk
import JSON
import Record
import Wire

/// The figures of the day, and whether the record has them.
struct FiguresRoom: Sendable {
    static let snapshotVersion: UInt8 = 1
    /// How long counts may be in memory only; a crash loses no more.
    static let keepMilliseconds: Int64 = 60_000

    var day = DayFigures()
    var isChanged = false
    var isDue = false

    init(_ snapshot: Snapshot? = nil) {
        guard let snapshot, snapshot.version == Self.snapshotVersion else { return }
        day = DayFigures(decoding: snapshot.bytes)
    }
}

// What a supervisor's charts show.

extension SessionsMachine {
    mutating func count(_ tally: Tally) {
        figures.day.note(tally, at: now, bot.desk)
        figures.isChanged = true
        guard !figures.isDue else { return }
        figures.isDue = true
        wakes.add(.figures, due: now + FiguresRoom.keepMilliseconds)
    }

    /// Puts the counts on disk, if there are new ones.
    mutating func keepFigures() {
        figures.isDue = false
        guard figures.isChanged else { return }
        figures.isChanged = false
        let batch = BatchID(number: nextBatch)
        nextBatch += 1
        batches[batch] = PendingBatch()
        outputs.append(
            .commit(
                batch,
                Batch(
                    atMilliseconds: now, appends: [],
                    snapshots: [
                        Snapshot(
                            stream: .figures, number: 0, version: FiguresRoom.snapshotVersion,
                            bytes: figures.day.encode())
                    ])))
    }

    /// Counts what a conversation's own desk event came to.
    func tally(
        _ event: DeskEvent, _ before: DeskState.Standing?, _ effects: [DeskEffect],
        _ core: ConversationCore, _ turn: inout Turn
    ) {
        switch event {
        case .arrived:
            // Whoever was promised an answer and comes again waits for the first time.
            guard before == nil || before?.isPromise == true else { return }
            let reason = core.ledger.escalation?.reason.code.rawValue ?? ""
            for case .accepted(_, let place) in effects {
                turn.pending.tallies.append(.handedOver(queue: place.queue, reason: reason))
            }
        case .closed, .transferred, .customerLeft:
            // What fell due in the same step has effects too, but no refusals.
            let isDone = !effects.contains { if case .rejected = $0 { true } else { false } }
            guard let before, isDone else { return }
            if let agent = before.agent {
                turn.pending.tallies.append(
                    .handled(
                        queue: before.queue, agent, milliseconds: now - before.assignedMilliseconds))
            } else {
                turn.pending.tallies.append(.left(queue: before.queue))
            }
        default: return
        }
    }

    func tally(_ effect: DeskEffect, _ before: DeskState.Standing?, _ turn: inout Turn) {
        switch effect {
        case .refused(_, let queue, _): turn.pending.tallies.append(.refused(queue: queue))
        case .assigned(let ticket, let agent, let epoch, let queue):
            // The same acceptance again.
            if let before, before.agent == agent, before.epoch == epoch { return }
            // Whoever goes from hand to hand does not wait.
            let isHandedOn = before?.phase == .assigned
            let since = desk.state.standing(of: ticket)?.waitingSinceMilliseconds
            turn.pending.tallies.append(
                .assigned(
                    queue: queue, agent,
                    waitMilliseconds: isHandedOn ? 0 : since.map { now - $0 } ?? 0))
        case .queued(_, let place, let why):
            if why == .released || why == .agentLost || why == .agentSilent {
                turn.pending.tallies.append(.bounced(queue: place.queue))
            }
        case .breached(let breach): turn.pending.tallies.append(.breached(queue: breach.queue))
        default: return
        }
    }

    mutating func sendFigures(_ cid: String, _ connection: ConnectionID) {
        figures.day.turn(to: now, bot.desk)
        send(
            connection,
            ServerMessage.figures(cid: cid, [JSONMember("ts", .integer(now))] + figures.day.members))
    }

    /// What this room knows of the daemon's health.
    var ownStatus: [JSONMember] {
        [
            JSONMember("connections", .integer(Int64(connections.count))),
            JSONMember("conversations", .integer(Int64(conversations.count))),
            JSONMember("waiting", .integer(Int64(desk.state.waiting))),
            JSONMember("at_desk", .integer(Int64(desk.state.ticketCount))),
        ]
    }
}
