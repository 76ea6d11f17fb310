// What the console knows: offers, conversations, the desk. It speaks the protocol and shows nothing; whoever shows listens.
//
//     const session = new Session(relais);
//     session.on("offers" | "mine" | "board" | "catalogue" | "presence" | "said", …);
//     session.on("conversation", (conversation) => …);     something about it changed
//
// An agent's conversation is a list of entries in the order of `seq`; what was sent and is not on disk yet stands behind
// them, so nothing jumps when the ack comes.

import { shownName } from "/shared/names.js";
import { drafts, keep } from "/console/keep.js";
import { setZone, t } from "/console/words.js";

/** How many messages of a conversation are asked for at a time. */
const PAGE = 100;

/** His name, his id, or something short to tell the nameless apart. */
export function customerOf(packet, id) {
    return shownName(packet.customer?.name) || shownName(packet.customer?.id) || `${t("unnamed")} ${id.slice(0, 4)}`;
}

export class Conversation {
    constructor(id) {
        this.id = id;
        this.epoch = 0;
        /** The handover packet; empty until it came. */
        this.packet = {};
        /** By seq, then in order. */
        this.events = new Map();
        /** Sent and not on disk yet: { cid, kind, text, error } */
        this.pending = [];
        this.notes = new Map();
        /** What is being written, outlives a reload; a note never stands in the field of a reply. */
        this.drafts = { reply: "", note: "", ...drafts.get(id)?.texts };
        this.mode = drafts.get(id)?.mode ?? "reply";
        this.unread = 0;
        this.typing = false;
        this.articles = [];
        this.known = [];
        this.hasReplied = false;
        /** When it came to this page, by this page's clock. */
        this.begunAt = 0;
        /** Set when it is not ours any more: why. */
        this.over = undefined;
        this.outcome = undefined;
        /** What a resume brought in: events up to here are history. */
        this.missedUpTo = 0;
    }

    get draft() { return this.drafts[this.mode]; }

    set draft(text) { this.keepDraft(this.mode, text); }

    keepDraft(mode, text) {
        this.drafts[mode] = text;
        drafts.set(this.id, this.drafts.reply || this.drafts.note ? { mode: this.mode, texts: this.drafts } : undefined);
    }

    get ordered() { return [...this.events.values()].sort((a, b) => a.seq - b.seq); }
    get first() { return Math.min(this.packet.transcript_from ?? Infinity, ...this.events.keys()); }
    get last() { return this.ordered.at(-1); }
    get lastSeq() { return Math.max(0, ...this.events.keys()); }
    get customer() { return customerOf(this.packet, this.id); }
    /** When the first reply is due; nothing once it was given. */
    get due() { return this.hasReplied ? undefined : this.packet.first_reply_due; }

    add(event) {
        if (event.seq === undefined || this.events.has(event.seq)) return false;
        this.events.set(event.seq, event);
        if (event.from === "agent") this.hasReplied = true;
        return true;
    }

    take(packet) {
        this.packet = packet;
        for (const line of packet.transcript ?? []) this.add({ kind: "message", ...line });
        // The packet has the newest first.
        for (const note of [...packet.notes ?? []].reverse()) this.notes.set(note.note_seq ?? `p${this.notes.size}`, note);
    }
}

