import Intents
import TestSupport
import Testing
import Text

struct SignalLexiconTests {
    private let lexicon = SignalLexicon.builtIn

    @Test(arguments: [
        ("je veux parler à un conseiller", Signal.human), ("un humain svp", .human),
        ("Passez-moi quelqu’un !", .human), ("conseiller", .human),
        ("parler a un conseillé", .human), ("I want to talk to a human", .human),
        ("speak to an agent please", .human), ("agent", .human),
        ("can I talk to a real person?", .human), ("je ne veux pas parler à un robot", .human),
        ("parler a quelquun", .human), ("real person", .human),
        ("laisse tomber", .cancel), ("annuler", .cancel), ("annulez svp", .cancel), ("never mind", .cancel),
        ("cancel that please", .cancel), ("stop", .cancel),
        ("pouvez-vous répéter ?", .repeat), ("hein ?", .repeat), ("what did you say", .repeat),
        ("say that again please", .repeat), ("je n'ai pas compris", .repeat),
        ("je ne l'ai pas", .unknown), ("Je l’ai pas sous la main", .unknown), ("aucune idée", .unknown),
        ("i don't have it", .unknown), ("I dont know", .unknown),
        ("no idea sorry", .unknown), ("je ne sais plus", .unknown), ("non, plutôt mardi", .correction),
        ("je voulais dire mardi", .correction),
        ("I meant tuesday", .correction), ("actually, monday", .correction), ("bonjour", .greeting),
        ("hello there", .greeting), ("merci beaucoup", .thanks),
        ("thanks a lot", .thanks), ("au revoir", .goodbye), ("bye", .goodbye),
        ("c'est inadmissible", .complaint), ("this is unacceptable", .complaint),
        ("bande de connards", .insult), ("you stupid bot", .insult), ("c'est urgent", .urgency),
        ("asap please", .urgency), ("inadmisible", .complaint),
    ])
    func hearsWhatIsSaid(_ text: String, _ signal: Signal) {
        #expect(lexicon.signals(in: Utterance(text)).contains(signal))
    }

    @Test(arguments: [
        ("annuler ma commande", Signal.cancel), ("I want to cancel my order", .cancel),
        ("je ne veux pas parler à un conseiller", .human),
        ("i don't want to talk to an agent", .human), ("quel est le numéro du conseiller", .human),
        ("pas de problème", .no), ("no problem", .no),
        ("où est ma commande", .human), ("stop sending me emails", .cancel), ("contenu du forfait", .insult),
        ("je connais la date", .insult),
        ("I don't know why my card was declined", .unknown), ("merci", .yes),
        ("ce n'est pas urgent", .urgency), ("un compte", .insult),
    ])
    func doesNotHearWhatIsNotSaid(_ text: String, _ signal: Signal) {
        #expect(
            !(signal == .no
                ? !lexicon.spans(of: .no, in: Utterance(text)).isEmpty
                : lexicon.signals(in: Utterance(text)).contains(signal)))
    }

    @Test func aWholeMessageIsToldFromAPart() {
        #expect(
            lexicon.isWhole(.human, Utterance("Bonjour, je voudrais parler à un conseiller s'il vous plaît")))
        #expect(!lexicon.isWhole(.human, Utterance("parler à un conseiller au sujet de ma facture de mars")))
        #expect(lexicon.isWhole(.thanks, Utterance("merci")))
        #expect(!lexicon.isWhole(.greeting, Utterance("bonjour où est ma commande")))
        #expect(!lexicon.isWhole(.thanks, Utterance("")))
    }

    @Test func operatorsAddTheirOwn() {
        let mine = lexicon.adding([(.human, "le SAV"), (.cancel, "=zut")])
        #expect(mine.signals(in: Utterance("passez au SAV, non le sav")).contains(.human))
        #expect(mine.signals(in: Utterance("zut")) == [.cancel])
        #expect(!mine.signals(in: Utterance("zut alors mon colis")).contains(.cancel))
        #expect(!lexicon.signals(in: Utterance("le SAV")).contains(.human))
        #expect(mine.signals(in: Utterance("bonjour")).contains(.greeting))
    }

    /// A letter less, one more, another one, two swapped, at every place of a long word.
    @Test func oneSlipInALongWordIsReadOver() {
        let word = Array("conseiller")
        var slips: Set<String> = []
        for place in word.indices {
            var less = word
            less.remove(at: place)
            var more = word
            more.insert("x", at: place)
            var other = word
            other[place] = "x"
            var swapped = word
            if place > 0 { swapped.swapAt(place - 1, place) }
            slips.formUnion([less, more, other, swapped].map { String($0) })
        }
        for slip in slips {
            #expect(lexicon.signals(in: Utterance("parler à un \(slip)")).contains(.human), "\(slip)")
        }
        #expect(!lexicon.signals(in: Utterance("parler à un conxeixler")).contains(.human))
        let long = String(repeating: "ab", count: 40)
        let mine = lexicon.adding([(.cancel, long)])
        #expect(mine.signals(in: Utterance(long)) == [.cancel])
        #expect(mine.signals(in: Utterance(long + "c")).isEmpty)
    }

    @Test func spansPointAtWords() {
        let utterance = Utterance("bonjour, je veux parler à un humain")
        #expect(lexicon.spans(of: .human, in: utterance).first?.lowerBound == 3)
        #expect(lexicon.spans(of: .greeting, in: utterance) == [0..<1])
    }

    @Test(arguments: 0..<20)
    func anyInputIsRead(seed: Int) {
        var random = SeededNumbers(seed: UInt64(seed))
        let utterance = Utterance(random.text(500))
        _ = lexicon.signals(in: utterance)
        for signal in Signal.allCases {
            _ = lexicon.isWhole(signal, utterance)
            for span in lexicon.spans(of: signal, in: utterance) {
                #expect(utterance.words.indices.contains(span.upperBound - 1))
            }
        }
    }
}

