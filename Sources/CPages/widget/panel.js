// What the visitor sees: the button, the panel, the messages. It knows no protocol; it is told entries, and tells what
// was done by the callbacks it was given.

import { shownName } from "../shared/names.js";
import { h, icon, linked } from "./dom.js";

const ICONS = {
    chat: ["M4 5h16v11H9l-5 4z"],
    close: ["M6 6l12 12", "M18 6L6 18"],
    down: ["M6 9l6 6 6-6"],
    menu: ["M12 5.5v.01", "M12 12v.01", "M12 18.5v.01"],
    send: ["M5 12h13", "M12 6l6 6-6 6"],
    bot: ["M5 9h14v9H5z", "M12 9V5", "M9 13v1", "M15 13v1"],
    agent: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z", "M4.5 20c.8-3.6 3.7-5.5 7.5-5.5s6.700 1.900 7.500 5.500"],
};

export class Panel {
    /**
     * @param {ShadowRoot} root
     * @param {object} say  the words of one language
     * @param {object} options  { title, isPage, language }
     * @param {object} done  open, close, send, input, choose, rate, retry
     */
    constructor(root, say, options, done) {
        this.say = say;
        this.done = done;
        this.language = options.language;
        this.isPage = options.isPage;
        this.elements = new Map();
        this.limit = 8_000;
        this.#build(root, options);
    }

