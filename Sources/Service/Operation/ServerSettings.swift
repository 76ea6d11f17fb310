package import Text

/// What the daemon is told by flags and its configuration file.
package struct ServerSettings: Sendable, Hashable {
    package struct Endpoint: Sendable, Hashable {
        package var host: String
        package var port: UInt16

        package init(host: String, port: UInt16) {
            self.host = host
            self.port = port
        }

        /// `127.0.0.1:7878`, `[::1]:7878`, `:7878` (loopback) or a bare port.
        package init?(_ text: String) {
            var host = ""
            var port = text
            if text.hasPrefix("[") {
                guard let end = text.firstIndex(of: "]") else { return nil }
                host = String(text[text.index(after: text.startIndex)..<end])
                let rest = text[text.index(after: end)...]
                guard rest.hasPrefix(":"), host.contains(":") else { return nil }
                port = String(rest.dropFirst())
            } else if let colon = text.lastIndex(of: ":") {
                host = String(text[..<colon])
                // An IPv6 address needs its brackets.
                if host.contains(":") { return nil }
                port = String(text[text.index(after: colon)...])
            }
            guard let number = UInt16(port), port.utf8.allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            if host.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return nil }
            self.init(host: host.isEmpty ? "127.0.0.1" : host, port: number)
        }

        package var text: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
    }

    package var bot = "."
    package var data = "data"
    package var tcp: Endpoint? = Endpoint(host: "127.0.0.1", port: 7878)
    package var http: Endpoint? = Endpoint(host: "127.0.0.1", port: 7880)
    package var unix: String?
    /// Where `/metrics` is, apart from everything customers reach; nil: nowhere.
    package var metrics: Endpoint?
    package var logFormat = Log.Format.logfmt
    package var logLevel = Log.Level.info
    /// Test only.
    package var clock: String?
    /// Addresses of reverse proxies whose word on where a request comes from is believed.
    package var proxies: [String] = []
    /// Test only: the WebSocket `/echo` says back what it hears, for suites that check the framing.
    package var echoesForTests = false
    /// Messages a second of one customer; of one site.
    package var customerRate = 5
    package var customerBurst = 20
    package var siteRate = 20_000
    /// Connections in all; nil: nine tenths of the file limit.
    package var connections: Int?
    package var connectionsPerAddress = 1_000
    package var drainMilliseconds: Int64 = 10_000

    package init() {}

    /// Every key of the configuration file; the flags of `relais serve` are the first seven with `--` before them.
    package static let keys = [
        "bot", "data", "tcp", "unix", "http", "clock", "connections", "connections-per-address",
        "customer-rate",
        "customer-burst", "site-rate", "drain-ms", "proxy", "echo", "metrics", "log", "log-level",
    ]

    package struct BadValue: Error, Hashable, Sendable {
        package let why: Bilingual
    }

    /// Sets one value as written; `off` turns a listener off.
    package mutating func set(_ key: String, _ value: String) throws(BadValue) {
        switch key {
        case "bot": bot = try path(value)
        case "data": data = try path(value)
        case "unix": unix = value == "off" ? nil : try path(value)
        case "clock": clock = try path(value)
        case "tcp": tcp = try endpoint(value)
        case "http": http = try endpoint(value)
        case "metrics": metrics = try endpoint(value)
        case "log": logFormat = try word(value)
        case "log-level": logLevel = try word(value)
        case "connections": connections = try number(value, 1...1_000_000)
        case "connections-per-address": connectionsPerAddress = try number(value, 1...1_000_000)
        case "customer-rate": customerRate = try number(value, 1...1_000_000)
        case "customer-burst": customerBurst = try number(value, 1...1_000_000)
        case "site-rate": siteRate = try number(value, 1...10_000_000)
        case "drain-ms": drainMilliseconds = Int64(try number(value, 0...600_000))
        case "proxy": proxies = try addresses(value)
        case "echo":
            guard value == "on" || value == "off" else {
                throw BadValue(
                    why: Bilingual(en: "'\(value)' is not on or off", fr: "'\(value)' n'est ni on ni off"))
            }
            echoesForTests = value == "on"
        default:
            throw BadValue(
                why: Bilingual(
                    en: "unknown key '\(key)'; known: \(Self.keys.joined(separator: ", "))",
                    fr: "clé inconnue '\(key)' ; connues : \(Self.keys.joined(separator: ", "))"))
        }
    }

    private func path(_ value: String) throws(BadValue) -> String {
        if value.isEmpty { throw BadValue(why: Bilingual(en: "needs a path", fr: "il manque un chemin")) }
        if value.utf8.contains(0) {
            throw BadValue(why: Bilingual(en: "a path holds no NUL", fr: "un chemin n'a pas de NUL"))
        }
        return value
    }

    private func word<Word: RawRepresentable & CaseIterable>(
        _ value: String
    ) throws(BadValue) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: value) else {
            throw BadValue(
                why: Bilingual(
                    en: "'\(value)' is none of \(Word.allCases.map(\.rawValue).joined(separator: ", "))",
                    fr: "'\(value)' n'est aucun de : \(Word.allCases.map(\.rawValue).joined(separator: ", "))"
                ))
        }
        return word
    }

    private func endpoint(_ value: String) throws(BadValue) -> Endpoint? {
        if value == "off" { return nil }
        guard let endpoint = Endpoint(value) else {
            throw BadValue(
                why: Bilingual(
                    en: "'\(value)' is not HOST:PORT, [IPV6]:PORT or off",
                    fr: "'\(value)' n'est ni HOST:PORT, ni [IPV6]:PORT, ni off"))
        }
        return endpoint
    }

    private func addresses(_ value: String) throws(BadValue) -> [String] {
        if value == "off" { return [] }
        var list: [String] = []
        for part in value.split(separator: ",", omittingEmptySubsequences: false) {
            let text = String(part).trimmed
            if PeerAddress(text: text) == nil {
                throw BadValue(
                    why: Bilingual(
                        en: "'\(text)' is not an address; expected 127.0.0.1 or 127.0.0.1, ::1",
                        fr: "'\(text)' n'est pas une adresse ; exemples : 127.0.0.1 ou 127.0.0.1, ::1"))
            }
            list.append(text)
        }
        return list
    }

    private func number(_ value: String, _ range: ClosedRange<Int>) throws(BadValue) -> Int {
        guard let number = Int(value), range.contains(number) else {
            throw BadValue(
                why: Bilingual(
                    en: "'\(value)' is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                    fr: "'\(value)' n'est pas un nombre entier de \(range.lowerBound) à \(range.upperBound)"))
        }
        return number
    }

    package struct FileMistake: Error, Hashable, Sendable {
        package let line: Int
        package let why: Bilingual
    }

    /// Reads a configuration file: `key = value` lines, `#` comments, blank lines.
    package mutating func read(_ bytes: [UInt8]) throws(FileMistake) {
        var seen: [String: Int] = [:]
        for (index, raw) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let number = index + 1
            guard let text = String(validating: raw, as: UTF8.self) else {
                throw FileMistake(line: number, why: Bilingual(en: "is not UTF-8", fr: "n'est pas en UTF-8"))
            }
            let line = text.trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let sign = line.firstIndex(of: "=") else {
                throw FileMistake(
                    line: number,
                    why: Bilingual(
                        en: "expected 'key = value', found '\(line)'",
                        fr: "il faut 'clé = valeur', et non '\(line)'"))
            }
            let key = String(line[..<sign]).trimmed
            let value = String(line[line.index(after: sign)...]).trimmed
            if let first = seen[key] {
                throw FileMistake(
                    line: number,
                    why: Bilingual(
                        en: "'\(key)' was set in line \(first)",
                        fr: "'\(key)' est déjà donné à la ligne \(first)"))
            }
            seen[key] = number
            do throws(BadValue) {
                try set(key, value)
            } catch {
                let prefix = Self.keys.contains(key) ? "\(key): " : ""
                throw FileMistake(
                    line: number,
                    why: Bilingual(en: prefix + error.why.en, fr: prefix + error.why.fr))
            }
        }
    }
}

extension String {
    /// Without blanks, tabs and CR at both ends.
    fileprivate var trimmed: String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
        let octets = utf8.drop(while: isBlank)
        let count = octets.reversed().drop(while: isBlank).count
        return String(octets.prefix(count)) ?? ""
    }
}
