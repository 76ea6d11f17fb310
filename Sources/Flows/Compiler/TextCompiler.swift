import Text

extension FlowScope {
    /// Texts under one line: variants times languages times channels.
    private static let maximumTexts = 200

    /// Compiles the texts of one line.
    ///
    /// - Parameters:
    ///   - what: named when a language is missing; nil: texts may be missing altogether.
    ///   - readsAt: the line under which placeholders without `else` are noted for the check that they are there.
    ///   - allowsSeveral: a choice's first text per mark is its label, the others are ways of saying it.
    func texts(
        _ block: TextBlock, what: Bilingual, readsAt: SourceRange, allowsSeveral: Bool = false
    ) -> Texts {
        var entries: [TextEntry] = []
        var firstByMark: [String: SourceRange] = [:]
        let isSystem = symbols.isSystem(block.range)
        var unknownMarks = false
        /// A shipped English text where English is not declared.
        var undeclared: Template?
        if block.entries.count > Self.maximumTexts {
            symbols.sink.tooMany(
                block.entries[Self.maximumTexts].range, Self.maximumTexts, en: "texts under one line",
                fr: "textes au plus sous une ligne", found: block.entries.count)
        }
        for line in block.entries.prefix(Self.maximumTexts) {
            let language = Language(line.language.text)
            guard symbols.policy.languages.contains(language) else {
                if isSystem {
                    if language == .english { undeclared = template(line, readsAt: readsAt) }
                } else {
                    unknownMarks = true
                    unknownMark(line.language, Bilingual(en: "language", fr: "une langue déclarée"))
                }
                continue
            }
            if let channel = line.channel, symbols.policy.channel(named: channel.text) == nil {
                unknownMarks = true
                unknownMark(channel, Bilingual(en: "channel", fr: "un canal déclaré"))
                continue
            }
            let mark = (line.channel.map { $0.text + "." } ?? "") + language.code
            if let first = firstByMark[mark], !block.isOneOf, !allowsSeveral {
                symbols.twice(
                    SourceWord(
                        text: mark + ":",
                        range: SourceRange(
                            file: line.range.file, start: line.range.start, end: line.language.range.end)),
                    first: first)
                continue
            }
            if firstByMark[mark] == nil { firstByMark[mark] = line.range }
            let template = template(line, readsAt: readsAt)
            entries.append(
                TextEntry(channel: line.channel?.text, language: language, template: template))
        }
        if isSystem {
            borrow(&entries, from: undeclared)
        } else {
            checkLanguages(entries, block, what: what, afterUnknownMark: unknownMarks)
            checkVariants(entries, block, allowsSeveral: allowsSeveral)
            checkLength(entries, block)
            checkPrivacy(entries, block)
        }
        return Texts(entries: entries, isOneOf: block.isOneOf, range: block.range)
    }

    private func unknownMark(_ word: SourceWord, _ kind: Bilingual) {
        let isLanguage = kind.en == "language"
        let names = isLanguage ? symbols.policy.languages.map(\.code) : symbols.policy.channels.map(\.name)
        symbols.sink.unknown(.unknownMark, word, as: "mark", among: names, ["kind": kind])
    }

    /// Shipped flows write their texts as phrases, which an author supplies in further languages; there the English
    /// line, being nothing but placeholders, serves every language.
    private func borrow(_ entries: inout [TextEntry], from undeclared: Template?) {
        let candidates =
            entries.filter { $0.channel == nil }.map(\.template) + (undeclared.map { [$0] } ?? [])
        let model = candidates.first {
            $0.pieces.allSatisfy { if case .text = $0 { false } else { true } }
        }
        guard let model else { return }
        for language in symbols.policy.languages where !entries.contains(where: { $0.language == language }) {
            entries.append(TextEntry(channel: nil, language: language, template: model))
        }
    }

    private func checkLanguages(
        _ entries: [TextEntry], _ block: TextBlock, what: Bilingual, afterUnknownMark: Bool
    ) {
        let missing = symbols.policy.languages.filter { language in
            !entries.contains { $0.language == language && $0.channel == nil }
        }
        // One mistake, one message: a mistyped mark explains the missing language.
        if !afterUnknownMark { symbols.sink.missing(what, in: missing, at: block.range) }
    }

    private func checkVariants(_ entries: [TextEntry], _ block: TextBlock, allowsSeveral: Bool) {
        guard block.isOneOf, !allowsSeveral else { return }
        let counts = symbols.policy.languages.map { language in
            (language, entries.count { $0.language == language && $0.channel == nil })
        }
        guard let rich = counts.first(where: { $0.1 > 1 }), let poor = counts.first(where: { $0.1 == 1 })
        else {
            return
        }
        symbols.sink.report(
            .variantInOneLanguage, at: block.range,
            [
                "rich": Bilingual(en: LanguageNames.english(rich.0), fr: LanguageNames.french(rich.0)),
                "poor": Bilingual(en: LanguageNames.english(poor.0), fr: LanguageNames.french(poor.0)),
            ])
    }

