import Text

/// What a result name in a flow holds.
enum ResultKind: Hashable {
    case call(action: String)
    case run(flow: Int)
    case promise
}

/// The type of a reference.
enum ReferenceType {
    case one(SlotType)
    /// A list of an action's result.
    case list(fields: [ActionDeclaration.Field])
    /// One field of all elements of a list.
    case column(SlotType)
    case channel, language

    var kind: ValueKind {
        switch self {
        case .one(let type): ValueKind(type)
        case .list, .column: .list
        case .channel, .language: .choice
        }
    }
}

/// A place where a value is read, for the check that it is there.
struct Read: Hashable {
    enum Use: Hashable {
        /// `{x}` without `else`.
        case text
        /// An argument, a contact, a list to pick from: nothing can take its place.
        case needed
    }

    var operand: Operand
    var name: String
    var use: Use
    var range: SourceRange
}

/// All names of a bot: filled once, then asked by the compiler of each flow.
final class Symbols {
    let policy: Policy
    let desk: DeskFile
    /// True when no queue file exists: every queue named is then taken as declared, always open.
    let queuesAreImplicit: Bool
    let catalogue: Catalogue
    let sources: SourceSet
    let sink: DiagnosticSink
    /// Files from here on are the shipped ones.
    let firstSystemFile: Int

    var actions: [String: ActionDeclaration] = [:]
    var shared: [SlotDeclaration] = []
    var sharedIndex: [String: Int] = [:]
    var constants: [String: (operand: Operand, type: SlotType)] = [:]
    var phrases: [String: Texts] = [:]
    var phraseNames: Set<String> = []
    /// By what is recorded: a `because`, an action's failure.
    var reasons: [String: Texts] = [:]
    /// Name → index into the program's flows.
    var flowIndex: [String: Int] = [:]
    var flowSlots: [[SlotDeclaration]] = []
    var flowGives: [[String]] = []

    /// `slot:flow:name`, `phrase:name` …: what something refers to.
    var used: Set<String> = []
    /// Where values are read, by the range of the line, handler or slot that reads them.
    var reads: [SourceRange: [Read]] = [:]
    /// Queues named without a queue file.
    var implicitQueues: Set<String> = []

    init(
        policy: Policy, desk: DeskFile, queuesAreImplicit: Bool, catalogue: Catalogue, sources: SourceSet,
        firstSystemFile: Int, sink: DiagnosticSink
    ) {
        self.policy = policy
        self.desk = desk
        self.queuesAreImplicit = queuesAreImplicit
        self.catalogue = catalogue
        self.sources = sources
        self.firstSystemFile = firstSystemFile
        self.sink = sink
    }

    func isSystem(_ range: SourceRange) -> Bool { range.file >= firstSystemFile }

    var defaultQueue: String { policy.defaultQueue ?? desk.queues.first?.name ?? "support" }

    /// The queue meant by a name; nil or `default` is the default queue. An unknown one is reported.
    func queue(_ name: SourceWord?) -> String {
        guard let name, name.text != "default" else {
            if queuesAreImplicit { implicitQueues.insert(defaultQueue) }
            return defaultQueue
        }
        if queuesAreImplicit {
            implicitQueues.insert(name.text)
        } else if desk.queue(named: name.text) == nil {
            unknown(.unknownQueue, name, among: desk.queues.map(\.name))
        }
        used.insert("queue:\(name.text)")
        return name.text
    }

    /// Reports an unknown name, with the near one offered as edit.
    func unknown(
        _ rule: Rule, _ name: SourceWord, among candidates: some Collection<String>,
        _ values: [String: Bilingual] = [:]
    ) {
        sink.unknown(rule, name, among: candidates, values)
    }

    func twice(_ name: SourceWord, first: SourceRange) {
        sink.report(
            .definedTwice, at: name.range, ["name": .same(name.text)],
            notes: [
                Diagnostic.Note(
                    Bilingual(en: "first defined here", fr: "défini une première fois ici"), at: first)
            ])
    }
}
