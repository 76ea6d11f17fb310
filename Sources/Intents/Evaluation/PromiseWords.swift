package import Learning
package import Text

/// What a stated rate of errors costs, or why it cannot be promised, in words.
package enum PromiseWords {
    /// - Parameter percent: as the author wrote it, without the sign.
    package static func text(_ outcome: SelectiveRisk.Outcome, percent: String, scope: String = "")
        -> Bilingual
    {
        let line = "wrong at most \(percent)%\(scope)"
        switch outcome {
        case .holds(let promise):
            let threshold = hundredths(promise.threshold)
            let share = Int((promise.coverage * 100).rounded())
            let bound = tenths(promise.bound * 100)
            return Bilingual(
                en:
                    "`\(line)`: answers from \(threshold) on, \(share) of 100 messages; "
                    + "\(promise.wrong) of \(promise.answered) were wrong, so with 95% certainty at most \(bound)%",
                fr:
                    "« \(line) » : répond à partir de \(comma(threshold)), \(share) messages sur 100 ; "
                    + "\(promise.wrong) faux sur \(promise.answered), donc au plus \(comma(bound)) % à 95 % de certitude"
            )
        case .tooFew(let cases, let needed):
            return Bilingual(
                en:
                    "`\(line)`: cannot be promised, there are too few examples: \(cases) to judge by, at least \(needed) needed even if all are right",
                fr:
                    "« \(line) » : promesse impossible, trop peu d'exemples : \(cases) pour juger, il en faut au moins \(needed) même si tous sont justes"
            )
        case .tooOftenWrong(let wrong, let answered, let cases, let needed):
            let more = needed.map {
                Bilingual(
                    en: "; at this rate about \($0) examples would prove it (there are \(cases))",
                    fr: " ; à ce taux, environ \($0) exemples en feraient la preuve (il y en a \(cases))")
            }
            return Bilingual(
                en:
                    "`\(line)`: cannot be promised, of the \(answered) surest answers \(wrong) were wrong\(more?.en ?? "")",
                fr:
                    "« \(line) » : promesse impossible, des \(answered) réponses les plus sûres, \(wrong) étaient fausses\(more?.fr ?? "")"
            )
        }
    }

    /// Rounded up, so that what is shown is never looser than what holds.
    private static func hundredths(_ value: Double) -> String {
        let number = Int((value * 100).rounded(.up))
        return "\(number / 100).\(number % 100 < 10 ? "0" : "")\(number % 100)"
    }

    private static func tenths(_ value: Double) -> String {
        let number = Int((value * 10).rounded(.up))
        return "\(number / 10).\(number % 10)"
    }

    private static func comma(_ text: String) -> String { text.replacing(".", with: ",") }
}
