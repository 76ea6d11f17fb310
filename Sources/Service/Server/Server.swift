import CEpoll
import Conversation
import Flows
import Glibc
import Record
import Sessions
import Wire

/// The daemon's loop and everything it owns. Used by one thread, the one that calls `run`.
package final class Server {
    /// Blocks the signals the server handles; before the process has a second thread.
    ///
    /// - Returns: what `Foundation.signals` wants.
    package static func blockSignals() throws(SystemFailure) -> Int32 { try SignalInput.block() }

    enum Message: Sendable {
        case writer(RecordWriter.Report)
        case read(ReadID, ReadAnswer)
        case action(UInt64, ExternalResult)
        case bot(BotKeeper.Report)
        /// Conversations nobody wrote to for long, and where to look on.
        case quiet([StreamID], next: Int64?)
    }

    /// Tokens of the poller below the numbers of connections.
    enum Token {
        static let mailbox: UInt64 = 0
        static let signals: UInt64 = 1
        static let firstListener: UInt64 = 8
        /// Numbers of connections are larger (see `ConnectionTable`).
        static let firstConnection: UInt64 = 1 << 20
    }

    /// Longest sleep: the clock must be looked at (see `ServiceClock`).
    private static let longestWaitMilliseconds: Int64 = 1_000
    private static let testClockWaitMilliseconds: Int64 = 20
    /// Conversations that leave memory before what they leave free is given back: looking for it takes milliseconds.
    private static let parkedPerTrim = 1_000

    let settings: ServerSettings
    let log: Log
    let poller: Poller
    let mailbox: Mailbox<Message>
    let writer = RecordWriter()
    let reader = RecordReader()
    let keeper: BotKeeper
    let actions: ActionRunner
    private let stores: (writer: any Store, reader: any Store)
    private let signals: Int32
    private let started: BotKeeper.Version

    // What every message touches several times. The loop's thread alone has this object, and nothing that it hands these
    // to comes back to them, so they are not watched for overlapping use, which would cost a hundredth of every reply.
    @exclusivity(unchecked) var machine: SessionsMachine
    @exclusivity(unchecked) var table = ConnectionTable()
    @exclusivity(unchecked) var dirty: [ServerConnection] = []
    @exclusivity(unchecked) var shelf = OutBuffer.Shelf()
    @exclusivity(unchecked) var commits: [RecordWriter.Request] = []
    @exclusivity(unchecked) var measures = ServerMeasures()
    @exclusivity(unchecked) var messages = MessageReader()
    var world: World
    var version: BotKeeper.Facts
    var health = Health()
    var hosts: HostGuard
    let proxies: TrustedProxies
    /// Of the bot that runs.
    var queueHours: [QueueHours] = []
    /// By the poller's token; nil when closed for the end.
    var listeners: [Listener?]
    /// Listeners not watched until then, because no descriptor was free.
    var restingListeners: Int64?
    /// Given up to take, and refuse, a connection when descriptors have run out.
    var reserve: Int32 = -1
    var perAddress: [AddressOctets: Int] = [:]
    var partials = DeadlineQueue(afterMilliseconds: 30_000)
    /// Connections over their rate.
    var resters = DeadlineQueue(afterMilliseconds: 20)
    var heads = DeadlineQueue(afterMilliseconds: 10_000)
    var lingerers = DeadlineQueue(afterMilliseconds: 2_000)
    /// Whoever does not read his last words is not waited for.
    var closings = DeadlineQueue(afterMilliseconds: 10_000)
    var lastRefusalLogged: Int64 = 0
    /// One buffer for all reads.
    let inBuffer: UnsafeMutableRawBufferPointer
    /// Streams to be erased after them.
    var toErase: [StreamID] = []
    var retention = Retention()
    var calls: [UInt64: (conversation: ConversationID, call: String, action: String)] = [:]
    var lastCall: UInt64 = 0
    /// Supervisors that wait for the end of a reload.
    var reloaders: [UInt64: (ConnectionID, cid: String)] = [:]
    var lastReload: UInt64 = 0
    var wake: Int64?
    /// How many conversations had left memory when free memory was last given back.
    private var trimmedCount = 0
    /// Connections to be read again and calls that failed at once: dealt with after the outputs that caused them, so that
    /// batches keep their order.
    var resuming = ResumeQueue()
    var failedCalls: [(id: UInt64, ExternalResult)] = []

    private var clock: ServiceClock
    private var testClock: TestClock?
    /// The time of this turn of the loop.
    private(set) var now: Int64
    private(set) var monotonic: Int64
    /// The same moment, finer: for measures.
    private(set) var nanoseconds: Int64 = 0
    private var isDrained = false
    private var drainDeadline: Int64?

    package init(_ foundation: Foundation) throws(StartFailure) {
        settings = foundation.settings
        proxies = TrustedProxies(foundation.settings.proxies)
        log = Log(format: foundation.settings.logFormat, minimum: foundation.settings.logLevel)
        let mailbox: Mailbox<Message>
        do throws(SystemFailure) {
            poller = try Poller()
            mailbox = try Mailbox<Message>()
        } catch { throw .system(error) }
        self.mailbox = mailbox
        keeper = foundation.keeper
        stores = (foundation.writerStore, foundation.readerStore)
        signals = foundation.signals
        started = foundation.version
        listeners = foundation.listeners
        world = foundation.version.world
        actions = ActionRunner { mailbox.post(.action($0, $1)) }
        monotonic = SystemClock.monotonicMilliseconds()
        clock = ServiceClock(wall: SystemClock.wallMilliseconds(), monotonic: monotonic)
        now = clock.nowMilliseconds
        if let path = foundation.settings.clock {
            do throws(SystemFailure) {
                var test = try TestClock(path: path, monotonic: monotonic)
                now = test.now(monotonic: monotonic)
                testClock = test
            } catch { throw .system(error) }
        }
        inBuffer = .allocate(byteCount: 65_536, alignment: 16)
        hosts = HostGuard(listening: "", origins: [])
        version = foundation.version.facts(atMilliseconds: now)
        machine = try Self.machine(foundation)
        health.startedMilliseconds = now
        health.fingerprint = world.fingerprint
        hosts = hostGuard()
        queueHours = QueueHours.all(of: world.program.queues)
    }

    deinit { inBuffer.deallocate() }

    func hostGuard() -> HostGuard {
        HostGuard(listening: settings.http?.host ?? "", origins: world.program.policy.origins)
    }

    // MARK: - The loop

    /// Serves until a signal has ended it.
    ///
    /// - Returns: the exit code: 0 after a clean end, 2 when not everything was on disk in time.
    package func run() -> Int32 {
        do throws(SystemFailure) {
            try startThreads()
        } catch {
            log("start-failed", ["why": error.explanation], level: .error)
            return 2
        }
        while !isOver {
            turn()
        }
        return end()
    }

    private func startThreads() throws(SystemFailure) {
        let mailbox = mailbox
        try poller.add(mailbox.descriptor, .read, token: Token.mailbox)
        try poller.add(signals, .read, token: Token.signals)
        try watchListeners()
        openReserve()
        writer.start(store: stores.writer) { reports in
            mailbox.post(contentsOf: reports.lazy.map { .writer($0) })
        }
        let writer = writer
        reader.start(store: stores.reader) { writer.logPageCount }
        keeper.start { mailbox.post(.bot($0)) }
        keep(started)
        tick()
        carryOut(machine.started(at: now))
        let world = world
        reader.perform { _ in world.understandOnce() }
    }

    private func turn() {
        let count = poller.wait(milliseconds: waitMilliseconds())
        tick()
        for index in 0..<count {
            let event = poller.event(index)
            if event.token >= Token.firstConnection {
                if let connection = table[event.token] { ready(connection, event) }
            } else if event.token == Token.signals {
                for number in SignalInput.take(signals) { received(signal: number) }
            } else if event.token >= Token.firstListener {
                accept(from: Int(event.token - Token.firstListener))
            }
        }
        for message in mailbox.takeAll() { handle(message) }
        timers()
        settle()
        if !commits.isEmpty {
            writer.commit(commits)
            commits.removeAll(keepingCapacity: true)
        }
        if !toErase.isEmpty {
            writer.erase(toErase)
            toErase.removeAll()
        }
        flushDirty()
    }

    private func settle() {
        while !resuming.isEmpty || !failedCalls.isEmpty {
            while let number = resuming.take() {
                if let connection = table[number] { resume(connection) }
            }
            let failed = failedCalls
            failedCalls = []
            for (id, result) in failed { answerCall(id, result) }
        }
    }

    private func tick() {
        nanoseconds = SystemClock.monotonicNanoseconds()
        monotonic = nanoseconds / 1_000_000
        if testClock != nil {
            now = max(now, testClock?.now(monotonic: monotonic) ?? now)
        } else {
            clock.tick(wall: SystemClock.wallMilliseconds(), monotonic: monotonic)
            now = clock.nowMilliseconds
        }
    }

    private func waitMilliseconds() -> Int32 {
        // Flushing, which comes last, may have made room for somebody to be read again.
        let isSettled = resuming.isEmpty && failedCalls.isEmpty
        if !dirty.isEmpty || !commits.isEmpty || !isSettled { return 0 }
        var wait = Self.longestWaitMilliseconds
        if let testClock { wait = testClock.isWalking ? 3 : Self.testClockWaitMilliseconds }
        if let wake { wait = min(wait, wake - now) }
        for next in [
            resters.next, partials.next, heads.next, lingerers.next, closings.next, actions.nextDeadline,
            restingListeners,
        ] {
            if let next { wait = min(wait, next - monotonic) }
        }
        return Int32(clamping: max(wait, 0))
    }

    private func timers() {
        if let due = wake, due <= now {
            wake = nil
            carryOut(machine.timersDue(at: now))
            if machine.parkedCount - trimmedCount >= Self.parkedPerTrim {
                trimmedCount = machine.parkedCount
                reader.perform { _ in malloc_trim(0) }
            }
        }
        if actions.nextDeadline.map({ $0 <= monotonic }) == true {
            for id in actions.overdue(atMilliseconds: monotonic) { answerCall(id, .failed(.timedOut)) }
        }
        if let rest = restingListeners, rest <= monotonic {
            restingListeners = nil
            openReserve()
            try? watchListeners()
        }
        endRests()
        closeLate()
        retain()
    }

    private func handle(_ message: Message) {
        switch message {
        case .writer(.answered(let id, .committed)):
            measures.answered(id, at: nanoseconds)
            carryOut(machine.committed(id, at: now))
        case .writer(.answered(let id, .refused(let error))):
            // A key that is taken is how a repeated `open` finds its conversation: everyday life.
            if case .keyTaken = error {
            } else {
                log("commit-refused", ["why": error.explanation], level: .error)
            }
            carryOut(machine.failed(id, error, at: now))
        case .writer(.failed(let ids, let error)):
            log(
                "commit-failed", ["batches": String(ids.count), "why": error.explanation], level: .error)
            for id in ids { carryOut(machine.failed(id, error, at: now)) }
        case .writer(.accounts(let accounts)): carryOut(machine.accountsChanged(accounts, at: now))
        case .writer(.health(let error)):
            health.storage = error?.explanation
            if error != nil { measures.storageFailures &+= 1 }
            log(
                error == nil ? "storage-recovered" : "storage-failing", ["why": error?.explanation ?? "-"],
                level: error == nil ? .info : .error)
        case .writer(.erasuresAsked(let streams)): erase(streams, isRetention: false)
        case .writer(.erased(let streams, let count)):
            measures.erasedEvents &+= UInt64(count)
            log("erased", ["streams": String(streams.count), "events": String(count)])
            carryOut(machine.erased(streams, at: now))
        case .writer(.notErased(let streams, let error)):
            log(
                "erasure-failed", ["streams": String(streams.count), "why": error.explanation], level: .error)
        case .writer(.cleaned(nil)): log("erasure-cleaned")
        case .writer(.cleaned(let error?)):
            log("erasure-not-cleaned", ["why": error.explanation], level: .error)
        case .read(let id, let answer): carryOut(machine.wasRead(id, answer, at: now))
        case .quiet(let streams, let next): retention.found(streams, next: next)
        case .action(let id, let result):
            if let result = actions.finished(id, result, atMilliseconds: monotonic) { answerCall(id, result) }
        case .bot(let report): take(report)
        }
    }

    // MARK: - The end

    private func received(signal number: Int32) {
        if number == SIGHUP {
            log("reload-asked", ["by": "SIGHUP"])
            keeper.reload()
            return
        }
        if drainDeadline != nil { return }
        log("draining", ["signal": number == SIGINT ? "SIGINT" : "SIGTERM"])
        drainDeadline = monotonic + settings.drainMilliseconds
        health.isDraining = true
        SignalInput.restoreDefaults()
        // Pages stay up for /health; new conversations have nowhere to knock.
        // Closing takes them out of the poller; the places of the others stay as they are.
        for index in listeners.indices where listeners[index]?.kind.isHTTP == false { listeners[index] = nil }
        carryOut(machine.drain(at: now))
    }

    func drained() { isDrained = true }

    private var isOver: Bool {
        guard let drainDeadline else { return false }
        if isDrained, commits.isEmpty { return true }
        return SystemClock.monotonicMilliseconds() >= drainDeadline
    }

    /// Commits what waits, sends what is written, and closes.
    private func end() -> Int32 {
        let isClean = writer.stop(withinMilliseconds: 5_000)
        tick()
        for message in mailbox.takeAll() { handle(message) }
        for connection in table.all { finish(connection) }
        flushDirty()
        _ = reader.stop(withinMilliseconds: 1_000)
        listeners = []
        for connection in table.all { drop(connection) }
        log("ended", ["clean": isClean ? "yes" : "no", "log-lines-dropped": String(Log.droppedCount)])
        return isClean ? 0 : 2
    }
}
