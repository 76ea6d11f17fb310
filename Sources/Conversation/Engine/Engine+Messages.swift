import Flows
import Intents
import Text

extension Engine {
    /// A message or a press on a button.
    mutating func hear(_ input: HeldInput) {
        change(.heard(atMilliseconds: moment.nowMilliseconds))
        guard state.owner == .bot else {
            decision.explanation.consumption = .recorded
            return
        }
        if case .call = state.wait.kind {
            decision.explanation.consumption = .held
            guard state.held.count < ConversationLimits.held else { return }
            change(.held(input))
            return
        }
        consume(input)
    }

    /// Hands on what came during a call, one after the other, each at the wait where the one before led.
    mutating func drainHeld() {
        while let input = state.held.first, state.owner == .bot, !backstopReached {
            switch state.wait.kind {
            case .idle, .ask: break
            case .nothing, .call, .desk, .person: return
            }
            guard spend() else { return }
            change(.heldTaken)
            consume(input)
            advance()
        }
    }

    private mutating func consume(_ input: HeldInput) {
        count { $0.turns += 1 }
        dropStale()
        if state.counters.turns > ConversationLimits.turnsWithoutDeed {
            return backstop("more than \(ConversationLimits.turnsWithoutDeed) turns without an answer")
        }
        switch input {
        case .chose(let id): press(id)
        case .spoke(let text):
            let utterance = Utterance(text)
            spoken = utterance
            signals = nil
            readings = []
            if hearLanguage(utterance) { return }
            switch state.wait.kind {
            case .ask: consumeAtAsk(utterance)
            case .idle: consumeIdle(utterance)
            case .nothing, .call, .desk, .person: decision.explanation.consumption = .recorded
            }
        }
    }

    // MARK: - (a) buttons

    /// A button of this wait by its id; for clients that send only that, by its number or the name of its value.
    private mutating func press(_ id: String) {
        let buttons = state.wait.buttons
        let byNumber = id.contains(".") ? nil : Int(id).flatMap { buttons[safe: $0 &- 1] }
        let byName = buttons.first { $0.meaning.name == id }
        guard let button = buttons.first(where: { $0.id == id }) ?? byNumber ?? byName else {
            decision.explanation.consumption = .late
            return
        }
        press(button)
    }

    private mutating func press(_ button: Button) {
        decision.explanation.consumption = .button
        switch button.meaning {
        case .value(let value): fillAsked(value)
        case .request(let request): start(all: [request])
        case .none: idleTrouble(.miss, say: .anotherRequest)
        }
    }

    /// The button whose label or number the customer typed. Numbers count only where the channel has no buttons.
    private func typedButton(_ utterance: Utterance) -> Button? {
        let buttons = state.wait.buttons
        guard !buttons.isEmpty, utterance.words.count <= 12 else { return nil }
        if !hasButtons, utterance.words.count == 1, let number = Int(utterance.string(of: utterance.words[0]))
        {
            return buttons[safe: number &- 1]
        }
        let matching = buttons.filter { button in
            // A word has a byte at least.
            guard utterance.words.count <= button.label.utf8.count else { return false }
            return Utterance(button.label).words.elementsEqual(utterance.words) { $0.hash == $1.hash }
        }
        return matching.count == 1 ? matching[0] : nil
    }

    var hasButtons: Bool { policy.channel(named: state.channel)?.hasButtons ?? true }

    func folded(_ utterance: Utterance) -> String {
        utterance.words.map { utterance.string(of: $0) }.joined(separator: " ")
    }

    // MARK: - at an ask

    private mutating func consumeAtAsk(_ utterance: Utterance) {
        guard let line = currentLine, case .ask(let slot, _, _, let texts) = line.act,
            let declaration = declaration(slot)
        else { return beginWait(.idle) }
        if let button = typedButton(utterance) { return press(button) }
        let signals = hearSignals(utterance)
        let isText = declaration.type.isText
        if isText ? signals.isWhole(.human) : signals.has(.human) { return human() }
        if signals.isWhole(.cancel) { return cancel() }
        if signals.isWhole(.repeat) { return again(declaration, slot.isShared, texts, line.range) }
        if signals.has(.correction), correct(utterance) { return }
        if isText {
            decision.explanation.consumption = .text
            return takeText(utterance, declaration)
        }
        if consumeValue(utterance, declaration) { return }
        if frame?.flow == "system.satisfied", moveOn(utterance, signals) { return }
        if signals.isWhole(.unknown) {
            // Nothing but "I don't know": no article is asked for.
            decision.explanation.consumption = .unknown
            return trouble(.unknown)
        }
        // A bare yes, no or thanks asks for nothing, whatever an article may resemble it.
        let found = signals.isBare ? [] : candidates(utterance, explained: true)
        let own = state.running?.frames.map(\.flow) ?? []
        if let best = found.first {
            if consumeSaid(best) { return }
            decision.explanation.threshold = Explanation.Threshold(
                kind: "interrupt", value: threshold(.interrupt, best.request))
            let isOwn = if case .flow(let name) = best.request.target { own.contains(name) } else { false }
            if !isOwn, best.confidence >= threshold(.interrupt, best.request) {
                decision.explanation.consumption = .interrupt
                return interrupt(best.request)
            }
        }
        if signals.has(.insult), negative(.insult) { return }
        if signals.has(.unknown) {
            decision.explanation.consumption = .unknown
            return trouble(.unknown)
        }
        let isInvalid = looksLike(declaration, utterance)
        decision.explanation.consumption = isInvalid ? .invalid : .miss
        trouble(isInvalid ? .invalid : .miss)
    }

