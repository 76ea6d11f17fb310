import CivilTime
import JSON
import Record
import Service
import Sessions
import Text

/// `relais figures`: the measures of each channel, computed from the record and nothing else.
enum FiguresCommand {
    static let subcommand = Subcommand(
        "figures",
        en: "Measures of each channel, computed from the record, with their formulas.",
        fr: "Mesures de chaque canal, calculées d'après le registre, avec leurs formules.",
        options: [
            DataFolder.option,
            .init(
                "--from", "DATE",
                en: "conversations opened on this day or later",
                fr: "conversations ouvertes ce jour ou après"),
            .init(
                "--to", "DATE",
                en: "conversations opened on this day or before",
                fr: "conversations ouvertes ce jour ou avant"),
            .init("--zone", "ZONE", en: "where the days begin (UTC)", fr: "où commencent les jours (UTC)"),
            .init("--json", en: "one JSON object", fr: "un objet JSON"),
            CheckCommand.language,
        ],
        examples: [
            .init(
                "relais figures --from 2026-11-01 --to 2026-11-30 --zone Europe/Paris",
                en: "a month", fr: "un mois"),
            .init("relais figures --json", en: "all there is, for a program", fr: "tout, pour un programme"),
        ]
    ) { (arguments) throws(CommandFailure) in
        let period = try Period(arguments)
        let language = try CheckCommand.messageLanguage(arguments)
        let store = try DataFolder.openRecord(arguments)
        let report = try FiguresReport(store, period)
        Terminal.print(arguments.has("--json") ? report.json : report.text(in: language))
        return 0
    }

    /// Whole days of a zone.
    struct Period {
        let from: Int64?
        /// Not included.
        let to: Int64?
        let zone: String

        init(_ arguments: Arguments) throws(CommandFailure) {
            zone = arguments.value("--zone") ?? "UTC"
            guard let clock = Zone(identifier: zone) else {
                throw .usage(
                    what: "--zone", en: "'\(zone)' is no zone; example: Europe/Paris",
                    fr: "'\(zone)' n'est pas un fuseau horaire ; exemple : Europe/Paris")
            }
            func midnight(_ name: String, adding more: Int32) throws(CommandFailure) -> Int64? {
                guard let text = arguments.value(name) else { return nil }
                guard let days = ISOText.parseDate(text) else {
                    throw .usage(
                        what: name, en: "'\(text)' is no date; example: 2026-11-30",
                        fr: "'\(text)' n'est pas une date ; exemple : 2026-11-30")
                }
                return clock.milliseconds(days: days + more, minute: 0)
            }
            from = try midnight("--from", adding: 0)
            to = try midnight("--to", adding: 1)
        }

        func holds(_ time: Int64) -> Bool {
            if let from, time < from { return false }
            if let to, time >= to { return false }
            return true
        }
    }
}

/// The figures of a period, by channel.
struct FiguresReport {
    let period: FiguresCommand.Period
    private(set) var channels: [(name: String, figures: ChannelFigures)] = []
    /// The last position read: the same record up to there gives the same figures.
    private(set) var position: Int64 = 0
    private(set) var erased = 0

