import Foundation
import Text

/// A seeded generator (splitmix64): a law that fails prints its seed.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) }
    }

    /// Text of the kinds of characters that make trouble: letters, accents, marks, quotes, digits, wide and rare scalars.
    mutating func text(_ count: Int) -> String {
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

/// The data sets that may stand beside the project; nil where they do not.
enum DataSets {
    static func rows(_ path: String) -> [(label: String, text: String)]? {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent()
            .deletingLastPathComponent()
        for base in [
            root.appendingPathComponent("../shared/data"), root.appendingPathComponent("../../shared/data"),
        ] {
            guard let data = try? Data(contentsOf: base.appendingPathComponent(path)) else { continue }
            return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap {
                (line: Substring) in
                guard let tab = line.firstIndex(of: "\t") else { return nil }
                return (String(line[..<tab]), String(line[line.index(after: tab)...]))
            }
        }
        return nil
    }
}
