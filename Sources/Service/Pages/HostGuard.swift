/// Refuses requests whose `Host` is not ours: a page elsewhere that had its name point to this machine (DNS rebinding)
/// would otherwise speak as if it came from here.
struct HostGuard {
    /// Lower-case names without ports.
    private let names: Set<String>

    /// - Parameters:
    ///   - listening: the host of the listener's address.
    ///   - origins: allowed origins, whose hosts may also be served here.
    init(listening: String, origins: [String]) {
        var names: Set<String> = ["localhost", "127.0.0.1", "::1", listening.lowercased()]
        for origin in origins {
            guard let start = origin.range(of: "://") else { continue }
            names.insert(Self.name(of: String(origin[start.upperBound...])))
        }
        self.names = names
    }

    func allows(host: String) -> Bool { names.contains(Self.name(of: host)) }

    private static func name(of host: String) -> String {
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            return host[host.index(after: host.startIndex)..<end].lowercased()
        }
        return host.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)[0].lowercased()
    }
}

extension String {
    /// The first occurrence, without Foundation.
    fileprivate func range(of needle: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
