import Intents
import Learning
import Text

/// The report as one page without external files: to look at, print and pass on.
struct EvalPage {
    private let words: EvalWords
    private let evaluation: Evaluation

    init(_ words: EvalWords) {
        self.words = words
        evaluation = words.evaluation
    }

    private static let shownPairs = 12
    private static let shownMistakes = 4
    private static let shownExamples = 20

    var html: String {
        """
        <!doctype html>
        <html lang="\(words.language.code)">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(escaped(words.title))</title>
        <style>\(EvalStyle.css)</style>
        <main>
        <header><h1>\(escaped(words.title))</h1><p>\(escaped(words.basis))</p></header>
        <section class="figures">\(figures)</section>
        \(advice)
        <section class="plots">
        <figure><figcaption><h2>\(say("Can its confidence be believed?", "Peut-on croire sa confiance ?"))</h2>
        <p>\(say("On the dashed line the bot is exactly as good as it says; below it, it is too sure of itself. Large dots are many messages, the bars show what chance alone could do.", "Sur la ligne pointillée, le bot est exactement aussi bon qu'il le dit ; au-dessous, il est trop sûr de lui. Un gros point : beaucoup de messages ; les barres montrent la part du hasard."))</p></figcaption>
        \(EvalPlots(words).reliability)</figure>
        <figure><figcaption><h2>\(say("Answer more, or be right more often?", "Répondre plus, ou plus juste ?"))</h2>
        <p>\(say("Each dot is a threshold: the further right, the more messages are answered; the higher, the more of the answers are right. What is not answered is asked back or goes to a person.", "Chaque point est un seuil : plus à droite, plus de messages reçoivent une réponse ; plus haut, plus de réponses sont justes. Le reste est reformulé ou passe à une personne."))</p></figcaption>
        \(EvalPlots(words).coverage)</figure>
        </section>
        \(promises)
        \(intents)
        \(confusions)
        \(contradictions)
        \(misplaced)
        \(scarce)
        </main>
        </html>

        """
    }

    private func say(_ en: String, _ fr: String) -> String { escaped(words.say(en, fr)) }

    private var figures: String {
        words.headline.map {
            "<div><b>\(escaped($0.figure))</b><span>\(escaped($0.name))</span><small>\(escaped($0.remark))</small></div>"
        }.joined()
    }

    private var advice: String {
        let advice = words.advice
        guard !advice.isEmpty else { return "" }
        let items = advice.map { item in
            "<li><h3>\(escaped(item.what))</h3><p>\(escaped(item.why))</p>"
                + (item.places.isEmpty
                    ? "" : "<ul>" + item.places.map { "<li>\(escaped($0))</li>" }.joined() + "</ul>")
                + "</li>"
        }.joined()
        return "<section class=\"advice\"><h2>"
            + say(
                advice.count == 1 ? "Do this first" : "Do these \(advice.count) things first",
                advice.count == 1 ? "À faire d'abord" : "Les \(advice.count) choses à faire d'abord")
            + "</h2><ol>\(items)</ol></section>"
    }

    private var promises: String {
        section(
            say("What could be promised", "Ce qu'on pourrait promettre"),
            say(
                "One of these lines in Flows/bot.policy, instead of a threshold, and the bot finds the threshold itself.",
                "L'une de ces lignes dans Flows/bot.policy, au lieu d'un seuil, et le bot trouve le seuil lui-même."
            ),
            "<ul class=\"promises\">"
                + evaluation.promises.map { promise in
                    let holds = if case .holds = promise.outcome { true } else { false }
                    return "<li class=\"\(holds ? "yes" : "no")\">\(code(words.promise(promise)))</li>"
                }.joined() + "</ul>")
    }

    private var intents: String {
        let rows = evaluation.intents.map { score in
            let low = words.decimal(score.recall.interval.lowerBound * 100, digits: 0)
            let width = words.decimal(
                (score.recall.interval.upperBound - score.recall.interval.lowerBound) * 100, digits: 0)
            let place = score.recall.value * 100
            let few = score.examples < Evaluation.thinExamples ? " class=\"few\"" : ""
            return "<tr><th scope=\"row\">\(escaped(score.name))</th><td\(few)>\(score.examples)</td>"
                + "<td>\(escaped(words.percent(score.recall.value, digits: 0)))</td>"
                + "<td class=\"bar\"><div><i style=\"left:\(low)%;width:\(width)%\"></i><b style=\"left:\(Int(place.rounded()))%\"></b></div></td>"
                + "<td>\(score.precision.total > 0 ? escaped(words.percent(score.precision.value, digits: 0)) : "–")</td>"
                + "<td>\(gain(score))</td></tr>"
        }.joined()
        return section(
            say("Every intent, weakest first", "Chaque intention, la plus faible d'abord"),
            say(
                "The bar is where the true figure lies with 95% certainty: a long bar means too few examples to tell. The last column is what one more example would add, in points of “understood”.",
                "La barre montre où se trouve le vrai chiffre à 95 % de certitude : une barre longue veut dire trop peu d'exemples pour juger. La dernière colonne est ce qu'un exemple de plus apporterait, en points de « compris »."
            ),
            "<div class=\"wide\"><table><thead><tr><th>\(say("intent", "intention"))</th><th>\(say("examples", "exemples"))</th>"
                + "<th>\(say("understood", "compris"))</th><th class=\"bar\">0 <span>100\u{A0}%</span></th>"
                + "<th>\(say("right when chosen", "juste si choisie"))</th><th>\(say("one more example", "un exemple de plus"))</th></tr></thead>"
                + "<tbody>\(rows)</tbody></table></div>")
    }

