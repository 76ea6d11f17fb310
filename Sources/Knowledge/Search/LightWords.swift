import Text

/// Words that say little about what is asked: function words, and the frames questions come in.
///
/// "Is there a way to", "je voudrais savoir": they stand in every question and in few article titles, so their rarity
/// there would count for them. Language, not a domain: nothing here is about what a bot sells.
enum LightWords {
    /// What is left of the weight of a word such as `the` or `dans`.
    static let functionFactor: Float = 0.25
    /// What is left of the weight of a word such as `possible` or `savoir`.
    static let frameFactor: Float = 0.5

    /// By hash of the folded word, the factor of its weight; words not in it have 1.
    static func factors(_ language: Language) -> [UInt64: Float] {
        var factors: [UInt64: Float] = [:]
        for (list, factor) in lists(language) {
            for word in list.description.split(separator: " ") {
                factors[Features.wordHash(Array(word.utf8))] = factor
            }
        }
        return factors
    }

    /// The same for stems: what `the` is, every word with its stem is.
    static func stemFactors(_ language: Language) -> [UInt64: Float] {
        var factors: [UInt64: Float] = [:]
        for (list, factor) in lists(language).reversed() {
            for word in list.description.split(separator: " ") {
                let stem = Stemmer.light(Array(word.utf8)[...], language: language)
                factors[Features.wordHash(stem)] = factor
            }
        }
        return factors
    }

    private static func lists(_ language: Language) -> [(StaticString, Float)] {
        switch language {
        case .french: [(frenchFunction, functionFactor), (frenchFrames, frameFactor)]
        case .english: [(englishFunction, functionFactor), (englishFrames, frameFactor)]
        default: []
        }
    }

    private static let englishFunction: StaticString = """
        i you he she we they it its the an a and but or so that this these those is are am was were be been being do \
        does did dont doesnt didnt have has had having can cant could couldnt will wont would wouldnt should shouldnt \
        may might must my your his her our their me him us them what which who whom whose when where why how from with \
        without for of to in on at by into about as if not no yes please there here than too also just any some im ive \
        youre s t re ve ll d m thats whats get got
        """

    private static let englishFrames: StaticString = """
        way ways possible able like want need know sure easiest easy best good thing things something anything someone \
        anyone anybody somebody people help tell find use using make try trying work working
        """

    private static let frenchFunction: StaticString = """
        je tu il elle nous vous ils elles le la les l de d du des un une au aux et ou mais donc que qu qui quoi dont \
        est sont suis etes etre ai as a avez avons ont avoir en y se s m t n j c ce cet cette ces ca cela mon ma mes \
        ton ta tes son sa ses votre vos notre nos leur leurs pour avec dans chez sur sous sans par si ne pas comment \
        quel quelle quels quelles quand combien pourquoi puis peux peut pouvez faire fait dois doit faut svp plus me te \
        lui on
        """

    private static let frenchFrames: StaticString = """
        possible moyen facon savoir voudrais veux veut aimerais besoin aide aider bonjour merci trouver connaitre \
        souhaite souhaiterais souhaitez dire chose choses quelque quelquun passe va aller mettre utiliser
        """
}
