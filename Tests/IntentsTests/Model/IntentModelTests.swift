import Learning
import Testing
import Text

@testable import Intents

/// A small bilingual shop.
private let shop: [(String, [String])] = [
    (
        "order.where",
        [
            "où est ma commande", "je n'ai pas reçu mon colis", "quand arrive ma livraison",
            "suivre mon colis",
            "ma commande n'est pas arrivée", "where is my parcel", "my order has not arrived",
            "when will my delivery come", "track my order", "I am still waiting for my package",
        ]
    ),
    (
        "plan.change",
        [
            "je veux changer de forfait", "passer à un autre abonnement", "modifier mon forfait mobile",
            "quel forfait choisir", "un forfait moins cher", "I want to change my plan",
            "switch to another plan",
            "upgrade my subscription", "a cheaper plan please", "change my mobile plan",
        ]
    ),
    (
        "password.reset",
        [
            "j'ai oublié mon mot de passe", "réinitialiser mon mot de passe",
            "je n'arrive plus à me connecter",
            "mon identifiant ne marche plus", "changer de mot de passe", "I forgot my password",
            "reset my password", "I cannot log in any more", "my login does not work", "new password please",
        ]
    ),
    (
        "bill.explain",
        [
            "ma facture est trop élevée", "expliquez-moi ma facture", "pourquoi ce montant sur ma facture",
            "je ne comprends pas cette facture", "un prélèvement inconnu", "my bill is too high",
            "explain my invoice", "why is there this charge on my bill", "I do not understand my bill",
            "an unknown charge",
        ]
    ),
    (
        "phone.stolen",
        [
            "on m'a volé mon téléphone", "j'ai perdu mon portable", "bloquer ma ligne",
            "mon mobile a été volé",
            "vol de mon téléphone hier", "my phone was stolen", "I lost my mobile", "block my line please",
            "somebody took my phone", "my cell phone is gone",
        ]
    ),
]

private func samples() -> [IntentModel.Sample] {
    shop.flatMap { intent, texts in texts.map { IntentModel.Sample(intent: intent, text: $0) } }
}

@Suite struct IntentModelTests {
    private static let model = IntentModel.train(samples())
    private var model: IntentModel { Self.model }

    @Test(arguments: [
        ("Où est donc ma commande ?", "order.where"), ("MY PARCEL WHERE IS IT", "order.where"),
        ("j'aimerais un forfait moins cher", "plan.change"), ("mot de passe oublié", "password.reset"),
        ("je trouve ma facture élevée ce mois-ci", "bill.explain"), ("they stole my phone", "phone.stolen"),
        ("ou est ma commande pas arrivee", "order.where"),
    ])
    func aNewSentenceFindsItsIntent(_ text: String, _ intent: String) {
        #expect(model.rank(Utterance(text)).best?.intent == intent)
    }

    /// Found by attacking: "et " said 2,600 times was understood with a confidence of 1.
    @Test(arguments: ["colis", "commande", "et", "my", "my package", "zz"])
    func whatIsSaidOverAndOverSaysNoMore(_ words: String) {
        func confidence(_ count: Int) -> Double {
            model.rank(Utterance(Array(repeating: words, count: count).joined(separator: " "))).best?
                .confidence ?? 0
        }
        let twice = confidence(2)
        for count in [3, 12, 13, 30, 500] { #expect(abs(confidence(count) - twice) < 0.05) }
    }

    @Test func lettersInARowAreNoWord() {
        #expect(model.rank(Utterance(String(repeating: "o", count: 500))).inScope == 0)
    }

    @Test func confidencesAreProbabilities() {
        for text in ["où est ma commande", "my bill", "zzz", "quel temps fait-il", ""] {
            let ranking = model.rank(Utterance(text))
            #expect(ranking.entries.allSatisfy { (0...1).contains($0.confidence) })
            #expect(ranking.entries.reduce(0) { $0 + $1.confidence } <= ranking.inScope + 1e-9)
            #expect(
                zip(ranking.entries, ranking.entries.dropFirst()).allSatisfy {
                    $0.confidence >= $1.confidence
                })
            #expect(ranking.entries.count == 5)
        }
    }

