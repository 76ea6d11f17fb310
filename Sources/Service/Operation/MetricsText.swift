import Sessions

/// Writes the text format of Prometheus, version 0.0.4.
///
/// Names are ours or numbers; a label's value is one of a few words of the program, never what a client sent.
struct MetricsText {
    private(set) var text = ""

    private mutating func head(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        head(name, "gauge", help)
        text += "\(name) \(Self.number(value))\n"
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Int) { gauge(name, help, Double(value)) }

    mutating func counter(_ name: String, _ help: String, _ value: Double) {
        head(name, "counter", help)
        text += "\(name) \(Self.number(value))\n"
    }

    mutating func counter(_ name: String, _ help: String, _ value: UInt64) {
        counter(name, help, Double(value))
    }

    mutating func counters(_ name: String, _ help: String, by label: String, _ values: [String: UInt64]) {
        if values.isEmpty { return }
        head(name, "counter", help)
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            text += "\(name){\(label)=\"\(Self.escaped(key))\"} \(value)\n"
        }
    }

    mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
        head(name, "histogram", help)
        var total: UInt64 = 0
        for (index, bound) in histogram.bounds.enumerated() {
            total &+= histogram.counts[index]
            text += "\(name)_bucket{le=\"\(Self.number(bound))\"} \(total)\n"
        }
        text += "\(name)_bucket{le=\"+Inf\"} \(histogram.count)\n"
        text += "\(name)_sum \(Self.number(histogram.sum))\n\(name)_count \(histogram.count)\n"
    }

    /// Whole numbers without a fraction, the rest as Swift writes them, which Prometheus reads.
    static func number(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return value.description
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
