import Glibc
import Testing

@testable import Learning

@Suite struct ElementaryTests {
    @Test(arguments: [-700.0, -30, -1, -1e-9, 0, 1e-9, 0.5, 1, 2.5, 30, 700])
    func expIsAsExactAsTheLibrarys(_ x: Double) {
        let expected = Glibc.exp(x)
        #expect(abs(Elementary.exp(x) - expected) <= 1e-14 * expected)
    }

    @Test(arguments: [1e-300, 1e-9, 0.1, 0.999999, 1, 1.0000001, 2, 3.75, 1e9, 1e300])
    func logIsAsExactAsTheLibrarys(_ x: Double) {
        #expect(abs(Elementary.log(x) - Glibc.log(x)) <= 2e-15 * max(1, abs(Glibc.log(x))))
    }

    @Test func extremesGiveFiniteNumbers() {
        #expect(Elementary.exp(-1e9) == 0)
        #expect(Elementary.exp(1e9).isFinite)
        #expect(Elementary.log(0) == -708)
        #expect(Elementary.sigmoid(-1e9) == 0)
        #expect(Elementary.sigmoid(1e9) == 1)
        #expect(Elementary.logit(0).isFinite)
    }

    @Test func fastExpIsGoodToAMillionth() {
        for step in -400...400 {
            let x = Float(step) / 10
            let expected = Float(Glibc.exp(Double(x)))
            #expect(abs(Elementary.fastExp(x) - expected) <= 2e-6 * expected)
        }
    }
}
