// The widget: what was said, who answers now, and what the visitor does, between the connection and the panel.

import { RelaisClient, newId, socketAddress } from "../shared/relais-client.js";
import { shownName } from "../shared/names.js";
import { h } from "./dom.js";
import { Keep } from "./keep.js";
import { Panel } from "./panel.js";
import { languageOf, texts } from "./texts.js";

const VERSION = "widget/1";
const TYPING_MS = 3_000;
const OTHERS_TYPING_MS = 6_000;

/** Shows the widget on this page; @param {string} base  the daemon's address @param {object} settings  see loader.js */
export async function mount(base, settings) {
    const isPage = settings.view === "page";
    // The script may be here before the page is.
    if (!document.body) await new Promise((resolve) => { document.addEventListener("DOMContentLoaded", resolve); });
    // The widget's own words run from left to right, whatever the page's do; each message finds its own way.
    const host = h("relais-widget", { dir: "ltr", "data-theme": settings.theme, "data-side": settings.side, "data-view": settings.view });
    const root = host.attachShadow({ mode: "open" });
    const style = h("link", { rel: "stylesheet", href: new URL("widget/style.css", base).href });
    const styled = new Promise((resolve) => { style.onload = style.onerror = resolve; });
    root.append(style);
    document.body.append(host);
    await styled;
    return new Widget(base, settings, host, root, isPage);
}

class Widget {
    constructor(base, settings, host, root, isPage) {
        this.settings = settings;
        this.host = host;
        this.isPage = isPage;
        this.language = languageOf(settings.lang);
        this.say = texts[this.language];
        this.title = settings.title || this.say.title;
        host.setAttribute("lang", this.language);
        this.keep = new Keep(`${base}:${settings.customer?.id ?? ""}`, settings.storage);
        this.panel = new Panel(root, this.say, { title: this.title, isPage, language: this.language }, {
            open: () => this.open(), close: () => this.close(), send: (text) => this.#send(text),
            input: (hasText) => this.#typing(hasText), choose: (choice) => this.#choose(choice),
            rate: (score, comment, entry) => this.#rate(score, comment, entry), retry: (entry) => this.#retry(entry),
        });
        this.#connect(socketAddress(base));
        this.#begin();
        this.onStorage = (event) => { if (this.keep.isAboutConversation(event)) this.#otherTab(); };
        addEventListener("storage", this.onStorage);
        this.onSight = () => this.#look();
        document.addEventListener("visibilitychange", this.onSight);

        const known = this.keep.conversation;
        if (known) this.#follow(known.id);
        for (const item of this.client.items) this.#showItem(item);
        if (known || this.client.items.length) this.client.start();
        if (!known && this.client.items.length) this.#openConversation();
        if (isPage || "open" in settings || (this.keep.isOpen && innerWidth > 600)) this.open({ withFocus: false });
    }

    // MARK: for the page

    open({ withFocus = true } = {}) {
        this.keep.isOpen = true;
        this.panel.show(withFocus);
        this.unread = 0;
        this.client.start();
        this.#welcome();
        this.#look();
    }

    /** Opens the panel and says something for the visitor, who has just touched it on the page. */
    ask(text) {
        this.open();
        if (String(text ?? "").trim()) this.#send(String(text).trim());
    }

    close() {
        if (this.isPage) return;
        this.keep.isOpen = false;
        this.panel.hide(true);
    }

    remove() {
        this.client.stop("removed");
        removeEventListener("storage", this.onStorage);
        document.removeEventListener("visibilitychange", this.onSight);
        this.host.remove();
    }

    // MARK: the conversation

    /** Before anything is said: the widget's own words. A conversation is opened by the first message, not by a look. */
    #welcome() {
        if (this.conversation || this.entries.size) return;
        const suggestions = String(this.settings.suggest ?? "").split("|").map((text) => text.trim()).filter(Boolean);
        this.panel.put({ key: "welcome", kind: "welcome", text: this.settings.welcome || this.say.welcome, suggestions });
    }

