import Testing
import relais

@Suite struct ConsoleCommandTests {
    @Test(arguments: [
        ("", ConsoleCommand.nothing), ("   ", .nothing), ("Bonjour !", .reply("Bonjour !")),
        ("  deux mots  ", .reply("deux mots")), ("//etc is a folder", .reply("/etc is a folder")),
        ("/a", .accept(nil)), ("/a 2", .accept(2)), ("/accept", .accept(nil)), ("/accepter 3", .accept(3)),
        ("/d", .decline(nil)), ("/refuser 2", .decline(2)), ("/2", .go(2)), ("/go", .go(nil)),
        ("/NOTE ask again  tomorrow", .note("ask again  tomorrow")),
        ("/transfer queue billing needs a refund", .transfer(.queue("billing"), note: "needs a refund")),
        ("/t agent Bob", .transfer(.agent("Bob"), note: nil)),
        ("/transférer file facturation", .transfer(.queue("facturation"), note: nil)),
        ("/bot orders/again", .transfer(.bot("orders/again"), note: nil)),
        ("/close", .close(outcome: nil, tags: [])),
        ("/c solved late parcel", .close(outcome: "solved", tags: ["late", "parcel"])),
        ("/release", .release), ("/rel", .release), ("/suggest", .suggest(nil)),
        ("/s opening hours", .suggest("opening hours")),
        ("/use 2", .use(2)), ("/canned", .canned(nil)), ("/m bonjour", .canned("bonjour")),
        ("/available 3", .available(3)),
        ("/available", .available(nil)), ("/away", .away), ("/queue", .queue), ("/take abc", .take("abc")),
        ("/move abc billing", .move("abc", queue: "billing")),
        ("/assign abc Bob", .assign("abc", agent: "Bob")),
        ("/help", .help), ("/?", .help), ("/aide", .help), ("/lang fr", .language("fr")), ("/quit", .quit),
        ("/history 20", .history(20)), ("/history", .history(50)), ("/history 99999", .history(500)),
    ])
    func linesAreUnderstood(line: String, command: ConsoleCommand) {
        #expect(ConsoleCommand.parse(line) == command)
    }

    @Test(arguments: [
        ("/note", "/note TEXT"), ("/transfer", "/transfer queue|agent NAME [NOTE]"),
        ("/transfer billing", "/transfer queue|agent NAME [NOTE]"), ("/use", "/use N"),
        ("/a two", "/accept [N]"),
        ("/lang de", "/lang fr|en"), ("/move abc", "/move CONVERSATION QUEUE"),
        ("/available -1", "/available [N]"), ("/available 0", "/available [N]"),
        ("/available 101", "/available [N]"),
        ("/history 0", "/history [N]"),
    ])
    func verbsWithoutWhatTheyNeedSayHowTheyAreWritten(line: String, usage: String) {
        #expect(ConsoleCommand.parse(line) == .incomplete(usage))
    }

    @Test func unknownVerbsNameTheNearest() {
        #expect(ConsoleCommand.parse("/accpt 2") == .unknown("accpt", nearest: "accept"))
        #expect(ConsoleCommand.parse("/zzz") == .unknown("zzz", nearest: nil))
        #expect(ConsoleCommand.parse("/") == .unknown("", nearest: nil))
    }

    /// A wrong guess may do harm: what could mean two verbs means none.
    @Test func ambiguousBeginningsAreUnknown() {
        // release, refuser, rendre; queue, quit.
        for word in ["re", "qu"] {
            if case .unknown = ConsoleCommand.parse("/\(word)") { continue }
            Issue.record("/\(word) was understood")
        }
        #expect(ConsoleCommand.parse("/rel") == .release)
    }
}
