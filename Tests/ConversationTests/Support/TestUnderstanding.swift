import Flows
import Intents
import Text

@testable import Conversation

/// Understands what a test wants understood: intents by a word each, values by small patterns.
struct TestUnderstanding: Sendable {
    /// A word of the message → intent and confidence.
    var intents: [(word: String, name: String, confidence: Double)] = []
    var articles: [(word: String, name: String, confidence: Double)] = []
    /// id → text.
    var texts: [String: String] = [:]

    func understander() -> Understander {
        let it = self
        return Understander(
            rank: { utterance, _, _ in
                let words = Self.words(utterance)
                return Understood(
                    intents: it.intents.filter { words.contains($0.word) }
                        .map { Understood.Scored($0.name, $0.confidence) }
                        .sorted { $0.confidence > $1.confidence },
                    articles: it.articles.filter { words.contains($0.word) }
                        .map { Understood.Scored($0.name, $0.confidence) })
            },
            signals: { Self.signals($0) },
            find: { Self.find($0, $1) },
            looksLike: { Self.looksLike($0, $1) },
            article: { id, _, _, _ in it.texts[id] },
            title: { id, _ in "title of \(id)" })
    }

    static func words(_ utterance: Utterance) -> [String] {
        utterance.words.map { utterance.string(of: $0) }
    }

    static func signals(_ utterance: Utterance) -> HeardSignals {
        let words = words(utterance)
        var signals = HeardSignals()
        func hear(_ signal: Signal, _ word: String) {
            guard words.contains(word) else { return }
            signals.anywhere.insert(signal)
            if words.count == 1 { signals.whole.insert(signal) }
        }
        hear(.human, "conseiller")
        hear(.human, "human")
        hear(.cancel, "annuler")
        hear(.repeat, "repeter")
        hear(.greeting, "bonjour")
        hear(.thanks, "merci")
        hear(.yes, "oui")
        hear(.no, "non")
        hear(.insult, "idiot")
        hear(.correction, "plutot")
        hear(.correction, "meant")
        if words.starts(with: ["je", "ne", "sais", "pas"]) { signals = HeardSignals(whole: [.unknown]) }
        return signals
    }

    /// 2026-11-24, a Tuesday, is the tests' today.
    static let weekdays = ["lundi": 6, "mardi": 7, "mercredi": 1, "jeudi": 2, "vendredi": 3, "samedi": 4]

    static func find(_ query: ValueQuery, _ utterance: Utterance) -> [FoundValue] {
        var found: [FoundValue] = []
        let words = utterance.words
        for (index, word) in words.enumerated() {
            let text = utterance.string(of: word)
            switch query.type {
            case .yesNo:
                if ["oui", "yes"].contains(text) {
                    found.append(FoundValue(.yesNo(true), range: word.range))
                }
                if ["non", "no"].contains(text) {
                    found.append(FoundValue(.yesNo(false), range: word.range))
                }
            case .date:
                if let days = weekdays[text] {
                    found.append(
                        FoundValue(.date(DayNumber(days: query.today.days + Int32(days))), range: word.range))
                }
                if text == "hier" {
                    found.append(FoundValue(.date(DayNumber(days: query.today.days - 1)), range: word.range))
                }
            case .time:
                // "14 h"
                if index + 1 < words.count, utterance.string(of: words[index + 1]) == "h",
                    let hour = Int16(text),
                    hour < 24
                {
                    found.append(
                        FoundValue(
                            .time(MinuteOfDay(minutes: hour * 60)),
                            range: word.range.lowerBound..<words[index + 1].range.upperBound))
                }
            case .number:
                if let number = Int(text), let fixed = FixedNumber(whole: number) {
                    found.append(FoundValue(.number(fixed), range: word.range))
                }
            case .phone:
                if text.utf8.count >= 8, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
                    found.append(FoundValue(.text(text), range: word.range))
                }
            case .name:
                if words.count == 1 { found.append(FoundValue(.text(utterance.text), range: word.range)) }
            case .choice(let names):
                if names.contains(text) { found.append(FoundValue(.choice(text), range: word.range)) }
            default: break
            }
        }
        if case .mask(let masks) = query.type {
            for mask in masks {
                for match in mask.matches(in: utterance.utf8) {
                    found.append(FoundValue(.text(match.value), range: match.range))
                }
            }
        }
        return found
    }

    static func looksLike(_ type: SlotType, _ utterance: Utterance) -> Bool {
        switch type {
        case .mask: utterance.utf8.contains { $0 >= 48 && $0 <= 57 }
        case .date:
            find(
                ValueQuery(
                    type: type, language: .french, today: DayNumber(days: 0), minute: MinuteOfDay(minutes: 0)),
                utterance
            ).isEmpty == false
        default: false
        }
    }
}
