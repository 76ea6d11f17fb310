import Text

/// What languages are called in diagnostics.
enum LanguageNames {
    private static let names: [String: (en: String, fr: String)] = [
        "fr": ("French", "français"), "en": ("English", "anglais"), "de": ("German", "allemand"),
        "es": ("Spanish", "espagnol"), "it": ("Italian", "italien"), "nl": ("Dutch", "néerlandais"),
        "pt": ("Portuguese", "portugais"),
    ]

    static func english(_ language: Language) -> String { names[language.code]?.en ?? language.code }
    static func french(_ language: Language) -> String { names[language.code]?.fr ?? language.code }
}