    private mutating func hearSignals(_ utterance: Utterance) -> HeardSignals {
        let signals = self.signals ?? world.understander.signals(utterance)
        self.signals = signals
        decision.explanation.signals = signals.anywhere.signals.map(\.rawValue)
        return signals
    }

    private mutating func takeText(_ utterance: Utterance, _ declaration: SlotDeclaration) {
        guard case .text(let maximum) = declaration.type else { return }
        let text = trimmed(utterance.text)
        if text.isEmpty { return trouble(.miss) }
        if text.unicodeScalars.count > min(maximum, ConversationLimits.valueScalars) {
            return trouble(.invalid)
        }
        fillAsked(.text(text))
    }

    /// Whoever asks for something else, or says thanks, has had his answer: the satisfaction question is not insisted on.
    private mutating func moveOn(_ utterance: Utterance, _ signals: HeardSignals) -> Bool {
        let isSmallTalk = !signals.whole.isDisjoint(with: [.greeting, .thanks, .goodbye])
        guard !hasMovedOn, isSmallTalk || !decideRequests(utterance).requests.isEmpty else { return false }
        hasMovedOn = true
        stopped = false
        finish(endFrame("yes", at: enginePlace))
        advance()
        if backstopReached { return true }
        switch state.wait.kind {
        case .idle: consumeIdle(utterance)
        case .ask: consumeAtAsk(utterance)
        case .nothing, .call, .desk, .person: break
        }
        return true
    }

    /// (d): one value fills the slot; two or three readings become buttons.
    private mutating func consumeValue(_ utterance: Utterance, _ declaration: SlotDeclaration) -> Bool {
        let found = values(for: declaration, in: utterance)
        var distinct: [FoundValue] = []
        for value in found where !distinct.contains(where: { $0.value == value.value }) {
            distinct.append(value)
        }
        guard let first = distinct.first, distinct.count <= 3 else { return false }
        if distinct.count == 1 {
            decision.explanation.consumption = .value
            keepRest(of: utterance, outside: first.range)
            fillAsked(first.value)
            return true
        }
        decision.explanation.consumption = .ambiguous
        let offers = buttons(distinct.map { (display($0.value, of: declaration), .value($0.value)) })
        change(.waiting(with(offers)))
        trouble(.ambiguous(.ambiguous))
        return true
    }

    /// The present wait with other buttons.
    private func with(_ buttons: [Button]) -> Wait {
        var wait = state.wait
        wait.buttons = buttons
        return wait
    }

    /// What else the message says: values for later asks, and further requests.
    private mutating func keepRest(of utterance: Utterance, outside consumed: Range<Int>) {
        if let flow = flowIndex { keepLoose(from: utterance, flow: flow, outside: consumed) }
        let own = state.running?.frames.map(\.flow) ?? []
        let further = requestsInParts(of: utterance, outside: consumed).filter { request in
            if case .flow(let name) = request.target { !own.contains(name) } else { true }
        }
        if !further.isEmpty { keepPending(further) }
    }

    /// (e): `on said INTENT` of the nearest level that waits for this intent.
    private mutating func consumeSaid(_ best: Candidate) -> Bool {
        guard let intent = best.request.intent, best.confidence >= threshold(.answer, best.request),
            let handler = deciding(.verb, { $0 == .said(intent: intent) }).first
        else { return false }
        decision.explanation.consumption = .said
        decision.explanation.threshold = Explanation.Threshold(
            kind: "answer", value: threshold(.answer, best.request))
        if !handler.act.leaves, !detour() { return true }
        serve(handler)
        return true
    }

    private mutating func cancel() {
        decision.explanation.consumption = .cancel
        if let handler = deciding(.verb, { $0 == .cancel }).first {
            if !handler.act.leaves, !detour() { return }
            return serve(handler)
        }
        tell(.cancelled)
        stopped = false
        endActivation("abandoned", at: enginePlace)
    }

    private mutating func again(
        _ declaration: SlotDeclaration, _ isShared: Bool, _ texts: Texts?, _ range: SourceRange
    ) {
        decision.explanation.consumption = .again
        guard detour() else { return }
        askQuestion(declaration, isShared: isShared, texts: texts, range: range)
    }

