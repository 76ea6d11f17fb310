import Flows
import Intents
import Knowledge
import Service
import Text

/// A bot read from disk and compiled, for the commands that look at it without running it.
struct LoadedBot {
    let files: BotFiles
    let sources: SourceSet
    let program: Program?
    let diagnostics: [Diagnostic]

    init(folder: String) throws(CommandFailure) {
        do throws(BotFolder.Failure) {
            files = try BotFolder(path: folder).read()
        } catch {
            throw .world(what: folder, why: error.explanation)
        }
        sources = SourceSet(files)
        let numbered = Array(sources.files.enumerated())
        let (intents, intentDiagnostics) = IntentFiles.parse(
            sources, files: numbered.filter { $0.element.path.hasSuffix(".intents") }.map(\.offset))
        var catalogue = Catalogue()
        for intent in intents.intents {
            catalogue.intents[intent.name] = .init(labels: intent.labels, isUrgent: intent.isUrgent)
        }
        let (articles, articleDiagnostics) = ArticleFiles.parse(
            sources,
            files: numbered.filter {
                $0.element.path.hasSuffix(".md") && $0.element.path.contains("knowledge/")
            }
            .map(\.offset))
        catalogue.articles = ArticleIndex(articles).validatedLanguages
        let compiled = FlowCompiler.compile(sources: sources, catalogue: catalogue)
        let all = intentDiagnostics + articleDiagnostics + compiled.diagnostics
        diagnostics = DiagnosticRenderer.sorted(all)
        program = all.contains { $0.severity == .error } ? nil : compiled.program
    }
}
