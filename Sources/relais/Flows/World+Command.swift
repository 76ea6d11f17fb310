import Conversation
import Flows
import Glibc
import Intents
import Knowledge
import Learning
import Service
import Text

extension World {
    /// Makes a world on all cores: the articles' index beside the model.
    static func loadOnAllCores(
        _ files: BotFiles, cachedModel: [UInt8]?, earlier: World?
    ) -> (world: World?, diagnostics: [Diagnostic]) {
        load(
            files: files, cachedModel: cachedModel, earlier: earlier,
            train: { IntentModel.train($0, workers: .threads) },
            evidence: { HeldOutEvidence.measure($0, workers: .threads) },
            indexing: { articles in Beside { ArticleIndex(articles) }.result })
    }

    /// A bot's world for a command; what was trained is kept for the next command with the same examples.
    ///
    /// So an operator who saves a flow waits for no training.
    static func loadForCommand(
        _ files: BotFiles, earlier: World? = nil
    ) -> (world: World?, diagnostics: [Diagnostic]) {
        let cache = cacheFolder.map { folder in ModelCache(folder: folder) { $0.understanding() } }
        let (world, diagnostics) = loadOnAllCores(
            files, cachedModel: cache?.model(for: files), earlier: earlier)
        if let world, world.hasNewUnderstanding { cache?.keep(world, for: files) }
        return (world, diagnostics)
    }

    /// The user's folder for what can be made anew; nil where there is none.
    private static var cacheFolder: String? {
        var folder = ""
        if let path = getenv("XDG_CACHE_HOME"), path.pointee == UInt8(ascii: "/") {
            folder = String(cString: path)
        } else if let home = getenv("HOME"), home.pointee != 0 {
            folder = String(cString: home) + "/.cache"
        }
        if folder.isEmpty { return nil }
        mkdir(folder, 0o700)
        mkdir(folder + "/relais", 0o700)
        return folder + "/relais"
    }
}
