/// Reads strict JSON (RFC 8259) from bytes into a tree of values; who wants only some of them uses `JSONDocument`.
package enum JSONReader {
    /// Reads one value that fills the whole text (blanks around it allowed).
    ///
    /// - Parameter maximumDepth: how many arrays and objects may be open at once; a bare value has depth 0.
    /// - Throws: the first mistake; `invalidUTF8` wins over every other, wherever it stands.
    package static func parse(_ bytes: [UInt8], maximumDepth: Int = 32) throws(JSONError) -> JSONValue {
        try parse(bytes.span, maximumDepth)
    }

    /// The same of a part of some bytes; offsets count from the part's beginning.
    package static func parse(_ bytes: ArraySlice<UInt8>, maximumDepth: Int = 32) throws(JSONError)
        -> JSONValue
    {
        try parse(bytes.span, maximumDepth)
    }

    private static func parse(_ bytes: Span<UInt8>, _ maximumDepth: Int) throws(JSONError) -> JSONValue {
        var document = JSONDocument()
        try document.scan(bytes, maximumDepth: maximumDepth)
        return document.value()
    }
}
