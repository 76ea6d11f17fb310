// One conversation: transcript, what the articles say, and the field to answer in. Several panes may stand side by side.

import { h, settled, show } from "/console/dom.js";
import { askBot, askClose, askTransfer, entry, showEarlier } from "/console/dialogs.js";
import { packetView } from "/console/packet.js";
import { tick } from "/console/lists.js";
import { shownName } from "/shared/names.js";
import { label, slotName, t } from "/console/words.js";

/** Below so many characters left, they are counted. */
const COUNTED = 500;
/** How often "is typing" is told, and after which quiet it is over. */
const TYPING_MS = 3_000;

export class Pane {
    constructor(session, conversation, { close, isBeside }) {
        this.session = session;
        this.conversation = conversation;
        this.title = h("h2", {});
        this.list = h("div", { class: "transcript", role: "log", "aria-live": "polite", tabindex: 0, "aria-label": t("transcript") });
        // Who reads the newest message goes on reading it when the room below grows or shrinks; who reads older ones stays.
        this.isAtEnd = true;
        this.list.addEventListener("scroll", () => {
            this.isAtEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
        });
        new ResizeObserver(() => this.#keepEnd()).observe(this.list);
        this.state = h("p", { class: "state", role: "status" });
        this.warning = h("div", { class: "warning", role: "status" });
        this.articles = h("div", { class: "articles" });
        this.canned = h("div", { class: "canned", role: "listbox", hidden: true, "aria-label": t("writeReply") });
        this.info = h("aside", { class: "info", tabindex: 0, "aria-label": t("packet") });
        this.older = h("button", { class: "link older", onclick: () => session.older(conversation), hidden: true }, t("olderMessages"));
        this.search = h("input", {
            type: "search", class: "search", placeholder: t("searchArticles"), "aria-label": t("searchArticles"), autocomplete: "off",
            oninput: settled(250, () => session.suggest(conversation, this.search.value.trim())),
        });
        this.field = h("textarea", {
            rows: 3, dir: "auto",
            oninput: () => this.#typed(), onkeydown: (event) => this.#key(event), value: conversation.draft,
        });
        this.count = h("p", { class: "count", role: "status" });
        this.sendButton = h("button", { class: "main", type: "button", onclick: () => this.send() });
        this.modes = ["reply", "note"].map((mode) => h("button", {
            type: "button", class: "mode", onclick: () => { this.setMode(mode); this.field.focus(); }, data: { mode } }));
        this.actions = h("div", { class: "actions" });
        this.composer = h("div", { class: "composer" }, this.warning,
            h("div", { class: "modes", role: "group" }, this.modes),
            h("div", { class: "write" }, this.canned, this.field, this.sendButton), this.count,
            h("div", { class: "find" }, this.search, this.articles));
        this.checkSoon = settled(400, () => this.#check());
        this.element = h("section", { class: "pane", data: { conversation: conversation.id } },
            h("header", { class: "head" }, this.title, this.actions,
                isBeside ? h("button", { class: "quiet", title: t("closePane"), "aria-label": t("closePane"), onclick: close }, "×") : null),
            h("div", { class: "body" },
                h("div", { class: "talk" }, this.older, this.list, this.state, this.composer),
                this.info));
        this.setMode(conversation.mode);
        this.render();
        this.renderArticles();
        this.renderKnown();
    }

    // MARK: showing

    render() {
        const { conversation, session } = this;
        show(this.title, h("bdi", {}, conversation.customer));
        show(this.actions, conversation.over ? this.#action("dismiss", "X", () => session.putAway(conversation)) : [
            this.#action("transfer", "T", () => this.transfer()), this.#action("toBot", "B", () => this.toBot()),
            this.#action("release", "Q", () => this.release()), this.#action("close", "C", () => this.close())]);
        const events = conversation.ordered;
        const shown = new Map([...this.list.children].map((child) => [child.dataset.entry, child]));
        const wanted = [];
        for (const [index, event] of events.entries()) {
            const isLast = index === events.length - 1;
            const key = `${event.seq}${isLast && event.choices ? " last" : ""}`;
            const element = shown.get(key) ?? entry(session, event, { isLast });
            if (!element) continue;
            element.dataset.entry = key;
            wanted.push(element);
        }
        for (const one of conversation.pending) {
            const element = shown.get(one.cid) ?? entry(session, {
                from: one.kind === "note" ? "note" : "agent", name: session.name, text: one.text });
            element.classList.add("pending");
            element.dataset.entry = one.cid;
            wanted.push(element);
        }
        // Only what changed is touched, so that a screen reader reads new messages and nothing else.
        for (const child of [...this.list.children]) if (!wanted.includes(child)) child.remove();
        for (const [index, element] of wanted.entries()) {
            if (this.list.children[index] !== element) this.list.insertBefore(element, this.list.children[index] ?? null);
        }
        this.#keepEnd();
        this.older.hidden = !(conversation.packet.transcript_from > 1) || conversation.first <= 1;
        this.renderState();
        show(this.info, packetView(session, conversation, {
            goTo: (seq) => this.#goTo(seq), readEarlier: (id) => showEarlier(session, conversation, id) }));
        tick(this.info, session.now());
        this.element.classList.toggle("over", Boolean(conversation.over));
        // A draft that could not be sent any more is still to be read and copied.
        this.composer.hidden = Boolean(conversation.over) && !this.field.value;
        this.sendButton.disabled = Boolean(conversation.over);
    }

    #keepEnd() { if (this.isAtEnd) this.list.scrollTop = this.list.scrollHeight; }

    #action(key, letter, run) {
        return h("button", { onclick: run, data: { key } }, t(key), h("kbd", { "aria-hidden": "true" }, letter));
    }

    renderState() {
        const { conversation } = this;
        this.state.textContent = conversation.over === "closed" && !conversation.draft ? "" : conversation.over
            ? `${t("gone", { why: t(conversation.over) })}${conversation.draft ? ` · ${t("notYours")}` : ""}`
            : conversation.typing ? t("isTyping", { name: shownName(conversation.packet.customer?.name) || t("theCustomer") })
                : conversation.pending.length ? t("underWay") : "";
    }

    renderArticles() {
        // The worst guesses only take room; what was searched for is shown whatever it is.
        const articles = this.conversation.articles.filter((one) => this.search.value || one.confidence >= 0.1).slice(0, 3);
        this.shownArticles = articles;
        show(this.articles, articles.length === 0
            ? (this.search.value ? h("p", { class: "empty" }, t("noArticle")) : null)
            : h("ol", { "aria-label": t("suggested") }, articles.map((article, index) => h("li", {},
                h("button", {
                    class: "article", title: article.text, onclick: () => this.insertArticle(index), data: { key: `${index} ${article.id}` },
                }, h("kbd", { "aria-hidden": "true" }, `Alt ${index + 1}`), h("span", { class: "name", dir: "auto" }, article.title),
                h("meter", { min: 0, max: 1, value: article.confidence, "aria-hidden": "true" }),
                h("span", { class: "facts" }, `${Math.round(article.confidence * 100)} %`))))));
    }

    renderKnown() {
        const { known } = this.conversation;
        show(this.warning, known.length === 0 ? null : h("p", {}, `${t("alreadySaid")} `, known.map((one) => [
            h("strong", {}, slotName(this.session.catalogue, this.conversation.packet.flow, one.slot).text, " = ", h("bdi", {}, one.value)),
            one.seq ? h("button", { class: "link", onclick: () => this.#goTo(one.seq), data: { key: `${one.slot} ${one.seq}` } }, t("inMessage", { n: one.seq })) : null, " "])));
    }

    #goTo(seq) {
        const element = this.list.querySelector(`[data-seq="${Number(seq)}"]`);
        if (!element) return;
        element.scrollIntoView({ block: "center" });
        element.classList.add("shown");
        setTimeout(() => element.classList.remove("shown"), 1_500);
    }

    // MARK: writing

    setMode(mode) {
        this.conversation.mode = mode;
        // Each has its own text: what was begun as a note is never sent as a reply.
        if (this.field.value !== this.conversation.draft) this.field.value = this.conversation.draft;
        this.renderCount();
        for (const button of this.modes) {
            button.textContent = t(button.dataset.mode);
            button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
        }
        this.field.placeholder = t(mode === "note" ? "writeNote" : "writeReply");
        this.field.setAttribute("aria-label", t(mode));
        this.sendButton.textContent = t("send");
        this.element.classList.toggle("noting", mode === "note");
        this.renderHint();
    }

    renderHint() {
        if (this.conversation.mode === "note") show(this.warning, h("p", { class: "hint" }, t("noteHint")));
        else this.renderKnown();
    }

    get #limit() { return this.session.relais.limits.text ?? 8_000; }

    renderCount() {
        const left = this.#limit - [...this.field.value].length;
        this.count.textContent = left < 0 ? t("tooLong", { n: -left }) : left < COUNTED ? t("left", { n: left }) : "";
        this.count.classList.toggle("late", left < 0);
    }

    send() {
        const text = this.field.value.trim();
        const { conversation, session } = this;
        if (!text || conversation.over || [...text].length > this.#limit) return;
        this.field.value = "";
        this.lastTyping = 0;
        session.say(conversation, conversation.mode, text);
        this.renderCount();
        if (conversation.mode === "note") this.setMode("reply");
        this.renderKnown();
        this.#hideCanned();
        this.list.scrollTop = this.list.scrollHeight;
    }

    draftChanged() { this.setMode(this.conversation.mode); }

    #typed() {
        const { conversation, session } = this;
        conversation.draft = this.field.value;
        this.renderCount();
        if (conversation.mode === "note") return;
        const now = Date.now();
        if (this.field.value && now - (this.lastTyping ?? 0) > TYPING_MS) {
            this.lastTyping = now;
            session.relais.pass({ type: "typing", conversation: conversation.id, on: true });
        }
        this.checkSoon();
        this.#offerCanned();
    }

    #check() {
        const { conversation, session } = this;
        if (conversation.over || conversation.mode === "note") return;
        const text = this.field.value.trim();
        if (text.length >= 8) return session.check(conversation, text);
        if (conversation.known.length) {
            conversation.known = [];
            this.renderKnown();
        }
        return undefined;
    }

    insertArticle(index) {
        const article = this.shownArticles[index];
        if (!article || this.conversation.over) return;
        this.#insert(article.text);
    }

    #insert(text) {
        const { field } = this;
        const glue = field.value && !/\s$/.test(field.value) ? "\n" : "";
        field.setRangeText(glue + text, field.selectionStart, field.selectionEnd, "end");
        field.focus();
        this.#typed();
    }

    // MARK: canned answers

    #word() {
        const before = this.field.value.slice(0, this.field.selectionStart);
        return /(?:^|\s)\/([\p{L}\p{N}-]*)$/u.exec(before)?.[1];
    }

    #offerCanned() {
        const word = this.#word();
        if (word === undefined) return this.#hideCanned();
        const queue = this.conversation.packet.queue;
        this.choices = this.session.catalogue.canned
            .filter((one) => one.name.startsWith(word.toLowerCase()) && (!one.queues?.length || one.queues.includes(queue)))
            .slice(0, 8);
        if (this.choices.length === 0) return this.#hideCanned();
        this.chosen = Math.min(this.chosen ?? 0, this.choices.length - 1);
        this.canned.hidden = false;
        return show(this.canned, this.choices.map((one, index) => h("button", {
            type: "button", role: "option", class: "option", "aria-selected": String(index === this.chosen),
            onmousedown: (event) => { event.preventDefault(); this.#takeCanned(index); },
        }, h("strong", {}, `/${one.name}`), " ", h("span", { class: "facts", dir: "auto" }, this.#cannedText(one)))));
    }

    #hideCanned() {
        this.canned.hidden = true;
        this.choices = [];
        this.chosen = 0;
    }

    /** In the customer's language, with the names filled in. */
    #cannedText(one) {
        const text = one.texts?.[this.conversation.packet.language] ?? label(one.texts, "");
        // A customer without a name leaves no gap before the comma.
        return text.replaceAll("{name}", () => shownName(this.conversation.packet.customer?.name))
            .replaceAll("{agent}", () => this.session.name)
            .replace(/ +,/g, ",");
    }

    #takeCanned(index) {
        const one = this.choices[index];
        const word = this.#word();
        if (!one || word === undefined) return;
        const end = this.field.selectionStart;
        this.field.setRangeText(this.#cannedText(one), end - word.length - 1, end, "end");
        this.#hideCanned();
        this.#typed();
    }

    // MARK: keys

    #key(event) {
        if (!this.canned.hidden && this.choices.length) {
            if (event.key === "ArrowDown" || event.key === "ArrowUp") {
                const step = event.key === "ArrowDown" ? 1 : -1;
                this.chosen = (this.chosen + step + this.choices.length) % this.choices.length;
                event.preventDefault();
                return this.#offerCanned();
            }
            if (event.key === "Enter" || event.key === "Tab") {
                event.preventDefault();
                return this.#takeCanned(this.chosen);
            }
            if (event.key === "Escape") {
                event.stopPropagation();
                return this.#hideCanned();
            }
        }
        if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
            event.preventDefault();
            this.send();
        }
        return undefined;
    }

    focusReply(mode) {
        this.setMode(mode);
        this.field.focus();
    }

    putAway() { if (this.conversation.over) this.session.putAway(this.conversation); }
    showOlder() { if (!this.older.hidden) this.session.older(this.conversation); }
    transfer() { if (!this.conversation.over) askTransfer(this.session, this.conversation); }
    toBot() { if (!this.conversation.over) askBot(this.session, this.conversation); }
    close() { if (!this.conversation.over) askClose(this.session, this.conversation); }
    release() { if (!this.conversation.over) this.session.act(this.conversation, { type: "release" }); }
}
