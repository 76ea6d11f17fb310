// The handover on one screen: why a person, what is known and from which message, what was tried, where he has been.

import { h, name, prose } from "/console/dom.js";
import { dueClock, age, priority, queueLabel, reasonText } from "/console/lists.js";
import { dayAndClock, label, reasonWords, promisedTime, readable, slotName, t } from "/console/words.js";

/**
 * @param {(seq: number) => void} goTo  shows a message of the transcript
 * @param {(id: string) => void} readEarlier  shows an earlier conversation
 */
export function packetView(session, conversation, { goTo, readEarlier }) {
    const { packet } = conversation;
    const customer = packet.customer ?? {};
    const profile = Object.entries(customer.profile ?? {});
    const known = packet.known ?? Object.entries(packet.slots ?? {}).map(([slot, value]) => ({
        slot, value, private: (packet.private ?? []).includes(slot) }));
    const tried = (packet.tried ?? []).map((one) => triedText(session, one));
    return h("div", { class: "packet" },
        h("section", { class: "reason" },
            h("h3", {}, t("why")),
            h("p", { class: "big" }, reasonText(packet.reason)),
            saysMore(session, packet.reason) ? prose(reasonWords(packet.reason.text, session.catalogue.reasons), "facts") : null,
            h("p", { class: "facts" }, priority(packet.priority), " ", queueLabel(session, packet.queue), " · ", packet.channel,
                " · ", packet.language),
            conversation.over ? null : h("p", { class: "facts" },
                packet.waiting_ms === undefined ? null : age(session.there(conversation.begunAt) - packet.waiting_ms, "waitingFor"),
                conversation.due ? [" · ", t("firstReply"), " ", dueClock(conversation.due)] : null)),
        h("section", {},
            h("h3", {}, name(conversation.customer)),
            customer.id && customer.name ? h("p", { class: "facts" }, h("bdi", {}, customer.id)) : null,
            profile.length ? table(profile.map(([key, value]) => [readable(key), String(value)])) : null),
        h("section", {},
            h("h3", {}, t("known")),
            known.length === 0 ? h("p", { class: "empty" }, t("nothingKnown")) : h("dl", {}, known.map((one) => [
                slotTerm(session, packet, one.slot, one.private ? h("span", { class: "tag" }, t("privateSlot")) : null),
                h("dd", {}, h("bdi", {}, one.value),
                    one.seq ? h("button", { class: "link", onclick: () => goTo(one.seq), data: { key: `${one.slot} ${one.seq}` } }, t("inMessage", { n: one.seq })) : null),
            ]))),
        section(t("promises"), (packet.promises ?? []).map((one) => h("li", {},
            promiseText(one.kind), " · ", queueLabel(session, one.queue), one.contact ? [" · ", h("bdi", {}, one.contact)] : null,
            one.due ? [" · ", t("before", { t: promisedTime(one.due) })] : null))),
        section(t("tried"), tried.map((text) => h("li", {}, text))),
        section(t("pages"), (packet.pages ?? []).map((url) => h("li", {}, h("bdi", {}, url)))),
        section(t("earlier"), (packet.earlier ?? []).map((one) => h("li", {},
            h("button", { class: "link", onclick: () => readEarlier(one.conversation), data: { key: one.conversation } },
                dayAndClock(one.ts), " · ", one.channel, " · ", t(one.outcome)),
            one.summary ? h("span", { class: "facts" }, " ", one.summary) : null))),
        section(t("notes"), [...conversation.notes.values()].map((note) => h("li", { class: "note" },
            h("span", { class: "facts" }, name(note.from), note.ts ? ` · ${dayAndClock(note.ts)}` : ""), prose(note.text)))));
}

/** Whether a reason's text is more than its code says: of some codes it is the same once more, unless an author wrote it. */
function saysMore(session, reason) {
    return Boolean(reason?.text)
        && (["flow", "action_error"].includes(reason.code) || Object.hasOwn(session.catalogue.reasons ?? {}, reason.text));
}

/** What the slot is called; the bot's whole question on a longer look. */
function slotTerm(session, packet, slot, ...more) {
    const { text, question } = slotName(session.catalogue, packet.flow, slot);
    return h("dt", { title: question ?? slot }, h("bdi", {}, text), ...more);
}

function section(title, items) {
    return items.length === 0 ? null : h("section", {}, h("h3", {}, title), h("ul", {}, items));
}

function table(pairs) {
    return h("dl", {}, pairs.map(([key, value]) => [h("dt", {}, key), h("dd", {}, h("bdi", {}, value))]));
}

/** `reply` is the button's word; as a promise it is an answer. */
function promiseText(kind) { return t(kind === "reply" ? "promise" : kind); }

function triedText(session, one) {
    if (one.kind === "promise") return [promiseText(one.name), queueLabel(session, one.detail)].filter(Boolean).join(" · ");
    const flow = session.catalogue.flows.find((other) => one.name === other.name || one.name.startsWith(`${other.name}/`));
    const what = one.kind === "escalate" ? queueLabel(session, one.name) : flow ? label(flow.labels, readable(one.name)) : readable(one.name);
    return [t(one.kind), what, one.detail ? t(reasonWords(one.detail, session.catalogue.reasons)) : null].filter(Boolean).join(" · ");
}
