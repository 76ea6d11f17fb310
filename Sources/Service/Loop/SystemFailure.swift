import Glibc

/// What the operating system answered, captured where the call was made.
package struct SystemFailure: Error, Hashable, Sendable {
    package let operation: String
    package let code: Int32

    init(_ operation: String, code: Int32 = errno) {
        self.operation = operation
        self.code = code
    }

    package var explanation: String { "\(operation): \(String(cString: strerror(code)))" }
}
