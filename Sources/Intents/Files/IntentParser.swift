import Text

/// Collects intents line by line.
struct IntentParser {
    private enum Section {
        case none
        case offTopic
        case unsorted
        case intent(Int)
        /// After a header that could not be read: its lines are skipped without a word.
        case lost
    }

    /// First words of a line that are not languages.
    private static let keywords = ["intent", "label", "keyword", "urgent", "off-topic", "unsorted"]

    private let languages: [Language]?
    private var intents: [IntentDeclaration] = []
    private var numbers: [String: Int] = [:]
    private var offTopic: [IntentExample] = []
    private var unsorted: [IntentExample] = []
    private var diagnostics: [Diagnostic] = []
    private var exampleCount = 0
    private var section = Section.none
    private var bytes: [UInt8] = []
    private var file = 0
    /// One message for what stands outside, not one per line.
    private var saidOutside = false

    init(languages: [Language]?) {
        self.languages = languages
    }

    private func range(_ span: Range<Int>) -> SourceRange {
        SourceRange(file: file, start: span.lowerBound, end: span.upperBound)
    }

    private func string(_ span: Range<Int>) -> String {
        String(decoding: bytes[span], as: UTF8.self)
    }

    private mutating func report(_ diagnostic: Diagnostic) {
        // 500: beyond it an author reads no further, and hostile input stops costing memory.
        if diagnostics.count < 500 { diagnostics.append(diagnostic) }
    }

    mutating func read(_ source: SourceFile, file: Int) {
        self.file = file
        bytes = source.bytes
        section = .none
        saidOutside = false
        let lines: [SourceLines.Line]
        do throws(SourceLines.Refusal) {
            lines = try SourceLines.lines(of: source)
        } catch {
            report(
                IntentRules.notText.at(
                    range(error.offset..<min(error.offset + 1, bytes.count)), ["reason": error.reason]))
            return
        }
        for line in lines where !line.span.isEmpty {
            if line.isTooLong {
                report(
                    IntentRules.notText.at(
                        range(line.span),
                        [
                            "reason": Bilingual(
                                en: "the line is longer than 4,096 bytes",
                                fr: "la ligne dépasse 4 096 octets")
                        ]))
                continue
            }
            read(line.span)
        }
    }

    private mutating func read(_ span: Range<Int>) {
        if bytes[span.lowerBound] == UInt8(ascii: "#") { return }
        let first = word(at: span.lowerBound, in: span)
        switch string(first) {
        case "intent" where !isMark(first, span): intent(after: first.upperBound, in: span)
        case "off-topic":
            section = .offTopic
            refuseWords(after: first.upperBound, in: span)
        case "unsorted" where !isMark(first, span):
            section = .unsorted
            refuseWords(after: first.upperBound, in: span)
        case "label" where !isMark(first, span): label(first, in: span)
        case "keyword" where !isMark(first, span): keyword(first, in: span)
        case "urgent" where !isMark(first, span):
            refuseWords(after: first.upperBound, in: span)
            withIntent(span, word: "urgent") { $0.isUrgent = true }
        default:
            if let mark = mark(in: span) { example(mark, in: span) } else { unknown(first) }
        }
    }

    // MARK: words and marks

    /// The bytes from `start` up to a blank or a colon.
    private func word(at start: Int, in span: Range<Int>) -> Range<Int> {
        var end = start
        while end < span.upperBound, bytes[end] != UInt8(ascii: ":"),
            SourceLines.blankWidth(bytes, end, span.upperBound) == 0
        {
            end += 1
        }
        return start..<end
    }

    /// `fr: text` at the start of a span, blanks before the colon allowed.
    private func mark(in span: Range<Int>) -> (language: Range<Int>, text: Range<Int>)? {
        let word = word(at: span.lowerBound, in: span)
        guard !word.isEmpty, word.count <= 16 else { return nil }
        var index = word.upperBound
        while index < span.upperBound {
            let width = SourceLines.blankWidth(bytes, index, span.upperBound)
            if width == 0 { break }
            index += width
        }
        guard index < span.upperBound, bytes[index] == UInt8(ascii: ":") else { return nil }
        return (word, SourceLines.trimmed(bytes, index + 1..<span.upperBound))
    }

    private func isMark(_ word: Range<Int>, _ span: Range<Int>) -> Bool {
        word.upperBound < span.upperBound && bytes[word.upperBound] == UInt8(ascii: ":")
    }

    /// The rest of a keyword line: without blanks and without a comment.
    private func rest(after start: Int, in span: Range<Int>) -> Range<Int> {
        var end = start
        while end < span.upperBound {
            if bytes[end] == UInt8(ascii: "#"),
                end == start || bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09
            {
                break
            }
            end += 1
        }
        return SourceLines.trimmed(bytes, start..<end)
    }

    private mutating func refuseWords(after start: Int, in span: Range<Int>) {
        let rest = rest(after: start, in: span)
        if !rest.isEmpty {
            report(IntentRules.wordsAfter.at(range(rest), ["word": same(string(rest))]))
        }
    }

