/// The words that decide a line, and the names a flow may not take for itself.
enum Keyword {
    /// First words of top-level blocks in flow files.
    static let blocks: Set<String> = ["flow", "shared", "phrase", "constant", "action", "test"]

    static let verbs: Set<String> = [
        "say", "answer", "ask", "call", "run", "promise", "escalate", "set", "go", "end", "reject",
    ]

    /// Every first word of a flow file.
    static let all: Set<String> = blocks.union(verbs).union([
        "label", "trigger", "slot", "accept", "choice", "step", "on", "when", "otherwise", "continue",
        "takes",
        "gives", "fails", "within", "given", "wait",
    ])

    /// Kept for later versions of the language.
    static let reserved: Set<String> = ["await", "each", "repeat"]

    /// Words an act may begin with.
    static let acts: Set<String> = [
        "say", "answer", "set", "continue", "go", "end", "escalate", "reject", "run",
    ]

    static let events: Set<String> = [
        "miss", "invalid", "unknown", "silence", "said", "interrupt", "human", "cancel", "none", "error",
        "missing",
        "unsatisfied", "closed", "full", "waited",
    ]

    /// Outcomes every flow may end with.
    static let endings = ["solved", "abandoned", "promised"]

    /// The same with the one that only `escalate` writes.
    static let outcomes = Set(endings + ["handed-over"])

    /// What a name that `on` lines use must not be.
    static let ofEvents = all.union(events).union(outcomes).union(reserved)

    /// What has a value without being declared.
    static let values: Set<String> = [
        "channel", "language", "trouble", "today", "tomorrow", "now", "place", "opening", "yes", "no",
        "known",
        "missing", "empty", "again", "queue", "page",
    ]
}
