import Wire

/// Who may say for whom he speaks: `X-Forwarded-For` of a listed reverse proxy, and of nobody else.
///
/// Only the last address counts, the one the listed proxy itself has seen; what stands before it a client may have
/// written. A request of a proxy that names nobody is from somewhere unknown: not from this machine, although the proxy
/// may stand on it.
struct TrustedProxies {
    private let addresses: Set<PeerAddress>

    init(_ texts: [String]) {
        addresses = Set(texts.compactMap { PeerAddress(text: $0) })
    }

    func contains(_ peer: PeerAddress) -> Bool { addresses.contains(peer) }

    /// - Returns: nil when the peer speaks for himself.
    func client(behind peer: PeerAddress, _ head: HTTPHead) -> PeerAddress? {
        guard contains(peer) else { return nil }
        guard
            let last = head.fields.last(where: { $0.name == "x-forwarded-for" })?.value
                .split(separator: ",", omittingEmptySubsequences: false).last
        else { return .unknown }
        let text = last.drop { $0 == " " }
        return PeerAddress(text: String(text.prefix { $0 != " " })) ?? .unknown
    }
}
