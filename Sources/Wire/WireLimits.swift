/// How much of anything a client may send; the numbers of `Protocol.md`.
package enum WireLimits {
    /// Octets of a line before LF or CRLF, or of a WebSocket message.
    package static let line = 65_536
    /// Octets of an overlong line that are read and thrown away before the connection is given up.
    package static let discarded = 1_048_576
    /// Octets of a line sent by the server.
    package static let serverLine = 262_144
    package static let depth = 32
    /// Unicode scalars of what somebody says.
    package static let text = 8_000
    /// Characters of an id.
    package static let identifier = 64
    package static let token = 256
    /// Unicode scalars of a name, a channel, a skill, a tag, an outcome.
    package static let name = 128
    package static let client = 128
    /// Octets of a page's address; longer ones are cut at a character.
    package static let page = 2_048
    package static let comment = 2_000
    package static let note = 8_000
    package static let skills = 64
    package static let tags = 32
    package static let queues = 256
    package static let profileMembers = 32
    package static let profileValue = 512
    package static let capacity = 100
    package static let historyLimit = 500
    package static let versions = 16
}
