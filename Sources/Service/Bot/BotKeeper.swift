import CEpoll
package import Conversation
package import Flows
import Synchronization
package import Text
import Wire

/// The keeper's thread: watches the bot's files, reads them when they have settled, and makes worlds of them.
///
/// A world is handed to the loop whole or not at all: files with errors leave the running version in place and are
/// reported. What a world was made of is handed along, so that the record can keep each version once by its hash.
package final class BotKeeper: Sendable {
    /// Makes a world; pure. The second argument is what the cache had for such intents, the third the world that the new one
    /// replaces: what has not changed since need not be made again.
    package typealias Load = @Sendable (BotFiles, [UInt8]?, World?) -> (World?, [Diagnostic])

    package struct Version: Sendable {
        package let world: World
        package let files: BotFiles
        package let warnings: [String]
        /// What the author should look at, and what he might.
        package let warningCount: Int
        package let hintCount: Int

        func facts(atMilliseconds now: Int64) -> Facts {
            Facts(
                loadedMilliseconds: now, fileCount: files.files.count,
                flowCount: world.program.flows.count { !$0.isSystem }, warnings: warnings)
        }
    }

    /// What is shown of a version in force.
    struct Facts: Sendable {
        var loadedMilliseconds: Int64
        var fileCount: Int
        var flowCount: Int
        /// The check report: what did not keep the files from being loaded, at most `reportLimit` lines.
        var warnings: [String]
    }

    package struct Refusal: Error, Sendable {
        /// Why the folder could not be read at all; then there are no diagnostics.
        package let unreadable: String?
        package let diagnostics: [Diagnostic]
        package let files: BotFiles

        package var errorCount: Int {
            unreadable == nil ? diagnostics.count { $0.severity == .error } : 1
        }

        /// `Flows/refund.flow:12:9: error F104: …`, the first `reportLimit`.
        package var lines: [String] {
            unreadable.map { [$0] } ?? BotKeeper.lines(diagnostics, of: files)
        }
    }

    package enum Report: Sendable {
        /// `answering`: the asks that were there before it was read.
        case loaded(Version, answering: [UInt64])
        case refused(Refusal, answering: [UInt64])
    }

    private enum Wish: Sendable {
        /// Read now, changed or not (SIGHUP, a supervisor); the number comes back with the report.
        case reload(UInt64?)
    }

    package static let reportLimit = 20
    private static let lookMilliseconds = 400
    /// Looking unasked takes at most one part of so many of the time; of 100,000 files it happens less often than every
    /// `lookMilliseconds`.
    private static let lookShare: Int64 = 20

    private let thread = WorkerThread<Wish>(idleMilliseconds: lookMilliseconds)
    private let folder: BotFolder
    private let cache: ModelCache?
    private let load: Load
    /// The world made last, and whether there was any file of flows.
    private let earlier = Mutex<(world: World, hasFlows: Bool)?>(nil)

    /// - Parameter cache: where trained models are kept between starts; nil trains each time.
    package init(folder: BotFolder, cache: ModelCache?, load: @escaping Load) {
        self.folder = folder
        self.cache = cache
        self.load = load
    }

    /// Reads and makes a world on the caller's thread: the first of a start.
    package func loadNow() throws(Refusal) -> Version {
        let files: BotFiles
        do throws(BotFolder.Failure) {
            files = try folder.read()
        } catch {
            throw Refusal(unreadable: error.explanation, diagnostics: [], files: BotFiles(files: []))
        }
        let hasFlows = files.files.contains { $0.path.hasPrefix("Flows/") }
        let earlier = earlier.withLock { $0 }
        if !hasFlows, earlier?.hasFlows == true {
            // Articles alone are a bot, but nobody means to go back to that: the folder is being moved or checked out.
            throw Refusal(
                unreadable: "Flows/ is gone or empty; put it back, or start anew for a bot of articles only",
                diagnostics: [], files: files)
        }
        let model = cache?.model(for: files)
        let (world, diagnostics) = load(files, model, earlier?.world)
        guard let world else { throw Refusal(unreadable: nil, diagnostics: diagnostics, files: files) }
        self.earlier.withLock { $0 = (world, hasFlows) }
        if model == nil || world.hasNewUnderstanding {
            cache?.keep(world, for: files)
            // What learning took goes back to the kernel; it would stay with the process. For some milliseconds others'
            // allocations may wait.
            malloc_trim(0)
        }
        return Version(
            world: world, files: files,
            warnings: Self.lines(diagnostics, of: files),
            warningCount: diagnostics.count { $0.severity == .warning },
            hintCount: diagnostics.count { $0.severity == .hint })
    }

    /// Starts watching.
    package func start(post: @escaping @Sendable (Report) -> Void) {
        thread.start(name: "relais-keeper") { [self] in
            var settler = ChangeSettler(taken: look())
            var next: Int64 = 0
            return { wishes in
                let begun = SystemClock.monotonicNanoseconds()
                if wishes.isEmpty, begun < next { return }
                let current = self.look()
                next = begun + (SystemClock.monotonicNanoseconds() - begun) * Self.lookShare
                if wishes.isEmpty {
                    guard settler.look(current) else { return }
                } else {
                    settler.take(current)
                }
                let asks = wishes.compactMap { wish in
                    if case .reload(let ask) = wish { ask } else { nil }
                }
                do throws(Refusal) {
                    post(.loaded(try self.loadNow(), answering: asks))
                } catch { post(.refused(error, answering: asks)) }
            }
        }
    }

    /// Reads the files anew; whoever gives a number finds it in the report of a reading that began after this.
    package func reload(_ ask: UInt64? = nil) { thread.post(.reload(ask)) }

    /// What the folder looks like; a folder that cannot be listed looks like nothing.
    private func look() -> [String: FileSignature] {
        let entries = (try? folder.entries()) ?? []
        return Dictionary(entries.map { ($0.path, $0.signature) }, uniquingKeysWith: { $1 })
    }

    package static func lines(_ diagnostics: [Diagnostic], of files: BotFiles) -> [String] {
        var sources = SourceSet()
        for file in files.files { _ = sources.add(SourceFile(path: file.path, bytes: file.bytes)) }
        let sorted = diagnostics.enumerated().sorted { left, right in
            (left.element.severity, left.offset) < (right.element.severity, right.offset)
        }
        return sorted.prefix(reportLimit).map { _, diagnostic in
            let place = sources.location(of: diagnostic.range) ?? "bot"
            return "\(place): \(diagnostic.severity.rawValue) \(diagnostic.code): \(diagnostic.message.en)"
        }
    }
}
