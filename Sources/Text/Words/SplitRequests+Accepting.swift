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
    /// The same for parts that are no less sure than the whole.
    private static let greaterSureness = 0.5
    /// So many times the odds of the whole message being one request the odds of its parts must be. Chosen on the
    /// development sets (`scripts/bench-messages`): half of it finds two requests in a hundred more, and splits twice as
    /// many single ones.
    private static let factor = 70.0
    /// The same where a word announces another request ("also", "puis", "by the way").
    private static let announcedFactor = 10.0

    package struct Accepted<Target: Equatable> {
        package var target: Target
        package var confidence: Double
        package var range: Range<Int>
    }

    /// The requests of a message in their order; one or none when it is to be taken as a whole.
    ///
    /// People tell a story before they ask ("my card came. how do I activate it?"), and each sentence of it may look like a
    /// request. So a part must be surer than a whole message would have to be. Then two accounts of the message are weighed:
    /// cut, a single request loses confidence, and two requests gain it. Either no part is less sure than the whole, or the
    /// odds that the surest and the least sure part are right, each by its own, are many times those of the whole being right
    /// as one: odds tell 0.99 from 0.999, which confidences side by side do not.
    ///
    /// - Parameter consumed: a range already used for something else; parts there are no requests.
    /// - Parameter judge: nil when a text is about nothing.
    package static func requests<Target: Equatable>(
        in utterance: Utterance, outside consumed: Range<Int>? = nil,
        judge: (Utterance) -> Judgement<Target>?
    ) -> [Accepted<Target>] {
        let parts = cuts(of: utterance)
        guard parts.count >= 2 else { return [] }
        var found: [Accepted<Target>] = []
        var sureness: [Double] = []
        var isAnnounced: [Bool] = []
        for part in parts {
            if let consumed, part.range.overlaps(consumed) { continue }
            guard let judged = judge(Utterance(utterance.original(part.range))), judged.isBelieved,
                !found.contains(where: { $0.target == judged.target })
            else { continue }
            found.append(Accepted(target: judged.target, confidence: judged.confidence, range: part.range))
            sureness.append((judged.confidence - judged.needed) / max(1 - judged.needed, 0.001))
            isAnnounced.append(part.isAnnounced)
        }
        // Beside a value that was asked for, any request that is believed counts.
        guard consumed == nil, found.count >= 2 else { return found }
        let sure = found.indices.filter { sureness[$0] >= Self.sureness }
        guard sure.count >= 2 else { return [] }
        let surest = sure.reduce(0) { max($0, found[$1].confidence) }
        let least = sure.reduce(1) { min($0, found[$1].confidence) }
        let needed = sure.dropFirst().allSatisfy { isAnnounced[$0] } ? announcedFactor : factor
        let whole = judge(utterance)?.confidence ?? 0
        let isNoLess = least >= whole && sure.allSatisfy { sureness[$0] >= greaterSureness }
        guard isNoLess || odds(surest) * odds(least) >= needed * odds(whole) else { return [] }
        return sure.map { found[$0] }
    }

    /// Certainty is nobody's: beyond one in a thousand, confidences mean nothing.
    private static func odds(_ confidence: Double) -> Double {
        let bounded = min(max(confidence, 0.001), 0.999)
        return bounded / (1 - bounded)
    }
}
