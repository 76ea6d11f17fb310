import JSON
import Testing
import Wire

@Suite struct ClientMessageTests {
    static func read(_ value: JSONValue) throws(WireError) -> ClientMessage {
        try ClientMessage(line: value.encoded())
    }

    static func error(_ value: JSONValue) -> WireError? { error(value.encoded()) }

    static func error(_ line: [UInt8]) -> WireError? {
        do throws(WireError) {
            _ = try ClientMessage(line: line)
            return nil
        } catch {
            return error
        }
    }

    /// What a field holds, and so what is wrong in it.
    enum Kind {
        case identifier, text, integer, flag, object, list, role, versions
    }

    static let schema: [(verb: String, required: [(String, Kind)], optional: [(String, Kind)])] = [
        ("hello", [("v", .versions), ("role", .role)], [("client", .text)]),
        ("auth", [("token", .text)], []),
        (
            "open", [("cid", .identifier)],
            [
                ("channel", .identifier), ("lang", .text), ("customer", .object), ("page", .text),
                ("profile", .object),
            ]
        ),
        (
            "resume", [("conversation", .identifier), ("last_seq", .integer)],
            [("resume", .text), ("packet", .flag)]
        ),
        ("say", [("conversation", .identifier), ("cid", .identifier), ("text", .text)], []),
        ("choose", [("conversation", .identifier), ("cid", .identifier), ("choice", .text)], []),
        (
            "rate", [("conversation", .identifier), ("cid", .identifier), ("score", .integer)],
            [("comment", .text)]
        ),
        ("page", [("conversation", .identifier), ("cid", .identifier), ("url", .text)], []),
        ("typing", [("conversation", .identifier), ("on", .flag)], []),
        ("seen", [("conversation", .identifier), ("seq", .integer)], []),
        (
            "close", [("conversation", .identifier), ("cid", .identifier)],
            [("epoch", .integer), ("outcome", .text), ("tags", .list)]
        ),
        ("available", [("on", .flag)], [("cid", .identifier), ("capacity", .integer), ("skills", .list)]),
        ("accept", [("cid", .identifier), ("conversation", .identifier), ("offer", .identifier)], []),
        ("decline", [("cid", .identifier), ("conversation", .identifier), ("offer", .identifier)], []),
        (
            "reply",
            [("cid", .identifier), ("conversation", .identifier), ("epoch", .integer), ("text", .text)], []
        ),
        (
            "note",
            [("cid", .identifier), ("conversation", .identifier), ("epoch", .integer), ("text", .text)], []
        ),
        (
            "transfer",
            [("cid", .identifier), ("conversation", .identifier), ("epoch", .integer), ("to", .object)],
            [("note", .text)]
        ),
        ("release", [("cid", .identifier), ("conversation", .identifier), ("epoch", .integer)], []),
        ("suggest", [("cid", .identifier), ("conversation", .identifier)], [("text", .text)]),
        ("check", [("cid", .identifier), ("conversation", .identifier), ("text", .text)], []),
        ("catalogue", [("cid", .identifier)], []),
        (
            "history", [("cid", .identifier), ("conversation", .identifier)],
            [("before", .integer), ("limit", .integer), ("earlier", .identifier)]
        ),
        ("watch", [], [("cid", .identifier), ("queues", .list)]),
        ("take", [("cid", .identifier), ("conversation", .identifier)], []),
        ("move", [("cid", .identifier), ("conversation", .identifier), ("queue", .text)], []),
        ("assign", [("cid", .identifier), ("conversation", .identifier), ("agent", .text)], []),
        ("reload", [("cid", .identifier)], []), ("figures", [("cid", .identifier)], []),
        ("status", [("cid", .identifier)], []),
        ("ping", [], []), ("pong", [], []),
    ]

