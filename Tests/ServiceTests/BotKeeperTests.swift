import Conversation
import Dispatch
import Flows
import Glibc
import Synchronization
import TestSupport
import Testing
import Text

@testable import Service

@Suite struct BotKeeperTests {
    let folder = TemporaryFolder()
    let cacheFolder = TemporaryFolder()

    /// Refuses a file that says `bad`.
    func load() -> BotKeeper.Load {
        { files, _, _ in
            if let bad = files.files.firstIndex(where: { $0.bytes.starts(with: Array("bad".utf8)) }) {
                let range = SourceRange(file: bad, start: 0, end: 3)
                return (nil, [Diagnostic("F999", at: range, Bilingual(en: "is bad", fr: "est mauvais"))])
            }
            return World.load(files: files)
        }
    }

    func put(_ text: String) { folder.put("Flows/a.flow", text) }

    static let flow = "flow one\nlabel fr: un\nlabel en: one\nsay\nfr: un\nen: one\nend solved\n"

    @Test func goodFilesAreAVersionAndBadOnesAreReported() throws {
        put(Self.flow)
        let keeper = BotKeeper(folder: BotFolder(path: folder.path), cache: nil, load: load())
        let version = try keeper.loadNow()
        #expect(version.files.files.map(\.path) == ["Flows/a.flow"])
        put("bad\n")
        do throws(BotKeeper.Refusal) {
            _ = try keeper.loadNow()
            Issue.record("bad files were taken")
        } catch {
            #expect(error.lines == ["Flows/a.flow:1:1: error F999: is bad"])
            #expect(error.errorCount == 1)
        }
    }

    @Test func flowsThatVanishUnderARunningBotAreNotTakenForABotWithoutFlows() throws {
        put(Self.flow)
        folder.put(
            "Intents/knowledge/en/a.md", "---\ntitle: A question?\nstate: validated\n---\nAn answer.\n")
        let bot = BotFolder(path: folder.path)
        let keeper = BotKeeper(folder: bot, cache: nil, load: load())
        _ = try keeper.loadNow()
        unlink(folder.path + "/Flows/a.flow")
        do throws(BotKeeper.Refusal) {
            _ = try keeper.loadNow()
            Issue.record("taken for a bot of articles only")
        } catch {
            #expect(error.lines.first?.hasPrefix("Flows/ is gone") == true)
        }
        put(Self.flow)
        #expect(try keeper.loadNow().files.files.count == 2)
        unlink(folder.path + "/Flows/a.flow")
        let anew = BotKeeper(folder: bot, cache: nil) { files, _, _ in World.load(files: files) }
        #expect(try anew.loadNow().files.files.count == 1)
    }

    @Test func folderThatIsGoneIsReported() {
        let keeper = BotKeeper(folder: BotFolder(path: folder.path + "/no"), cache: nil, load: load())
        #expect(throws: BotKeeper.Refusal.self) { try keeper.loadNow() }
    }

    @Test func modelIsKeptForTheSameIntentsAndOfferedForOthers() throws {
        let encoded: [UInt8] = [1, 2, 3]
        let cache = ModelCache(folder: cacheFolder.path) { _ in encoded }
        put(Self.flow)
        folder.put("Intents/a.intents", "# none\n")
        let bot = BotFolder(path: folder.path)
        let keeper = BotKeeper(folder: bot, cache: cache, load: load())
        #expect(cache.model(for: try bot.read()) == nil)
        _ = try keeper.loadNow()
        #expect(cache.model(for: try bot.read()) == encoded)
        put(Self.flow + "# changed\n")
        #expect(cache.model(for: try bot.read()) == encoded, "flows do not matter to the model")
        folder.put("Intents/a.intents", "# other\n")
        #expect(cache.model(for: try bot.read()) == encoded, "the newest: its examples may be the same")
    }

    @Test func reportAnswersOnlyThoseWhoAskedBeforeItWasRead() throws {
        put(Self.flow)
        let isReading = DispatchSemaphore(value: 0)
        let mayGoOn = DispatchSemaphore(value: 0)
        let reports = Mutex<[[UInt64]]>([])
        let isReported = DispatchSemaphore(value: 0)
        let keeper = BotKeeper(folder: BotFolder(path: folder.path), cache: nil) { files, _, _ in
            isReading.signal()
            mayGoOn.wait()
            return World.load(files: files)
        }
        keeper.start { report in
            switch report {
            case .loaded(_, let asks), .refused(_, let asks): reports.withLock { $0.append(asks) }
            }
            isReported.signal()
        }
        keeper.reload(1)
        isReading.wait()
        // The files may have changed since: this ask is answered by a reading of its own.
        keeper.reload(2)
        mayGoOn.signal()
        isReported.wait()
        isReading.wait()
        mayGoOn.signal()
        isReported.wait()
        #expect(reports.withLock { $0 } == [[1], [2]])
    }
}