export class Session {
    /** @param {{ isAvailable: boolean }} options  unless this tab said otherwise before */
    constructor(relais, { isAvailable }) {
        this.relais = relais;
        this.handlers = new Map();
        /** By id. */
        this.offers = new Map();
        this.conversations = new Map();
        this.board = undefined;
        this.figures = undefined;
        this.status = undefined;
        this.catalogue = { queues: [], flows: [], canned: [], outcomes: [], languages: [] };
        this.name = "";
        this.isAvailable = (keep.get("available", true) ?? (isAvailable ? "yes" : "no")) === "yes";
        this.capacity = Number(keep.get("capacity", true)) || 4;
        this.skew = 0;
        this.questions = new Map();
        /** Filled in when a reload was asked for: the cid. */
        this.reloading = undefined;
        relais.on("ready", (message) => this.#ready(message))
            .on("event", (event) => this.#event(event))
            .on("passing", (event) => this.#passing(event))
            .on("resumed", (message) => this.#resumed(message))
            .on("ack", (ack, item) => this.#ack(ack, item))
            .on("failed", (item, error) => this.#failed(item, error))
            .on("lost", (id, error) => this.#lost(id, error))
            .on("message", (message) => this.#message(message));
    }

    on(signal, handler) {
        const list = this.handlers.get(signal) ?? [];
        list.push(handler);
        this.handlers.set(signal, list);
        return this;
    }

    off(signal, handler) { this.handlers.set(signal, (this.handlers.get(signal) ?? []).filter((one) => one !== handler)); }

    #emit(signal, ...values) { for (const handler of this.handlers.get(signal) ?? []) handler(...values); }

    /** The server's clock, as far as it told. */
    now() { return Date.now() + this.skew; }

    /** An instant of this page's clock on the server's. */
    there(milliseconds) { return milliseconds + this.skew; }

    get mine() { return [...this.conversations.values()]; }

    // MARK: what an agent does

    setAvailable(on, capacity = this.capacity) {
        this.#keepPresence(on, capacity);
        this.#tellPresence();
    }

    #keepPresence(on, capacity) {
        this.isAvailable = on;
        this.capacity = capacity;
        keep.set("available", on ? "yes" : "no", true);
        keep.set("capacity", String(capacity), true);
        this.#emit("presence");
    }

    /** All windows of an agent are one presence: what was said in another holds here too. */
    #otherWindow(me) {
        if (!me?.present || this.relais.items.some((item) => item.body.type === "available")) return;
        if (me.available !== this.isAvailable || me.capacity !== this.capacity) this.#keepPresence(me.available, me.capacity);
    }

    #tellPresence() { this.relais.send({ type: "available", on: this.isAvailable, capacity: this.capacity }, { isKept: false }); }

    accept(offer) {
        offer.isTaken = true;
        this.relais.send({ type: "accept", conversation: offer.conversation, offer: offer.offer }, { isKept: false });
        this.#emit("offers");
    }

    decline(offer) {
        this.offers.delete(offer.conversation);
        this.relais.send({ type: "decline", conversation: offer.conversation, offer: offer.offer }, { isKept: false });
        this.#emit("offers");
    }

    /** Sends a reply or a note. */
    say(conversation, kind, text) {
        const cid = this.relais.send({ type: kind, conversation: conversation.id, epoch: conversation.epoch, text });
        conversation.keepDraft(kind, "");
        conversation.pending.push({ cid, kind, text });
        conversation.known = [];
        this.#emit("conversation", conversation);
    }

    /** A verb about a conversation in hand: transfer, release, close. */
    act(conversation, body) {
        this.relais.send({ conversation: conversation.id, epoch: conversation.epoch, ...body }, { isKept: false });
    }

    /** Asks something and hands the answer on: suggest, check, history, figures, status. */
    ask(body, handler) {
        const cid = this.relais.send(body, { isKept: false, isQuestion: true });
        this.questions.set(cid, handler);
        return cid;
    }

    suggest(conversation, text) {
        const body = { type: "suggest", conversation: conversation.id };
        if (text) body.text = text;
        this.ask(body, (answer) => {
            conversation.articles = answer.articles ?? [];
            this.#emit("articles", conversation);
        });
    }

    check(conversation, text) {
        this.ask({ type: "check", conversation: conversation.id, text }, (answer) => {
            conversation.known = answer.known ?? [];
            this.#emit("known", conversation);
        });
    }

    older(conversation) {
        const body = { type: "history", conversation: conversation.id, before: conversation.first, limit: PAGE };
        this.ask(body, (answer) => {
            for (const event of answer.events ?? []) conversation.add(event);
            conversation.packet.transcript_from = answer.from;
            this.#emit("conversation", conversation);
        });
    }

    putAway(conversation) {
        drafts.set(conversation.id, undefined);
        this.conversations.delete(conversation.id);
        this.relais.unfollow(conversation.id);
        this.#emit("mine");
    }

    read(conversation) {
        if (conversation.unread === 0) return;
        conversation.unread = 0;
        this.relais.pass({ type: "seen", conversation: conversation.id, seq: conversation.lastSeq });
        this.#emit("mine");
    }

    // MARK: what a supervisor does

    take(id) { this.relais.send({ type: "take", conversation: id }, { isKept: false }); }
    move(id, queue) { this.relais.send({ type: "move", conversation: id, queue }, { isKept: false }); }
    assign(id, agent) { this.relais.send({ type: "assign", conversation: id, agent }, { isKept: false }); }
    reload() { this.reloading = this.relais.send({ type: "reload" }, { isKept: false }); }

    look() {
        this.ask({ type: "figures" }, (answer) => { this.figures = answer; this.#emit("figures"); });
        this.ask({ type: "status" }, (answer) => { this.status = answer; this.#emit("figures"); });
    }

    // MARK: what the server says

    #ready(message) {
        this.name = message.name ?? this.name;
        this.offers.clear();
        const assigned = new Map((message.assigned ?? []).map((one) => [one.conversation, one]));
        for (const conversation of this.conversations.values()) {
            if (!assigned.has(conversation.id) && !conversation.over) this.#end(conversation, "away_too_long");
        }
        for (const [id, one] of assigned) {
            const known = this.conversations.get(id);
            const conversation = known && !known.over ? known : this.#begin(id);
            conversation.epoch = one.epoch;
            if (conversation !== known) this.relais.follow(id, { lastSeq: 0, fields: { packet: true } });
        }
        this.#orphans();
        this.#askCatalogue();
        this.relais.send({ type: "watch" }, { isKept: false });
        this.#tellPresence();
        this.#emit("ready");
        this.#emit("mine");
        this.#emit("offers");
    }

    #askCatalogue() {
        if (!this.relais.items.some((item) => item.body.type === "catalogue")) this.relais.send({ type: "catalogue" }, { isKept: false });
    }

    /** Drafts from before a reload, of conversations that went to somebody else meanwhile. */
    #orphans() {
        for (const [id, draft] of drafts.all()) {
            if (this.conversations.has(id)) continue;
            drafts.set(id, undefined);
            for (const text of Object.values(draft.texts ?? {})) if (text) this.#emit("unsent", text);
        }
    }

    #begin(id) {
        const conversation = new Conversation(id);
        conversation.begunAt = Date.now();
        // Written before a reload and not on disk yet.
        for (const { cid, body } of this.relais.items) {
            if (body.conversation === id && (body.type === "reply" || body.type === "note")) {
                conversation.pending.push({ cid, kind: body.type, text: body.text });
            }
        }
        this.conversations.set(id, conversation);
        return conversation;
    }

    #end(conversation, why) {
        conversation.over = why;
        conversation.typing = false;
        // What was not sent yet stays readable in the pane.
        const unsent = conversation.pending;
        conversation.pending = [];
        for (const { kind, text } of unsent.reverse()) this.#giveBack(conversation, kind, text);
        if (!conversation.draft) conversation.mode = conversation.drafts.reply ? "reply" : "note";
        this.relais.unfollow(conversation.id);
        if (unsent.length) this.#emit("draft", conversation);
        this.#emit("conversation", conversation);
        this.#emit("mine");
    }

    /** A text that was not taken: back into the field, before what was typed since. */
    #giveBack(conversation, kind, text) {
        conversation.keepDraft(kind, [text, conversation.drafts[kind]].filter(Boolean).join("\n"));
    }

    #message(message) {
        const handler = message.cid && this.questions.get(message.cid);
        if (handler) {
            this.questions.delete(message.cid);
            return handler(message);
        }
        switch (message.type) {
        case "offer": return this.#offer(message);
        case "withdrawn":
            if (this.offers.get(message.conversation)?.offer === message.offer) this.offers.delete(message.conversation);
            return this.#emit("offers");
        case "assigned": return this.#assigned(message);
        case "unassigned": {
            const conversation = this.conversations.get(message.conversation);
            if (conversation && message.epoch >= conversation.epoch) this.#end(conversation, message.reason);
            return undefined;
        }
        case "note": {
            const conversation = this.conversations.get(message.conversation);
            if (!conversation) return undefined;
            conversation.notes.set(message.note_seq, message);
            return this.#emit("conversation", conversation);
        }
        case "desk":
            this.#setClock(message.ts);
            this.board = message;
            this.#otherWindow((message.agents ?? []).find((agent) => agent.name === this.name));
            // Other files may have come into force: other canned answers, flows, queues.
            if (this.catalogue.version && message.version !== this.catalogue.version) this.#askCatalogue();
            return this.#emit("board");
        case "catalogue":
            this.catalogue = { ...this.catalogue, ...message };
            setZone(message.zone);
            return this.#emit("catalogue");
        case "alarm": return this.#emit("alarm", message);
        case "error": return this.#emit("trouble", message);
        default: return undefined;
        }
    }

    #setClock(serverMilliseconds) {
        const skew = serverMilliseconds - Date.now();
        const isNews = Math.abs(skew - this.skew) > 2_000;
        this.skew = skew;
        if (!isNews) return;
        this.#emit("offers");
        this.#emit("mine");
        for (const conversation of this.conversations.values()) this.#emit("conversation", conversation);
    }

    #offer(offer) {
        offer.begunAt = Date.now() - (offer.packet?.waiting_ms ?? 0);
        offer.expiresAt = Date.now() + offer.expires_ms;
        this.offers.set(offer.conversation, offer);
        this.#emit("offers", offer);
    }

    #assigned(message) {
        const known = this.conversations.get(message.conversation);
        const conversation = known && !known.over ? known : this.#begin(message.conversation);
        conversation.epoch = message.epoch;
        conversation.take(message.packet ?? {});
        this.offers.delete(message.conversation);
        if (!this.relais.conversations.has(message.conversation)) {
            this.relais.follow(message.conversation, { lastSeq: conversation.lastSeq });
        }
        this.#emit("offers");
        this.#emit("conversation", conversation);
        this.#emit("mine", conversation);
        this.suggest(conversation);
    }

