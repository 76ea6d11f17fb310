// One connection to Relais, for every page: hello, heartbeat, coming back, resuming, and an outbox from which nothing is
// lost or sent twice. It knows the protocol (Sources/Wire/Protocol.md) and nothing of what is shown.
//
//     const relais = new RelaisClient({ url: "wss://chat.example/", role: "customer", name: "widget/1" });
//     relais.on("event", (event) => …);          an event of a followed conversation: once, in order
//     relais.on("ack", (ack, item) => …);        what was sent is on disk
//     relais.start();
//     relais.open({ channel: "web" });           → "opened"
//     relais.send({ type: "say", conversation, text });
//
// Three rules make it lossless. What is sent stays in the outbox until its ack, under an id (cid) that the server
// remembers for ever: sending it again does nothing. In one conversation one message is under way at a time, so that a
// retry cannot overtake. And `last_seq` counts what was handed on, so that a resume brings what is missing and no more.
//
// Signals (name: arguments):
//   state      "connecting" | "ready" | "waiting" | "stopped", { attempt, retryMs, reason }
//   ready      the server's `ready` (agents, supervisors, sites) or `hello` (customers)
//   opened     the server's `opened`
//   resumed    the server's `resumed` (what was missed follows as events) or `resync` (begin from its snapshot)
//   event      an event with a seq; `passing` one without (typing, seen, place)
//   ack        the server's `ack`, the item it answers
//   failed     the item, the server's `error`: it will not be sent again
//   lost       a conversation that may not be followed any more, the error
//   message    everything else: offers, notes, the desk, suggestions, errors without an item

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
/** A connection that held this long was a good one: the next trouble begins at the first step again. */
const STEADY_MS = 10_000;
const CONNECT_MS = 10_000;
/** Silence after which the server is asked, and how long it may take to answer. */
const QUIET_MS = 35_000;
const PROBE_MS = 6_000;
const TICK_MS = 2_000;
/** After these the server will not have us back: coming again would change nothing. Not so `auth_required`, a late hello. */
const FINAL = new Set(["auth_failed", "auth_expired", "unsupported_version", "replaced"]);

/** 128 random bits as an id. */
export function newId(prefix = "") {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return prefix + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The address of the socket beside a page or script: `https:` becomes `wss:`. */
export function socketAddress(base) {
    const url = new URL("socket", base);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    url.search = url.hash = "";
    return url.href;
}

/** Keeps the outbox for this page only; a durable one has the same three functions. */
export class MemoryOutbox {
    all() { return []; }
    put(_item) {}
    remove(_cid) {}
}

/**
 * Milliseconds until the next try: a random part of a span that doubles. Random, so that a thousand pages do not come
 * back in the same instant.
 */
export function backOff(attempt, random = Math.random) {
    const span = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt, 16));
    return Math.round(span / 2 + random() * (span / 2));
}