    #button(name, label, drawing, act, more = {}) {
        return h("button", { type: "button", class: name, "aria-label": label, title: label, onclick: act, ...more },
            icon(...ICONS[drawing]));
    }

    #build(root, { title }) {
        const { say, done } = this;
        this.badge = h("span", { class: "badge", hidden: true });
        this.launchText = h("span", { class: "launch-text" }, say.launch);
        this.launcher = h("button", {
            type: "button", class: "launcher", part: "launcher", "aria-expanded": "false", "aria-label": say.openChat,
            onclick: () => done.open(),
        }, icon(...ICONS.chat), this.launchText, this.badge);

        this.face = h("span", { class: "face", "aria-hidden": "true" }, icon(...ICONS.bot));
        this.status = h("p", { class: "status", role: "status" });
        this.actions = h("div", { class: "actions", hidden: true, id: "actions" });
        this.menu = this.#button("plain menu", say.menu, "menu", () => this.#toggleMenu(), {
            "aria-expanded": "false", "aria-controls": "actions",
        });
        const close = this.#button("plain close", say.closeChat, "close", () => done.close());
        const header = h("div", { class: "top" }, this.face,
            h("div", { class: "names" }, h(this.isPage ? "h1" : "h2", { id: "title" }, h("bdi", {}, title)), this.status),
            this.menu, this.isPage ? null : close, this.actions);

        this.banner = h("div", { class: "banner", role: "status" });
        this.log = h("div", {
            class: "log", role: "log", "aria-label": say.log, "aria-live": "off", tabindex: "0",
            onscroll: () => this.#scrolled(),
        });
        this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => { this.toEnd(); this.log.focus(); } },
            icon(...ICONS.down), say.newMessages);
        this.typing = h("p", { class: "typing", hidden: true },
            h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), this.typist = h("span"));

        this.box = h("textarea", {
            id: "box", rows: "1", dir: "auto", placeholder: say.placeholder, "aria-label": say.write,
            enterkeyhint: "send", autocomplete: "off", "aria-describedby": "count",
            oninput: () => this.#typed(), onkeydown: (event) => this.#key(event),
        });
        this.count = h("p", { id: "count", class: "count", role: "status" });
        this.sender = this.#button("send", say.send, "send", () => this.#submit());
        const composer = h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.#submit(); } },
            this.box, this.sender, this.count);

        this.panel = h("section", {
            class: "panel", part: "panel", role: this.isPage ? "main" : "dialog", "aria-labelledby": "title", hidden: true,
            onkeydown: (event) => this.#escape(event),
        }, header, this.banner, h("div", { class: "middle" }, this.log, this.jump), this.typing, composer);
        root.append(...(this.isPage ? [this.panel] : [this.panel, this.launcher]));
        window.visualViewport?.addEventListener("resize", () => this.#fit());
    }

    // MARK: open and closed

    get isOpen() { return !this.panel.hidden; }

    show(withFocus) {
        this.panel.hidden = false;
        this.launcher.setAttribute("aria-expanded", "true");
        this.launcher.classList.add("is-open");
        this.unread = 0;
        this.#fit();
        this.toEnd();
        if (withFocus) this.box.focus({ preventScroll: true });
    }

    hide(withFocus) {
        this.panel.hidden = true;
        this.launcher.setAttribute("aria-expanded", "false");
        this.launcher.classList.remove("is-open");
        if (withFocus) this.launcher.focus({ preventScroll: true });
    }

    set unread(count) {
        this.badge.hidden = count === 0;
        this.badge.textContent = count > 9 ? "9+" : String(count);
        this.launcher.setAttribute("aria-label",
            count ? `${this.say.openChat}, ${this.say.unread(count)}` : this.say.openChat);
    }

    /** Above a phone's keyboard, which covers the page without making it smaller. */
    #fit() {
        const seen = window.visualViewport;
        if (seen) this.panel.style.setProperty("--seen-height", `${Math.round(seen.height)}px`);
    }

    #escape(event) {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        if (!this.actions.hidden) {
            this.#toggleMenu();
            this.menu.focus();
        } else if (!this.isPage) {
            this.done.close();
        }
    }

    // MARK: head

    #toggleMenu() {
        this.actions.hidden = !this.actions.hidden;
        this.menu.setAttribute("aria-expanded", String(!this.actions.hidden));
        if (!this.actions.hidden) this.actions.querySelector("button")?.focus();
    }

    /** @param {[string, () => void][]} list */
    set commands(list) {
        this.actions.replaceChildren(...list.map(([text, act]) => h("button", {
            type: "button", onclick: () => { this.#toggleMenu(); act(); },
        }, text)));
        this.menu.hidden = list.length === 0;
        if (list.length === 0) this.actions.hidden = true;
    }

    /** @param {"bot"|"queue"|"agent"} owner  whose face; the words come with it */
    setStatus(owner, ...words) {
        this.face.replaceChildren(icon(...ICONS[owner === "bot" ? "bot" : "agent"]));
        this.face.className = `face ${owner}`;
        this.status.replaceChildren(...words);
    }

    /** @param {string} text  empty: nothing to say @param {[string, () => void]} [command] */
    setBanner(text, command) {
        const words = text ? [h("p", {}, text)] : [];
        if (text && command) words.push(h("button", { type: "button", onclick: command[1] }, command[0]));
        if (this.banner.textContent !== words.map((word) => word.textContent).join("")) this.banner.replaceChildren(...words);
    }

    setTyping(text) {
        this.typing.hidden = !text;
        this.typist.textContent = text ?? "";
        if (text && this.isAtEnd) this.toEnd();
    }

    // MARK: messages

    /** While what was said before comes in, it is not read aloud. */
    set isQuiet(value) { this.log.setAttribute("aria-live", value ? "off" : "polite"); }

    clear() {
        this.log.replaceChildren();
        this.elements.clear();
    }

    /** Shows an entry, or what has changed of it. What is not yet on its way stays last. */
    put(entry) {
        const old = this.elements.get(entry.key);
        const wasAtEnd = this.isAtEnd;
        let element = this.#element(entry);
        if (old?.matches(".entry") && element.matches(".entry")) {
            // What was said stays where it is, or a screen reader would read it again with every change of its state.
            old.className = element.className;
            old.querySelector(".meta").replaceWith(element.querySelector(".meta"));
            if (!element.querySelector(".choices")) old.querySelector(".choices")?.remove();
            element = old;
        }
        element.entryKey = entry.key;
        this.elements.set(entry.key, element);
        if (old) {
            if (old !== element) old.replaceWith(element);
        } else if (entry.state === "sending" || entry.state === "failed") {
            this.log.append(element);
        } else {
            this.log.insertBefore(element, this.log.querySelector(".sending, .failed"));
        }
        if (wasAtEnd || (entry.from === "customer" && !old)) this.toEnd();
        else if (!old && this.isOpen) this.jump.hidden = false;
    }

    /** The keys of what is shown, from top to bottom. */
    get order() { return [...this.log.children].map((element) => element.entryKey); }

    drop(key) {
        this.elements.get(key)?.remove();
        this.elements.delete(key);
    }

    #element(entry) {
        switch (entry.kind) {
        case "message":
            return entry.from === "system" ? h("p", { class: "note", dir: "auto" }, ...linked(entry.text)) : this.#message(entry);
        case "rating": return this.#rating(entry);
        case "welcome": return this.#welcome(entry);
        case "divider": return h("p", { class: "divider" }, h("span", {}, entry.text));
        default: return h("p", { class: "note" }, ...[entry.words ?? entry.text].flat());
        }
    }

    #welcome({ text, suggestions }) {
        const element = h("div", { class: "welcome" },
            h("span", { class: "face", "aria-hidden": "true" }, icon(...ICONS.bot)), h("p", { dir: "auto" }, text));
        if (suggestions.length) {
            element.append(h("div", { class: "choices", role: "group", "aria-label": this.say.choices },
                ...suggestions.map((words) => h("button", {
                    type: "button", dir: "auto", onclick: () => { this.done.send(words); this.box.focus(); },
                }, words))));
        }
        return element;
    }

    /** Who speaks is said by the role in the protocol, never by a name: a name stands beside it. */
    #message(entry) {
        const { say } = this;
        const isOwn = entry.from === "customer";
        const role = { customer: say.you, agent: say.agent }[entry.from] ?? say.bot;
        const who = h("p", { class: "who" }, h("span", { class: "role" }, role));
        if (entry.from === "agent" && entry.name) who.append(" ", h("bdi", { class: "name" }, shownName(entry.name)));
        const meta = h("p", { class: "meta" });
        if (entry.ts) meta.append(this.#time(entry.ts));
        if (isOwn) meta.append(h("span", { class: "state" }, say[entry.state] ?? ""));
        if (entry.state === "failed") {
            meta.append(h("button", { type: "button", onclick: () => this.done.retry(entry) }, say.retry));
        }
        const element = h("article", { class: `entry ${entry.from} ${entry.state ?? ""}`, "data-from": entry.from },
            who, h("p", { class: "text", dir: "auto" }, ...(isOwn ? [entry.text] : linked(entry.text))), meta);
        if (entry.choices?.length) {
            element.append(h("div", { class: "choices", role: "group", "aria-label": say.choices },
                ...entry.choices.map((choice) => h("button", {
                    type: "button", dir: "auto", onclick: () => this.done.choose(choice),
                }, choice.label))));
        }
        return element;
    }

    #time(ts) {
        const date = new Date(ts);
        return h("time", { datetime: date.toISOString() },
            date.toLocaleTimeString(this.language, { hour: "2-digit", minute: "2-digit" }));
    }

    #rating(entry) {
        const { say } = this;
        const choices = say.scores.map((text, index) => h("label", { title: text },
            h("input", { type: "radio", name: "score", value: String(index + 1), required: true }),
            h("span", { class: "face-of-score", "aria-hidden": "true" }, String(index + 1)),
            h("span", { class: "unseen" }, `${index + 1}, ${text}`)));
        const comment = h("textarea", { rows: "2", dir: "auto", maxlength: "2000", "aria-label": say.comment, placeholder: say.comment });
        const form = h("form", {
            class: "rating",
            onsubmit: (event) => {
                event.preventDefault();
                const score = Number(new FormData(form).get("score"));
                if (score >= 1) this.done.rate(score, comment.value.trim(), entry);
            },
        }, h("fieldset", {}, h("legend", {}, say.rateQuestion), h("div", { class: "scores" }, ...choices),
            h("p", { class: "ends", "aria-hidden": "true" }, h("span", {}, say.scores[0]), h("span", {}, say.scores[4]))),
        comment,
        h("div", { class: "buttons" },
            h("button", { type: "button", class: "quiet", onclick: () => { this.drop(entry.key); this.box.focus(); } }, say.later),
            h("button", { type: "submit", class: "main" }, say.sendRating)));
        return form;
    }

    /** To the form that was just shown, for whoever asked for it. */
    focusRating() { this.log.querySelector(".rating input")?.focus(); }

    get isAtEnd() { return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < 60; }

    toEnd() {
        this.log.scrollTop = this.log.scrollHeight;
        this.jump.hidden = true;
    }

    #scrolled() { if (this.isAtEnd) this.jump.hidden = true; }

    // MARK: writing

    #typed() {
        const left = this.limit - [...this.box.value].length;
        this.count.textContent = left < 0 ? this.say.tooLong(-left) : left < 500 ? this.say.left(left) : "";
        this.count.classList.toggle("over", left < 0);
        this.box.style.height = "auto";
        this.box.style.height = `${Math.min(this.box.scrollHeight, 140)}px`;
        this.done.input(this.box.value !== "");
    }

    #key(event) {
        if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
        event.preventDefault();
        this.#submit();
    }

    #submit() {
        const text = this.box.value.trim();
        if (!text || [...text].length > this.limit) return this.box.focus();
        this.box.value = "";
        this.#typed();
        this.done.send(text);
        return this.box.focus();
    }
}
