package import Text

/// Reads `*.signals` files: phrases that an operator adds to the built-in ones.
///
///     signal human
///     fr: parler au SAV, =le SAV        # with `=`: only as the whole message
///     en: talk to after-sales
package enum SignalFiles {
    package static let maximumPhrases = 10_000

    /// - Returns: the phrases in the order of the files (empty for files that say nothing), and the mistakes.
    package static func parse(
        _ sources: SourceSet, files: [Int], languages: [Language]? = nil
    ) -> (phrases: [(signal: Signal, phrase: String)], diagnostics: [Diagnostic]) {
        var parser = SignalParser(languages: languages)
        for file in files where sources.files.indices.contains(file) {
            parser.read(sources.files[file], file: file)
        }
        return (parser.phrases, parser.diagnostics)
    }
}

struct SignalParser {
    let languages: [Language]?
    private(set) var phrases: [(signal: Signal, phrase: String)] = []
    private(set) var diagnostics: [Diagnostic] = []
    private var signal: Signal?
    /// Under a header that could not be read, lines are skipped without a word.
    private var isLost = false
    private var saidOutside = false

    init(languages: [Language]?) {
        self.languages = languages
    }

    mutating func read(_ source: SourceFile, file: Int) {
        signal = nil
        isLost = false
        saidOutside = false
        let lines: [SourceLines.Line]
        do throws(SourceLines.Refusal) {
            lines = try SourceLines.lines(of: source)
        } catch {
            let end = min(error.offset + 1, source.bytes.count)
            report(
                SignalRules.notText.at(
                    SourceRange(file: file, start: min(error.offset, end), end: end), ["reason": error.reason]
                ))
            return
        }
        for line in lines where !line.span.isEmpty {
            read(line, source.bytes, file)
        }
    }

    private mutating func read(_ line: SourceLines.Line, _ bytes: [UInt8], _ file: Int) {
        func range(_ span: Range<Int>) -> SourceRange {
            SourceRange(file: file, start: span.lowerBound, end: span.upperBound)
        }
        func text(_ span: Range<Int>) -> String { String(decoding: bytes[span], as: UTF8.self) }
        func same(_ text: String) -> Bilingual { Bilingual(en: text, fr: text) }
        if line.isTooLong {
            let reason = Bilingual(
                en: "the line is longer than 4,096 bytes", fr: "la ligne dépasse 4 096 octets")
            report(SignalRules.notText.at(range(line.span), ["reason": reason]))
            return
        }
        guard bytes[line.span.lowerBound] != UInt8(ascii: "#") else { return }
        var end = line.span.lowerBound
        while end < line.span.upperBound, bytes[end] != UInt8(ascii: ":"),
            SourceLines.blankWidth(bytes, end, line.span.upperBound) == 0
        {
            end += 1
        }
        let word = line.span.lowerBound..<end
        let rest = withoutComment(bytes, end..<line.span.upperBound)
        if text(word) == "signal" {
            isLost = true
            guard !rest.isEmpty else {
                report(SignalRules.unknownSignal.at(range(word), ["name": same("")]))
                return
            }
            guard let named = Signal(rawValue: text(rest)) else {
                let near = Signal.allCases.map(\.rawValue).first {
                    EditDistance.distance(Array($0.utf8), Array(bytes[rest]), limit: 2) != nil
                }
                report(
                    SignalRules.unknownSignal.at(
                        range(rest), ["name": same(text(rest))],
                        edit: near.map { Diagnostic.Edit(range: range(rest), replacement: $0) }))
                return
            }
            signal = named
            isLost = false
            return
        }
        // A mark: letters, then a colon, blanks between them allowed.
        let mark = SourceLines.trimmed(bytes, end..<line.span.upperBound)
        guard !mark.isEmpty, bytes[mark.lowerBound] == UInt8(ascii: ":"), word.count == 2 else {
            report(SignalRules.unknownWord.at(range(word), ["word": same(text(word))]))
            return
        }
        if let languages, !languages.contains(Language(text(word))) {
            let known = languages.map(\.code).joined(separator: ", ")
            report(
                SignalRules.unknownLanguage.at(
                    range(word), ["language": same(text(word)), "known": same(known)]))
            return
        }
        guard let signal, !isLost else {
            if !isLost, !saidOutside { report(SignalRules.outside.at(range(word))) }
            saidOutside = true
            return
        }
        let list = withoutComment(bytes, mark.lowerBound + 1..<mark.upperBound)
        var start = list.lowerBound
        for position in list.lowerBound...list.upperBound
        where position == list.upperBound || bytes[position] == UInt8(ascii: ",") {
            let phrase = SourceLines.trimmed(bytes, start..<position)
            start = position + 1
            guard !phrase.isEmpty, !Utterance(text(phrase)).words.isEmpty else {
                report(SignalRules.empty.at(range(phrase.isEmpty ? word : phrase)))
                continue
            }
            guard phrases.count < SignalFiles.maximumPhrases else { continue }
            phrases.append((signal, text(phrase)))
        }
    }

    /// The span without blanks at its ends and without a `#` comment.
    private func withoutComment(_ bytes: [UInt8], _ span: Range<Int>) -> Range<Int> {
        var end = span.lowerBound
        while end < span.upperBound {
            if bytes[end] == UInt8(ascii: "#"),
                end == span.lowerBound || bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09
            {
                break
            }
            end += 1
        }
        return SourceLines.trimmed(bytes, span.lowerBound..<end)
    }

    private mutating func report(_ diagnostic: Diagnostic) {
        // 500: beyond it nobody reads on, and hostile input stops costing memory.
        if diagnostics.count < 500 { diagnostics.append(diagnostic) }
    }
}
