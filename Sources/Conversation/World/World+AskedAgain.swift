import Flows
package import Text

// What an agent's draft asks for although the customer has said it: nothing vexes a customer more than telling it twice.
//
// A draft asks for a slot when it repeats the words in which the bot asks for it (most of the content words of one of
// its questions, stemmed), or names what the slot is (a telephone number, an address). Nothing is learned here: a
// warning has to be right more often than complete, and its reason visible in the flow file.

extension World {
    /// - Parameters:
    ///   - draft: what the agent is about to send.
    ///   - slots: what is known, as the hand-over says.
    ///   - flow: where the hand-over came from; its questions come first.
    /// - Returns: the known slots the draft asks for, in their order; empty for a draft that asks nothing.
    package func slots(
        askedFor draft: String, among slots: [EscalationRequest.Slot], flow: String?, in language: Language
    ) -> [EscalationRequest.Slot] {
        guard !slots.isEmpty else { return [] }
        let asked = AskedWords(draft, language)
        guard asked.isQuestion else { return [] }
        return slots.filter { slot in
            guard let declaration = declaration(of: slot.name, flow: flow) else { return false }
            return asked.asks(
                for: questions(of: slot.name, flow: flow, language).map { AskedWords($0, language).content },
                of: SlotSubject(declaration.type))
        }
    }

    private func declaration(of name: String, flow: String?) -> SlotDeclaration? {
        if let own = flow.flatMap({ program.flow(named: $0) })?.slot(named: name) { return own }
        if let shared = program.shared.first(where: { $0.name == name }) { return shared }
        for other in program.flows { if let slot = other.slot(named: name) { return slot } }
        return nil
    }

    /// Every way the bot asks for a slot of this name: its default question and those of the lines that ask for it.
    private func questions(of name: String, flow: String?, _ language: Language) -> [String] {
        var texts: [Texts] = []
        if let question = program.shared.first(where: { $0.name == name })?.question {
            texts.append(question)
        }
        for one in program.flows where !one.isSystem || one.name == flow {
            let own = one.slots.firstIndex { $0.name == name }
            if let question = own.flatMap({ one.slots[$0].question }) { texts.append(question) }
            for line in one.lines {
                guard case .ask(let reference, again: _, atMost: _, texts: let asked?) = line.act else {
                    continue
                }
                switch reference {
                case .own(let index): if index == own { texts.append(asked) }
                case .shared(let index):
                    if program.shared.indices.contains(index), program.shared[index].name == name {
                        texts.append(asked)
                    }
                }
            }
        }
        return texts.flatMap(\.entries).filter { $0.language == language }.map { entry in
            entry.template.pieces.map { piece in
                if case .text(let text) = piece { text } else { " " }
            }.joined()
        }
    }
}

/// What a slot is, in the words people use for it.
enum SlotSubject: CaseIterable {
    case phone, email, postcode, name, date

    init?(_ type: SlotType) {
        switch type {
        case .phone: self = .phone
        case .email: self = .email
        case .postcode: self = .postcode
        case .name: self = .name
        case .date: self = .date
        default: return nil
        }
    }

    /// Folded words that name it.
    var words: Set<String> {
        switch self {
        case .phone: ["telephone", "tel", "portable", "mobile", "phone", "joindre", "rappeler"]
        case .email: ["mail", "email", "mel", "courriel"]
        case .postcode: ["postal", "postcode", "zip"]
        case .name: ["nom", "prenom", "name", "surname"]
        case .date: ["date", "jour", "day", "naissance", "birth"]
        }
    }
}

/// A sentence as the warning reads it.
struct AskedWords {
    /// Folded words.
    let words: Set<String>
    /// Stems of those that mean something.
    let content: Set<String>
    let isQuestion: Bool

    init(_ text: String, _ language: Language) {
        let utterance = Utterance(text)
        var words: Set<String> = []
        var content: Set<String> = []
        for word in utterance.words {
            let folded = utterance.string(of: word)
            words.insert(folded)
            guard folded.utf8.count > 1, !Self.empty.contains(folded) else { continue }
            content.insert(Stemmer.light(folded, language: language))
        }
        self.words = words
        self.content = content
        isQuestion = text.contains("?") || !words.isDisjoint(with: Self.asking)
    }

    /// Whether these words ask for what those questions ask, or for the subject by its name.
    func asks(for questions: [Set<String>], of subject: SlotSubject?) -> Bool {
        // "Your number?" of an order is not a question about a telephone: another subject's name rules it out.
        let foreign = SlotSubject.allCases.contains { other in
            other != subject && !other.words.isDisjoint(with: words)
                && !questions.contains { !$0.isDisjoint(with: other.words) }
        }
        if foreign { return false }
        if let subject, !subject.words.isDisjoint(with: words) { return true }
        return questions.contains { question in
            !question.isEmpty && question.intersection(content).count * 3 >= question.count * 2
        }
    }

    /// Asking without a question mark.
    private static let asking: Set<String> = [
        "pouvez", "pourriez", "donnez", "donner", "indiquez", "indiquer", "precisez", "preciser", "confirmez",
        "quel", "quelle", "quels", "quelles", "rappelez",
        "what", "which", "could", "can", "give", "tell", "confirm", "provide", "need", "please",
    ]

    /// Words of every question, in both languages: what is left says what is asked.
    private static let empty: Set<String> = [
        "quel", "quelle", "quels", "quelles", "est", "sont", "votre", "vos", "le", "la", "les", "de", "du",
        "des",
        "un", "une", "et", "ou", "a", "au", "aux", "en", "sur", "pour", "par", "avec", "dans", "qui", "que",
        "quoi", "ce", "cette", "il", "elle", "vous", "nous", "je", "on", "me", "se", "svp", "plait", "s", "l",
        "d",
        "qu", "c", "n", "pas", "ne", "pouvez", "pourriez", "donnez", "donner", "indiquez", "indiquer",
        "precisez", "preciser", "confirmez", "etes", "avez", "souhaitez", "voulez", "peut", "dit", "dites",
        "what", "which", "is", "are", "your", "the", "of", "a", "an", "and", "or", "to", "in", "on", "for",
        "by",
        "with", "we", "you", "it", "do", "does", "can", "could", "please", "give", "tell", "confirm",
        "provide",
        "need", "have", "would", "like", "us", "me", "my", "i",
    ]
}
