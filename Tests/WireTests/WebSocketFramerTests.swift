import Testing
import Wire

@Suite struct WebSocketFramerTests {
    /// A client's frame, masked.
    static func frame(
        _ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true, reserved: UInt8 = 0,
        mask: [UInt8]? = [1, 2, 3, 4],
        lengthOctets: Int? = nil, length: UInt64? = nil
    ) -> [UInt8] {
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | reserved | opcode]
        let count = length ?? UInt64(payload.count)
        let flag: UInt8 = mask == nil ? 0 : 0x80
        switch lengthOctets ?? (count < 126 ? 0 : count < 65_536 ? 2 : 8) {
        case 0: bytes.append(flag | UInt8(count))
        case 2:
            bytes.append(flag | 126)
            bytes += [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count)]
        default:
            bytes.append(flag | 127)
            bytes += stride(from: 56, through: 0, by: -8).map {
                UInt8(truncatingIfNeeded: count >> UInt64($0))
            }
        }
        if let mask {
            bytes += mask
            bytes += payload.enumerated().map { $1 ^ mask[$0 % 4] }
        } else {
            bytes += payload
        }
        return bytes
    }

    static func events(_ bytes: [UInt8], limit: Int = 1_000) -> [WebSocketFramer.Event] {
        var framer = WebSocketFramer(messageLimit: limit)
        var events: [WebSocketFramer.Event] = []
        framer.receive(bytes) { events.append($0) }
        // Octet by octet must come to the same.
        var slow = WebSocketFramer(messageLimit: limit)
        var slowly: [WebSocketFramer.Event] = []
        for byte in bytes { slow.receive([byte]) { slowly.append($0) } }
        #expect(slowly == events)
        return events
    }

    static func code(_ bytes: [UInt8], limit: Int = 1_000) -> Int? {
        guard case .closed(let code, let answer)? = events(bytes, limit: limit).last else { return nil }
        if code != 1005 { #expect(answer == WebSocketFramer.close(code: code)) }
        return code
    }

    static let text = Array("où ?".utf8)

    @Test func aTextFrameIsAMessage() {
        #expect(Self.events(Self.frame(1, Self.text)) == [.message(Self.text)])
        #expect(Self.events(Self.frame(1, [])) == [.message([])])
        let long = [UInt8](repeating: 0x61, count: 126)
        #expect(Self.events(Self.frame(1, long)) == [.message(long)])
        let longer = [UInt8](repeating: 0x61, count: 65_536)
        #expect(Self.events(Self.frame(1, longer), limit: 65_536) == [.message(longer)])
    }

    @Test func fragmentsWithControlFramesBetweenAreOneMessage() {
        // The é is cut in two.
        let accented = Array("é".utf8)
        let bytes =
            Self.frame(1, [0x61, accented[0]], isFinal: false) + Self.frame(9, [7, 8])
            + Self.frame(0, [], isFinal: false) + Self.frame(10, []) + Self.frame(0, [accented[1]])
        #expect(Self.events(bytes) == [.answer([0x8A, 2, 7, 8]), .message([0x61] + accented)])
    }

    @Test func severalMessagesInOnePieceComeInOrder() {
        let bytes = (0..<5).flatMap { Self.frame(1, [UInt8(ascii: "0") + $0]) }
        #expect(Self.events(bytes) == (0..<5).map { .message([UInt8(ascii: "0") + $0]) })
    }

    @Test(
        arguments: [
            // unmasked
            (frame(1, text, mask: nil), 1002),
            // reserved bits, unknown opcodes
            (frame(1, text, reserved: 0x40), 1002), (frame(1, text, reserved: 0x20), 1002),
            (frame(1, text, reserved: 0x10), 1002),
            (frame(3, []), 1002), (frame(7, []), 1002), (frame(11, []), 1002), (frame(15, []), 1002),
            // control frames fragmented or long
            (frame(9, [], isFinal: false), 1002), (frame(8, [], isFinal: false), 1002),
            (frame(9, [UInt8](repeating: 0, count: 126)), 1002),
            // fragments out of order
            (frame(0, []), 1002), (frame(1, [], isFinal: false) + frame(1, []), 1002),
            // lengths not minimal, or without end
            (frame(1, text, lengthOctets: 2), 1002), (frame(1, text, lengthOctets: 8), 1002),
            (frame(1, [], lengthOctets: 8, length: 65_535), 1002),
            (frame(1, [], lengthOctets: 8, length: 1 << 63), 1002),
            (frame(1, [], lengthOctets: 8, length: (1 << 63) - 1), 1009), (frame(1, [], length: 1_001), 1009),
            (
                frame(1, [UInt8](repeating: 0x61, count: 600), isFinal: false)
                    + frame(0, [UInt8](repeating: 0x61, count: 401)), 1009
            ),
            // binary
            (frame(2, [1]), 1003),
            // bad text: wrong, cut short, over fragments
            (frame(1, [0xFF]), 1007), (frame(1, [0xC3]), 1007), (frame(1, [0xED, 0xA0, 0x80]), 1007),
            (frame(1, [0xC3], isFinal: false) + frame(0, [0x28]), 1007),
            (frame(1, [0xF4, 0x90], isFinal: false), 1007),
            // close frames
            (frame(8, []), 1005), (frame(8, [0x03, 0xE8]), 1000), (frame(8, [0x0F, 0xA0]), 4000),
            (frame(8, [0x03]), 1002),
            (frame(8, [0x03, 0xED]), 1002), (frame(8, [0x03, 0xE7]), 1002), (frame(8, [0x13, 0x88]), 1002),
            (frame(8, [0x03, 0xEC]), 1002), (frame(8, [0x03, 0xEE]), 1002),
            (frame(8, [0x03, 0xE8, 0xFF]), 1007),
        ] as [([UInt8], Int)])
    func theEndHasItsCode(_ bytes: [UInt8], _ code: Int) {
        #expect(Self.code(bytes) == code)
    }

    @Test func binaryIsTakenOnlyWhereItIsAskedFor() {
        let bytes = Self.frame(2, [0xFF], isFinal: false) + Self.frame(0, [0x00]) + Self.frame(1, Self.text)
        var framer = WebSocketFramer(takesBinary: true)
        var events: [WebSocketFramer.Event] = []
        framer.receive(bytes) { events.append($0) }
        #expect(events == [.binary([0xFF, 0x00]), .message(Self.text)])
        #expect(WebSocketFramer.binary([7]) == [0x82, 1, 7])
        #expect(Self.code(bytes) == 1003)
    }

    @Test func nothingIsReadAfterTheEnd() {
        #expect(Self.events(Self.frame(8, []) + Self.frame(1, Self.text)).count == 1)
    }

    @Test func emptyFragmentsAreBounded() {
        var bytes = Self.frame(1, [], isFinal: false)
        for _ in 0..<WebSocketFramer.fragmentLimit { bytes += Self.frame(0, [], isFinal: false) }
        #expect(Self.code(bytes) == 1008)
    }

    @Test(arguments: [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
    func whatTheServerSendsCanBeRead(_ count: Int) {
        let payload = [UInt8](repeating: 0x61, count: count)
        let bytes = WebSocketFramer.text(payload)
        #expect(bytes[0] == 0x81)
        let head = count < 126 ? 2 : count < 65_536 ? 4 : 10
        #expect(bytes.count == head + count)
        switch head {
        case 2: #expect(Int(bytes[1]) == count)
        case 4: #expect(bytes[1] == 126 && Int(bytes[2]) << 8 | Int(bytes[3]) == count)
        default: #expect(bytes[1] == 127 && bytes[2..<10].reduce(0) { $0 << 8 | Int($1) } == count)
        }
        var appended: [UInt8] = []
        WebSocketFramer.appendTextHead(length: count, to: &appended)
        #expect(appended == Array(bytes[..<head]))
    }
}
