import Intents

/// The report's two drawings as SVG, coloured by the page's style.
struct EvalPlots {
    private let words: EvalWords

    init(_ words: EvalWords) { self.words = words }

    // A square of 100 × 100 units is drawn into 300 × 300 with room for the axes.
    private static let left = 46.0
    private static let top = 14.0
    private static let side = 300.0

    private func x(_ share: Double) -> String { number(Self.left + share * Self.side) }

    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
    }

    /// Stated against observed: on the diagonal the bot is as good as it says.
    var reliability: String {
        let bins = words.evaluation.bins
        let largest = Double(bins.map(\.observed.total).max() ?? 1)
        func y(_ share: Double) -> String { number(Self.top + (1 - share) * Self.side) }
        var marks = "<path class=\"ideal\" d=\"M\(x(0)) \(y(0))L\(x(1)) \(y(1))\"/>"
        marks +=
            "<polyline class=\"line\" points=\""
            + bins.map { "\(x($0.stated)),\(y($0.observed.value))" }.joined(separator: " ") + "\"/>"
        for bin in bins {
            let interval = bin.observed.interval
            let radius = 3 + 7 * (Double(bin.observed.total) / largest).squareRoot()
            marks +=
                "<path class=\"whisker\" d=\"M\(x(bin.stated)) \(y(interval.lowerBound))V\(y(interval.upperBound))\"/>"
                + "<circle class=\"dot\" cx=\"\(x(bin.stated))\" cy=\"\(y(bin.observed.value))\" r=\"\(number(radius))\">"
                + "<title>\(title(bin))</title></circle>"
        }
        return frame(
            marks, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], low: 0,
            across: words.say("confidence the bot stated", "confiance annoncée"),
            up: words.say("how often it was right", "fois où c'était juste"),
            name: words.say("Reliability plot", "Courbe de fiabilité"))
    }

    private func title(_ bin: Evaluation.Bin) -> String {
        let stated = words.percent(bin.stated, digits: 0)
        let observed = words.percent(bin.observed.value, digits: 0)
        return words.say(
            "stated \(stated), right \(observed) of \(bin.observed.total) messages",
            "annoncé \(stated), juste \(observed) sur \(bin.observed.total) messages")
    }

    /// What is answered against how much of it is right, threshold by threshold.
    var coverage: String {
        let levels = words.evaluation.levels.filter { $0.answered.count > 0 }
        // Only the part that is used is drawn: down to the lowest ten below all points.
        let lowest = levels.map(\.right.value).min() ?? 0
        let low = min(0.9, max(0, Double(Int(lowest * 10)) / 10))
        func y(_ share: Double) -> String { number(Self.top + (1 - (share - low) / (1 - low)) * Self.side) }
        var marks =
            "<polyline class=\"line\" points=\""
            + levels.map { "\(x($0.answered.value)),\(y($0.right.value))" }.joined(separator: " ") + "\"/>"
        for level in levels {
            let isPresent = abs(level.threshold - words.evaluation.answerThreshold) < 0.001
            let threshold = words.decimal(level.threshold, digits: 2)
            let answered = words.percent(level.answered.value, digits: 0)
            let right = words.percent(level.right.value)
            let title = words.say(
                "threshold \(threshold): answers \(answered), right \(right)",
                "seuil \(threshold) : répond à \(answered), juste \(right)")
            marks +=
                "<circle class=\"\(isPresent ? "dot present" : "dot small")\" cx=\"\(x(level.answered.value))\" "
                + "cy=\"\(y(level.right.value))\" r=\"\(isPresent ? 8 : 4)\"><title>\(title)</title></circle>"
            if isPresent {
                let isLeft = level.answered.value > 0.75
                marks +=
                    "<text class=\"note\" x=\"\(number(Self.left + level.answered.value * Self.side + (isLeft ? -13 : 13)))\" "
                    + "y=\"\(number((Double(y(level.right.value)) ?? 0) + 18))\" text-anchor=\"\(isLeft ? "end" : "start")\">"
                    + words.say("now: \(threshold)", "actuel : \(threshold)") + "</text>"
            }
        }
        return frame(
            marks, ticks: (0...5).map { low + (1 - low) * Double($0) / 5 }, low: low,
            across: words.say("messages answered", "messages avec réponse"),
            up: words.say("right when answered", "justes quand il répond"),
            name: words.say("Answered and right by threshold", "Réponses données et justes selon le seuil"))
    }

    private func frame(
        _ marks: String, ticks: [Double], low: Double, across: String, up: String, name: String
    ) -> String {
        let bottom = Self.top + Self.side
        var grid = ""
        for tick in ticks {
            let y = number(Self.top + (1 - (tick - low) / (1 - low)) * Self.side)
            grid +=
                "<path class=\"grid\" d=\"M\(number(Self.left)) \(y)H\(number(Self.left + Self.side))\"/>"
                + "<text class=\"tick\" x=\"\(number(Self.left - 8))\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">"
                + words.percent(tick, digits: 0) + "</text>"
        }
        for tick in [0, 0.2, 0.4, 0.6, 0.8, 1] {
            grid +=
                "<text class=\"tick\" x=\"\(x(tick))\" y=\"\(number(bottom + 18))\" text-anchor=\"middle\">"
                + words.percent(tick, digits: 0) + "</text>"
        }
        return """
            <svg viewBox="0 0 372 362" role="img" aria-label="\(name)">\
            <text class="axis" x="\(number(Self.left + Self.side / 2))" y="\(number(bottom + 40))" \
            text-anchor="middle">\(across) →</text>\
            \(grid)\(marks)</svg><p class="up">↑ \(up)</p>
            """
    }
}
