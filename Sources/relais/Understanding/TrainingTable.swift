import Intents
import Text

/// A table `intent<TAB>utterance`, one example a line; `__oos__` names what is about none of the intents.
struct TrainingTable {
    static let offTopic = "__oos__"
    static let maximumRows = 1_000_000
    /// So many bad lines are named; beyond it only counted.
    private static let namedMistakes = 20

    private(set) var rows: [(intent: String, text: String)] = []
    /// The 1-based line each row stands on.
    private(set) var lines: [Int] = []

    /// - Throws: `no` that names every bad line by number; then nothing was read.
    init(_ bytes: [UInt8], name: String) throws(CommandFailure) {
        var mistakes: [(line: Int, why: String)] = []
        var count = 0
        var number = 0
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            number += 1
            var line = bytes[start..<end]
            start = end + 1
            if line.last == 0x0D { line = line.dropLast() }
            if line.isEmpty { continue }
            do throws(Mistake) {
                rows.append(try Self.row(line))
                lines.append(number)
            } catch {
                count += 1
                if mistakes.count < Self.namedMistakes { mistakes.append((number, error.why)) }
            }
            guard rows.count <= Self.maximumRows else {
                throw .no(what: name, en: "more than 1,000,000 examples", fr: "plus de 1 000 000 exemples")
            }
        }
        if count > 0 {
            let shown = mistakes.map {
                Terminal.words("line \($0.line): \($0.why)", "ligne \($0.line) : \($0.why)")
            }.joined(separator: "; ")
            let rest = count - mistakes.count
            let more =
                rest == 0
                ? "" : Terminal.words("; and \(rest) more bad lines", " ; et \(rest) autres mauvaises lignes")
            throw .no(what: name, why: shown + more)
        }
        guard rows.contains(where: { $0.intent != Self.offTopic }) else {
            throw .no(
                what: name, en: "no example of any intent; expected lines `intent<TAB>utterance`",
                fr: "aucun exemple d'intention ; il faut des lignes `intention<TAB>phrase`")
        }
    }

    private struct Mistake: Error {
        var why: String
    }

    private static func row(_ line: ArraySlice<UInt8>) throws(Mistake) -> (intent: String, text: String) {
        guard let text = String(validating: line, as: UTF8.self) else {
            throw Mistake(why: Terminal.words("not UTF-8", "pas en UTF-8"))
        }
        guard let tab = text.utf8.firstIndex(of: 0x09) else {
            throw Mistake(
                why: Terminal.words(
                    "no tab between intent and utterance", "pas de tabulation entre l'intention et la phrase")
            )
        }
        let intent = String(text[..<tab]).trimmed
        let utterance = String(text[text.utf8.index(after: tab)...]).trimmed
        guard !intent.isEmpty else {
            throw Mistake(
                why: Terminal.words("no intent before the tab", "pas d'intention avant la tabulation"))
        }
        guard intent.utf8.count <= 200 else {
            throw Mistake(
                why: Terminal.words(
                    "the intent's name is longer than 200 bytes", "le nom de l'intention dépasse 200 octets"))
        }
        guard !intent.unicodeScalars.contains(where: \.steersDisplay) else {
            throw Mistake(
                why: Terminal.words(
                    "the intent's name holds a control character",
                    "le nom de l'intention contient un caractère de contrôle"))
        }
        guard !utterance.isEmpty else {
            throw Mistake(
                why: Terminal.words("no utterance after the tab", "pas de phrase après la tabulation"))
        }
        return (intent, utterance)
    }

    var samples: [IntentModel.Sample] {
        rows.map { IntentModel.Sample(intent: $0.intent == Self.offTopic ? nil : $0.intent, text: $0.text) }
    }

    /// The names of the intents, in order of first appearance.
    var intents: [String] {
        var seen: Set<String> = [Self.offTopic]
        return rows.compactMap { seen.insert($0.intent).inserted ? $0.intent : nil }
    }
}

extension String {
    fileprivate var trimmed: String {
        let bytes = Array(utf8)
        return String(decoding: bytes[SourceLines.trimmed(bytes, 0..<bytes.count)], as: UTF8.self)
    }
}
