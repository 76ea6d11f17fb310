// The console as a whole: signing in, the bar, the three columns, keys. The supervisors' page is the same with a board.

import { RelaisClient, socketAddress } from "/shared/relais-client.js";
import { h, name, show } from "/console/dom.js";
import { askBot, askClose, askTransfer, confirmed, showKeys } from "/console/dialogs.js";
import { forgetAll, keep, TabOutbox } from "/console/keep.js";
import { renderMine, renderOffers, renderQueue, tick } from "/console/lists.js";
import { Pane } from "/console/pane.js";
import { Session } from "/console/session.js";
import { errorText, language, setLanguage, t } from "/console/words.js";

const PANES = 3;
const NOTICE_MS = 8_000;

/** @param {{ role: string, Board?: Function }} options  the board is what a supervisor sees first */
export function startConsole(options) {
    setLanguage(language());
    const token = keep.get("token", true);
    if (token) new App(options, token);
    else signIn(options);
}

/** The first page: a token, and why the last one did not do. */
function signIn(options, problem) {
    const input = h("input", {
        type: "password", required: true, autocomplete: "current-password", spellcheck: "false", id: "token", "aria-describedby": "token-help" });
    const form = h("form", {
        class: "sign-in",
        onsubmit: (event) => {
            event.preventDefault();
            const token = input.value.trim();
            if (token) new App(options, token);
        },
    },
    h("h1", {}, h("img", { src: "/shared/icon.svg", alt: "", width: 40, height: 40 }), "Relais ",
        h("span", {}, t(options.role === "supervisor" ? "supervisorTitle" : "title"))),
    h("label", { for: "token" }, t("token")), input, h("p", { id: "token-help", class: "facts" }, t("tokenHelp")),
    problem ? h("p", { class: "problem", role: "alert" }, problem) : null,
    h("button", { class: "main" }, t("signIn")),
    h("button", { type: "button", class: "link", onclick: () => { swapLanguage(); signIn(options, problem); } }, t("language")));
    document.title = `Relais · ${t("title")}`;
    document.body.className = "signing-in";
    document.body.replaceChildren(h("main", {}, form));
    input.focus();
}

function swapLanguage() { setLanguage(language() === "fr" ? "en" : "fr"); }

class App {
    constructor(options, token) {
        this.options = options;
        this.token = token;
        this.isSupervisor = options.role === "supervisor";
        this.panes = [];
        this.focused = 0;
        this.view = this.isSupervisor ? "board" : "conversations";
        this.relais = new RelaisClient({
            url: socketAddress(new URL("/", location.href)), role: options.role, name: "console/1", token: () => this.token,
            outbox: new TabOutbox() });
        // Who looks after the desk is offered nobody until he says so.
        this.session = new Session(this.relais, { isAvailable: !this.isSupervisor });
        this.listen();
        this.build();
        this.relais.start();
    }

    // MARK: building

