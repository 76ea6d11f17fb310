/// Words of dates and times, folded.
enum DateWords {
    static let months: [String: Int] = [
        "janvier": 1, "janv": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
        "juin": 6,
        "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
        "january": 1,
        "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
        "october": 10,
        "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
        "sep": 9,
        "sept": 9, "oct": 10, "nov": 11, "dec": 12,
    ]

    /// Monday is 1.
    static let weekdays: [String: Int] = [
        "lundi": 1, "mardi": 2, "mercredi": 3, "jeudi": 4, "vendredi": 5, "samedi": 6, "dimanche": 7,
        "monday": 1,
        "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7, "tues": 2,
        "thurs": 4,
        "thu": 4, "fri": 5, "wed": 3,
    ]

    /// Days from today, by phrase, longest first.
    static let relative: [(words: [String], days: Int)] = [
        (["the", "day", "after", "tomorrow"], 2), (["day", "after", "tomorrow"], 2),
        (["the", "day", "before", "yesterday"], -2),
        (["day", "before", "yesterday"], -2), (["apres", "demain"], 2), (["avant", "hier"], -2),
        (["aujourd", "hui"], 0),
        (["cet", "apres", "midi"], 0), (["this", "morning"], 0), (["this", "afternoon"], 0),
        (["this", "evening"], 0),
        (["ce", "matin"], 0), (["ce", "soir"], 0), (["ce", "jour"], 0), (["aujourdhui"], 0),
        (["aujoud", "hui"], 0),
        (["today"], 0), (["tonight"], 0), (["demain"], 1), (["tomorrow"], 1), (["tommorow"], 1),
        (["tomorow"], 1),
        (["hier"], -1), (["yesterday"], -1),
    ]

    /// Feasts on a fixed day: month and day.
    static let feasts: [(words: [String], month: Int, day: Int)] = [
        (["jour", "de", "l", "an"], 1, 1), (["new", "year", "s", "day"], 1, 1),
        (["new", "years", "day"], 1, 1),
        (["new", "year", "s", "eve"], 12, 31), (["christmas", "eve"], 12, 24), (["christmas"], 12, 25),
        (["noel"], 12, 25),
        (["saint", "sylvestre"], 12, 31), (["toussaint"], 11, 1),
    ]

    static let dayUnits: [String: Int] = [
        "jour": 1, "jours": 1, "j": 1, "day": 1, "days": 1, "semaine": 7, "semaines": 7, "week": 7,
        "weeks": 7,
        "quinzaine": 15, "fortnight": 14,
    ]

    static let monthUnits: [String: Int] = [
        "mois": 1, "month": 1, "months": 1, "an": 12, "ans": 12, "annee": 12, "annees": 12, "year": 12,
        "years": 12,
    ]

    /// Words of someone who speaks of time without naming a day or an hour.
    static let vague: Set<String> = Set(months.keys).subtracting(["may", "mar", "march"]).union([
        "semaine", "week", "mois", "month", "weekend", "matin", "soir", "soiree", "matinee", "morning",
        "afternoon",
        "evening", "bientot", "soon", "plus", "later", "tard", "heure", "heures", "hour", "oclock", "noel",
    ])
    .subtracting(["plus"])
}
