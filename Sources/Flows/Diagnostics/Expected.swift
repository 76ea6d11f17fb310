import Text

/// What stood to reason where something else stood: the values of "expected …, found …".
enum Expected {
    static let name = Bilingual(
        en: "a name (letters, digits, hyphens)", fr: "un nom (lettres, chiffres, tirets)")
    static let flow = Bilingual(en: "the name of a flow", fr: "le nom d'un flux")
    static let step = Bilingual(en: "the name of a step", fr: "le nom d'une étape")
    static let slot = Bilingual(en: "the name of a slot", fr: "le nom d'une donnée (slot)")
    static let channel = Bilingual(en: "the name of a channel", fr: "le nom d'un canal")
    static let queue = Bilingual(en: "the name of a queue", fr: "le nom d'une file")
    static let action = Bilingual(en: "the name of an action", fr: "le nom d'une action")
    static let intent = Bilingual(en: "the name of an intent", fr: "le nom d'une intention")
    static let outcome = Bilingual(
        en: "an outcome: solved, abandoned, promised or one the flow gives",
        fr: "une issue : solved, abandoned, promised ou une issue donnée par le flux (gives)")
    static let length = Bilingual(en: "a number from 1 to 8000", fr: "un nombre de 1 à 8000")
    static let count = Bilingual(en: "a number from 1 to 100", fr: "un nombre de 1 à 100")
    static let duration = Bilingual(
        en: "a duration such as 30 s, 10 min, 4 h or 2 d, at most 3650 d",
        fr: "une durée comme 30 s, 10 min, 4 h ou 2 d, 3650 d au plus")
    static let value = Bilingual(en: "a value or a reference", fr: "une valeur ou une référence")
    static let reference = Bilingual(
        en: "a slot, result.field, channel, language or trouble",
        fr: "une donnée, resultat.champ, channel, language ou trouble")
    static let type = Bilingual(
        en:
            "a type: `is` text, name, number, amount, date, time, email, phone, postcode, yes-no, choice or pick; or `like` EXAMPLE",
        fr:
            "un type : `is` text, name, number, amount, date, time, email, phone, postcode, yes-no, choice ou pick ; ou `like` EXEMPLE"
    )
    static let fieldType = Bilingual(
        en:
            "a type: text, name, number, amount, date, time, moment, email, phone, postcode, yes-no, like EXAMPLE or one of a, b",
        fr:
            "un type : text, name, number, amount, date, time, moment, email, phone, postcode, yes-no, like EXEMPLE ou one of a, b"
    )
    static let event = Bilingual(
        en:
            "an event: a value, an outcome, a failure, or miss, invalid, unknown, silence, said, interrupt, human…",
        fr:
            "un événement : une valeur, une issue, un échec, ou miss, invalid, unknown, silence, said, interrupt, human…"
    )
    static let endOfLine = Bilingual(en: "nothing more on this line", fr: "rien de plus sur cette ligne")
    static let comparison = Bilingual(
        en: "`is`, `is not`, `is known`, `is missing`, `is empty`, <, <=, >, >= or =",
        fr: "`is`, `is not`, `is known`, `is missing`, `is empty`, <, <=, >, >= ou =")
    static let situation = Bilingual(en: "open, closed or full", fr: "open, closed ou full")
    static let priority = Bilingual(en: "low, normal, high or urgent", fr: "low, normal, high ou urgent")
    static let promiseKind = Bilingual(en: "call-back, reply or notice", fr: "call-back, reply ou notice")
    static let because = Bilingual(
        en: "`because` and a few words of reason", fr: "`because` et quelques mots de raison")
    static let label = Bilingual(
        en: "a language mark and a text: label en: track an order",
        fr: "une marque de langue et un texte : label fr: suivre une commande")
    static let code = Bilingual(en: "a code such as F502 or F605", fr: "un code comme F502 ou F605")
    static let testText = Bilingual(en: "a name for the test", fr: "un nom pour le test")

    static func word(_ word: String) -> Bilingual { .same("`\(word)`") }

    static func words(_ words: [String]) -> Bilingual {
        Bilingual(
            en: words.map { "`\($0)`" }.joined(separator: " or "),
            fr: words.map { "`\($0)`" }.joined(separator: " ou "))
    }

    static let endOfLineFound = Bilingual(en: "the end of the line", fr: "la fin de la ligne")
}
