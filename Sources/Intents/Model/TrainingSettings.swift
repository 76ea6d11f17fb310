package import Learning

/// The ingredients of training; the defaults are what measured best, the switches are there to measure each one's worth.
package struct TrainingSettings: Sendable {
    package var folds = 5
    /// More examples than this are many: three folds are enough, and rare pieces are left out.
    package var manyExamples = 4_000
    /// Pieces of words seen less often are left out when there are many examples.
    package var fewestSightings = 2
    package var svm = LinearSVM.Options()
    package var softmax = SoftmaxRegression.Options()
    /// Rounds of the two when there are many examples: more rank no better then, and cost seconds.
    package var svmRoundsOfMany = 5
    package var softmaxRoundsOfMany = 4
    package var softmaxStepOfMany: Float = 2
    /// Rounds of the support vector machines after a fold was taken out.
    package var foldRounds = 4
    /// The share of messages that is taken to be about something the bot was never told of: an ordinary day's.
    package var offTopicShare = 0.01
    /// The share on top of it that is like the declared off-topic examples, where there are some.
    package var declaredOffTopicShare = 0.02
    /// Share of the weights that is kept.
    package var keep = 0.12
    /// How sure the bot must be of an unsorted message to learn from it, and what a violation of such a guess costs.
    package var unsortedConfidence = 0.75
    package var unsortedCost: Float = 1
    /// How much of the confidence is taken back when all examples are the bot's own guesses.
    package var unsortedDoubt = 0.3
    /// What logits are multiplied with, after they were fitted.
    package var sharpness = 1.0
    package var repairs = true
    package var usesMachines = true
    package var usesSoftmax = true
    package var usesPieces = true
    package var usesPairs = true
    package var usesPunctuation = true
    /// An intent's own name is an example of it.
    package var usesNames = true
    package var usesConcepts = true
    /// What is off topic is learnt from other bots' folds as well.
    package var usesExperience = true
    /// How sure a ranking is depends on how long the message is.
    package var usesLength = true
    package var wordScale: Float = 1
    package var pieceScale: Float = 1.2
    package var conceptScale: Float = 1

    package init() {}

    /// The settings for so many examples.
    func fitted(toExamples count: Int) -> TrainingSettings {
        guard count > manyExamples else { return self }
        var fitted = self
        fitted.svm.rounds = min(svm.rounds, svmRoundsOfMany)
        if softmax.rounds > softmaxRoundsOfMany {
            fitted.softmax.rounds = softmaxRoundsOfMany
            fitted.softmax.step = softmaxStepOfMany
        }
        return fitted
    }

    /// What can be left out, by the names `relais train --without` takes.
    package static let ingredients = [
        "pieces", "pairs", "punctuation", "machines", "softmax", "repairs", "names", "concepts",
        "experience", "length",
    ]

    /// Leaves an ingredient out; false when there is none of that name.
    package mutating func leaveOut(_ ingredient: String) -> Bool {
        switch ingredient {
        case "pieces": usesPieces = false
        case "pairs": usesPairs = false
        case "punctuation": usesPunctuation = false
        case "machines": usesMachines = false
        case "softmax": usesSoftmax = false
        case "repairs": repairs = false
        case "names": usesNames = false
        case "concepts": usesConcepts = false
        case "experience": usesExperience = false
        case "length": usesLength = false
        default: return false
        }
        return true
    }
}
