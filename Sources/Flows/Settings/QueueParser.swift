import CivilTime
import Text

/// Reads `desk.queues`: zone and holidays first or last, then queues with their lines below.
struct QueueParser {
    /// What stands below `queue`.
    static let linesOfQueue = [
        "label", "hours", "needs", "first-reply", "resolve", "full", "overflow", "closed", "wrap-up",
    ]
    private static let words = ["zone", "holiday", "queue"] + linesOfQueue
    private static let weekdays = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]

    private var reader: SettingsReader
    private let languages: [Language]
    private var desk = DeskFile()
    private var isBroken = false
    private var overflowRanges: [Int: SourceRange] = [:]

    init(source: SourceFile, file: Int, sink: DiagnosticSink, languages: [Language]) {
        reader = SettingsReader(source: source, file: file, sink: sink)
        self.languages = languages
    }

    mutating func parse(_ lines: [LexedLine]) -> DeskFile {
        for statement in reader.statements(lines) { line(statement) }
        checkOverflow()
        checkLabels()
        return desk
    }

    private mutating func line(_ statement: Statement) {
        var cursor = TokenCursor(statement, from: 1)
        let word = statement.tokens.first?.text ?? ""
        switch word {
        case "zone":
            guard reader.once("zone", at: statement.range), let zone = reader.zone(&cursor) else { return }
            desk.zone = zone
        case "holiday":
            guard let day = reader.date(&cursor) else { return }
            desk.holidays.append(day)
            reader.end(cursor)
        case "queue":
            isBroken = true
            guard let name = reader.name(&cursor, Expected.queue),
                reader.once("queue \(name.text)", at: name.range)
            else { return }
            if name.text == "default" {
                reader.sink.report(.reservedName, at: name.range, ["name": .same(name.text)])
                return
            }
            isBroken = false
            desk.queues.append(DeskFile.Queue(name: name.text, range: name.range))
            reader.end(cursor)
        case _ where Self.linesOfQueue.contains(word):
            guard let last = desk.queues.indices.last, !isBroken else {
                if !isBroken {
                    reader.sink.report(
                        .outsideItsBlock, at: statement.range,
                        ["word": .same(word), "place": Bilingual(en: "a queue", fr: "une file")])
                }
                return
            }
            var queue = desk.queues[last]
            queueLine(&cursor, statement, word, &queue, last)
            desk.queues[last] = queue
        default: reader.unknownWord(statement, among: Self.words)
        }
    }

    private mutating func queueLine(
        _ cursor: inout TokenCursor, _ statement: Statement, _ word: String, _ queue: inout DeskFile.Queue,
        _ index: Int
    ) {
        switch word {
        case "label":
            guard let mark = statement.label, mark.channel == nil else {
                return reader.wrong(cursor, Expected.label)
            }
            let language = Language(mark.language)
            guard languages.contains(language) else {
                reader.sink.report(
                    .unknownMark,
                    at: SourceRange(file: reader.file, mark.span),
                    [
                        "mark": .same(mark.language),
                        "kind": Bilingual(en: "language", fr: "une langue déclarée"),
                    ])
                return
            }
            queue.labels[language] = String(decoding: reader.source.bytes[mark.text], as: UTF8.self)
        case "hours": hours(&cursor, &queue)
        case "needs":
            repeat {
                guard let skill = reader.name(&cursor, Bilingual(en: "a skill", fr: "une compétence")) else {
                    return
                }
                queue.skills.append(skill.text)
            } while cursor.take(.comma, ",")
            reader.end(cursor)
        case "first-reply", "resolve":
            guard let milliseconds = reader.duration(&cursor) else { return }
            let target = DeskFile.Target(
                milliseconds: milliseconds, asynchronous: cursor.take("asynchronous"))
            if word == "resolve" { queue.resolve.append(target) } else { queue.firstReply.append(target) }
            reader.end(cursor)
        case "wrap-up":
            guard reader.once("wrap-up of \(queue.name)", at: statement.range),
                let milliseconds = reader.duration(&cursor)
            else { return }
            queue.wrapUpMilliseconds = milliseconds
            reader.end(cursor)
        case "full":
            guard cursor.take("at") else { return reader.wrong(cursor, Expected.word("at")) }
            guard let most = reader.whole(&cursor, 1...100_000) else { return }
            queue.fullAt = most
            reader.end(cursor)
        case "overflow":
            guard let name = reader.name(&cursor, Expected.queue) else { return }
            guard cursor.take("after") else { return reader.wrong(cursor, Expected.word("after")) }
            guard let milliseconds = reader.duration(&cursor) else { return }
            queue.overflow = DeskFile.Overflow(queue: name.text, afterMilliseconds: milliseconds)
            overflowRanges[index] = name.range
            reader.end(cursor)
        default:
            guard let day = reader.date(&cursor) else { return }
            queue.closedDays.append(day)
            reader.end(cursor)
        }
    }

    /// `hours monday-friday 09:00-12:00 14:00-18:00`
    private func hours(_ cursor: inout TokenCursor, _ queue: inout DeskFile.Queue) {
        let expected = Bilingual(
            en: "days and hours: monday-friday 09:00-18:00", fr: "jours et heures : monday-friday 09:00-18:00"
        )
        var days: [Int] = []
        repeat {
            guard let token = cursor.current, token.kind == .word, let range = Self.days(token.text) else {
                return reader.wrong(cursor, expected)
            }
            _ = cursor.next()
            days += range
        } while cursor.take(.comma, ",")
        var intervals: [OpeningHours.Interval] = []
        while let token = cursor.current {
            let parts = token.text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, let from = Self.minute(parts[0]), let to = Self.minute(parts[1]), to > 0
            else {
                return reader.wrong(cursor, expected)
            }
            guard from < to else {
                return reader.sink.report(
                    .badHours, at: cursor.range(token),
                    en: "hours end after they begin; write a night as two lines (22:00-24:00, 00:00-06:00)",
                    fr:
                        "la fin vient après le début ; une nuit s'écrit sur deux lignes (22:00-24:00, 00:00-06:00)"
                )
            }
            intervals.append(from..<to)
            _ = cursor.next()
        }
        guard !intervals.isEmpty else { return reader.wrong(cursor, expected) }
        queue.hours.append(.init(weekdays: days, intervals: intervals))
    }

    private static func days(_ text: String) -> [Int]? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let first = weekdays.firstIndex(of: parts[0]) else { return nil }
        if parts.count == 1 { return [first + 1] }
        guard parts.count == 2, let last = weekdays.firstIndex(of: parts[1]) else { return nil }
        return first <= last
            ? Array(first + 1...last + 1) : Array(first + 1...7) + Array(1...last + 1)
    }

    private static func minute(_ text: String) -> Int16? {
        text == "24:00" ? CivilLimits.minutesPerDay : ISOText.parseTime(text)
    }

    /// Reports overflow into queues that do not exist, and overflow that would move a customer round for ever.
    private func checkOverflow() {
        let names = desk.queues.map(\.name)
        let indices = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        /// 0 not seen, otherwise the walk that saw it first.
        var seenBy = [Int](repeating: 0, count: names.count)
        for start in names.indices {
            var current = start
            while seenBy[current] == 0 {
                seenBy[current] = start + 1
                guard let target = desk.queues[current].overflow?.queue else { break }
                guard let next = indices[target] else {
                    if let range = overflowRanges[current] {
                        reader.sink.unknown(
                            .unknownQueue, SourceWord(text: target, range: range), among: names)
                    }
                    break
                }
                if seenBy[next] == start + 1, let range = overflowRanges[current] {
                    reader.sink.report(.overflowRound, at: range, ["name": .same(target)])
                }
                current = next
            }
        }
    }

    private func checkLabels() {
        for queue in desk.queues where !queue.labels.isEmpty {
            reader.sink.missing(
                Bilingual(en: "the label of the queue", fr: "le libellé de la file"),
                in: languages.filter { queue.labels[$0] == nil }, at: queue.range)
        }
    }
}
