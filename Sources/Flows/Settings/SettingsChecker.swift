import Text

/// What the policy and queue files say, held against the flows.
struct SettingsChecker {
    let program: Program
    let symbols: Symbols

    func run() {
        checkQueues()
        checkThresholds()
        checkBindings()
    }

    private func checkQueues() {
        guard !symbols.queuesAreImplicit else { return }
        let names = symbols.desk.queues.map(\.name)
        guard let wanted = symbols.policy.defaultQueue else {
            symbols.sink.report(.defaultQueueMissing, at: symbols.desk.queues[0].range)
            return
        }
        if !names.contains(wanted), let range = symbols.policy.defaultQueueRange {
            symbols.unknown(.unknownQueue, SourceWord(text: wanted, range: range), among: names)
        }
    }

    private func checkThresholds() {
        let named =
            symbols.policy.thresholds.map { ($0.intent, $0.range) }
            + symbols.policy.promises.map { ($0.intent, $0.range) }
        for (intent, range) in named {
            guard let intent, symbols.catalogue.intents[intent] == nil else { continue }
            symbols.unknown(
                .policyUnknownName, SourceWord(text: intent, range: range),
                among: symbols.catalogue.intents.keys,
                ["kind": Bilingual(en: "intent", fr: "d'intention")])
        }
    }

    private func checkBindings() {
        let bound = Set(symbols.policy.bindings.map(\.action))
        for binding in symbols.policy.bindings where symbols.actions[binding.action] == nil {
            symbols.unknown(
                .addressWithoutAction, SourceWord(text: binding.action, range: binding.range),
                among: symbols.actions.keys)
        }
        // Without a policy file the bot is being tried out; its actions are given by tests.
        guard symbols.sources.files.contains(where: \.isPolicyFile) else { return }
        for action in symbols.actions.values.sorted(by: { $0.name < $1.name })
        where !bound.contains(action.name) {
            symbols.sink.report(.actionWithoutAddress, at: action.range, ["name": .same(action.name)])
        }
    }
}
