import Flows
import JSON
import Testing
import Text

@testable import Conversation

/// The sketch of the design, turn by turn.
struct OrderStatusTests {
    static let flow = """
        action orders.find
        takes order-no text
        gives state one of preparing, shipped, delivered
        gives days-late number
        gives sent date or nothing
        gives carrier text or nothing
        fails not-found
        flow order-status
        label fr: suivre une commande
        label en: track an order
        trigger order.where
        slot order-no like FR-204518 starts FR-
        fr: Quel est votre numéro de commande ?
        sms.fr: Votre n° de commande ?
        en: What is your order number?
        step number
        ask order-no
        on invalid 1 say
        fr: Je ne reconnais pas ce numéro.
        en: I don't recognise this number.
        on invalid 2 go person because number not recognised
        on silence 10 min end abandoned
        step look-up
        call orders.find order-no into order within 3 s
        on not-found reject order-no
        fr: Aucune commande {order-no}.
        en: No order {order-no}.
        on error go person because order system unreachable
        when order.days-late > 5 go person because late
        when order.state is shipped go shipped
        otherwise answer preparation-time
        end solved
        step shipped
        answer
        fr: Expédié le {order.sent, day else —} par {order.carrier else —}.
        en: Shipped on {order.sent, day else —} with {order.carrier else —}.
        end solved
        step person
        escalate orders priority high
        on closed run system.call-back
        """
    static let understanding = TestUnderstanding(
        intents: [("commande", "order.where", 0.9)], texts: ["preparation-time": "Deux jours."])

    func chat(_ way: ConversationDriver.Way = .folded) throws -> Chat {
        try Chat(Self.flow, understanding: Self.understanding, way: way)
    }

    static func order(state: String = "preparing", late: Int64 = 0) -> ActionOutcome {
        .gave(.object([JSONMember("state", .string(state)), JSONMember("days-late", .integer(late))]))
    }

    @Test func aLateParcelGoesToAPerson() throws {
        var chat = try chat()
        chat.give("orders.find", Self.order(late: 9))
        #expect(chat.say("où est ma commande") == ["ask order-no"])
        #expect(chat.texts == ["Quel est votre numéro de commande ?"])
        #expect(
            chat.say("FR-204518") == [
                "call orders.find", "escalate orders because late", "say system.handed-over",
            ])
        #expect(chat.state.owner == .queue("orders"))
        #expect(chat.broken.isEmpty)
    }

    @Test func aValueOfTheFirstMessageFillsTheSlot() throws {
        var chat = try chat(.reloaded)
        chat.give("orders.find", Self.order())
        #expect(
            chat.say("ma commande fr 204518 n'est pas arrivée") == [
                "call orders.find", "answer preparation-time", "end solved",
            ])
        #expect(chat.broken.isEmpty, "\(chat.broken)")
    }

    @Test func theSecondInvalidLeaves() throws {
        var chat = try chat()
        chat.say("ma commande")
        #expect(chat.say("c'est 12") == ["say number"])
        #expect(
            chat.say("34 alors") == [
                "escalate orders because number not recognised", "say system.handed-over",
            ])
    }

    @Test func rejectGoesBackToTheQuestionWithTheRefusedValueInItsText() throws {
        var chat = try chat()
        chat.give("orders.find", .failed("not-found"), Self.order())
        chat.say("ma commande")
        #expect(chat.say("FR-999999") == ["call orders.find", "ask order-no"])
        #expect(chat.texts.first == "Aucune commande FR-999999.")
        #expect(chat.say("FR-204518") == ["call orders.find", "answer preparation-time", "end solved"])
        #expect(chat.broken.isEmpty)
    }

    @Test func silenceEndsTheFlow() throws {
        var chat = try chat()
        chat.say("ma commande")
        #expect(chat.wait(minutes: 9) == [])
        #expect(chat.wait(minutes: 1) == ["end abandoned"])
        #expect(chat.wait(minutes: 10) == [])
        #expect(chat.state.closedOutcome == "abandoned")
    }
}
