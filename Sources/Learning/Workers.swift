import Synchronization

/// Leave to use several threads, passed in by a room that may have them.
///
/// The pure rooms start no thread. A caller with threads gives a closure that runs `body(0)…body(count - 1)`, each once,
/// in any order, and returns when all are done. Results are placed by index, so the order does not show.
package struct Workers: Sendable {
    private let run: @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    package init(_ run: @escaping @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void) {
        self.run = run
    }

    /// One task after the other on the caller's thread.
    package static let none = Workers { count, body in
        for index in 0..<count { body(index) }
    }

    /// The results of `body` for 0..<count, in that order.
    package func map<Result: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) -> Result
    ) -> [Result] {
        let results = Mutex([Result?](repeating: nil, count: max(count, 0)))
        run(max(count, 0)) { index in
            let result = body(index)
            results.withLock { $0[index] = result }
        }
        let filled = results.withLock { $0.compactMap { $0 } }
        precondition(filled.count == max(count, 0), "workers left out a task")
        return filled
    }

    /// The results of `body` for all elements, in their order, where each is little work: they are handed out in pieces.
    package func map<Element: Sendable, Result: Sendable>(
        _ elements: [Element], _ body: @escaping @Sendable (Element) -> Result
    ) -> [Result] {
        let size = 256
        return map((elements.count + size - 1) / size) { piece in
            elements[(piece * size)..<min((piece + 1) * size, elements.count)].map(body)
        }.flatMap { $0 }
    }
}
