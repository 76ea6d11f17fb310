import Text

/// One run of the compiler, stage by stage.
struct Compilation {
    private(set) var sources: SourceSet
    let catalogue: Catalogue
    let sink: DiagnosticSink
    let firstSystemFile: Int

    init(sources: SourceSet, catalogue: Catalogue, sink: DiagnosticSink) {
        self.sources = sources
        self.catalogue = catalogue
        self.sink = sink
        firstSystemFile = sources.files.count
    }

    mutating func run() -> Program {
        var linesLeft = Lexer.maximumLines
        let (policy, desk, hasQueues) = settings(&linesLeft)
        var parser = FlowParser(sink: sink)
        for (index, file) in sources.files.enumerated() where file.isFlowFile || file.isTranscriptFile {
            let lines = Lexer.lines(of: file, file: index, linesLeft: &linesLeft, sink: sink)
            parser.parse(file, lines: lines, file: index, transcriptsOnly: file.isTranscriptFile)
        }
        let own = parser.tree
        collectAcceptances(own)
        let shipped = systemTree()
        let symbols = Symbols(
            policy: policy, desk: desk, queuesAreImplicit: !hasQueues, catalogue: catalogue, sources: sources,
            firstSystemFile: firstSystemFile, sink: sink)
        declareActions(own, symbols)
        declareConstants(own, symbols)
        declareShared(own, symbols)
        let nodes = flows(own, shipped, symbols)
        declareFlows(nodes, symbols)
        declarePhrases(own, shipped, symbols)
        finishShared(own, symbols)
        symbols.noteFailures()
        let (flows, broken) = build(nodes, symbols)
        var program = Program(
            flows: flows, shared: symbols.shared, phrases: symbols.phrases, actions: symbols.actions,
            policy: policy, queues: desk, tests: [], sources: sources)
        program.reasons = symbols.reasons
        if !hasQueues { addImplicitQueues(&program, symbols) }
        program.policy.defaultQueue = symbols.defaultQueue
        program.canned = canned(program, &linesLeft)
        program.tests = TestCompiler(program: program, symbols: symbols).compile(own.tests)
        SettingsChecker(program: program, symbols: symbols).run()
        var checker = Checker(program: program, symbols: symbols, broken: broken)
        checker.run()
        program.turnBounds = checker.turnBounds
        reportUnused(own, symbols)
        checkAcceptances()
        return program
    }

    // MARK: accept

    /// Of one program; the list is looked through for each diagnostic.
    private static let maximumAcceptances = 1_000

    private func collectAcceptances(_ tree: ProgramTree) {
        for flow in tree.flows {
            for accept in flow.accepts where sink.acceptances.count < Self.maximumAcceptances {
                sink.acceptances.append(
                    .init(
                        code: accept.code.text, because: accept.because, extent: flow.extent,
                        range: accept.code.range))
            }
        }
    }

    private func checkAcceptances() {
        for accept in sink.acceptances {
            guard !accept.isUsed else { continue }
            let reason: Bilingual
            if !DiagnosticSink.isAcceptable(accept.code) {
                reason = Bilingual(
                    en: "only F501 to F503, F6xx and F7xx can be accepted",
                    fr: "seuls F501 à F503, F6xx et F7xx peuvent être acceptés")
            } else if sink.errorCount == 0 {
                reason = Bilingual(en: "there is nothing to accept", fr: "il n'y a rien à accepter")
            } else {
                continue
            }
            sink.report(.acceptsNothing, at: accept.range, ["code": .same(accept.code), "reason": reason])
        }
    }

    // MARK: Settings

    private func settings(_ linesLeft: inout Int) -> (Policy, DeskFile, hasQueues: Bool) {
        var policy = Policy()
        var desk = DeskFile()
        var hasQueues = false
        for (index, file) in sources.files.enumerated() where file.isPolicyFile {
            let lines = Lexer.lines(of: file, file: index, linesLeft: &linesLeft, sink: sink)
            var parser = PolicyParser(source: file, file: index, sink: sink)
            policy = parser.parse(lines)
        }
        for (index, file) in sources.files.enumerated() where file.isQueueFile {
            hasQueues = true
            let lines = Lexer.lines(of: file, file: index, linesLeft: &linesLeft, sink: sink)
            var parser = QueueParser(
                source: file, file: index, sink: sink, languages: policy.languages)
            desk = parser.parse(lines)
        }
        return (policy, desk, hasQueues && !desk.queues.isEmpty)
    }

