import Intents
import Text

/// The report for a terminal.
struct EvalText {
    private let words: EvalWords

    init(_ words: EvalWords) { self.words = words }

    /// How much is shown without `--all`.
    private static let shownPairs = 8
    private static let shownMistakes = 3
    private static let shownIntents = 20
    private static let shownExamples = 10

    var text: String {
        let evaluation = words.evaluation
        var out = words.title + "\n" + words.basis + "\n\n"
        for item in words.headline {
            out +=
                "  " + padded(item.figure, 8, left: true) + "  " + padded(item.name, 24) + item.remark + "\n"
        }
        let advice = words.advice
        if !advice.isEmpty {
            out += heading(
                words.say(
                    advice.count == 1 ? "Do this first" : "Do these \(advice.count) things first",
                    advice.count == 1 ? "À faire d'abord" : "Les \(advice.count) choses à faire d'abord"))
            for (number, item) in advice.enumerated() {
                out += "  \(number + 1). \(item.what)\n     \(item.why)\n"
                for place in item.places { out += "       \(place)\n" }
            }
        }
        out += intents(evaluation) + confusions(evaluation) + contradictions(evaluation)
        if !evaluation.misplaced.isEmpty {
            out += heading(words.say("Perhaps in the wrong intent", "Peut-être mal rangés"))
            for one in words.shown(evaluation.misplaced, Self.shownExamples) {
                out +=
                    "  \(words.quoted(one.example))  \(words.intent(of: one.example)) → \(one.suggested) "
                    + "\(words.decimal(one.confidence, digits: 2))  (\(words.place(one.example)))\n"
                if let against = one.against.first {
                    out +=
                        "    \(words.say("like", "comme")) \(words.quoted(against))  (\(words.place(against)))\n"
                }
            }
            out += rest(evaluation.misplaced.count, Self.shownExamples)
        }
        if !evaluation.scarce.isEmpty {
            out += heading(
                words.say(
                    "Fewer than \(Evaluation.fewExamples) examples",
                    "Moins de \(Evaluation.fewExamples) exemples"))
            for one in words.shown(evaluation.scarce, Self.shownExamples) {
                let language = one.language.map { " (\(words.name(of: $0)))" } ?? ""
                out += "  \(padded(String(one.examples), 3, left: true))  \(one.intent)\(language)\n"
            }
            out += rest(evaluation.scarce.count, Self.shownExamples)
        }
        return out + levels(evaluation) + reliability(evaluation) + promises(evaluation)
    }

    private func intents(_ evaluation: Evaluation) -> String {
        var out = heading(words.say("Intents, weakest first", "Intentions, les plus faibles d'abord"))
        let width = max(12, min(32, evaluation.intents.map(\.name.count).max() ?? 0)) + 2
        out +=
            "  " + padded(words.say("intent", "intention"), width)
            + padded(words.say("examples", "exemples"), 10)
            + padded(words.say("understood", "compris"), 12) + padded("95 %", 9)
            + padded(words.say("right when chosen", "juste si choisie"), 19)
            + words.say("one more example, points", "un exemple de plus, points") + "\n"
        for score in words.shown(evaluation.intents, Self.shownIntents) {
            out +=
                "  " + padded(score.name, width) + padded(String(score.examples), 10)
                + padded(words.percent(score.recall.value, digits: 0), 12)
                + padded(words.interval(score.recall), 9)
                + padded(
                    score.precision.total > 0 ? words.percent(score.precision.value, digits: 0) : "–", 19)
                + words.gain(score) + "\n"
        }
        return out + rest(evaluation.intents.count, Self.shownIntents)
    }

