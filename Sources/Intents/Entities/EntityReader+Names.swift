import Text

/// Names of persons, and yes or no.
extension EntityReader {
    /// "je m'appelle Marie Dupont", "my name is …"; the whole message where a name was asked and the message is one.
    mutating func names() -> [Entity] {
        for index in lexemes.indices {
            let isField = (word(index) == "nom" || word(index) == "name") && sign(index + 1) == ":"
            guard let start = isField ? index + 1 : anyPhrase(EntityReader.introductions, at: index) else {
                continue
            }
            var first = start
            while sign(first) == ":" || sign(first) == "," { first += 1 }
            if let entity = name(from: first, isIntroduced: true) { return [entity] }
        }
        guard context.isAsked else { return [] }
        var first = 0
        // The "m" of "m'appelle" is passed over, that of "M. Durand" is a title.
        while first < lexemes.count, !(word(first) == "m" && sign(first + 1) == "."),
            EntityReader.polite.contains(word(first)) || sign(first) == "," || sign(first) == "!"
                || sign(first) == "'"
        { first += 1 }
        guard let entity = name(from: first, isIntroduced: false) else { return [] }
        // The name must be all that is said.
        let rest = lexemes.filter { $0.range.lowerBound >= entity.range.upperBound }
        let isAll = rest.allSatisfy {
            ($0.kind == .sign && ".!,;".contains($0.text)) || EntityReader.polite.contains($0.text)
        }
        return isAll ? [entity] : []
    }

    /// Up to five parts, each a word, joined by blanks, hyphens and apostrophes.
    private mutating func name(from first: Int, isIntroduced: Bool) -> Entity? {
        let first = skipTitle(first)
        var end = first
        var parts = 0
        var position = first
        while parts < 5, !word(position).isEmpty {
            let text = word(position)
            let starts = position == first || !touches(position)
            if starts, EntityReader.notNames.contains(text) { break }
            if starts, isIntroduced, parts >= 2, !isCapital(position), !EntityReader.particles.contains(text)
            {
                break
            }
            if starts { parts += 1 }
            end = position + 1
            position += 1
            if sign(position) == "-" || sign(position) == "'", touches(position), touches(position + 1) {
                position += 1
            }
            if sign(position) == ".", touches(position), text.utf8.count == 1 { position += 1 }
            if ["m", "mme", "mlle", "mr", "mrs", "ms", "dr"].contains(text), sign(position) == "." {
                position += 1
            }
        }
        guard end > first, parts <= 4 || isIntroduced else { return nil }
        let last = lexemes[end - 1].text
        if EntityReader.particles.contains(last), end - first > 1 { end -= 1 }
        let span = range(first, end)
        guard (2...60).contains(utterance.original(span).unicodeScalars.count) else { return nil }
        let text = capitalised(utterance.original(span))
        return Entity(value: .text(text), range: span, display: text)
    }

    /// "M. Durand" and "Mme Durand" are called Durand; "M" alone may be an initial.
    private mutating func skipTitle(_ index: Int) -> Int {
        guard EntityReader.titles.contains(word(index)) else { return index }
        let after = sign(index + 1) == "." ? index + 2 : index + 1
        let isInitial = word(index) == "m" && after == index + 1
        return word(after).isEmpty || isInitial ? index : after
    }

    private func isCapital(_ index: Int) -> Bool {
        guard lexemes.indices.contains(index) else { return false }
        return utterance.original(lexemes[index].range).unicodeScalars.first?.properties.isUppercase ?? false
    }

    /// "marie dupont" → "Marie Dupont"; anything with a capital is left as typed.
    private func capitalised(_ text: String) -> String {
        guard !text.unicodeScalars.contains(where: \.properties.isUppercase) else { return text }
        var output = ""
        var starts = true
        for character in text {
            output += starts ? character.uppercased() : String(character)
            starts = character == " " || character == "-" || character == "'" || character == "’"
        }
        return output
    }

    private static let titles: Set<String> = [
        "m", "mr", "mme", "mlle", "mrs", "ms", "miss", "dr", "monsieur", "madame", "mademoiselle", "maitre",
    ]

