/// Which parts of a message are requests each: the rule of who classifies them.
extension SplitRequests {
    /// What a text is taken for.
    package struct Judgement<Target: Equatable> {
        package var target: Target
        package var confidence: Double
        /// The confidence from which the target is believed.
        package var needed: Double

        package init(target: Target, confidence: Double, needed: Double) {
            self.target = target
            self.confidence = confidence
            self.needed = needed
        }

        var isBelieved: Bool { confidence >= needed }
    }

    /// So much of the way from the threshold to certainty a part must be.
    private static let sureness = 0.25
    /// So much less sure than the whole message a part may be.
    private static let slack = 0.02

    package struct Accepted<Target: Equatable> {
        package var target: Target
        package var confidence: Double
        package var range: Range<Int>
    }

    /// The requests of a message in their order; one or none when it is to be taken as a whole.
    ///
    /// People tell a story before they ask ("my card came. how do I activate it?"), and each sentence of it may look like a
    /// request. So a part must be surer than a whole message would have to be; and where the whole message is believed,
    /// the parts must be about as sure as it is: cut, a single request loses confidence, and two requests gain it.
    /// On the banking77 development set this takes the single messages split wrongly from 4.6 % to 0.7 %
    /// (`scripts/bench-messages`).
    ///
    /// - Parameter consumed: a range already used for something else; parts there are no requests.
    /// - Parameter judge: nil when a text is about nothing.
    package static func requests<Target: Equatable>(
        in utterance: Utterance, outside consumed: Range<Int>? = nil,
        judge: (Utterance) -> Judgement<Target>?
    ) -> [Accepted<Target>] {
        let parts = parts(of: utterance)
        guard parts.count >= 2 else { return [] }
        var found: [Accepted<Target>] = []
        var isSure: [Bool] = []
        for part in parts {
            if let consumed, part.overlaps(consumed) { continue }
            guard let judged = judge(Utterance(utterance.original(part))), judged.isBelieved,
                !found.contains(where: { $0.target == judged.target })
            else { continue }
            found.append(Accepted(target: judged.target, confidence: judged.confidence, range: part))
            isSure.append(judged.confidence >= judged.needed + (1 - judged.needed) * sureness)
        }
        // Beside a value that was asked for, any request that is believed counts.
        guard consumed == nil, found.count >= 2 else { return found }
        let sure = zip(found, isSure).filter(\.1).map(\.0)
        guard sure.count >= 2 else { return [] }
        if let whole = judge(utterance), whole.isBelieved,
            sure.contains(where: { $0.confidence < whole.confidence - slack })
        {
            return []
        }
        return sure
    }
}
