import Conversation
import Glibc
package import Record
import Sessions
import Wire

// What a server is made of, and the machine as the record left it.

extension Server {
    /// What must be right before the server can start; made by the command line, which words the failures.
    package struct Foundation {
        package var settings: ServerSettings
        package var listeners: [Listener]
        package var writerStore: any Store
        package var readerStore: any Store
        package var keeper: BotKeeper
        package var version: BotKeeper.Version
        /// From `SignalInput.block`.
        package var signals: Int32

        package init(
            settings: ServerSettings, listeners: [Listener], writerStore: any Store, readerStore: any Store,
            keeper: BotKeeper, version: BotKeeper.Version, signals: Int32
        ) {
            self.settings = settings
            self.listeners = listeners
            self.writerStore = writerStore
            self.readerStore = readerStore
            self.keeper = keeper
            self.version = version
            self.signals = signals
        }
    }

    /// Why a server could not be made of a record and a bot that are there.
    package enum StartFailure: Error, Sendable {
        case system(SystemFailure)
        case store(StoreError)
        /// The desk's log cannot be read: nobody would know who waits.
        case desk(String)

        package var explanation: String {
            switch self {
            case .system(let failure): failure.explanation
            case .store(let error): error.explanation
            case .desk(let why): "the desk's log cannot be read (\(why)); restore a backup"
            }
        }
    }

    /// The machine as the record left it.
    static func machine(_ foundation: Foundation) throws(StartFailure) -> SessionsMachine {
        let store = foundation.writerStore
        let snapshot: Snapshot?
        let events: [RecordedEvent]
        let accounts: [Account]
        let figures: Snapshot?
        do throws(StoreError) {
            snapshot = try store.snapshot(.desk)
            figures = try store.snapshot(.figures)
            events = try store.read(.desk, from: (snapshot?.number ?? 0) + 1, limit: .max)
            accounts = try store.accounts()
        } catch { throw .store(error) }
        do throws(RowError) {
            return try SessionsMachine(
                configuration: configuration(foundation.settings), bot: Bot(foundation.version.world),
                accounts: accounts, seed: Tokens.systemRandom(32), deskSnapshot: snapshot,
                deskEvents: events, figures: figures)
        } catch { throw .desk(error.reason) }
    }

    private static func configuration(_ settings: ServerSettings) -> SessionsConfiguration {
        var configuration = SessionsConfiguration()
        configuration.customerRate = .init(perSecond: settings.customerRate, burst: settings.customerBurst)
        configuration.siteRate = .init(perSecond: settings.siteRate, burst: settings.siteRate)
        configuration.connections = settings.connections ?? Self.connectionLimit()
        return configuration
    }

    /// Nine tenths of the descriptors this process may have; raises the soft limit first.
    private static func connectionLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 900 }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return min(Int(clamping: limit.rlim_cur) / 10 * 9, ConnectionTable.capacity)
    }
}
