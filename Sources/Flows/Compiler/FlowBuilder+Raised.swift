extension FlowBuilder {
    /// What the lines of a scope can raise, by the word an `on` line would use.
    struct Raised {
        var asks = false
        var picks = false
        var calls = false
        var escalates = false
        var articles = false
        var answers = false
        var values: Set<String> = []
        var failures: Set<String> = []
        var outcomes: Set<String> = []
        /// Something broken stands in the scope: complain about nothing.
        var isUncertain = false

        mutating func formUnion(_ other: Raised) {
            asks = asks || other.asks
            picks = picks || other.picks
            calls = calls || other.calls
            escalates = escalates || other.escalates
            articles = articles || other.articles
            answers = answers || other.answers
            values.formUnion(other.values)
            failures.formUnion(other.failures)
            outcomes.formUnion(other.outcomes)
            isUncertain = isUncertain || other.isUncertain
        }

        var words: Set<String> {
            var result = values.union(failures).union(outcomes)
            if asks {
                result.formUnion([
                    "miss", "invalid", "unknown", "silence", "said", "interrupt", "human", "cancel",
                ])
            }
            if picks { result.insert("none") }
            if calls { result.insert("error") }
            if escalates { result.formUnion(["closed", "full", "waited"]) }
            if articles { result.insert("missing") }
            return result
        }
    }
}
