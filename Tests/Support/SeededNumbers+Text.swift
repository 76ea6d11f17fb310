extension SeededNumbers {
    package mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Text of the kinds of characters that make trouble: letters, accents, marks, quotes, digits, wide and rare scalars.
    package mutating func text(_ count: Int) -> String {
        var text = String.UnicodeScalarView()
        while text.count < count {
            let value: UInt32
            switch UInt8.random(in: 0..<8, using: &self) {
            case 0, 1: value = UInt32.random(in: 0x20..<0x7F, using: &self)
            case 2: value = UInt32.random(in: 0xA0..<0x250, using: &self)
            case 3: value = UInt32.random(in: 0x300..<0x370, using: &self)
            case 4:
                value =
                    [0x27, 0x2019, 0x2D, 0x2011, 0x2E, 0x2C, 0x40, 0x2F, 0x3A].randomElement(using: &self)
                    ?? 0x20
            case 5: value = UInt32.random(in: 0x30..<0x3A, using: &self)
            case 6: value = UInt32.random(in: 0x1F300..<0x1FAFF, using: &self)
            default: value = UInt32.random(in: 0...0x10FFFF, using: &self)
            }
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }
}
