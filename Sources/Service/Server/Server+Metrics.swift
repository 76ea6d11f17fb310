import Record
import Sessions

/// What the loop itself counts since the start.
struct ServerMeasures {
    /// From a message to what followed from it being on disk, which is when answers leave.
    var replySeconds = Histogram.shortTimes
    var messages: UInt64 = 0
    var connections: [String: UInt64] = [:]
    var reloads: [String: UInt64] = [:]
    var storageFailures: UInt64 = 0
    var erasedEvents: UInt64 = 0
    /// Batches under way, in order, with the time they were made.
    private var underWay: [(id: BatchID, nanoseconds: Int64)] = []
    private var first = 0

    mutating func began(_ id: BatchID, at nanoseconds: Int64) { underWay.append((id, nanoseconds)) }

    /// Batches are answered in the order they were made; what was never answered is passed over.
    mutating func answered(_ id: BatchID, at nanoseconds: Int64) {
        while first < underWay.count, underWay[first].id < id { first += 1 }
        if first < underWay.count, underWay[first].id == id {
            replySeconds.add(Double(max(0, nanoseconds - underWay[first].nanoseconds)) / 1_000_000_000)
            first += 1
        }
        if first == underWay.count {
            underWay.removeAll(keepingCapacity: true)
            first = 0
        } else if first > 4_096, first > underWay.count / 2 {
            underWay.removeFirst(first)
            first = 0
        }
    }
}

extension Server {
    /// The page `/metrics`; the names are documented in `Operating.md`.
    func metrics() -> [UInt8] {
        var page = MetricsText()
        let health = currentHealth()
        let facts = ProcessFacts()
        page.gauge("relais_ready", "1 when new conversations are welcome.", health.isReady ? 1 : 0)
        page.gauge("relais_connections", "Open connections.", table.count)
        page.counters(
            "relais_connections_total", "Connections taken since the start.", by: "transport",
            measures.connections)
        page.counter("relais_messages_total", "Messages received since the start.", measures.messages)
        page.histogram(
            "relais_reply_seconds", "From a message to its answer being on disk.", measures.replySeconds)
        let record = writer.measures
        page.histogram("relais_commit_seconds", "Time of one commit of the record.", record.seconds)
        page.histogram("relais_commit_batches", "Turns that shared one commit.", record.batches)
        page.histogram("relais_commit_bytes", "Octets of one commit.", record.bytes)
        page.gauge("relais_writer_backlog", "Turns that wait for the disk.", writer.waitingCount)
        page.gauge("relais_reader_backlog", "Questions that wait for the record.", reader.waitingCount)
        page.gauge("relais_record_log_pages", "Pages in the write-ahead log.", writer.logPageCount)
        page.counter(
            "relais_storage_failures_total", "Commits the disk did not take.", measures.storageFailures)
        page.counter("relais_erased_events_total", "Events erased since the start.", measures.erasedEvents)
        if let free = ProcessFacts.freeBytes(at: settings.data) {
            page.gauge("relais_disk_free_bytes", "Free where the record is.", free)
        }
        let sessions = machine.measures
        page.gauge("relais_conversations_in_memory", "Conversations in use.", machine.conversationCount)
        page.counter("relais_conversations_opened_total", "Opened since the start.", sessions.opened)
        page.counter("relais_conversations_closed_total", "Closed since the start.", sessions.closed)
        page.counter("relais_not_understood_total", "Messages nothing was found for.", sessions.notUnderstood)
        page.counters(
            "relais_escalations_total", "Escalations since the start.", by: "reason", sessions.escalations)
        page.gauge("relais_queue_waiting", "Customers who wait for a person.", machine.waitingCount)
        page.histogram("relais_queue_wait_seconds", "From escalation to the agent.", sessions.queueWait)
        page.histogram(
            "relais_classify_confidence", "Confidence of the best candidate of a message.",
            sessions.confidence)
        page.counters("relais_reloads_total", "Loads of the bot's files.", by: "result", measures.reloads)
        page.gauge(
            "relais_actions_suspended", "Targets left alone after failures.", health.brokenActions.count)
        page.counter("relais_log_lines_dropped_total", "Lines nobody read in time.", UInt64(Log.droppedCount))
        page.counter("process_cpu_seconds_total", "User and system time.", facts.cpuSeconds)
        page.gauge("process_resident_memory_bytes", "Resident memory.", facts.residentBytes)
        page.gauge("process_open_fds", "Open descriptors.", facts.openDescriptors)
        page.gauge("process_max_fds", "Limit of open descriptors.", facts.maximumDescriptors)
        page.gauge(
            "process_start_time_seconds", "Start, in seconds since 1970.",
            Double(health.startedMilliseconds) / 1_000)
        return Array(page.text.utf8)
    }
}
