import Conversation
import Flows
import Intents
import Service
import Text

/// The bot that a REPL talks to in its own process: its files and the world made of them.
struct ReplBot {
    let folder: String
    let files: BotFiles
    let world: World

    /// Why there is no bot: text to be shown as it is.
    struct Refusal: Error {
        var isUnreadable: Bool
        var text: String
    }

    /// - Parameter earlier: a version whose trained model serves again when the examples are the same.
    init(folder: String, language: Language, earlier: ReplBot? = nil) throws(Refusal) {
        self.folder = folder
        do throws(BotFolder.Failure) {
            files = try BotFolder(path: folder).read()
        } catch {
            throw Refusal(isUnreadable: true, text: WorldWords.text(error.explanation, in: language))
        }
        let (world, diagnostics) = World.loadForCommand(files, earlier: earlier?.world)
        guard let world else {
            let renderer = DiagnosticRenderer(
                sources: SourceSet(files), language: language, isColoured: Terminal.hasColour)
            throw Refusal(
                isUnreadable: false, text: renderer.text(of: diagnostics.filter { $0.severity == .error }))
        }
        self.world = world
    }

    private static let scratch = "Flows/~repl.transcript"

    /// Reads lines of the transcript form as a test of this bot: the one grammar for files and for what is typed.
    ///
    /// - Returns: the entries, or what is wrong with the lines, in words.
    func entries(_ lines: [String], language: Language) -> Result<[TranscriptTest.Entry], ReplMistake> {
        compile(["test ~"] + lines, language: language).map { $0.entries }
    }

    /// Runs lines of a `test` against this bot, as `relais test` would.
    func run(_ lines: [String], language: Language) -> Result<TranscriptResult, ReplMistake> {
        compile(lines, language: language).map { TranscriptRunner.run($0, in: world) }
    }

    private func compile(_ lines: [String], language: Language) -> Result<TranscriptTest, ReplMistake> {
        let text = lines.joined(separator: "\n") + "\n"
        let scratch = BotFiles.File(path: ReplBot.scratch, bytes: Array(text.utf8))
        // The author's own tests are left out: they cost time, and their names may be the same.
        let kept = files.files.filter { !$0.path.hasSuffix(".transcript") }
        let sources = SourceSet(BotFiles(files: kept + [scratch]))
        let (program, diagnostics) = FlowCompiler.compile(sources: sources, catalogue: world.catalogue)
        let own = diagnostics.filter {
            sources.files.indices.contains($0.range.file)
                && sources.files[$0.range.file].path == ReplBot.scratch
                && $0.severity == .error
        }
        if let first = own.first { return .failure(ReplMistake(text: first.message.text(in: language))) }
        let test = program?.tests.first {
            sources.files.indices.contains($0.range.file)
                && sources.files[$0.range.file].path == ReplBot.scratch
        }
        guard let test else {
            return .failure(
                ReplMistake(
                    text: Bilingual(en: "this is no line of a test", fr: "ce n'est pas une ligne de test")
                        .text(in: language)))
        }
        return .success(test)
    }
}

/// What is wrong with something typed.
struct ReplMistake: Error {
    var text: String
}
