import Conversation
import Flows
import Intents
import Testing
import Text

/// What is made again when files change, and that nothing else is: a world made with an earlier one at hand is the world
/// that would have been made without.
@Suite struct ReloadTests {
    private struct Bot {
        var intents = """
            intent parcel
            label en: my parcel
            en: where is my parcel
            en: has my package left
            intent invoice
            label en: my bill
            en: send me my invoice
            en: what is this charge

            """
        var policy = "language en\nchannel web\nchannel whatsapp\n"
        var article = """
            ---
            title: Late fees
            question: Why did you charge me for paying late?
            whatsapp: Five euros.
            state: validated
            validator: Ann
            ---
            A bill paid late costs five euros more.

            """
        var flows = "flow parcel\nlabel en: parcel\ntrigger parcel\nanswer\nen: Here it is.\n"

        var files: BotFiles {
            BotFiles(
                files: [
                    ("Flows/all.flow", flows), ("Flows/bot.policy", policy), ("Intents/all.intents", intents),
                    ("Intents/knowledge/en/late-fees.md", article),
                ].map { BotFiles.File(path: $0.0, bytes: Array($0.1.utf8)) })
        }
    }

    private func load(_ bot: Bot, earlier: World?) throws -> (world: World, trained: Int) {
        var trained = 0
        let (world, diagnostics) = World.load(
            files: bot.files, earlier: earlier,
            train: {
                trained += 1
                return IntentModel.train($0)
            })
        return (try #require(world, "\(diagnostics.map(\.message.en))"), trained)
    }

    @Test(arguments: [0, 1, 2, 3])
    func onlyChangedExamplesAreTrainedOn(_ change: Int) throws {
        let before = try load(Bot(), earlier: nil)
        #expect(before.trained == 1)
        var bot = Bot()
        switch change {
        case 0: bot.flows += "# a comment\n"
        case 1: bot.article += "Or six.\n"
        case 2: bot.intents += "# a comment\n"
        default: bot.intents += "en: how much do I owe\n"
        }
        let after = try load(bot, earlier: before.world)
        #expect(after.trained == (change == 3 ? 1 : 0))
        let alone = try load(bot, earlier: nil).world
        #expect(after.world.understanding() == alone.understanding())
        #expect(after.world.fingerprint == alone.fingerprint)
        let today = DayNumber(days: 20_000)
        for text in ["or six euros", "late fees"] {
            let found = after.world.understander.search(Utterance(text), .english, today)
            #expect(found == alone.understander.search(Utterance(text), .english, today))
            #expect(!found.isEmpty)
        }
        #expect(
            after.world.understander.article("late-fees", .english, "web", today)
                == alone.understander.article("late-fees", .english, "web", today))
    }

    @Test func anArticleMaySpeakShorterOnAnyDeclaredChannel() throws {
        let world = try load(Bot(), earlier: nil).world
        let today = DayNumber(days: 20_000)
        #expect(world.understander.article("late-fees", .english, "whatsapp", today) == "Five euros.")
        var bot = Bot()
        bot.policy = "language en\nchannel web\n"
        let (refused, diagnostics) = World.load(files: bot.files)
        #expect(refused == nil && diagnostics.contains { $0.code.hasPrefix("K") })
    }
}
