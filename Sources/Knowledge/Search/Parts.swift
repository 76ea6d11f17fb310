/// A long text in parts that a tokeniser reads whole, cut at blanks where there are any.
struct Parts: Sequence, IteratorProtocol {
    static let maximumBytes = 4_096

    private let bytes: [UInt8]
    private var position = 0

    init(of text: String) { bytes = Array(text.utf8) }

    mutating func next() -> String? {
        guard position < bytes.count else { return nil }
        var end = Swift.min(position + Self.maximumBytes, bytes.count)
        if end < bytes.count {
            var cut = end
            while cut > position, bytes[cut] > 0x20 { cut -= 1 }
            // Without a blank in all of it, between two characters.
            if cut == position {
                cut = end
                while cut > position, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
            }
            end = cut > position ? cut : end
        }
        let part = String(decoding: bytes[position..<end], as: UTF8.self)
        position = end
        return part
    }
}
