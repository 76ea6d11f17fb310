import CCrypto

/// Secrets, hashes and comparisons, all of them libcrypto's.
package enum Tokens {
    /// 128 bits: what an id or a secret made by the server holds.
    package static let secretByteCount = 16

    /// Bytes from the system's generator.
    ///
    /// The only function of this room that is not pure; called by Service and the command line, never by Sessions.
    package static func systemRandom(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let answer = RAND_bytes(&bytes, Int32(count))
        // Without a working generator every id would be guessable: better no daemon than that one.
        precondition(answer == 1, "libcrypto has no random bytes")
        return bytes
    }

    /// A new token for an account: 22 characters that hold 128 random bits.
    package static func makeSecret() -> String { base64url(systemRandom(secretByteCount)) }

    package static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        let answer = EVP_Digest(bytes, bytes.count, &digest, nil, sha256Method, nil)
        precondition(answer == 1, "libcrypto cannot make a digest")
        return digest
    }

    /// Looked up once: libcrypto's functions of one call look through its providers each time, which costs more than a
    /// short text's digest. Never changed and never freed, so every thread may read it.
    nonisolated(unsafe) private static let sha256Method = EVP_MD_fetch(nil, "SHA256", nil)

    /// The form in which a token is kept: 64 lower-case hexadecimal digits.
    package static func hash(ofToken token: String) -> String { hexadecimal(sha256(Array(token.utf8))) }

    /// Whether a text has the form in which a token is kept.
    package static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }

    package static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        _ = SHA1(bytes, bytes.count, &digest)
        return digest
    }

    package static func hmacSHA256(key: [UInt8], message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        // An empty array's base address may be null, which libcrypto would take for "no key given".
        let octets = key.isEmpty ? [0] : key
        let context = EVP_MAC_CTX_dup(hmacMethod)
        defer { EVP_MAC_CTX_free(context) }
        var count = 0
        let isMade =
            EVP_MAC_init(context, octets, key.count, nil) == 1
            && EVP_MAC_update(context, message, message.count) == 1
            && EVP_MAC_final(context, &digest, &count, digest.count) == 1
        precondition(isMade && count == digest.count, "libcrypto cannot make an HMAC")
        return digest
    }

    /// HMAC with SHA-256, waiting for a key; for the reason given at `sha256Method`. Only copies of it are used.
    nonisolated(unsafe) private static let hmacMethod: OpaquePointer? = {
        let method = EVP_MAC_fetch(nil, "HMAC", nil)
        precondition(method != nil, "libcrypto has no HMAC")
        defer { EVP_MAC_free(method) }
        let context = EVP_MAC_CTX_new(method)
        var name = Array("SHA256".utf8CString)
        let isSet = "digest".withCString { key in
            name.withUnsafeMutableBufferPointer { name in
                var parameters = [
                    OSSL_PARAM_construct_utf8_string(key, name.baseAddress, 0), OSSL_PARAM_construct_end(),
                ]
                return EVP_MAC_CTX_set_params(context, &parameters)
            }
        }
        precondition(isSet == 1, "libcrypto has no HMAC with SHA-256")
        return context
    }()

    /// Compares in a time that depends on the lengths only.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        return left.isEmpty || CRYPTO_memcmp(left, right, left.count) == 0
    }

    package static func areEqual(_ left: String, _ right: String) -> Bool {
        areEqual(Array(left.utf8), Array(right.utf8))
    }

    package static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Returns: nil unless these are pairs of lower-case digits.
    package static func bytes(hexadecimal digits: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var half: UInt8?
        for digit in digits {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = half { bytes.append(first << 4 | value) }
            half = half == nil ? value : nil
        }
        return half == nil ? bytes : nil
    }

    private static let urlAlphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let plainAlphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Base 64 with the alphabet of URLs and without padding (RFC 4648 section 5).
    package static func base64url(_ bytes: [UInt8]) -> String { base64(bytes, urlAlphabet, pads: false) }

    /// Base 64 with padding (RFC 4648 section 4).
    package static func base64(_ bytes: [UInt8]) -> String { base64(bytes, plainAlphabet, pads: true) }

    private static func base64(_ bytes: [UInt8], _ alphabet: [UInt8], pads: Bool) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var at = 0
        while at < bytes.count {
            let left = min(3, bytes.count - at)
            var group = UInt32(bytes[at]) << 16
            if left > 1 { group |= UInt32(bytes[at + 1]) << 8 }
            if left > 2 { group |= UInt32(bytes[at + 2]) }
            for place in 0..<4 {
                if place <= left {
                    text.append(alphabet[Int(group >> (18 - 6 * UInt32(place)) & 63)])
                } else if pads {
                    text.append(UInt8(ascii: "="))
                }
            }
            at += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads base 64 in the alphabet of URLs, without padding.
    ///
    /// - Returns: nil for any other character, a length no bytes have, or bits left over that are not zero (so two
    ///   texts never mean the same bytes).
    package static func bytes(base64url text: String) -> [UInt8]? {
        decode(text.utf8, sixtyTwo: UInt8(ascii: "-"), sixtyThree: UInt8(ascii: "_"))
    }

    /// Reads base 64 with its padding.
    package static func bytes(base64 text: String) -> [UInt8]? {
        let octets = Array(text.utf8)
        guard octets.count % 4 == 0 else { return nil }
        let body = octets.suffix(2).drop { $0 != UInt8(ascii: "=") }
        guard body.allSatisfy({ $0 == UInt8(ascii: "=") }) else { return nil }
        return decode(
            octets.dropLast(body.count), sixtyTwo: UInt8(ascii: "+"), sixtyThree: UInt8(ascii: "/"))
    }

    private static func decode(_ text: some Collection<UInt8>, sixtyTwo: UInt8, sixtyThree: UInt8) -> [UInt8]?
    {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var group: UInt32 = 0
        var bits = 0
        for octet in text {
            let value: UInt8
            switch octet {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = octet - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = octet - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = octet - UInt8(ascii: "0") + 52
            case sixtyTwo: value = 62
            case sixtyThree: value = 63
            default: return nil
            }
            group = group << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
                group &= (1 << UInt32(bits)) - 1
            }
        }
        return group == 0 ? bytes : nil
    }
}
