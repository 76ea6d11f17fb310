import Conversation
import JSON
import Record
import Testing
import Wire

@testable import Sessions

/// What `relais verify` says of the keys and the kept files of a record.
@Suite struct RecordCheckTests {
    /// A record's events and keys as the check is shown them; the tests change them.
    struct Shown {
        var events: [StreamID: [RecordedEvent]]
        var keys: [KeyEntry]

        init(_ store: MemoryStore) throws {
            events = Dictionary(grouping: try store.feed(after: 0, limit: .max), by: \.stream)
            keys = try [KeyScope.opening, KeyScope.customer, KeyScope.open].flatMap {
                try store.keys(scope: $0, after: nil, limit: .max)
            }
        }

        func problems(schema: Int = 3) -> [String] {
            var check = RecordCheck()
            var problems: [String] = []
            for stream in Set(events.keys).union(keys.map(\.stream)).sorted() {
                problems += (events[stream] ?? []).compactMap { check.problem(in: $0) }
                problems += check.problems(
                    inKeys: keys.filter { $0.stream == stream }, of: stream, called: "stream S",
                    schema: schema)
            }
            FindingWordsTests.expectFrench(problems)
            return problems
        }
    }

    /// A site's known customer, whose conversation is open.
    static func ofASite() throws -> (house: House, stream: StreamID) {
        var house = try House()
        let site = house.greet("site", token: "shop")
        let open: JSONValue = [
            "type": "open", "cid": "k1", "channel": "web", "lang": "fr", "customer": ["id": "c42"],
        ]
        let opened = try #require(house.ask(site, open).first("opened"))
        let id = try #require(ConversationID(opened["conversation"]?.string ?? ""))
        return (house, id.stream)
    }

    static func close(_ house: inout House, _ stream: StreamID) {
        let site = house.greet("site", token: "shop")
        let name = ConversationID(stream: stream).description
        _ = house.ask(site, ["type": "close", "cid": "z", "conversation": .string(name)])
    }

    @Test func whatTheHouseWritesIsSound() throws {
        var (house, stream) = try Self.ofASite()
        let other = house.customer()
        _ = house.say(other, "m1", "un conseiller")
        let claire = house.agent("Claire")
        _ = try house.accept(claire, other.conversation)
        #expect(try Shown(house.store).problems() == [])
        #expect(try Shown(house.store).keys.count == 4)
        Self.close(&house, stream)
        let shown = try Shown(house.store)
        #expect(shown.problems() == [] && shown.keys.count == 3)
        let erased = try ErasingTests.stream(other)
        _ = try ErasingTests.erase(&house, [erased])
        #expect(try Shown(house.store).problems() == [])
        _ = try house.store.erase(stream, numbers: 1...1)
        // Of what is half gone nothing can be asked for.
        #expect(try Shown(house.store).problems() == [])
    }

