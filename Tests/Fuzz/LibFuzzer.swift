import Glibc

/// Which target, said once in `RELAIS_FUZZ_TARGET`.
private let target: FuzzTarget = {
    let name = getenv("RELAIS_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        preconditionFailure("RELAIS_FUZZ_TARGET: one of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()

/// libFuzzer's entry: reads one input.
@_cdecl("LLVMFuzzerTestOneInput")
func readOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.read(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}
