import CivilTime
import JSON
import Testing
import Text

@testable import relais

@Suite struct DeskConsoleTests {
    @Test func itSignsInAndSaysItIsAvailable() {
        var stage = Stage.signedIn()
        let sent = stage.takeSent()
        #expect(sent.map { $0["type"]?.string } == ["hello", "auth", "catalogue", "available"])
        #expect(sent[0]["role"]?.string == "agent")
        #expect(sent[1]["token"]?.string == "secret-token")
        #expect(sent[3]["capacity"]?.int == 4 && sent[3]["on"]?.bool == true)
        #expect(sent[3]["skills"] == nil)
        #expect(stage.takeShown().contains("Claire"))
        #expect(stage.console.link == .ready)
    }

    /// The daemon takes a capacity from 1 on, and with a wrong one the whole message is refused.
    @Test func whoIsAwaySaysNoCapacity() {
        var stage = Stage.signedIn()
        _ = stage.takeSent()
        stage.type("/away")
        let sent = stage.takeSent()
        #expect(sent.map { $0["on"]?.bool } == [false])
        #expect(sent.map { $0["capacity"] } == [nil])
    }

    @Test func anOfferRingsAndShowsWhy() {
        var stage = Stage.signedIn()
        stage.offer()
        #expect(stage.rings == 1)
        let shown = stage.takeShown()
        for piece in [
            "orders", "Camille", "fr, web", "2 min", "high priority", "asked for a person",
            "où est ma commande",
        ] {
            #expect(shown.contains(piece), "\(piece)")
        }
        #expect(stage.console.prompt.contains("1 offer"))
        #expect(stage.console.shortcuts == ["+": "/accept", "-": "/decline"])
    }

    @Test func keysDoNothingWhereThereIsNothingToDo() {
        var stage = Stage.signedIn()
        #expect(stage.console.shortcuts.isEmpty)
        stage.offer()
        stage.accept()
        // A reply may begin with a plus or a minus.
        #expect(stage.console.shortcuts.isEmpty)
    }

    @Test func acceptingShowsThePacketAndTypedTextGoesToTheCustomer() throws {
        var stage = Stage.withCamille()
        let shown = stage.takeShown()
        for piece in [
            "order-no = FR-204518", "phone = +33612345678 (private)", "plan = gold", "/commande/1",
            "asked the hours", "answered order-status", "Quel est votre numéro ?",
        ] {
            #expect(shown.contains(piece), "\(piece)")
        }
        _ = stage.takeSent()
        stage.type("Bonjour Camille")
        let reply = try #require(stage.takeSent().first)
        #expect(reply["type"]?.string == "reply" && reply["epoch"]?.int == 3)
        #expect(reply["conversation"]?.string == "conv1" && reply["text"]?.string == "Bonjour Camille")
        #expect(stage.console.prompt.contains("1 Camille>"))
    }

