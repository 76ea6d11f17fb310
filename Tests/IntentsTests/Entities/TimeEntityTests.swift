import CivilTime
import Intents
import Testing
import Text

struct TimeEntityTests {
    @Test(arguments: [
        Case.fr("14h30", "14:30"), .fr("14 h 30", "14:30"), .fr("14 h", "14:00"), .fr("14h", "14:00"),
        .fr("14:30", "14:30"), .fr("09:05", "09:05"),
        .fr("9h", "09:00"), .fr("à deux heures", "14:00|02:00"), .fr("à deux heures du matin", "02:00"),
        .fr("trois heures de l'après-midi", "15:00"),
        .fr("huit heures du soir", "20:00"), .fr("deux heures et demie", "14:30|02:30"),
        .fr("neuf heures et quart", "09:15"),
        .fr("neuf heures moins le quart", "08:45"), .fr("dix heures moins dix", "09:50"),
        .fr("quatorze heures trente", "14:30"),
        .fr("14 heures 30", "14:30"), .fr("midi", "12:00"), .fr("midi et demi", "12:30"),
        .fr("minuit", "00:00"), .fr("à 14h ou 15h", "14:00", "15:00"),
        .fr("cet après-midi"), .fr("dans 2 h"), .fr("depuis deux heures"), .fr("pour une heure"),
        .fr("d'1 heure"), .fr("17:45", "17:45"), .fr("25h"),
        .fr("14h75"), .fr("2h", "14:00|02:00"),
        .fr("à 10", "10:00"), .fr("10", "10:00"), .fr("mardi à 14 h", "14:00"), .fr("FR-204518"),
        .fr("24 novembre"), .fr("24/11"), .fr("12,50"),
        .fr("vers 16h30", "16:30"), .fr("0h15", "00:15"),
    ])
    func frenchTimes(_ sample: Case) {
        #expect(Given.found(.time(from: nil, to: nil), sample.text, sample.language) == sample.expected)
    }

    @Test(arguments: [
        Case.en("5pm", "17:00"), .en("5 pm", "17:00"), .en("5:30 p.m.", "17:30"), .en("12am", "00:00"),
        .en("12 pm", "12:00"), .en("9 am", "09:00"),
        .en("half past two", "14:30|02:30"), .en("quarter to nine", "08:45"),
        .en("quarter past ten", "10:15"), .en("a quarter past ten", "10:15"),
        .en("ten past three", "15:10|03:10"), .en("two o'clock", "14:00|02:00"),
        .en("five in the morning", "05:00"), .en("noon", "12:00"), .en("midnight", "00:00"),
        .en("17:45", "17:45"), .en("at 5", "17:00|05:00"), .en("at 10", "10:00"),
        .en("half past nine in the evening", "21:30"), .en("in 2 hours"),
        .en("for two hours"), .en("I have 5 cards"), .en("two thirty", "14:30|02:30"), .en("5.30pm", "17:30"),
        .en("8 o'clock at night", "20:00"),
        .en("call me at 9am or 3pm", "09:00", "15:00"), .en("room 5"), .en("24 november"),
    ])
    func englishTimes(_ sample: Case) {
        #expect(Given.found(.time(from: nil, to: nil), sample.text, sample.language) == sample.expected)
    }

    @Test func everyTimeIsFoundFromHowItIsWritten() {
        for minute in stride(from: Int16(480), to: 1440, by: 5) {
            for (written, language) in [(WrittenLanguage.french, Language.french), (.english, .english)] {
                let text = DateText.time(minute, written)
                #expect(
                    Given.found(.time(from: nil, to: nil), text, language) == [ISOText.time(minute)],
                    "\(text)")
            }
        }
    }
}
