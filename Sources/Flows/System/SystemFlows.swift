/// The flows and phrases that ship with Relais: what happens where an author wrote nothing.
///
/// They are ordinary flow files; a `flow system.…` or `phrase system.…` of the author's replaces the shipped one. What
/// a flow *says* stands in a phrase, so that another wording, or another language, needs no flow.
enum SystemFlows {
    /// File names as diagnostics and `explain` show them, with the text.
    static let files: [(name: String, text: String)] = [
        ("(system)/flows.flow", flows), ("(system)/phrases.flow", phrases), ("(system)/repair.flow", repair),
    ]

    /// What the engine tells a `phrase system.*` where it says it:
    /// `label` the label of a flow, an article's title or an intent's label; `value` a slot's value as the customer
    /// reads it; `agent` the first name of the person who takes over.
    static let ambient: Set<String> = ["label", "value", "agent"]

    private static let flows = #"""
        # What runs when nothing in a flow says otherwise.

        # After a flow has answered. Silence counts as a yes: nobody is kept waiting for a compliment.
        flow system.satisfied gives yes, no
        slot satisfied is yes-no
        fr: {system.satisfied-question}
        en: {system.satisfied-question}
        on silence 5 min end yes
        ask again satisfied
        on yes end yes
        on no end no

        # A queue is closed or full: a call back, or a written reply.
        flow system.closed
        slot wants-call is yes-no
        fr: {system.closed-question}
        en: {system.closed-question}
        on silence 10 min go reply
        on cancel go reply
        ask again wants-call
        on yes run system.call-back
        on no continue
        step reply
        promise reply default within 8 h into due
        say system.reply-promised
        end promised

        # A number, then a promise that somebody calls.
        flow system.call-back
        slot phone is phone private
        fr: {system.phone-question}
        en: {system.phone-question}
        on silence 10 min go reply
        on unknown go reply
        on invalid 1 say system.phone-shape
        on invalid 3 go reply
        on miss 1 say system.phone-shape
        on miss 3 go reply
        ask phone
        promise call-back default to phone within 8 h into due
        say system.call-back-promised
        end promised
        step reply
        promise reply default within 8 h into due
        say system.reply-promised
        end promised

        # Nothing else is possible: the customer's request is written down and somebody will answer it.
        flow system.last-resort
        promise reply default within 8 h
        say system.last-resort
        end promised

        # "No, I meant…" after something was really done: a person sets it right.
        flow system.too-late
        say system.too-late
        escalate default because correction after a change was made
        """#

    private static let phrases = #"""
        # The everyday sentences of the bot.

        phrase system.greeting
        fr: Bonjour ! Dites-moi en quelques mots ce qui vous amène.
        en: Hello! Tell me in a few words what brings you here.

        phrase system.thanks
        fr: Avec plaisir ! Puis-je faire autre chose pour vous ?
        en: You're welcome! Can I do anything else for you?

        phrase system.goodbye
        fr: Merci de votre visite, et à bientôt.
        en: Thank you for coming, and see you soon.

        phrase system.yes
        fr: Oui
        en: Yes

        phrase system.no
        fr: Non
        en: No

        phrase system.language
        fr: D'accord, continuons en français.
        en: Of course, let's go on in English.

        # Finding out what the customer wants

        phrase system.not-understood one of
        fr: Je n'ai pas bien compris. Pouvez-vous le dire autrement ?
        fr: Pardon, cela m'échappe encore. Avec d'autres mots, peut-être ?
        en: I didn't quite get that. Could you put it another way?
        en: Sorry, I'm still missing it. In other words, perhaps?

        phrase system.did-you-mean
        fr: Voulez-vous :
        en: Would you like to:

        phrase system.none-of-these
        fr: Autre chose
        en: Something else

        phrase system.another-request
        fr: D'accord. Dites-moi avec vos mots ce qu'il vous faut.
        en: All right. Tell me in your own words what you need.

        phrase system.next
        fr: Passons à votre autre demande : {label}.
        en: Now to your other request: {label}.

        phrase system.later
        fr: C'est noté, nous y viendrons ensuite : {label}.
        en: Noted, we'll come to that next: {label}.

        # Moving about

        phrase system.return
        fr: Revenons à votre demande : {label}.
        en: Back to what we were doing: {label}.

        phrase system.too-many-detours
        fr: Terminons d'abord ceci, voulez-vous ?
        en: Let's finish this first, shall we?