    static func good(_ name: String, _ kind: Kind) -> JSONValue {
        switch kind {
        case .identifier: "a1_.:-"
        case .text: name == "lang" ? "fr" : "x"
        case .integer: 3
        case .flag: true
        case .object:
            name == "to" ? ["queue": "orders"] : name == "customer" ? ["id": "c42"] : ["plan": "pro"]
        case .list: ["a"]
        case .role: "customer"
        case .versions: [1]
        }
    }

    static let deepList: JSONValue = [1, [2]]

    static func bad(_ name: String, _ kind: Kind) -> [JSONValue] {
        let never: [JSONValue] = [
            nil, .number(1.5), .number(.infinity), .number(-0.0), 9_007_199_254_740_993, deepList,
        ]
        switch kind {
        case .identifier:
            return never + [
                true, 7, "", "é", "e\u{301}", "a b", "a\0", .string(String(repeating: "a", count: 65)),
            ]
        case .text: return never + [true, 7, name == "lang" ? "f" : ["x": 1]]
        case .integer: return never + [true, "3", -1, ["x": 1]]
        case .flag: return never + ["true", 1, 0]
        case .object: return never + ["x", true, 1]
        case .list: return [nil, .number(1.5), true, "a", ["a": 1], [1], [""], [nil]]
        case .role: return never + ["admin", "Customer", 1]
        case .versions: return [nil, 1, "1", ["1"], [.number(1.5)]]
        }
    }

    static func message(
        _ verb: String, _ fields: [(String, Kind)], replacing name: String? = nil, by value: JSONValue? = nil
    )
        -> JSONValue
    {
        var members = [JSONMember("type", .string(verb)), JSONMember("unknown", ["ignored": true])]
        for (field, kind) in fields {
            if field == name {
                if let value { members.append(JSONMember(field, value)) }
            } else {
                members.append(JSONMember(field, good(field, kind)))
            }
        }
        return .object(members)
    }

    @Test func theSchemaNamesEveryVerb() {
        #expect(Set(Self.schema.map(\.verb)) == Set(ClientMessage.Verb.allCases.map(\.rawValue)))
    }

    @Test func goodMessagesAreReadWithAndWithoutWhatIsOptional() throws {
        for (verb, required, optional) in Self.schema {
            #expect(try Self.read(Self.message(verb, required)).verb.rawValue == verb)
            #expect(try Self.read(Self.message(verb, required + optional)).verb.rawValue == verb)
        }
    }

    @Test func everyFieldWithTheWrongTypeIsNamed() {
        for (verb, required, optional) in Self.schema {
            for (field, kind) in required + optional {
                for value in Self.bad(field, kind) {
                    let error = Self.error(
                        Self.message(verb, required + optional, replacing: field, by: value))
                    #expect(error?.code == .badField, "\(verb).\(field) = \(value)")
                    #expect(error?.field == field, "\(verb).\(field) = \(value)")
                }
            }
            for (field, _) in required {
                let error = Self.error(Self.message(verb, required, replacing: field))
                #expect(error?.code == .badField && error?.field == field, "\(verb) without \(field)")
            }
        }
    }

    @Test(
        arguments: [
            (["type": "rate", "conversation": "c", "cid": "a", "score": 0], "score"),
            (["type": "rate", "conversation": "c", "cid": "a", "score": 6], "score"),
            (["type": "rate", "conversation": "c", "cid": "a", "score": "5"], "score"),
            (["type": "available", "on": true, "capacity": 0], "capacity"),
            (["type": "available", "on": true, "capacity": 101], "capacity"),
            (["type": "history", "cid": "a", "conversation": "c", "limit": 501], "limit"),
            (["type": "transfer", "cid": "a", "conversation": "c", "epoch": 1, "to": [:]], "to"),
            (
                [
                    "type": "transfer", "cid": "a", "conversation": "c", "epoch": 1,
                    "to": ["queue": "a", "bot": "b"],
                ], "to"
            ),
            (["type": "open", "cid": "a", "customer": [:]], "customer.id"),
            (["type": "open", "cid": "a", "customer": ["id": "é"]], "customer.id"),
            (["type": "open", "cid": "a", "customer": ["id": "x", "name": 7]], "customer.name"),
            (["type": "open", "cid": "a", "profile": ["plan": []]], "profile"),
            (["type": "open", "cid": "a", "profile": ["a b": "x"]], "profile"),
            (["type": "open", "cid": "a", "profile": ["n": .number(.infinity)]], "profile"),
            (["type": "open", "cid": "a", "profile": ["n": .number(1e16)]], "profile"),
            (["type": "open", "cid": "a", "lang": "f1"], "lang"),
        ] as [(JSONValue, String)])
    func rangesAreChecked(_ message: JSONValue, _ field: String) {
        #expect(Self.error(message)?.code == .badField)
        #expect(Self.error(message)?.field == field)
    }

