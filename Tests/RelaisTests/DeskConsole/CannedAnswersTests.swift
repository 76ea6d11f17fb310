import Testing
import Text
import relais

@Suite struct CannedAnswersTests {
    @Test func aFileIsReadLineByLine() {
        let (answers, bad) = CannedAnswers.read(
            "# ours\nhours: Nine to six.\r\n\n bye : See you, {name}: soon!\n")
        #expect(bad.isEmpty)
        #expect(answers.text("hours", customer: nil) == "Nine to six.")
        #expect(answers.text("BYE", customer: "Camille") == "See you, Camille: soon!")
        #expect(answers.text("bye", customer: nil) == "See you,: soon!")
        #expect(answers.text("h", customer: nil) == "Nine to six.")
        #expect(answers.text("", customer: nil) == nil)
        #expect(answers.text("nothing", customer: nil) == nil)
    }

    @Test func linesThatAreNoneAreNamed() {
        #expect(CannedAnswers.read("a: b\nwithout colon\n: no name\nno text:\n").badLines == [2, 3, 4])
    }

    @Test func bothLanguagesHaveTheUsualOnes() {
        for language in [Language.french, .english] {
            #expect(CannedAnswers.usual(language).entries.count == 5)
        }
    }
}
