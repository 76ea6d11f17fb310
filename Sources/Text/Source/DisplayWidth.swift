/// How a terminal shows text: how many columns it takes, and which characters must not reach it.
package enum DisplayWidth {
    /// The text with every control, bidirectional override and line break as `·`.
    package static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.steersDisplay) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.steersDisplay ? "\u{B7}" : $0 }))
    }

    /// Whether a character must not be sent to a terminal as it is.
    package static func isHidden(_ character: Character) -> Bool {
        character.unicodeScalars.contains(where: \.steersDisplay)
    }

    /// Columns that a terminal gives the text of one character.
    package static func of(_ text: String) -> Int {
        var width = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20..<0x7F: width += 1
            case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
                0xFE30...0xFE6F,
                0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
                0x20000...0x3FFFD:
                // Parts of one emoji cluster share its two columns.
                width = scalar.properties.isEmoji ? max(width, 2) : width + 2
            default:
                switch scalar.properties.generalCategory {
                case .nonspacingMark, .enclosingMark, .format: break
                default: width += 1
                }
            }
        }
        return width
    }
}
