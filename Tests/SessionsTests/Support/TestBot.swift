import Conversation
import Desk
import Flows
import Intents
import Sessions
import Text

/// A bot of three flows whose understanding is a word each.
enum TestBot {
    static let flow = """
        flow order
        label fr: suivre une commande
        label en: track an order
        trigger order.where
        slot order-no like FR-204518 starts FR-
        fr: Numéro ?
        en: Number?
        step number
        ask order-no
        step done
        answer
        fr: Noté {order-no}.
        en: Noted {order-no}.
        end solved
        """ + "\n" + stockFlow
    static let stockFlow = """
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
        flow claim
        label fr: réclamation
        label en: claim
        trigger claim.make
        slot claimed like FR-204518 starts FR-
        fr: Quel est votre numéro de commande ?
        en: What is your order number?
        slot kind is choice
        fr: Quel genre de souci ?
        en: What kind of trouble?
        choice broken
        fr: cassé
        en: broken
        choice late
        fr: en retard
        en: late
        ask claimed
        ask kind
        answer
        fr: Noté.
        en: Noted.
        end solved
        action stock.find
        gives count number
        """
    static let policy = """
        satisfaction never
        default queue support
        language fr
        language en
        channel web buttons
        channel sms asynchronous
        action stock.find url http://127.0.0.1:1/stock
        origin https://shop.example

        """
    static let queues = """
        queue support
        label fr: aide
        label en: help
        queue orders
        label fr: commandes
        label en: orders

        """

    struct Bad: Error {
        var lines: [String]
    }

    static func world(_ fingerprint: String = "one", flow: String = flow) throws -> World {
        let files = BotFiles(files: [
            .init(path: "Flows/test.flow", bytes: Array(flow.utf8)),
            .init(path: "Flows/bot.policy", bytes: Array(policy.utf8)),
            .init(path: "Flows/desk.queues", bytes: Array(queues.utf8)),
        ])
        var catalogue = Catalogue()
        for name in ["order.where", "stock.check", "claim.make"] {
            catalogue.intents[name] = Catalogue.Intent(labels: [.french: name, .english: name])
        }
        let (program, diagnostics) = FlowCompiler.compile(files: files, catalogue: catalogue)
        guard let program else {
            throw Bad(
                lines: diagnostics.filter { $0.severity == .error }.map { "\($0.code) \($0.message.en)" })
        }
        return World(
            program: program, catalogue: catalogue, fingerprint: fingerprint, understander: understander)
    }

    static var understander: Understander {
        Understander(
            rank: { utterance, _, _ in
                let text = utterance.text.lowercased()
                var found = Understood()
                if text.contains("commande") { found.intents = [.init("order.where", 0.9)] }
                if text.contains("réclamation") { found.intents = [.init("claim.make", 0.9)] }
                if text.contains("stock") { found.intents = [.init("stock.check", 0.9)] }
                return found
            },
            search: { utterance, _, _ in
                utterance.text.lowercased().contains("délai") ? [.init("refund-time", 0.8)] : []
            },
            signals: { utterance in
                utterance.text.lowercased().contains("conseiller")
                    ? HeardSignals(anywhere: [.human]) : HeardSignals()
            },
            find: { query, utterance in
                guard case .mask = query.type,
                    let word = utterance.text.split(separator: " ").first(where: { $0.hasPrefix("FR-") })
                else { return [] }
                let from = utterance.text.utf8.distance(
                    from: utterance.text.utf8.startIndex, to: word.utf8.startIndex)
                return [FoundValue(.text(String(word)), range: from..<from + word.utf8.count)]
            },
            article: { id, _, _, _ in id == "refund-time" ? "Sous 14 jours." : nil },
            title: { id, _ in id == "refund-time" ? "Délai de remboursement" : nil })
    }

    static func bot(
        _ fingerprint: String = "one", flow: String = flow, queues: [DeskConfiguration.Queue]? = nil
    ) throws -> Bot {
        Bot(
            world: try world(fingerprint, flow: flow),
            desk: DeskConfiguration(
                queues: queues ?? [.init(name: "support"), .init(name: "orders", skills: ["orders"])]),
            channels: [.init(name: "web", isAsynchronous: false), .init(name: "sms", isAsynchronous: true)],
            languages: [.french, .english], origins: ["https://shop.example"])
    }
}
