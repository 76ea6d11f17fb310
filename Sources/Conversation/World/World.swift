import CivilTime
package import Flows
package import Intents
package import Knowledge
package import Text

/// Everything a decision is made with, immutable: the checked program and what understands customers.
///
/// A value of two references: the loop hands it from room to room with every message.
package struct World: Sendable {
    private let parts: Parts
    /// Transcripts accept any variant of a text: decisions then carry all of them.
    package var keepsWordings = false
    /// What the understander was made of, when the world was made of files.
    var origin: Origin?

    package var program: Program { parts.program }
    package var catalogue: Catalogue { parts.catalogue }
    /// Content hash of the bot's files; the record names it, so a replay knows what a decision was made with.
    package var fingerprint: String { parts.fingerprint }
    package var understander: Understander { parts.understander }
    /// For `classify`, suggestions, search.
    package var model: IntentModel? { origin?.model }
    package var articles: ArticleIndex? { origin?.articles }
    package var intents: IntentSet? { origin?.intents }
    /// What the promises of the policy cost, one sentence each.
    package var promises: [Bilingual] { origin?.promises ?? [] }
    /// What held-out examples showed; nil when nothing was promised.
    package var evidence: HeldOutEvidence? { origin?.evidence }
    /// Whether `understanding()` holds more than what was given to `load`.
    package var hasNewUnderstanding: Bool { origin?.hasNewUnderstanding ?? false }
    var zone: Zone { parts.zone }
    var hours: [String: OpeningHours] { parts.hours }
    /// By flow: the slots whose values are kept when said early, its own and those of the flows it runs.
    var early: [[EarlySlot]] { parts.early }
    /// By flow: the type of the field each pick is matched by.
    var pickTypes: [[SlotType: SlotType]] { parts.pickTypes }
    /// By flow: the articles it answers.
    var answered: [Set<String>] { parts.answered }
    /// No threshold of the policy is lower.
    var leastThreshold: Double { parts.leastThreshold }

    final class Origin: Sendable {
        let model: IntentModel
        let articles: ArticleIndex
        let intents: IntentSet
        let promises: [Bilingual]
        let evidence: HeldOutEvidence?
        let hasNewUnderstanding: Bool

        init(
            model: IntentModel, articles: ArticleIndex, intents: IntentSet, promises: [Bilingual],
            evidence: HeldOutEvidence?, hasNewUnderstanding: Bool
        ) {
            self.model = model
            self.articles = articles
            self.intents = intents
            self.promises = promises
            self.evidence = evidence
            self.hasNewUnderstanding = hasNewUnderstanding
        }
    }

    private final class Parts: Sendable {
        let program: Program
        let catalogue: Catalogue
        let fingerprint: String
        let understander: Understander
        let zone: Zone
        let hours: [String: OpeningHours]
        let early: [[EarlySlot]]
        let pickTypes: [[SlotType: SlotType]]
        let answered: [Set<String>]
        let leastThreshold: Double

        init(_ program: Program, _ catalogue: Catalogue, _ fingerprint: String, _ understander: Understander)
        {
            self.program = program
            self.catalogue = catalogue
            self.fingerprint = fingerprint
            self.understander = understander
            zone = Zone(identifier: program.policy.zone) ?? .utc
            leastThreshold = program.policy.leastThreshold
            hours = World.hours(of: program.queues, fallback: zone)
            let picks = program.flows.map { World.pickTypes(of: $0, in: program) }
            pickTypes = picks
            early = program.flows.indices.map { World.earlySlots(of: $0, picks, in: program) }
            answered = program.flows.map { flow in
                var ids: Set<String> = []
                for line in flow.lines {
                    for act in [line.act] + line.handlers.map(\.act) {
                        if case .answer(.article(let id)) = act.innermost { ids.insert(id) }
                    }
                }
                return ids
            }
        }
    }

    package init(
        program: Program, catalogue: Catalogue = Catalogue(), fingerprint: String, understander: Understander
    ) {
        parts = Parts(program, catalogue, fingerprint, understander)
    }

    /// Understands one message for nobody: what is made at the first use (tables of stems, working memory) then does not
    /// keep the first customer waiting. May run on any thread.
    package func understandOnce() {
        for language in program.policy.languages {
            _ = understander.rank(Utterance("relais"), language, DayNumber(days: 0))
        }
    }

    /// Whether an agent can give a customer back to the bot there: `flow` or `flow/step`, of the author's flows.
    package func hasPlace(_ place: String) -> Bool {
        let parts = place.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = parts.first, let flow = program.flow(named: String(name)), !flow.isSystem else {
            return false
        }
        return parts.count == 1 || flow.step(named: String(parts[1])) != nil
    }

    private static func hours(of file: DeskFile, fallback: Zone) -> [String: OpeningHours] {
        let zone = Zone(identifier: file.zone) ?? fallback
        var result: [String: OpeningHours] = [:]
        for queue in file.queues {
            result[queue.name] = file.openingHours(of: queue, in: zone) ?? .always(zone: zone)
        }
        return result
    }

    private static func pickTypes(of flow: Flow, in program: Program) -> [SlotType: SlotType] {
        var types: [SlotType: SlotType] = [:]
        for slot in flow.slots {
            guard case .pick(let result, let list, let field) = slot.type else { continue }
            for line in flow.lines {
                guard case .call(let call) = line.act.innermost, call.result == result,
                    let action = program.actions[call.action],
                    let type = action.lists.first(where: { $0.name == list })?.fields.first(where: {
                        $0.name == field
                    })?.type
                else { continue }
                types[slot.type] = type
                break
            }
        }
        return types
    }

    private static func earlySlots(
        of index: Int, _ picks: [[SlotType: SlotType]], in program: Program
    ) -> [EarlySlot] {
        var result: [EarlySlot] = []
        func add(_ slot: SlotDeclaration, _ types: [SlotType: SlotType]) {
            let type = (types[slot.type] ?? slot.type).withoutLimits
            guard let kind = LooseKind(type),
                !result.contains(where: { $0.kind == kind && $0.choices == slot.choices })
            else { return }
            result.append(EarlySlot(type: type, kind: kind, choices: slot.choices))
        }
        var seen: Set<Int> = [index]
        var queue = [index]
        while let next = queue.first {
            queue.removeFirst()
            let flow = program.flows[next]
            for slot in flow.slots { add(slot, picks[next]) }
            for line in flow.lines {
                if case .run(let site) = line.act.innermost, program.flows.indices.contains(site.flow),
                    seen.insert(site.flow).inserted
                {
                    queue.append(site.flow)
                }
            }
        }
        for slot in program.shared { add(slot, [:]) }
        return result
    }
}

/// A kind of value that is kept when a customer says it before its question.
struct EarlySlot: Sendable {
    var type: SlotType
    var kind: LooseKind
    var choices: [ChoiceDeclaration]
}

extension Act {
    /// The act under `when` and `otherwise`.
    var innermost: Act {
        switch self {
        case .when(_, then: let act), .otherwise(then: let act): act.innermost
        default: self
        }
    }

    /// Whether the act at the end of `when` leaves.
    var leavesAtLast: Bool { innermost.leaves }
}

extension SlotType {
    /// Values of free text, names, yes-no and bare numbers are never kept for later: they would fit by chance.
    var mayComeEarly: Bool {
        switch self {
        case .text, .name, .yesNo, .number, .instant: false
        default: true
        }
    }

    var isText: Bool {
        if case .text = self { true } else { false }
    }
}
