/// The daemon's numbers; the defaults are those of the protocol page.
package struct SessionsConfiguration: Sendable, Hashable {
    package struct Rate: Sendable, Hashable {
        /// Messages a second, in the long run.
        package var perSecond: Int
        /// Messages at once after a rest.
        package var burst: Int

        package init(perSecond: Int, burst: Int) {
            self.perSecond = perSecond
            self.burst = burst
        }
    }

    /// Hello and identity, all in all.
    package var greetingMilliseconds: Int64 = 10_000
    package var heartbeatMilliseconds: Int64 = 30_000
    package var deadAfterMilliseconds: Int64 = 90_000
    package var customerRate = Rate(perSecond: 5, burst: 20)
    package var siteRate = Rate(perSecond: 20_000, burst: 20_000)
    package var agentRate = Rate(perSecond: 50, burst: 200)
    /// Sends of a customer that are not acknowledged yet; then his socket is not read. Of a site: per conversation.
    package var inflight = 32
    /// Sends of a site's connection that are not acknowledged yet; then its socket is not read.
    package var connectionInflight = 1_024
    /// What may wait for a connection that does not read, then it is closed.
    package var outQueueByteCount = 1_048_576
    package var outQueueMessages = 1_000
    /// The same of a site: eight for each send it may have under way, so that its own window never closes it.
    package var siteOutQueueMessages = 8_192
    /// How many times these limits may be written at once, before the socket was tried.
    package var outQueueBurst = 4
    /// Queues a flow may try in one turn, each because the one before was closed or full. The checker lets a turn have 80
    /// lines, so no bot that passed it gets there.
    package var escalationsPerTurn = 80
    package var connectionsPerConversation = 4
    package var connections = 18_000
    package var resumeWindowMilliseconds: Int64 = 86_400_000
    package var resumeWindowEvents: Int64 = 10_000
    /// How long an agent may be gone before his customers return to the queue.
    package var graceMilliseconds: Int64 = 30_000
    package var offerMilliseconds: Int64 = 30_000
    /// Opened, and nobody said anything.
    package var emptyConversationMilliseconds: Int64 = 3_600_000
    /// A customer in the queue of a synchronous channel whose last connection is gone loses his place after this.
    package var absentMilliseconds: Int64 = 120_000
    /// Supervisors see the desk at most so often.
    package var pictureMilliseconds: Int64 = 500
    /// More than 50 who watch see it less often: so long for each.
    package var pictureWatcherMilliseconds: Int64 = 10
    /// A conversation nobody uses leaves memory.
    package var parkAfterMilliseconds: Int64 = 60_000
    /// Turns after which a conversation's snapshot is worth its bytes.
    package var rowsPerSnapshot: UInt64 = 128
    package var rowsPerDeskSnapshot: UInt64 = 256
    /// Customers without a token may open from this machine.
    package var anonymousOnLoopback = true
    package var drainRetryMilliseconds = 1_500
    package var drainJitterMilliseconds = 3_000
    /// Wrong tokens, secrets and proofs of one address; beyond it nothing is looked up for it.
    package var guessRate = Rate(perSecond: 1, burst: 30)
    /// The same for whom many stand behind: this machine (behind a proxy all customers come from it), a site signed in.
    package var manyGuessRate = Rate(perSecond: 50, burst: 1_000)
    /// Sign-ins of one account; a team that restarts all its windows stays below.
    package var signInRate = Rate(perSecond: 2, burst: 300)
    /// Wrong tokens on one connection before it is closed.
    package var authAttempts = 3

    package init() {}
}
