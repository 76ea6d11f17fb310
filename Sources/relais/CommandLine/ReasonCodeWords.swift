import Text

/// Why customers come to people, by the code that the record and the protocol have for it.
enum ReasonCodeWords {
    private static let words: [String: Bilingual] = [
        "asked": Bilingual(en: "asked for a person", fr: "demande une personne"),
        "low_confidence": Bilingual(en: "the bot did not understand", fr: "le robot n'a pas compris"),
        "low_satisfaction": Bilingual(en: "not satisfied", fr: "n'est pas satisfait"),
        "trouble": Bilingual(en: "too much trouble with the bot", fr: "trop de difficultés avec le robot"),
        "action_error": Bilingual(en: "a system did not answer", fr: "un système n'a pas répondu"),
        "signal": Bilingual(en: "a sign of anger or urgency", fr: "signe de colère ou d'urgence"),
        "flow": Bilingual(en: "as the flow says", fr: "prévu par le parcours"),
    ]

    /// A code that is not known stays as it is.
    static func text(_ code: String, in language: Language) -> String {
        words[code]?.text(in: language) ?? code
    }
}
