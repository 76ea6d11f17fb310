import Sessions
import Testing

@testable import Service
@testable import Wire

@Suite struct TrustedProxiesTests {
    private func head(_ fields: [(String, String)]) -> HTTPHead {
        HTTPHead(
            method: .get, path: "/", query: nil,
            fields: fields.map { HTTPHead.Field(name: $0.0, value: $0.1) }, host: "chat.example")
    }

    @Test func onlyAListedProxyIsBelieved() throws {
        let proxies = TrustedProxies(["127.0.0.1", "2001:db8::1"])
        let request = head([("x-forwarded-for", "203.0.113.7")])
        let proxy = try #require(PeerAddress(text: "127.0.0.1"))
        let other = try #require(PeerAddress(text: "192.0.2.1"))
        #expect(proxies.client(behind: proxy, request)?.octets == AddressOctets([203, 0, 113, 7]))
        #expect(proxies.client(behind: other, request) == nil)
    }

    @Test(
        arguments: [
            (["10.0.0.1, 203.0.113.7"], [203, 0, 113, 7]), (["10.0.0.1", "203.0.113.7"], [203, 0, 113, 7]),
            (["::ffff:203.0.113.7"], [203, 0, 113, 7]),
        ] as [([String], [UInt8])])
    func theLastAddressCounts(values: [String], octets: [UInt8]) throws {
        let proxy = try #require(PeerAddress(text: "::1"))
        let request = head(values.map { ("x-forwarded-for", $0) })
        let client = try #require(TrustedProxies(["::1"]).client(behind: proxy, request))
        #expect(client.octets == AddressOctets(octets))
        #expect(!client.isLoopback)
    }

    @Test(arguments: [[], [""], ["unknown"], ["203.0.113.7, evil"], ["203.0.113.7:80"]])
    func whoIsNotNamedIsNotFromThisMachine(values: [String]) throws {
        let proxy = try #require(PeerAddress(text: "127.0.0.1"))
        let request = head(values.map { ("x-forwarded-for", $0) })
        #expect(TrustedProxies(["127.0.0.1"]).client(behind: proxy, request) == .unknown)
        #expect(!PeerAddress.unknown.isLoopback)
    }
}
