import Flows
import Text

/// A flow or article that a text may ask for.
struct Candidate {
    var request: Request
    var confidence: Double
    /// A flow at or above the answer threshold: it was written for just this, and goes before any article.
    var isBelieved = false

    var isArticle: Bool {
        if case .article = request.target { true } else { false }
    }

    func isBetter(than other: Candidate) -> Bool {
        isBelieved != other.isBelieved ? isBelieved : confidence > other.confidence
    }
}

/// What a text was found to ask for. Kept while an event lasts: whoever leaves a question behind asks for it again.
struct Reading {
    var text: String
    /// Best first.
    var candidates: [Candidate] = []
    /// What the explanation shows of it.
    var seen: [Explanation.Candidate] = []
    var repairs: [Explanation.Repair] = []
}

/// What a message asks for, by the thresholds.
struct Decided {
    /// At or above the answer threshold, in the order of the message, urgent first.
    var requests: [Request] = []
    /// Between clarify and answer: at most three, best first.
    var unsure: [(request: Request, label: String)] = []
}
extension Engine {
    /// Candidates of a text, best first; keeps what was seen for the explanation.
    mutating func candidates(_ utterance: Utterance, explained: Bool) -> [Candidate] {
        let reading: Reading
        if let known = readings.first(where: { $0.text == utterance.text }) {
            reading = known
        } else {
            reading = read(utterance)
            readings.append(reading)
        }
        if explained {
            decision.explanation.candidates = reading.seen
            decision.explanation.repairs = reading.repairs
        }
        return reading.candidates
    }

    private func read(_ utterance: Utterance) -> Reading {
        let understood = world.understander.rank(utterance, state.language, today)
        let text = utterance.text.cut(toScalars: ConversationLimits.valueScalars)
        var reading = Reading(text: utterance.text)
        // Ties stay as they came.
        func add(_ candidate: Candidate) {
            let place = reading.candidates.lastIndex { !candidate.isBetter(than: $0) }.map { $0 + 1 } ?? 0
            if place == reading.candidates.count {
                reading.candidates.append(candidate)
            } else {
                reading.candidates.insert(candidate, at: place)
            }
        }
        // What is below every threshold is nobody's request, unless it is the best there is.
        let least = world.leastThreshold
        var bestFlow: Int?
        for intent in understood.intents.prefix(8) where bestFlow == nil || intent.confidence >= least {
            guard let flow = program.triggered[intent.name] else { continue }
            bestFlow = bestFlow ?? flow
            let request = Request(target: .flow(program.flows[flow].name), intent: intent.name, text: text)
            add(
                Candidate(
                    request: request, confidence: intent.confidence,
                    isBelieved: intent.confidence >= threshold(.answer, request)))
        }
        var articles = understood.articles
        // A flow that is believed goes before any article, so none is looked for.
        if reading.candidates.first?.isBelieved != true {
            articles += world.understander.search(utterance, state.language, today)
        }
        for article in articles.prefix(5) {
            // An article that the best flow answers is the same request.
            if let bestFlow, world.answered[bestFlow].contains(article.name) { continue }
            guard article.confidence >= least || !reading.candidates.contains(where: \.isArticle) else {
                break
            }
            add(
                Candidate(
                    request: Request(target: .article(article.name), text: text),
                    confidence: article.confidence))
        }
        reading.seen.reserveCapacity(5)
        func show(_ found: ArraySlice<Understood.Scored>, isArticle: Bool) {
            for one in found {
                reading.seen.append(
                    Explanation.Candidate(
                        name: one.name, isArticle: isArticle, confidence: recorded(one.confidence)))
            }
        }
        show(understood.intents.prefix(3), isArticle: false)
        show(articles.prefix(2), isArticle: true)
        reading.repairs = Array(understood.repairs.prefix(8))
        return reading
    }

    /// A confidence as the record keeps it: four digits say all that anybody will ask.
    private func recorded(_ confidence: Double) -> Double { (confidence * 10_000).rounded() / 10_000 }

