import Text

/// The everyday concepts a bot brings along, with the common words for each in English and French.
///
/// One concept a line, `refund: refund reimburse money_back | rembourser avoir`: its name, the English words, the French ones.
/// `# cards` begins a field; what follows is in it, up to the next (`# -`: in none). Words are folded; any form that has
/// the same stem counts. Two words joined by `_` mean this one thing only side by side; `joints` may stand between them.
/// A word may stand in several concepts.
///
/// Written by hand, by heart, of what anybody knows of talk with shops, banks, carriers, hosts, doctors, offices and helpers,
/// and of no set's sentences or intents; nothing is taken from a dictionary. A new one goes where its field is.
enum ConceptWords {
    static let fields: [String] = [trade, money, machines, household, journeys, days, people, general]

    /// `mot de passe` is `mot_passe`.
    static let joints = [
        "de", "d", "du", "des", "la", "le", "l", "les", "a", "au", "aux", "un", "une", "et", "the", "of",
        "my",
        "an", "and",
    ]

    /// Tells every word with its concept, field (`# cards`; empty: none) and language, in the order of the list.
    static func forEach(
        _ body: (
            _ field: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>, _ word: ArraySlice<UInt8>, Language
        ) -> Void
    ) {
        for text in fields {
            let bytes = Array(text.utf8)
            var field = bytes[0..<0]
            for line in bytes.split(separator: UInt8(ascii: "\n")) {
                if line.first == UInt8(ascii: "#") {
                    field = line.elementsEqual("# -".utf8) ? bytes[0..<0] : line
                    continue
                }
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
                var language = Language.english
                for word in line[(colon + 1)...].split(separator: UInt8(ascii: " ")) {
                    if word.elementsEqual("|".utf8) {
                        language = .french
                    } else {
                        body(field, line[..<colon], word, language)
                    }
                }
            }
        }
    }
}
