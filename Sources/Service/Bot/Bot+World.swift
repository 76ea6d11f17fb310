import Conversation
import Desk
import Flows
import Sessions
import Text

extension Bot {
    /// What Sessions needs of a bot's files: the world, the queues as the desk's own configuration, the policy's words.
    init(_ world: World) {
        let policy = world.program.policy
        self.init(
            world: world, desk: DeskConfiguration(world.program.queues),
            channels: policy.channels.map { Channel(name: $0.name, isAsynchronous: $0.isAsynchronous) },
            languages: policy.languages, origins: policy.origins)
        catalogue = Self.catalogue(world)
    }

    private static func catalogue(_ world: World) -> BotCatalogue {
        let program = world.program
        var catalogue = BotCatalogue()
        catalogue.zone = program.queues.zone
        catalogue.queues = program.queues.queues.map {
            BotCatalogue.Queue(name: $0.name, labels: $0.labels, skills: $0.skills)
        }
        catalogue.canned = program.canned.map {
            BotCatalogue.Canned(name: $0.name, queues: $0.queues, texts: $0.texts)
        }
        catalogue.reasons = program.reasons.sorted { $0.key < $1.key }.map {
            BotCatalogue.Reason(text: $0.key, texts: $0.value.words(wherever: "…"))
        }
        // What no agent can send a customer back to fills slots all the same.
        let isOffered = { (flow: Flow) in !flow.isSystem && flow.gives.isEmpty }
        let others = program.flows.filter { !isOffered($0) }
        catalogue.questions = questions(program.shared + others.flatMap(\.slots))
        catalogue.flows = program.flows.filter(isOffered).map { flow in
            BotCatalogue.Flow(
                name: flow.name, labels: labels(of: flow, world), steps: flow.steps.compactMap(\.name),
                questions: questions(flow.slots))
        }
        return catalogue
    }

    private static func questions(_ slots: [SlotDeclaration]) -> [BotCatalogue.Question] {
        var seen: Set<String> = []
        return slots.compactMap { slot in
            let texts = slot.question?.words(wherever: "…") ?? [:]
            guard !texts.isEmpty, seen.insert(slot.name).inserted else { return nil }
            return BotCatalogue.Question(slot: slot.name, texts: texts)
        }
    }

    /// A flow's own label, else that of the intent that starts it.
    private static func labels(of flow: Flow, _ world: World) -> [Language: String] {
        let labels = flow.triggers.first.flatMap { world.catalogue.intents[$0]?.labels } ?? [:]
        return labels.merging(flow.label?.words(wherever: "") ?? [:]) { _, own in own }
    }
}
