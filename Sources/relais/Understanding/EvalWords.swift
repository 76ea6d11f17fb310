import Intents
import Learning
import Text

/// The sentences of the report, for text and page alike: every figure in words an operator can act on.
struct EvalWords {
    let evaluation: Evaluation
    let material: EvalMaterial
    let language: Language
    let showsAll: Bool

    var isFrench: Bool { language == .french }

    func say(_ en: String, _ fr: String) -> String { isFrench ? fr : en }

    // MARK: how much is shown

    func shown<Element>(_ all: [Element], _ limit: Int) -> [Element] {
        showsAll ? all : Array(all.prefix(limit))
    }

    /// What is said of those beyond the limit; nil when there are none.
    func rest(_ total: Int, _ limit: Int) -> String? {
        guard !showsAll, total > limit else { return nil }
        return say(
            "… and \(count(total - limit)) more (--all)", "… et \(count(total - limit)) de plus (--all)")
    }

    // MARK: figures

    /// `91.2%`, `91,2 %`.
    func percent(_ value: Double, digits: Int = 1) -> String {
        let text = decimal(value * 100, digits: digits)
        return isFrench ? text + "\u{A0}%" : text + "%"
    }

    func decimal(_ value: Double, digits: Int) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let number = Int((value * scale).rounded())
        let sign = number < 0 ? "−" : ""
        var text = String(abs(number))
        guard digits > 0 else { return sign + text }
        while text.count <= digits { text = "0" + text }
        return sign + text.dropLast(digits) + (isFrench ? "," : ".") + text.suffix(digits)
    }

    /// `12,345`, `12 345`.
    func count(_ value: Int) -> String {
        let digits = Array(String(abs(value)))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += isFrench ? "\u{202F}" : "," }
            text.append(digit)
        }
        return text
    }

    func interval(_ share: Evaluation.Share) -> String {
        "\(decimal(share.interval.lowerBound * 100, digits: 0))–\(decimal(share.interval.upperBound * 100, digits: 0))"
    }

    // MARK: examples

    /// The text between the language's quotation marks, on one line, cut when long.
    func quoted(_ example: Int, limit: Int = 90) -> String {
        var text = ""
        for scalar in evaluation.examples[example].text.unicodeScalars {
            text.unicodeScalars.append(scalar.steersDisplay ? " " : scalar)
        }
        if text.count > limit { text = text.prefix(limit - 1) + "…" }
        return isFrench ? "«\u{A0}\(text)\u{A0}»" : "“\(text)”"
    }

    func place(_ example: Int) -> String { evaluation.examples[example].place }

    func intent(of example: Int) -> String {
        evaluation.examples[example].intent ?? say("off-topic", "hors sujet")
    }

    // MARK: the headline

    var title: String {
        say("How well \(name) understands", "Ce que \(name) comprend")
    }

    private var name: String {
        let last = material.name.split(separator: "/").last.map(String.init) ?? ""
        return last.isEmpty || last == "." || last == ".." ? say("the bot", "le bot") : last
    }

    var basis: String {
        let asked = evaluation.accuracy.total
        let intents = evaluation.intents.count
        let offTopic =
            evaluation.offTopic > 0
            ? say(
                " and \(count(evaluation.offTopic)) that are off topic",
                " et \(count(evaluation.offTopic)) hors sujet") : ""
        return say(
            "\(count(asked)) example\(asked == 1 ? "" : "s") of \(count(intents)) intent\(intents == 1 ? "" : "s")\(offTopic), each asked of a model that had never seen it (\(CrossValidation.foldCount) folds). The bot itself has them all, so it does a little better.",
            "\(count(asked)) exemple\(asked > 1 ? "s" : "") de \(count(intents)) intention\(intents > 1 ? "s" : "")\(offTopic), chacun posé à un modèle qui ne l'avait jamais vu (\(CrossValidation.foldCount) blocs). Le bot, qui les a tous, fait un peu mieux."
        )
    }

    /// Name, figure, remark.
    var headline: [(name: String, figure: String, remark: String)] {
        let answered = evaluation.answers.filter {
            ($0.best?.confidence ?? 0) >= evaluation.answerThreshold
        }
        let coverage = Evaluation.Share(answered.count, of: evaluation.answers.count)
        let right = Evaluation.Share(answered.count { $0.isRight }, of: answered.count)
        let threshold = decimal(evaluation.answerThreshold, digits: 2)
        var languages = evaluation.byLanguage.map {
            "\($0.language.code) \(percent($0.share.value, digits: 0))"
        }
        .joined(separator: " · ")
        if !languages.isEmpty { languages = " · " + languages }
        return [
            (
                say("understood", "compris"), percent(evaluation.accuracy.value),
                say("the right intent first", "la bonne intention en tête")
                    + " (\(interval(evaluation.accuracy)))" + languages
            ),
            (
                say("answered", "répond"), percent(coverage.value, digits: 0),
                say("of messages, at threshold \(threshold)", "des messages, au seuil \(threshold)")
            ),
            (
                say("right when answered", "justes quand il répond"),
                right.total == 0 ? "–" : percent(right.value),
                right.total == 0
                    ? say("it answers none", "il ne répond à aucun")
                    : say(
                        "95% certain: \(interval(right))%",
                        "à 95\u{A0}% de certitude\u{A0}: \(interval(right))\u{A0}%")
            ),
            (
                say("asks back", "demande de préciser"), percent(evaluation.clarified.value, digits: 0),
                evaluation.clarified.count == 0
                    ? say("never between the thresholds", "jamais entre les seuils")
                    : say(
                        "the right intent is offered in \(percent(evaluation.clarifiedRight.value, digits: 0)) of these",
                        "la bonne intention est proposée dans \(percent(evaluation.clarifiedRight.value, digits: 0)) des cas"
                    )
            ),
        ]
    }

    // MARK: what to do first

    /// The thing to do, why, and where to look.
    var advice: [(what: String, why: String, places: [String])] {
        evaluation.advice.map { item in
            switch item.advice {
            case .settle(let examples, let groups):
                (
                    say(
                        "Decide where \(groups) sentence\(groups == 1 ? "" : "s") belong\(groups == 1 ? "s" : "")",
                        groups == 1
                            ? "Décider de la place d'une phrase" : "Décider de la place de \(groups) phrases"),
                    say(
                        "The same words stand under several intents: whatever the bot answers, one of them is wrong. Keep each under one.",
                        "Les mêmes mots figurent sous plusieurs intentions : quoi que réponde le bot, l'une est fausse. N'en garder qu'une."
                    ),
                    examples.prefix(3).map { "\(quoted($0, limit: 60)) — \(intent(of: $0)) (\(place($0)))" }
                )
            case .move(let count):
                (
                    say(
                        "Look at \(count) sentences that may sit in the wrong intent",
                        "Revoir \(count) phrases qui semblent mal rangées"),
                    say(
                        "They read like another intent's examples. Move them, or if they are right, add three like them.",
                        "Elles se lisent comme les exemples d'une autre intention. Les déplacer ou, si elles sont bien là, en ajouter trois semblables."
                    ),
                    evaluation.misplaced.prefix(3).map {
                        "\(quoted($0.example, limit: 60)) → \($0.suggested) ? (\(place($0.example)))"
                    }
                )
            case .separate(let one, let other, let mistakes):
                (
                    say("Tell \(one) and \(other) apart", "Distinguer \(one) de \(other)"),
                    say(
                        "\(mistakes) examples of one are taken for the other. Add sentences that only one of them would say; if you cannot, make them one intent and ask in the flow.",
                        "\(mistakes) exemples de l'une sont pris pour l'autre. Ajouter des phrases que l'une seule dirait ; si c'est impossible, en faire une seule intention et poser la question dans le flux."
                    ),
                    (evaluation.confusions.first { $0.one == one && $0.other == other }?.mistakes ?? [])
                        .prefix(3)
                        .map {
                            "\(quoted($0.example, limit: 60)) → \($0.takenFor) (\(place($0.example)))"
                        }
                )
            case .add(let intents, let gain):
                (
                    say(
                        "Add examples to \(intents.joined(separator: ", "))",
                        "Ajouter des exemples à \(intents.joined(separator: ", "))"),
                    gain.map {
                        say(
                            "That is where they bring most: about \(percent($0)) more of their messages understood with ten more examples each.",
                            "C'est là qu'ils rapportent le plus : environ \(percent($0)) de leurs messages compris en plus avec dix exemples de plus chacune."
                        )
                    }
                        ?? say(
                            "They have too few to be understood reliably. Five are the least, ten are good.",
                            "Elles en ont trop peu pour être comprises de façon fiable. Cinq au moins, dix c'est bien."
                        ),
                    intents.compactMap { name in evaluation.intents.first { $0.name == name } }.map {
                        say(
                            "\($0.name): \($0.examples) example\($0.examples == 1 ? "" : "s"), \($0.recall.count) of \($0.recall.total) understood",
                            "\($0.name) : \($0.examples) exemple\($0.examples > 1 ? "s" : ""), \($0.recall.count) sur \($0.recall.total) compris"
                        )
                    }
                )
            case .declareOffTopic:
                (
                    say("Say what is none of your business", "Dire ce qui ne vous regarde pas"),
                    say(
                        "There is no off-topic example. Twenty sentences (the weather, jokes, other shops) make the bot surer of what it does not know.",
                        "Il n'y a aucun exemple hors sujet. Vingt phrases (la météo, des blagues, d'autres boutiques) aident le bot à savoir ce qu'il ne sait pas."
                    ), []
                )
            case .setThreshold(let from, let to, let answered, let right):
                (
                    say(
                        "Consider the threshold \(decimal(to, digits: 2)) instead of \(decimal(from, digits: 2))",
                        "Envisager le seuil \(decimal(to, digits: 2)) au lieu de \(decimal(from, digits: 2))"),
                    say(
                        "It would answer \(percent(answered.value, digits: 0)) of messages, \(percent(right.value)) of them right.",
                        "Il répondrait à \(percent(answered.value, digits: 0)) des messages, juste dans \(percent(right.value)) des cas."
                    ), []
                )
            }
        }
    }

    // MARK: the promise

    func promise(_ promise: Evaluation.Promise) -> String {
        PromiseWords.text(promise.outcome, percent: "\(promise.percent)").text(in: language)
    }

    /// Name of a language in the report's language.
    func name(of language: Language) -> String {
        switch language.code {
        case "fr": say("French", "français")
        case "en": say("English", "anglais")
        default: language.code
        }
    }

    /// `+0.19 (0.12…0.26)`.
    func gain(_ score: Evaluation.IntentScore) -> String {
        guard let gain = score.gain, let range = score.gainRange else { return "–" }
        let (low, high) = (
            decimal(range.lowerBound * 100, digits: 2), decimal(range.upperBound * 100, digits: 2)
        )
        return "+\(decimal(gain * 100, digits: 2)) (\(low)…\(high))"
    }
}
