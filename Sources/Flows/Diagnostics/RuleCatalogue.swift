import Text

// Every diagnostic of the room, with its words. The failing example of a rule is `Tests/FlowsTests/Rejected/NAME.flow`.

extension Rule {
    /// In order of code.
    package static let flowRules: [Rule] =
        shape + names + values + events + proof + texts + hints + policy + transcripts

    // MARK: F1 shape

    static let unknownFirstWord = Rule(
        "F101", "unknown-first-word",
        en: "no line begins with `{word}`", fr: "aucune ligne ne commence par `{word}`")
    static let badName = Rule(
        "F102", "bad-name",
        en: "`{name}` is no name: small letters without accents, digits and hyphens, at most one dot",
        fr: "`{name}` n'est pas un nom : minuscules sans accent, chiffres et tirets, un point au plus")
    static let reservedName = Rule(
        "F103", "reserved-name",
        en: "`{name}` means something in the language and cannot be a name here",
        fr: "`{name}` a un sens dans le langage et ne peut servir de nom ici")
    static let outsideItsBlock = Rule(
        "F104", "line-outside-its-block",
        en: "`{word}` may stand only in {place}", fr: "`{word}` ne peut se trouver que dans {place}")
    static let actNotAllowed = Rule(
        "F105", "act-missing-or-not-allowed",
        en:
            "expected an act (say, answer, set, continue, go, end, escalate, reject, run), found {found}{advice}",
        fr:
            "on attend un acte (say, answer, set, continue, go, end, escalate, reject, run), pas {found}{advice}"
    )
    static let wrongArgument = Rule(
        "F106", "wrong-argument",
        en: "expected {expected}, found {found}", fr: "on attend {expected}, pas {found}")
    static let otherwiseWithoutWhen = Rule(
        "F107", "otherwise-without-when",
        en: "`otherwise` needs a `when` line directly above",
        fr: "`otherwise` suit directement une ligne `when`")
    static let textBelongsToNothing = Rule(
        "F108", "text-belongs-to-nothing",
        en: "the line above takes no text", fr: "la ligne au-dessus ne prend pas de texte")
    static let continuationWithoutText = Rule(
        "F109", "continuation-without-text",
        en: "`|` continues a text, and none stands directly above",
        fr: "`|` prolonge un texte, et il n'y en a pas juste au-dessus")
    static let mixedAndOr = Rule(
        "F110", "and-or-mixed",
        en: "`and` and `or` in one condition: write two lines",
        fr: "`and` et `or` dans une même condition : écrivez deux lignes")
    static let notText = Rule(
        "F111", "not-a-text-file", en: "this cannot be read: {reason}", fr: "illisible : {reason}")

    private static let shape = [
        unknownFirstWord, badName, reservedName, outsideItsBlock, actNotAllowed, wrongArgument,
        otherwiseWithoutWhen, textBelongsToNothing, continuationWithoutText, mixedAndOr, notText,
    ]

    // MARK: F2 names

    static let definedTwice = Rule(
        "F201", "defined-twice", en: "`{name}` is defined twice", fr: "`{name}` est défini deux fois")
    static let unknownStep = Rule(
        "F202", "unknown-step", en: "this flow has no step `{name}`", fr: "ce flux n'a pas d'étape `{name}`")
    static let unknownFlow = Rule(
        "F203", "unknown-flow", en: "there is no flow `{name}`", fr: "il n'y a pas de flux `{name}`")
    static let unknownSlot = Rule(
        "F204", "unknown-slot",
        en: "there is no slot, result or constant `{name}` here",
        fr: "il n'y a ici ni donnée (slot), ni résultat, ni constante `{name}`")
    static let unknownAction = Rule(
        "F205", "unknown-action", en: "there is no action `{name}`", fr: "il n'y a pas d'action `{name}`")
    static let unknownQueue = Rule(
        "F206", "unknown-queue", en: "there is no queue `{name}`", fr: "il n'y a pas de file `{name}`")
    static let unknownArticle = Rule(
        "F207", "unknown-article",
        en: "there is no validated article `{name}`", fr: "il n'y a pas d'article validé `{name}`")
    static let unknownIntent = Rule(
        "F208", "unknown-intent-or-phrase",
        en: "there is no {kind} `{name}`", fr: "il n'y a pas {kind} `{name}`")
    static let oneIntentTwoFlows = Rule(
        "F209", "one-intent-two-flows",
        en: "the intent `{name}` already starts the flow `{flow}`",
        fr: "l'intention `{name}` démarre déjà le flux `{flow}`")
    static let flowRunsItself = Rule(
        "F210", "flow-runs-itself",
        en: "this flow runs itself: {path}", fr: "ce flux s'exécute lui-même : {path}")
    static let systemFlowGives = Rule(
        "F211", "replaced-system-flow-gives",
        en: "a flow that replaces `{name}` has the same outcomes as the shipped one: {gives}",
        fr: "un flux qui remplace `{name}` a les mêmes issues que l'original : {gives}")