    private func gain(_ score: Evaluation.IntentScore) -> String {
        let parts = words.gain(score).split(separator: " ", maxSplits: 1)
        return parts.count == 2 ? "\(parts[0]) <small>\(parts[1].dropFirst().dropLast())</small>" : "–"
    }

    private var confusions: String {
        guard !evaluation.confusions.isEmpty else { return "" }
        let pairs = words.shown(evaluation.confusions, Self.shownPairs).map { pair in
            let mistakes = words.shown(pair.mistakes, Self.shownMistakes).map { mistake in
                var text =
                    "<li>\(example(mistake.example)) <span class=\"to\">→ \(escaped(mistake.takenFor)) "
                    + "\(words.decimal(mistake.confidence, digits: 2))</span>"
                if let cause = mistake.cause, mistake.likeness > 0.1 {
                    text += "<p>\(say("because of", "à cause de")) \(example(cause))</p>"
                }
                return text + "</li>"
            }.joined()
            return
                "<article><h3>\(escaped(pair.one)) <i>↔</i> \(escaped(pair.other)) <b>\(pair.mistakes.count)</b></h3><ul>\(mistakes)</ul></article>"
        }.joined()
        return section(
            say("Taken for each other", "Prises l'une pour l'autre"),
            say(
                "What was misunderstood, and the sentence of the other intent that pulled it over.",
                "Ce qui a été mal compris, et la phrase de l'autre intention qui l'a attiré."),
            "<div class=\"pairs\">\(pairs)</div>"
                + rest(evaluation.confusions.count, Self.shownPairs))
    }

    private var contradictions: String {
        let exact = words.shown(evaluation.contradictions, Self.shownExamples).map { group in
            "<li>\(escaped(words.quoted(group[0]))) "
                + group.prefix(6).map {
                    "<span class=\"to\">\(escaped(words.intent(of: $0)))</span> \(place($0))"
                }
                .joined(separator: ", ") + "</li>"
        }
        let near = words.shown(evaluation.nearContradictions, Self.shownExamples).map {
            "<li>\(example($0.one)) <span class=\"to\">\(escaped(words.intent(of: $0.one)))</span>"
                + "<p>\(example($0.other)) <span class=\"to\">\(escaped(words.intent(of: $0.other)))</span></p></li>"
        }
        guard !exact.isEmpty || !near.isEmpty else { return "" }
        return section(
            say("Examples that contradict each other", "Exemples qui se contredisent"),
            say(
                "The same words, or nearly, under two intents. Keep each sentence in one place.",
                "Les mêmes mots, ou presque, sous deux intentions. Ne garder chaque phrase qu'à un endroit."),
            "<ul class=\"list\">\((exact + near).joined())</ul>"
                + rest(
                    max(evaluation.contradictions.count, evaluation.nearContradictions.count),
                    Self.shownExamples))
    }

    private var misplaced: String {
        guard !evaluation.misplaced.isEmpty else { return "" }
        return section(
            say("Perhaps in the wrong intent", "Peut-être mal rangés"),
            say(
                "Each reads like another intent's examples, far more than like its own; surest first, the likest below.",
                "Chacun ressemble aux exemples d'une autre intention, bien plus qu'à ceux de la sienne ; les plus sûrs d'abord, les plus proches dessous."
            ),
            "<ul class=\"list\">"
                + words.shown(evaluation.misplaced, Self.shownExamples).map {
                    "<li>\(example($0.example)) <span class=\"to\">\(escaped(words.intent(of: $0.example))) → "
                        + "\(escaped($0.suggested))\u{A0}? \(words.decimal($0.confidence, digits: 2))</span>"
                        + $0.against.map { "<p>\(example($0))</p>" }.joined() + "</li>"
                }.joined() + "</ul>" + rest(evaluation.misplaced.count, Self.shownExamples))
    }

    private var scarce: String {
        guard !evaluation.scarce.isEmpty else { return "" }
        return section(
            say("Too few examples", "Trop peu d'exemples"),
            say(
                "Under \(Evaluation.fewExamples) nothing can be learnt reliably, nor measured.",
                "À moins de \(Evaluation.fewExamples), rien ne s'apprend ni ne se mesure de façon fiable."),
            "<ul class=\"chips\">"
                + words.shown(evaluation.scarce, 60).map { one in
                    let language = one.language.map { " · \(escaped(words.name(of: $0)))" } ?? ""
                    return "<li><b>\(one.examples)</b> \(escaped(one.intent))\(language)</li>"
                }.joined() + "</ul>" + rest(evaluation.scarce.count, 60))
    }

    // MARK: pieces

    private func section(_ title: String, _ lead: String, _ body: String) -> String {
        "<section><h2>\(title)</h2><p class=\"lead\">\(lead)</p>\(body)</section>"
    }

    private func example(_ index: Int) -> String {
        "\(escaped(words.quoted(index, limit: 140))) \(place(index))"
    }

    private func place(_ index: Int) -> String { "<small>\(escaped(words.place(index)))</small>" }

    private func rest(_ count: Int, _ limit: Int) -> String {
        words.rest(count, limit).map { "<p class=\"rest\">\(escaped($0))</p>" } ?? ""
    }

    /// What stands between quotation marks at the beginning is a line of a file.
    private func code(_ text: String) -> String {
        let text = escaped(text)
        for (open, close) in [("`", "`"), ("« ", " »")] where text.hasPrefix(open) {
            let rest = text.dropFirst(open.count)
            guard let end = rest.firstRange(of: close) else { continue }
            return
                "<code>\(rest[..<end.lowerBound])</code>\(rest[end.upperBound...].drop { $0 == ":" || $0 == " " })"
        }
        return text
    }

    private func escaped(_ text: String) -> String { Markup.escaped(text) }
}
