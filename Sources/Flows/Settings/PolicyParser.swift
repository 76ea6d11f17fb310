import Text

/// Reads `bot.policy`: every line optional, what is left out keeps its default.
struct PolicyParser {
    private static let words = [
        "language", "zone", "channel", "threshold", "wrong", "limit", "default", "satisfaction", "silence",
        "origin",
        "action", "keep",
    ]

    private var reader: SettingsReader
    private var policy = Policy()
    private var hasLanguages = false
    private var hasChannels = false
    /// `on CHANNEL` of thresholds and silences, checked when all channels are known.
    private var channelsNamed: [SourceWord] = []

    init(source: SourceFile, file: Int, sink: DiagnosticSink) {
        reader = SettingsReader(source: source, file: file, sink: sink)
    }

    mutating func parse(_ lines: [LexedLine]) -> Policy {
        for statement in reader.statements(lines) { line(statement) }
        for channel in channelsNamed where policy.channel(named: channel.text) == nil {
            reader.sink.unknown(
                .policyUnknownName, channel, among: policy.channels.map(\.name),
                ["kind": Bilingual(en: "channel", fr: "de canal")])
        }
        return policy
    }

    private mutating func line(_ statement: Statement) {
        var cursor = TokenCursor(statement, from: 1)
        switch statement.tokens.first?.text {
        case "language": language(&cursor)
        case "zone":
            guard reader.once("zone", at: statement.range), let zone = reader.zone(&cursor) else { return }
            policy.zone = zone
        case "channel": channel(&cursor)
        case "threshold": threshold(&cursor)
        case "wrong": promise(&cursor)
        case "limit": limit(&cursor, statement)
        case "default":
            guard cursor.take("queue") else { return reader.wrong(cursor, Expected.word("queue")) }
            guard reader.once("default queue", at: statement.range),
                let name = reader.name(&cursor, Expected.queue)
            else { return }
            policy.defaultQueue = name.text
            policy.defaultQueueRange = name.range
            reader.end(cursor)
        case "satisfaction":
            guard cursor.isWord("ask") || cursor.isWord("never") else {
                return reader.wrong(cursor, Expected.words(["ask", "never"]))
            }
            guard reader.once("satisfaction", at: statement.range) else { return }
            policy.asksSatisfaction = cursor.take("ask")
            if !policy.asksSatisfaction { _ = cursor.take("never") }
            reader.end(cursor)
        case "silence": silence(&cursor, statement)
        case "origin":
            guard let (text, range) = cursor.rest(of: reader.source) else {
                return reader.wrong(cursor, Expected.words(["https://…"]))
            }
            guard text.hasPrefix("https://") || text.hasPrefix("http://"), !text.contains(" "),
                text.utf8.count <= 256
            else {
                return reader.wrong(range, Expected.words(["https://…", "http://…"]), found: text)
            }
            policy.origins.append(text)
        case "action": action(&cursor)
        case "keep":
            guard cursor.take("conversations") else {
                return reader.wrong(cursor, Expected.word("conversations"))
            }
            guard reader.once("keep conversations", at: statement.range),
                let milliseconds = reader.duration(&cursor)
            else { return }
            policy.keepConversationsMilliseconds = milliseconds
            reader.end(cursor)
        default: reader.unknownWord(statement, among: Self.words)
        }
    }

