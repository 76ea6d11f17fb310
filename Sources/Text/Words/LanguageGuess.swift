/// Guesses whether an utterance is French, English or something else, from words and endings that only one of them has.
///
/// Small and written by hand: a customer's message is five words long, and one function word decides. Each word adds evidence to one
/// language (in units of a natural logarithm of odds); where no word is known, letters do. No evidence is no guess.
package enum LanguageGuess {
    /// - Returns: the language with the better evidence and how sure that is, in 0.5…1; nil with the confidence that it is neither
    ///   when the words are those of another language, or nil and 0 when nothing tells.
    package static func guess(_ utterance: Utterance) -> (language: Language?, confidence: Double) {
        var french = 0.0
        var english = 0.0
        var other = 0.0
        french += Double(min(utterance.frenchLetters, 4)) * 0.8
        let words = words
        for word in utterance.words.prefix(maximumWords) where word.kind == .word {
            let bytes = utterance.bytes(of: word)
            if let number = words.numbers.number(of: word.hash) {
                let evidence = words.evidence[number]
                switch evidence.side {
                case .french: french += evidence.weight
                case .english: english += evidence.weight
                case .other: other += evidence.weight
                }
            } else {
                letters(bytes, &french, &english)
            }
        }
        if other > french + 0.5, other > english + 0.5, other >= 2 {
            return (nil, 1 - 1 / (1 + exponential(other - max(french, english))))
        }
        let difference = french - english
        guard abs(difference) >= 0.25 else { return (nil, 0) }
        let confidence = 1 / (1 + exponential(-abs(difference)))
        return (difference > 0 ? .french : .english, confidence)
    }

    /// Two hundred words tell as much as two thousand.
    private static let maximumWords = 200

    private enum Side { case french, english, other }

    private static let words: (numbers: WordIndex, evidence: [(side: Side, weight: Double)]) = {
        var numbers = WordIndex()
        var evidence: [(side: Side, weight: Double)] = []
        for (side, weight, list) in [
            (Side.french, 3.0, strongFrench), (.english, 3.0, strongEnglish), (.french, 1.2, weakFrench),
            (.english, 1.2, weakEnglish), (.other, 1.6, others),
        ] {
            for word in list.split(separator: " ") {
                let number = numbers.insert(Features.wordHash(Array(word.utf8)))
                if number == evidence.count { evidence.append((side, weight)) }
                evidence[number] = (side, weight)
            }
        }
        return (numbers, evidence)
    }()

    /// Evidence of letters: what begins, ends or stands inside the word.
    private static func letters(_ word: ArraySlice<UInt8>, _ french: inout Double, _ english: inout Double) {
        guard word.count >= 3 else { return }
        // Longer endings first; of each language the first that fits counts.
        var french1: Float = 0
        var english1: Float = 0
        var key: UInt64 = 0
        let endings = endings
        for length in 0..<min(longestEnding, word.count - 1) {
            key |= UInt64(word[word.endIndex - 1 - length]) << UInt64(8 * length)
            if let number = endings.numbers.number(of: Features.finish(key)) {
                let found = endings.evidence[number]
                if found.french != 0 { french1 = found.french }
                if found.english != 0 { english1 = found.english }
            }
        }
        french += Double(french1)
        english += Double(english1)
        var index = word.startIndex
        while index + 1 < word.endIndex {
            switch (word[index], word[index + 1]) {
            case (UInt8(ascii: "q"), UInt8(ascii: "u")): french += 0.3
            case (UInt8(ascii: "w"), _), (UInt8(ascii: "k"), _): english += 0.6
            case (UInt8(ascii: "t"), UInt8(ascii: "h")): english += 0.5
            case (UInt8(ascii: "s"), UInt8(ascii: "h")): english += 0.8
            case (UInt8(ascii: "e"), UInt8(ascii: "e")), (UInt8(ascii: "o"), UInt8(ascii: "o")):
                english += 0.6
            case (UInt8(ascii: "e"), UInt8(ascii: "u")), (UInt8(ascii: "o"), UInt8(ascii: "i")): french += 0.4
            case (UInt8(ascii: "a"), UInt8(ascii: "u")): french += 0.4
            default: break
            }
            index += 1
        }
    }

    private static let longestEnding = 5

    /// Endings by their bytes, the last byte lowest.
    private static let endings: (numbers: WordIndex, evidence: [(french: Float, english: Float)]) = {
        var numbers = WordIndex()
        var evidence: [(french: Float, english: Float)] = []
        func key(_ text: StaticString) -> UInt64 {
            text.withUTF8Buffer {
                $0.reversed().enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
            }
        }
        func number(_ text: StaticString) -> Int {
            let number = numbers.insert(Features.finish(key(text)))
            if number == evidence.count { evidence.append((0, 0)) }
            return number
        }
        for (text, weight) in frenchEndings { evidence[number(text)].french = Float(weight) }
        for (text, weight) in englishEndings { evidence[number(text)].english = Float(weight) }
        return (numbers, evidence)
    }()

    /// e to the power x, to three digits: pure rooms have no C library. Halves the argument until the series converges.
    private static func exponential(_ x: Double) -> Double {
        let clamped = min(max(x, -40), 40)
        let small = clamped / 1024
        var result = 1 + small * (1 + small / 2 * (1 + small / 3))
        for _ in 0..<10 { result *= result }
        return result
    }

    private static let frenchEndings: [(StaticString, Double)] = [
        ("eaux", 1.5), ("euse", 1.5), ("eux", 1.2), ("aient", 1.5), ("ez", 1.2), ("eur", 0.9), ("eurs", 1.2),
        ("ment", 0.4), ("ais", 0.9), ("ait", 0.7), ("oir", 1.2), ("oire", 1.2), ("ique", 1.4), ("iques", 1.4),
        ("elle", 0.8), ("ette", 0.9), ("aire", 1.0), ("age", 0.2), ("ie", 0.4), ("er", 0.3), ("ee", 0.2),
        ("re", 0.4), ("ier", 0.8), ("iere", 1.2), ("ons", 0.4), ("ure", 0.2), ("es", 0.2), ("e", 0.1),
        ("ir", 0.9), ("eau", 1.4), ("if", 0.9), ("al", 0.1),
    ]

    private static let englishEndings: [(StaticString, Double)] = [
        ("ing", 1.8), ("ings", 1.8), ("ight", 1.8), ("ness", 1.5), ("tion", 0.1), ("ed", 0.9), ("ly", 1.4),
        ("ty", 1.0), ("ful", 1.4), ("less", 1.5), ("ck", 1.5), ("sh", 1.2), ("ch", 0.7), ("ew", 1.2),
        ("ow", 1.4), ("ay", 1.2), ("ey", 1.2), ("ould", 2.0), ("y", 0.8), ("ll", 0.9), ("rd", 0.6),
        ("th", 0.9),
        ("nd", 0.4), ("ss", 0.7), ("wn", 1.2), ("rt", 0.2), ("or", 0.5), ("ous", 0.4), ("ent", 0.0),
        ("d", 0.3),
    ]

    private static let strongFrench: StaticString = """
        je tu il elle nous vous ils elles le les des une du au aux et mais ou donc que qui quoi dont est sont suis etes ete \
        avez avons avoir etre fait faire faites peux peut pouvez pouvoir veux veut voulez voudrais vais va allez aller mon ma \
        mes votre vos notre nos leur leurs cette cet ces ce ca cela celui celle pour avec dans chez sur sous sans par entre \
        depuis pendant vers tres bien mal trop peu beaucoup aussi encore toujours jamais rien pas ne non oui merci bonjour \
        bonsoir salut comment pourquoi quand combien quel quelle quels quelles lequel laquelle aujourdhui demain hier \
        maintenant bientot deja apres avant ici alors ainsi moi toi lui eux soi meme autre autres tout tous toute toutes \
        plus moins puis ensuite fois jour jours semaine mois annee heure heures suite chaque quelque quelques lorsque \
        puisque jusque voici voila veuillez svp stp aide aidez besoin dois doit devez devoir faut fallait sais savoir savez \
        voir vois voyez prendre mettre dit dire dites parler cherche chercher trouver donne donner commande facture colis \
        livraison argent carte compte mot passe numero adresse annuler ajouter ajoutez envoyer envoyez montre montre montrez \
        ouvrir ouvrez fermer lire lisez joue jouer jouez ecoute chanson musique film reunion rendez calendrier courriel \
        courriels supprimer supprimez appeler appelez tache taches liste evenement evenements temps meteo oublie oubliez \
        precedent suivant suivante premiere dernier derniere prochaine prochain arreter arretez arrete lundi mardi mercredi \
        jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre \
        deux trois quatre cinq sept huit neuf dix onze douze mettez changez changer modifier modifiez recherchez rechercher \
        quelquun personne homme femme
        """

    private static let strongEnglish: StaticString = """
        i you he she we they it its the an and but or so that this these those is are am was were be been being do does \
        did dont doesnt didnt have has had havent hasnt can cant could couldnt will wont would wouldnt should shouldnt may might must my \
        your his her our their me him us them what which who whom whose when where why how from with without for of to in \
        on at by into about after before between under over through not no yes please thanks thank hello hi hey there here \
        then than too very much many more most some any each every other another because while until since again also just \
        only now today tomorrow yesterday week weeks month year years day days time hour hours if as up down out off need \
        want get got give take make made go going went come know think tell say said ask help find look see use let put \
        card money account order parcel password number address bill cancel add send show open close read play song list \
        schedule meeting meetings delete remove call forget next last first stop monday tuesday wednesday thursday friday \
        saturday sunday january february march april june july august september october november december two three four \
        five six seven eight nine ten eleven twelve change set turn im ive youre thats whats id ill hows anyone someone \
        somebody everyone nobody something anything nothing everything new old good bad wrong right
        """

    private static let weakFrench: StaticString = """
        la de un en se si y sa son tes ton ta te l d j m n c qu jusqu as ai ont soit fut cas lors sera serait plusieurs \
        nouveau nouvelle grand grande petit petite bon bonne mauvais savoir accord dehors truc chose choses gens monde \
        mail tel euros euro sms
        """

    private static let weakEnglish: StaticString = """
        s t re ve ll shop store phone home work people thing things way like love back still really sure okay well yeah \
        nope yep
        """

    private static let others: StaticString = """
        der die das und ist nicht ich sie wir ihr mit auf fur ein eine einen wie wo warum bitte danke mein meine haben habe kann \
        el los las una unos y es esta estoy donde como cuando porque quiero puedo necesito gracias hola por para mi tu su con \
        il lo gli che non sono dove quando perche voglio posso grazie ciao per con mio mia una della nel \
        o os as um uma nao sim eu voce onde como quando porque quero posso preciso obrigado ola meu minha com \
        het een de ik niet waar wanneer waarom graag dank mijn kan met voor van zijn \
        nie jest gdzie dlaczego prosze dziekuje moj moja czy sie
        """
}

extension StaticString {
    fileprivate func split(separator: Character) -> [Substring] {
        description.split(whereSeparator: { $0 == separator || $0 == "\n" })
    }
}