        phrase system.corrected
        fr: C'est corrigé : {value}.
        en: Corrected: {value}.

        phrase system.cancelled
        fr: Très bien, j'arrête là. Dites-moi si je peux faire autre chose.
        en: Very well, I'll stop there. Tell me if I can do anything else.

        phrase system.nothing-to-cancel
        fr: Rien n'est en cours. Que puis-je faire pour vous ?
        en: Nothing is under way. What can I do for you?

        phrase system.nothing-to-repeat
        fr: Je n'ai encore rien dit. Que puis-je faire pour vous ?
        en: I haven't said anything yet. What can I do for you?

        phrase system.numbered
        fr: Répondez par le numéro.
        en: Answer with the number.

        # To a person

        phrase system.human
        fr: Je vous passe un conseiller. Il voit toute notre conversation, vous n'aurez rien à répéter.
        en: I'm handing you over to someone. They can see our whole conversation; you won't have to repeat anything.

        phrase system.handed-over
        fr: Je préfère vous confier à un conseiller. Il voit toute notre conversation, vous n'aurez rien à répéter.
        en: I'd rather hand you over to someone. They can see our whole conversation; you won't have to repeat anything.

        phrase system.unsatisfied
        fr: Merci de me le dire. Un conseiller va reprendre votre demande.
        en: Thank you for telling me. Someone will take it from here.

        phrase system.agent-joined
        fr: {agent} est avec vous.
        en: {agent} is with you.

        phrase system.returned
        fr: Je reprends la conversation. Que puis-je faire pour vous ?
        en: I'm back with you. What can I do for you?

        phrase system.told
        fr: Nos conseillers ne sont toujours pas disponibles. Voyons ce que je peux faire en attendant.
        en: Our advisers are still not available. Let's see what I can do in the meantime.

        phrase system.too-late
        fr: C'est déjà enregistré. Un conseiller va le modifier avec vous.
        en: That has already been done. Someone will change it with you.

        phrase system.satisfied-question
        fr: Est-ce que cela répond à votre demande ?
        en: Does that answer your question?

        phrase system.closed-question
        fr: Nos conseillers ne sont pas disponibles pour l'instant. Voulez-vous qu'on vous rappelle ?
        en: Our advisers are not available just now. Shall we call you back?

        phrase system.phone-question
        fr: À quel numéro peut-on vous joindre ?
        en: Which number can we reach you on?

        phrase system.phone-shape
        fr: Il me faut un numéro de téléphone, par exemple 06 12 34 56 78.
        en: I need a telephone number, for example 020 7946 0018.

        phrase system.call-back-promised
        fr: C'est noté : on vous rappelle dès que possible, avec toute notre conversation sous les yeux.
        en: Noted: we'll call you back as soon as we can, with our whole conversation at hand.

        phrase system.reply-promised
        fr: C'est noté : un conseiller vous répondra ici même dès que possible.
        en: Noted: someone will answer you right here as soon as possible.

        phrase system.closing
        fr: Notre service ferme à l'instant. Votre place est gardée : un conseiller vous répond ici même, d'ici le {value}.
        en: Our desk is closing now. Your place is kept: someone will answer you right here by {value}.

        phrase system.last-resort
        fr: Votre demande est enregistrée avec toute notre conversation ; un conseiller vous répondra ici même.
        en: Your request is on record with our whole conversation; someone will answer you right here.
        """#

    private static let repair = #"""
        # When a question is not answered.

        phrase system.miss
        fr: Je n'ai pas bien saisi votre réponse.
        en: I didn't quite catch your answer.

        phrase system.invalid
        fr: Cela ne semble pas convenir. Pouvez-vous vérifier ?
        en: That doesn't seem to fit. Could you check it?

        phrase system.unknown
        fr: Pas d'inquiétude, prenez le temps de chercher. Vous pouvez aussi demander un conseiller.
        en: No worries, take your time to look for it. You can also ask for a person.

        phrase system.which-one
        fr: Lequel voulez-vous dire ?
        en: Which one do you mean?

        phrase system.none
        fr: Il n'y a rien à vous proposer ici pour le moment.
        en: There is nothing to choose from here at the moment.

        phrase system.missing
        fr: Je n'ai plus de réponse à jour sur ce point.
        en: I have no up-to-date answer on that.

        phrase system.silence
        fr: Je ferme notre conversation. Revenez quand vous voulez.
        en: I'm closing our conversation. Come back whenever you like.
        """#
}
