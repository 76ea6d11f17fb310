// Every word the console says, in French and English. `{…}` are filled in.

import { keep } from "/console/keep.js";

const WORDS = {
    // signing in
    title: ["console", "console"],
    supervisorTitle: ["supervision", "supervision"],
    signIn: ["Se connecter", "Sign in"],
    token: ["Votre jeton", "Your token"],
    tokenHelp: [
        "La commande « relais agent add NOM » l'affiche une fois. Il ne sort pas de cet onglet.",
        "The command “relais agent add NAME” prints it once. It never leaves this tab."],
    signOut: ["Se déconnecter", "Sign out"],
    badToken: ["Ce jeton n'est pas connu ici.", "This token is not known here."],
    expired: ["Ce jeton a été révoqué. Demandez-en un autre.", "This token was revoked. Ask for a new one."],
    forbidden: ["Ce jeton n'ouvre pas cette page.", "This token does not open this page."],
    slowDown: ["Trop d'essais : attendez un moment.", "Too many tries: wait a moment."],
    // the top bar
    available: ["Disponible", "Available"],
    away: ["Absent", "Away"],
    presence: ["Disponibilité", "Presence"],
    capacity: ["Conversations à la fois", "Conversations at a time"],
    connected: ["Connecté", "Connected"],
    connecting: ["Connexion…", "Connecting…"],
    offline: ["Hors ligne, nouvel essai bientôt. Rien n'est perdu.", "Offline, trying again soon. Nothing is lost."],
    sending: ["{n} en attente d'envoi", "{n} waiting to be sent"],
    keys: ["Raccourcis clavier", "Keyboard shortcuts"],
    soundOn: ["Son activé", "Sound on"],
    soundOff: ["Son coupé", "Sound off"],
    soundHelp: [
        "Couper ou remettre les sons d'une nouvelle demande et d'un message, dans ce navigateur",
        "Turn the sounds of a new request and of a message off or on, in this browser"],
    language: ["English", "Français"],
    conversations: ["Conversations", "Conversations"],
    desk: ["Le bureau", "The desk"],
    // lists
    offers: ["Pour vous", "For you"],
    mine: ["Mes conversations", "My conversations"],
    queue: ["File d'attente", "Queue"],
    nobodyWaits: ["Personne n'attend.", "Nobody is waiting."],
    noOffer: ["Rien pour l'instant.", "Nothing right now."],
    youAreAway: ["Vous êtes absent : on ne vous propose personne.", "You are away: nobody is offered to you."],
    noneMine: ["Aucune conversation en cours.", "No conversation in hand."],
    accept: ["Prendre", "Accept"],
    decline: ["Passer", "Decline"],
    redelivered: ["revient", "came back"],
    promise: ["réponse promise", "answer promised"],
    heldUntil: ["à partir de {t}", "from {t}"],
    wrappingUp: ["termine {n}", "wrapping up {n}"],
    offeredTo: ["proposé à {name}", "offered to {name}"],
    expectedWait: ["attente estimée {t}", "expected wait {t}"],
    closedQueue: ["fermée", "closed"],
    fullQueue: ["pleine", "full"],
    nobodyThere: ["aucun agent", "no agent"],
    agentsHere: ["agents : {n}", "agents: {n}"],
    ended: ["terminée", "ended"],
    andMore: ["et {n} de plus", "and {n} more"],
    dismiss: ["Ranger", "Put away"],
    closePane: ["Fermer ce volet", "Close this pane"],
    // the conversation
    nothingOpen: ["Choisissez une conversation, ou attendez la prochaine.", "Choose a conversation, or wait for the next."],
    transcript: ["Conversation", "Conversation"],
    customer: ["Client", "Customer"],
    bot: ["Robot", "Bot"],
    agent: ["Agent", "Agent"],
    system: ["Système", "System"],
    you: ["Vous", "You"],
    isTyping: ["{name} écrit…", "{name} is typing…"],
    theCustomer: ["Le client", "The customer"],
    olderMessages: ["Messages plus anciens", "Earlier messages"],
    reply: ["Répondre", "Reply"],
    note: ["Note interne", "Internal note"],
    noteHint: ["Le client ne la verra jamais.", "The customer never sees it."],
    writeReply: ["Votre réponse. / pour les réponses prêtes", "Your reply. / for canned answers"],
    writeNote: ["Une note pour vos collègues", "A note for your colleagues"],
    send: ["Envoyer", "Send"],
    tooLong: ["{n} caractères de trop", "{n} characters too many"],
    left: ["{n} caractères restants", "{n} characters left"],
    underWay: ["envoi…", "sending…"],
    alreadySaid: ["Déjà dit par le client :", "The customer already said:"],
    inMessage: ["message {n}", "message {n}"],
    suggested: ["Articles suggérés", "Suggested articles"],
    searchArticles: ["Chercher un article", "Search articles"],
    noArticle: ["Aucun article ne convient.", "No article fits."],
    transfer: ["Transférer", "Transfer"],
    toBot: ["Rendre au robot", "Return to bot"],
    release: ["Remettre en file", "Back to queue"],
    close: ["Clore", "Close"],
    cancel: ["Annuler", "Cancel"],
    confirm: ["Confirmer", "Confirm"],
    transferTo: ["À qui", "To whom"],
    toQueue: ["Vers une file", "To a queue"],
    toAgent: ["Vers un collègue", "To a colleague"],
    noteForNext: ["Note pour la suite (obligatoire)", "Note for whoever is next (required)"],
    flow: ["Flux", "Flow"],
    step: ["Étape", "Step"],
    fromStart: ["depuis le début", "from the beginning"],
    outcome: ["Issue", "Outcome"],
    tags: ["Étiquettes, séparées par des virgules", "Tags, separated by commas"],
    saidMeanwhile: ["Le client vient d'écrire : {text}", "The customer has just written: {text}"],
    solved: ["résolu", "solved"],
    abandoned: ["abandonné", "abandoned"],
    promised: ["promesse faite", "promised"],
    "handed-over": ["passé à une personne", "handed over"],
    unsent: [
        "Non envoyé, la conversation n'est plus à vous : {text}",
        "Not sent, the conversation is not yours any more: {text}"],
    signOutUnsent: [
        "Pas encore partis, et perdus si vous partez : {n}.", "Not sent yet, and lost if you leave: {n}."],
    signOutAnyway: ["Se déconnecter quand même", "Sign out all the same"],
    notYours: ["Cette conversation n'est plus à vous. Votre texte est gardé ici.", "This conversation is not yours any more. Your text is kept here."],
    closedAs: ["Conversation close : {outcome}", "Conversation closed: {outcome}"],
    ratedAs: ["Note du client : {score}/5", "Customer's rating: {score}/5"],
    ownerQueue: ["En file {queue}", "In queue {queue}"],
    ownerAgent: ["{name} prend la conversation", "{name} takes the conversation"],
    ownerBot: ["Le robot reprend", "The bot takes over"],
    gone: ["Cette conversation n'est plus ici : {why}.", "This conversation is here no more: {why}."],
    // the packet
    packet: ["Dossier de passage", "Handover"],
    why: ["Pourquoi un humain", "Why a person"],
    asked: ["Le client a demandé une personne", "The customer asked for a person"],
    low_confidence: ["Le robot n'a pas compris avec assez de certitude", "The bot did not understand with enough confidence"],
    low_satisfaction: ["Le client n'est pas satisfait", "The customer is not satisfied"],
    trouble: ["Trop d'incompréhensions", "Too many misunderstandings"],
    action_error: ["Un système n'a pas répondu", "A system did not answer"],
    signal: ["Plainte, urgence ou insulte entendue", "Complaint, urgency or insult heard"],
    flowReason: ["Le flux passe la main", "The flow hands over"],
    waitingFor: ["attend depuis {t}", "waiting for {t}"],
    firstReply: ["Première réponse", "First reply"],
    within: ["dans {t}", "in {t}"],
    breached: ["en retard", "late"],
    late: ["en retard de {t}", "late by {t}"],
    known: ["Ce qu'on sait", "What is known"],
    nothingKnown: ["Rien encore.", "Nothing yet."],
    privateSlot: ["privé", "private"],
    tried: ["Déjà tenté", "Already tried"],
    pages: ["Pages visitées", "Pages visited"],
    earlier: ["Conversations précédentes", "Earlier conversations"],
    promises: ["Promesses faites", "Promises made"],
    notes: ["Notes", "Notes"],
    unnamed: ["Anonyme", "Anonymous"],
    priority: ["Priorité", "Priority"],
    low: ["basse", "low"],
    normal: ["normale", "normal"],
    high: ["haute", "high"],
    urgent: ["urgente", "urgent"],
    answer: ["réponse donnée", "answered"],
    end: ["fin de flux", "flow ended"],
    escalate: ["demande d'une personne", "asked for a person"],
    call: ["appel", "call"],
    "call-back": ["rappel", "call-back"],
    notice: ["avis", "notice"],
    before: ["avant {t}", "before {t}"],
    // why a conversation left an agent: the reasons of `unassigned`, and our own
    transferred: ["transférée", "transferred"],
    released: ["remise en file", "back to queue"],
    closed: ["close", "closed"],
    taken: ["prise par un collègue", "taken by a colleague"],
    customerLeft: ["le client est parti", "the customer left"],
    agentLost: ["vous étiez déconnecté trop longtemps", "you were offline for too long"],
    agentSilent: ["sans réponse de votre part, elle est allée à un collègue", "without a reply from you it went to a colleague"],
    overflowed: ["passée à une autre file", "went on to another queue"],
    moved: ["déplacée", "moved"],
    away_too_long: ["vous étiez déconnecté trop longtemps", "you were offline for too long"],
    // what the server refuses: codes, and its words where one code has several
    already_taken: ["Un collègue a été plus rapide, ou l'offre a expiré.", "A colleague was faster, or the offer expired."],
    stale_assignment: [
        "Cette conversation n'est plus à vous. Votre texte est gardé.", "This conversation is not yours any more. Your text is kept."],
    not_found: ["Cette conversation n'attend plus.", "This conversation does not wait any more."],
    too_large: ["Ce texte est trop long.", "This text is too long."],
    rate_limited: ["Trop de demandes à la fois : attendez un instant.", "Too many requests at once: wait a moment."],
    busy: ["Le service est chargé : réessayez dans un instant.", "The service is busy: try again in a moment."],
    storage: ["Le disque du service ne répond pas ; rien n'est perdu.", "The service's disk does not answer; nothing is lost."],
    draining: ["Le service redémarre, la connexion revient.", "The service restarts, the connection comes back."],
    slow_consumer: ["La connexion était trop lente, elle reprend.", "The connection was too slow and begins anew."],
    "queue: is closed": ["Cette file est fermée.", "This queue is closed."],
    "queue: is full": ["Cette file est pleine.", "This queue is full."],
    "queue: there is no such queue": ["Cette file n'existe plus.", "This queue is no more."],
    "agent: is not there": ["Ce collègue n'est pas disponible.", "This colleague is not available."],
    refused: ["Refusé : {why}", "Refused: {why}"],
    // messages
    newOffer: ["Un client vous attend", "A customer is waiting for you"],
    newMessage: ["Nouveau message", "New message"],
    bounced: ["un client est revenu {n} fois de ses agents.", "a customer came back from his agents {n} times."],
    alarm: ["Alerte : {text}", "Alarm: {text}"],
    // supervision
    queues: ["Files", "Queues"],
    waiting: ["En attente", "Waiting"],
    oldest: ["le plus ancien", "oldest"],
    open: ["ouverte", "open"],
    withAgents: ["en main :", "in hand:"],
    breaches: ["retards", "breaches"],
    people: ["Agents", "Agents"],
    absent: ["déconnecté", "not here"],
    pausedAgent: ["absent", "away"],
    freeAgent: ["disponible", "available"],
    busyAgent: ["complet", "full"],
    take: ["Prendre", "Take"],
    move: ["Déplacer", "Move"],
    assign: ["Confier", "Assign"],
    moveTo: ["Vers la file", "To the queue"],
    assignTo: ["À l'agent", "To the agent"],
    reason: ["Motif", "Reason"],
    age: ["Attend", "Waits"],
    due: ["Échéance", "Due"],
    today: ["Aujourd'hui", "Today"],
    opened: ["ouvertes", "opened"],
    byBot: ["par le robot seul", "by the bot alone"],
    handedOver: ["passées à une personne", "handed over"],
    byHour: ["Par heure", "By hour"],
    hourZone: ["heure de {zone}", "{zone} time"],
    byReason: ["Motifs de passage", "Why they came to a person"],
    byOutcome: ["Issues", "Outcomes"],
    ratings: ["Notes des clients", "Customers' ratings"],
    meanWait: ["attente moyenne", "mean wait"],
    meanHandling: ["durée moyenne", "mean length"],
    health: ["Santé", "Health"],
    botVersion: ["Version du bot", "Bot version"],
    reload: ["Recharger les fichiers", "Reload the files"],
    reloaded: ["Rechargé : la nouvelle version sert.", "Reloaded: the new version serves."],
    reloadRefused: ["Refusé, la version en cours reste : {why}", "Refused, the running version stays: {why}"],
    report: ["Contrôle des fichiers", "Check of the files"],
    sound: ["Aucune erreur.", "No mistakes."],
    remarks: ["Remarques : {n}", "Remarks: {n}"],
    connections: ["Connexions", "Connections"],
    noneYet: ["Rien encore aujourd'hui.", "Nothing yet today."],
    ready: ["en service", "in service"],
    notReady: ["pas en service", "not in service"],
    loaded: ["chargée le {t}", "loaded {t}"],
    filesAndFlows: ["{files} fichiers, {flows} flux", "{files} files, {flows} flows"],
    suspended: ["Actions suspendues : {list}", "Actions suspended: {list}"],
    refusedFiles: ["Des fichiers plus récents sont refusés ; la version d'avant sert.", "Newer files are refused; the version before them serves."],
    uptime: ["en marche depuis {t}", "up for {t}"],
    // keys
    keyAccept: ["Prendre la première proposition", "Accept the first offer"],
    keyDecline: ["Passer la première proposition", "Decline the first offer"],
    keyNext: ["Conversation suivante, précédente", "Next, previous conversation"],
    keyNth: ["La n-ième conversation", "The n-th conversation"],
    keyBeside: ["Ouvrir la suivante à côté, ou revenir à une", "Open the next one beside, or back to one"],
    keyPane: ["Volet suivant", "Next pane"],
    keyAway: ["Ranger une conversation terminée", "Put a finished conversation away"],
    keyOlder: ["Messages plus anciens", "Earlier messages"],
    keyCapacity: ["Une conversation à la fois de plus, de moins", "One conversation at a time more, less"],
    keyLanguage: ["Français ou anglais", "French or English"],
    keyRows: ["Au bureau : client suivant, précédent", "At the desk: next, previous customer"],
    keyRow: ["Au bureau : le prendre, le déplacer, le confier", "At the desk: take, move, assign him"],
    keyReply: ["Écrire une réponse", "Write a reply"],
    keyNote: ["Écrire une note", "Write a note"],
    keyArticles: ["Chercher un article", "Search articles"],
    keyInsert: ["Insérer l'article suggéré 1, 2, 3", "Insert suggested article 1, 2, 3"],
    keyTransfer: ["Transférer", "Transfer"],
    keyBot: ["Rendre au robot", "Return to bot"],
    keyRelease: ["Remettre en file", "Back to queue"],
    keyClose: ["Clore", "Close"],
    keyPresence: ["Disponible ou absent", "Available or away"],
    keyBoard: ["Le bureau ou les conversations", "The desk or the conversations"],
    keyHelp: ["Cette aide", "This help"],
    keyEscape: ["Quitter le champ, fermer", "Leave the field, close"],
};

