import Desk
import Testing

@Suite struct OwnerTransitionTests {
    @Test func everyPhaseHasAWayOutForTheCustomer() {
        for phase in OwnerPhase.allCases where phase != .gone {
            #expect(OwnerTransition.next(phase, .customerLeft) == .gone)
            #expect(OwnerTransition.next(phase, .taken) == .assigned)
            #expect(OwnerTransition.next(phase, .moved) == .waiting)
        }
    }

    @Test func onlyAnArrivalComesBackFromGone() {
        for cause in OwnerCause.allCases {
            #expect((OwnerTransition.next(.gone, cause) != nil) == (cause == .arrived))
        }
    }

    @Test func onlyWhoOwnsCanGiveAway() {
        let causes: [OwnerCause] = [
            .released, .agentLost, .agentSilent, .transferredToQueue, .transferredToAgent, .transferredToBot,
            .closed,
        ]
        for cause in causes {
            #expect(OwnerTransition.next(.assigned, cause) != nil)
            #expect(OwnerTransition.next(.waiting, cause) == nil)
            #expect(OwnerTransition.next(.offered, cause) == nil)
        }
    }
}
