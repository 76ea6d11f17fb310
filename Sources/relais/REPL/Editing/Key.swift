import Text

/// What a person pressed.
package enum Key: Hashable, Sendable {
    case text(Character)
    case enter, tab, backspace, delete
    case left, right, up, down, home, end, wordLeft, wordRight
    /// Ctrl and a letter, in lower case.
    case control(Character)
}

/// Turns the bytes of a terminal into keys: UTF-8, control characters, and the escape sequences of arrows and the like.
///
/// Bytes may come in any pieces; a sequence that is not known is swallowed whole.
package struct KeyReader: Sendable {
    private var pending: [UInt8] = []

    /// More than any sequence a terminal sends: what is longer is no sequence.
    private static let maximumSequence = 16

    package init() {}

    package mutating func keys(from bytes: [UInt8]) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while let (key, width) = next() {
            pending.removeFirst(width)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// A lone escape waits for what may follow; when nothing does, it is dropped with this.
    package mutating func settle() {
        if pending.first == 0x1B { pending = [] }
    }

    private func next() -> (key: Key?, width: Int)? {
        guard let first = pending.first else { return nil }
        switch first {
        case 0x0D, 0x0A: return (.enter, 1)
        case 0x09: return (.tab, 1)
        case 0x08, 0x7F: return (.backspace, 1)
        case 0x1B: return escape()
        case 0x00..<0x20: return (.control(Character(Unicode.Scalar(first + 0x60))), 1)
        default: return character()
        }
    }

    private func character() -> (key: Key?, width: Int)? {
        let first = pending[0]
        let length =
            (0xC2...0xDF).contains(first)
            ? 2 : (0xE0...0xEF).contains(first) ? 3 : (0xF0...0xF4).contains(first) ? 4 : 1
        guard pending.count >= length else { return nil }
        var position = 0
        let scalar = UTF8Scanner.scalar(in: pending, at: &position)
        return (scalar == "\u{FFFD}" ? nil : .text(Character(scalar)), position)
    }

    private func escape() -> (key: Key?, width: Int)? {
        guard pending.count >= 2 else { return nil }
        switch pending[1] {
        case UInt8(ascii: "["), UInt8(ascii: "O"):
            var end = 2
            while end < pending.count, end < KeyReader.maximumSequence, !(0x40...0x7E).contains(pending[end])
            { end += 1 }
            guard end < pending.count else { return nil }
            return (KeyReader.named(pending[2...end]), end + 1)
        case UInt8(ascii: "b"): return (.wordLeft, 2)
        case UInt8(ascii: "f"): return (.wordRight, 2)
        case 0x7F: return (.control("w"), 2)
        default: return (nil, 2)
        }
    }

    /// - Source: ECMA-48 control sequences as xterm sends them.
    private static func named(_ sequence: ArraySlice<UInt8>) -> Key? {
        switch String(decoding: sequence, as: UTF8.self) {
        case "A": .up
        case "B": .down
        case "C": .right
        case "D": .left
        case "H", "1~", "7~": .home
        case "F", "4~", "8~": .end
        case "3~": .delete
        case "1;5C", "1;3C": .wordRight
        case "1;5D", "1;3D": .wordLeft
        default: nil
        }
    }
}
