/// What the customers say: real questions to the shipped bot, answered by an article, a flow's question or a greeting.
enum Texts {
    static let french = [
        "bonjour", "quels sont vos horaires d'ouverture", "comment activer l'eSIM sur un nouveau téléphone",
        "je voudrais changer de forfait", "où est ma commande", "je ne comprends pas ma facture",
        "comment rendre un article acheté en ligne", "est-ce que je peux garder mon numéro",
    ]
    static let english = [
        "hello", "what are your opening hours", "how do I activate the eSIM on a new phone",
        "I would like to change my plan", "where is my order", "I don't understand my bill",
        "how do I send back something I bought online", "can I keep my number",
    ]

    /// One letter too few in every word of five letters or more, as a hurried thumb writes.
    static func misspelt(_ text: String) -> String {
        text.split(separator: " ").map { word -> String in
            guard word.count >= 5, word.allSatisfy(\.isLetter) else { return String(word) }
            var letters = Array(word)
            letters.remove(at: letters.count / 2)
            return String(letters)
        }.joined(separator: " ")
    }

    static func all(hasTypos: Bool) -> (french: [[UInt8]], english: [[UInt8]]) {
        let make = { (texts: [String]) in
            texts.map { Array((hasTypos ? misspelt($0) : $0).utf8) }
        }
        return (make(french), make(english))
    }
}
