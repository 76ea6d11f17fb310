import Learning
import Text

/// Turns what a search found into the probability that the leading article is the answer.
///
/// The clues mean the same for any bot, so one model serves all: fitted on four question sets, each counting the same, with
/// 4 % of questions that no article answers (as intents take for granted). What differs between bots is how alike their
/// articles are, which moves the whole curve: that is learnt from the bot's own articles (`fitted`), by asking each title or
/// question of an index that does not hold it. Two hundred examples fix one number well, and six badly.
enum ArticleConfidence {
    /// Coefficients of `clues`; `scripts/bench-understanding` shows how it holds.
    static let prior = Logistic(intercept: -1.77, coefficients: [4.11, 2.80, 0.60])
    /// No more questions are tried: more would only make starting slower.
    static let maximumTrials = 400
    /// From this many question variants on, they are believed to be like what customers ask.
    static let leastQuestions = 10

    /// e^(8 · score) over their sum: a tenth of score is more than a factor of two.
    static func shares(_ scores: ArraySlice<LanguageIndex.Score>) -> [Double] {
        let highest = Double(scores.first?.sum ?? 0)
        let parts = scores.map { Elementary.exp(8 * (Double($0.sum) - highest)) }
        let sum = parts.reduce(0, +)
        return parts.map { $0 / sum }
    }

    /// What tells a right answer from a wrong one: the lead over the second and the share of the first, each times the
    /// part of the question that is in words the articles know, and how near a title or question is. Nothing when nothing was found.
    ///
    /// The known part makes the difference for two words of which one happens to stand in a single article: there is no
    /// second then, and no reason to believe the first.
    static func clues(_ found: LanguageIndex.Finding) -> [Double] {
        guard let first = found.scores.first else { return [] }
        let second = found.scores.count > 1 ? Double(found.scores[1].sum) : 0
        return [
            (Double(first.sum) - second) * found.known, shares(found.scores[...])[0] * found.known,
            Double(first.nearest),
        ]
    }

    /// The model for these articles.
    static func fitted(_ index: LanguageIndex, _ articles: [Article]) -> Logistic {
        var model = prior
        let trials = index.trials(articles, atMost: maximumTrials)
        let questions = trials.filter(\.isOneOfSeveral)
        if questions.count >= leastQuestions {
            // Other questions of the article are left, as there are when a customer asks.
            let trust = Double(questions.count) / Double(questions.count + 40)
            model.shift(by: bounded(trust * gap(questions)))
        } else if !trials.isEmpty {
            // Without its title an article is found by its body only, which says less than it will; how much less than
            // elsewhere tells how alike the articles are. Over the four sets the gap is `usualGap`, and two fifths of what
            // is different from it is found again in customers' questions.
            let usualGap = -0.93
            let trust = 0.4 * Double(trials.count) / Double(trials.count + 20)
            model.shift(by: bounded(trust * (gap(trials) - usualGap)))
        }
        return model
    }

    /// How much more often the trials were right than the prior says, in logits.
    private static func gap(_ trials: [LanguageIndex.Trial]) -> Double {
        let right = Double(trials.count(where: \.isRight) + 1) / Double(trials.count + 2)
        let stated = trials.reduce(0) { $0 + prior.probability($1.clues) } / Double(trials.count)
        return Elementary.logit(right) - Elementary.logit(stated)
    }

    private static func bounded(_ shift: Double) -> Double { min(max(shift, -0.8), 0.8) }
}
