import CivilTime
package import Flows
package import Intents
package import Knowledge
package import Text

extension World {
    /// Makes a world of a bot's files: reads intents, signals, articles and flows, and trains or takes the model.
    ///
    /// Pure: the caller reads the disk, and keeps `model.encode()` for the next start.
    ///
    /// - Parameter cachedModel: bytes of an earlier world's `understanding()`, or of a model; used only as far as it was
    ///   made of the same examples.
    /// - Parameter earlier: the world these files replace: its articles' index serves again while the articles are the
    ///   same, its understanding while the examples are. Both are made without chance, so a world made anew is no other.
    /// - Parameter train: how a model is made when the cached one does not do; a caller with threads passes them here.
    /// - Parameter evidence: how held-out examples are measured when the policy promises a rate of errors.
    /// - Parameter indexing: begins to index the articles; what it returns is asked for the index once the model is there.
    /// - Returns: the world, nil when any diagnostic is an error; every diagnostic, its range in `SourceSet(files)`.
    package static func load(
        files: BotFiles, cachedModel: [UInt8]? = nil, earlier: World? = nil,
        train: (IntentSet) -> IntentModel = { IntentModel.train($0) },
        evidence: (IntentSet) -> HeldOutEvidence = { HeldOutEvidence.measure($0) },
        indexing: ([Article]) -> () -> ArticleIndex = { articles in { ArticleIndex(articles) } }
    ) -> (world: World?, diagnostics: [Diagnostic]) {
        let sources = SourceSet(files)
        let parts = BotParts(sources: sources, languages: nil, channels: nil)
        let catalogue = parts.catalogue
        let (compiled, mistakes) = FlowCompiler.compile(sources: sources, catalogue: catalogue)
        guard var program = compiled else { return (nil, parts.diagnostics + mistakes) }
        // Again, now that the policy says which languages and channels there are.
        let checked = BotParts(
            sources: sources, languages: program.policy.languages,
            channels: program.policy.channels.map(\.name))
        let diagnostics = checked.diagnostics + mistakes
        guard !diagnostics.contains(where: { $0.severity == .error }) else { return (nil, diagnostics) }
        let earlierIndex = earlier?.articles.flatMap { $0.isMade(of: checked.articles) ? $0 : nil }
        let makeIndex = earlierIndex.map { index in { index } } ?? indexing(checked.articles)
        let kept = KeptUnderstanding(
            cachedModel ?? [], earlier: earlier?.model, earlier?.evidence, for: checked.intents)
        let measured = program.policy.promises.isEmpty ? nil : kept.evidence ?? evidence(checked.intents)
        let (promises, refusals) = keepPromises(of: &program, measured)
        guard refusals.isEmpty else { return (nil, diagnostics + refusals) }
        let model = kept.model ?? train(checked.intents)
        let index = makeIndex()
        let lexicon = SignalLexicon.builtIn.adding(checked.phrases)
        var world = World(
            program: program, catalogue: catalogue, fingerprint: fingerprint(of: files),
            understander: Understander(
                model: model, index: index, lexicon: lexicon,
                zone: Zone(identifier: program.policy.zone) ?? .utc, choices: ChoiceTable(program)))
        // What an earlier world measured is kept as long as the examples stay, promised or not.
        world.origin = World.Origin(
            model: model, articles: index, intents: checked.intents, promises: promises,
            evidence: measured ?? kept.evidence,
            hasNewUnderstanding: kept.model == nil || (measured != nil && kept.evidence == nil))
        return (world, diagnostics)
    }