    private func canned(_ program: Program, _ linesLeft: inout Int) -> [CannedAnswer] {
        var answers: [CannedAnswer] = []
        for (index, file) in sources.files.enumerated() where file.isCannedFile {
            let lines = Lexer.lines(of: file, file: index, linesLeft: &linesLeft, sink: sink)
            var parser = CannedParser(
                source: file, file: index, sink: sink, languages: program.policy.languages,
                queues: program.queues.queues.map(\.name))
            answers = parser.parse(lines)
        }
        return answers
    }

    private mutating func systemTree() -> ProgramTree {
        var parser = FlowParser(sink: sink)
        var unlimited = Int.max
        for (name, text) in SystemFlows.files {
            let file = SourceFile(path: name, bytes: Array(text.utf8))
            let index = sources.add(file)
            let lines = Lexer.lines(of: file, file: index, linesLeft: &unlimited, sink: sink)
            parser.parse(file, lines: lines, file: index, transcriptsOnly: false)
        }
        return parser.tree
    }

    // MARK: Flows

    /// The author's flows and the shipped ones they do not replace, sorted by name.
    private func flows(_ own: ProgramTree, _ shipped: ProgramTree, _ symbols: Symbols) -> [FlowNode] {
        let system = Dictionary(
            shipped.flows.map { ($0.name.text, $0) }, uniquingKeysWith: { first, _ in first })
        var kept: [FlowNode] = []
        var first: [String: SourceRange] = [:]
        var triggers: [String: (flow: String, range: SourceRange)] = [:]
        for node in own.flows {
            if let earlier = first[node.name.text] {
                symbols.twice(node.name, first: earlier)
                continue
            }
            first[node.name.text] = node.name.range
            if let replaced = system[node.name.text] {
                if Set(replaced.gives.map(\.text)) != Set(node.gives.map(\.text)) {
                    let gives = replaced.gives.map(\.text).joined(separator: ", ")
                    sink.report(
                        .systemFlowGives, at: node.name.range,
                        ["name": .same(node.name.text), "gives": .same(gives.isEmpty ? "–" : gives)])
                }
            } else if node.name.text.hasPrefix("system.") {
                symbols.unknown(.unknownFlow, node.name, among: system.keys)
            }
            checkHeader(node, &triggers, symbols)
            kept.append(node)
        }
        for node in shipped.flows where first[node.name.text] == nil { kept.append(node) }
        return kept.sorted { $0.name.text < $1.name.text }
    }

    private func checkHeader(
        _ node: FlowNode, _ triggers: inout [String: (flow: String, range: SourceRange)], _ symbols: Symbols
    ) {
        for trigger in node.triggers {
            if catalogue.intents[trigger.text] == nil {
                symbols.unknown(
                    .unknownIntent, trigger, among: catalogue.intents.keys,
                    ["kind": Bilingual(en: "intent", fr: "d'intention")])
            }
            if let earlier = triggers[trigger.text] {
                sink.report(
                    .oneIntentTwoFlows, at: trigger.range,
                    ["name": .same(trigger.text), "flow": .same(earlier.flow)],
                    notes: [
                        Diagnostic.Note(Bilingual(en: "named here", fr: "nommée ici"), at: earlier.range)
                    ])
            } else {
                triggers[trigger.text] = (node.name.text, trigger.range)
            }
        }
        if let trigger = node.triggers.first, !node.gives.isEmpty {
            sink.report(
                .triggerNotAllowed, at: trigger.range,
                en: "a flow with outcomes of its own (gives) is run by others and has no trigger",
                fr:
                    "un flux qui a ses propres issues (gives) est exécuté par d'autres et n'a pas de trigger"
            )
        }
        for given in node.gives { sink.reserve(given, for: Keyword.outcomes.union(Keyword.all)) }
    }