    private func same(_ text: String) -> Bilingual { Bilingual(en: text, fr: text) }

    /// The language of a mark, or nil after a report.
    private mutating func language(_ span: Range<Int>) -> Language? {
        let code = string(span)
        if let languages {
            guard languages.contains(Language(code)) else {
                report(
                    IntentRules.unknownLanguage.at(
                        range(span),
                        [
                            "language": same(code),
                            "known": same(languages.map(\.code).joined(separator: ", ")),
                        ]))
                return nil
            }
        } else if code.utf8.count != 2
            || !code.utf8.allSatisfy((UInt8(ascii: "a")...UInt8(ascii: "z")).contains)
        {
            report(IntentRules.unknownWord.at(range(span), ["word": same(code)], edit: near(span)))
            return nil
        }
        return Language(code)
    }

    // MARK: lines

    private mutating func unknown(_ first: Range<Int>) {
        report(IntentRules.unknownWord.at(range(first), ["word": same(string(first))], edit: near(first)))
    }

    /// The keyword one or two edits away, as an edit.
    private func near(_ span: Range<Int>) -> Diagnostic.Edit? {
        let word = Array(bytes[span])
        let found = Self.keywords.compactMap { keyword -> (String, Int)? in
            EditDistance.distance(word, Array(keyword.utf8), limit: 2).map { (keyword, $0) }
        }
        guard let best = found.min(by: { $0.1 < $1.1 }) else { return nil }
        return Diagnostic.Edit(range: range(span), replacement: best.0)
    }

    private mutating func intent(after start: Int, in span: Range<Int>) {
        var displayName: String?
        var rest = SourceLines.trimmed(bytes, start..<span.upperBound)
        section = .lost
        if !rest.isEmpty, bytes[rest.lowerBound] == UInt8(ascii: "\"") {
            guard
                let close = bytes[(rest.lowerBound + 1)..<rest.upperBound].firstIndex(of: UInt8(ascii: "\""))
            else {
                report(IntentRules.nameMissing.at(range(rest)))
                return
            }
            displayName = string(rest.lowerBound + 1..<close)
            let after = SourceLines.trimmed(bytes, close + 1..<rest.upperBound)
            guard string(word(at: after.lowerBound, in: after)) == "as" else {
                report(IntentRules.nameMissing.at(range(rest)))
                return
            }
            rest = self.rest(after: after.lowerBound + 2, in: after)
        } else {
            rest = self.rest(after: start, in: span)
        }
        let nameSpan = word(at: rest.lowerBound, in: rest)
        guard !nameSpan.isEmpty else {
            report(IntentRules.nameMissing.at(range(span)))
            return
        }
        let name = string(nameSpan)
        guard IntentFiles.isName(name) else {
            report(
                IntentRules.badName.at(
                    range(nameSpan), ["name": same(name)],
                    edit: Diagnostic.Edit(
                        range: range(nameSpan), replacement: IntentFiles.legalName(for: name))))
            return
        }
        refuseWords(after: nameSpan.upperBound, in: rest.lowerBound..<rest.upperBound)
        if let earlier = numbers[name] {
            var notes: [Diagnostic.Note] = []
            if let place = intents[earlier].range {
                notes.append(
                    Diagnostic.Note(Bilingual(en: "first defined here", fr: "définie d'abord ici"), at: place)
                )
            }
            report(IntentRules.definedTwice.at(range(nameSpan), ["name": same(name)], notes: notes))
            // Its lines are read all the same: their own mistakes want telling too.
            section = .intent(earlier)
            return
        }
        guard intents.count < IntentFiles.maximumIntents else {
            if intents.count == IntentFiles.maximumIntents {
                reportTooMany(nameSpan, IntentFiles.maximumIntents, "intents")
            }
            return
        }
        numbers[name] = intents.count
        section = .intent(intents.count)
        intents.append(IntentDeclaration(name: name, displayName: displayName, range: range(nameSpan)))
    }

    private mutating func reportTooMany(_ span: Range<Int>, _ limit: Int, _ what: String) {
        if diagnostics.last?.code != IntentRules.tooMany.code {
            report(IntentRules.tooMany.at(range(span), ["limit": same("\(limit)"), "what": same(what)]))
        }
    }

    private mutating func withIntent(
        _ span: Range<Int>, word: String, _ body: (inout IntentDeclaration) -> Void
    ) {
        switch section {
        case .intent(let number): body(&intents[number])
        case .offTopic, .unsorted: report(IntentRules.notHere.at(range(span), ["word": same(word)]))
        case .none: reportOutside(span)
        case .lost: break
        }
    }

    private mutating func reportOutside(_ span: Range<Int>) {
        if !saidOutside { report(IntentRules.outsideIntent.at(range(span))) }
        saidOutside = true
    }

