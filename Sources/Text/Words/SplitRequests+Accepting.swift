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

    package struct Accepted<Target: Equatable> {
        package var target: Target
        package var confidence: Double
        package var range: Range<Int>
    }

    /// The requests of a message in their order; one or none when it is to be taken as a whole.
    ///
    /// - Parameter consumed: a range already used for something else; parts there are no requests.
    /// - Parameter judge: nil when a text is about nothing.
    package static func requests<Target: Equatable>(
        in utterance: Utterance, outside consumed: Range<Int>? = nil,
        judge: (Utterance) -> Judgement<Target>?
    ) -> [Accepted<Target>] {
        let parts = parts(of: utterance)
        guard parts.count >= 2 else { return [] }
        var result: [Accepted<Target>] = []
        for part in parts {
            if let consumed, part.overlaps(consumed) { continue }
            guard let found = judge(Utterance(utterance.original(part))), found.isBelieved,
                !result.contains(where: { $0.target == found.target })
            else { continue }
            result.append(Accepted(target: found.target, confidence: found.confidence, range: part))
        }
        return result
    }
}
