package import Flows

/// Everything a decision is made with, immutable: the checked program and what understands customers.
package struct World: Sendable {
    package let program: Program
    /// Content hash of the bot's files; the record names it, so a replay knows what a decision was made with.
    package let fingerprint: String

    package init(program: Program, fingerprint: String) {
        self.program = program
        self.fingerprint = fingerprint
    }
}
