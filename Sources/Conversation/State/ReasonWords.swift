package import Text

/// The engine's own words in a reason, in French.
///
/// A reason stands in the record in one language, the engine's English, and is shown in that of whoever reads it: by the
/// terminal's desk, the REPL, and the console (`words.js` has the same table). An author's `because` stays
/// as it is, unless it reads like one of these.
package enum ReasonWords {
    /// `{x}`: a name or a number.
    static let french: [(en: String, fr: String)] = [
        ("asked for a person", "demande une personne"),
        ("asked for a person again", "demande encore une personne"),
        ("not satisfied with the answer", "pas satisfait de la réponse"),
        ("rated {x}", "note donnée : {x}"),
        ("not understood", "pas compris"),
        ("miss", "pas compris"),
        ("invalid", "réponse non valable"),
        ("ambiguous", "réponse ambiguë"),
        ("too many detours", "trop de détours"),
        ("the bot changed", "le robot a changé"),
        ("an article is missing", "un article manque"),
        ("article {x} missing", "l'article {x} manque"),
        ("nothing to choose from", "rien à choisir"),
        ("nothing to choose for {x}", "rien à choisir pour {x}"),
        ("{x} refused, but never asked", "{x} refusé sans avoir été demandé"),
        ("{x} refused", "{x} refusé"),
        ("a correction came too late", "une correction est venue trop tard"),
        ("an action failed", "une action a échoué"),
        ("an action answered {x}", "une action a répondu {x}"),
        ("unknown action", "action inconnue"),
        ("{x} is missing", "{x} manque"),
        // How a flow ended.
        ("solved", "résolu"),
        ("abandoned", "abandonné"),
        ("promised", "promesse faite"),
        ("handed-over", "passé à une personne"),
        // How a call failed.
        ("timed-out", "pas de réponse à temps"),
        ("unreachable", "injoignable"),
        ("too-large", "réponse trop grande"),
        ("circuit-open", "suspendue après plusieurs échecs"),
        ("no answer within its limit", "pas de réponse à temps"),
        ("the result of {x} is not what it declares", "le résultat de {x} n'est pas celui qui est déclaré"),
        ("more than {x} lines in one event", "plus de {x} lignes pour un événement"),
        ("more than {x} flows inside each other", "plus de {x} parcours les uns dans les autres"),
        ("more than {x} turns without an answer", "plus de {x} tours sans réponse"),
    ]

    /// An author's sentence should not read like one of these by chance: what stands in a hole is one word.
    private static let book = Phrasebook(french) { !$0.contains(" ") }

    /// - Parameter text: of a reason, or the detail of what was tried.
    package static func text(_ text: String, in language: Language) -> String {
        language == .french ? book.french(text) ?? text : text
    }
}
