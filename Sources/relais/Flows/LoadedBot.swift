import Conversation
import Flows
import Intents
import Learning
import Service
import Text

/// A bot read from disk and compiled, for the commands that look at it without running it.
struct LoadedBot {
    let files: BotFiles
    let sources: SourceSet
    let program: Program?
    /// By file and place.
    let diagnostics: [Diagnostic]
    /// What the policy's promises cost.
    let promises: [Bilingual]

    /// - Parameter withExamples: also train the model and see which examples it takes for another intent.
    init(folder: String, withExamples: Bool = false) throws(CommandFailure) {
        files = try BotFiles(inFolder: folder)
        sources = SourceSet(files)
        let (world, found) =
            withExamples
            ? World.loadForCommand(files)
            : World.load(
                files: files, train: { _ in IntentModel.train(IntentSet()) },
                evidence: { HeldOutEvidence.measure($0, workers: .threads) })
        diagnostics = DiagnosticRenderer.sorted(found + (withExamples ? world?.exampleHints() ?? [] : []))
        program = world?.program
        promises = world?.promises ?? []
    }
}

extension BotFiles {
    /// Those of a bot's folder, for a command.
    init(inFolder folder: String) throws(CommandFailure) {
        do throws(BotFolder.Failure) {
            self = try BotFolder(path: folder).read()
        } catch { throw .world(what: folder, why: error.explanation) }
    }
}
