import JSON

/// The server's side of a WebSocket: pieces of the stream in; messages, answers and the end out.
///
/// ```
///  0               1               2               3
/// |F|R|R|R| opcode|M| length (7)  | 126: 16 bits more · 127: 64 bits more
/// | masking key, 4 octets (always there from a client) | payload …
/// ```
/// Text messages only, unless binary ones are asked for; no extension. Errors are answered with the close code of RFC 6455 section 7.4 and end the
/// connection: after `closed` the framer swallows everything.
///
/// - Source: RFC 6455 sections 5 and 8.1.
package struct WebSocketFramer: Sendable {
    package enum Event: Sendable, Hashable {
        /// A whole text message, valid UTF-8.
        case message([UInt8])
        /// A whole binary message, where those are taken.
        case binary([UInt8])
        /// Bytes to send back at once (a pong).
        case answer([UInt8])
        /// The end: bytes to send back (the close frame), then close; `code` is what the peer or this side said.
        case closed(code: Int, answer: [UInt8])
    }

    package static let fragmentLimit = 1_024
    private static let controlLimit = 125

    private enum Opcode: UInt8 {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        var isControl: Bool { rawValue & 0x8 != 0 }
    }

    private struct Frame {
        var isFinal: Bool
        var opcode: Opcode
        var mask: (UInt8, UInt8, UInt8, UInt8)
        var length: Int
        var received = 0
    }

    private let messageLimit: Int
    private let takesBinary: Bool
    private var isBinary = false
    private var head: [UInt8] = []
    private var frame: Frame?
    private var control: [UInt8] = []
    private var message: [UInt8] = []
    private var isInsideMessage = false
    private var fragments = 0
    private var validator = UTF8Validator()
    private var isDead = false

    package init(messageLimit: Int = WireLimits.line, takesBinary: Bool = false) {
        self.messageLimit = messageLimit
        self.takesBinary = takesBinary
        head.reserveCapacity(14)
    }

    /// A frame or a message is begun and not ended: its deadline runs.
    package var isInsideMessageOrFrame: Bool { !isDead && (isInsideMessage || frame != nil || !head.isEmpty) }

    /// Takes the next piece of the stream.
    ///
    /// - Complexity: linear in the piece; text is checked as it arrives, so a bad message ends at its bad octet.
    package mutating func receive(_ bytes: Span<UInt8>, _ handle: (Event) -> Void) {
        var at = 0
        while !isDead {
            if frame == nil {
                do throws(Violation) {
                    guard try readHead(bytes, &at) else { return }
                } catch {
                    return die(error.code, handle)
                }
            }
            do throws(Violation) {
                guard try readPayload(bytes, &at) else { return }
                try finishFrame(handle)
            } catch {
                return die(error.code, handle)
            }
        }
    }

    package mutating func receive(_ bytes: [UInt8], _ handle: (Event) -> Void) {
        receive(bytes.span, handle)
    }

    private struct Violation: Error {
        let code: Int
        static let protocolError = Violation(code: 1002)
        static let unsupportedData = Violation(code: 1003)
        static let invalidText = Violation(code: 1007)
        static let policy = Violation(code: 1008)
        static let tooBig = Violation(code: 1009)
    }

    private mutating func die(_ code: Int, _ handle: (Event) -> Void) {
        isDead = true
        message = []
        handle(.closed(code: code, answer: Self.close(code: code)))
    }

    // MARK: head

    /// - Returns: false when more bytes are needed.
    private mutating func readHead(_ bytes: Span<UInt8>, _ at: inout Int) throws(Violation) -> Bool {
        while true {
            if head.count >= 2 {
                let needed = Self.headLength(head[1])
                if head.count == needed { break }
            }
            guard at < bytes.count else { return false }
            head.append(bytes[at])
            at += 1
            if head.count == 1 { try checkFirst(head[0]) }
            if head.count == 2 { try checkSecond(head[0], head[1]) }
        }
        let short = Int(head[1] & 0x7F)
        let maskStart = head.count - 4
        var length = short
        if short >= 126 {
            var wide: UInt64 = 0
            for byte in head[2..<maskStart] { wide = wide << 8 | UInt64(byte) }
            if short == 126, wide < 126 { throw .protocolError }
            if short == 127, wide < 65_536 || wide > UInt64(Int64.max) { throw .protocolError }
            guard let narrow = Int(exactly: wide) else { throw .tooBig }
            length = narrow
        }
        guard let opcode = Opcode(rawValue: head[0] & 0x0F) else { throw .protocolError }
        if !opcode.isControl, length > messageLimit - message.count { throw .tooBig }
        let mask = (head[maskStart], head[maskStart + 1], head[maskStart + 2], head[maskStart + 3])
        frame = Frame(isFinal: head[0] & 0x80 != 0, opcode: opcode, mask: mask, length: length)
        head.removeAll(keepingCapacity: true)
        return true
    }

    private static func headLength(_ second: UInt8) -> Int {
        switch second & 0x7F {
        case 126: 8
        case 127: 14
        default: 6
        }
    }

    private mutating func checkFirst(_ byte: UInt8) throws(Violation) {
        guard byte & 0x70 == 0, let opcode = Opcode(rawValue: byte & 0x0F) else { throw .protocolError }
        switch opcode {
        case .close, .ping, .pong:
            if byte & 0x80 == 0 { throw .protocolError }
        case .continuation:
            if !isInsideMessage { throw .protocolError }
            fragments += 1
            if fragments > Self.fragmentLimit { throw .policy }
        case .text, .binary:
            if isInsideMessage { throw .protocolError }
            if opcode == .binary, !takesBinary { throw .unsupportedData }
            isInsideMessage = true
            isBinary = opcode == .binary
            fragments = 1
        }
    }

    private func checkSecond(_ first: UInt8, _ second: UInt8) throws(Violation) {
        if second & 0x80 == 0 { throw .protocolError }
        if first & 0x08 != 0, second & 0x7F > UInt8(Self.controlLimit) { throw .protocolError }
    }

    // MARK: payload

    /// - Returns: false when more bytes are needed.
    private mutating func readPayload(_ bytes: Span<UInt8>, _ at: inout Int) throws(Violation) -> Bool {
        guard var current = frame else { return false }
        let count = min(current.length - current.received, bytes.count - at)
        let mask = [current.mask.0, current.mask.1, current.mask.2, current.mask.3]
        if current.opcode.isControl {
            for index in 0..<count {
                control.append(bytes[at + index] ^ mask[(current.received + index) & 3])
            }
        } else {
            message.reserveCapacity(message.count + count)
            for index in 0..<count {
                let byte = bytes[at + index] ^ mask[(current.received + index) & 3]
                guard isBinary || validator.accepts(byte) else { throw .invalidText }
                message.append(byte)
            }
        }
        at += count
        current.received += count
        frame = current
        return current.received == current.length
    }

    private mutating func finishFrame(_ handle: (Event) -> Void) throws(Violation) {
        guard let done = frame else { return }
        frame = nil
        switch done.opcode {
        case .ping:
            handle(.answer(Self.frame(opcode: 0xA, control)))
            control.removeAll(keepingCapacity: true)
        case .pong:
            control.removeAll(keepingCapacity: true)
        case .close:
            try finishClose(handle)
        case .text, .continuation, .binary:
            guard done.isFinal else { return }
            guard validator.isAtBoundary else { throw .invalidText }
            validator = UTF8Validator()
            isInsideMessage = false
            fragments = 0
            let whole = message
            message = []
            handle(isBinary ? .binary(whole) : .message(whole))
        }
    }

    private mutating func finishClose(_ handle: (Event) -> Void) throws(Violation) {
        if control.isEmpty {
            isDead = true
            return handle(.closed(code: 1005, answer: Self.frame(opcode: 0x8, [])))
        }
        guard control.count >= 2 else { throw .protocolError }
        let code = Int(control[0]) << 8 | Int(control[1])
        guard Self.mayBeSent(code) else { throw .protocolError }
        if UTF8Check.firstInvalidByte(Array(control.dropFirst(2)).span) != nil { throw .invalidText }
        isDead = true
        message = []
        handle(.closed(code: code, answer: Self.close(code: code)))
    }

    /// Codes a peer may put into a close frame (RFC 6455 section 7.4 and the IANA registry).
    private static func mayBeSent(_ code: Int) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    // MARK: frames of the server

    /// A whole text message.
    package static func text(_ payload: [UInt8]) -> [UInt8] { frame(opcode: 0x1, payload) }

    package static func binary(_ payload: [UInt8]) -> [UInt8] { frame(opcode: 0x2, payload) }

    /// - Parameter code: of RFC 6455 section 7.4.1.
    package static func close(code: Int) -> [UInt8] {
        frame(opcode: 0x8, [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)])
    }

    private static func frame(opcode: UInt8, _ payload: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 10)
        appendHead(opcode: opcode, length: payload.count, to: &bytes)
        bytes.append(contentsOf: payload)
        return bytes
    }

    /// Appends the head of a text frame, for a sender that copies payloads into one buffer.
    package static func appendTextHead(length: Int, to bytes: inout [UInt8]) {
        appendHead(opcode: 0x1, length: length, to: &bytes)
    }

    private static func appendHead(opcode: UInt8, length: Int, to bytes: inout [UInt8]) {
        bytes.append(0x80 | opcode)
        switch length {
        case 0..<126:
            bytes.append(UInt8(length))
        case 126..<65_536:
            bytes.append(126)
            bytes.append(UInt8(truncatingIfNeeded: length >> 8))
            bytes.append(UInt8(truncatingIfNeeded: length))
        default:
            bytes.append(127)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: length >> shift))
            }
        }
    }
}
