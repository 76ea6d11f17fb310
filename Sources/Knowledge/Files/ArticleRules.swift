package import Text

/// The catalogue of mistakes in knowledge articles.
package enum ArticleRules {
    package static let all: [DiagnosticRule] = [
        notText, badPlace, noFrontMatter, notClosed, unknownKey, noColon, noTitle, unknownState, badDate,
        endsBeforeStart,
        keyTwice, noValue, noBody, defaultState, unknownLanguage, nobodyValidated, sameTitle,
    ]

    static let notText = DiagnosticRule(
        "K101", "files-are-utf-8-text", en: "this cannot be read: {reason}",
        fr: "impossible à lire : {reason}",
        example: "---\ntitle: Hours\u{0}\n---\nOpen.\n")
    static let badPlace = DiagnosticRule(
        "K102", "articles-have-their-place",
        en:
            "an article is `Intents/knowledge/LANGUAGE/NAME.md`, its name of lower-case letters, digits and hyphens",
        fr:
            "un article est « Intents/knowledge/LANGUE/NOM.md », son nom en minuscules sans accent, chiffres et tirets",
        example: "")
    static let noFrontMatter = DiagnosticRule(
        "K103", "articles-begin-with-three-dashes",
        en: "an article begins with a line `---`, its title and state, and another `---`",
        fr: "un article commence par une ligne « --- », son titre et son état, et une autre « --- »",
        example: "# Hours\nOpen.\n")
    static let notClosed = DiagnosticRule(
        "K104", "front-matter-is-closed", en: "the `---` that ends the heading is missing",
        fr: "il manque la ligne « --- » qui termine l'en-tête", example: "---\ntitle: Hours\nOpen.\n")
    static let unknownKey = DiagnosticRule(
        "K105", "front-matter-has-known-words",
        en:
            "`{word}` is not known here; expected title, question, state, validator, valid-from, valid-until or a "
            + "channel's name",
        fr:
            "« {word} » est inconnu ici ; attendu : title, question, state, validator, valid-from, valid-until ou le "
            + "nom d'un canal",
        example: "---\ntitle: Hours\nstate: draft\nauthour: me\n---\nOpen.\n")
    static let noColon = DiagnosticRule(
        "K106", "front-matter-lines-have-a-colon", en: "a line of the heading is `word: text`",
        fr: "une ligne de l'en-tête est « mot: texte »",
        example: "---\ntitle Hours\nstate: draft\n---\nOpen.\n")
    static let noTitle = DiagnosticRule(
        "K107", "articles-have-a-title", en: "the article has no `title:`",
        fr: "l'article n'a pas de « title: »",
        example: "---\nstate: draft\n---\nOpen.\n")
    static let unknownState = DiagnosticRule(
        "K108", "states-are-draft-validated-expired",
        en: "`{word}` is no state; expected draft, validated or expired",
        fr: "« {word} » n'est pas un état ; attendu : draft, validated ou expired",
        example: "---\ntitle: Hours\nstate: valid\n---\nOpen.\n")
    static let badDate = DiagnosticRule(
        "K109", "dates-are-year-month-day", en: "`{word}` is no date; write 2027-12-31",
        fr: "« {word} » n'est pas une date ; écrivez 2027-12-31",
        example: "---\ntitle: Hours\nstate: draft\nvalid-until: 2027-02-30\n---\nOpen.\n")
    static let endsBeforeStart = DiagnosticRule(
        "K110", "validity-ends-after-it-begins", en: "the article would end being valid before it begins",
        fr: "l'article cesserait d'être valable avant de commencer",
        example:
            "---\ntitle: Hours\nstate: draft\nvalid-from: 2027-02-03\nvalid-until: 2027-02-02\n---\nOpen.\n")
    static let keyTwice = DiagnosticRule(
        "K111", "front-matter-words-stand-once", en: "`{word}` was given already",
        fr: "« {word} » a déjà été donné",
        example: "---\ntitle: Hours\ntitle: Times\nstate: draft\n---\nOpen.\n")
    static let noValue = DiagnosticRule(
        "K112", "front-matter-words-have-a-text", en: "there is no text after `{word}:`",
        fr: "il n'y a pas de texte après « {word}: »", example: "---\ntitle:\nstate: draft\n---\nOpen.\n")
    static let noBody = DiagnosticRule(
        "K113", "articles-say-something", en: "the article has no text below its heading",
        fr: "l'article n'a pas de texte sous son en-tête", example: "---\ntitle: Hours\nstate: draft\n---\n\n"
    )
    static let defaultState = DiagnosticRule(
        "K114", "articles-have-a-state", .warning,
        en: "no `state:`; taken as a draft, which the bot never says",
        fr: "pas de « state: » ; pris pour un brouillon, que le bot ne dit jamais",
        example: "---\ntitle: Hours\n---\nOpen.\n")
    static let unknownLanguage = DiagnosticRule(
        "K202", "languages-are-declared",
        en: "the language `{word}` is not declared in Flows/bot.policy ({known})",
        fr: "la langue « {word} » n'est pas déclarée dans Flows/bot.policy ({known})", example: "")
    static let nobodyValidated = DiagnosticRule(
        "K203", "somebody-stands-for-it", .hint,
        en: "validated by nobody: name the person after `validator:`",
        fr: "validé par personne : nommez la personne après « validator: »",
        example: "---\ntitle: Hours\nstate: validated\n---\nOpen.\n")
    static let sameTitle = DiagnosticRule(
        "K204", "titles-differ", .warning, en: "the article `{other}` has the same title",
        fr: "l'article « {other} » a le même titre", example: "")
}
