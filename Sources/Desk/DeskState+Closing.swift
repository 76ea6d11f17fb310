// Closing time: nobody waits before a closed door without knowing it.
//
// Whoever waits when his queue closes, or comes back to a closed one from an agent, is taken by the first open queue along
// the overflow. Where there is none he stops waiting: he is told, and promised an answer by the queue's target for
// asynchronous channels, counted from his arrival, but not within the first open hour (`DeskConfiguration.Queue.promise`). His place is kept, and from the next opening on he is
// offered like the others, first of those who come later.

import CivilTime

extension DeskState {
    /// Sets the timer of a queue's next closing.
    mutating func setClosing(_ index: Int) {
        let closes = queues[index].configuration.hours?.nextClosing(after: nowMilliseconds)
        // A closed queue says "now": its next closing comes after its next opening.
        let next: Int64?
        if let closes, closes <= nowMilliseconds {
            next = queues[index].configuration.hours?.nextOpening(after: nowMilliseconds).flatMap {
                queues[index].configuration.hours?.nextClosing(after: $0)
            }
        } else {
            next = closes
        }
        queues[index].closesAt = next
        if let next { timers.insert(DeskTimer(at: next, .closing, queue: queues[index].configuration.name)) }
    }

    /// A queue's door closes: whoever waits there is looked at.
    mutating func closes(_ name: String) {
        guard let index = queueIndices[name] else { return }
        setClosing(index)
        for entry in queues[index].line.entries where tickets[entry.order]?.phase == .waiting {
            arrivedToWait.append(entry.order)
        }
    }

    /// Sees to those who came to wait in this step and were offered to nobody.
    ///
    /// - Returns: whether somebody moved, so that matching is worth another look.
    mutating func closeOut(_ effects: inout [DeskEffect]) -> Bool {
        guard !arrivedToWait.isEmpty else { return false }
        let orders = Set(arrivedToWait).compactMap { tickets[$0]?.entry }.sorted()
        arrivedToWait.removeAll(keepingCapacity: true)
        var hasMoved = false
        for entry in orders {
            guard let ticket = tickets[entry.order], isLeftAtADoor(ticket),
                let index = queueIndices[ticket.queue]
            else { continue }
            hasMoved = true
            if let other = roomInOverflow(of: index, at: nowMilliseconds) {
                let name = queues[other].configuration.name
                tickets[entry.order]?.passedQueues.append(ticket.queue)
                turn(entry.order, .overflowed, queue: name)
                setTerms(entry.order)
                tellQueued(entry.order, .overflowed, &effects)
            } else {
                becomePromise(entry.order, index, &effects)
            }
        }
        return hasMoved
    }

    /// Waits himself, offered to nobody, in a queue that is closed.
    func isLeftAtADoor(_ ticket: Ticket) -> Bool {
        guard ticket.phase == .waiting, !ticket.isPromise, let index = queueIndices[ticket.queue],
            queues[index].isConfigured
        else { return false }
        return !isOpen(index, at: nowMilliseconds)
    }

    private mutating func becomePromise(_ order: UInt64, _ index: Int, _ effects: inout [DeskEffect]) {
        guard let ticket = tickets[order] else { return }
        let due =
            ticket.promiseDue
            ?? queues[index].configuration.promise(arrived: ticket.arrivedAt, closed: nowMilliseconds)
        queues[index].byArrival.remove(ticket.arrivalEntry)
        tickets[order]?.isPromise = true
        tickets[order]?.promiseDue = due
        hold(order, until: nextOpening(of: ticket.queue, after: nowMilliseconds))
        setTerms(order)
        effects.append(.promised(ticket.id, queue: ticket.queue, dueMilliseconds: due))
    }

    /// Keeps a waiting promise from being offered until then, or (nil) no more.
    mutating func hold(_ order: UInt64, until: Int64?) {
        guard let ticket = tickets[order], ticket.phase == .waiting else { return }
        classes[classIndex(of: ticket.matchClass)].line.remove(ticket.entry)
        tickets[order]?.heldUntil = until
        if ticket.heldUntil != nil, until == nil { tickets[order]?.waitingSince = nowMilliseconds }
        if let held = tickets[order] { classes[classIndex(of: held.matchClass)].line.insert(held.entry) }
        if let until { timers.insert(DeskTimer(at: until, .opening, order: order)) }
    }
}