    func threshold(_ kind: Policy.ThresholdKind, _ request: Request) -> Double {
        policy.threshold(kind, channel: state.channel, intent: request.intent)
    }

    /// What an idle message asks for: several requests, one, or a few to choose from.
    mutating func decideRequests(_ utterance: Utterance) -> Decided {
        var decided = Decided()
        let whole = candidates(utterance, explained: true)
        let chosen = whole.first { $0.confidence >= threshold(.answer, $0.request) }
        let several = requestsInParts(of: utterance)
        if several.count >= 2 {
            decided.requests = several
        } else if let chosen {
            decided.requests = [chosen.request]
        } else if let only = several.first {
            decided.requests = [only]
        }
        let needed =
            whole.first.map { threshold(.answer, $0.request) }
            ?? policy.threshold(.answer, channel: state.channel, intent: nil)
        decision.explanation.threshold = Explanation.Threshold(kind: "answer", value: needed)
        guard decided.requests.isEmpty else { return decided }
        for candidate in whole {
            let request = candidate.request
            guard candidate.confidence >= threshold(.clarify, request), decided.unsure.count < 3,
                let label = label(of: request),
                !decided.unsure.contains(where: { $0.label == label || $0.request.target == request.target })
            else { continue }
            decided.unsure.append((request, label))
        }
        return decided
    }

    /// The parts of a message that are requests each, without repeats, urgent ones first.
    mutating func requestsInParts(of utterance: Utterance, outside consumed: Range<Int>? = nil) -> [Request] {
        var intents: [String: String] = [:]
        let found = SplitRequests.requests(in: utterance, outside: consumed) {
            part -> SplitRequests.Judgement<Request.Target>? in
            guard let best = candidates(part, explained: false).first else { return nil }
            intents[best.request.name] = best.request.intent
            return .init(
                target: best.request.target, confidence: best.confidence,
                needed: threshold(.answer, best.request))
        }
        // One request in the whole message needs no more words than the message's own.
        if found.count >= 2 || consumed != nil {
            for accepted in found { explain(accepted, of: utterance) }
        }
        let result = found.map { accepted in
            let intent: String? =
                if case .flow(let name) = accepted.target { intents[name] } else { nil }
            return Request(
                target: accepted.target, intent: intent,
                text: utterance.original(accepted.range).cut(toScalars: ConversationLimits.valueScalars))
        }
        return result.filter { isUrgent($0) } + result.filter { !isUrgent($0) }
    }

    /// Says what a part was taken for: `"où est mon colsi" → order.where 0.93, "colis" for "colsi"`.
    private mutating func explain(
        _ accepted: SplitRequests.Accepted<Request.Target>, of utterance: Utterance
    ) {
        let text = utterance.original(accepted.range)
        guard let reading = readings.first(where: { $0.text == text }),
            let best = reading.candidates.first(where: { $0.request.target == accepted.target })
        else { return }
        var line =
            "\"\(text.cut(toScalars: Self.shownScalars))\" → \(best.request.intent ?? best.request.name) "
        line += Explanation.figure(best.confidence, state.language == .french)
        for repair in reading.repairs { line += ", \"\(repair.to)\" for \"\(repair.from)\"" }
        note(.event(line))
    }

    /// Of a part: enough to know it by.
    private static let shownScalars = 80

    func isUrgent(_ request: Request) -> Bool {
        request.intent.flatMap { world.catalogue.intents[$0]?.isUrgent } ?? false
    }

    /// What a request is called to the customer.
    func label(of request: Request) -> String? {
        switch request.target {
        case .flow(let name):
            if let label = program.flow(named: name)?.label { return render(label) }
            guard let intent = request.intent, let labels = world.catalogue.intents[intent]?.labels else {
                return nil
            }
            return labels[state.language] ?? policy.languages.compactMap { labels[$0] }.first
        case .article(let id): return world.understander.title(id, state.language)
        }
    }
}