    private func confusions(_ evaluation: Evaluation) -> String {
        guard !evaluation.confusions.isEmpty else { return "" }
        var out = heading(words.say("Taken for each other", "Prises l'une pour l'autre"))
        for pair in words.shown(evaluation.confusions, Self.shownPairs) {
            out += "  \(pair.one) ↔ \(pair.other)  (\(pair.mistakes.count))\n"
            for mistake in words.shown(pair.mistakes, Self.shownMistakes) {
                out +=
                    "    \(words.quoted(mistake.example)) → \(mistake.takenFor) "
                    + "\(words.decimal(mistake.confidence, digits: 2))  (\(words.place(mistake.example)))\n"
                if let cause = mistake.cause, mistake.likeness > 0.1 {
                    out +=
                        "      \(words.say("because of", "à cause de")) \(words.quoted(cause))  (\(words.place(cause)))\n"
                }
            }
        }
        return out + rest(evaluation.confusions.count, Self.shownPairs)
    }

    private func contradictions(_ evaluation: Evaluation) -> String {
        var out = ""
        if !evaluation.contradictions.isEmpty {
            out += heading(
                words.say("The same words under several intents", "Les mêmes mots sous plusieurs intentions"))
            for group in words.shown(evaluation.contradictions, Self.shownExamples) {
                out += "  \(words.quoted(group[0]))  "
                out += group.prefix(6).map { "\(words.intent(of: $0)) (\(words.place($0)))" }.joined(
                    separator: ", ")
                out += "\n"
            }
            out += rest(evaluation.contradictions.count, Self.shownExamples)
        }
        if !evaluation.nearContradictions.isEmpty {
            out += heading(
                words.say(
                    "Nearly the same words under two intents", "Presque les mêmes mots sous deux intentions"))
            for pair in words.shown(evaluation.nearContradictions, Self.shownExamples) {
                out +=
                    "  \(words.quoted(pair.one))  \(words.intent(of: pair.one)) (\(words.place(pair.one)))\n"
                    + "  \(words.quoted(pair.other))  \(words.intent(of: pair.other)) (\(words.place(pair.other)))\n\n"
            }
            out += rest(evaluation.nearContradictions.count, Self.shownExamples)
        }
        return out
    }

    private func levels(_ evaluation: Evaluation) -> String {
        var out = heading(words.say("What each threshold would give", "Ce que donnerait chaque seuil"))
        out +=
            "  " + padded(words.say("threshold", "seuil"), 12) + padded(words.say("answered", "répond"), 11)
            + words.say("right when answered", "justes quand il répond") + "\n"
        for level in evaluation.levels where level.answered.count > 0 && level.threshold > 0.29 {
            let isPresent = abs(level.threshold - evaluation.answerThreshold) < 0.001
            out +=
                (isPresent ? "› " : "  ") + padded(words.decimal(level.threshold, digits: 2), 12)
                + padded(words.percent(level.answered.value, digits: 0), 11)
                + "\(words.percent(level.right.value)) (\(words.interval(level.right)))\n"
        }
        return out
    }

    private func reliability(_ evaluation: Evaluation) -> String {
        var out = heading(
            words.say("How far the confidence can be believed", "À quel point croire la confiance"))
        out +=
            "  " + padded(words.say("stated", "annoncé"), 11) + padded(words.say("observed", "observé"), 11)
            + padded("95 %", 9) + words.say("messages", "messages") + "\n"
        for bin in evaluation.bins {
            out +=
                "  " + padded(words.percent(bin.stated, digits: 0), 11)
                + padded(words.percent(bin.observed.value, digits: 0), 11)
                + padded(words.interval(bin.observed), 9) + words.count(bin.observed.total) + "\n"
        }
        out += "  " + words.say("calibration error", "erreur de calibration") + " "
        return out + words.decimal(evaluation.calibrationError, digits: 3) + "\n"
    }

    private func promises(_ evaluation: Evaluation) -> String {
        var out = heading(
            words.say("What could be promised in bot.policy", "Ce qu'on pourrait promettre dans bot.policy"))
        for promise in evaluation.promises { out += "  \(words.promise(promise))\n" }
        return out
    }

    // MARK: layout

    private func heading(_ text: String) -> String { "\n\(text)\n" }

    private func rest(_ count: Int, _ limit: Int) -> String {
        words.rest(count, limit).map { "  \($0)\n" } ?? ""
    }

    private func padded(_ text: String, _ width: Int, left: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return left ? blanks + text : text + (blanks.isEmpty ? " " : blanks)
    }
}
