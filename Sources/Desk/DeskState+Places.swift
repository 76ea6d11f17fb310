// Where customers stand, and when they are told.

extension DeskState {
    /// Places at which a customer is told how far he has come: every one would be a message per customer and departure.
    static let announcedPlaces = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]

    func waitingPlace(of ticket: Ticket) -> WaitingPlace {
        guard let index = queueIndices[ticket.queue] else {
            return WaitingPlace(queue: ticket.queue, place: 1)
        }
        let place = queues[index].line.countBefore(ticket.entry) + 1
        return WaitingPlace(
            queue: ticket.queue, place: place, expectedWaitMilliseconds: expectedWait(index, place: place))
    }

    /// How long the customer at this place has to wait: how often the agents of the queue must become free before it
    /// is his turn, by the mean time they take.
    ///
    /// - Returns: 0 when a free agent is there for him; nil when there is no agent at all.
    func expectedWait(_ queue: Int, place: Int) -> Int64? {
        let skills = queues[queue].configuration.skills
        var seats = 0
        var free = 0
        for agent in agents where agent.isServing && agent.has(skills: skills) {
            seats += agent.capacity
            free += max(0, agent.capacity - agent.assigned.count - agent.wrapUps.count)
        }
        guard seats > 0 else { return nil }
        guard place > free else { return 0 }
        return Int64(place - free) * queues[queue].handlingMilliseconds / Int64(seats)
    }

    /// Tells those who came up to one of the announced places in a queue somebody left.
    mutating func announcePlaces(_ effects: inout [DeskEffect]) {
        guard !touchedQueues.isEmpty else { return }
        for queue in Set(touchedQueues).sorted() where queues.indices.contains(queue) {
            for place in Self.announcedPlaces {
                guard let entry = queues[queue].line.entry(at: place - 1) else { break }
                guard let ticket = tickets[entry.order], ticket.phase == .waiting, !ticket.isPromise,
                    place < ticket.announcedPlace
                else { continue }
                tickets[entry.order]?.announcedPlace = place
                effects.append(
                    .placeChanged(
                        ticket.id,
                        WaitingPlace(
                            queue: ticket.queue, place: place,
                            expectedWaitMilliseconds: expectedWait(queue, place: place))))
            }
        }
        touchedQueues.removeAll(keepingCapacity: true)
    }
}
