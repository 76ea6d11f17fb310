import Intents
import JSON
import Learning
import Text

/// The report for programs: one object, figures as fractions of 1.
enum EvalJSON {
    static func text(_ evaluation: Evaluation) -> String {
        var writer = JSONWriter(reservingCapacity: 1 << 16)
        writer.beginObject()
        writer.member("asked", evaluation.answers.count)
        share("accuracy", evaluation.accuracy, &writer)
        writer.key("languages")
        writer.beginObject()
        for (language, value) in evaluation.byLanguage {
            writer.key(dynamic: language.code)
            write(value, &writer)
        }
        writer.endObject()
        writer.key("thresholds")
        writer.beginObject()
        writer.member("answer", evaluation.answerThreshold)
        writer.member("clarify", evaluation.clarifyThreshold)
        writer.endObject()
        share("clarified", evaluation.clarified, &writer)
        share("clarified_right", evaluation.clarifiedRight, &writer)
        writer.member("calibration_error", evaluation.calibrationError)
        writer.member("off_topic", evaluation.offTopic)
        if let area = evaluation.offTopicArea { writer.member("off_topic_auroc", area) }
        lists(evaluation, &writer)
        writer.objects("levels", evaluation.levels) { level, writer in
            writer.member("threshold", (level.threshold * 100).rounded() / 100)
            share("answered", level.answered, &writer)
            share("right", level.right, &writer)
        }
        writer.objects("reliability", evaluation.bins) { bin, writer in
            writer.member("stated", bin.stated)
            share("observed", bin.observed, &writer)
        }
        writer.objects("promises", evaluation.promises) { promise, writer in write(promise, &writer) }
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private static func lists(_ evaluation: Evaluation, _ writer: inout JSONWriter) {
        func example(_ key: StaticString, _ index: Int, _ writer: inout JSONWriter) {
            writer.key(key)
            write(evaluation.examples[index], &writer)
        }
        writer.objects("intents", evaluation.intents) { score, writer in
            writer.member("intent", score.name)
            writer.member("examples", score.examples)
            share("understood", score.recall, &writer)
            share("right_when_chosen", score.precision, &writer)
            if let gain = score.gain, let range = score.gainRange {
                writer.list("one_more_example", [gain, range.lowerBound, range.upperBound]) { value, writer in
                    writer.number(value)
                }
            }
        }
        writer.objects("confusions", evaluation.confusions) { pair, writer in
            writer.member("intents", [pair.one, pair.other])
            writer.objects("mistakes", pair.mistakes) { mistake, writer in
                example("example", mistake.example, &writer)
                writer.member("taken_for", mistake.takenFor)
                writer.member("confidence", mistake.confidence)
                if let cause = mistake.cause {
                    example("cause", cause, &writer)
                    writer.member("likeness", mistake.likeness)
                }
            }
        }
        let near = evaluation.nearContradictions.map { [$0.one, $0.other] }
        writer.list("contradictions", evaluation.contradictions + near) { group, writer in
            writer.beginArray()
            for index in group { write(evaluation.examples[index], &writer) }
            writer.endArray()
        }
        writer.objects("misplaced", evaluation.misplaced) { one, writer in
            example("example", one.example, &writer)
            writer.member("suggested", one.suggested)
            writer.member("confidence", one.confidence)
            writer.member("own", one.own)
            writer.list("against", one.against) { index, writer in
                write(evaluation.examples[index], &writer)
            }
        }
        writer.objects("too_few", evaluation.scarce) { one, writer in
            writer.member("intent", one.intent)
            writer.member("language", ifPresent: one.language?.code)
            writer.member("examples", one.examples)
        }
    }

    private static func write(_ promise: Evaluation.Promise, _ writer: inout JSONWriter) {
        writer.member("wrong_at_most", Double(promise.percent) / 100)
        switch promise.outcome {
        case .holds(let kept):
            writer.member("threshold", kept.threshold)
            writer.member("answered", kept.answered)
            writer.member("wrong", kept.wrong)
            writer.member("cases", kept.cases)
            writer.member("bound", kept.bound)
        case .tooFew(let cases, let needed):
            writer.member("refused", "too_few")
            writer.member("cases", cases)
            writer.member("needed", needed)
        case .tooOftenWrong(let wrong, let answered, let cases, let needed):
            writer.member("refused", "too_often_wrong")
            writer.member("wrong", wrong)
            writer.member("answered", answered)
            writer.member("cases", cases)
            writer.member("needed", ifPresent: needed)
        }
    }

    private static func write(_ example: Evaluation.Example, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("text", example.text)
        writer.member("intent", ifPresent: example.intent)
        writer.member("place", example.place)
        writer.endObject()
    }

    private static func share(_ key: StaticString, _ share: Evaluation.Share, _ writer: inout JSONWriter) {
        writer.key(key)
        write(share, &writer)
    }

    /// Without cases there is no share, only the count.
    private static func write(_ share: Evaluation.Share, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("count", share.count)
        writer.member("total", share.total)
        if share.total > 0 {
            writer.member("share", share.value)
            writer.member("low", share.interval.lowerBound)
            writer.member("high", share.interval.upperBound)
        }
        writer.endObject()
    }
}