    build() {
        document.body.className = this.isSupervisor ? "supervisor" : "console";
        this.offers = h("div", { class: "list", "aria-live": "assertive" });
        this.mine = h("div", { class: "list" });
        this.queue = h("div", { class: "list" });
        this.link = h("span", { class: "link-state", role: "status" });
        this.presence = h("button", { class: "presence", onclick: () => this.togglePresence() });
        const counts = [1, 2, 3, 4, 5, 6, 8, 10, 20];
        this.capacity = h("select", {
            "aria-label": t("capacity"), title: t("capacity"),
            onchange: () => this.session.setAvailable(this.session.isAvailable, Number(this.capacity.value)),
        }, counts.map((count) => h("option", { value: String(count) }, String(count))));
        this.who = h("span", { class: "me" });
        this.sound = h("button", { class: "quiet sound", title: t("soundHelp"), onclick: () => this.toggleSound() });
        this.notices = h("div", { class: "notices", role: "alert" });
        this.work = h("div", { class: "panes" });
        this.board = this.options.Board ? new this.options.Board(this.session, (id) => this.open(id)) : undefined;
        this.tabs = this.board ? h("nav", {}, ["board", "conversations"].map((view) => h("button", {
            class: "tab", data: { view }, onclick: () => this.see(view) }))) : null;
        const column = (title, list) => h("section", {}, h("h2", {}, t(title)), list);
        this.columns = h("main", { class: "columns" },
            h("div", { class: "left" }, column("offers", this.offers), column("mine", this.mine), column("queue", this.queue)),
            this.work);
        document.body.replaceChildren(
            h("header", { class: "bar" },
                h("h1", {}, h("img", { src: "/shared/icon.svg", alt: "", width: 28, height: 28 }), h("span", {}, "Relais")),
                this.tabs, this.link, h("span", { class: "grow" }),
                this.presence, this.capacity, this.who, this.sound,
                h("button", { class: "quiet", onclick: () => showKeys(this.isSupervisor), title: t("keys"), "aria-label": t("keys") }, "?"),
                h("button", { class: "quiet", onclick: () => { swapLanguage(); this.rebuild(); } }, t("language")),
                h("button", { class: "quiet", onclick: () => this.signOut() }, t("signOut"))),
            this.notices, this.columns, ...(this.board ? [this.board.element] : []));
        this.see(this.view);
        this.renderPresence();
        this.renderSound();
        this.renderLink(this.relais.state === "stopped" ? "connecting" : this.relais.state, {});
        this.renderAll();
        if (!this.ticker) {
            this.ticker = setInterval(() => this.second(), 1_000);
            document.addEventListener("keydown", (this.onkey = (event) => this.key(event)));
        }
    }

    rebuild() {
        for (const pane of this.panes) pane.conversation.draft = pane.field.value;
        const ids = this.panes.map((pane) => pane.conversation.id);
        this.panes = [];
        this.build();
        for (const [index, id] of ids.entries()) this.open(id, index > 0);
    }

    see(view) {
        this.view = view;
        this.columns.hidden = view !== "conversations";
        if (!this.board) return;
        this.board.element.hidden = view !== "board";
        for (const tab of this.tabs.children) {
            tab.setAttribute("aria-pressed", String(tab.dataset.view === view));
        }
        this.renderTabs();
    }

    // MARK: what happens

    listen() {
        const { session, relais } = this;
        relais.on("state", (state, detail) => this.renderLink(state, detail));
        relais.on("ack", () => this.renderLink(relais.state, {}));
        session.on("ready", () => { keep.set("token", this.token, true); this.renderAll(); })
            .on("offers", (offer) => { this.renderOffers(); if (offer) this.ring(); })
            .on("mine", (fresh) => {
                this.renderMine();
                // Who is writing goes on writing; the new one stands in the list.
                if (fresh && !document.activeElement?.matches(".pane textarea, .pane input")) this.open(fresh.id);
            })
            .on("conversation", (conversation) => this.paneOf(conversation)?.render())
            .on("typing", (conversation) => this.paneOf(conversation)?.renderState())
            .on("articles", (conversation) => this.paneOf(conversation)?.renderArticles())
            .on("known", (conversation) => this.paneOf(conversation)?.renderKnown())
            .on("draft", (conversation) => this.paneOf(conversation)?.draftChanged())
            .on("said", (conversation) => this.said(conversation))
            .on("board", () => { renderQueue(this.queue, session); this.board?.render(); })
            .on("figures", () => this.board?.renderFigures())
            .on("reloaded", (problem) => {
                this.board?.lookSoon();
                this.notice(problem ? t("reloadRefused", { why: problem }) : t("reloaded"), Boolean(problem));
            })
            .on("catalogue", () => this.renderAll())
            .on("presence", () => this.renderPresence())
            .on("alarm", (alarm) => this.notice(
                t("alarm", { text: alarm.code === "bounced" ? t("bounced", { n: /\d+/.exec(alarm.text)?.[0] ?? "" }) : alarm.text }), true))
            .on("unsent", (text) => this.notice(t("unsent", { text }), true, true))
            .on("refused", (conversation, body, error) => this.askAgain(conversation, body, error))
            .on("trouble", (error) => { if (!error.fatal) this.notice(errorText(error), true); });
    }

