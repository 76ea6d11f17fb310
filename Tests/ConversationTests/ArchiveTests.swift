import JSON
import Testing
import Text

@testable import Conversation

/// What stands in the record, to the letter: records of years are read by this.
@Suite struct ArchiveTests {
    static let timer = #"["silence",3]"#
    static let promise = PromiseRecord(
        kind: "call-back", queue: "orders", contact: "0612345678", dueMilliseconds: 9, flow: nil)
    static let request = Request(target: .flow("order"), intent: "order.where", text: "où ?")
    static let reason = Reason(code: .actionError, text: "late")

    static var activation: Activation {
        var it = Activation()
        it.number = 4
        it.intent = "order.where"
        it.frames = [frame]
        it.loose = [LooseValue(kind: .mask("AB-1234"), value: .text("ab-1"), span: 2, slot: nil)]
        it.passes = [CallPasses(flow: "order", line: 3, count: 2)]
        it.reason = reason
        it.pausedWait = Wait()
        return it
    }
    static let activationRow =
        #"[4,[\#(frameRow)],null,"order.where",[[["mask","AB-1234"],["t","ab-1"],2,null]],false,false,null,0,"#
        + #"[["order",3,2]],["action_error","late"],0,[["nothing"],0,[],0,0],false]"#

    static var frame: Frame {
        var it = Frame()
        it.flow = "order"
        it.line = 7
        it.slots = [NamedValue("day", .date(DayNumber(days: 20_000)))]
        it.results = [result]
        it.tries = [IndexCount(index: 1, count: 2)]
        it.entries = [NamedCount(name: "times", count: 1)]
        var entry = TrailEntry()
        entry.line = 5
        entry.slot = "day"
        entry.typed = true
        it.trail = [entry]
        it.returns = .line
        it.step = "times"
        return it
    }
    static let frameRow =
        #"["order",7,[["day",["d",20000]]],[\#(resultRow)],[[1,2]],[["times",1]],"#
        + #"[[5,"day",false,true,[],[],[],0,null]],"line",null,false,"times"]"#

    static let result = ActionResult(
        name: "free", fields: [NamedValue("open", .yesNo(true))],
        lists: [ResultList(name: "times", elements: [[NamedValue("at", .instant(milliseconds: 5))]])])
    static let resultRow = #"["free",[["open",["y",1]]],[["times",[[[["at",["i",5]]]]]]]]"#

    static var wait: Wait {
        var it = Wait()
        it.kind = .ask(slot: "day", isShared: true)
        it.number = 6
        it.buttons = [
            Button(id: "a", label: "Oui", meaning: .value(.yesNo(true))),
            Button(id: "b", label: "Commande", meaning: .request(request)),
            Button(id: "c", label: "Non", meaning: .none),
        ]
        it.sinceMilliseconds = 12
        return it
    }
    static let waitRow =
        #"[["ask","day",true],6,[["a","Oui",["y",1],null],["b","Commande",null,\#(requestRow)],"#
        + #"["c","Non",null,null]],0,12]"#
    static let requestRow = #"[false,"order","order.where","où ?"]"#

