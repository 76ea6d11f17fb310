import Text

/// What a name may look like, and what a mistaken one was probably meant to be.
enum Names {
    /// Near names are looked for among at most so many: an error costs bounded time.
    private static let maximumCandidates = 2_000

    /// `[a-z][a-z0-9-]*` with at most one dot between two such parts.
    static func isValid(_ name: String) -> Bool { parts(of: name, atMost: 2) }

    /// A reference has up to three parts: `free.times.start`.
    static func isReference(_ name: String) -> Bool { parts(of: name, atMost: 3) }

    private static func parts(of name: String, atMost maximum: Int) -> Bool {
        guard name.utf8.count <= 100 else { return false }
        var count = 1
        var startsPart = true
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                startsPart = false
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                if startsPart { return false }
            case UInt8(ascii: "."):
                if startsPart { return false }
                count += 1
                startsPart = true
            default: return false
            }
        }
        return !startsPart && count <= maximum
    }

    /// `Réseau_2` → `reseau-2`; nil when nothing sensible remains.
    static func repaired(_ name: String) -> String? {
        guard name.utf8.count <= 128 else { return nil }
        var result = ""
        for byte in Folding.fold(name).utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"):
                result.unicodeScalars.append(UnicodeScalar(byte))
            case UInt8(ascii: "_"), UInt8(ascii: "'"), UInt8(ascii: " "):
                if !result.hasSuffix("-") { result += "-" }
            default: continue
            }
        }
        while result.hasSuffix("-") || result.hasSuffix(".") { result.removeLast() }
        return isValid(result) ? result : nil
    }

    /// The one name close to a mistaken one: at most a third of its letters away, at most two slips; ties by name.
    static func nearest(to name: String, among candidates: some Collection<String>) -> String? {
        let wanted = Folding.bytes(name)
        guard (1...64).contains(wanted.count), candidates.count <= maximumCandidates else { return nil }
        let limit = wanted.count < 3 ? 0 : wanted.count < 6 ? 1 : 2
        var best: (distance: Int, name: String)?
        for candidate in candidates where candidate.utf8.count <= 66 {
            guard let distance = EditDistance.distance(wanted, Array(candidate.utf8), limit: limit) else {
                continue
            }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// "did you mean …?", only for a close name.
    static func note(_ near: String?) -> [Diagnostic.Note] {
        guard let near else { return [] }
        return [
            Diagnostic.Note(
                Bilingual(en: "did you mean `\(near)`?", fr: "vouliez-vous dire `\(near)` ?"))
        ]
    }
}
