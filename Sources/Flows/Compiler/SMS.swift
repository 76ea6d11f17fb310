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
        // One character outside the alphabet turns the whole message into UTF-16, so both lengths are kept from the start.
        var septets = 0
        var utf16 = 0
        var isBasic = true
        for piece in template.pieces {
            guard case .text(let text) = piece else {
                septets += 10
                utf16 += 10
                continue
            }
            for scalar in text.unicodeScalars {
                let isExtended = extended.contains(scalar)
                septets += isExtended ? 2 : 1
                utf16 += scalar.utf16.count
                if !isExtended, !basic.contains(scalar) { isBasic = false }
            }
        }
        let (units, single, part) = isBasic ? (septets, 160, 153) : (utf16, 70, 67)
        return units <= single ? 1 : (units + part - 1) / part
    }
}