let index = (keep.get("language") ?? navigator.language ?? "en").startsWith("fr") ? 0 : 1;

export function language() { return index === 0 ? "fr" : "en"; }

export function setLanguage(code) {
    index = code === "fr" ? 0 : 1;
    keep.set("language", code);
    document.documentElement.lang = code;
}

/** The words for a key; an unknown one is shown as it is (it came from the server). */
export function t(key, values = {}) {
    const text = Object.hasOwn(WORDS, key) ? WORDS[key][index] : String(key);
    return text.replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(values, name) ? String(values[name]) : all));
}

// The engine's own words in a reason, as `ReasonWords.swift` has them; `{x}` is a name or a number.
const REASONS = [
    ["asked for a person", "demande une personne"],
    ["asked for a person again", "demande encore une personne"],
    ["not satisfied with the answer", "pas satisfait de la réponse"],
    ["rated {x}", "note donnée : {x}"],
    ["not understood", "pas compris"],
    ["miss", "pas compris"],
    ["invalid", "réponse non valable"],
    ["ambiguous", "réponse ambiguë"],
    ["too many detours", "trop de détours"],
    ["the bot changed", "le robot a changé"],
    ["an article is missing", "un article manque"],
    ["article {x} missing", "l'article {x} manque"],
    ["nothing to choose from", "rien à choisir"],
    ["nothing to choose for {x}", "rien à choisir pour {x}"],
    ["{x} refused, but never asked", "{x} refusé sans avoir été demandé"],
    ["{x} refused", "{x} refusé"],
    ["a correction came too late", "une correction est venue trop tard"],
    ["an action failed", "une action a échoué"],
    ["an action answered {x}", "une action a répondu {x}"],
    ["unknown action", "action inconnue"],
    ["{x} is missing", "{x} manque"],
    ["solved", "résolu"],
    ["abandoned", "abandonné"],
    ["promised", "promesse faite"],
    ["handed-over", "passé à une personne"],
    ["timed-out", "pas de réponse à temps"],
    ["unreachable", "injoignable"],
    ["too-large", "réponse trop grande"],
    ["circuit-open", "suspendue après plusieurs échecs"],
    ["no answer within its limit", "pas de réponse à temps"],
    ["the result of {x} is not what it declares", "le résultat de {x} n'est pas celui qui est déclaré"],
    ["more than {x} lines in one event", "plus de {x} lignes pour un événement"],
    ["more than {x} flows inside each other", "plus de {x} parcours les uns dans les autres"],
    ["more than {x} turns without an answer", "plus de {x} tours sans réponse"],
];