    @Test func whatTheBotKnowsIsMoreInScopeThanWhatItDoesNot() {
        let known = ["where is my order", "je veux changer de forfait", "my phone was stolen yesterday"]
        let unknown = [
            "quel temps fera-t-il demain", "tell me a joke about cats", "recette de la tarte aux pommes",
        ]
        let lowest = known.map { model.rank(Utterance($0)).inScope }.min() ?? 0
        let highest = unknown.map { model.rank(Utterance($0)).inScope }.max() ?? 1
        #expect(lowest > highest)
    }

    @Test func accentsCaseAndPunctuationChangeNothing() {
        #expect(
            model.rank(Utterance("Où est ma commande ?")).entries
                == model.rank(Utterance("ou est ma COMMANDE")).entries)
    }

    @Test func aMistypedWordIsRepairedAndReported() {
        let ranking = model.rank(Utterance("reinitialier mon mot de passe"))
        #expect(ranking.best?.intent == "password.reset")
        #expect(ranking.repairs == [Ranking.Repair(from: "reinitialier", to: "reinitialiser")])
        #expect(model.rank(Utterance("where is my parcel")).repairs.isEmpty)
    }

    @Test(arguments: [
        "", " ", "x", "?!", "😀😀", "日本語のテキスト", "مرحبا", "\u{0}\u{1}\u{7F}", "\u{301}\u{301}",
    ])
    func whateverComesIsRankedWithoutBelief(_ text: String) {
        let ranking = model.rank(Utterance(text))
        #expect(ranking.entries.count == 5)
        #expect((ranking.best?.confidence ?? 1) < 0.5)
    }

    @Test func eightThousandCharactersAreRanked() {
        let long = String(repeating: "where is my parcel ", count: 500).prefix(8_000)
        #expect(model.rank(Utterance(String(long))).best?.intent == "order.where")
        #expect(model.rank(Utterance(String(repeating: "a", count: 8_000))).entries.count == 5)
        #expect(model.rank(Utterance(utf8: [0xFF, 0xFE, 0x20, 0x80])).entries.count == 5)
    }

    @Test func oneIntentIsEnough() {
        let model = IntentModel.train([
            .init(intent: "only", text: "where is my parcel"), .init(intent: "only", text: "track my order"),
        ])
        let close = model.rank(Utterance("where is my parcel"))
        #expect(close.best?.intent == "only")
        #expect(close.inScope > model.rank(Utterance("sing me a song")).inScope)
    }

    @Test func anIntentMayHaveOneExampleOrNone() {
        var few = samples()
        few.append(.init(intent: "warranty", text: "is my washing machine under warranty"))
        let model = IntentModel.train(few, intents: ["empty"])
        #expect(model.intents.contains("empty"))
        #expect(model.rank(Utterance("warranty of my washing machine")).best?.intent == "warranty")
    }

    @Test func nothingToLearnFromIsNoTrouble() {
        #expect(IntentModel.train([]).rank(Utterance("hello")).entries.isEmpty)
        #expect(
            IntentModel.train([.init(intent: nil, text: "weather")]).rank(Utterance("hello")).entries.isEmpty)
        #expect(IntentModel.train([.init(intent: "a", text: "")]).rank(Utterance("hello")).entries.count == 1)
    }

    @Test func theSameFilesGiveTheSameBits() {
        let backwards = Workers { count, body in
            for index in (0..<count).reversed() { body(index) }
        }
        #expect(IntentModel.train(samples(), workers: backwards).encode() == model.encode())
    }

    @Test func aKeptModelRanksTheSame() throws {
        let kept = try IntentModel(decoding: model.encode())
        #expect(kept.contentKey == IntentModel.contentKey(of: samples()))
        for text in ["where is my parcl", "facture", "quel temps", "changer de forfait"] {
            #expect(kept.rank(Utterance(text)) == model.rank(Utterance(text)))
        }
    }

    @Test func damagedBytesAreRefused() {
        let bytes = model.encode()
        for length in [0, 7, 8, 100, bytes.count - 1] {
            #expect(throws: DecodingError.damaged) { try IntentModel(decoding: Array(bytes.prefix(length))) }
        }
        var changed = bytes
        changed[bytes.count / 2] ^= 0x10
        #expect(throws: DecodingError.damaged) { try IntentModel(decoding: changed) }
    }

    @Test func anotherExampleIsAnotherContent() {
        var more = samples()
        more.append(.init(intent: "order.where", text: "parcel please"))
        #expect(IntentModel.contentKey(of: more) != IntentModel.contentKey(of: samples()))
    }

    @Test func keywordsHelpWithoutRuling() {
        var set = IntentSet(
            intents: shop.map { name, texts in
                IntentDeclaration(
                    name: name, examples: texts.map { IntentExample(language: .english, text: $0) })
            })
        let without = IntentModel.train(set).rank(Utterance("voucher"))
        for index in set.intents.indices where set.intents[index].name == "bill.explain" {
            set.intents[index].keywords = [IntentExample(language: .english, text: "voucher")]
        }
        let with = IntentModel.train(set)
        #expect(with.rank(Utterance("voucher")).best?.intent == "bill.explain")
        #expect(
            (with.rank(Utterance("voucher")).best?.confidence ?? 0)
                > (without.entries.first { $0.intent == "bill.explain" }?.confidence ?? 1))
        #expect(with.rank(Utterance("my phone was stolen with a voucher")).best?.intent == "phone.stolen")
    }

    @Test func declaredOffTopicExamplesLowerTheirKind() {
        var more = samples()
        for text in [
            "quel temps fait-il", "quel temps fera-t-il demain", "va-t-il pleuvoir", "météo de demain",
        ] {
            more.append(.init(intent: nil, text: text))
        }
        let text = Utterance("quel temps fera-t-il à Lyon")
        #expect(IntentModel.train(more).rank(text).inScope < model.rank(text).inScope)
    }

    @Test(arguments: [
        ("order.where", "order where"), ("lost_card", "lost card"), ("CreateEvent", "Create Event"),
        ("facture-élevée", "facture élevée"), ("...", "   "), ("", ""),
    ])
    func aNameIsReadAsWords(_ name: String, _ words: String) {
        #expect(IntentModel.nameHint(of: name).text == words)
    }

    @Test func anIntentsNameIsAnExampleOfIt() {
        var few = samples()
        few.append(.init(intent: "pressing_iron", text: "mine went out yesterday"))
        few.append(.init(intent: "walking_boots", text: "mine are too small"))
        let model = IntentModel.train(few)
        #expect(model.rank(Utterance("about the boots")).best?.intent == "walking_boots")
        var settings = TrainingSettings()
        let isKnown = settings.leaveOut("names")
        #expect(isKnown)
        let without = IntentModel.train(few, settings: settings)
        let boots = { (model: IntentModel) in
            model.rank(Utterance("about the boots")).entries.first { $0.intent == "walking_boots" }?
                .confidence ?? 0
        }
        #expect(boots(model) > boots(without))
    }

    @Test func hintsAreNotMeasuredBy() {
        // A hundred odd labels would spoil the confidence if they were held out like messages.
        let hints = (0..<100).map {
            IntentModel.Sample(intent: shop[$0 % 5].0, text: "zz\($0) qq\($0)", isMessage: false)
        }
        let trainer = IntentTrainer(
            samples() + hints, contentKey: 0, intents: shop.map(\.0).sorted(), settings: TrainingSettings(),
            workers: .none)
        let rows = trainer.makeFolds().flatMap { $0.heldOut + $0.hidden }
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { Int($0) < samples().count })
    }
}