    @Test(arguments: [
        (KeyScope.open, "position 1 leaves stream S open, but no key lists it"),
        (KeyScope.customer, "position 1 opens stream S for a customer, but no key leads from him"),
        (KeyScope.opening, "position 1 opens stream S for a site, but the key of its cid is missing"),
    ])
    func aMissingKeyIsFound(_ scope: UInt8, _ words: String) throws {
        let (house, stream) = try Self.ofASite()
        var shown = try Shown(house.store)
        let opening = try #require(shown.events[stream]?.first?.position)
        shown.keys.removeAll { $0.scope == scope }
        let problems = shown.problems()
        #expect(problems.count == 1)
        #expect(
            problems.first?.hasPrefix(words.replacing("position 1 ", with: "position \(opening) ")) == true)
    }

    @Test func aKeyTooManyIsFound() throws {
        var (house, stream) = try Self.ofASite()
        Self.close(&house, stream)
        let anonymous = try ErasingTests.stream(house.customer())
        let sound = try Shown(house.store)
        #expect(sound.problems() == [])
        let claim = try #require(sound.keys.first { $0.scope == KeyScope.opening })
        let known = try #require(sound.keys.first { $0.scope == KeyScope.customer })
        let cases: [(KeyEntry, String)] = [
            (
                KeyEntry(scope: KeyScope.open, key: KeyScope.openKey, stream: stream),
                "but a key lists it as open"
            ),
            (KeyEntry(scope: KeyScope.open, key: [7], stream: stream), "not known to this program"),
            (
                KeyEntry(scope: KeyScope.opening, key: KeyScope.hashed([7]), stream: stream),
                "keys of several cids"
            ),
            (KeyEntry(scope: KeyScope.opening, key: claim.key, stream: anonymous), "for no site"),
            (KeyEntry(scope: KeyScope.customer, key: [7], stream: stream), "another one's key"),
            (KeyEntry(scope: KeyScope.customer, key: known.key, stream: anonymous), "for nobody known"),
            (KeyEntry(scope: 99, key: [7], stream: stream), "scope 99, which there is not"),
            (KeyEntry(scope: KeyScope.open, key: KeyScope.openKey, stream: .desk), "is no conversation"),
        ]
        for (key, words) in cases {
            var shown = sound
            shown.keys.append(key)
            let problems = shown.problems()
            #expect(problems.count == 1 && problems.first?.contains(words) == true, "\(words): \(problems)")
        }
    }

    @Test func aKeyThatIsNoHashIsFound() throws {
        let (house, _) = try Self.ofASite()
        var shown = try Shown(house.store)
        let place = try #require(shown.keys.firstIndex { $0.scope == KeyScope.opening })
        shown.keys[place] = KeyEntry(scope: KeyScope.opening, key: [7], stream: shown.keys[place].stream)
        let problems = shown.problems()
        #expect(problems.count == 1 && problems.first?.contains("is no hash") == true)
    }

    @Test func aKeyWithAnotherLineIsFound() throws {
        let (house, _) = try Self.ofASite()
        let sound = try Shown(house.store)
        for value in ["", "{}", #"[1,"web","open",""]"#] {
            var shown = sound
            for index in shown.keys.indices where shown.keys[index].scope == KeyScope.customer {
                shown.keys[index].value = Array(value.utf8)
            }
            #expect(shown.problems().first?.contains("is not the right one") == true)
        }
    }

    @Test func aKeyOfAnErasedConversationIsFound() throws {
        var (house, stream) = try Self.ofASite()
        let keys = try Shown(house.store).keys
        _ = try ErasingTests.erase(&house, [stream])
        var shown = try Shown(house.store)
        #expect(shown.problems() == [])
        shown.keys = keys
        #expect(shown.problems() == ["nothing is left of stream S, but a key leads to it"])
    }

    /// In the first schema keys stood as they are.
    @Test func whichKeyIsTheRightOneDependsOnTheSchema() throws {
        let (house, stream) = try Self.ofASite()
        var shown = try Shown(house.store)
        #expect(shown.problems(schema: 1).count == 1)
        for index in shown.keys.indices where shown.keys[index].scope == KeyScope.customer {
            shown.keys[index].key = SessionsMachine.customerKey("shop", "c42")
        }
        #expect(shown.problems(schema: 1) == [] && shown.problems(schema: 2).count == 1)
        _ = stream
    }

    // MARK: kept files

    static let policy = Array("language fr\n".utf8)
    static let flow = Array("flow hello\n".utf8)

    static func blobs(_ version: String) -> [Blob] {
        let files = [(policy, "Flows/bot.policy"), (flow, "Flows/hello.flow")]
        let list = BotManifest(
            files: files.map { .init(hash: BotManifest.key(ofFile: $0), path: $1) })
        return files.map { Blob(hash: BotManifest.key(ofFile: $0.0), bytes: $0.0) } + [
            Blob(hash: BotManifest.key(of: version), bytes: list.bytes)
        ]
    }

    /// What is said of the blobs of a record whose one conversation began with the test bot's version.
    func findings(_ change: (inout [Blob]) -> Void, rowVersion: UInt8 = 2) throws -> (
        problems: [String], remarks: [String]
    ) {
        let (house, stream) = try Self.ofASite()
        let events = try house.store.read(stream, from: 1, limit: .max)
        var check = RecordCheck()
        for var event in events {
            event.version = rowVersion
            #expect(check.problem(in: event) == nil)
        }
        var blobs = Self.blobs(try TestBot.bot().world.fingerprint)
        change(&blobs)
        let problems = blobs.compactMap { check.problem(in: $0) }
        FindingWordsTests.expectFrench(problems + check.problemsOfTheWhole() + check.remarks)
        return (problems + check.problemsOfTheWhole(), check.remarks)
    }

    @Test func aVersionThatIsKeptIsSound() throws {
        let found = try findings { _ in }
        #expect(found.problems == [] && found.remarks == [])
    }

    @Test func whatIsKeptUnderAnotherHashIsFound() throws {
        let found = try findings { $0.append(Blob(hash: [1], bytes: [2])) }
        #expect(found.problems == ["its content has not the hash it is kept under"])
        // Nothing at all is no list of files either.
        let emptied = try findings { $0[0].bytes = [] }
        #expect(emptied.problems == ["its content has not the hash it is kept under"])
    }

    @Test func aListInAFilesPlaceIsFound() throws {
        let found = try findings { $0[0].bytes = $0[2].bytes }
        #expect(
            found.problems == [
                "Flows/bot.policy has not the content it was kept with: start once with that file"
            ])
    }

    @Test func aFileThatIsMissingIsFound() throws {
        let found = try findings { $0.remove(at: 1) }
        #expect(
            found.problems
                == ["a version of the bot is kept without its Flows/hello.flow: start once with that file"])
    }

    @Test func aVersionThatIsMissingIsFound() throws {
        let found = try findings { $0.removeLast() }
        #expect(found.problems.count == 1)
        #expect(found.problems.first?.contains("of the bot, whose files are not kept") == true)
        // Its files are then nobody's.
        #expect(found.remarks == ["files kept that belong to no version of the bot: 2"])
        // Programs that wrote rows of the first version may not have kept any.
        let old = try findings({ $0 = [] }, rowVersion: 1)
        #expect(old.problems == [] && old.remarks.count == 1)
    }

    @Test func aListIsReadAsItWasWritten() throws {
        let list = BotManifest(files: [
            .init(hash: [UInt8](repeating: 0xA5, count: 32), path: "Flows/été.flow"),
            .init(hash: [UInt8](repeating: 0, count: 32), path: "a b"),
        ])
        #expect(BotManifest(list.bytes) == list)
        for text in [
            "x", "\n", "\(String(repeating: "a", count: 64)) \n", "\(String(repeating: "A", count: 64)) p\n",
        ] {
            #expect(BotManifest(Array(text.utf8)) == nil, "\(text)")
        }
        #expect(BotManifest(list.bytes.dropLast() + []) == nil)
    }
}
