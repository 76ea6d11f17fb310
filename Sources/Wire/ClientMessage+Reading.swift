import JSON

/// Reads messages one after the other; a line of usual length asks for no memory but that of its texts.
package struct MessageReader: Sendable {
    private var document = JSONDocument()

    package init() {}

    /// Reads one line (without its end) or one WebSocket message.
    ///
    /// - Throws: an error that carries the message's `cid` and `conversation` where they could be read, so that the
    ///   client knows which of its messages was refused.
    package mutating func read(_ line: [UInt8]) throws(WireError) -> ClientMessage {
        do throws(JSONError) {
            try document.scan(line.span, maximumDepth: WireLimits.depth)
        } catch {
            throw error.reason == .invalidUTF8
                ? WireError(.badUTF8, error.description) : WireError(.badJSON, error.description)
        }
        return try ClientMessage(document)
    }
}

extension ClientMessage.Verb {
    /// The beginnings of all names as numbers, each another: a name is found by its number, not by comparing texts.
    private static let beginnings = allCases.map { beginning($0.rawValue) }

    private static func beginning(_ name: String) -> UInt64 {
        var name = name
        return name.withUTF8 { $0.prefix(8).reduce(0) { $0 &<< 8 | UInt64($1) } }
    }

    fileprivate init?(named name: String) {
        guard let index = Self.beginnings.firstIndex(of: Self.beginning(name)),
            Self.allCases[index].rawValue == name
        else { return nil }
        self = Self.allCases[index]
    }
}

extension ClientMessage {
    /// Reads a line by itself, for tests; who reads many keeps a `MessageReader`.
    package init(line: [UInt8]) throws(WireError) {
        var reader = MessageReader()
        self = try reader.read(line)
    }

    fileprivate init(_ document: JSONDocument) throws(WireError) {
        guard document.isObject(0) else { throw WireError(.badMessage, "a message is an object") }
        let fields = MessageFields(document: document)
        guard let type = document.member("type") else {
            throw WireError(.badMessage, "a message has a type")
        }
        do throws(WireError) {
            guard let name = document.text(type) else {
                throw WireError(.badMessage, field: "type", "type: expected a text")
            }
            guard let verb = Verb(named: name) else { throw WireError(.unknownType, "no such message") }
            self = try Self.read(verb, fields)
        } catch {
            var error = error
            if let cid = fields.string("cid"), MessageFields.isIdentifier(cid) { error.cid = cid }
            if let id = fields.string("conversation"), MessageFields.isIdentifier(id) {
                error.conversation = id
            }
            throw error
        }
    }

    private static func read(_ verb: Verb, _ fields: MessageFields) throws(WireError) -> ClientMessage {
        switch verb {
        case .hello: return .hello(try hello(fields))
        case .auth: return .auth(token: try token(fields))
        case .ping: return .ping
        case .pong: return .pong
        case .open: return .open(try open(fields))
        case .resume:
            return .resume(
                Resume(
                    conversation: try fields.identifier("conversation"),
                    secret: try fields.optionalText("resume", limit: WireLimits.token),
                    lastSeq: try fields.count("last_seq"),
                    wantsPacket: fields.has("packet") ? try fields.flag("packet") : false))
        case .say:
            return .say(
                Say(
                    conversation: try fields.identifier("conversation"), cid: try fields.identifier("cid"),
                    text: try fields.text("text")))
        case .choose:
            return .choose(
                Choose(
                    conversation: try fields.identifier("conversation"), cid: try fields.identifier("cid"),
                    choice: try fields.text("choice", limit: WireLimits.name)))
        case .rate:
            return .rate(
                Rate(
                    conversation: try fields.identifier("conversation"), cid: try fields.identifier("cid"),
                    score: Int(try fields.integer("score", in: 1...5)),
                    comment: try fields.optionalText("comment", limit: WireLimits.comment)))
        case .page:
            return .page(
                Page(
                    conversation: try fields.identifier("conversation"), cid: try fields.identifier("cid"),
                    url: try fields.page("url")))
        case .typing:
            return .typing(
                conversation: try fields.identifier("conversation"), isOn: try fields.flag("on"))
        case .seen:
            return .seen(conversation: try fields.identifier("conversation"), seq: try fields.count("seq"))
        case .close: return .close(try close(fields))
        case .available, .accept, .decline, .reply, .note, .transfer, .release, .suggest, .history, .check,
            .catalogue:
            return try readAgentVerb(verb, fields)
        case .watch, .take, .move, .assign, .reload, .figures, .status:
            return try readSupervisorVerb(verb, fields)
        }
    }

