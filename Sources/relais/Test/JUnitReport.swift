import Conversation
import Text

/// The report format that build servers read.
enum JUnitReport {
    static func text(_ results: [TranscriptResult]) -> String {
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        let failed = results.count { !$0.passed }
        text += "<testsuite name=\"relais\" tests=\"\(results.count)\" failures=\"\(failed)\">\n"
        for result in results {
            text +=
                "  <testcase classname=\"\(Markup.escaped(result.file))\" name=\"\(Markup.escaped(result.name))\""
            if result.passed {
                text += "/>\n"
            } else {
                let first = result.failures.first?.message.en ?? ""
                text +=
                    ">\n    <failure message=\"\(Markup.escaped(first))\">\(Markup.escaped(result.report(in: .english)))</failure>\n"
                text += "  </testcase>\n"
            }
        }
        return text + "</testsuite>\n"
    }
}