    paneOf(conversation) { return this.panes.find((pane) => pane.conversation === conversation); }

    said(conversation) {
        const pane = this.paneOf(conversation);
        if (pane && document.hasFocus() && this.view === "conversations") this.session.read(conversation);
        else this.ring(true);
        this.renderTitle();
    }

    /** What was filled in for a question the server said no to is not lost: the question comes back with it. */
    askAgain(conversation, body, error) {
        if (error.code !== "bad_field" || document.querySelector("dialog[open]")) return;
        if (body.type === "close") askClose(this.session, conversation, body, error);
        else if (body.type === "transfer") {
            if (body.to.bot) askBot(this.session, conversation, error);
            else askTransfer(this.session, conversation, body, error);
        }
    }

    notice(text, isBad = false, isLasting = false) {
        const element = h("p", { class: isBad ? "bad" : "good" }, h("span", { dir: "auto" }, text),
            h("button", { class: "quiet", "aria-label": t("cancel"), onclick: () => element.remove() }, "×"));
        this.notices.append(element);
        if (!isLasting) setTimeout(() => element.remove(), NOTICE_MS);
    }

    /** Two short tones, without a file to load. A browser that was not touched yet stays silent. */
    ring(isLow = false) {
        if (this.isMuted) return;
        try {
            this.audio ??= new AudioContext();
            const start = this.audio.currentTime;
            for (const [index, pitch] of (isLow ? [440] : [660, 880]).entries()) {
                const tone = this.audio.createOscillator();
                const volume = this.audio.createGain();
                tone.frequency.value = pitch;
                volume.gain.setValueAtTime(0.08, start + index * 0.14);
                volume.gain.exponentialRampToValueAtTime(0.001, start + index * 0.14 + 0.13);
                tone.connect(volume).connect(this.audio.destination);
                tone.start(start + index * 0.14);
                tone.stop(start + index * 0.14 + 0.14);
            }
        } catch { /* no sound here */ }
    }

    second() {
        tick(this.columns, this.session.now());
        this.board?.tick();
        this.renderTitle();
        if (document.hasFocus() && this.view === "conversations") {
            for (const pane of this.panes) this.session.read(pane.conversation);
        }
    }

    // MARK: showing

    renderAll() {
        this.renderOffers();
        this.renderMine();
        renderQueue(this.queue, this.session);
        this.board?.render();
        this.board?.renderFigures();
        this.who.replaceChildren(name(this.session.name));
        if (this.panes.length === 0) this.renderPanes();
    }

    renderOffers() { renderOffers(this.offers, this.session); this.renderTitle(); }

    renderMine() {
        for (const pane of [...this.panes]) if (!this.session.conversations.has(pane.conversation.id)) this.drop(pane);
        renderMine(this.mine, this.session, this.panes.map((pane) => pane.conversation.id), (id, beside) => this.open(id, beside));
    }

    /** What is for him is said also while he looks at the desk. */
    renderTabs() {
        if (!this.tabs) return;
        const news = this.session.offers.size + this.session.mine.filter((one) => one.unread).length;
        for (const tab of this.tabs.children) {
            const isBoard = tab.dataset.view === "board";
            show(tab, t(isBoard ? "desk" : "conversations"), !isBoard && news ? h("span", { class: "badge" }, String(news)) : null);
        }
    }

    renderTitle() {
        this.renderTabs();
        const unread = this.session.mine.reduce((sum, one) => sum + one.unread, 0);
        const blinks = this.session.offers.size > 0 && Math.floor(Date.now() / 1_000) % 2 === 0;
        document.title = blinks ? `● ${t("newOffer")}` : `${unread ? `(${unread}) ` : ""}Relais · ${t(this.isSupervisor ? "supervisorTitle" : "title")}`;
    }

