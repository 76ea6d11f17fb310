/// The two flows every version of the language must accept.
enum WholeFlows {
    static let sketch = """
        action orders.find
        takes order-no text
        gives state one of preparing, shipped, lost, days-late number
        gives sent date, carrier text, link text
        flow order-status
        label fr: suivre une commande
        label en: track an order
        trigger order.where
        slot order-no like FR-204518 starts FR-    # mask by example: letters for letters, digits for digits
        slot phone is phone private           # never in logs, masked in explanations, erased first

        step number
        ask order-no
        fr: Quel est votre numéro de commande ? Il commence par FR-.
        sms.fr: Votre n° de commande (FR-...) ?
        en: What is your order number? It starts with FR-.
        on invalid 1 say
        fr: Je ne reconnais pas ce numéro. Exemple : FR-204518.
        en: I don't recognise this number. Example: FR-204518.
        on invalid 2 go person because number not recognised
        on silence 10 min end abandoned

        step look-up
        call orders.find order-no into order within 3 s
        on error go person because order system unreachable
        when order.days-late > 5 go person because late
        when order.state is shipped go shipped
        otherwise answer preparation-time
        go satisfied

        step shipped
        say one of
        fr: Expédié le {order.sent, day} par {order.carrier} : {order.link}
        en: Shipped on {order.sent, day} with {order.carrier}: {order.link}

        step satisfied
        run system.satisfied
        on yes end solved
        on no go person because not satisfied

        step person
        escalate orders priority high
        on closed run system.call-back

        test late parcel goes to a human
        given orders.find = state preparing, days-late 9
        > où est ma commande
        < ask order-no
        > FR-204518
        < escalate orders because late
        """

    static let appointment = """
        action calendar.free
        takes day date
        gives times many: id text, start time
        fails closed-day
        action calendar.book changes
        takes day date, id text
        fails taken
        flow appointment
        trigger appointment.book
        slot day is date from tomorrow to today + 60 d
        fr: Quel jour vous conviendrait ?
        en: Which day would suit you?
        slot time is pick of free.times by start
        fr: Le {day, day}, il me reste {free.times.start, list}. À quelle heure ?
        en: On {day, day} I have {free.times.start, list}. What time?
        slot sure is yes-no
        fr: Je note {day, day} à {time.start, time}. Vous confirmez ?
        en: That is {day, day} at {time.start, time}. Shall I book it?
        ask day
        step times at most 4 otherwise go person because no time found
        call calendar.free day into free within 4 s
        on closed-day reject day
        on error go person because calendar unreachable
        when free.times is empty reject day
        fr: Il ne reste rien le {day, day}. Un autre jour ?
        en: Nothing is left on {day, day}. Another day?
        ask time
        ask again sure
        on yes continue
        on no end abandoned
        call calendar.book day, time.id within 8 s
        on taken go times
        on error go person because booking failed
        answer
        fr: C'est réservé : {day, day} à {time.start, time}.
        en: Booked: {day, day} at {time.start, time}.
        end solved
        step person
        escalate visits
        """
}
