/// The built-in phrases, French and English. Folding makes accents, case and apostrophes indifferent.
///
/// A phrase with `=` counts only when it is the whole message (with polite words around it): "annuler" alone gives up,
/// "annuler ma commande" is a request.
enum SignalPhrases {
    static let builtIn: [(signal: Signal, phrases: String)] = [
        (
            .human,
            """
            parler à un conseiller, parler avec un conseiller, parler à une conseillère, parler à un humain, parler avec un humain, \
            parler à une personne, parler à une vraie personne, parler à quelqu'un, parler avec quelqu'un, parler à quelquun, parler à qqun, quelqu'un à qui parler, quelqu'un à qui je puisse parler, parler à un agent, \
            parler avec un agent, parler à un être humain, parler à un opérateur, parler à un technicien, parler à un responsable, \
            parler à un vrai, discuter avec un conseiller, discuter avec quelqu'un, discuter avec un humain, joindre un conseiller, \
            joindre quelqu'un, contacter un conseiller, contacter un humain, avoir un conseiller, avoir quelqu'un, avoir un humain, \
            avoir une personne, voir un conseiller, un vrai humain, une vraie personne, de vrais humains, un vrai conseiller, \
            un être humain, vrai être humain, \
            un humain, passez moi quelqu'un, passez moi un, passe moi un humain, passe moi un conseiller, mettez moi en relation, \
            mise en relation avec, mettre en relation avec, en contact avec un conseiller, en contact avec quelqu'un, \
            transférez moi à, transférer à un agent, transférer à un conseiller, pas parler à un robot, pas parler à une machine, \
            pas un robot, pas une machine, pas à un robot, ras le bol du robot, vrais humains, service humain, contacter le support, contactez le support, contacter l'assistance, contacter le service d'assistance, contactez le service d'assistance, joindre le support, conseiller humain, agent humain, assistance humaine, \
            aide humaine, opérateur humain, intervention humaine, personne réelle, personne physique, \
            =conseiller, =un conseiller, =conseillère, =humain, =humains, =agent, =un agent, =quelqu'un, =opérateur, =service client, \
            =le service client, =assistance, =y a quelqu'un, =il y a quelqu'un, =une personne, =interlocuteur, \
            parler au service client, contacter le service client, joindre le service client, appeler le service client, \
            talk to a human, talk to a person, talk to a real, talk to someone, talk to somebody, talk to an agent, talk to a agent, \
            talk to a representative, talk to an advisor, talk to an adviser, talk to a advisor, talk to an operator, \
            talk to customer service, talk to support, talk to a live, talk to your manager, talk to a manager, \
            talk with a human, talk with a person, talk with someone, talk with an agent, talk with a representative, \
            speak to a human, speak to a person, speak to a real, speak to someone, speak to somebody, speak to an agent, \
            speak to a representative, speak to an advisor, speak to an adviser, speak to an operator, speak to a manager, \
            speak to your manager, speak to customer service, speak to support, speak to a live, speak to human, talk to human, \
            speak with a human, speak with a person, speak with a real, speak with someone, speak with somebody, speak with an agent, \
            speak with a representative, speak with an advisor, speak with a manager, speak with an operator, \
            chat with a human, chat with a person, chat with someone, chat with an agent, connect me to a, connect me with a, \
            connect me to an, connect me with an, connect me to customer, put me through, transfer me to, get me a human, \
            get me an agent, get me a person, get me a representative, a real person, a real human, real human, \
            a human being, human being, human agent, human please, live agent, live person, live chat agent, need a human, want a human, human service, contact support, contact the support, contact customer service, contact the customer service, contact customer support, reach customer service, someone i can talk to, someone i can speak to, \
            need an agent, want an agent, need a person, want a person, need a representative, want a representative, \
            not a robot, not a bot, not a machine, to a robot, to a machine, reach a human, reach a person, contact a human, \
            are you a human, are you human, \
            =human, =a human, =agent, =an agent, =representative, =operator, =person, =a person, =customer service, =real person, \
            =advisor, =adviser, =support, =anyone there, =is anyone there, =someone, =somebody
            """
        ),
        (
            .cancel,
            """
            laisse tomber, laissez tomber, tant pis, oubliez ça, oublie ça, on oublie, on laisse tomber, j'abandonne, \
            =annuler, =annule, =annulez, =annuler ça, =annule ça, =annulez ça, =annuler cela, =annulez cela, =stop, =arrête, =arrêter, \
            =arrêtez, =arrête ça, =arrêtez ça, =on arrête, =j'arrête, =oublie, =oubliez, =oublier, =abandonner, =quitter, =rien, \
            =retour, =plus besoin, =je n'en ai plus besoin, =je ne veux plus, =ça ne fait rien, =c'est pas grave, =pas grave, \
            =ce n'est pas grave, =non rien, =finalement non, =laisse, =laissez, \
            never mind, nevermind, forget it, forget about it, forget that, i give up, leave it, \
            =cancel, =cancel it, =cancel that, =cancel this, =stop, =stop it, =stop that, =quit, =exit, =abort, =forget, =drop it, \
            =nothing, =no longer needed, =dont bother, =don't bother, =go back, =start over, =let it go
            """
        ),
        (
            .repeat,
            """
            pouvez vous répéter, peux tu répéter, pourriez vous répéter, tu peux répéter, vous pouvez répéter, répétez s'il vous plaît, \
            répète s'il te plaît, répétez la question, répète la question, redites moi, redis moi, vous avez dit quoi, tu as dit quoi, \
            t'as dit quoi, qu'avez vous dit, qu'as tu dit, je n'ai pas compris la question, j'ai pas compris la question, \
            je ne comprends pas la question, je comprends pas la question, comment ça, redire la question, \
            =répète, =répétez, =répéter, =encore une fois, =redis, =redites, =hein, =quoi, =comment, =pardon, =c'est à dire, \
            =je n'ai pas compris, =j'ai pas compris, =je ne comprends pas, =je comprends pas, =pas compris, \
            can you repeat, could you repeat, please repeat, repeat that, repeat the question, repeat please, say that again, \
            say it again, what did you say, what was that, what was the question, didn't get that, did not get that, \
            didn't understand the question, don't understand the question, come again, \
            =repeat, =again, =once more, =what, =pardon, =huh, =sorry what, =one more time, =i don't understand, =i didn't understand, \
            =didn't understand, =say again
            """
        ),
        (
            .unknown,
            """
            je ne l'ai pas, je l'ai pas, je n'ai pas ce numéro, je n'ai pas le numéro, j'ai pas le numéro, je n'ai pas de numéro, \
            j'ai pas de numéro, je ne le connais pas, je ne la connais pas, je le connais pas, je ne le trouve pas, je le trouve pas, \
            je ne la trouve pas, je ne le retrouve pas, je le retrouve plus, je ne le retrouve plus, je ne les ai pas, pas sous la main, \
            je l'ai perdu, je l'ai perdue, je ne l'ai plus, je l'ai plus, je ne m'en souviens pas, je ne m'en souviens plus, \
            je ne me souviens pas, je me souviens pas, je me souviens plus, je ne me rappelle pas, je me rappelle plus, aucune idée, \
            pas la moindre idée, j'en sais rien, je n'en sais rien, je n'en ai pas, j'en ai pas, je ne l'ai pas noté, \
            je ne l'ai pas reçu, où le trouver, où le trouve t on, où est ce que je le trouve, \
            =je ne sais pas, =je sais pas, =je sais plus, =je ne sais plus, =sais pas, =jsp, =chais pas, =pas sûr, =je ne suis pas sûr, \
            =je l'ignore, =inconnu, =aucun, =aucune, =je l'ai oublié, =oublié, \
            i don't have it, i don't have that, i don't have one, i don't have the number, i don't have a number, i haven't got it, \
            i haven't got one, i have not got it, i don't know it, i don't know the number, i don't know my number, i lost it, i've lost it, \
            can't find it, cannot find it, can't find the number, i don't remember, i can't remember, i cannot remember, don't have it on me, \
            don't have it with me, don't have it handy, no idea, no clue, where do i find it, where can i find it, where is it written, \
            =i don't know, =don't know, =dunno, =idk, =not sure, =i am not sure, =i'm not sure, =i forgot, =i forgot it, =unknown, =none
            """
        ),
        (
            .correction,
            """
            je voulais dire, je veux dire, je me suis trompé, je me suis trompée, je me suis trompe, j'ai fait une erreur, erreur de ma part, \
            non plutôt, plutôt, ah non, enfin non, euh non, non pardon, pardon c'est, désolé c'est, en fait c'est, en fait non, \
            finalement, au temps pour moi, autant pour moi, c'était pas ça, ce n'est pas ça, je corrige, rectification, correction, \
            oups, non pas, changer pour, au lieu de, à la place, \
            i meant, i mean, i made a mistake, my mistake, made a typo, typo, no rather, rather, oh no, no sorry, sorry it's, sorry i meant, \
            actually, correction, oops, no wait, wait no, not that, instead, make that, make it, change that to, change it to
            """
        ),
        (
            .yes,
            """
            oui, ouais, ouai, ouep, ouaip, yep, yes, yeah, yup, yea, ok, okay, okey, dac, d'accord, d'acc, bien sûr, bien entendu, volontiers, \
            avec plaisir, absolument, tout à fait, exactement, exact, effectivement, c'est ça, c'est bien ça, c'est exact, \
            c'est correct, c'est juste, c'est bon, ça marche, ça me va, ça me convient, parfait, entendu, affirmatif, certainement, \
            évidemment, carrément, pourquoi pas, pas de problème, pas de soucis, pas de souci, aucun problème, vas y, allez y, allons y, \
            je veux bien, je confirme, confirmer, confirmé, je valide, valider, c'est validé, je suis d'accord, oui oui, mais oui, si si, \
            plutôt oui, je crois que oui, je pense que oui, nickel, impeccable, =bien, =go, =si, =o, =y, =bon, =super, =génial, =voilà, \
            sure, of course, certainly, absolutely, definitely, exactly, correct, that's right, that is right, that's correct, \
            that is correct, sounds good, that works, works for me, go ahead, go for it, do it, please do, no problem, why not, indeed, \
            i confirm, confirm, confirmed, i agree, agreed, affirmative, i think so, i guess so, yes please, alright, all right, perfect, \
            fine by me, that's fine, =it is, =i do, =i am, =right, =fine, =great, =good, =cool, 👍, 👌, ✅, 🆗
            """
        ),
        (
            .no,
            """
            non, nan, nope, no, nah, nop, pas du tout, pas vraiment, pas encore, surtout pas, certainement pas, absolument pas, \
            jamais de la vie, en aucun cas, hors de question, pas question, non merci, merci non, non non, mais non, plutôt non, \
            je ne veux pas, je veux pas, je ne préfère pas, je préfère pas, je ne souhaite pas, je n'en veux pas, j'en veux pas, \
            je refuse, négatif, pas maintenant, pas aujourd'hui, pas d'accord, pas bon, c'est faux, ce n'est pas ça, c'est pas ça, \
            c'est pas bon, ça ne me va pas, ça ne va pas, ça va pas, je crois pas, je ne crois pas, je ne pense pas, je pense pas, \
            toujours pas, je crois que non, je pense que non, pas ok, =n, =pas, =jamais, =faux, \
            not at all, not really, not yet, certainly not, absolutely not, definitely not, of course not, no way, no thanks, \
            no thank you, =never, i don't want, i do not want, don't want to, i'd rather not, i would rather not, rather not, i refuse, \
            negative, not now, not today, not correct, not right, that's wrong, that is wrong, wrong, incorrect, i don't think so, \
            i do not think so, =it isn't, =it is not, =i'm not, =i am not, =it doesn't, not ok, not okay, no good, 👎, ❌, 🚫
            """
        ),
        (
            .greeting,
            """
            bonjour, bonsoir, salut, coucou, bjr, bsr, slt, bonne journée à vous, hello, hi, hey, hiya, good morning, good afternoon, \
            good evening, good day, greetings, howdy, 👋, =allo, =cc, =yo, =hi there, =hello there
            """
        ),
        (
            .thanks,
            """
            merci, je vous remercie, je te remercie, remerciements, mille mercis, =mci, =mrc, thanks, thank you, thank u, thankyou, thx, \
            many thanks, cheers, much appreciated, appreciate it, =ty, =tks, 🙏
            """
        ),
        (
            .goodbye,
            """
            au revoir, à bientôt, bonne journée, bonne soirée, bonne nuit, bon week end, bonne fin de journée, bonne continuation, à plus tard, \
            à la prochaine, adieu, ciao, =a plus, =tchao, =c'est tout, =ce sera tout, =rien d'autre, =c'est tout merci, \
            goodbye, good bye, bye, bye bye, see you, see ya, have a nice day, have a good day, have a good one, take care, farewell, \
            =that's all, =that is all, =that will be all, =nothing else, =that's it, =good night, =i'm done
            """
        ),
        (
            .complaint,
            """
            inadmissible, inacceptable, scandaleux, scandaleuse, lamentable, déplorable, honteux, une honte, c'est n'importe quoi, \
            porter plainte, déposer plainte, une réclamation, faire une réclamation, ras le bol, j'en ai marre, en avoir marre, y en a marre, \
            j'en ai assez, j'en peux plus, mécontent, mécontente, très déçu, très déçue, vraiment déçu, insatisfait, insatisfaite, \
            pas satisfait, pas satisfaite, pas content, pas contente, furieux, furieuse, en colère, vous vous moquez de moi, \
            vous vous foutez de moi, foutage de gueule, se moque de moi, service nul, c'est nul, vous êtes nuls, arnaque, arnaqueurs, \
            escroquerie, escrocs, une catastrophe, exécrable, pire service, ça fait des semaines, ça fait des mois, \
            association de consommateurs, répression des fraudes, \
            unacceptable, outrageous, disgraceful, a disgrace, ridiculous, what a joke, is this a joke, appalling, make a complaint, file a complaint, \
            lodge a complaint, submit a complaint, formal complaint, i want to complain, like to complain, i'm complaining, fed up, sick of this, \
            sick and tired, had enough, dissatisfied, unsatisfied, not satisfied, not happy, unhappy, very disappointed, so disappointed, \
            really disappointed, furious, i'm angry, so angry, very angry, terrible service, horrible service, awful service, \
            worst service, bad service, poor service, worst company, worst bank, waste of time, wasting my time, ripped off, rip off, \
            scammers, a scam company, this is a joke, 😡, 🤬, 😠
            """
        ),
        (
            .insult,
            """
            connard, connards, connasse, con, cons, conne, idiot, idiots, idiote, imbécile, imbéciles, crétin, crétins, abruti, abrutis, débile, \
            débiles, salaud, salauds, salope, salopard, enculé, enculés, enfoiré, enfoirés, merde, putain, ta gueule, ferme la, \
            va te faire, allez vous faire, fils de pute, ntm, fdp, tocard, bouffon, bande de nuls, bande de voleurs, bot de merde, robot de merde, \
            t'es nul, tu es nul, tu sers à rien, tu ne sers à rien, vous servez à rien, vous ne servez à rien, bon à rien, pauvre type, \
            tu es stupide, t'es stupide, t'es bête, tu es bête, robot stupide, bot stupide, espèce de, dégage, crève, \
            fuck, fucking, fucked, fuck you, fuck off, shit, bullshit, asshole, assholes, bastard, bastards, bitch, dickhead, moron, morons, \
            imbecile, stupid bot, dumb bot, stupid robot, stupid machine, you are stupid, you're stupid, you are dumb, you're dumb, \
            you are useless, you're useless, useless bot, you suck, shut up, screw you, go to hell, piece of crap, piece of shit, \
            dumbass, you're an idiot, you are an idiot, you idiot, you idiots, 🖕
            """
        ),
        (
            .urgency,
            """
            urgent, urgente, urgence, urgemment, c'est urgent, très urgent, en urgence, au plus vite, le plus vite possible, \
            dès que possible, immédiatement, tout de suite, sans attendre, le plus rapidement possible, sur le champ, asap, emergency, urgently, \
            as soon as possible, immediately, right away, =right now, help right now, help me right now, need it right now, need this right now, \
            fix it right now, fix this right now, do it right now, straight away, at once, can't wait, cannot wait, hurry, 🚨, 🆘
            """
        ),
    ]

