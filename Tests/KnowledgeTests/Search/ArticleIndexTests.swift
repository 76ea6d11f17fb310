import Knowledge
import Testing
import Text

private let today = DayNumber(days: 20_700)

private func makeArticles() -> [Article] {
    let english = [
        (
            "hours", "Opening hours of the shop", ["When do you open?", "Are you open on Sunday?"],
            "We open at nine and close at seven."
        ),
        (
            "returns", "Send an item back", ["How do I return something?", "I want my money back"],
            "Fill in the form and post the parcel within 14 days."
        ),
        (
            "delivery", "How long delivery takes", ["When will it arrive?", "Delivery time"],
            "Two working days for most orders."
        ),
        (
            "sim", "Activate a SIM card", ["My new SIM does not work", "How to activate my line?"],
            "Put the card in and switch the phone on."
        ),
        (
            "router", "Restart the router", ["No internet at home", "The box blinks red"],
            "Unplug it, wait a minute, plug it in."
        ),
        (
            "payment", "Ways to pay", ["Can I pay by card?", "Do you take bank transfer?"],
            "Cards, transfer and direct debit."
        ),
    ]
    var articles = english.map {
        Article(id: $0.0, language: .english, title: $0.1, questions: $0.2, body: $0.3)
    }
    articles.append(
        Article(
            id: "hours", language: .french, title: "Horaires de la boutique",
            questions: ["Quels sont vos horaires ?", "Êtes-vous ouverts le dimanche ?"],
            body: "De neuf à dix-neuf heures."))
    return articles
}

@Suite struct ArticleIndexTests {
    private let index = ArticleIndex(makeArticles())

    private func best(_ text: String, _ language: Language? = .english) -> String? {
        index.search(Utterance(text), language: language, today: today).first?.id
    }

    @Test(arguments: [
        ("at what time do you open the shop", "hours"), ("returning an item", "returns"),
        ("delivry time?", "delivery"),
        ("activating the sim", "sim"), ("internet is down at home", "router"), ("pay with a card", "payment"),
    ])
    func aQuestionFindsItsArticle(_ question: String, _ id: String) {
        #expect(best(question) == id)
    }

    @Test func languagesAreKeptApart() {
        #expect(best("vos horaires le dimanche", .french) == "hours")
        #expect(index.search(Utterance("hours"), language: Language("de"), today: today).isEmpty)
        #expect(best("etes vous ouverts le dimanche", nil) == "hours")
    }

    @Test func confidencesAreProbabilities() {
        for text in ["open on sunday", "card", "zzz", "", "quantum physics of black holes", "日本"] {
            let matches = index.search(Utterance(text), language: .english, today: today)
            #expect(matches.allSatisfy { (0...1).contains($0.confidence) })
            #expect(matches.reduce(0) { $0 + $1.confidence } <= 1 + 1e-9)
            #expect(zip(matches, matches.dropFirst()).allSatisfy { $0.confidence >= $1.confidence })
        }
        #expect(index.search(Utterance(""), language: .english, today: today).isEmpty)
    }

    @Test func whatIsKnownIsBelievedMoreThanWhatIsNot() {
        let known = index.search(Utterance("when do you open"), language: .english, today: today)
        let unknown = index.search(Utterance("who won the match yesterday"), language: .english, today: today)
        #expect((known.first?.confidence ?? 0) > (unknown.first?.confidence ?? 0))
        #expect((known.first?.confidence ?? 0) > 0.5)
    }

    @Test func draftsExpiredAndOutdatedArticlesAreNeverFound() {
        var articles = makeArticles()
        articles[0].state = .draft
        articles[1].state = .expired
        articles[2].validUntil = DayNumber(days: today.days - 1)
        articles[3].validFrom = DayNumber(days: today.days + 1)
        let index = ArticleIndex(articles)
        for text in ["open on sunday", "return an item", "delivery time", "activate my sim card"] {
            let found = index.search(Utterance(text), language: .english, today: today).map(\.id)
            #expect(Set(found).isSubset(of: ["router", "payment"]))
        }
        #expect(index.article("hours", .english)?.state == .draft)
        let later = DayNumber(days: today.days + 1)
        #expect(
            index.search(Utterance("activate my sim card"), language: .english, today: later).first?.id
                == "sim")
    }

    @Test func fewOrNoArticlesAreNoTrouble() {
        #expect(ArticleIndex([]).search(Utterance("x"), language: .english, today: today).isEmpty)
        let one = ArticleIndex([makeArticles()[0]])
        #expect(
            one.search(Utterance("when do you open"), language: .english, today: today).first?.id == "hours")
        let wordless = ArticleIndex([Article(id: "a", language: .english, title: "?", body: "!")])
        #expect(wordless.search(Utterance("hello"), language: .english, today: today).isEmpty)
    }

    @Test func theOrderOfFilesMeansNothing() {
        let other = ArticleIndex(makeArticles().reversed())
        for text in ["open", "card", "send back", "internet"] {
            #expect(
                other.search(Utterance(text), language: .english, today: today)
                    == index.search(Utterance(text), language: .english, today: today))
        }
    }

    @Test func theLimitHolds() {
        #expect(index.search(Utterance("the card"), language: .english, today: today, limit: 2).count == 2)
        #expect(index.search(Utterance("the card"), language: .english, today: today, limit: 0).isEmpty)
    }
}