    private static let names = [
        definedTwice, unknownStep, unknownFlow, unknownSlot, unknownAction, unknownQueue, unknownArticle,
        unknownIntent, oneIntentTwoFlows, flowRunsItself, systemFlowGives,
    ]

    // MARK: F3 values

    static let typesDoNotCompare = Rule(
        "F301", "types-do-not-compare",
        en: "`{value}` does not fit {type}", fr: "`{value}` ne convient pas pour {type}")
    static let unknownField = Rule(
        "F302", "unknown-field",
        en: "`{owner}` has no field `{name}`", fr: "`{owner}` n'a pas de champ `{name}`")
    static let badLiteral = Rule(
        "F303", "bad-mask-range-or-date", en: "{reason}", fr: "{reason}")
    static let readWhereMissing = Rule(
        "F304", "slots-must-be-asked-before-use",
        en: "`{name}` may be missing here: on some way to this line it was not asked or called for",
        fr: "`{name}` peut manquer ici : un chemin mène à cette ligne sans l'avoir demandé ou obtenu")
    static let constantCondition = Rule(
        "F305", "condition-never-or-always-true", .warning,
        en: "this is {when} true", fr: "ceci {when} vrai")

    private static let values = [
        typesDoNotCompare, unknownField, badLiteral, readWhereMissing, constantCondition,
    ]

    // MARK: F4 events

    static let eventNeverRaised = Rule(
        "F401", "nothing-raises-this-event",
        en: "nothing here raises `{event}`", fr: "rien ici ne provoque `{event}`")
    static let failureNotHandled = Rule(
        "F402", "failure-not-handled",
        en: "the call may end in `{event}`, and no line says what then: add `on {event} …`",
        fr: "l'appel peut finir par `{event}`, et aucune ligne ne dit que faire : ajoutez `on {event} …`")
    static let outcomesInPart = Rule(
        "F403", "outcomes-handled-in-part",
        en: "`{flow}` may also end in {missing}: add a line for it",
        fr: "`{flow}` peut aussi finir par {missing} : ajoutez une ligne")
    static let valuesInPart = Rule(
        "F404", "values-handled-in-part",
        en: "there are lines for some answers, none for {missing}: write one for every answer or for none",
        fr:
            "il y a des lignes pour certaines réponses, aucune pour {missing} : une ligne pour chacune, ou aucune"
    )
    static let runsOffEnd = Rule(
        "F405", "flow-runs-off-its-end",
        en: "the flow runs off its end here: finish with `end`, `go` or `escalate`",
        fr: "le flux dépasse sa fin ici : terminez par `end`, `go` ou `escalate`")
    static let unreachable = Rule(
        "F406", "nothing-reaches-this-line", .warning,
        en: "nothing reaches this {what}", fr: "rien ne mène à cette {what}")
    static let humanMayWait = Rule(
        "F407", "on-human-may-wait",
        en: "`on human` must reach `escalate` without asking anything or ending first",
        fr: "`on human` doit atteindre `escalate` sans rien demander ni finir avant")
    static let rejectBeforeAsk = Rule(
        "F408", "reject-before-its-ask",
        en: "some way leads here without `ask {slot}`: there is no question to go back to",
        fr: "un chemin mène ici sans `ask {slot}` : il n'y a pas de question à laquelle revenir")
    static let lastSilenceStays = Rule(
        "F409", "last-silence-stays",
        en: "the longest silence must leave (end, go, escalate): after it nothing would ever happen",
        fr: "le plus long silence doit partir (end, go, escalate) : après lui, plus rien n'arriverait")
    static let endNotGiven = Rule(
        "F410", "end-not-given", en: "`end {outcome}`: {reason}", fr: "`end {outcome}` : {reason}")
    static let triggerNotAllowed = Rule(
        "F411", "trigger-with-own-outcomes", en: "{reason}", fr: "{reason}")

    private static let events = [
        eventNeverRaised, failureNotHandled, outcomesInPart, valuesInPart, runsOffEnd, unreachable,
        humanMayWait,
        rejectBeforeAsk, lastSilenceStays, endNotGiven, triggerNotAllowed,
    ]

    // MARK: F5 proof

    static let mayNotWait = Rule(
        "F501", "loop-that-may-not-wait",
        en: "these lines may go round without waiting for anyone: {path}",
        fr: "ces lignes peuvent tourner sans attendre personne : {path}")
    static let noAnswer = Rule(
        "F502", "loop-without-an-answer",
        en: "the customer may go round here without ever an answer, a person or an end: {path}",
        fr: "le client peut tourner ici sans jamais obtenir réponse, personne ni fin : {path}")
    static let tooMuchInOneTurn = Rule(
        "F503", "too-much-in-one-turn",
        en: "one turn may take {amount} here (at most {limit})",
        fr: "un seul tour peut prendre {amount} ici ({limit} au plus)")
    static let acceptsNothing = Rule(
        "F504", "accept-that-accepts-nothing", .warning,
        en: "`accept {code}`: {reason}", fr: "`accept {code}` : {reason}")

    private static let proof = [mayNotWait, noAnswer, tooMuchInOneTurn, acceptsNothing]

