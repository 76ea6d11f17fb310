import JSON

// Here and not beside the writer: from another room they are not made for the element's type, and a line of `classify`
// costs 8,000 instructions more (`valgrind --tool=callgrind`).

extension JSONWriter {
    /// An array under a key, each element as `write` writes it.
    mutating func list<Element>(
        _ key: StaticString, _ elements: some Sequence<Element>, _ write: (Element, inout JSONWriter) -> Void
    ) {
        self.key(key)
        beginArray()
        for element in elements { write(element, &self) }
        endArray()
    }

    /// An array of objects under a key, the members of each as `write` writes them.
    mutating func objects<Element>(
        _ key: StaticString, _ elements: some Sequence<Element>, _ write: (Element, inout JSONWriter) -> Void
    ) {
        list(key, elements) { element, writer in
            writer.beginObject()
            write(element, &writer)
            writer.endObject()
        }
    }

    /// A name and its probability as a pair; six places are more than a probability knows.
    mutating func pair(_ name: String, _ probability: Double) {
        beginArray()
        string(name)
        number(probability.toSixPlaces)
        endArray()
    }
}

extension Double {
    var toSixPlaces: Double { (self * 1e6).rounded() / 1e6 }
}
