/// A large value that is seldom there: while it is not, it costs a word, in memory and each time its owner is moved.
@propertyWrapper
package struct Seldom<Value: Sendable & Hashable>: Sendable, Hashable {
    /// At most one.
    private var values: [Value] = []

    package init() {}

    package init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    package var wrappedValue: Value? {
        get { values.first }
        set {
            if let newValue {
                values = [newValue]
            } else if !values.isEmpty {
                values = []
            }
        }
    }
}
