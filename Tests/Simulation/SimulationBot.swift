import Conversation
import Desk
import Flows
import Intents
import Sessions
import Text

/// A bot of a few flows, in versions that differ by what a reload may change: a step renamed, a flow gone, a queue gone.
/// Its understanding is a word each.
enum SimulationBot {
    struct Bad: Error {
        var lines: [String]
    }

    static let versions: [Bot] = {
        do { return try ["one", "two", "three"].map(bot) } catch { preconditionFailure("\(error)") }
    }()

    private static func flow(_ version: String) -> String {
        let step = version == "two" ? "num" : "number"
        let stock = """
            flow stock
            label fr: vérifier le stock
            label en: check the stock
            trigger stock.check
            step look
            call stock.find into found within 3 s
            on error go person because stock system unreachable
            answer
            fr: Il en reste {found.count}.
            en: {found.count} left.
            end solved
            step person
            escalate support
            on closed go none
            on full go none
            step none
            say
            fr: Personne n'est là.
            en: Nobody is there.
            end abandoned
            action stock.find
            gives count number

            """
        let bill = """
            flow bill
            label fr: parler d'une facture
            label en: talk about a bill
            trigger bill
            step person
            escalate \(version == "three" ? "support" : "billing")
            on closed go none
            on full go none
            step none
            say
            fr: Plus tard.
            en: Later.
            end abandoned

            """
        let order = """
            flow order
            label fr: suivre une commande
            label en: track an order
            trigger order.where
            slot order-no like FR-204518 starts FR-
            fr: Numéro ?
            en: Number?
            step \(step)
            ask order-no
            step done
            answer
            fr: Noté {order-no}.
            en: Noted {order-no}.
            end solved

            """
        return order + bill + (version == "three" ? "" : stock)
    }

    private static let policy = """
        satisfaction never
        default queue support
        language fr
        language en
        channel web buttons
        channel sms asynchronous
        silence 5 min

        """

    private static func queues(_ version: String) -> String {
        let support = "queue support\nlabel fr: aide\nlabel en: help\n"
        return version == "three" ? support : support + "queue billing\nlabel fr: factures\nlabel en: bills\n"
    }

    private static func bot(_ version: String) throws -> Bot {
        let action = version == "three" ? "" : "action stock.find url http://127.0.0.1:1/stock\n"
        let files = BotFiles(files: [
            .init(path: "Flows/test.flow", bytes: Array(flow(version).utf8)),
            .init(path: "Flows/bot.policy", bytes: Array((policy + action).utf8)),
            .init(path: "Flows/desk.queues", bytes: Array(queues(version).utf8)),
        ])
        var catalogue = Catalogue()
        for name in ["order.where", "stock.check", "bill"] {
            catalogue.intents[name] = Catalogue.Intent(labels: [.french: name, .english: name])
        }
        let (program, diagnostics) = FlowCompiler.compile(files: files, catalogue: catalogue)
        guard let program else {
            throw Bad(
                lines: diagnostics.filter { $0.severity == .error }.map { "\($0.code) \($0.message.en)" })
        }
        let world = World(
            program: program, catalogue: catalogue, fingerprint: version,
            understander: understander(hasStock: version != "three"))
        var desk: [DeskConfiguration.Queue] = [.init(name: "support")]
        if version != "three" {
            desk.append(
                .init(
                    name: "billing", skills: ["billing"], fullAt: 2,
                    overflow: .init(queue: "support", afterMilliseconds: 60_000)))
        }
        return Bot(
            world: world, desk: DeskConfiguration(queues: desk),
            channels: [.init(name: "web", isAsynchronous: false), .init(name: "sms", isAsynchronous: true)],
            languages: [.french, .english])
    }

    private static func understander(hasStock: Bool) -> Understander {
        Understander(
            rank: { utterance, _, _ in
                var found = Understood()
                func has(_ word: String) -> Bool { utterance.text.contains(word) }
                if has("commande") { found.intents = [.init("order.where", 0.9)] }
                if has("stock"), hasStock { found.intents = [.init("stock.check", 0.9)] }
                if has("facture") { found.intents = [.init("bill", 0.9)] }
                return found
            },
            signals: { utterance in
                utterance.text.contains("conseiller") ? HeardSignals(anywhere: [.human]) : HeardSignals()
            },
            find: { query, utterance in
                guard case .mask = query.type,
                    let word = utterance.text.split(separator: " ").first(where: { $0.hasPrefix("FR-") })
                else { return [] }
                let from = utterance.text.utf8.distance(
                    from: utterance.text.utf8.startIndex, to: word.utf8.startIndex)
                return [FoundValue(.text(String(word)), range: from..<from + word.utf8.count)]
            })
    }
}