    @Test func textsHaveALimitInScalars() throws {
        func say(_ text: String) -> JSONValue {
            ["type": "say", "conversation": "c", "cid": "a", "text": .string(text)]
        }
        #expect(Self.error(say(String(repeating: "é", count: 8_000))) == nil)
        #expect(Self.error(say(String(repeating: "é", count: 8_001)))?.code == .tooLarge)
        #expect(Self.error(say(""))?.field == "text")
        let naughty = "\0 \u{202E} e\u{301} 👩‍👩‍👧 <script> \\ \" \u{2028}"
        guard case .say(let read) = try ClientMessage(line: say(naughty).encoded()) else {
            Issue.record("no say")
            return
        }
        #expect(Array(read.text.utf8) == Array(naughty.utf8), "kept to the octet")
    }

    @Test func namesLoseWhatCannotBeSeen() throws {
        guard
            case .open(let open) = try Self.read(
                [
                    "type": "open", "cid": "a",
                    "customer": ["id": "c", "name": "A\u{202E}d\u{200B}a\n Lovelace é"],
                ])
        else { return }
        #expect(open.customer?.name == "Ada Lovelace é")
    }

    @Test func pagesAreCutAtACharacter() throws {
        let url = "/" + String(repeating: "é", count: 2_000)
        guard
            case .page(let page) = try Self.read([
                "type": "page", "conversation": "c", "cid": "a", "url": .string(url),
            ])
        else { return }
        #expect(page.url.utf8.count <= WireLimits.page)
        #expect(url.hasPrefix(page.url))
    }

    @Test(arguments: [
        ("[]", ErrorCode.badMessage), ("1", .badMessage), ("{}", .badMessage), (#"{"type":1}"#, .badMessage),
        (#"{"type":"fly"}"#, .unknownType), (#"{"type":"Say"}"#, .unknownType), ("{", .badJSON),
        (#"{"type":"ping","type":"ping"}"#, .badJSON), (#"{"type":"ping"} {}"#, .badJSON),
        (#"{"type":"hello","v":[2],"role":"customer"}"#, .unsupportedVersion),
        (#"{"type":"hello","v":[],"role":"customer"}"#, .unsupportedVersion),
    ])
    func whatIsNoMessageHasItsCode(_ line: String, _ code: ErrorCode) {
        #expect(Self.error(Array(line.utf8))?.code == code)
    }

    @Test func errorsNameTheMessageTheyAreAbout() {
        let error = Self.error(["type": "say", "conversation": "c1", "cid": "m1", "text": 7])
        #expect(error?.cid == "m1")
        #expect(error?.conversation == "c1")
        #expect(Self.error(["type": "say", "conversation": "c1", "cid": "é", "text": "x"])?.cid == nil)
    }

    @Test func errorCodesAreTheClosedList() {
        #expect(
            Set(ErrorCode.allCases.map(\.rawValue))
                == Set(
                    """
                    bad_utf8 bad_json too_large bad_message unknown_type bad_field unsupported_version auth_required \
                    auth_failed auth_expired forbidden not_found cid_conflict ahead already_taken stale_assignment closed \
                    rate_limited busy slow_consumer replaced storage draining internal
                    """.split(separator: " ").map(String.init)))
    }
}