    // MARK: F6 texts

    static let languageMissing = Rule(
        "F601", "language-missing", en: "{what} is missing in {languages}", fr: "{what} manque en {languages}"
    )
    static let unknownMark = Rule(
        "F602", "unknown-mark",
        en: "`{mark}` is no declared {kind} (bot.policy)", fr: "`{mark}` n'est pas {kind} (bot.policy)")
    static let badPlaceholder = Rule(
        "F603", "bad-placeholder", en: "in a text, {reason}", fr: "dans un texte, {reason}")
    static let missingWithoutElse = Rule(
        "F604", "may-be-missing-without-else",
        en: "`{name}` may be missing here: write {edit}",
        fr: "`{name}` peut manquer ici : écrivez {edit}")
    static let privateOnPublic = Rule(
        "F605", "private-on-public-channel", .warning,
        en: "the private slot `{name}` is shown on the public channel {channel}: use {edit}",
        fr: "la donnée privée `{name}` s'affiche sur le canal public {channel} : écrivez {edit}")
    static let smsSegments = Rule(
        "F606", "sms-too-long", .hint,
        en: "this text takes {count} SMS; write a shorter `sms.{language}:`",
        fr: "ce texte prend {count} SMS ; écrivez un `sms.{language}:` plus court")

    private static let texts = [
        languageMissing, unknownMark, badPlaceholder, missingWithoutElse, privateOnPublic, smsSegments,
    ]

    // MARK: F7 hints

    static let unused = Rule(
        "F701", "unused", .hint, en: "{what} `{name}` is never used",
        fr: "{what} `{name}` n'est jamais utilisé")
    static let fallsThrough = Rule(
        "F702", "falls-into-the-next-step", .hint,
        en: "the step above runs on into `{step}`", fr: "l'étape au-dessus continue dans `{step}`")
    static let variantInOneLanguage = Rule(
        "F703", "variants-in-one-language", .hint,
        en: "{rich} has several variants, {poor} only one",
        fr: "{rich} a plusieurs variantes, {poor} une seule")

    private static let hints = [unused, fallsThrough, variantInOneLanguage]

    // MARK: P policy and queues

    static let policyUnknownWord = Rule(
        "P101", "policy-unknown-word", en: "no line of this file begins with `{word}`",
        fr: "aucune ligne de ce fichier ne commence par `{word}`")
    static let policyArgument = Rule(
        "P102", "policy-wrong-argument",
        en: "expected {expected}, found {found}", fr: "on attend {expected}, pas {found}")
    static let policyUnknownName = Rule(
        "P103", "policy-unknown-name",
        en: "there is no {kind} `{name}`", fr: "il n'y a pas {kind} `{name}`")
    static let policyTwice = Rule(
        "P104", "policy-set-twice", en: "`{name}` is set twice", fr: "`{name}` est réglé deux fois")
    static let defaultQueueMissing = Rule(
        "P105", "default-queue-missing",
        en: "queues are declared, but no `default queue` (Flows/bot.policy)",
        fr: "des files sont déclarées, mais pas de `default queue` (Flows/bot.policy)")
    static let unknownZone = Rule(
        "P106", "unknown-zone",
        en: "`{name}` is no time zone; for example Europe/Paris",
        fr: "`{name}` n'est pas un fuseau horaire ; par exemple Europe/Paris")
    static let actionWithoutAddress = Rule(
        "P107", "action-without-address", .warning,
        en:
            "the action `{name}` has no address (`action {name} url …` in bot.policy): every call ends in `error`",
        fr:
            "l'action `{name}` n'a pas d'adresse (`action {name} url …` dans bot.policy) : chaque appel finit par `error`"
    )
    static let addressWithoutAction = Rule(
        "P108", "address-without-action", .warning,
        en: "no flow file declares the action `{name}`",
        fr: "aucun fichier de flux ne déclare l'action `{name}`")
    static let badHours = Rule(
        "P109", "bad-hours", en: "{reason}", fr: "{reason}")
    static let overflowRound = Rule(
        "P110", "overflow-goes-round",
        en: "the overflow of `{name}` leads back to itself",
        fr: "le débordement de `{name}` revient sur lui-même")
    static let badCannedAnswer = Rule(
        "P111", "bad-canned-answer", en: "a canned answer: {reason}", fr: "une réponse toute prête : {reason}"
    )

    private static let policy = [
        policyUnknownWord, policyArgument, policyUnknownName, policyTwice, defaultQueueMissing, unknownZone,
        actionWithoutAddress, addressWithoutAction, badHours, overflowRound,
        badCannedAnswer,
    ]

    // MARK: T transcripts

    static let testLine = Rule(
        "T101", "test-line-not-understood",
        en: "this test line cannot be read: expected {expected}",
        fr: "ligne de test illisible : on attend {expected}")
    static let testUnknownName = Rule(
        "T102", "test-unknown-name",
        en: "there is no {kind} `{name}`", fr: "il n'y a pas {kind} `{name}`")

    private static let transcripts = [testLine, testUnknownName]
}