    /// Every case of a change, as it stands in the record.
    static let changes: [(Change, String)] = [
        (
            .opened(
                Opening(
                    id: "c", seed: .max, channel: "sms", language: Language("de"), customerID: "k",
                    customerName: nil, page: "/",
                    profile: [NamedText("age", "41")],
                    earlier: [
                        EarlierConversation(
                            id: "b", channel: "web", outcome: "solved", summary: "colis", atMilliseconds: 1)
                    ]), fingerprint: "f", language: .english),
            #"["opened",["c",-1,"sms","de","k",null,"/",[["age","41"]],"#
                + #"[["b","web","solved","colis",1]]],"f","en"]"#
        ),
        (.heard(atMilliseconds: 5), #"["heard",5]"#),
        (.languageHeard(nil), #"["langHeard",null]"#),
        (.languageHeard(.english), #"["langHeard","en"]"#),
        (.languageChanged(.english), #"["lang","en"]"#),
        (.pageVisited("/a"), #"["page","/a"]"#),
        (.rated(4), #"["rated",4]"#),
        (.ownerChanged(.bot), #"["owner",["bot",""]]"#),
        (.ownerChanged(.queue("orders")), #"["owner",["queue","orders"]]"#),
        (.ownerChanged(.agent("Claire")), #"["owner",["agent","Claire"]]"#),
        (.placeChanged(3), #"["place",3]"#),
        (.placeChanged(nil), #"["place",null]"#),
        (.waiting(wait), #"["wait",\#(waitRow)]"#),
        (.timersDone(2), #"["timers",2]"#),
        (.counted(Counters()), #"["count",[0,0,false,0,0]]"#),
        (.started(activation), #"["start",\#(activationRow)]"#),
        (.pausedRunning(atMilliseconds: 8), #"["pause",8]"#),
        (.resumed(1), #"["resume",1]"#),
        (.droppedPaused(0), #"["drop",0]"#),
        (.endedRunning(outcome: "solved"), #"["ended","solved"]"#),
        (.outcomeReached("solved"), #"["outcome","solved"]"#),
        (.handedOver, #"["handed"]"#),
        (.takenBack, #"["back"]"#),
        (.forgotHandedOver, #"["forgot"]"#),
        (.answered, #"["answered"]"#),
        (.satisfactionAsked, #"["asked"]"#),
        (.reasonGiven(reason), #"["reason",["action_error","late"]]"#),
        (
            .looseChanged([
                LooseValue(kind: .choice(["red"]), value: .choice("red"), span: 0, slot: "colour"),
                LooseValue(
                    kind: .amount, value: .amount(Amount(cents: 1_250, currency: "EUR")), span: 1, slot: nil),
                LooseValue(kind: .time, value: .time(MinuteOfDay(minutes: 61)), span: 1, slot: nil),
                LooseValue(kind: .own, value: .element([NamedValue("x", .text(""))]), span: 1, slot: nil),
            ]),
            #"["loose",[[["choice",["red"]],["c","red"],0,"colour"],[["amount"],["a",1250,"EUR"],1,null],"#
                + #"[["time"],["h",61],1,null],[["own"],["e",[["x",["t",""]]]],1,null]]]"#
        ),
        (.pendingChanged([request]), #"["pending",[\#(requestRow)]]"#),
        (.pushed(frame), #"["push",\#(frameRow)]"#),
        (.popped, #"["pop"]"#),
        (.movedTo(line: 9), #"["line",9]"#),
        (.entered(step: "times"), #"["step","times"]"#),
        (.filled(slot: "day", isShared: true, nil), #"["fill","day",true,null]"#),
        (.resulted(result), #"["result",\#(resultRow)]"#),
        (.triedAgain(line: 2), #"["try",2]"#),
        (.emptiedAgain(true), #"["again",true]"#),
        (
            .passed(
                line: 3, slot: nil, isShared: false, typed: true,
                runTyped: [NamedValue("a", .number(FixedNumber(millionths: 5)))]),
            #"["pass",3,null,false,true,[["a",["n",5]]]]"#
        ),
        (.restored(depth: 1, entry: 2), #"["restore",1,2]"#),
        (.restarted(depth: 1), #"["restart",1]"#),
        (.called(flow: "order", line: 3, changes: true), #"["call","order",3,true]"#),
        (.held(.spoke("oui")), #"["hold",[false,"oui"]]"#),
        (.held(.chose("a")), #"["hold",[true,"a"]]"#),
        (.heldTaken, #"["unhold"]"#),
        (.tried(Tried(kind: .call, name: "free", detail: "late")), #"["tried",["call","free","late"]]"#),
        (.promised(promise), #"["promise",\#(promiseRow)]"#),
        (.said("un\ndeux"), #"["said","un\ndeux"]"#),
        (.variantSaid(VariantUse(file: 1, start: 2, index: 3)), #"["variant",[1,2,3]]"#),
        (.requested("order"), #"["request","order"]"#),
        (.closed(outcome: "solved"), #"["close","solved"]"#),
        (.reopened, #"["reopen"]"#),
        (
            .moved(fingerprint: "f", running: activation, paused: [], handedOver: nil),
            #"["moved","f",\#(activationRow),[],null]"#
        ),
    ]
    static let promiseRow = #"["call-back","orders","0612345678",9,null]"#

    static let effects: [(Effect, String)] = [
        (
            .say(Message(from: .system, text: "un", choices: [.init(id: "a", label: "A")])),
            #"["say",["system","un",[["a","A"]]]]"#
        ),
        (
            .ownerChanged(.queue("orders"), place: 2, expectedWaitMilliseconds: nil),
            #"["owner",["queue","orders"],2,null]"#
        ),
        (
            .act(
                ActionCall(
                    number: 2, action: "free", argumentsJSON: Array(#"{"day":1}"#.utf8), idempotencyKey: "k",
                    withinMilliseconds: 3_000)),
            #"["act",[2,"free","{\"day\":1}","k",3000]]"#
        ),
        (
            .escalate(
                EscalationRequest(
                    queue: "orders", urgency: .high, reason: reason, flow: "order", step: nil,
                    slots: [.init(name: "day", display: "jeudi", isPrivate: true)],
                    tried: [Tried(kind: .end, name: "order")], pages: ["/"], language: .english,
                    channel: "web", isAsynchronous: true)),
            #"["escalate",["orders",2,["action_error","late"],"order",null,[["day","jeudi",true]],"#
                + #"[["end","order",null]],["/"],[],"en","web",true]]"#
        ),
        (.withdraw, #"["withdraw"]"#),
        (.setTimer(TimerID(.silence, 3), atMilliseconds: 7), #"["timer",\#(timer),7]"#),
        (.cancelTimer(TimerID(.silence, 3)), #"["untimer",\#(timer)]"#),
        (.promise(promise), #"["promise",\#(promiseRow)]"#),
        (.close(outcome: "solved"), #"["close","solved"]"#),
        (.reopen, #"["reopen"]"#),
        (.alarm("loop"), #"["alarm","loop"]"#),
    ]

    static let events: [(ConversationEvent, String)] = [
        (
            .opened(Opening(id: "c", seed: 1, channel: "web")),
            #"["opened",["c",1,"web",null,null,null,null,[],[]]]"#
        ),
        (.customerSpoke(text: "où ?"), #"["spoke","où ?"]"#),
        (.choiceMade(id: "a"), #"["chose","a"]"#),
        (.rated(score: 4, comment: "bien"), #"["rated",4,"bien"]"#),
        (.pageVisited(url: "/"), #"["page","/"]"#),
        (.timerFired(TimerID(.silence, 3)), #"["timer",\#(timer)]"#),
        (
            .actionReturned(call: 2, .gave(.array([.null, .bool(true)]))),
            #"["returned",2,["gave",[null,true]]]"#
        ),
        (.actionReturned(call: 2, .failed("taken")), #"["returned",2,["failed","taken"]]"#),
        (.actionReturned(call: 2, .error("late")), #"["returned",2,["error","late"]]"#),
        (
            .deskAnswered(.accepted(queue: "orders", place: 2, expectedWaitMilliseconds: 60_000)),
            #"["desk",["accepted","orders",2,60000]]"#
        ),
        (.deskAnswered(.closed), #"["desk",["closed"]]"#),
        (.deskAnswered(.full), #"["desk",["full"]]"#),
        (.placeChanged(place: 1, expectedWaitMilliseconds: nil), #"["place",1,null]"#),
        (.agentJoined(name: "Claire"), #"["joined","Claire"]"#),
        (.agentSpoke(name: "Claire", text: "oui"), #"["agent","Claire","oui"]"#),
        (.requeued(queue: "orders"), #"["requeued","orders"]"#),
        (.queueClosed(queue: "orders", dueMilliseconds: 5), #"["queueClosed","orders",5]"#),
        (.customerLeftQueue, #"["left"]"#),
        (.returnedToBot(flow: "order", step: nil, note: "vu"), #"["bot","order",null,"vu"]"#),
        (.agentClosed(outcome: "solved", tags: ["colis"]), #"["agentClosed","solved",["colis"]]"#),
        (.customerClosed, #"["closed"]"#),
        (.worldChanged(isWithdrawn: true), #"["world",true]"#),
    ]

    static let notes: [(Explanation.Note, String)] = [
        (
            .act(
                .escalate, name: "orders", detail: "late",
                at: .init(flow: "order", step: "times", file: "Flows/order.flow:3"), sentence: 1,
                isOptional: true),
            #"["act","escalate","orders","late",["order","times","Flows/order.flow:3"],1,true]"#
        ),
        (
            .condition("x = 1", held: true, values: [NamedText("x", "1")], at: .init(flow: "order")),
            #"["when","x = 1",true,[["x","1"]],["order",null,null]]"#
        ),
        (.filled(slot: "day", display: "jeudi"), #"["fill","day","jeudi"]"#),
        (.trouble(event: "silence", tries: 1, limit: 2, total: 3), #"["trouble","silence",1,2,3]"#),
        (.event("late"), #"["event","late"]"#),
    ]

    @Test func everyChangeStandsInTheRecordAsItAlwaysDid() throws {
        for (change, row) in Self.changes {
            #expect(String(decoding: Change.encode([change]), as: UTF8.self) == "[1,[[\(row)]]]")
            #expect(try Change.decode(Array("[1,[[\(row)]]]".utf8)) == [change])
        }
    }

    @Test func everyEffectStandsInTheRecordAsItAlwaysDid() throws {
        for (effect, row) in Self.effects {
            #expect(String(decoding: Effect.encode([effect]), as: UTF8.self) == "[1,[[\(row)]]]")
            #expect(try Effect.decode(Array("[1,[[\(row)]]]".utf8)) == [effect])
        }
    }

    @Test func everyEventStandsInTheRecordAsItAlwaysDid() throws {
        for (event, row) in Self.events {
            #expect(String(decoding: event.encode(), as: UTF8.self) == "[1,\(row)]")
            #expect(try ConversationEvent(decoding: Array("[1,\(row)]".utf8)) == event)
        }
    }

    @Test func everyNoteStandsInTheRecordAsItAlwaysDid() throws {
        for (note, row) in Self.notes {
            var explanation = Explanation()
            explanation.consumption = .late
            explanation.candidates = [.init(name: "order", isArticle: false, confidence: 0.5)]
            explanation.threshold = .init(kind: "answer", value: 0.25)
            explanation.repairs = [.init(from: "comande", to: "commande")]
            explanation.signals = ["angry"]
            explanation.notes = [note]
            let bytes =
                #"[1,["late",[["order",false,0.5]],["answer",0.25],[["comande","commande"]],["angry"],[\#(row)]]]"#
            #expect(String(decoding: explanation.encode(), as: UTF8.self) == bytes)
            #expect(try Explanation(decoding: Array(bytes.utf8)) == explanation)
        }
    }

    @Test func noCaseIsLeftOutAbove() {
        func tags(_ rows: [String]) -> Set<String> {
            Set(
                rows.compactMap { $0.split(separator: "\"", maxSplits: 2).dropFirst().first.map(String.init) }
            )
        }
        #expect(tags(Self.changes.map(\.1)) == Set(Change.Tag.allCases.map(\.rawValue)))
        #expect(tags(Self.effects.map(\.1)) == Set(Effect.Tag.allCases.map(\.rawValue)))
        #expect(tags(Self.events.map(\.1)) == Set(ConversationEvent.Tag.allCases.map(\.rawValue)))
        #expect(tags(Self.notes.map(\.1)) == Set(Explanation.Note.Tag.allCases.map(\.rawValue)))
    }

    @Test func whatAnOlderFormatLacksStaysAtItsDefault() throws {
        #expect(
            try Change.decode(Array(#"[1,[[["wait",[]],["fill","day"],["moved"]]]]"#.utf8)) == [
                .waiting(Wait()), .filled(slot: "day", isShared: false, nil),
                .moved(fingerprint: "", running: nil, paused: [], handedOver: nil),
            ])
    }

    @Test(
        arguments: [
            #"["nonsense"]"#, #"["rated","4"]"#, #"["rated",null]"#, #"["loose",[[["nonsense"]]]]"#,
            #"["fill","day",false,["d",99999999999]]"#, #"["fill","day",false,["h",40000]]"#,
            #"["tried",["nonsense","free",null]]"#, #"["hold","oui"]"#, #"["langHeard",5]"#, "[]", "5",
        ])
    func whatIsNoChangeIsRefused(_ row: String) {
        #expect(throws: ArchiveError.self) { try Change.decode(Array("[1,[[\(row)]]]".utf8)) }
    }
}