    private static let introductions: [[String]] = [
        ["je", "m", "appelle"], ["je", "me", "nomme"], ["je", "m", "apelle"], ["mon", "nom", "est"],
        ["mon", "nom", "c", "est"],
        ["mon", "nom"], ["moi", "c", "est"], ["au", "nom", "de"], ["my", "name", "is"],
        ["my", "name", "s"], ["name", "is"],
        ["the", "name", "is"], ["call", "me"], ["this", "is"],
    ]

    private static let polite: Set<String> = [
        "bonjour", "bonsoir", "salut", "coucou", "hello", "hi", "hey", "merci", "thanks", "please", "svp",
        "stp", "alors", "donc",
        "euh", "oui", "yes", "c", "est", "it", "s", "i", "m", "am", "je", "suis",
    ]

    private static let particles: Set<String> = [
        "de", "du", "des", "le", "la", "van", "von", "der", "den", "di", "da", "ben", "el", "al", "d", "o",
        "mac", "st",
    ]

    /// Words that end a name, or show that a message is none.
    private static let notNames: Set<String> = [
        "et", "and", "je", "j", "mais", "but", "pour", "for", "avec", "with", "est", "is", "a", "the", "mon",
        "ma", "mes", "my", "votre",
        "your", "pas", "not", "ne", "non", "no", "oui", "yes", "que", "qui", "what", "who", "ou", "where",
        "quand", "when",
        "comment", "how", "pourquoi", "why", "commande", "order", "facture", "bill", "probleme", "problem",
        "i", "you", "vous", "tu",
        "on", "il", "elle", "he", "she", "it", "ce", "c", "ca", "this", "that", "veux", "want", "voudrais",
        "peux", "can", "sais",
        "know", "quoi", "rien", "nothing", "aide", "help", "ok", "merci", "thanks", "bonjour", "hello", "svp",
        "stp", "please",
        "sur", "dans", "in", "au", "aux", "un", "une", "an", "quel", "quelle", "which", "numero", "number",
        "puis", "parler",
        "speak", "talk", "humain", "human", "conseiller", "agent", "annuler", "cancel", "stop", "rien",
        "dont", "do", "to",
        "me", "back", "later", "suis", "am", "are", "was", "has", "have", "ai", "as", "avez", "ete",
    ]

    // MARK: yes and no

    /// The answer of a message: what it says first, if it is said at the beginning or is most of it.
    mutating func yesNo() -> [Entity] {
        guard context.isAsked else { return [] }
        reads += utterance.words.count
        let heard = SignalLexicon.builtIn.hear(utterance)
        let yes = heard.spans(of: .yes)
        let no = heard.spans(of: .no)
        // The longest at a place: "no problem" is a yes, "pas de oui" is none.
        var spans = yes.map { ($0, true) } + no.map { ($0, false) }
        spans.sort { ($0.0.lowerBound, -$0.0.count) < ($1.0.lowerBound, -$1.0.count) }
        guard let (span, value) = spans.first else { return [] }
        let isShort = utterance.words.count <= span.count + 5
        guard span.lowerBound <= 2 || isShort else { return [] }
        // "oui et non": said both, one right behind the other, is no answer.
        let others = spans.filter {
            $0.1 != value && $0.0.lowerBound >= span.upperBound && $0.0.lowerBound <= span.upperBound + 1
        }
        let range = wordSpan(span)
        let display = isFrench ? (value ? "oui" : "non") : (value ? "yes" : "no")
        var found = [Entity(value: .yesNo(value), range: range, display: display)]
        if let other = others.first, utterance.words.count <= 4 {
            let display = isFrench ? (value ? "non" : "oui") : (value ? "no" : "yes")
            found.append(Entity(value: .yesNo(!value), range: wordSpan(other.0), display: display))
        }
        return found
    }

    private func wordSpan(_ words: Range<Int>) -> Range<Int> {
        utterance.words[words.lowerBound].range
            .lowerBound..<utterance.words[words.upperBound - 1].range.upperBound
    }
}