    /// A text that an SMS would cut into more than three parts, without a shorter one of its own.
    private func checkLength(_ entries: [TextEntry], _ block: TextBlock) {
        guard symbols.policy.channel(named: "sms") != nil else { return }
        for entry in entries where entry.channel == nil || entry.channel == "sms" {
            if entry.channel == nil,
                entries.contains(where: { $0.channel == "sms" && $0.language == entry.language })
            {
                continue
            }
            let segments = SMS.segments(entry.template)
            if segments > 3 {
                symbols.sink.report(
                    .smsSegments, at: block.range,
                    ["count": .same("\(segments)"), "language": .same(entry.language.code)])
                return
            }
        }
    }

    private func checkPrivacy(_ entries: [TextEntry], _ block: TextBlock) {
        for channel in symbols.policy.channels where channel.isPublic {
            for entry in entries where entry.channel == nil || entry.channel == channel.name {
                if entry.channel == nil,
                    entries.contains(where: { $0.channel == channel.name && $0.language == entry.language })
                {
                    continue
                }
                for case .value(let operand, let format, _) in entry.template.pieces where format != .mask {
                    let name: String
                    switch operand {
                    case .slot(let slot), .slotField(let slot, _):
                        guard declaration(slot).isPrivate else { continue }
                        name = declaration(slot).name
                    default: continue
                    }
                    symbols.sink.report(
                        .privateOnPublic, at: block.range,
                        [
                            "name": .same(name), "channel": .same(channel.name),
                            "edit": .same("{\(name), mask}"),
                        ])
                    return
                }
            }
        }
    }

    // MARK: Templates

    private func template(_ line: TextLine, readsAt: SourceRange) -> Template {
        var pieces: [Template.Piece] = []
        var text: [UInt8] = []
        func flush() {
            if !text.isEmpty { pieces.append(.text(String(decoding: text, as: UTF8.self))) }
            text = []
        }
        guard symbols.sources.files.indices.contains(line.range.file) else { return Template(pieces: []) }
        let bytes = symbols.sources.files[line.range.file].bytes
        let open = UInt8(ascii: "{")
        for (number, span) in line.spans.enumerated() {
            if number > 0 { text.append(0x0A) }
            var index = span.start
            while index < span.end {
                guard bytes[index] == open else {
                    text.append(bytes[index])
                    index += 1
                    continue
                }
                if index + 1 < span.end, bytes[index + 1] == open {
                    text.append(open)
                    index += 2
                    continue
                }
                var close = index + 1
                while close < span.end, bytes[close] != UInt8(ascii: "}") { close += 1 }
                let whole = SourceRange(file: span.file, start: index, end: min(close + 1, span.end))
                guard close < span.end else {
                    badPlaceholder(
                        whole, en: "this `{` has no `}`; a brace itself is written `{{`",
                        fr: "cette `{` n'a pas de `}` ; une accolade s'écrit `{{`")
                    break
                }
                flush()
                if let piece = placeholder(index + 1..<close, whole: whole, bytes: bytes, readsAt: readsAt) {
                    pieces.append(piece)
                }
                index = close + 1
            }
        }
        flush()
        return Template(pieces: pieces)
    }

    private func badPlaceholder(_ range: SourceRange, en: String, fr: String) {
        symbols.sink.report(.badPlaceholder, at: range, en: en, fr: fr)
    }

