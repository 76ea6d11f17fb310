import Glibc
import Knowledge
import Learning
import Text

/// Articles and questions by seed: words as often as words are (the n-th commonest 1/n as often), a title of 4 to 9 words,
/// 40 to 90 words of text, a question of an article that has half of its title's words and some of its own.
private struct MadeUp {
    private var chance = SeededGenerator(seed: 1)
    private var vocabulary: [String] = []
    private var sums: [Double] = []

    init(words count: Int) {
        let onsets = [
            "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "tr", "pl", "ch", "br", "st",
        ]
        let vowels = ["a", "e", "i", "o", "u", "ai", "ou", "ea"]
        var seen: Set<String> = []
        while vocabulary.count < count {
            var word = ""
            // Common words are short.
            for _ in 0..<(1 + min(3, vocabulary.count / 60) + below(2)) {
                word += onsets[below(onsets.count)] + vowels[below(vowels.count)]
            }
            if below(3) == 0 { word += ["s", "r", "nt", "l"][below(4)] }
            if seen.insert(word).inserted { vocabulary.append(word) }
        }
        var sum = 0.0
        for rank in 0..<count {
            sum += 1 / Double(rank + 3)
            sums.append(sum)
        }
    }

    mutating func below(_ limit: Int) -> Int { Int(chance.next() % UInt64(max(limit, 1))) }

    mutating func word() -> String {
        let wanted = Double(chance.next() >> 11) / Double(1 << 53) * (sums.last ?? 1)
        var low = 0
        var high = sums.count - 1
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return vocabulary[low]
    }

    mutating func words(_ count: Int) -> [String] { (0..<count).map { _ in word() } }
}

func searchBench(_ count: Int) {
    guard count > 0, count <= 1_000_000 else { fail("COUNT is 1 to 1,000,000") }
    var made = MadeUp(words: 40_000)
    var articles: [Article] = []
    var titles: [[String]] = []
    for number in 0..<count {
        let title = made.words(4 + made.below(6))
        titles.append(title)
        articles.append(
            Article(
                id: "a\(number)", language: .english, title: title.joined(separator: " "),
                body: made.words(40 + made.below(51)).joined(separator: " ")))
    }
    let before = nanoseconds()
    let index = ArticleIndex(articles)
    print(
        "\(count) articles indexed in \(seconds(nanoseconds() - before)) s of CPU time, \(residentMegabytes()) MB resident"
    )
    articles = []
    var times: [Int] = []
    var found = 0
    let today = DayNumber(days: 20_000)
    for round in 0..<4_000 {
        let wanted = made.below(count)
        var words = titles[wanted].filter { _ in made.below(2) == 0 } + made.words(2 + made.below(3))
        if round % 5 == 0, let first = words.first { words[0] = first + "x" }
        let text = Array(words.joined(separator: " ").utf8)
        let start = nanoseconds()
        let matches = index.search(Utterance(utf8: text), language: .english, today: today)
        let time = nanoseconds() - start
        // The first hundred warm up.
        if round >= 100 { times.append(time) }
        if matches.first?.id == "a\(wanted)" { found += 1 }
    }
    times.sort()
    let (p50, p99) = (times[times.count / 2], times[times.count * 99 / 100])
    print(
        "a question: p50 \(p50 / 1_000) µs, p99 \(p99 / 1_000) µs, most \((times.last ?? 0) / 1_000) µs; \(found) of 4000 find their article first"
    )
}

private func seconds(_ nanoseconds: Int) -> String {
    let hundredths = nanoseconds / 10_000_000
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}

private func residentMegabytes() -> Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 200)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4096 / 1_000_000
}
