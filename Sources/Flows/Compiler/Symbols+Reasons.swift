// A reason stands in the record as the author wrote it, so that figures and tests of years can be compared. Agents read it
// in their language where a phrase says it: `because.` with its words, hyphens between them.

extension Symbols {
    /// - Parameter text: of a `because`, or the name of an action's failure.
    func note(reason text: String?) {
        guard let text, reasons[text] == nil, let words = Names.repaired(text) else { return }
        let name = "because." + words
        guard let texts = phrases[name] else { return }
        used.insert("phrase:\(name)")
        reasons[text] = texts
    }

    func noteFailures() {
        for action in actions.values {
            for failure in action.fails { note(reason: failure) }
        }
    }
}
