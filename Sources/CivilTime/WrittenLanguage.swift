/// The languages in which this room writes; a bot's other languages are written like English.
package enum WrittenLanguage: Sendable, Hashable, CaseIterable {
    case french
    case english

    /// - Parameter code: a language tag such as `fr`, `fr-CA` or `en`; anything not French is English.
    package init(code: String) {
        let primary = code.prefix { $0 != "-" && $0 != "_" }
        self = primary.lowercased() == "fr" ? .french : .english
    }

    /// January first, in lower case in French.
    package var monthNames: [String] {
        switch self {
        case .french:
            [
                "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
                "octobre",
                "novembre", "décembre",
            ]
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October",
                "November", "December",
            ]
        }
    }

    /// Monday first.
    package var weekdayNames: [String] {
        switch self {
        case .french: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        case .english: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        }
    }

    /// Whether a count takes the singular: in French 0 and 1 (and 1,5), in English 1 alone.
    ///
    /// - Parameter millionths: the count, in millionths.
    /// - Source: Unicode CLDR plural rules, `fr` category "one": i = 0,1; `en`: i = 1 and v = 0.
    package func isSingular(millionths: Int64) -> Bool {
        switch self {
        case .french: millionths.magnitude < 2_000_000
        case .english: millionths.magnitude == 1_000_000
        }
    }
}
