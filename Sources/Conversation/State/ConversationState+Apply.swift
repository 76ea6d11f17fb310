import Text

extension ConversationState {
    /// Folds changes, in order. Never classifies, never reads a program; cost is that of the changes.
    package mutating func apply(_ changes: [Change]) {
        for change in changes { apply(change) }
    }

    package mutating func apply(_ change: Change) {
        switch change {
        case .opened(let opening, let fingerprint, let language):
            id = opening.id
            seed = opening.seed
            self.fingerprint = fingerprint
            channel = opening.channel
            self.language = language
            languageIsSettled = opening.language != nil
            customerID = opening.customerID
            customerName = opening.customerName
            profile = opening.profile
            earlier = opening.earlier
            if let page = opening.page { pages = [page] }
        case .heard(let at):
            lastCustomerMilliseconds = at
            hasSpoken = true
        case .languageHeard(let other):
            otherLanguage = other
            languageIsSettled = true
        case .languageChanged(let language):
            self.language = language
            otherLanguage = nil
            languageIsSettled = true
        case .pageVisited(let url): pages.append(bounded: url, ConversationLimits.pages)
        case .rated(let score): rating = score
        case .ownerChanged(let owner): self.owner = owner
        case .placeChanged(let place): self.place = place
        case .waiting(let wait): self.wait = wait
        case .timersDone(let count): wait.timersDone = count
        case .counted(let counters): self.counters = counters
        case .started, .pausedRunning, .resumed, .droppedPaused, .endedRunning, .outcomeReached, .handedOver,
            .takenBack, .forgotHandedOver, .answered, .satisfactionAsked, .reasonGiven, .looseChanged:
            applyToActivations(change)
        case .pushed, .popped, .movedTo, .entered, .filled, .resulted, .triedAgain, .emptiedAgain, .passed,
            .restored, .restarted:
            applyToFrames(change)
        case .pendingChanged(let requests): pending = requests
        case .called(let flow, let line, let changes):
            callCount += 1
            guard running != nil else { break }
            if changes { running?.changes += 1 }
            if let index = running?.passes.firstIndex(where: { $0.flow == flow && $0.line == line }) {
                running?.passes[index].count += 1
            } else {
                running?.passes.append(CallPasses(flow: flow, line: line, count: 1))
            }
        case .held(let input): held.append(input)
        case .heldTaken: if !held.isEmpty { held.removeFirst() }
        case .tried(let entry): tried.append(bounded: entry, ConversationLimits.tried)
        case .promised(let promise): promises.append(bounded: promise, ConversationLimits.promises)
        case .said(let text): lastSaid.append(bounded: text, 2)
        case .variantSaid(let use):
            variants.removeAll { $0.file == use.file && $0.start == use.start }
            variants.append(bounded: use, ConversationLimits.variants)
        case .requested(let name): lastRequest = name
        case .closed(let outcome):
            closedOutcome = outcome
            owner = .bot
            running = nil
            handedOver = nil
            paused = []
            pending = []
            held = []
            wait.kind = .nothing
            wait.buttons = []
            wait.number += 1
        case .reopened: closedOutcome = nil
        case .moved(let fingerprint, let running, let paused, let handedOver):
            self.fingerprint = fingerprint
            self.running = running
            self.paused = paused
            self.handedOver = handedOver
        }
    }

    private mutating func applyToActivations(_ change: Change) {
        switch change {
        case .started(let activation):
            running = activation
            activationCount += 1
        case .pausedRunning(let at):
            guard var activation = running else { break }
            running = nil
            activation.pausedMilliseconds = at
            activation.pausedWait = wait
            paused.append(activation)
        case .resumed(let index):
            guard paused.indices.contains(index) else { break }
            running = paused.remove(at: index)
        case .droppedPaused(let index):
            if paused.indices.contains(index) { paused.remove(at: index) }
        case .endedRunning(let outcome):
            gather(running?.frames ?? [])
            running = nil
            lastOutcome = outcome
        case .outcomeReached(let outcome):
            running?.outcome = outcome
            lastOutcome = outcome
        case .handedOver:
            handedOver = running
            running = nil
            for activation in paused { gather(activation.frames) }
            paused = []
            pending = []
            lastOutcome = "handed-over"
        case .takenBack:
            running = handedOver
            handedOver = nil
        case .forgotHandedOver: handedOver = nil
        case .answered: running?.hasAnswered = true
        case .satisfactionAsked: running?.satisfactionAsked = true
        case .reasonGiven(let reason): running?.reason = reason
        case .looseChanged(let values): running?.loose = values
        default: break
        }
    }