    @Test func whyIsSaidInTheAgentsLanguage() throws {
        let packet = ConsolePacket(
            try JSONReader.parse(
                Array(
                    """
                    {"reason":{"code":"flow","text":"order-no refused"},"tried":[{"kind":"answer","name":"order/shipped"},\
                    {"kind":"escalate","name":"orders","detail":"asked for a person"}]}
                    """.utf8)))
        let french = ConsolePaint(language: .french, hasColour: false, zone: .utc)
        #expect(packet.reason(french) == "prévu par le parcours — order-no refusé")
        let lines = packet.lines(french).joined(separator: "\n")
        #expect(
            lines.contains("réponse donnée order/shipped; demande d'une personne orders demande une personne")
        )
        let english = ConsolePaint(language: .english, hasColour: false, zone: .utc)
        #expect(packet.reason(english) == "as the flow says — order-no refused")
    }

    @Test func typedTwiceAcceptsOnce() {
        var stage = Stage.signedIn()
        stage.offer()
        stage.type("/a")
        stage.type("/a")
        #expect(stage.sent.count { $0["type"]?.string == "accept" } == 1)
    }

    @Test func anOfferTakenByAnotherGoesAway() {
        var stage = Stage.signedIn()
        stage.offer()
        stage.type("/a")
        let cid = stage.sent.last?["cid"]?.string ?? ""
        _ = stage.takeShown()
        stage.hear(
            #"{"type":"error","cid":"\#(cid)","conversation":"conv1","code":"already_taken","text":"x","fatal":false}"#
        )
        #expect(stage.takeShown().contains("Too late"))
        #expect(!stage.console.prompt.contains("offer"))
    }

    @Test func anEventIsShownOnceHoweverOftenItComes() {
        var stage = Stage.withCamille()
        _ = stage.takeShown()
        stage.event(5, "FR-204518")
        stage.event(5, "FR-204518")
        stage.event(4, "old")
        let shown = stage.takeShown()
        #expect(shown.components("FR-204518") == 1)
        #expect(!shown.contains("old"))
    }

    @Test func aGapIsAskedForAndFilledInOrder() {
        var stage = Stage.withCamille()
        stage.event(3, "three")
        _ = stage.takeSent()
        _ = stage.takeShown()
        stage.event(6, "six")
        let sent = stage.takeSent()
        #expect(sent.count == 1 && sent[0]["type"]?.string == "resume" && sent[0]["last_seq"]?.int == 3)
        #expect(!stage.takeShown().contains("six"))
        stage.hear(#"{"type":"resumed","conversation":"conv1","from":4,"to":6}"#)
        for (seq, text) in [(4, "four"), (5, "five"), (6, "six")] { stage.event(seq, text) }
        let lines = stage.takeShown()
        #expect(
            lines.components("four") == 1 && lines.components("five") == 1 && lines.components("six") == 1)
    }

    @Test func aConversationGivenAwayMeanwhileIsDroppedWithItsDraft() {
        var stage = Stage.withCamille()
        stage.type("too late")
        let cid = stage.sent.last?["cid"]?.string ?? ""
        _ = stage.takeShown()
        stage.hear(
            #"{"type":"error","cid":"\#(cid)","conversation":"conv1","code":"stale_assignment","text":"x","draft":"too late","fatal":false}"#
        )
        let shown = stage.takeShown()
        #expect(shown.contains("no longer yours") && shown.contains("not sent: too late"))
        stage.type("anybody?")
        #expect(stage.takeShown().contains("no conversation"))
    }

    @Test func severalConversationsKeepTheirOwn() {
        var stage = Stage.withCamille()
        stage.offer("conv2", "o2")
        stage.type("/a")
        let cid = stage.sent.last?["cid"]?.string ?? ""
        stage.hear(#"{"type":"ack","conversation":"conv2","cid":"\#(cid)","epoch":9,"ts":1}"#)
        #expect(stage.console.prompt.contains("2/4") && stage.console.prompt.contains(" 2 Camille>"))
        stage.event(3, "hello from one")
        #expect(stage.console.prompt.contains("✉ 1"))
        stage.type("/1")
        #expect(!stage.console.prompt.contains("✉"))
        _ = stage.takeSent()
        stage.type("to one")
        #expect(stage.takeSent().last?["conversation"]?.string == "conv1")
        stage.type("/close solved parcel")
        let close = stage.takeSent().last
        #expect(close?["type"]?.string == "close" && close?["epoch"]?.int == 3)
        #expect(close?["tags"]?[0]?.string == "parcel")
        stage.hear(#"{"type":"ack","conversation":"conv1","cid":"\#(close?["cid"]?.string ?? "")","ts":1}"#)
        #expect(stage.console.prompt.contains(" 2 Camille>"))
    }

    @Test func verbsAreWrittenAsTheProtocolSays() throws {
        var stage = Stage.withCamille()
        for (line, type, check) in [
            ("/note careful", "note", { (m: JSONValue) in m["text"]?.string == "careful" }),
            (
                "/transfer queue billing why", "transfer",
                { $0["to"]?["queue"]?.string == "billing" && $0["note"]?.string == "why" }
            ),
            ("/transfer agent Bob", "transfer", { $0["to"]?["agent"]?.string == "Bob" && $0["note"] == nil }),
            ("/bot orders/again", "transfer", { $0["to"]?["bot"]?.string == "orders/again" }),
            ("/release", "release", { $0["epoch"]?.int == 3 }),
            ("/suggest hours", "suggest", { $0["text"]?.string == "hours" }),
            ("/suggest", "suggest", { $0["text"]?.string == "où est ma commande" }),
            ("/canned bye", "reply", { $0["text"]?.string?.contains("Thank you") == true }),
            ("/m hello", "reply", { $0["text"]?.string?.hasPrefix("Hello Camille,") == true }),
        ] as [(String, String, (JSONValue) -> Bool)] {
            _ = stage.takeSent()
            stage.type(line)
            let message = try #require(stage.takeSent().last, "\(line)")
            #expect(message["type"]?.string == type, "\(line)")
            #expect(message["conversation"]?.string == "conv1" && message["cid"]?.string != nil, "\(line)")
            let isRight = check(message)
            #expect(isRight, "\(line)")
        }
    }

    @Test func aSuggestedArticleCanBeSaid() throws {
        var stage = Stage.withCamille()
        stage.type("/s hours")
        let cid = stage.sent.last?["cid"]?.string ?? ""
        _ = stage.takeShown()
        stage.hear(
            #"{"type":"suggestions","conversation":"conv1","cid":"\#(cid)","articles":[{"id":"a","title":"Hours","confidence":0.83,"text":"Nine to six."}]}"#
        )
        #expect(stage.takeShown().contains("83 %"))
        stage.type("/use 1")
        #expect(stage.sent.last?["text"]?.string == "Nine to six.")
        for number in [2, 0, Int.min] {
            _ = stage.takeShown()
            stage.type("/use \(number)")
            #expect(stage.takeShown().contains("no article \(number)"))
        }
    }

    @Test func nothingOfAStrangerReachesTheTerminalAsACommand() {
        var stage = Stage.withCamille(colour: true)
        _ = stage.takeShown()
        stage.event(3, #"\u001b[2J\u001b]0;owned\u0007\nClaire : ok\u202eevil\u009b31m"#)
        let shown = stage.takeShown()
        let paints = ["\u{1B}[0m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[36m", "\u{1B}[1;33m", "\u{1B}[32m"]
        var rest = shown
        for paint in paints { rest = rest.replacing(paint, with: "") }
        for scalar in rest.unicodeScalars {
            #expect(
                scalar == "\n"
                    || scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) && scalar != "\u{202E}")
        }
        // A forged line stays visibly part of the customer's text.
        #expect(rest.contains("\n        Claire : ok"))
    }

    @Test func supervisorsSeeTheDeskAndAct() throws {
        var stage = Stage.signedIn(supervisor: true)
        #expect(
            stage.takeSent().map { $0["type"]?.string } == [
                "hello", "auth", "catalogue", "available", "watch",
            ])
        stage.hear(
            #"{"type":"desk","queues":[{"name":"orders","open":true,"full":false,"waiting":3,"with_agents":1,"agents":2,"breaches":1,"oldest_ms":61000,"first":[{"conversation":"abcdef123456","priority":"high","waiting_ms":61000,"language":"fr","channel":"web","bounces":0}]}],"agents":[{"name":"Bob","present":true,"available":false,"capacity":4,"skills":[],"offers":0,"assigned":["x"]}],"breaches":[{"conversation":"abcdef123456","queue":"orders","target":"first_reply","due":1}]}"#
        )
        #expect(stage.rings == 1)
        #expect(stage.console.prompt.contains("3 waiting"))
        _ = stage.takeShown()
        stage.type("/queue")
        let shown = stage.takeShown()
        for piece in ["orders", "waiting 3", "oldest 2 min", "1 late", "#abcdef12", "Bob", "1/4"] {
            #expect(shown.contains(piece), "\(piece)")
        }
        _ = stage.takeSent()
        stage.type("/take abcd")
        #expect(try #require(stage.takeSent().last)["conversation"]?.string == "abcdef123456")

        var agent = Stage.signedIn()
        _ = agent.takeSent()
        agent.type("/take abcd")
        #expect(agent.takeSent().isEmpty && agent.takeShown().contains("supervisors"))
    }

    @Test func frenchIsFrench() {
        var stage = Stage.withCamille(language: .french)
        let shown = stage.takeShown()
        #expect(
            shown.contains("demande une personne") && shown.contains("accepter") && shown.contains("(privé)"))
        stage.type("/aide")
        #expect(stage.takeShown().contains("pour les collègues"))
        stage.type("/lang en")
        stage.type("/help")
        #expect(stage.takeShown().contains("for colleagues"))
    }

    @Test func aReasonIsSaidInTheAuthorsWords() {
        let catalogue =
            #"{"type":"catalogue","cid":"c","reasons":{"late":{"fr":"colis en retard","en":"the parcel is late"}}}"#
        for (language, words) in [
            (Language.french, "colis en retard"), (.english, "the parcel is late"), (Language("de"), "late"),
        ] {
            var paint = ConsolePaint(language: language, hasColour: false, zone: .utc)
            paint.take(reasonsOf: JSONValue.null)
            #expect(paint.reason("late") == "late")
            if let value = try? JSONReader.parse(Array(catalogue.utf8)) { paint.take(reasonsOf: value) }
            #expect(paint.reason("late") == words)
            #expect(paint.reason("late again") == "late again")
        }
    }

    @Test func ofAReasonThatItsCodeSaysTheTextIsShownWhereAnAuthorWroteIt() throws {
        var paint = ConsolePaint(language: .french, hasColour: false, zone: .utc)
        let catalogue = #"{"reasons":{"no number":{"fr":"numéro non reconnu"}}}"#
        paint.take(reasonsOf: try JSONReader.parse(Array(catalogue.utf8)))
        for (text, shown) in [
            ("no number", "trop de difficultés avec le robot — numéro non reconnu"),
            ("miss", "trop de difficultés avec le robot"),
        ] {
            let packet = ConsolePacket(["reason": ["code": "trouble", "text": .string(text)]])
            #expect(packet.reason(paint) == shown)
        }
    }

    @Test func theBotsCannedAnswersAreTaken() {
        var stage = Stage.withCamille()
        stage.console.settings.takesCannedOfBot = true
        stage.hear(
            #"{"type":"catalogue","cid":"c","canned":[{"name":"carrier","queues":[],"texts":{"fr":"J'appelle.","en":"{agent} here, {name}: I am calling."}}]}"#
        )
        stage.type("/canned carrier")
        #expect(stage.sent.last?["text"]?.string == "Claire here, Camille: I am calling.")
        // An empty file leaves those the console came with.
        stage.hear(#"{"type":"catalogue","cid":"c","canned":[]}"#)
        stage.type("/canned carrier")
        #expect(stage.sent.last?["text"]?.string == "Claire here, Camille: I am calling.")
    }

    /// Law: no line of a daemon, however odd, crashes the console or makes it forget who it talks to.
    @Test func oddLinesAreHarmless() {
        var stage = Stage.withCamille()
        let types = [
            "hello", "ready", "offer", "withdrawn", "assigned", "unassigned", "resumed", "resync", "event",
            "note", "ack", "suggestions", "history", "desk", "alarm", "drain", "catalogue", "checked",
            "nonsense",
        ]
        for type in types {
            for rest in [
                "", #","conversation":3"#, #","conversation":"conv9","seq":-1,"kind":"message""#,
                #","cid":[],"articles":{},"events":7,"queues":[[]],"breaches":[1]"#,
            ] {
                stage.hear(#"{"type":"\#(type)"\#(rest)}"#)
            }
        }
        for line in ["", "[]", "null", "{", "\u{0}"] { stage.hear(line) }
        stage.hear(
            #"{"type":"ready","role":"agent","name":"Claire","assigned":[{"conversation":"conv1","epoch":3,"seq":2}]}"#
        )
        stage.type("still there")
        #expect(
            stage.sent.contains { $0["text"]?.string == "still there" }
                || stage.takeShown().contains("no conversation"))
        #expect(stage.exitCode == nil)
    }
}

extension String {
    /// How often a piece occurs.
    fileprivate func components(_ piece: String) -> Int { ranges(of: piece).count }
}
