/// Decides when changed files are worth reading: once they have stood still.
///
/// An editor or a deployment writes many files one after the other; taking them half done would only yield an error
/// report. The settler is shown what the folder looks like at intervals and answers "read now" when it differs from what
/// was read last and did not change between two looks.
struct ChangeSettler<Look: Hashable> {
    private var taken: Look?
    private var seen: Look?

    /// - Parameter taken: what the running version was read from.
    init(taken: Look?) {
        self.taken = taken
        seen = taken
    }

    /// - Returns: whether to read now; the look then counts as taken, good or bad.
    mutating func look(_ current: Look) -> Bool {
        defer { seen = current }
        guard current != taken, current == seen else { return false }
        taken = current
        return true
    }

    /// Takes a look at once (SIGHUP).
    mutating func take(_ current: Look) {
        taken = current
        seen = current
    }
}
