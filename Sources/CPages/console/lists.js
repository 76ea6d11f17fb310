// The left column: offers, conversations in hand, and who waits.

import { h, name, show } from "/console/dom.js";
import { customerOf } from "/console/session.js";
import { label, span, t } from "/console/words.js";

/** Of a text in a list, at most two lines are seen. */
const SNIPPET = 200;

/** Texts of time that a ticker keeps true: `data-since` and `data-due` hold milliseconds of the server's clock. */
export function age(since, words) {
    return h("span", { class: "age", "aria-live": "off", data: { since, words: words ?? "" } });
}

export function dueClock(due) {
    return h("span", { class: "due", "aria-live": "off", data: { due } });
}

/** Brings every age and clock under a place up to date. */
export function tick(place, now) {
    for (const element of place.querySelectorAll("[data-since]")) {
        const text = span(now - Number(element.dataset.since));
        element.textContent = element.dataset.words ? t(element.dataset.words, { t: text }) : text;
    }
    for (const element of place.querySelectorAll("[data-due]")) {
        const left = Number(element.dataset.due) - now;
        element.textContent = left >= 0 ? t("within", { t: span(left) }) : t("late", { t: span(-left) });
        element.classList.toggle("late", left < 0);
        element.classList.toggle("soon", left >= 0 && left < 60_000);
    }
    for (const element of place.querySelectorAll("[data-expires]")) {
        const left = Math.max(0, Number(element.dataset.expires) - Date.now());
        element.style.setProperty("--left", String(left / Number(element.dataset.whole)));
    }
}

export function priority(value) {
    return value && value !== "normal" ? h("span", { class: `tag ${value}` }, t(value)) : null;
}

export function queueLabel(session, queue) {
    return label(session.catalogue.queues.find((one) => one.name === queue)?.labels, queue ?? "");
}

export function reasonText(reason) {
    const code = typeof reason === "string" ? reason : reason?.code;
    return t(code === "flow" ? "flowReason" : code ?? "");
}

export function renderOffers(place, session) {
    const offers = [...session.offers.values()];
    const empty = session.isAvailable ? t("noOffer") : t("youAreAway");
    show(place, offers.length === 0 ? h("p", { class: "empty" }, empty) : offers.map((offer) => {
        const { packet } = offer;
        const said = (packet.transcript ?? []).filter((line) => line.from === "customer").at(-1);
        return h("article", { class: "card offer", "aria-label": t("newOffer"), data: { key: offer.offer } },
            h("header", {},
                name(customerOf(packet, offer.conversation), "who"),
                priority(packet.priority),
                offer.redelivered ? h("span", { class: "tag" }, t("redelivered")) : null),
            h("p", { class: "why" }, reasonText(packet.reason)),
            said ? h("p", { class: "said", dir: "auto" }, said.text.slice(0, SNIPPET)) : null,
            h("p", { class: "facts" }, queueLabel(session, packet.queue), " · ", packet.channel, " · ", packet.language, " · ",
                age(session.there(offer.begunAt), "waitingFor")),
            h("div", { class: "timer", data: { expires: offer.expiresAt, whole: offer.expires_ms }, "aria-hidden": "true" }),
            h("div", { class: "buttons" },
                h("button", { class: "main", disabled: offer.isTaken, onclick: () => session.accept(offer),
                    data: { key: `accept ${offer.offer}` } }, t("accept"), h("kbd", {}, "A")),
                h("button", { disabled: offer.isTaken, onclick: () => session.decline(offer),
                    data: { key: `decline ${offer.offer}` } }, t("decline"), h("kbd", {}, "D"))));
    }));
    tick(place, session.now());
}

export function renderMine(place, session, panes, open) {
    const mine = session.mine;
    show(place, mine.length === 0 ? h("p", { class: "empty" }, t("noneMine")) : h("ol", { class: "mine" }, mine.map((one, index) => {
        const last = one.ordered.filter((event) => event.text && event.from !== "system").at(-1);
        const by = last?.from === "customer" ? "" : `${t(last?.from === "agent" ? "you" : "bot")} : `;
        const isShown = panes.includes(one.id);
        return h("li", { data: { key: one.id } },
            h("button", {
                class: `row${isShown ? " shown" : ""}${one.over ? " over" : ""}${one.unread ? " unread" : ""}`,
                "aria-current": isShown ? "true" : null,
                onclick: (event) => open(one.id, event.shiftKey), data: { key: `mine ${one.id}` },
            },
            h("span", { class: "top" },
                h("kbd", { "aria-hidden": "true" }, String(index + 1)),
                name(one.customer, "who"),
                one.unread ? h("span", { class: "badge", "aria-label": t("newMessage") }, String(one.unread)) : null,
                priority(one.packet.priority)),
            h("span", { class: "said", dir: "auto" }, last ? `${by}${last.text.slice(0, SNIPPET)}` : ""),
            h("span", { class: "facts" },
                one.over ? t("ended") : [queueLabel(session, one.packet.queue), " · ", one.packet.channel ?? ""],
                one.due && !one.over ? [" · ", dueClock(one.due)] : null)));
    })));
    tick(place, session.now());
}

/** Of a long queue the desk names the first. */
export function more(queue) {
    const rest = queue.waiting - (queue.first ?? []).length;
    return rest > 0 ? t("andMore", { n: rest }) : null;
}

export function renderQueue(place, session) {
    const board = session.board;
    if (!board) return;
    const queues = board.queues ?? [];
    const busy = queues.filter((queue) => queue.waiting > 0);
    show(place,
        busy.length === 0 ? h("p", { class: "empty" }, t("nobodyWaits")) : null,
        busy.map((queue) => h("section", { class: "card" },
            h("header", {}, h("strong", {}, queueLabel(session, queue.name)),
                h("span", { class: "badge quiet" }, String(queue.waiting)),
                queue.breaches ? h("span", { class: "tag urgent" }, `${queue.breaches} ${t("breaches")}`) : null),
            !queue.expected_wait_ms ? null
                : h("p", { class: "facts" }, t("expectedWait", { t: span(queue.expected_wait_ms) })),
            h("ol", { class: "waiting" }, (queue.first ?? []).map((one) => h("li", { data: { key: one.conversation } },
                h("span", { class: "why" }, reasonText(one.reason)),
                h("span", { class: "facts" }, priority(one.priority), priority(one.priority) ? " " : "",
                    age(one.since ?? session.now() - one.waiting_ms), ` · ${one.channel} · ${one.language}`,
                    one.promise ? ` · ${t("promise")}` : ""),
                one.breached ? h("span", { class: "due late" }, t("breached"))
                    : one.first_reply_due ? dueClock(one.first_reply_due) : null)),
            more(queue) ? h("li", {}, h("span", { class: "facts" }, more(queue))) : null))));
    tick(place, session.now());
}
