/// One line being typed, with the history of those before: what keys do to it, and nothing else.
package struct EditLine: Sendable {
    package enum Outcome: Equatable, Sendable {
        /// The line changed, or not; show it again.
        case editing
        case entered(String)
        /// Ctrl-C: the line is thrown away.
        case abandoned
        /// Ctrl-D on an empty line.
        case ended
        case suspended
        case cleared
    }

    package private(set) var characters: [Character] = []
    package private(set) var cursor = 0
    /// Oldest first.
    package private(set) var history: [String]
    /// Index into `history`; its count is the line being typed.
    private var place: Int
    private var typed: [Character] = []
    private var cut: [Character] = []
    /// What Tab completes a first word to.
    package var completions: [String] = []

    package static let maximumHistory = 500
    /// The longest message there is.
    package static let maximumCharacters = 8_000

    package init(history: [String] = []) {
        self.history = Array(history.suffix(EditLine.maximumHistory))
        place = self.history.count
    }

    package var text: String { String(characters) }

    package mutating func take(_ key: Key) -> Outcome {
        switch key {
        case .text(let character): insert([character])
        case .enter: return enter()
        case .tab: complete()
        case .backspace: remove(cursor - 1..<cursor)
        case .delete: remove(cursor..<cursor + 1)
        case .left, .control("b"): cursor = max(cursor - 1, 0)
        case .right, .control("f"): cursor = min(cursor + 1, characters.count)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .up, .control("p"): go(to: place - 1)
        case .down, .control("n"): go(to: place + 1)
        case .wordLeft: cursor = wordStart()
        case .wordRight: cursor = wordEnd()
        case .control("k"): kill(cursor..<characters.count)
        case .control("u"): kill(0..<cursor)
        case .control("w"): kill(wordStart()..<cursor)
        case .control("y"): insert(cut)
        case .control("t"): transpose()
        case .control("l"): return .cleared
        case .control("z"): return .suspended
        case .control("c"):
            set([])
            place = history.count
            return .abandoned
        case .control("d"):
            if characters.isEmpty { return .ended }
            remove(cursor..<cursor + 1)
        case .control: break
        }
        return .editing
    }

    private mutating func insert(_ added: [Character]) {
        guard characters.count + added.count <= EditLine.maximumCharacters else { return }
        characters.insert(contentsOf: added, at: cursor)
        cursor += added.count
        // An accent typed or pasted as a mark of its own joins the letter before it.
        let joined = Array(String(characters))
        if joined.count < characters.count {
            cursor -= characters.count - joined.count
            characters = joined
        }
    }

    private mutating func remove(_ range: Range<Int>) {
        let range = range.clamped(to: 0..<characters.count)
        guard !range.isEmpty else { return }
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private mutating func kill(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        cut = Array(characters[range])
        remove(range)
    }

    private mutating func transpose() {
        guard cursor > 0, characters.count > 1 else { return }
        let right = min(cursor, characters.count - 1)
        characters.swapAt(right - 1, right)
        cursor = right + 1
    }

    private func wordStart() -> Int {
        var position = cursor
        while position > 0, characters[position - 1] == " " { position -= 1 }
        while position > 0, characters[position - 1] != " " { position -= 1 }
        return position
    }

    private func wordEnd() -> Int {
        var position = cursor
        while position < characters.count, characters[position] == " " { position += 1 }
        while position < characters.count, characters[position] != " " { position += 1 }
        return position
    }

    private mutating func set(_ line: [Character]) {
        characters = line
        cursor = line.count
    }

    private mutating func go(to wanted: Int) {
        guard (0...history.count).contains(wanted), wanted != place else { return }
        if place == history.count { typed = characters }
        place = wanted
        set(place == history.count ? typed : Array(history[place]))
    }

    private mutating func enter() -> Outcome {
        let line = text
        if !line.allSatisfy(\.isWhitespace), history.last != line {
            history.append(line)
            if history.count > EditLine.maximumHistory { history.removeFirst() }
        }
        set([])
        typed = []
        place = history.count
        return .entered(line)
    }

    /// Completes the first word as far as all its completions agree.
    private mutating func complete() {
        let word = String(characters[..<cursor])
        guard !word.isEmpty, !word.contains(" ") else { return }
        let fitting = completions.filter { $0.hasPrefix(word) }
        guard let first = fitting.first else { return }
        var common = Array(first)
        for other in fitting { common = Array(zip(common, other).prefix { $0 == $1 }.map(\.0)) }
        let rest = Array(common.dropFirst(word.count))
        insert(fitting.count == 1 ? rest + [" "] : rest)
    }
}
