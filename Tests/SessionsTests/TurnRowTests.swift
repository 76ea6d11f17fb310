import JSON
import Record
import Testing
import Wire

@testable import Conversation
@testable import Sessions

/// What a turn's row says, and that rows of older versions are read.
@Suite struct TurnRowTests {
    /// A row of version 1, as a daemon of that version wrote it.
    static let first = #"""
        {"s":[[[1,["spoke","est-ce que je peux garder mon numéro"]],[1,[[["heard",1795353359943],["count",[0,3,false,0,5]],["count",[0,4,false,0,5]],["pending",[[false,"keep-number","number.keep","est-ce que je peux garder mon numéro"]]],["wait",[["ask","order-no",false],6,[],0,1795353359943]],["said","C'est noté, nous y viendrons ensuite : garder votre numéro.\nSon numéro commence par FR-."]]]],[1,["interrupt",[["number.keep",false,0.9957],["bot.identity",false,0.0003],["warranty.terms",false,0.0002]],["interrupt",0.75],[],[],[["act","say","system.later",null,["return-order",null,null],0,true]]]]]],"o":[{"seq":9,"kind":"message","from":"customer","text":"est-ce que je peux garder mon numéro","cid":"c44","ts":1795353359943},{"seq":10,"kind":"message","from":"bot","text":"C'est noté, nous y viendrons ensuite : garder votre numéro.","ts":1795353359943},{"seq":11,"kind":"message","from":"bot","text":"Son numéro commence par FR-.","choices":[{"id":"a","label":"\"A\""}],"ts":1795353359943}],"f":[["timer","silence:6",1795353959943],["cid","c44",9,-8853643099188502225,1795353359943,null,null]]}
        """#
    /// The same turn in a row of version 2.
    static let second = #"""
        {"q":9,"t":1795353359943,"s":[[[1,["spoke",{"o":0}]],[1,[[["heard",1795353359943],["count",[0,3,false,0,5]],["count",[0,4,false,0,5]],["pending",[[false,"keep-number","number.keep",{"o":0}]]],["wait",[["ask","order-no",false],6,[],0,1795353359943]],["said",{"o":[1,2]}]]]],[1,["interrupt",[["number.keep",false,0.9957],["bot.identity",false,0.0003],["warranty.terms",false,0.0002]],["interrupt",0.75],[],[],[["act","say","system.later",null,["return-order",null,null],0,true]]]]]],"o":[["c","est-ce que je peux garder mon numéro","c44"],["b","C'est noté, nous y viendrons ensuite : garder votre numéro."],["b","Son numéro commence par FR-.",null,null,null,[["a","\"A\""]]]],"f":[["timer","silence:6",1795353959943],["cid",-8853643099188502225]]}
        """#

    func read(_ row: String) throws -> TurnRow { try TurnRow(decoding: Array(row.utf8)) }

    /// A row's parts as they were decided, for writing them again.
    func maker(of row: TurnRow) throws -> TurnRowMaker {
        var maker = TurnRowMaker()
        maker.agent = row.agent
        maker.facts = row.facts
        for step in row.steps {
            maker.add(
                try ConversationEvent(decoding: step.event), try Change.decode(step.changes),
                try Explanation(decoding: step.explanation))
        }
        return maker
    }

    func message(_ seq: Int64, _ from: String, _ text: String, cid: String? = nil, time: Int64 = 7)
        -> EventBody
    {
        EventBody(
            seq: seq, content: .message(from: from, name: nil, text: text, choices: [], choice: nil),
            timeMilliseconds: time, cid: cid)
    }

    @Test func aRowOfTheFirstVersionIsReadAsItWasWritten() throws {
        let row = try read(Self.first)
        #expect(String(decoding: row.encoded(), as: UTF8.self) == Self.first)
        let event = RecordedEvent(
            position: 1, stream: StreamID(high: 1, low: 2), number: 1, kind: TurnRow.kind, version: 1,
            atMilliseconds: 0, bytes: Array(Self.first.utf8))
        #expect(SessionsMachine.bodies(of: event).map(\.seq) == [9, 10, 11])
        #expect(SessionsMachine.bodies(of: event).map(\.body) == row.bodies)
        #expect(try ConversationCore(snapshot: nil, events: [event])?.ledger.lastCid == "c44")
    }

    @Test func bothVersionsSayTheSame() throws {
        #expect(try read(Self.first) == read(Self.second))
        let event = RecordedEvent(
            position: 1, stream: StreamID(high: 1, low: 2), number: 1, kind: TurnRow.kind, version: 2,
            atMilliseconds: 0, bytes: Array(Self.second.utf8))
        #expect(SessionsMachine.bodies(of: event).map(\.seq) == [9, 10, 11])
        #expect(SessionsMachine.bodies(of: event).map(\.body) == (try read(Self.first).bodies))
    }

    @Test func eachTextStandsOnceInANewRow() throws {
        var maker = try maker(of: read(Self.first))
        let time: Int64 = 1_795_353_359_943
        let last = EventBody(
            seq: 11,
            content: .message(
                from: "bot", name: nil, text: "Son numéro commence par FR-.",
                choices: [.init(id: "a", label: "\"A\"")], choice: nil), timeMilliseconds: time)
        for body in [
            message(9, "customer", "est-ce que je peux garder mon numéro", cid: "c44", time: time),
            message(10, "bot", "C'est noté, nous y viendrons ensuite : garder votre numéro.", time: time),
            last,
        ] {
            maker.show(body, encoded: body.encoded())
        }
        #expect(String(decoding: maker.encoded(), as: UTF8.self) == Self.second)
    }

    @Test(arguments: [
        // What the customer sees is not what was decided, or in another order, or only a part of it.
        ["Bonjour"], ["Bonjour", "Bonsoir"], ["Bonsoir", "Bonjour"], ["Bonjour\nBonsoir"], ["Bon", "jour"],
        [""], [],
        ["Bonjour", "", "Bonsoir"], ["", ""],
    ])
    func whatWasSaidIsReadBackWhateverWasShown(_ shown: [String]) throws {
        for said in ["Bonjour", "Bonjour\nBonsoir", "Bonjour\n\nBonsoir", "", "\n", "Bonjour\n"] {
            var maker = TurnRowMaker()
            maker.add(.customerSpoke(text: said), [.said(said)], Explanation())
            for (index, text) in shown.enumerated() {
                let body = message(Int64(index) + 3, "bot", text)
                maker.show(body, encoded: body.encoded())
            }
            let row = try TurnRow(decoding: maker.encoded())
            #expect(try Change.decode(row.steps[0].changes) == [.said(said)])
            #expect(try ConversationEvent(decoding: row.steps[0].event) == .customerSpoke(text: said))
            #expect(row.bodies == shown.enumerated().map { message(Int64($0) + 3, "bot", $1).encoded() })
        }
    }

    /// Found by reading: the buttons of a clarifying question hold what the customer said.
    @Test func aTextIsReadBackWhereverItStands() throws {
        let text = "ma commande"
        let request = Request(target: .flow("track"), intent: "order.where", text: text)
        var wait = Wait()
        wait.kind = .idle
        wait.buttons = [
            Button(id: "1", label: text, meaning: .request(request)),
            Button(id: "2", label: "non", meaning: .none),
        ]
        let changes: [Change] = [.waiting(wait), .pendingChanged([request]), .said(text)]
        var maker = TurnRowMaker()
        maker.add(.customerSpoke(text: text), changes, Explanation())
        // An action's answer looks like a place, and is none.
        let answered = ConversationEvent.actionReturned(call: 1, .gave(["o": 0]))
        maker.add(answered, [], Explanation())
        for (seq, from) in [(3, "customer"), (4, "bot")] {
            let body = message(Int64(seq), from, text)
            maker.show(body, encoded: body.encoded())
        }
        let bytes = maker.encoded()
        let row = try TurnRow(decoding: bytes)
        #expect(try Change.decode(row.steps[0].changes) == changes)
        #expect(try ConversationEvent(decoding: row.steps[1].event) == answered)
        #expect(String(decoding: bytes, as: UTF8.self).split(separator: #"{"o":0}"#).count == 5)
    }

    @Test func whatHasNoShortFormIsKeptAsItWasSent() throws {
        var maker = TurnRowMaker()
        let bodies = [
            EventBody(seq: 5, content: .closed(outcome: "solved"), timeMilliseconds: 7, cid: "c1"),
            message(6, "nobody", "x"), message(6, "bot", "a seq twice"), message(8, "bot", "later", time: 8),
            EventBody(
                seq: 9,
                content: .message(from: "agent", name: "Anna", text: "y", choices: [], choice: "b"),
                timeMilliseconds: 7),
        ]
        for body in bodies { maker.show(body, encoded: body.encoded()) }
        maker.facts = [
            .answered(cid: "c1", .init(seq: 5, bodyHash: 9, timeMilliseconds: 7)),
            .answered(cid: "@Anna:c1", .init(seq: 9, epoch: 3, bodyHash: 9, timeMilliseconds: 7)),
        ]
        maker.agent = "Anna"
        let row = try TurnRow(decoding: maker.encoded())
        #expect(row.bodies == bodies.map { $0.encoded() })
        #expect(row.facts == maker.facts)
        #expect(row.agent == "Anna")
        // First of all, where its answer could be shortened too.
        var other = TurnRowMaker()
        let first = message(5, "nobody", "x", cid: "c1")
        other.show(first, encoded: first.encoded())
        other.facts = [.answered(cid: "c1", .init(seq: 5, bodyHash: 9, timeMilliseconds: 7))]
        #expect(try TurnRow(decoding: other.encoded()).facts == other.facts)
    }

    @Test(arguments: [
        #"{"q":1,"t":1,"s":[[[1,["spoke",{"o":1}]],[1,[[]]],[]]],"o":[["c","x"]],"f":[]}"#,
        #"{"q":1,"t":1,"s":[[[1,["spoke",{"o":-1}]],[1,[[]]],[]]],"o":[["c","x"]],"f":[]}"#,
        #"{"q":1,"t":1,"s":[[[1,["spoke","x"]],[1,[[["said",{"o":[0,4]}]]]],[]]],"o":[["c","x"]],"f":[]}"#,
        #"{"q":1,"t":1,"s":[[[1,["closed"]],[1,[[["said",{"o":["x"]}]]]],[]]],"o":[["c","x"]],"f":[]}"#,
        #"{"q":9223372036854775807,"t":1,"s":[],"o":[["c","x"],["b","y"]],"f":[]}"#,
        #"{"q":1,"t":1,"s":[],"o":[["z","x"]],"f":[]}"#, #"{"q":1,"t":1,"s":[],"o":[["c"]],"f":[]}"#,
        #"{"q":1,"t":1,"s":[],"o":[["c","x"]],"f":[["cid",4]]}"#,
        #"{"q":1,"t":1,"s":[],"o":[],"f":[["cid",4]]}"#,
    ])
    func aRowThatNamesWhatIsNotThereIsRefused(_ row: String) {
        #expect(throws: RowError.self) { try read(row) }
    }
}
