/// How many messages a text takes as SMS.
///
/// - Source: 3GPP TS 23.038, section 6.2.1 (default alphabet), and TS 23.040 for the size of a part.
enum SMS {
    private static let basic: Set<Unicode.Scalar> = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    private static let extended: Set<Unicode.Scalar> = Set("^{}\\[~]|€".unicodeScalars)

    /// Placeholders count as ten characters.
    static func segments(_ template: Template) -> Int {
        var units = 0
        var isBasic = true
        for piece in template.pieces {
            guard case .text(let text) = piece else {
                units += 10
                continue
            }
            for scalar in text.unicodeScalars {
                if extended.contains(scalar) {
                    units += 2
                } else {
                    units += isBasic ? 1 : scalar.utf16.count
                    if !basic.contains(scalar) { isBasic = false }
                }
            }
        }
        let (single, part) = isBasic ? (160, 153) : (70, 67)
        return units <= single ? 1 : (units + part - 1) / part
    }
}