    renderPresence() {
        const { isAvailable } = this.session;
        this.presence.textContent = t(isAvailable ? "available" : "away");
        this.presence.setAttribute("aria-pressed", String(isAvailable));
        this.presence.classList.toggle("on", isAvailable);
        const capacity = String(this.session.capacity);
        if (![...this.capacity.options].some((option) => option.value === capacity)) {
            this.capacity.append(h("option", { value: capacity }, capacity));
        }
        this.capacity.value = capacity;
        this.renderOffers();
    }

    /** Of this browser, read each time: another tab's word counts here too. Where nothing is kept, of this page. */
    get isMuted() { return (keep.get("sound") ?? this.soundHere) === "off"; }

    toggleSound() {
        this.soundHere = this.isMuted ? "on" : "off";
        keep.set("sound", this.soundHere);
        this.renderSound();
        this.ring();
    }

    renderSound() { this.sound.textContent = t(this.isMuted ? "soundOff" : "soundOn"); }

    renderLink(state, detail) {
        if (state === "stopped") return this.stopped(detail.reason);
        const unsent = this.relais.items.length;
        this.link.className = `link-state ${state}`;
        this.link.textContent = state === "ready" ? (unsent > 2 ? t("sending", { n: unsent }) : t("connected"))
            : t(state === "waiting" ? "offline" : "connecting");
        return undefined;
    }

    stopped(reason) {
        clearInterval(this.ticker);
        document.removeEventListener("keydown", this.onkey);
        keep.set("token", undefined, true);
        const words = { auth_failed: "badToken", auth_expired: "expired", forbidden: "forbidden", rate_limited: "slowDown" };
        signIn(this.options, reason ? t(words[reason] ?? reason) : undefined);
    }

    signOut() {
        const unsent = this.relais.items.filter(({ body }) => body.type === "reply" || body.type === "note").length;
        if (unsent) return confirmed(t("signOut"), t("signOutUnsent", { n: unsent }), t("signOutAnyway"), () => this.leave());
        return this.leave();
    }

    leave() {
        forgetAll();
        this.session.setAvailable(false);
        keep.set("available", undefined, true);
        this.relais.stop();
    }

    togglePresence() { this.session.setAvailable(!this.session.isAvailable); }

    // MARK: panes

    open(id, beside = false) {
        const conversation = this.session.conversations.get(id);
        if (!conversation) return;
        if (this.board && this.view === "board") this.see("conversations");
        const shown = this.panes.findIndex((pane) => pane.conversation === conversation);
        if (shown >= 0) {
            this.focused = shown;
        } else {
            const make = (isBeside) => new Pane(this.session, conversation, { isBeside, close: () => this.drop(this.paneOf(conversation)) });
            if (beside && this.panes.length < PANES) {
                this.panes.push(make(true));
                this.focused = this.panes.length - 1;
            } else {
                const old = this.panes[this.focused];
                if (old) old.conversation.draft = old.field.value;
                this.panes[this.focused] = make(this.focused > 0);
            }
            this.renderPanes();
        }
        // On a phone the conversation stands below the lists.
        if (this.work.offsetTop > this.work.clientTop + innerHeight / 3) this.panes[this.focused].element.scrollIntoView();
        this.session.read(conversation);
        if (!conversation.over) this.session.suggest(conversation);
        this.renderMine();
    }

    drop(pane) {
        const index = this.panes.indexOf(pane);
        if (index < 0) return;
        pane.conversation.draft = pane.field.value;
        this.panes.splice(index, 1);
        this.focused = Math.max(0, Math.min(this.focused, this.panes.length - 1));
        this.renderPanes();
        this.renderMine();
    }

