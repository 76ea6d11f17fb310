import Desk
import TestSupport
import Testing

@Suite struct RankedListTests {
    /// Law: the list agrees with a sorted array, whatever comes and goes.
    @Test(arguments: [UInt64(1), 2, 3])
    func agreesWithASortedArray(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var list = RankedList()
        var model: [RankedEntry] = []
        for order in 0..<6000 {
            if model.isEmpty || random.next(below: 3) > 0 {
                let entry = RankedEntry(rank: Int64(random.next(below: 1000)), order: UInt64(order))
                list.insert(entry)
                model.insert(entry, at: model.firstIndex { entry < $0 } ?? model.count)
            } else {
                let entry = model.remove(at: random.next(below: model.count))
                let removals = [list.remove(entry), list.remove(entry)]
                #expect(removals == [true, false])
            }
            #expect(list.count == model.count)
            #expect(list.first == model.first)
            let place = random.next(below: model.count + 2)
            #expect(list.entry(at: place) == (place < model.count ? model[place] : nil))
            let probe = RankedEntry(rank: Int64(random.next(below: 1000)), order: .max)
            if order % 50 == 0 { #expect(list.countBefore(probe) == model.count { $0 < probe }) }
        }
        #expect(list.entries == model)
        #expect(list.entry(at: -1) == nil)
    }
}