    /// The inside of `{…}`: a reference, `, FORMAT`, `else TEXT`.
    private func placeholder(
        _ span: ByteSpan, whole: SourceRange, bytes: [UInt8], readsAt: SourceRange
    ) -> Template.Piece? {
        var inside = Lexer.trimmed(span, in: bytes)
        var otherwise: String?
        if let position = Self.find(" else", in: bytes[inside]) {
            let after = position + 5
            if after == inside.upperBound
                || Lexer.blankWidth(at: after, end: inside.upperBound, in: bytes) != nil
            {
                otherwise = String(
                    decoding: bytes[Lexer.trimmed(after..<inside.upperBound, in: bytes)], as: UTF8.self)
                inside = Lexer.trimmed(inside.lowerBound..<position, in: bytes)
            }
        }
        var formatText: String?
        if let comma = bytes[inside].firstIndex(of: UInt8(ascii: ",")) {
            formatText = String(
                decoding: bytes[Lexer.trimmed(comma + 1..<inside.upperBound, in: bytes)], as: UTF8.self)
            inside = Lexer.trimmed(inside.lowerBound..<comma, in: bytes)
        }
        let name = SourceWord(
            text: String(decoding: bytes[inside], as: UTF8.self),
            range: SourceRange(file: whole.file, inside))
        guard let (operand, type) = placeholderReference(name, whole: whole) else { return nil }
        var format: Template.Format?
        if let formatText {
            guard let read = Self.format(formatText) else {
                badPlaceholder(
                    whole,
                    en:
                        "`\(formatText)` is no format: day, date, time, amount, number, list, mask, spell, plural one|many",
                    fr:
                        "`\(formatText)` n'est pas un format : day, date, time, amount, number, list, mask, spell, plural un|plusieurs"
                )
                return nil
            }
            format = read
        }
        guard allows(format, type) else {
            let words = type.map(\.kind.words) ?? Bilingual(en: "a phrase", fr: "une phrase")
            if let formatText {
                badPlaceholder(
                    whole, en: "`\(formatText)` is no format for \(words.en)",
                    fr: "`\(formatText)` n'est pas un format pour \(words.fr)")
            } else {
                badPlaceholder(
                    whole, en: "`\(name.text)` is a list: write {\(name.text), list}",
                    fr: "`\(name.text)` est une liste : écrivez {\(name.text), list}")
            }
            return nil
        }
        if otherwise == nil {
            symbols.reads[readsAt, default: []].append(
                Read(operand: operand, name: name.text, use: .text, range: whole))
        }
        return .value(operand, format: format, otherwise: otherwise)
    }

    /// The type is nil for phrases.
    private func placeholderReference(
        _ name: SourceWord, whole: SourceRange
    ) -> (operand: Operand, type: ReferenceType?)? {
        let words = name.text.split(separator: " ").map(String.init)
        if words.count == 2, words[0] == "opening" {
            let start = name.range.end - words[1].utf8.count
            let queue = symbols.queue(
                SourceWord(
                    text: words[1], range: SourceRange(file: whole.file, start: start, end: name.range.end)))
            return (.opening(queue: queue), .one(.instant))
        }
        guard words.count == 1, Names.isReference(name.text) else {
            badPlaceholder(
                whole,
                en: "`{…}` holds a name, perhaps `, format` and `else text`; a brace itself is written `{{`",
                fr:
                    "`{…}` contient un nom, éventuellement `, format` et `else texte` ; une accolade s'écrit `{{`"
            )
            return nil
        }
        if symbols.phraseNames.contains(name.text), slotOrResult(name.text) == false {
            symbols.used.insert("phrase:\(name.text)")
            if flow == nil, !isSlotScope {
                badPlaceholder(
                    whole, en: "a phrase cannot hold another phrase",
                    fr: "une phrase n'en contient pas une autre")
                return nil
            }
            return (.phrase(name.text), nil)
        }
        guard let (operand, type) = reference(name) else { return nil }
        return (operand, type)
    }

    /// Whether a name means something nearer than a phrase of that name.
    private func slotOrResult(_ name: String) -> Bool {
        ambient.contains(name) || results[String(name.prefix { $0 != "." })] != nil
            || slotReference(name) != nil
    }

    private static func find(_ word: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(word.utf8)
        guard bytes.count >= wanted.count else { return nil }
        var index = bytes.endIndex - wanted.count
        while index >= bytes.startIndex {
            if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index }
            index -= 1
        }
        return nil
    }

    private static func format(_ text: String) -> Template.Format? {
        switch text {
        case "day": return .day
        case "date": return .date
        case "time": return .time
        case "amount": return .amount
        case "number": return .number
        case "list": return .list
        case "mask": return .mask
        case "spell": return .spell
        default:
            guard text.hasPrefix("plural") else { return nil }
            let rest = text.dropFirst(6)
            guard let first = rest.unicodeScalars.first, first == " " || first == "\u{A0}" || first == "\t"
            else { return nil }
            let forms = rest.split(separator: "|", omittingEmptySubsequences: false).map {
                String($0).trimmedBlanks
            }
            return (2...3).contains(forms.count) ? .plural(forms) : nil
        }
    }

    private func allows(_ format: Template.Format?, _ type: ReferenceType?) -> Bool {
        guard let type else { return format == nil }
        switch type {
        case .list: return false
        case .column: return format == .list
        case .channel, .language: return format == nil || format == .spell
        case .one(let one):
            guard let format else { return true }
            let kind = ValueKind(one)
            switch format {
            case .day, .date: return kind == .date || kind == .instant
            case .time: return kind == .time || kind == .instant
            case .amount: return kind == .amount
            case .number, .plural: return kind == .number
            case .list: return false
            case .mask, .spell: return kind == .text || kind == .number
            }
        }
    }
}
