import Intents
import JSON
import Learning
import Text

/// The report for programs: one object, figures as fractions of 1.
enum EvalJSON {
    static func text(_ evaluation: Evaluation) -> String {
        var writer = JSONWriter(reservingCapacity: 1 << 16)
        writer.beginObject()
        writer.key("asked")
        writer.integer(evaluation.answers.count)
        share("accuracy", evaluation.accuracy, &writer)
        writer.key("languages")
        writer.beginObject()
        for (language, value) in evaluation.byLanguage { share(dynamic: language.code, value, &writer) }
        writer.endObject()
        writer.key("thresholds")
        writer.beginObject()
        writer.key("answer")
        writer.number(evaluation.answerThreshold)
        writer.key("clarify")
        writer.number(evaluation.clarifyThreshold)
        writer.endObject()
        share("clarified", evaluation.clarified, &writer)
        share("clarified_right", evaluation.clarifiedRight, &writer)
        writer.key("calibration_error")
        writer.number(evaluation.calibrationError)
        writer.key("off_topic")
        writer.integer(evaluation.offTopic)
        if let area = evaluation.offTopicArea {
            writer.key("off_topic_auroc")
            writer.number(area)
        }
        lists(evaluation, &writer)
        writer.key("levels")
        writer.beginArray()
        for level in evaluation.levels {
            writer.beginObject()
            writer.key("threshold")
            writer.number((level.threshold * 100).rounded() / 100)
            share("answered", level.answered, &writer)
            share("right", level.right, &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("reliability")
        writer.beginArray()
        for bin in evaluation.bins {
            writer.beginObject()
            writer.key("stated")
            writer.number(bin.stated)
            share("observed", bin.observed, &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.key("promises")
        writer.beginArray()
        for promise in evaluation.promises { write(promise, &writer) }
        writer.endArray()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }

    private static func lists(_ evaluation: Evaluation, _ writer: inout JSONWriter) {
        writer.key("intents")
        writer.beginArray()
        for score in evaluation.intents {
            writer.beginObject()
            writer.key("intent")
            writer.string(score.name)
            writer.key("examples")
            writer.integer(score.examples)
            share("understood", score.recall, &writer)
            share("right_when_chosen", score.precision, &writer)
            if let gain = score.gain, let range = score.gainRange {
                writer.key("one_more_example")
                writer.beginArray()
                for value in [gain, range.lowerBound, range.upperBound] { writer.number(value) }
                writer.endArray()
            }
            writer.endObject()
        }
        writer.endArray()
        writer.key("confusions")
        writer.beginArray()
        for pair in evaluation.confusions {
            writer.beginObject()
            writer.key("intents")
            writer.beginArray()
            writer.string(pair.one)
            writer.string(pair.other)
            writer.endArray()
            writer.key("mistakes")
            writer.beginArray()
            for mistake in pair.mistakes {
                writer.beginObject()
                example("example", mistake.example, evaluation, &writer)
                writer.key("taken_for")
                writer.string(mistake.takenFor)
                writer.key("confidence")
                writer.number(mistake.confidence)
                if let cause = mistake.cause {
                    example("cause", cause, evaluation, &writer)
                    writer.key("likeness")
                    writer.number(mistake.likeness)
                }
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.key("contradictions")
        writer.beginArray()
        for group in evaluation.contradictions + evaluation.nearContradictions.map({ [$0.one, $0.other] }) {
            writer.beginArray()
            for one in group { write(one, evaluation, &writer) }
            writer.endArray()
        }
        writer.endArray()
        writer.key("misplaced")
        writer.beginArray()
        for one in evaluation.misplaced {
            writer.beginObject()
            example("example", one.example, evaluation, &writer)
            writer.key("suggested")
            writer.string(one.suggested)
            writer.key("confidence")
            writer.number(one.confidence)
            writer.key("own")
            writer.number(one.own)
            writer.key("against")
            writer.beginArray()
            for other in one.against { write(other, evaluation, &writer) }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.key("too_few")
        writer.beginArray()
        for one in evaluation.scarce {
            writer.beginObject()
            writer.key("intent")
            writer.string(one.intent)
            if let language = one.language {
                writer.key("language")
                writer.string(language.code)
            }
            writer.key("examples")
            writer.integer(one.examples)
            writer.endObject()
        }
        writer.endArray()
    }

    private static func write(_ promise: Evaluation.Promise, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("wrong_at_most")
        writer.number(Double(promise.percent) / 100)
        switch promise.outcome {
        case .holds(let kept):
            writer.key("threshold")
            writer.number(kept.threshold)
            writer.key("answered")
            writer.integer(kept.answered)
            writer.key("wrong")
            writer.integer(kept.wrong)
            writer.key("cases")
            writer.integer(kept.cases)
            writer.key("bound")
            writer.number(kept.bound)
        case .tooFew(let cases, let needed):
            writer.key("refused")
            writer.string("too_few")
            writer.key("cases")
            writer.integer(cases)
            writer.key("needed")
            writer.integer(needed)
        case .tooOftenWrong(let wrong, let answered, let cases, let needed):
            writer.key("refused")
            writer.string("too_often_wrong")
            writer.key("wrong")
            writer.integer(wrong)
            writer.key("answered")
            writer.integer(answered)
            writer.key("cases")
            writer.integer(cases)
            if let needed {
                writer.key("needed")
                writer.integer(needed)
            }
        }
        writer.endObject()
    }

    private static func example(
        _ key: StaticString, _ index: Int, _ evaluation: Evaluation, _ writer: inout JSONWriter
    ) {
        writer.key(key)
        write(index, evaluation, &writer)
    }

    private static func write(_ index: Int, _ evaluation: Evaluation, _ writer: inout JSONWriter) {
        let example = evaluation.examples[index]
        writer.beginObject()
        writer.key("text")
        writer.string(example.text)
        if let intent = example.intent {
            writer.key("intent")
            writer.string(intent)
        }
        writer.key("place")
        writer.string(example.place)
        writer.endObject()
    }

    private static func share(_ key: StaticString, _ share: Evaluation.Share, _ writer: inout JSONWriter) {
        writer.key(key)
        write(share, &writer)
    }

    private static func share(dynamic key: String, _ share: Evaluation.Share, _ writer: inout JSONWriter) {
        writer.key(dynamic: key)
        write(share, &writer)
    }

    /// Without cases there is no share, only the count.
    private static func write(_ share: Evaluation.Share, _ writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("count")
        writer.integer(share.count)
        writer.key("total")
        writer.integer(share.total)
        if share.total > 0 {
            writer.key("share")
            writer.number(share.value)
            writer.key("low")
            writer.number(share.interval.lowerBound)
            writer.key("high")
            writer.number(share.interval.upperBound)
        }
        writer.endObject()
    }
}
