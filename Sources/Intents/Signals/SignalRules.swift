package import Text

/// The catalogue of mistakes in `*.signals` files.
package enum SignalRules {
    package static let all: [DiagnosticRule] = [
        unknownWord, unknownSignal, outside, empty, unknownLanguage, notText,
    ]

    private static let names = Signal.allCases.map(\.rawValue).joined(separator: ", ")

    static let unknownWord = DiagnosticRule(
        "I401", "signal-lines-begin-with-signal-or-a-language",
        en: "a line cannot begin with `{word}`; expected signal or a language such as `fr:`",
        fr: "une ligne ne peut pas commencer par « {word} » ; attendu : signal ou une langue comme « fr: »",
        example: "signal human\nphrase talk to after-sales\n")
    static let unknownSignal = DiagnosticRule(
        "I402", "signals-have-one-of-the-known-names",
        en: "there is no signal `{name}`; the signals are " + names,
        fr: "il n'y a pas de signal « {name} » ; les signaux sont " + names,
        example: "signal humain\nfr: le SAV\n")
    static let outside = DiagnosticRule(
        "I403", "phrases-stand-under-a-signal",
        en: "these phrases belong to no signal; put `signal NAME` above them",
        fr: "ces expressions n'appartiennent à aucun signal ; mettez « signal NOM » au-dessus",
        example: "fr: le SAV\n")
    static let empty = DiagnosticRule(
        "I404", "phrases-have-words", en: "there is a phrase without words here",
        fr: "il y a ici une expression sans mots",
        example: "signal human\nfr: le SAV, , un vendeur\n")
    static let unknownLanguage = DiagnosticRule(
        "I405", "languages-of-signals-are-declared",
        en: "the language `{language}` is not declared in Flows/bot.policy ({known})",
        fr: "la langue « {language} » n'est pas déclarée dans Flows/bot.policy ({known})",
        example: "signal human\nde: ein Mensch\n")
    static let notText = DiagnosticRule(
        "I406", "signal-files-are-utf-8-text", en: "this cannot be read: {reason}",
        fr: "impossible à lire : {reason}",
        example: "signal human\u{0}\n")
}
