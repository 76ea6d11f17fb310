/// Number words of French and English.
enum NumberWords {
    enum Part {
        /// 0…19.
        case unit(Int)
        /// 20, 30 … 90.
        case ten(Int)
        /// French `vingt`, which also makes `quatre-vingts`.
        case twenty
        case hundred
        case scale(Int)
    }

    static let french: [String: Part] = [
        "zero": .unit(0), "un": .unit(1), "une": .unit(1), "deux": .unit(2), "trois": .unit(3),
        "quatre": .unit(4),
        "cinq": .unit(5), "six": .unit(6), "sept": .unit(7), "huit": .unit(8), "neuf": .unit(9),
        "dix": .unit(10),
        "onze": .unit(11), "douze": .unit(12), "treize": .unit(13), "quatorze": .unit(14),
        "quinze": .unit(15),
        "seize": .unit(16), "douzaine": .unit(12), "vingt": .twenty, "vingts": .twenty, "trente": .ten(30),
        "quarante": .ten(40), "cinquante": .ten(50), "soixante": .ten(60), "septante": .ten(70),
        "huitante": .ten(80),
        "octante": .ten(80), "nonante": .ten(90), "cent": .hundred, "cents": .hundred, "mille": .scale(1_000),
        "million": .scale(1_000_000), "millions": .scale(1_000_000), "milliard": .scale(1_000_000_000),
        "milliards": .scale(1_000_000_000),
    ]

    static let english: [String: Part] = [
        "zero": .unit(0), "one": .unit(1), "two": .unit(2), "three": .unit(3), "four": .unit(4),
        "five": .unit(5),
        "six": .unit(6), "seven": .unit(7), "eight": .unit(8), "nine": .unit(9), "ten": .unit(10),
        "eleven": .unit(11),
        "twelve": .unit(12), "thirteen": .unit(13), "fourteen": .unit(14), "fifteen": .unit(15),
        "sixteen": .unit(16),
        "seventeen": .unit(17), "eighteen": .unit(18), "nineteen": .unit(19), "twenty": .ten(20),
        "thirty": .ten(30),
        "forty": .ten(40), "fourty": .ten(40), "fifty": .ten(50), "sixty": .ten(60), "seventy": .ten(70),
        "eighty": .ten(80), "ninety": .ten(90), "hundred": .hundred, "thousand": .scale(1_000),
        "million": .scale(1_000_000), "billion": .scale(1_000_000_000),
    ]

    /// Words that are articles or adjectives more often than numbers: taken only where nothing follows them.
    static let weak: Set<String> = ["un", "une", "one", "neuf", "a"]

    static let ordinals: [String: Int] = [
        "premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4,
        "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10, "first": 1,
        "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    ]

    /// The last of a list.
    static let last: Set<String> = ["dernier", "derniere", "last"]
}