    /// Names a version of a bot by what its files hold: two independent 64-bit sums over paths and bytes. It tells
    /// versions apart; it is no seal against an attacker, who could write the files themselves.
    package static func fingerprint(of files: BotFiles) -> String {
        var first: UInt64 = 0xCBF2_9CE4_8422_2325
        var second: UInt64 = 0x9E37_79B9_7F4A_7C15
        func add(_ byte: UInt8) {
            first = (first ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
            second = (second &+ UInt64(byte) &+ 1) &* 0xBF58_476D_1CE4_E5B9
            second ^= second >> 31
        }
        for file in files.files {
            for byte in file.path.utf8 { add(byte) }
            add(0)
            for byte in file.bytes { add(byte) }
            add(0)
            for shift in stride(from: 0, to: 64, by: 8) {
                add(UInt8(truncatingIfNeeded: file.bytes.count >> shift))
            }
        }
        return [first, second].map { sum in
            let text = String(sum, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }.joined()
    }

    /// Examples of intents that the model, trained on them, still takes for another: they pull two intents together.
    ///
    /// Apart from `load`, since a start should not wait for it.
    package func exampleHints() -> [Diagnostic] {
        guard let model, let intents else { return [] }
        var hints: [Diagnostic] = []
        for intent in intents.intents {
            for example in intent.examples {
                guard let range = example.range, hints.count < Self.mostHints,
                    let best = model.rank(Utterance(example.text)).best, best.intent != intent.name,
                    best.confidence >= program.policy.threshold(.answer, channel: "", intent: best.intent)
                else { continue }
                hints.append(
                    WorldRules.exampleElsewhere.at(
                        range,
                        [
                            "intent": Bilingual(en: intent.name, fr: intent.name),
                            "other": Bilingual(en: best.intent, fr: best.intent),
                        ]))
            }
        }
        return hints
    }

    private static let mostHints = 50
}

/// The mistakes that need both the files and the model.
package enum WorldRules {
    static let promiseRefused = DiagnosticRule(
        "P120", "promises-need-proof", en: "{reason}", fr: "{reason}", example: "")

    static let exampleElsewhere = DiagnosticRule(
        "I750", "examples-are-recognised", .hint,
        en:
            "this example of `{intent}` is taken for `{other}`: one of the two has too few examples, or both say the same",
        fr:
            "cet exemple de « {intent} » est compris comme « {other} » : l'un des deux a trop peu d'exemples, ou ils "
            + "disent la même chose",
        example: "")
}

/// What a bot's files hold besides its flows.
private struct BotParts {
    var intents: IntentSet
    var phrases: [(signal: Signal, phrase: String)]
    var articles: [Article]
    var diagnostics: [Diagnostic]

    init(sources: SourceSet, languages: [Language]?, channels: [String]?) {
        func files(_ isWanted: (String) -> Bool) -> [Int] {
            sources.files.indices.filter { isWanted(sources.files[$0].path) }
        }
        let intents = IntentFiles.parse(
            sources, files: files { $0.hasSuffix(".intents") }, languages: languages)
        let signals = SignalFiles.parse(
            sources, files: files { $0.hasSuffix(".signals") }, languages: languages)
        let articlePaths = files { ArticleFiles.isArticlePath($0) }
        let articles = ArticleFiles.parse(
            sources, files: articlePaths, languages: languages, channels: channels)
        self.intents = intents.set
        phrases = signals.phrases
        self.articles = articles.articles
        diagnostics = intents.diagnostics + signals.diagnostics + articles.diagnostics
    }

    var catalogue: Catalogue {
        var catalogue = Catalogue()
        for intent in intents.intents {
            catalogue.intents[intent.name] = Catalogue.Intent(
                labels: intent.labels, isUrgent: intent.isUrgent)
        }
        for article in articles where article.state == .validated {
            catalogue.articles[article.id, default: []].insert(article.language)
        }
        return catalogue
    }
}

extension Understander {
    /// Understands with a bot's trained model, articles and signals.
    init(
        model: IntentModel, index: ArticleIndex, lexicon: SignalLexicon, zone: Zone, choices: ChoiceTable
    ) {
        let plain = PlainTexts(index.articles)
        self.init(
            rank: { utterance, _, _ in
                let ranking = model.rank(utterance)
                return Understood(
                    intents: ranking.entries.map { Understood.Scored($0.intent, $0.confidence) },
                    repairs: ranking.repairs.map { Explanation.Repair(from: $0.from, to: $0.to) })
            },
            search: { utterance, language, today in
                index.search(utterance, language: language, today: today, limit: 5).map {
                    Understood.Scored($0.id, $0.confidence)
                }
            },
            signals: { utterance in
                let heard = lexicon.hear(utterance)
                return HeardSignals(anywhere: heard.anywhere, whole: heard.whole)
            },
            find: { query, utterance in
                guard EntityFinder.mayHold(query.type, utterance, isAsked: query.isAsked) else { return [] }
                let context = EntityContext(
                    today: query.today, minute: query.minute, language: query.language, zone: zone,
                    isAsked: query.isAsked)
                let choices = choices.options(query.choices, query.language)
                let picks = query.picks.map { PickOption(element: $0.element, field: $0.field) }
                let found = EntityFinder.find(
                    query.type, in: utterance, choices: choices, picks: picks, context: context
                ).map { FoundValue($0.value, range: $0.range) }
                guard found.isEmpty, query.type == .yesNo else { return found }
                // What an author's signals call a yes ("done") answers a yes-no question too.
                let whole = 0..<utterance.text.utf8.count
                let heard = lexicon.hear(utterance)
                if heard.isWhole(.yes) { return [FoundValue(.yesNo(true), range: whole)] }
                if heard.isWhole(.no) { return [FoundValue(.yesNo(false), range: whole)] }
                return []
            },
            looksLike: { EntityFinder.looksLike($0, $1) },
            article: { id, language, channel, today in
                guard let article = index.article(id, language), article.isSayable(on: today) else {
                    return nil
                }
                return plain.text(of: article, channel: channel)
            },
            title: { id, language in index.article(id, language)?.title })
    }
}

/// Articles as they are said, made once: an answer should not cost reading its Markdown again.
private struct PlainTexts: Sendable {
    private struct Key: Hashable, Sendable {
        var id: String
        var language: Language
    }

    /// A large base is rendered as needed, so that a start does not wait for texts that nobody asks for.
    private static let most = 5_000
    private var texts: [Key: String] = [:]

    init(_ articles: [Article]) {
        guard articles.count <= Self.most else { return }
        for article in articles where article.state == .validated {
            texts[Key(id: article.id, language: article.language)] = article.text(channel: "")
        }
    }

    func text(of article: Article, channel: String) -> String {
        if article.renderings[channel] == nil,
            let text = texts[Key(id: article.id, language: article.language)]
        {
            return text
        }
        return article.text(channel: channel)
    }
}

extension ChoiceDeclaration {
    /// The label without channel variants, as plain text.
    func label(in language: Language) -> String {
        labels.entries.first { $0.language == language && $0.channel == nil }?.template.plainText ?? name
    }
}

extension Template {
    /// The text, if nothing is to be put in.
    var plainText: String? {
        var text = ""
        for piece in pieces {
            guard case .text(let part) = piece else { return nil }
            text += part
        }
        return text
    }
}