    /// Words that may stand around a phrase that is the whole message.
    static let polite: Set<String> = [
        "s", "il", "vous", "te", "plait", "svp", "stp", "merci", "bonjour", "bonsoir", "salut", "alors",
        "bon", "donc", "euh", "hum", "ah",
        "oh", "ben", "bah", "mais", "non", "oui", "maintenant", "juste", "simplement", "la", "le", "un",
        "une", "ok", "d", "accord", "je",
        "j", "veux", "voudrais", "aimerais", "souhaite", "souhaiterais", "peux", "pouvez", "puis", "pourrais",
        "please", "thanks",
        "thank", "you", "hello", "hi", "hey", "well", "so", "um", "uh", "just", "now", "the", "a", "an", "i",
        "d", "want", "wanna", "would",
        "like", "can", "could", "to", "no", "yes", "sorry", "desole", "monsieur", "madame", "do", "for", "me",
        "moi", "avec", "with", "need", "besoin",
        "ai", "de", "parler", "speak", "talk", "get",
    ]

    /// Words of their own that lie one slip from a phrase's word.
    static let notSlips: Set<String> = [
        "curious", "salad", "salads", "salade", "salades", "sucked", "argent",
    ]

    /// Words that turn "parler à un conseiller" into its opposite when they stand shortly before.
    static let negations: Set<String> = [
        "pas", "not", "dont", "doesnt", "didnt", "never", "jamais", "sans", "without", "plus",
    ]
}