    private mutating func applyToFrames(_ change: Change) {
        switch change {
        case .pushed(let frame): running?.frames.append(frame)
        case .popped: if let over = running?.frames.popLast() { gather([over]) }
        case .movedTo(let line):
            withTop {
                $0.line = line
                $0.emptiedAgain = false
            }
        case .entered(let step):
            withTop { frame in
                frame.step = step
                let name = step ?? ""
                if let found = frame.entries.firstIndex(where: { $0.name == name }) {
                    frame.entries[found].count += 1
                } else {
                    frame.entries.append(NamedCount(name: name, count: 1))
                }
            }
        case .filled(let slot, let isShared, let value):
            if isShared {
                shared.set(slot, to: value)
            } else {
                withTop { $0.slots.set(slot, to: value) }
            }
        case .resulted(let result):
            withTop { frame in
                frame.results.removeAll { $0.name == result.name }
                frame.results.append(result)
            }
        case .triedAgain(let line): withTop { $0.tries.add(at: line) }
        case .emptiedAgain(let flag): withTop { $0.emptiedAgain = flag }
        case .passed(let line, let slot, let isShared, let typed, let runTyped):
            let changes = running?.changes ?? 0
            withTop { frame in
                var entry = TrailEntry()
                entry.line = line
                entry.step = frame.step
                entry.slot = slot
                entry.isShared = isShared
                entry.typed = typed
                entry.runTyped = runTyped
                entry.slots = frame.slots
                entry.results = frame.results
                entry.changes = changes
                frame.trail.append(bounded: entry, ConversationLimits.trail)
            }
        case .restored(let depth, let index):
            dropFrames(above: depth)
            withTop { frame in
                guard frame.trail.indices.contains(index) else { return }
                let entry = frame.trail[index]
                frame.slots = entry.slots
                frame.results = entry.results
                frame.line = entry.line
                frame.step = entry.step
                frame.emptiedAgain = false
                frame.trail.removeSubrange(index...)
            }
        case .restarted(let depth):
            dropFrames(above: depth)
            withTop { frame in
                frame.slots = []
                frame.results = []
                frame.trail = []
                frame.line = 0
                frame.step = nil
                frame.emptiedAgain = false
            }
        default: break
        }
    }

    /// Keeps what flows that are over learnt; the newest value of a slot replaces the older one.
    private mutating func gather(_ frames: [Frame]) {
        for frame in frames {
            for slot in frame.slots {
                gathered.removeAll { $0.flow == frame.flow && $0.slot.name == slot.name }
                gathered.append(
                    bounded: GatheredSlot(flow: frame.flow, slot: slot), ConversationLimits.gathered)
            }
        }
    }

    private mutating func dropFrames(above depth: Int) {
        guard let count = running?.frames.count, depth >= 0, depth + 1 < count else { return }
        running?.frames.removeSubrange((depth + 1)...)
    }

    private mutating func withTop(_ body: (inout Frame) -> Void) {
        running?.withTop(body)
    }
}

extension Activation {
    fileprivate mutating func withTop(_ body: (inout Frame) -> Void) {
        guard let last = frames.indices.last else { return }
        body(&frames[last])
    }
}

extension Array {
    /// Appends, dropping the oldest so that at most `limit` remain.
    mutating func append(bounded element: Element, _ limit: Int) {
        append(element)
        if count > limit { removeFirst(count - limit) }
    }
}

extension [IndexCount] {
    func count(at index: Int) -> Int { first { $0.index == index }?.count ?? 0 }

    mutating func add(at index: Int) {
        if let found = firstIndex(where: { $0.index == index }) {
            self[found].count += 1
        } else {
            append(IndexCount(index: index, count: 1))
        }
    }
}

extension [NamedValue] {
    func value(_ name: String) -> SlotValue? { first { $0.name == name }?.value }

    /// Sets or, with nil, removes; keeps the order in which names first came.
    mutating func set(_ name: String, to value: SlotValue?) {
        let index = firstIndex { $0.name == name }
        switch (index, value) {
        case (let index?, let value?): self[index].value = value
        case (let index?, nil): remove(at: index)
        case (nil, let value?): append(NamedValue(name, value))
        case (nil, nil): break
        }
    }
}
