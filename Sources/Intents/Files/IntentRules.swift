package import Text

/// The catalogue of mistakes in `*.intents` files.
package enum IntentRules {
    package static let all: [DiagnosticRule] = [
        unknownWord, badName, outsideIntent, textMissing, markMissing, notHere, wordsAfter, notText, tooMany,
        definedTwice, labelTwice, sameInTwo, sameTwice, noExamples, unknownLanguage, nameMissing,
        labelMissing, fewExamples, nothingToLearn,
    ]

    static let unknownWord = DiagnosticRule(
        "I101", "lines-begin-with-a-known-word",
        en:
            "a line cannot begin with `{word}`; expected intent, label, keyword, urgent, off-topic, unsorted or a language "
            + "such as `fr:`",
        fr:
            "une ligne ne peut pas commencer par « {word} » ; attendu : intent, label, keyword, urgent, off-topic ou "
            + "une langue comme « fr: »",
        example: "intent order.where\nexample where is my parcel\nen: where is my parcel\n")
    static let badName = DiagnosticRule(
        "I102", "names-are-lower-case-letters-digits-hyphens",
        en:
            "`{name}` is no name: lower-case letters, digits and hyphens, beginning with a letter, at most one dot",
        fr:
            "« {name} » n'est pas un nom : minuscules sans accent, chiffres et tirets, une lettre au début, un point "
            + "au plus",
        example: "intent Order_Where\nen: where is my parcel\n")
    static let outsideIntent = DiagnosticRule(
        "I103", "lines-stand-under-an-intent",
        en: "this line belongs to no intent; put `intent NAME` above it",
        fr: "cette ligne n'appartient à aucune intention ; mettez « intent NOM » au-dessus",
        example: "en: where is my parcel\n")
    static let textMissing = DiagnosticRule(
        "I104", "marks-need-a-text", en: "there is no text after `{mark}:`",
        fr: "il n'y a pas de texte après « {mark}: »", example: "intent order.where\nen:\nen: where is it\n")
    static let markMissing = DiagnosticRule(
        "I105", "labels-and-keywords-need-a-language",
        en: "after `{word}` comes a language and a text: `{word} en: …`",
        fr: "après « {word} » viennent une langue et un texte : « {word} fr: … »",
        example: "intent order.where\nlabel track an order\nen: where is my parcel\n")
    static let notHere = DiagnosticRule(
        "I106", "off-topic-has-examples-only",
        en: "`{word}` belongs to an intent; under off-topic and unsorted only messages stand",
        fr: "« {word} » appartient à une intention ; sous off-topic et unsorted il n'y a que des messages",
        example: "off-topic\nlabel en: weather\nen: what will the weather be\n")
    static let wordsAfter = DiagnosticRule(
        "I107", "nothing-follows", en: "nothing can follow here; found `{word}`",
        fr: "rien ne peut suivre ici ; trouvé « {word} »",
        example: "intent order.where\nurgent very\nen: where is my parcel\n")
    static let notText = DiagnosticRule(
        "I108", "files-are-utf-8-text", en: "this cannot be read: {reason}",
        fr: "impossible à lire : {reason}",
        example: "intent order.where\u{0}\n")
    static let tooMany = DiagnosticRule(
        "I109", "a-bot-has-bounds", en: "there are more than {limit} {what}; the rest is left out",
        fr: "il y a plus de {limit} {what} ; le reste est ignoré", example: "")
    static let definedTwice = DiagnosticRule(
        "I201", "an-intent-stands-once", en: "the intent `{name}` is defined twice",
        fr: "l'intention « {name} » est définie deux fois",
        example: "intent order.where\nen: where is my parcel\nintent order.where\nen: track it\n")
    static let labelTwice = DiagnosticRule(
        "I202", "one-label-per-language", en: "a label in `{language}` was given already",
        fr: "un libellé en « {language} » a déjà été donné",
        example: "intent order.where\nlabel en: track\nlabel en: follow\nen: where is my parcel\n")
    static let sameInTwo = DiagnosticRule(
        "I203", "an-example-means-one-thing", .warning,
        en: "the same example stands under `{other}`: no classifier can tell the two apart by it",
        fr: "le même exemple se trouve sous « {other} » : rien ne permet de les distinguer",
        example: "intent a\nen: where is it\nen: one\nintent b\nen: Where is it?\nen: two\n")
    static let sameTwice = DiagnosticRule(
        "I204", "an-example-stands-once", .hint, en: "the same example stands here twice",
        fr: "le même exemple se trouve ici deux fois",
        example: "intent a\nen: where is it\nen: Where is it?\n")
    static let noExamples = DiagnosticRule(
        "I205", "intents-have-examples", .warning,
        en: "the intent `{name}` has no example: it will never be recognised",
        fr: "l'intention « {name} » n'a aucun exemple : elle ne sera jamais reconnue",
        example: "intent order.where\nlabel en: track an order\n")
    static let unknownLanguage = DiagnosticRule(
        "I206", "languages-are-declared",
        en: "the language `{language}` is not declared in Flows/bot.policy ({known})",
        fr: "la langue « {language} » n'est pas déclarée dans Flows/bot.policy ({known})",
        example: "intent order.where\nde: wo ist mein Paket\nen: where is my parcel\n")
    static let nameMissing = DiagnosticRule(
        "I207", "intents-have-a-name",
        en: "after `intent` comes a name, or a name in quotes, `as` and a name",
        fr: "après « intent » vient un nom, ou un nom entre guillemets, « as » et un nom",
        example: "intent\nen: where is my parcel\n")
    static let labelMissing = DiagnosticRule(
        "I301", "labels-in-every-language", .hint,
        en: "the intent `{name}` has no label in `{language}`: a clarifying question will show its name",
        fr: "l'intention « {name} » n'a pas de libellé en « {language} » : une question montrera son nom",
        example:
            "intent order.where\nlabel en: track an order\nen: where is my parcel\nfr: où est mon colis\n")
    static let fewExamples = DiagnosticRule(
        "I302", "five-examples-or-more", .hint,
        en: "the intent `{name}` has {count} examples in `{language}`; ten make it reliable",
        fr: "l'intention « {name} » a {count} exemples en « {language} » ; dix la rendent fiable",
        example:
            "intent order.where\nlabel en: track\nlabel fr: suivre\nen: where is my parcel\nfr: où est-ce\n")
    static let nothingToLearn = DiagnosticRule(
        "I303", "examples-have-words", .warning, en: "there is no word in this example to learn from",
        fr: "il n'y a dans cet exemple aucun mot à apprendre", example: "intent a\nen: ???\nen: where is it\n"
    )
}
