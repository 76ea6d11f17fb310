/// How far scores can be believed: measures over (score, was it so) pairs.
package enum Reliability {
    /// The chance that a random true case scores above a random false one (ties count half); nil without both.
    package static func areaUnderCurve(_ scores: [Double], _ truths: [Bool]) -> Double? {
        let order = scores.indices.sorted { scores[$0] < scores[$1] }
        let positives = truths.count { $0 }
        let negatives = truths.count - positives
        guard positives > 0, negatives > 0 else { return nil }
        var rankSum = 0.0
        var index = 0
        while index < order.count {
            var end = index
            while end < order.count, scores[order[end]] == scores[order[index]] { end += 1 }
            let rank = Double(index + end + 1) / 2
            for place in index..<end where truths[order[place]] { rankSum += rank }
            index = end
        }
        return (rankSum - Double(positives) * Double(positives + 1) / 2)
            / (Double(positives) * Double(negatives))
    }

    /// Mean distance between stated and observed frequency over equally wide bins, weighed by their cases.
    package static func calibrationError(_ confidences: [Double], _ truths: [Bool], bins: Int = 15) -> Double
    {
        guard !confidences.isEmpty, bins > 0 else { return 0 }
        var stated = [Double](repeating: 0, count: bins)
        var observed = [Double](repeating: 0, count: bins)
        for (confidence, truth) in zip(confidences, truths) {
            let bin = min(bins - 1, max(0, Int(confidence * Double(bins))))
            stated[bin] += confidence
            observed[bin] += truth ? 1 : 0
        }
        var sum = 0.0
        for bin in 0..<bins { sum += abs(stated[bin] - observed[bin]) }
        return sum / Double(confidences.count)
    }
}