    func declareFlows(_ nodes: [FlowNode], _ symbols: Symbols) {
        for (index, node) in nodes.enumerated() {
            symbols.flowIndex[node.name.text] = index
            symbols.flowGives.append(node.gives.map(\.text))
            var first: [String: SourceRange] = [:]
            var slots: [SlotDeclaration] = []
            if node.slots.count > Self.maximumSlots {
                tooMany(
                    node.slots[Self.maximumSlots].name.range, Self.maximumSlots,
                    Bilingual(en: "slots in a flow", fr: "données (slots) dans un flux"))
            }
            for slot in node.slots.prefix(Self.maximumSlots) {
                if let earlier = first[slot.name.text] { symbols.twice(slot.name, first: earlier) }
                first[slot.name.text] = slot.name.range
                reserve(slot.name)
                slots.append(declaration(slot, symbols))
            }
            symbols.flowSlots.append(slots)
        }
    }

    /// - Returns: the flows, and the indices of those in which something was reported as an error.
    private func build(_ nodes: [FlowNode], _ symbols: Symbols) -> ([Flow], Set<Int>) {
        var flows: [Flow] = []
        var broken: Set<Int> = []
        for (index, node) in nodes.enumerated() {
            let before = sink.errorCount
            var builder = FlowBuilder(symbols: symbols, node: node, index: index, label: nil)
            var flow = builder.build()
            flow.label = label(node, scope: builder.scope)
            // Questions and choices were compiled with the flow; the other flows' scopes need only types.
            symbols.flowSlots[index] = flow.slots
            if sink.errorCount != before { broken.insert(index) }
            flows.append(flow)
        }
        return (flows, broken)
    }

    /// The flow's label, or its first intent's.
    private func label(_ node: FlowNode, scope: FlowScope) -> Texts? {
        if let first = node.labels.first {
            return scope.texts(
                TextBlock(entries: node.labels, isOneOf: false, range: first.range),
                what: Bilingual(en: "the label", fr: "le libellé (label)"), readsAt: node.range)
        }
        guard let trigger = node.triggers.first, let labels = catalogue.intents[trigger.text]?.labels,
            !labels.isEmpty
        else { return nil }
        let entries = labels.sorted { $0.key < $1.key }.map {
            TextEntry(channel: nil, language: $0.key, template: Template(pieces: [.text($0.value)]))
        }
        return Texts(entries: entries, range: trigger.range)
    }

    // MARK: The rest

    private func addImplicitQueues(_ program: inout Program, _ symbols: Symbols) {
        program.queues = DeskFile()
        program.queues.zone = program.policy.zone
        let range = SourceRange(file: firstSystemFile, start: 0, end: 0)
        for name in symbols.implicitQueues.union([symbols.defaultQueue]).sorted() {
            program.queues.queues.append(DeskFile.Queue(name: name, range: range))
        }
    }

    private func reportUnused(_ tree: ProgramTree, _ symbols: Symbols) {
        func unused(_ key: String, _ name: SourceWord, _ what: Bilingual) {
            guard !symbols.used.contains(key) else { return }
            sink.report(.unused, at: name.range, ["what": what, "name": .same(name.text)])
        }
        guard sink.errorCount == 0 else { return }
        for flow in tree.flows {
            for slot in flow.slots {
                unused(
                    "slot:\(flow.name.text):\(slot.name.text)", slot.name,
                    Bilingual(en: "the slot", fr: "la donnée (slot)"))
            }
            if flow.triggers.isEmpty, !flow.name.text.hasPrefix("system.") {
                unused(
                    "flow:\(flow.name.text)", flow.name,
                    Bilingual(en: "without a trigger, the flow", fr: "sans trigger, le flux"))
            }
        }
        for node in tree.shared {
            unused(
                "shared:\(node.name.text)", node.name,
                Bilingual(en: "the shared slot", fr: "la donnée partagée"))
        }
        for node in tree.phrases where !node.name.text.hasPrefix("system.") {
            unused("phrase:\(node.name.text)", node.name, Bilingual(en: "the phrase", fr: "la phrase"))
        }
        for node in tree.constants {
            unused("constant:\(node.name.text)", node.name, Bilingual(en: "the constant", fr: "la constante"))
        }
        for node in tree.actions {
            unused("action:\(node.name.text)", node.name, Bilingual(en: "the action", fr: "l'action"))
        }
    }
}
