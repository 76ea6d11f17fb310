package import Text

extension Explanation {
    /// The explanation in words, a line per thing: what `relais why`, the REPL and failed tests print.
    ///
    /// ```
    /// understood as a request: order.where 0.91 (threshold answer 0.60), order.cancel 0.04
    /// Flows/order.flow:12  ask order-no   (order-status, step number)
    /// ```
    package func why(in language: Language) -> [String] {
        let french = language == .french
        var lines: [String] = []
        if let consumption {
            var line = consumption.words(french)
            let scores = candidates.map { candidate in
                (candidate.isArticle ? (french ? "article " : "article ") : "")
                    + "\(candidate.name) \(Self.figure(candidate.confidence, french))"
            }
            if !scores.isEmpty {
                line += french ? " : " : ": "
                line += scores.joined(separator: ", ")
            }
            if let threshold {
                line += french ? " (seuil " : " (threshold "
                line += "\(threshold.kind) \(Self.figure(threshold.value, french)))"
            }
            lines.append(line)
        }
        for repair in repairs {
            lines.append(
                french
                    ? "lu « \(repair.to) » pour « \(repair.from) »"
                    : "read \"\(repair.to)\" for \"\(repair.from)\"")
        }
        if !signals.isEmpty {
            lines.append((french ? "signaux : " : "signals: ") + signals.joined(separator: ", "))
        }
        for note in notes { lines.append(note.words(french)) }
        return lines
    }

    static func figure(_ value: Double, _ french: Bool) -> String {
        let hundredths = Int((min(max(value, -1_000), 1_000) * 100).rounded())
        let magnitude = hundredths.magnitude
        let rest = magnitude % 100
        return (hundredths < 0 ? "-" : "") + "\(magnitude / 100)" + (french ? "," : ".")
            + (rest < 10 ? "0" : "")
            + "\(rest)"
    }
}

extension Explanation.Note {
    func words(_ french: Bool) -> String {
        switch self {
        case .act(let verb, let name, let detail, at: let place, sentence: _, isOptional: _):
            var line = place.words + "  \(verb.rawValue) \(name)"
            if let detail, !detail.isEmpty { line += " because \(detail)" }
            return line
        case .condition(let text, let held, let values, at: let place):
            let shown = values.map { "\($0.name) = \($0.text)" }.joined(separator: ", ")
            let verdict = held ? (french ? "vrai" : "held") : (french ? "faux" : "did not hold")
            return place.words + "  \(text)  → \(verdict)" + (shown.isEmpty ? "" : " (\(shown))")
        case .filled(let slot, let display): return "\(slot) = \(display)"
        case .trouble(let event, let tries, let limit, let total):
            return french
                ? "difficulté (\(event)) : \(tries) sur \(limit) ici, \(total) en tout"
                : "trouble (\(event)): \(tries) of \(limit) here, \(total) in all"
        case .event(let text): return text
        }
    }
}

extension Explanation.Place {
    /// `Flows/order.flow:12 (order-status, number)`.
    var words: String {
        let inside = step.map { "\(flow), \($0)" } ?? flow
        return file.map { "\($0) (\(inside))" } ?? "(\(inside))"
    }
}

extension Explanation.Consumption {
    func words(_ french: Bool) -> String {
        switch self {
        case .button: french ? "bouton choisi" : "a button was pressed"
        case .human: french ? "demande d'un conseiller" : "asked for a person"
        case .cancel: french ? "annulation" : "cancel"
        case .again: french ? "demande de répéter" : "asked to repeat"
        case .correction: french ? "correction d'une réponse" : "correction of an earlier answer"
        case .value: french ? "réponse à la question" : "a value for the question"
        case .ambiguous: french ? "plusieurs lectures possibles" : "several readings"
        case .said: french ? "attendu par `on said`" : "awaited by `on said`"
        case .interrupt: french ? "autre demande en cours de route" : "another request in between"
        case .unknown: french ? "le client ne sait pas" : "the customer does not know"
        case .invalid: french ? "réponse invalide" : "invalid answer"
        case .miss: french ? "réponse non comprise" : "answer not understood"
        case .text: french ? "texte libre" : "free text"
        case .request: french ? "demande comprise" : "understood as a request"
        case .clarified: french ? "question de précision" : "clarifying question"
        case .notUnderstood: french ? "non compris" : "not understood"
        case .smallTalk: french ? "politesse" : "small talk"
        case .language: french ? "changement de langue" : "change of language"
        case .held: french ? "gardé pour la fin de l'appel en cours" : "held until the call is over"
        case .recorded:
            french ? "enregistré, une personne s'en occupe" : "recorded; a person has the customer"
        case .late: french ? "arrivé trop tard, sans effet" : "came too late, no effect"
        case .closed: french ? "conversation fermée" : "the conversation is closed"
        }
    }
}