    /// Reads the record once, in order.
    init(_ store: SQLiteStore, _ period: FiguresCommand.Period) throws(CommandFailure) {
        self.period = period
        var traces: [StreamID: ConversationTrace] = [:]
        position = try DataFolder.storing("figures") { () throws(StoreError) in
            try store.forEachRow { (event) throws(StoreError) in
                guard event.isTombstone || event.kind == SessionsMachine.conversationKind else { return }
                do throws(RowError) {
                    try traces[event.stream, default: ConversationTrace()].take(event)
                } catch { throw .corrupt(operation: "figures", path: store.path, detail: error.reason) }
            }
        }
        var byChannel: [String: ChannelFigures] = [:]
        for trace in traces.values {
            if trace.isErased {
                // Notes that were erased have no channel and are not counted here either.
                erased += 1
            } else if period.holds(trace.openedMilliseconds) {
                byChannel[trace.channel, default: ChannelFigures()].add(trace)
            }
        }
        channels = byChannel.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var json: String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("zone", period.zone)
        writer.member("from", ifPresent: period.from)
        writer.member("before", ifPresent: period.to)
        writer.member("position", position)
        writer.member("erased_streams", erased)
        writer.key("channels")
        writer.beginObject()
        for (name, figures) in channels {
            writer.key(dynamic: name)
            figures.write(to: &writer)
        }
        writer.endObject()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    // MARK: text

    func text(in language: Language) -> String {
        let isFrench = language == .french
        func say(_ en: String, _ fr: String) -> String { isFrench ? fr : en }
        var text = say("Record up to position \(position)", "Registre jusqu'à la position \(position)") + "\n"
        if channels.isEmpty {
            return text
                + say("No conversation in this period.\n", "Aucune conversation dans cette période.\n")
        }
        for (name, figures) in channels {
            text += "\n\(name)\n"
            for line in Self.lines(figures, isFrench) {
                text += "  \(line.name.padded(to: 15)) \(line.value.padded(to: 21)) \(line.formula)\n"
            }
            let reasons = figures.reasons.sorted { $0.key < $1.key }.map { code, count in
                (ReasonCodeWords.text(code, in: language), count)
            }
            let width = reasons.map(\.0.count).max() ?? 0
            for (reason, count) in reasons {
                text += "    \(reason.padded(to: width)) \(Self.share(count, figures.spoken))\n"
            }
        }
        if erased > 0 {
            text +=
                "\n"
                + say(
                    "Erased, and counted nowhere: \(Counted.english(erased, "stream")).",
                    "Effacé, et compté nulle part : \(Counted.french(erased, "fil")).") + "\n"
        }
        return text
    }

    private struct Line {
        var name: String
        var value: String
        var formula: String
    }

    private static func lines(_ figures: ChannelFigures, _ isFrench: Bool) -> [Line] {
        func line(_ en: String, _ fr: String, _ value: String, _ formulaEn: String, _ formulaFr: String)
            -> Line
        {
            Line(name: isFrench ? fr : en, value: value, formula: isFrench ? formulaFr : formulaEn)
        }
        return [
            line(
                "adoption", "adoption", share(figures.spoken, figures.opened),
                "conversations with a customer's message / opened",
                "conversations avec un message du client / ouvertes"),
            line(
                "avoidance", "évitement", share(figures.endedAlone, figures.ended),
                "ended without asking for a person / ended",
                "finies sans demander une personne / finies"),
            line(
                "escalation", "escalade", share(figures.escalated, figures.spoken),
                "handed to a queue, by first reason / with a message",
                "passées à une file, par premier motif / avec un message"),
            line(
                "resolution", "résolution", share(figures.solved, figures.ended),
                "ended as solved / ended", "finies résolues / finies"),
            line(
                "by the bot", "par le bot", share(figures.solvedAlone, figures.endedAlone),
                "solved without a person / ended without a person",
                "résolues sans personne / finies sans personne"),
            line(
                "satisfaction", "satisfaction", share(figures.satisfied, figures.rated),
                "ratings of 4 and 5 / ratings", "notes de 4 et 5 / notes"),
            line(
                "mean rating", "note moyenne", figures.meanRating.map { Self.rounded($0) } ?? "-",
                "sum of last ratings / ratings", "somme des dernières notes / notes"),
            line(
                "wait", "attente", delay(figures.wait),
                "from escalation to the agent, median and 90 %",
                "de l'escalade à l'agent, médiane et 90 %"),
            line(
                "first reply", "1re réponse", delay(figures.firstReply),
                "from the agent's coming to his first words",
                "de l'arrivée de l'agent à ses premiers mots"),
            line(
                "duration", "durée", delay(figures.duration), "from opening to end, median and 90 %",
                "de l'ouverture à la fin, médiane et 90 %"),
        ]
    }

    private static func share(_ part: Int, _ whole: Int) -> String {
        guard let share = ChannelFigures.share(part, whole) else { return "-" }
        return rounded(share * 100) + " % (\(part)/\(whole))"
    }

    /// One digit after the point.
    private static func rounded(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }

    private static func delay(_ delay: ChannelFigures.Delay) -> String {
        guard let middle = delay.quantile(0.5), let bad = delay.quantile(0.9) else { return "-" }
        return "\(seconds(middle)) · \(seconds(bad)) (\(delay.values.count))"
    }

    private static func seconds(_ milliseconds: Int64) -> String {
        milliseconds < 60_000
            ? rounded(Double(milliseconds) / 1_000) + " s" : "\(milliseconds / 60_000) min"
    }
}