    private static func readAgentVerb(_ verb: Verb, _ fields: MessageFields) throws(WireError)
        -> ClientMessage
    {
        switch verb {
        case .available:
            return .available(
                Available(
                    cid: try fields.optionalIdentifier("cid"), isOn: try fields.flag("on"),
                    capacity: fields.has("capacity")
                        ? Int(try fields.integer("capacity", in: 1...Int64(WireLimits.capacity))) : nil,
                    skills: try fields.names("skills", limit: WireLimits.skills)))
        case .accept: return .accept(try offerAnswer(fields))
        case .decline: return .decline(try offerAnswer(fields))
        case .reply: return .reply(try agentText(fields))
        case .note: return .note(try agentText(fields))
        case .transfer:
            return .transfer(
                Transfer(
                    cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
                    epoch: try fields.count("epoch"), to: try destination(fields),
                    note: try fields.optionalText("note", limit: WireLimits.note)))
        case .release:
            return .release(
                Release(
                    cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
                    epoch: try fields.count("epoch")))
        case .suggest:
            return .suggest(
                Suggest(
                    cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
                    text: try fields.optionalText("text")))
        case .check:
            return .check(
                Check(
                    cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
                    text: try fields.text("text")))
        case .catalogue: return .catalogue(cid: try fields.identifier("cid"))
        default:
            return .history(
                History(
                    cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
                    before: fields.has("before") ? try fields.count("before") : nil,
                    limit: fields.has("limit")
                        ? Int(try fields.integer("limit", in: 1...Int64(WireLimits.historyLimit))) : 100,
                    earlier: try fields.optionalIdentifier("earlier")))
        }
    }