/**
 * A reason's text: in its author's words for the agent's language, else the engine's own in that language, else as it is.
 *
 * @param {Record<string, Record<string, string>>} [authors]  the catalogue's `reasons`
 */
export function reasonWords(text, authors = {}) {
    const own = Object.hasOwn(authors, text) ? authors[text][language()] : undefined;
    if (own) return own;
    if (language() !== "fr") return text;
    for (const [english, french] of REASONS) {
        if (text === english) return french;
        const [before, after] = english.split("{x}");
        if (after === undefined || !text.startsWith(before) || !text.slice(before.length).endsWith(after)) continue;
        const name = text.slice(before.length, text.length - after.length);
        if (name && !name.includes(" ")) return french.replace("{x}", () => name);
    }
    return text;
}

/** The text of a table by language, as the server sends labels. */
export function label(table, otherwise) {
    return table?.[language()] ?? Object.values(table ?? {})[0] ?? otherwise;
}

/** "45 s", "3 min", "2 h 05", "4 d". */
export function span(milliseconds) {
    const seconds = Math.max(0, Math.round(milliseconds / 1_000));
    if (seconds < 60) return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, "0")}`;
    return `${Math.floor(hours / 24)} ${index === 0 ? "j" : "d"}`;
}

/** The bot's zone: promises are told to customers in it. */
let zone;

export function setZone(name) {
    try {
        new Intl.DateTimeFormat("en", { timeZone: name });
        zone = name;
    } catch { zone = undefined; }
}

/** The bot's zone where its clocks show another time than this browser's; else nothing. */
export function otherZone(milliseconds = Date.now()) {
    if (!zone) return undefined;
    const shown = (timeZone) => new Date(milliseconds).toLocaleString("en", { timeZone });
    return shown(zone) === shown(undefined) ? undefined : zone;
}

/** When something was said, by this browser's clock. */
export function clock(milliseconds) {
    return new Intl.DateTimeFormat(language(), { hour: "2-digit", minute: "2-digit" }).format(milliseconds);
}

export function dayAndClock(milliseconds) { return dayAndClockIn(undefined, milliseconds); }

/** What was promised, as the customer was told it: by the bot's clock, whose zone is named where it is not this browser's. */
export function promisedTime(milliseconds) { return dayAndClockIn(otherZone(milliseconds), milliseconds); }

function dayAndClockIn(timeZone, milliseconds) {
    const parts = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
    return new Intl.DateTimeFormat(language(), timeZone ? { ...parts, timeZone, timeZoneName: "short" } : parts).format(milliseconds);
}

/** Why the server said no. */
export function errorText(error) {
    for (const key of [error.text, error.code]) if (Object.hasOwn(WORDS, key ?? "")) return t(key);
    return t("refused", { why: error.text ?? error.code });
}

/** "order-no" → "Order no": a name out of a file as a person would write it. */
export function readable(name) { return capital(String(name).replace(/[-_.]+/g, " ").trim()); }

function capital(text) { return text.slice(0, 1).toLocaleUpperCase(language()) + text.slice(1); }

const ASKS_FOR = {
    fr: /^quel(?:le)?s? (?:est|sont) (?:votre|vos|le |la |les |l['’])\s?([^?:;.,{}]{2,40}?)\s*\?/i,
    en: /^what (?:is|are) (?:your|the) ([^?:;.,{}]{2,40}?)\s*\?/i,
};

/** Longer ones are no label. */
const SHORT_QUESTION = 48;

/**
 * What a slot is called: what the bot's question asks for where it says so ("Quel est votre numéro de commande ?"), else
 * the question itself where it is short, else its name.
 *
 * @returns {{ text: string, question?: string }}
 */
export function slotName(catalogue, flow, name) {
    // Flows that ask for a slot of the same name mean the same; his own is the first.
    const questions = [...catalogue.flows.filter((one) => one.name === flow), catalogue, ...catalogue.flows]
        .map((one) => one.questions?.[name]?.[language()]).filter(Boolean);
    const named = questions.map((question) => ({ question, asked: ASKS_FOR[language()].exec(question)?.[1] }));
    const { question, asked } = named.find((one) => one.asked) ?? named[0] ?? {};
    const isShort = question && question.length <= SHORT_QUESTION && !question.includes("…");
    return { text: asked ? capital(asked) : isShort ? question : readable(name), question };
}