    /// The mark and text after `label` or `keyword`, or nil after a report.
    private mutating func marked(
        _ first: Range<Int>, in span: Range<Int>
    ) -> (language: Language, mark: Range<Int>, text: Range<Int>)? {
        let rest = SourceLines.trimmed(bytes, first.upperBound..<span.upperBound)
        guard let mark = mark(in: rest) else {
            report(IntentRules.markMissing.at(range(span), ["word": same(string(first))]))
            return nil
        }
        guard let language = language(mark.language) else { return nil }
        guard !mark.text.isEmpty else {
            report(IntentRules.textMissing.at(range(mark.language), ["mark": same(language.code)]))
            return nil
        }
        return (language, mark.language, mark.text)
    }

    private mutating func label(_ first: Range<Int>, in span: Range<Int>) {
        guard let marked = marked(first, in: span) else { return }
        let text = string(marked.text)
        var isSecond = false
        withIntent(span, word: "label") { intent in
            isSecond = intent.labels[marked.language] != nil
            if !isSecond { intent.labels[marked.language] = text }
        }
        if isSecond {
            report(IntentRules.labelTwice.at(range(marked.mark), ["language": same(marked.language.code)]))
        }
    }

    private mutating func keyword(_ first: Range<Int>, in span: Range<Int>) {
        guard let marked = marked(first, in: span) else { return }
        var keywords: [IntentExample] = []
        for part in bytes[marked.text].split(separator: UInt8(ascii: ",")) {
            let part = SourceLines.trimmed(bytes, part.startIndex..<part.endIndex)
            guard !part.isEmpty else { continue }
            keywords.append(
                IntentExample(language: marked.language, text: string(part), range: range(part)))
        }
        withIntent(span, word: "keyword") { $0.keywords += keywords }
    }

    private mutating func example(_ mark: (language: Range<Int>, text: Range<Int>), in span: Range<Int>) {
        if case .none = section { return reportOutside(span) }
        guard let language = language(mark.language) else { return }
        guard !mark.text.isEmpty else {
            report(IntentRules.textMissing.at(range(mark.language), ["mark": same(language.code)]))
            return
        }
        guard exampleCount < IntentFiles.maximumExamples else {
            return reportTooMany(mark.text, IntentFiles.maximumExamples, "examples")
        }
        exampleCount += 1
        let example = IntentExample(language: language, text: string(mark.text), range: range(mark.text))
        switch section {
        case .intent(let number): intents[number].examples.append(example)
        case .offTopic: offTopic.append(example)
        case .unsorted: unsorted.append(example)
        case .none, .lost: break
        }
    }

    // MARK: the whole

    /// Checks what shows only when everything is read.
    mutating func finish() -> (set: IntentSet, diagnostics: [Diagnostic]) {
        checkDoubles()
        for intent in intents {
            guard let place = intent.range else { continue }
            if intent.examples.isEmpty && intent.keywords.isEmpty {
                report(IntentRules.noExamples.at(place, ["name": same(intent.name)]))
                continue
            }
            var counts: [Language: Int] = [:]
            for example in intent.examples { counts[example.language, default: 0] += 1 }
            for language in languages ?? counts.keys.sorted() {
                if intent.labels[language] == nil {
                    report(
                        IntentRules.labelMissing.at(
                            place, ["name": same(intent.name), "language": same(language.code)]))
                }
                let count = counts[language] ?? 0
                if count < 5 {
                    report(
                        IntentRules.fewExamples.at(
                            place,
                            [
                                "name": same(intent.name), "language": same(language.code),
                                "count": same("\(count)"),
                            ]))
                }
            }
        }
        let order = diagnostics.enumerated().sorted {
            ($0.element.range.file, $0.element.range.start, $0.offset)
                < ($1.element.range.file, $1.element.range.start, $1.offset)
        }
        return (IntentSet(intents: intents, offTopic: offTopic, unsorted: unsorted), order.map(\.element))
    }

    /// Examples that are the same but for case, accents and punctuation.
    private mutating func checkDoubles() {
        var seen: [[UInt8]: (name: String, range: SourceRange?)] = [:]
        let all = intents.map { ($0.name, $0.examples) } + [("off-topic", offTopic)]
        for (name, examples) in all {
            for example in examples {
                guard let place = example.range else { continue }
                let utterance = Utterance(example.text)
                guard !utterance.words.isEmpty else {
                    report(IntentRules.nothingToLearn.at(place))
                    continue
                }
                var key: [UInt8] = []
                for word in utterance.words { key += Array(utterance.bytes(of: word)) + [0x20] }
                guard let earlier = seen[key] else {
                    seen[key] = (name, place)
                    continue
                }
                let notes = [
                    Diagnostic.Note(
                        Bilingual(en: "it stands here too", fr: "il se trouve aussi ici"), at: earlier.range)
                ]
                if earlier.name == name {
                    report(IntentRules.sameTwice.at(place, notes: notes))
                } else {
                    report(IntentRules.sameInTwo.at(place, ["other": same(earlier.name)], notes: notes))
                }
            }
        }
    }
}