    /// An insult or a complaint adds to the trouble alone; at the limit it is a person.
    private mutating func negative(_ signal: Signal) -> Bool {
        count { $0.trouble += 1 }
        note(.event(signal.rawValue))
        guard state.counters.trouble >= policy.troubleLimit else { return false }
        escalateDefault(Reason(code: .signal, text: signal.rawValue))
        return true
    }

    // MARK: - idle

    private mutating func consumeIdle(_ utterance: Utterance) {
        if let button = typedButton(utterance) { return press(button) }
        let signals = hearSignals(utterance)
        if signals.has(.human) { return human() }
        if signals.isWhole(.cancel) {
            decision.explanation.consumption = .cancel
            return smallTalk(.nothingToCancel)
        }
        if signals.isWhole(.repeat) {
            decision.explanation.consumption = .again
            guard detour() else { return }
            if state.lastSaid.isEmpty { tell(.nothingToRepeat) }
            for text in state.lastSaid.suffix(1) {
                utter(text, verb: .say, name: "repeat", at: enginePlace, isOptional: true)
            }
            return beginWait(.idle, buttons: state.wait.buttons)
        }
        if let phrase = smallTalkPhrase(signals) {
            decision.explanation.consumption = .smallTalk
            return smallTalk(phrase)
        }
        if signals.has(.insult), negative(.insult) { return }
        let decided = decideRequests(utterance)
        if !decided.requests.isEmpty {
            decision.explanation.consumption = .request
            return start(all: decided.requests)
        }
        if !decided.unsure.isEmpty {
            decision.explanation.consumption = .clarified
            if let best = decided.unsure.first {
                decision.explanation.threshold = Explanation.Threshold(
                    kind: "clarify", value: threshold(.clarify, best.request))
            }
            var offers = decided.unsure.map { ($0.label, Button.Meaning.request($0.request)) }
            offers.append((phrase(.somethingElse), .none))
            return idleTrouble(.ambiguous(.didYouMean), say: .didYouMean, buttons: buttons(offers))
        }
        decision.explanation.consumption = .notUnderstood
        idleTrouble(.miss, say: .notUnderstood)
    }

    /// What is said to a message that is nothing but politeness.
    private func smallTalkPhrase(_ signals: HeardSignals) -> SystemPhrase? {
        if signals.isWhole(.greeting) { return .greeting }
        if signals.isWhole(.thanks) { return .welcome }
        if signals.isWhole(.goodbye) { return .goodbye }
        // "Can I do anything else for you?"
        if signals.isWhole(.yes) { return .anotherRequest }
        if signals.isWhole(.no) { return .goodbye }
        return nil
    }

    private mutating func smallTalk(_ phrase: SystemPhrase) {
        tell(phrase)
        beginWait(.idle)
    }

    // MARK: - language

    /// Follows the customer's language: asked for, or two messages running in another declared one.
    ///
    /// - Returns: true when the message was nothing but the wish for a language.
    private mutating func hearLanguage(_ utterance: Utterance) -> Bool {
        if let wanted = languageAsked(utterance), policy.languages.contains(wanted) {
            decision.explanation.consumption = .language
            change(.languageChanged(wanted))
            tell(.language)
            if let asked, case .ask = state.wait.kind, let line = currentLine {
                askQuestion(
                    asked.declaration, isShared: asked.isShared, texts: asked.texts, range: line.range)
            } else {
                beginWait(.idle)
            }
            return true
        }
        let guess = LanguageGuess.guess(utterance)
        guard let language = guess.language, guess.confidence >= 0.8, policy.languages.contains(language)
        else { return false }
        if !state.languageIsSettled {
            if language != state.language {
                change(.languageChanged(language))
            } else {
                change(.languageHeard(nil))
            }
        } else if language == state.language {
            if state.otherLanguage != nil { change(.languageHeard(nil)) }
        } else if state.otherLanguage == language {
            change(.languageChanged(language))
        } else {
            change(.languageHeard(language))
        }
        return false
    }

    private static let languageNames = WordIndex(wordsOf: ["english", "anglais", "francais", "french"])

    private func languageAsked(_ utterance: Utterance) -> Language? {
        guard utterance.words.count <= 6,
            utterance.words.contains(where: { Self.languageNames.contains($0.hash) })
        else { return nil }
        switch folded(utterance) {
        case "english", "english please", "in english", "in english please", "speak english",
            "do you speak english", "can you speak english", "en anglais", "anglais",
            "en anglais s il vous plait":
            return .english
        case "francais", "en francais", "en francais s il vous plait", "parlez francais",
            "parlez vous francais", "french", "in french", "french please", "in french please":
            return .french
        default: return nil
        }
    }

    func trimmed(_ text: String) -> String {
        // Most texts begin and end with a visible sign of ASCII.
        let visible: ClosedRange<UInt8> = 0x21...0x7E
        if let first = text.utf8.first, let last = text.utf8.last, visible ~= first, visible ~= last {
            return text
        }
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
