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

    /// Outcomes every flow may end with; `handed-over` is written by `escalate` only.
    static let outcomes: Set<String> = ["solved", "abandoned", "promised", "handed-over"]

    /// What has a value without being declared.
    static let values: Set<String> = [
        "channel", "language", "trouble", "today", "tomorrow", "now", "place", "opening", "yes", "no",
        "known",
        "missing", "empty", "again", "queue", "page",
    ]
}