    renderPanes() {
        this.work.className = `panes count-${this.panes.length}`;
        this.work.replaceChildren(...(this.panes.length === 0 ? [h("p", { class: "empty welcome" }, t("nothingOpen"))]
            : this.panes.map((pane) => pane.element)));
        for (const pane of this.panes) pane.list.scrollTop = pane.list.scrollHeight;
    }

    step(by) {
        const ids = this.session.mine.map((one) => one.id);
        if (ids.length === 0) return;
        const at = ids.indexOf(this.panes[this.focused]?.conversation.id);
        this.open(ids[(at + by + ids.length) % ids.length]);
    }

    beside() {
        if (this.panes.length > 1) return this.drop(this.panes.at(-1));
        const shown = this.panes.map((pane) => pane.conversation.id);
        const next = this.session.mine.find((one) => !shown.includes(one.id));
        if (next) this.open(next.id, true);
        return undefined;
    }

    // MARK: keys

    key(event) {
        if (document.querySelector("dialog[open]")) return;
        const writing = event.target.closest?.("input, textarea, select");
        // No key acts on what is not shown.
        const pane = this.view === "conversations" ? this.panes[this.focused] : undefined;
        // By place on the keyboard: on a French one a digit needs the shift key, and Alt makes other signs of it.
        const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? (/^[1-9]$/.test(event.key) ? event.key : undefined);
        if (event.altKey && digit && digit <= 3 && pane) {
            event.preventDefault();
            return pane.insertArticle(Number(digit) - 1);
        }
        if (event.key === "Escape" && writing) return writing.blur();
        if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
        const run = this.view === "board" ? this.boardCommand(event.key) : this.command(digit ?? event.key, pane);
        if (!run) return;
        event.preventDefault();
        run();
    }

    /** Keys that are the same everywhere. */
    common(key) {
        switch (key.toLowerCase()) {
        case "?": return () => showKeys(this.isSupervisor);
        case "v": return () => this.togglePresence();
        case ">": return () => this.stepCapacity(1);
        case "<": return () => this.stepCapacity(-1);
        case "l": return () => { swapLanguage(); this.rebuild(); };
        case "g": return this.board && (() => this.see(this.view === "board" ? "conversations" : "board"));
        default: return undefined;
        }
    }

    boardCommand(key) {
        switch (key.toLowerCase()) {
        case "j": return () => this.board.step(1);
        case "k": return () => this.board.step(-1);
        case "t": return () => this.board.press("take");
        case "m": return () => this.board.press("move");
        case "i": return () => this.board.press("assign");
        default: return this.common(key);
        }
    }

    stepCapacity(by) {
        const { options, selectedIndex } = this.capacity;
        const next = options[selectedIndex + by];
        if (!next) return;
        this.capacity.value = next.value;
        this.session.setAvailable(this.session.isAvailable, Number(next.value));
    }

    command(key, pane) {
        const offer = [...this.session.offers.values()].find((one) => !one.isTaken);
        if (/^[1-9]$/.test(key)) {
            const one = this.session.mine[Number(key) - 1];
            return one && (() => this.open(one.id));
        }
        switch (key.toLowerCase()) {
        case "a": return offer && (() => this.session.accept(offer));
        case "d": return offer && (() => this.session.decline(offer));
        case "j": return () => this.step(1);
        case "k": return () => this.step(-1);
        case "s": return () => this.beside();
        case "p": return () => {
            this.focused = (this.focused + 1) % Math.max(1, this.panes.length);
            this.panes[this.focused]?.field.focus();
        };
        case "h": return pane && (() => pane.showOlder());
        case "x": return pane && (() => pane.putAway());
        case "r": return pane && (() => pane.focusReply("reply"));
        case "n": return pane && (() => pane.focusReply("note"));
        case "f": return pane && (() => pane.search.focus());
        case "t": return pane && (() => pane.transfer());
        case "b": return pane && (() => pane.toBot());
        case "q": return pane && (() => pane.release());
        case "c": return pane && (() => pane.close());
        default: return this.common(key);
        }
    }
}