    #ack(ack, item) {
        const body = item?.body ?? {};
        const conversation = this.conversations.get(body.conversation);
        switch (body.type) {
        case "accept": return this.#accepted(ack, body);
        case "reply": case "note": {
            if (!conversation) return undefined;
            conversation.pending = conversation.pending.filter((one) => one.cid !== item.cid);
            if (body.type === "reply") {
                conversation.hasReplied = true;
                if (ack.seq !== undefined) {
                    conversation.add({
                        seq: ack.seq, kind: "message", from: "agent", name: this.name, text: body.text, ts: ack.ts });
                }
            } else {
                conversation.notes.set(ack.note_seq, { from: this.name, text: body.text, ts: ack.ts });
            }
            return this.#emit("conversation", conversation);
        }
        case "close":
            if (conversation) {
                conversation.outcome = body.outcome;
                this.#end(conversation, "closed");
            }
            return undefined;
        case "transfer": if (conversation) this.#end(conversation, "transferred"); return undefined;
        case "release": if (conversation) this.#end(conversation, "released"); return undefined;
        case "reload":
            this.reloading = undefined;
            this.look();
            return this.#emit("reloaded", undefined);
        default: return undefined;
        }
    }

    #accepted(ack, body) {
        const offer = this.offers.get(body.conversation);
        this.offers.delete(body.conversation);
        const known = this.conversations.get(body.conversation);
        const conversation = known && !known.over ? known : this.#begin(body.conversation);
        conversation.epoch = ack.epoch;
        if (offer) conversation.take(offer.packet);
        // What the customer said since the offer comes with the resume.
        this.relais.follow(body.conversation, {
            lastSeq: conversation.lastSeq, fields: offer ? undefined : { packet: true } });
        this.#emit("offers");
        this.#emit("conversation", conversation);
        this.#emit("mine", conversation);
        this.suggest(conversation);
    }

    #failed(item, error) {
        const body = item.body;
        const conversation = this.conversations.get(body.conversation);
        if (this.questions.delete(item.cid)) return;
        if (body.type === "reload") {
            this.reloading = undefined;
            return this.#emit("reloaded", error.text);
        }
        if (body.type === "accept") this.offers.delete(body.conversation);
        if (body.type === "reply" || body.type === "note") {
            if (conversation) {
                conversation.pending = conversation.pending.filter((one) => one.cid !== item.cid);
                this.#giveBack(conversation, body.type, body.text);
                conversation.mode = body.type;
                this.#emit("draft", conversation);
                if (error.code === "stale_assignment") this.#end(conversation, conversation.over ?? "moved");
            } else {
                this.#emit("unsent", body.text);
            }
        }
        this.#emit("offers");
        this.#emit("trouble", error);
        // A note that was written for whoever is next is not to be written twice.
        if (conversation && !conversation.over) this.#emit("refused", conversation, body, error);
    }

    #lost(id, _error) {
        const conversation = this.conversations.get(id);
        if (conversation && !conversation.over) this.#end(conversation, "moved");
    }

    #resumed(message) {
        const conversation = this.conversations.get(message.conversation);
        if (!conversation) return;
        conversation.missedUpTo = message.to ?? message.seq ?? 0;
        for (const event of message.snapshot?.events ?? []) conversation.add(event);
        this.#emit("conversation", conversation);
    }

    #event(event) {
        const conversation = this.conversations.get(event.conversation);
        if (!conversation || !conversation.add(event)) return;
        if (event.kind === "message") conversation.typing = false;
        // One that was missed is the past: a low rating opened the conversation again, or it would not be in hand.
        if (event.kind === "closed" && event.seq > conversation.missedUpTo) {
            conversation.outcome = event.outcome;
            this.#end(conversation, "closed");
        }
        if (event.from === "customer") {
            conversation.unread += 1;
            this.#emit("said", conversation);
            this.suggest(conversation);
        }
        this.#emit("conversation", conversation);
        this.#emit("mine");
    }

    #passing(event) {
        const conversation = this.conversations.get(event.conversation);
        if (!conversation || event.kind !== "typing" || event.from !== "customer") return;
        conversation.typing = event.on;
        clearTimeout(conversation.typingTimer);
        // A page that was closed never says it stopped.
        conversation.typingTimer = setTimeout(() => { conversation.typing = false; this.#emit("typing", conversation); }, 8_000);
        this.#emit("typing", conversation);
    }
}