    /** Nothing was said yet. */
    #begin() {
        this.entries = new Map();
        this.conversation = null;
        this.owner = { who: "bot" };
        this.isClosed = false;
        this.hasRated = false;
        this.hasSpoken = false;
        this.caughtUpTo = 0;
        this.lastSeq = 0;
        this.unread = 0;
        this.#showOwner();
        this.#showCommands();
    }

    #follow(id) {
        this.conversation = id;
        this.opening = null;
        this.caughtUpTo = Infinity;
        this.panel.isQuiet = true;
        this.client.follow(id, { lastSeq: 0 });
    }

    #openConversation() {
        const { settings } = this;
        this.shownPath = location.pathname;
        this.client.start();
        this.opening = this.client.open({
            channel: settings.channel || "web", lang: this.language, page: location.pathname,
            ...(settings.customer ? { customer: settings.customer } : {}), ...(settings.profile ? { profile: settings.profile } : {}),
        });
    }

    /** The next message opens a new conversation below this one. */
    #renew() {
        if (this.conversation) this.client.unfollow(this.conversation);
        this.keep.conversation = null;
        for (const entry of this.entries.values()) this.#withoutChoices(entry);
        this.#put({ key: newId(), kind: "divider", text: this.say.newConversation });
        const shown = this.entries;
        this.#begin();
        this.entries = shown;
    }

    #otherTab() {
        const known = this.keep.conversation;
        if (!known || known.id === this.conversation || this.client.items.length) return;
        this.panel.clear();
        if (this.conversation) this.client.unfollow(this.conversation);
        this.#begin();
        this.#follow(known.id);
    }

    #connect(url) {
        const { keep } = this;
        this.client = new RelaisClient({
            url, role: "customer", name: VERSION, outbox: keep, secrets: (id) => keep.secrets(id),
            keepSecret: (id, secret) => keep.keepSecret(id, secret),
        });
        this.client
            .on("state", (state, detail) => this.#showState(state, detail))
            .on("ready", () => { this.panel.limit = this.client.limits.text ?? this.panel.limit; })
            .on("opened", (message) => {
                this.conversation = message.conversation;
                this.opening = null;
                this.caughtUpTo = 0;
                this.panel.isQuiet = false;
            })
            .on("resumed", (message) => this.#resumed(message))
            .on("event", (event) => this.#event(event))
            .on("passing", (event) => this.#passing(event))
            .on("ack", (ack, item) => this.#acked(ack, item))
            .on("failed", (item, error) => this.#failed(item, error))
            .on("lost", (id) => this.#lost(id))
            .on("message", (message) => { if (message.type === "error" && message.code === "forbidden") this.#refused(); });
    }

    #resumed(message) {
        if (message.type === "resync") {
            const { snapshot } = message;
            this.panel.clear();
            this.entries = new Map();
            this.owner = { who: snapshot.owner ?? "bot", name: snapshot.name };
            this.isClosed = snapshot.closed !== undefined;
            for (const item of this.client.items) this.#showItem(item);
            for (const event of snapshot.events ?? []) this.#event({ ...event, conversation: message.conversation });
            this.#showOwner();
            this.caughtUpTo = 0;
            this.panel.isQuiet = false;
        } else {
            this.caughtUpTo = message.to;
            this.#catchUp();
        }
        this.#showPage();
    }

    /** Where the visitor is now, for whoever answers: the path only, never what stands behind it. */
    #showPage() {
        if (this.shownPath === location.pathname || !this.conversation) return;
        this.shownPath = location.pathname;
        this.client.send({ type: "page", conversation: this.conversation, url: location.pathname }, { isKept: false });
    }

    #catchUp() {
        if (this.lastSeq < this.caughtUpTo) return;
        // One turn later, so that what was put in quietly is not read aloud after all.
        setTimeout(() => { this.panel.isQuiet = false; });
    }

    #lost(id) {
        this.client.moveToNext(id);
        if (this.keep.conversation?.id === id) this.keep.conversation = null;
        const hadSpoken = this.hasSpoken || this.entries.size > 0;
        this.#begin();
        this.panel.clear();
        for (const item of this.client.items) this.#showItem(item);
        if (hadSpoken) this.#put({ key: newId(), kind: "note", text: this.say.lost });
        if (this.client.items.length) this.#openConversation();
        else if (this.panel.isOpen) this.#welcome();
    }

    // MARK: what comes in

    #event(event) {
        if (event.conversation !== this.conversation) return;
        this.lastSeq = event.seq;
        const isNew = event.seq > this.caughtUpTo || event.seq > (this.keep.conversation?.seen ?? 0);
        switch (event.kind) {
        case "message": this.#message(event, isNew); break;
        case "owner": this.#ownerIs(event); break;
        case "rated":
            this.hasRated = true;
            this.panel.drop("rating");
            this.#put({ key: event.cid ?? `${event.conversation}:${event.seq}`, kind: "note", text: this.say.rated(event.score) });
            break;
        case "closed": this.#closed(event); break;
        case "incident": this.#put({ key: `${event.conversation}:${event.seq}`, kind: "note", text: event.text }); break;
        default: break;
        }
        this.#catchUp();
        this.#look();
        this.#showCommands();
    }

    #message(event, isNew) {
        const key = event.cid && event.from === "customer" ? event.cid : `${event.conversation}:${event.seq}`;
        if (event.from === "customer") this.hasSpoken = true;
        else this.#nobodyTypes();
        this.#dropChoices();
        const entry = {
            key, kind: "message", from: event.from, name: event.name, text: event.text ?? "", choices: event.choices,
            ts: event.ts, seq: event.seq, state: event.from === "customer" ? "sent" : undefined,
        };
        if (this.isClosed) this.#reopened();
        // The bot's own words for an arrival stand in the place of ours.
        if (event.from === "system" && this.joined?.seq === event.seq - 1) {
            this.panel.drop(this.joined.key);
            this.entries.delete(this.joined.key);
        }
        this.#put(entry);
        if (isNew && ["bot", "agent"].includes(event.from) && !this.panel.isOpen) {
            this.unread += 1;
            this.panel.unread = this.unread;
        }
    }

    #ownerIs(event) {
        this.#dropChoices();
        if (this.isClosed) this.#reopened();
        const before = this.owner;
        this.owner = { who: event.owner, name: event.name, place: event.place, waitMs: event.expected_wait_ms };
        const key = `${event.conversation}:${event.seq}`;
        if (event.owner === "agent") {
            this.joined = { key, seq: event.seq };
            this.#put({ key, kind: "note", words: [h("bdi", {}, shownName(event.name)), ` (${this.say.agent.toLowerCase()}) ${this.say.joined}`] });
        } else if (event.owner === "queue" && before.who !== "queue") {
            this.#put({ key, kind: "note", text: this.say.inQueue });
        } else if (event.owner === "bot" && before.who !== "bot") {
            this.#put({ key, kind: "note", text: this.say.backToBot });
        }
        this.#nobodyTypes();
        this.#showOwner();
    }

    #nobodyTypes() {
        clearTimeout(this.typist);
        this.panel.setTyping(null);
    }

    #closed(event) {
        if (this.isClosed) return;
        this.isClosed = true;
        this.#dropChoices();
        this.#nobodyTypes();
        this.#put({ key: `${event.conversation}:${event.seq}`, kind: "note", text: this.say.ended });
        // Asked once, where there was something to judge.
        if (!this.hasRated && this.hasSpoken) this.#askRating();
        this.#showOwner();
    }

    #reopened() {
        this.isClosed = false;
        this.panel.drop("rating");
        this.#showOwner();
    }

    #passing(event) {
        if (event.conversation !== this.conversation) return;
        if (event.kind === "place") {
            this.owner = { ...this.owner, place: event.place, waitMs: event.expected_wait_ms };
            this.#showOwner();
        } else if (event.kind === "typing") {
            this.#nobodyTypes();
            if (!event.on || this.isClosed) return;
            const name = shownName(this.owner.name) || this.say.agent;
            this.panel.setTyping(`${event.from === "agent" ? name : this.say.bot} ${this.say.typing}`);
            this.typist = setTimeout(() => this.panel.setTyping(null), OTHERS_TYPING_MS);
        } else if (event.kind === "seen" && event.from === "agent") {
            for (const entry of this.entries.values()) {
                if (entry.state === "sent" && entry.seq <= event.upto) this.#put({ ...entry, state: "seen" });
            }
        }
    }

    // MARK: what goes out

    #put(entry) {
        this.panel.drop("welcome");
        this.entries.set(entry.key, entry);
        this.panel.put(entry);
    }

    #dropChoices() {
        for (const entry of this.entries.values()) this.#withoutChoices(entry);
    }

    #withoutChoices(entry) {
        if (entry.choices) this.#put({ ...entry, choices: undefined });
    }

    /** A message of ours that has no answer yet, also of before a reload. */
    #showItem(item) {
        const text = item.body.type === "say" ? item.body.text : item.body.type === "choose" ? item.memo : null;
        if (text) this.#put({ key: item.cid, kind: "message", from: "customer", text, state: "sending" });
    }

    #target() {
        if (this.isClosed) this.#renew();
        return this.conversation;
    }

    #submit(body, memo) {
        const conversation = this.#target();
        this.#dropChoices();
        this.#showPage();
        const cid = newId();
        this.#showItem({ cid, body, memo });
        this.client.send({ ...body, conversation }, { cid, memo });
        this.client.start();
        if (!conversation && !this.opening) this.#openConversation();
        this.typingSince = 0;
    }

    #send(text) { this.#submit({ type: "say", text }); }

    #choose(choice) {
        this.#submit({ type: "choose", choice: choice.id }, choice.label);
        this.panel.box.focus();
    }

    #retry(entry) {
        this.entries.delete(entry.key);
        this.panel.drop(entry.key);
        this.#send(entry.text);
        this.panel.box.focus();
    }

    #askRating() { this.panel.put({ key: "rating", kind: "rating" }); }

    #rate(score, comment) {
        this.client.send({ type: "rate", conversation: this.conversation, score, ...(comment ? { comment } : {}) });
        this.panel.drop("rating");
        this.panel.box.focus();
    }

    #acked(ack, item) {
        if (ack.conversation !== this.conversation) return;
        if (ack.seq !== undefined && !ack.dup) this.lastSeq = Math.max(this.lastSeq, ack.seq);
        const entry = this.entries.get(ack.cid);
        if (entry?.kind === "message") {
            this.hasSpoken = true;
            this.#put({ ...entry, state: "sent", seq: ack.seq, ts: ack.ts });
        }
        if (item?.body.type === "rate") {
            this.hasRated = true;
            this.#put({ key: ack.cid, kind: "note", text: this.say.rated(item.body.score) });
        } else if (item?.body.type === "close") {
            this.#closed({ conversation: ack.conversation, seq: ack.seq });
        }
        this.#catchUp();
        this.#showCommands();
    }

    #failed(item, error) {
        if (item.body.type === "open") {
            this.opening = null;
            return this.#refused();
        }
        if (error.code === "closed" && item.body.conversation === this.conversation) {
            // It was closed while this was on its way: said again, with all that waits behind it, in a new conversation.
            this.isClosed = true;
            const unsaid = [item, ...this.client.items.filter((one) => one.body.conversation === this.conversation)];
            for (const { cid, body, memo } of unsaid) {
                this.panel.drop(cid);
                this.entries.delete(cid);
                if (body.type === "say") this.#send(body.text);
                else if (body.type === "choose") this.#send(memo);
            }
            return undefined;
        }
        const entry = this.entries.get(item.cid);
        return entry ? this.#put({ ...entry, state: "failed" }) : undefined;
    }

    #typing(hasText) {
        if (!this.conversation || this.isClosed) return;
        const now = Date.now();
        if (hasText ? now - (this.typingSince ?? 0) < TYPING_MS : !this.typingSince) return;
        this.typingSince = hasText ? now : 0;
        this.client.pass({ type: "typing", conversation: this.conversation, on: hasText });
    }

    /** What stands before the visitor's eyes is seen. */
    #look() {
        if (!this.panel.isOpen || document.visibilityState !== "visible" || !this.conversation) return;
        const known = this.keep.conversation;
        if (!this.lastSeq || !known || known.seen === this.lastSeq) return;
        this.keep.conversation = { ...known, seen: this.lastSeq };
        this.client.pass({ type: "seen", conversation: this.conversation, seq: this.lastSeq });
    }

    // MARK: around the messages

    #showOwner() {
        const { say, owner } = this;
        if (this.isClosed) return this.panel.setStatus("bot", say.closed);
        if (owner.who === "agent") return this.panel.setStatus("agent", say.agent, " ", h("bdi", {}, shownName(owner.name)));
        if (owner.who !== "queue") return this.panel.setStatus("bot", say.withBot);
        const words = owner.place ? [say.place(owner.place)] : [say.waiting];
        if (owner.waitMs !== undefined) words.push(say.wait(Math.round(owner.waitMs / 60_000)));
        return this.panel.setStatus("queue", words.join(" · "));
    }

    #showCommands() {
        const { say } = this;
        const list = [];
        if (this.hasSpoken && !this.hasRated) list.push([say.rate, () => { this.#askRating(); this.panel.focusRating(); }]);
        if (this.entries.size) list.push([say.download, () => this.#download()]);
        if (this.conversation && this.hasSpoken && !this.isClosed) {
            list.push([say.end, () => this.client.send({ type: "close", conversation: this.conversation })]);
        }
        if (this.isClosed) list.push([say.newConversation, () => { this.#renew(); this.panel.box.focus(); }]);
        this.panel.commands = list;
    }

    #showState(state, { reason } = {}) {
        const { say } = this;
        if (state === "ready") return this.panel.setBanner("");
        if (reason === "replaced") return this.panel.setBanner(say.elsewhere, [say.continueHere, () => this.client.start()]);
        if (state === "stopped") return reason === "removed" ? undefined : this.#refused();
        if (state === "waiting") return this.panel.setBanner(this.lastSeq ? say.offline : say.sleeping);
        return undefined;
    }

    #refused() { this.panel.setBanner(this.say.refused); }

    #download() {
        const { say } = this;
        const roles = { customer: say.you, bot: say.bot, agent: say.agent };
        const lines = [`${say.transcript}: ${this.title}`, ""];
        for (const entry of this.panel.order.map((key) => this.entries.get(key)).filter(Boolean)) {
            const time = entry.ts ? `[${new Date(entry.ts).toLocaleString(this.language)}] ` : "";
            if (entry.kind === "message") {
                const name = entry.from === "agent" && entry.name ? ` ${shownName(entry.name)}` : "";
                lines.push(`${time}${roles[entry.from] ?? say.system}${name}: ${entry.text}`);
            } else if (entry.text) {
                lines.push(`-- ${entry.text}`);
            }
        }
        const url = URL.createObjectURL(new Blob([lines.join("\r\n") + "\r\n"], { type: "text/plain;charset=utf-8" }));
        h("a", { href: url, download: "conversation.txt" }).click();
        setTimeout(() => URL.revokeObjectURL(url), 10_000);
    }
}
