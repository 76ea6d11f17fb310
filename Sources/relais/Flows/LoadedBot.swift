import Conversation
import Flows
import Intents
import Service
import Text

/// A bot read from disk and compiled, for the commands that look at it without running it.
struct LoadedBot {
    let files: BotFiles
    let sources: SourceSet
    let program: Program?
    /// By file and place.
    let diagnostics: [Diagnostic]

    /// - Parameter withExamples: also train the model and see which examples it takes for another intent.
    init(folder: String, withExamples: Bool = false) throws(CommandFailure) {
        do throws(BotFolder.Failure) {
            files = try BotFolder(path: folder).read()
        } catch {
            throw .world(what: folder, why: error.explanation)
        }
        sources = SourceSet(files)
        let (world, found) =
            withExamples
            ? World.load(files: files)
            : World.load(files: files, train: { _ in IntentModel.train(IntentSet()) })
        diagnostics = DiagnosticRenderer.sorted(found + (withExamples ? world?.exampleHints() ?? [] : []))
        program = world?.program
    }
}