    private static func readSupervisorVerb(_ verb: Verb, _ fields: MessageFields) throws(WireError)
        -> ClientMessage
    {
        switch verb {
        case .watch:
            return .watch(
                Watch(
                    cid: try fields.optionalIdentifier("cid"),
                    queues: try fields.names("queues", limit: WireLimits.queues)))
        case .take:
            return .take(
                Take(cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation")))
        case .move:
            return .move(
                Move(
                    cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
                    queue: try fields.text("queue", limit: WireLimits.name)))
        case .assign:
            return .assign(
                Assign(
                    cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
                    agent: try fields.text("agent", limit: WireLimits.name)))
        case .figures: return .figures(cid: try fields.identifier("cid"))
        case .status: return .status(cid: try fields.identifier("cid"))
        default:
            return .reload(cid: try fields.identifier("cid"))
        }
    }

    // MARK: messages with parts

    private static func hello(_ fields: MessageFields) throws(WireError) -> Hello {
        guard let versions = fields.value("v")?.array, versions.count <= WireLimits.versions,
            versions.allSatisfy({ $0.safeInteger != nil })
        else { throw fields.wrong("v", "a list of versions") }
        guard versions.contains(.integer(1)) else {
            throw WireError(.unsupportedVersion, field: "v", "this server speaks version 1", isFatal: true)
        }
        guard let role = fields.string("role").flatMap(Role.init(rawValue:)) else {
            throw fields.wrong("role", "customer, site, agent or supervisor")
        }
        let client = try fields.optionalText("client", limit: WireLimits.client) ?? ""
        return Hello(client: client, role: role)
    }

    private static func token(_ fields: MessageFields) throws(WireError) -> String {
        guard let token = fields.string("token"), !token.isEmpty, token.utf8.count <= WireLimits.token
        else {
            throw fields.wrong("token", "a token")
        }
        return token
    }

    private static func open(_ fields: MessageFields) throws(WireError) -> Open {
        let cid = try fields.identifier("cid")
        var language: String?
        if fields.has("lang") {
            guard let code = fields.string("lang"), (2...16).contains(code.utf8.count),
                code.utf8.allSatisfy({
                    ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A || $0 == 0x2D || $0 == 0x5F
                })
            else { throw fields.wrong("lang", "a language such as fr") }
            language = code.lowercased()
        }
        return Open(
            cid: cid, channel: try fields.optionalIdentifier("channel") ?? "web", language: language,
            customer: try customer(fields),
            page: fields.has("page") ? try fields.page("page") : nil, profile: try profile(fields))
    }

    private static func customer(_ fields: MessageFields) throws(WireError) -> Customer? {
        guard let inner = try fields.inner("customer", prefix: "customer.") else { return nil }
        return Customer(
            id: try inner.identifier("id"), name: try inner.displayName("name"),
            proof: try inner.optionalText("proof", limit: WireLimits.token))
    }

    private static func profile(_ fields: MessageFields) throws(WireError) -> [ProfileEntry] {
        guard let value = fields.value("profile") else { return [] }
        guard let members = value.object else { throw fields.wrong("profile", "an object") }
        guard members.count <= WireLimits.profileMembers else {
            throw fields.wrong("profile", "at most \(WireLimits.profileMembers) members")
        }
        var entries: [ProfileEntry] = []
        for member in members {
            guard MessageFields.isIdentifier(member.key) else {
                throw fields.wrong("profile", "names of 1 to 64 of A-Z a-z 0-9 _ . : -")
            }
            let value: ProfileValue
            switch member.value {
            case .string(let text) where text.unicodeScalars.count <= WireLimits.profileValue:
                value = .text(text)
            case .bool(let flag): value = .flag(flag)
            case .integer(let number) where JSONValue.safeIntegers.contains(number):
                value = .number(Double(number))
            case .number(let number) where abs(number) <= Double(JSONValue.safeIntegers.upperBound):
                value = .number(number)
            default:
                throw fields.wrong(
                    "profile", "texts of at most \(WireLimits.profileValue) characters, numbers, flags")
            }
            entries.append(ProfileEntry(name: member.key, value: value))
        }
        return entries
    }

    private static func close(_ fields: MessageFields) throws(WireError) -> Close {
        Close(
            conversation: try fields.identifier("conversation"), cid: try fields.identifier("cid"),
            epoch: fields.has("epoch") ? try fields.count("epoch") : nil,
            outcome: try fields.optionalText("outcome", limit: WireLimits.name),
            tags: try fields.names("tags", limit: WireLimits.tags) ?? [])
    }

    private static func offerAnswer(_ fields: MessageFields) throws(WireError) -> OfferAnswer {
        OfferAnswer(
            cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
            offer: try fields.identifier("offer"))
    }

    private static func agentText(_ fields: MessageFields) throws(WireError) -> AgentText {
        AgentText(
            cid: try fields.identifier("cid"), conversation: try fields.identifier("conversation"),
            epoch: try fields.count("epoch"), text: try fields.text("text"))
    }

    private static func destination(_ fields: MessageFields) throws(WireError) -> Destination {
        let expected = "an object with one of queue, agent, bot"
        guard let inner = try fields.inner("to", prefix: "to.") else { throw fields.wrong("to", expected) }
        let queue = try inner.optionalText("queue", limit: WireLimits.name)
        let agent = try inner.optionalText("agent", limit: WireLimits.name)
        let bot = try inner.optionalText("bot", limit: WireLimits.name * 2)
        switch (queue, agent, bot) {
        case (let queue?, nil, nil): return .queue(queue)
        case (nil, let agent?, nil): return .agent(agent)
        case (nil, nil, let bot?): return .bot(bot)
        default: throw fields.wrong("to", expected)
        }
    }
}
