import Conversation
import Desk
import Record
import Wire

// Times: what is due in conversations and at the desk, and who leaves memory because nothing is.

extension SessionsMachine {
    /// Looks at the conversation at this time at the latest.
    mutating func schedule(_ id: ConversationID, at due: Int64) {
        if let known = conversations[id]?.wakeMilliseconds, known <= due { return }
        conversations[id]?.wakeMilliseconds = due
        wakes.add(.conversation(id), due: due)
    }

    mutating func parkLater(_ id: ConversationID) {
        schedule(id, at: now + configuration.parkAfterMilliseconds)
    }

    mutating func scheduleDesk(_ due: Int64) {
        if let known = desk.wakeMilliseconds, known <= due, known >= now { return }
        desk.wakeMilliseconds = due
        wakes.add(.desk, due: due)
    }

    mutating func wake() {
        // Bounded, so that one input cannot take for ever; the rest is due at once again.
        for _ in 0..<10_000 {
            guard let wake = wakes.take(due: now) else { return }
            switch wake {
            case .connection(let id): check(id)
            case .conversation(let id): wakeUp(id)
            case .desk: wakeDesk()
            case .picture: showDesk()
            case .loading: if knowsWhatIsOpen { loadMore() } else { readOpen() }
            case .figures: keepFigures()
            }
        }
    }

    private mutating func wakeDesk() {
        desk.wakeMilliseconds = nil
        if desk.isLost {
            if desk.inflight == 0, !desk.isReading {
                desk.isReading = true
                read(.state(.desk), for: .desk)
            }
            return
        }
        guard let due = desk.state.nextWakeAt else { return }
        if due <= now { runDesk([.ticked]) }
        if let next = desk.state.nextWakeAt { scheduleDesk(max(next, now + 1)) }
    }

    private mutating func wakeUp(_ id: ConversationID) {
        guard var live = conversations[id], let said = live.wakeMilliseconds, said <= now else { return }
        // Not held twice, or a job would have to copy it.
        live.box = nil
        conversations[id]?.wakeMilliseconds = nil
        if let due = live.timerMilliseconds {
            if due <= now { return run(.wake, on: id) }
            schedule(id, at: due)
        }
        if let due = expiry(of: live) {
            if due <= now { return run(.absent, on: id) }
            schedule(id, at: due)
        }
        if let absent = live.absentSinceMilliseconds, live.attachments.isEmpty,
            desk.state.standing(of: live.ticket) != nil
        {
            if now - absent >= configuration.absentMilliseconds {
                conversations[id]?.absentSinceMilliseconds = nil
                run(.absent, on: id)
            } else {
                schedule(id, at: absent + configuration.absentMilliseconds)
            }
        }
        park(id, afterMilliseconds: configuration.parkAfterMilliseconds)
    }

    /// When an opened conversation in which nothing was said ends; nil while somebody is there or has spoken.
    func expiry(of live: LiveConversation) -> Int64? {
        guard !live.hasSpoken, !live.isClosed, live.attachments.isEmpty else { return nil }
        return live.openedMilliseconds + configuration.emptyConversationMilliseconds
    }

    /// Lets go of the memory of a conversation nobody used for a while; forgets it when nothing is left of it here.
    mutating func park(_ id: ConversationID, afterMilliseconds quiet: Int64) {
        guard let live = conversations[id], !live.isBusy else { return }
        let idle = now - live.lastUsedMilliseconds
        let mayPark =
            live.inflight == 0 && live.jobs.isEmpty && !live.isLoading
            && idle >= quiet
            && desk.state.standing(of: live.ticket) == nil && !live.attachments.contains(where: \.isReading)
        guard mayPark else {
            // Used since this look at it was planned: it has not rested for as long as that.
            let due = live.lastUsedMilliseconds + quiet
            return due > now ? schedule(id, at: due) : parkLater(id)
        }
        if live.box != nil {
            conversations[id]?.box = nil
            parkedCount += 1
        }
        if live.isClosed {
            for attachment in live.attachments where connections[attachment.connection]?.role == .site {
                connections[attachment.connection]?.conversations.remove(id)
                conversations[id]?.attachments.removeAll { $0.connection == attachment.connection }
            }
        }
        guard let rest = conversations[id] else { return }
        if let due = rest.timerMilliseconds {
            schedule(id, at: due)
        } else if let due = expiry(of: rest) {
            schedule(id, at: due)
        } else if rest.attachments.isEmpty {
            conversations[id] = nil
        }
    }
}