    private mutating func language(_ cursor: inout TokenCursor) {
        let expected = Bilingual(en: "a language code (fr, en)", fr: "un code de langue (fr, en)")
        guard let word = reader.word(&cursor, expected) else { return }
        guard (2...3).contains(word.text.utf8.count),
            word.text.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return reader.wrong(word.range, expected, found: word.text) }
        guard reader.once("language \(word.text)", at: word.range) else { return }
        if !hasLanguages { policy.languages = [] }
        hasLanguages = true
        policy.languages.append(Language(word.text))
        policy.languageRanges.append(word.range)
        reader.end(cursor)
    }

    private mutating func channel(_ cursor: inout TokenCursor) {
        guard let name = reader.name(&cursor, Expected.channel) else { return }
        guard reader.once("channel \(name.text)", at: name.range) else { return }
        var channel = Policy.Channel(name: name.text)
        while !cursor.isAtEnd {
            if cursor.take("asynchronous") {
                channel.isAsynchronous = true
            } else if cursor.take("buttons") {
                channel.hasButtons = true
            } else if cursor.take("public") {
                channel.isPublic = true
            } else {
                reader.wrong(cursor, Expected.words(["asynchronous", "buttons", "public"]))
                break
            }
        }
        if !hasChannels { policy.channels = [] }
        hasChannels = true
        policy.channels.append(channel)
    }

    private mutating func threshold(_ cursor: inout TokenCursor) {
        let start = cursor.hereRange
        if cursor.take("satisfaction") {
            guard reader.once("threshold satisfaction", at: start), let value = reader.whole(&cursor, 1...5)
            else {
                return
            }
            policy.satisfactionThreshold = value
            return reader.end(cursor)
        }
        guard let word = cursor.current?.text, let kind = Policy.ThresholdKind(rawValue: word) else {
            return reader.wrong(cursor, Expected.words(["answer", "clarify", "interrupt", "satisfaction"]))
        }
        _ = cursor.next()
        guard let token = cursor.current, let number = Literals.number(token.text),
            (0...1_000_000).contains(number.millionths)
        else {
            return reader.wrong(
                cursor,
                Bilingual(en: "a number from 0 to 1, such as 0.60", fr: "un nombre de 0 à 1, comme 0.60"))
        }
        _ = cursor.next()
        guard let (channel, intent) = scope(&cursor) else { return }
        let range = SourceRange(
            file: start.file, start: start.start, end: (intent ?? channel)?.range.end ?? start.end)
        guard reader.once(Self.key(kind, channel, intent), at: range) else { return }
        policy.thresholds.append(
            Policy.Threshold(
                kind: kind, value: Double(number.millionths) / 1_000_000, channel: channel?.text,
                intent: intent?.text, range: intent?.range ?? range))
    }

    /// `wrong at most 5%`: another way of setting the threshold `answer`, so the two exclude each other.
    private mutating func promise(_ cursor: inout TokenCursor) {
        let start = cursor.hereRange
        for word in ["at", "most"] where !cursor.take(word) {
            return reader.wrong(cursor, Expected.word(word))
        }
        let expected = Bilingual(
            en: "a rate from 0.1% to 50%, such as 5%", fr: "un taux de 0.1% à 50%, comme 5%")
        guard let token = cursor.current else { return reader.wrong(cursor, expected) }
        let text = token.text.hasSuffix("%") ? String(token.text.dropLast()) : token.text
        guard let number = Literals.number(text), (100_000...50_000_000).contains(number.millionths) else {
            return reader.wrong(cursor, expected)
        }
        _ = cursor.next()
        if !token.text.hasSuffix("%"), !cursor.take("%") { return reader.wrong(cursor, Expected.word("%")) }
        guard let (channel, intent) = scope(&cursor) else { return }
        let range = SourceRange(
            file: start.file, start: start.start,
            end: (intent ?? channel)?.range.end ?? cursor.range(token).end)
        guard reader.once(Self.key(.answer, channel, intent), at: range) else { return }
        policy.promises.append(
            Policy.Promise(
                percent: Double(number.millionths) / 1_000_000, text: text, channel: channel?.text,
                intent: intent?.text, range: intent?.range ?? range))
    }

    /// `[on CHANNEL] [for INTENT]`, in any order; nil after a mistake.
    private mutating func scope(_ cursor: inout TokenCursor) -> (channel: SourceWord?, intent: SourceWord?)? {
        var channel: SourceWord?
        var intent: SourceWord?
        while !cursor.isAtEnd {
            if cursor.take("on") {
                guard let name = reader.name(&cursor, Expected.channel) else { return nil }
                channel = name
                channelsNamed.append(name)
            } else if cursor.take("for") {
                guard let name = reader.name(&cursor, Expected.intent) else { return nil }
                intent = name
            } else {
                reader.wrong(cursor, Expected.words(["on", "for"]))
                return nil
            }
        }
        return (channel, intent)
    }

    private static func key(
        _ kind: Policy.ThresholdKind, _ channel: SourceWord?, _ intent: SourceWord?
    ) -> String {
        "threshold \(kind.rawValue)" + (channel.map { " on \($0.text)" } ?? "")
            + (intent.map { " for \($0.text)" } ?? "")
    }

    private mutating func limit(_ cursor: inout TokenCursor, _ statement: Statement) {
        if cursor.take("tries") {
            guard reader.once("limit tries", at: statement.range), let value = reader.whole(&cursor, 1...20)
            else { return }
            policy.triesLimit = value
        } else if cursor.take("trouble") {
            guard reader.once("limit trouble", at: statement.range),
                let value = reader.whole(&cursor, 1...100)
            else { return }
            policy.troubleLimit = value
        } else {
            return reader.wrong(cursor, Expected.words(["tries", "trouble"]))
        }
        reader.end(cursor)
    }

    private mutating func silence(_ cursor: inout TokenCursor, _ statement: Statement) {
        guard let milliseconds = reader.duration(&cursor) else { return }
        if cursor.take("on") {
            guard let name = reader.name(&cursor, Expected.channel),
                reader.once("silence on \(name.text)", at: statement.range)
            else { return }
            channelsNamed.append(name)
            policy.silenceByChannel[name.text] = milliseconds
        } else {
            guard reader.once("silence", at: statement.range) else { return }
            policy.silenceMilliseconds = milliseconds
        }
        reader.end(cursor)
    }

    private mutating func action(_ cursor: inout TokenCursor) {
        guard let name = reader.name(&cursor, Expected.action) else { return }
        guard reader.once("action \(name.text)", at: name.range) else { return }
        let isURL = cursor.take("url")
        guard isURL || cursor.take("program") else {
            return reader.wrong(cursor, Expected.words(["url", "program"]))
        }
        guard let (text, range) = cursor.rest(of: reader.source), text.utf8.count <= 2_048 else {
            return reader.wrong(cursor, Expected.value)
        }
        if isURL, !(text.hasPrefix("http://") || text.hasPrefix("https://")) || text.contains(" ") {
            return reader.wrong(range, Expected.words(["http://…", "https://…"]), found: text)
        }
        // A program stays inside the bot folder.
        if !isURL, text.hasPrefix("/") || text.split(separator: "/").contains("..") {
            let expected = Bilingual(
                en: "a path inside the bot folder", fr: "un chemin dans le dossier du bot")
            return reader.wrong(range, expected, found: text)
        }
        policy.bindings.append(
            Policy.Binding(action: name.text, target: isURL ? .url(text) : .program(text), range: name.range))
    }
}