export class RelaisClient {
    /**
     * @param {object} options
     * @param {string} options.url  address of the socket
     * @param {string} [options.role]  customer, site, agent, supervisor
     * @param {string} [options.name]  name and version of this page
     * @param {() => string | undefined} [options.token]  asked for at every connection
     * @param {object} [options.outbox]  where what is under way is kept: all(), put(item), remove(cid)
     * @param {(conversation: string) => string[]} [options.secrets]  secrets to resume with, best first
     * @param {(conversation: string, secret: string) => void} [options.keepSecret]  a new one was given
     */
    constructor({ url, role = "customer", name = "relais", token, outbox, secrets, keepSecret }) {
        this.url = url;
        this.role = role;
        this.name = name;
        this.token = token;
        this.outbox = outbox ?? new MemoryOutbox();
        this.secretsOf = secrets;
        this.keepSecret = keepSecret;
        this.state = "stopped";
        this.limits = {};
        this.handlers = new Map();
        /** By id: { lastSeq, isLive, secret, untried } */
        this.conversations = new Map();
        /** In the order of sending: { cid, body, memo, sent, retryAt } */
        this.items = this.outbox.all().map((item) => ({ ...item, sent: false, retryAt: 0 }));
        this.socket = null;
        this.attempt = 0;
        this.wake = () => this.#wake();
        this.sight = () => { if (document.visibilityState === "visible") this.#wake(); };
    }

    on(signal, handler) {
        const list = this.handlers.get(signal) ?? [];
        list.push(handler);
        this.handlers.set(signal, list);
        return this;
    }

    // MARK: for the page

    start() {
        if (this.state !== "stopped") return;
        this.attempt = 0;
        addEventListener("online", this.wake);
        addEventListener("pageshow", this.wake);
        document.addEventListener("visibilitychange", this.sight);
        this.lastTick = Date.now();
        this.ticker = setInterval(() => this.#tick(), TICK_MS);
        this.#connect();
    }

    stop(reason) {
        removeEventListener("online", this.wake);
        removeEventListener("pageshow", this.wake);
        document.removeEventListener("visibilitychange", this.sight);
        clearInterval(this.ticker);
        clearTimeout(this.retry);
        this.#abandon();
        this.#become("stopped", { reason });
    }

    /** Begins a conversation; what was sent with `conversation: null` goes there. */
    open(fields) {
        return this.send({ type: "open", ...fields }, { isKept: false });
    }

    /** Follows a conversation that is there already; `fields` go along with its first resume. */
    follow(conversation, { lastSeq = 0, secret, fields } = {}) {
        this.conversations.set(conversation, { lastSeq, isLive: false, secret, untried: null, fields });
        if (this.state === "ready") this.#resume(conversation);
    }

    /** Follows it no more, and forgets what was not sent. */
    unfollow(conversation) {
        this.conversations.delete(conversation);
        for (const item of this.items.filter((item) => item.body.conversation === conversation)) this.#forget(item);
    }

    /**
     * Sends a verb that has a cid, now or as soon as there is a connection, until it is answered.
     * @param {object} body  `conversation: null` waits for the conversation that is being opened
     * @param {object} [options]
     * @param {*} [options.memo]  for the page itself, kept with it and not sent
     * @param {boolean} [options.isQuestion]  changes nothing (suggest, history, …): nobody waits for its answer
     * @returns {string} its cid
     */
    send(body, { cid = newId(), memo, isKept = true, isQuestion = false } = {}) {
        const item = { cid, body: { ...body, cid }, memo, sent: false, retryAt: 0, isQuestion };
        this.items.push(item);
        if (isKept) this.#keep(item);
        this.#flush();
        return cid;
    }

    /** Has what was not sent in one conversation wait for the next `opened`. */
    moveToNext(conversation) {
        for (const item of this.items) {
            if (item.body.conversation !== conversation) continue;
            item.body.conversation = null;
            item.sent = false;
            this.#keep(item);
        }
    }

    /** Sends what may be dropped (`typing`, `seen`): now or never. */
    pass(body) {
        const conversation = this.conversations.get(body.conversation);
        if (this.state === "ready" && (!body.conversation || conversation?.isLive)) this.#write(body);
    }

    // MARK: connection

    #connect() {
        clearTimeout(this.retry);
        this.#abandon();
        this.#become("connecting", { attempt: this.attempt });
        let socket;
        try {
            socket = new WebSocket(this.url, "relais.v1");
        } catch {
            return this.#later();
        }
        this.socket = socket;
        this.startedAt = this.heardAt = Date.now();
        this.probedAt = 0;
        socket.onopen = () => this.#write({ type: "hello", v: [1], client: this.name, role: this.role });
        socket.onmessage = (message) => this.#receive(message.data);
        socket.onclose = () => this.#later();
    }

    /** Lets the socket go without waiting for it to notice: on a dead network it would not for minutes. */
    #abandon() {
        const socket = this.socket;
        this.socket = null;
        if (socket) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close();
        }
        for (const item of this.items) item.sent = false;
        for (const conversation of this.conversations.values()) conversation.isLive = false;
    }

    #later(retryMs) {
        if (this.state === "stopped") return;
        if (this.state === "ready" && Date.now() - this.readyAt > STEADY_MS) this.attempt = 0;
        this.#abandon();
        const delay = retryMs ?? this.pendingRetryMs ?? backOff(this.attempt);
        this.pendingRetryMs = undefined;
        this.attempt += 1;
        clearTimeout(this.retry);
        this.retry = setTimeout(() => this.#connect(), delay);
        this.#become("waiting", { attempt: this.attempt, retryMs: delay });
    }

    /** The network or the page is back: no need to wait for a timer, and no trust in a socket that slept. */
    #wake() {
        if (this.state === "waiting") {
            if (Date.now() - this.startedAt > 1_000) this.#connect();
        } else if (this.state === "ready") {
            this.#probe();
        }
    }

    #probe() {
        if (this.probedAt) return;
        this.probedAt = Date.now();
        this.#write({ type: "ping" });
    }

    #tick() {
        const now = Date.now();
        const hasSlept = now - this.lastTick > 10 * TICK_MS;
        this.lastTick = now;
        if (this.state === "connecting" && now - this.startedAt > CONNECT_MS) return this.#later();
        if (this.state !== "ready") return hasSlept ? this.#wake() : undefined;
        if (this.probedAt && now - this.probedAt > PROBE_MS) return this.#later(0);
        if (hasSlept || now - this.heardAt > QUIET_MS) this.#probe();
        this.#flush();
    }

    #write(object) {
        if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(object));
    }

    #become(state, detail = {}) {
        if (this.state === state && state !== "waiting") return;
        this.state = state;
        this.#emit("state", state, detail);
    }

    #emit(signal, ...values) {
        for (const handler of this.handlers.get(signal) ?? []) {
            try {
                handler(...values);
            } catch (error) {
                // What a page does wrong with one message must not cost the next ones.
                console.error(error);
            }
        }
    }

    // MARK: receiving

    #receive(text) {
        this.heardAt = Date.now();
        this.probedAt = 0;
        let message;
        try {
            message = JSON.parse(text);
        } catch {
            return this.#later();
        }
        switch (message.type) {
        case "ping": return this.#write({ type: "pong" });
        case "pong": return undefined;
        case "hello": return this.#greeted(message);
        case "ready": return this.#isReady(message);
        case "opened": return this.#opened(message);
        case "resumed": case "resync": return this.#resumed(message);
        case "event": return this.#event(message);
        case "ack": return this.#ack(message);
        case "error": return this.#error(message);
        case "drain":
            this.pendingRetryMs = (message.retry_ms ?? 0) + Math.random() * (message.jitter_ms ?? 0);
            return this.#emit("message", message);
        default: {
            const item = message.cid && this.#item(message.cid);
            if (item) this.#forget(item);
            this.#emit("message", message, item);
            this.#flush();
        }
        }
        return undefined;
    }

    #greeted(message) {
        this.limits = message.limits ?? {};
        if (this.role === "customer") return this.#isReady(message);
        return this.#write({ type: "auth", token: this.token?.() ?? "" });
    }

    #isReady(message) {
        this.readyAt = Date.now();
        const followed = [...this.conversations.keys()];
        this.#become("ready");
        this.#emit("ready", message);
        for (const id of followed) this.#resume(id);
        this.#flush();
    }

    #opened(message) {
        const item = this.#item(message.cid);
        if (item) this.#forget(item);
        const id = message.conversation;
        this.conversations.set(id, { lastSeq: message.seq, isLive: true, secret: message.resume, untried: null });
        this.keepSecret?.(id, message.resume);
        for (const waiting of this.items) {
            if (waiting.body.conversation !== null) continue;
            waiting.body.conversation = id;
            this.#keep(waiting);
        }
        this.#emit("opened", message);
        this.#flush();
    }

    #resume(id) {
        const conversation = this.conversations.get(id);
        if (!conversation) return;
        conversation.isLive = false;
        const request = { ...conversation.fields, type: "resume", conversation: id, last_seq: conversation.lastSeq };
        conversation.fields = undefined;
        if (this.role === "customer") {
            // Another page of the same customer may have been given a newer one, or have used up ours.
            const known = [...(this.secretsOf?.(id) ?? []), conversation.secret].filter(Boolean);
            conversation.untried ??= [...new Set(known)];
            request.resume = conversation.untried.shift();
            if (!request.resume) return this.#lose(id, { code: "not_found" });
        }
        return this.#write(request);
    }

    #resumed(message) {
        const id = message.conversation;
        const conversation = this.conversations.get(id);
        if (!conversation) return;
        conversation.isLive = true;
        conversation.untried = null;
        if (message.resume) {
            conversation.secret = message.resume;
            this.keepSecret?.(id, message.resume);
        }
        if (message.type === "resync") conversation.lastSeq = message.seq;
        this.#emit("resumed", message);
        this.#flush();
    }

    #lose(id, error) {
        this.conversations.delete(id);
        this.#emit("lost", id, error);
    }

    #event(message) {
        const conversation = this.conversations.get(message.conversation);
        if (message.seq === undefined) return this.#emit("passing", message);
        if (conversation) {
            if (message.seq <= conversation.lastSeq) return undefined;
            // A hole must not be shown as if it were none.
            if (message.seq > conversation.lastSeq + 1) {
                return conversation.isLive ? this.#resume(message.conversation) : undefined;
            }
            conversation.lastSeq = message.seq;
        }
        // The record has it: the answer to our own sending was lost with an older connection.
        const item = message.cid && message.from !== "agent" && this.#item(message.cid);
        if (item && !item.sent) this.#forget(item);
        return this.#emit("event", message);
    }

    #ack(message) {
        const item = this.#item(message.cid);
        const conversation = this.conversations.get(message.conversation);
        // The ack stands in the place of the event; a repeated one stands anywhere.
        if (conversation && !message.dup && message.seq === conversation.lastSeq + 1) conversation.lastSeq = message.seq;
        if (item) this.#forget(item);
        this.#emit("ack", message, item);
        this.#flush();
    }

    #error(message) {
        const item = message.cid && this.#item(message.cid);
        if (message.fatal) {
            if (FINAL.has(message.code)) {
                this.#emit("message", message);
                return this.stop(message.code);
            }
            if (message.retry_ms) this.pendingRetryMs = message.retry_ms * (1 + Math.random());
            return this.#emit("message", message);
        }
        if (this.state === "connecting" && message.retry_ms === undefined) {
            // A wrong token, or one for another page: saying it again would not help.
            this.#emit("message", message);
            return this.stop(message.code);
        }
        const conversation = this.conversations.get(message.conversation);
        if (item) {
            if (message.retry_ms !== undefined) {
                item.sent = false;
                item.retryAt = Date.now() + message.retry_ms * (1 + Math.random() / 2);
                setTimeout(() => this.#flush(), item.retryAt - Date.now() + 10);
                return undefined;
            }
            this.#forget(item);
            this.#emit("failed", item, message);
            return this.#flush();
        }
        if (conversation && !conversation.isLive) {
            if (message.retry_ms !== undefined) {
                conversation.untried = null;
                setTimeout(() => {
                    if (this.state === "ready" && !conversation.isLive) this.#resume(message.conversation);
                }, message.retry_ms);
            } else if (message.code === "ahead") {
                conversation.lastSeq = 0;
                conversation.untried = null;
                this.#emit("resumed", { type: "resync", conversation: message.conversation, seq: 0, snapshot: {} });
                return this.#resume(message.conversation);
            } else if (this.role === "customer" && message.code === "not_found") {
                return this.#resume(message.conversation);
            } else {
                return this.#lose(message.conversation, message);
            }
            return undefined;
        }
        return this.#emit("message", message);
    }

    // MARK: outbox

    #item(cid) { return this.items.find((item) => item.cid === cid); }

    #keep(item) { this.outbox.put({ cid: item.cid, body: item.body, memo: item.memo }); }

    #forget(item) {
        this.items = this.items.filter((other) => other !== item);
        this.outbox.remove(item.cid);
    }

    /** Sends the first message of each conversation, unless it is under way or has to wait. */
    #flush() {
        if (this.state !== "ready") return;
        const now = Date.now();
        const busy = new Set();
        for (const item of this.items) {
            const id = item.body.conversation;
            // What has no conversation (available, watch) waits for nobody.
            if (id === undefined || item.isQuestion ? item.sent : busy.has(id)) continue;
            if (!item.isQuestion) busy.add(id);
            if (item.sent || item.retryAt > now) continue;
            if (id === null || (id !== undefined && !this.#mayWrite(id))) continue;
            item.sent = true;
            this.#write(item.body);
        }
    }

    #mayWrite(id) {
        const conversation = this.conversations.get(id);
        // An agent's verbs about a conversation he does not follow (accept, take) are the server's to judge.
        return conversation ? conversation.isLive : this.role !== "customer";
    }
}
