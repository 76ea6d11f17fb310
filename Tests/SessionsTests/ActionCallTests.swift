import JSON
import Record
import Sessions
import Testing
import Wire

/// Calls to the systems behind the bot: made after the commit, once for each answer that is kept, also across a restart.
@Suite struct ActionCallTests {
    @Test func anActionIsCalledAfterTheCommitAndItsAnswerGoesOn() throws {
        var house = try House()
        let customer = house.customer()
        house.holdsCommits = true
        _ = house.say(customer, "m1", "en stock ?")
        #expect(house.acts.isEmpty)
        house.holdsCommits = false
        house.release()
        let call = try #require(house.acts.first)
        #expect(call.action == "stock.find")
        _ = house.take(customer.connection)
        house.carryOut(
            house.machine.actionReturned(
                call.conversation, call: call.call, .gave(Array(#"{"count":3}"#.utf8)), at: house.time))
        #expect(house.take(customer.connection).texts.contains("Il en reste 3."))
        // Late and repeated answers do nothing.
        house.carryOut(
            house.machine.actionReturned(
                call.conversation, call: call.call, .gave(Array(#"{"count":4}"#.utf8)), at: house.time))
        #expect(house.take(customer.connection).isEmpty)
    }

    @Test func aCallUnderWayIsMadeAgainAfterARestart() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "en stock ?")
        let call = try #require(house.acts.first)
        let later = try house.restarted()
        #expect(later.acts.map(\.idempotencyKey) == [call.idempotencyKey])
    }

    @Test func aCallGivenUpWhileTheDaemonWasDownIsNotMadeAgain() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "en stock ?")
        #expect(house.acts.count == 1)
        house.time += 60_000
        var later = try house.restarted()
        #expect(later.acts.isEmpty)
        #expect(try later.transcript(customer.conversation).contains { $0["kind"] == "owner" })
        // Nor after the next restart.
        later.time += 1_000
        #expect(try later.restarted().acts.isEmpty)
    }

    @Test func whatAnActionGaveIsAskedAgainWhenItIsNotKept() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "en stock ?")
        let call = try #require(house.acts.first)
        house.holdsCommits = true
        let gave = SessionsMachine.ActionResult.gave(Array(#"{"count":3}"#.utf8))
        house.carryOut(
            house.machine.actionReturned(call.conversation, call: call.call, gave, at: house.time))
        house.holdsCommits = false
        house.failHeld()
        #expect(house.acts == [call, call])
        _ = house.take(customer.connection)
        house.carryOut(
            house.machine.actionReturned(call.conversation, call: call.call, gave, at: house.time))
        #expect(house.take(customer.connection).texts.contains("Il en reste 3."))
    }

    @Test func whatAnActionGaveSurvivesAReadThatFails() throws {
        var house = try House()
        let customer = house.customer()
        _ = house.say(customer, "m1", "en stock ?")
        let call = try #require(house.acts.first)
        house.holdsCommits = true
        _ = house.say(customer, "m2", "allô ?")
        house.holdsCommits = false
        house.holdsReads = true
        house.failHeld()
        house.carryOut(
            house.machine.actionReturned(
                call.conversation, call: call.call, .gave(Array(#"{"count":3}"#.utf8)), at: house.time))
        _ = house.take(customer.connection)
        house.failReads()
        house.holdsReads = false
        // The next message reads it again.
        #expect(house.say(customer, "m3", "encore là ?").texts.contains("Il en reste 3."))
    }
}