/// How often a signal is heard in real messages. Sets may be absent; then there is nothing to measure.
struct SignalRatesTests {
    /// - Returns: share of rows with each signal, and examples.
    private func rates(_ path: String, where include: (String) -> Bool) -> [Signal: (
        share: Double, examples: [String]
    )]? {
        guard let all = DataSets.rows(path)?.filter({ include($0.label) }), !all.isEmpty else { return nil }
        // About 2,500 of each set, evenly.
        let rows = all.enumerated().filter { $0.offset % (all.count / 2_500 + 1) == 0 }.map(\.element)
        var found: [Signal: [String]] = [:]
        for row in rows {
            for signal in SignalLexicon.builtIn.signals(in: Utterance(row.text)) {
                found[signal, default: []].append(row.text)
            }
        }
        let table = found.mapValues {
            (share: Double($0.count) / Double(rows.count), examples: Array($0.prefix(12)))
        }
        for signal in Signal.allCases {
            guard let entry = table[signal] else { continue }
            let percent = (entry.share * 10_000).rounded() / 100
            print(
                "signals \(path) \(signal.rawValue): \(percent) % \([Signal.human, .insult, .complaint].contains(signal) ? entry.examples : [])"
            )
        }
        return table
    }

    @Test(arguments: [
        "clinc150/train.tsv", "clinc150/dev.tsv", "banking77/train.tsv", "banking77/dev.tsv",
        "msskills-en/train.tsv", "msskills-fr/train.tsv",
    ])
    func peopleAngerAndInsultsAreSeldomHeardWhereThereAreNone(_ path: String) {
        guard let table = rates(path, where: { !$0.hasSuffix("Escalate") }) else { return }
        for signal in [Signal.human, .insult, .complaint] {
            // Customers of the bank do complain, and are heard: "I am dissatisfied with the service".
            let bound = signal == .complaint && path.hasPrefix("banking77") ? 0.01 : 0.005
            #expect(
                (table[signal]?.share ?? 0) < bound, "\(signal) in \(path): \(table[signal]?.examples ?? [])")
        }
    }

    @Test(arguments: [("msskills-en/train.tsv", 0.6), ("msskills-fr/train.tsv", 0.6)])
    func whoAsksForAPersonIsHeard(_ path: String, _ least: Double) {
        guard let rows = DataSets.rows(path)?.filter({ $0.label.hasSuffix("Escalate") }), !rows.isEmpty else {
            return
        }
        let missed = rows.filter { !SignalLexicon.builtIn.signals(in: Utterance($0.text)).contains(.human) }
        print(
            "signals \(path) escalate heard: \(rows.count - missed.count)/\(rows.count); missed \(missed.prefix(40).map(\.text))"
        )
        #expect(Double(rows.count - missed.count) / Double(rows.count) >= least)
    }
}
