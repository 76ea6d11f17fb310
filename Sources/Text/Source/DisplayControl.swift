extension Unicode.Scalar {
    /// Whether a terminal or a page would do something at this scalar instead of showing it: controls (C0, delete, C1), the
    /// separators of lines and paragraphs, and what turns the direction of writing round. Names and foreign texts are
    /// shown without.
    package var steersDisplay: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
