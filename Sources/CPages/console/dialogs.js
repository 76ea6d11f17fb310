// Questions that take the screen for a moment, in the browser's own dialog: focus, Escape and the rest are its work.

import { shownName } from "/shared/names.js";
import { h, name, prose, show } from "/console/dom.js";
import { queueLabel } from "/console/lists.js";
import { clock, errorText, label, readable, t } from "/console/words.js";

/** Shows a dialog; gone from the page when it is closed. */
export function dialog(title, ...content) {
    const id = `dialog-${Math.random().toString(36).slice(2)}`;
    const element = h("dialog", { "aria-labelledby": id }, h("h2", { id }, title), ...content);
    element.addEventListener("close", () => element.remove());
    // Chromium's own Escape is sometimes lost while a list has the focus.
    element.addEventListener("keydown", (event) => { if (event.key === "Escape") element.close(); });
    document.body.append(element);
    element.showModal();
    return element;
}

function buttons(element) {
    return h("div", { class: "buttons" },
        h("button", { type: "submit", class: "main" }, t("confirm")),
        h("button", { type: "button", onclick: () => element().close() }, t("cancel")));
}

function field(text, input) { return h("label", { class: "field" }, h("span", {}, text), input); }

function select(entries, props = {}) {
    return h("select", props, entries.map(([value, text]) => h("option", { value }, text)));
}

/** A form in a dialog; the browser asks for what is missing, then `read` does what was confirmed. */
function form(title, fields, read, error) {
    let element;
    const body = h("form", { method: "dialog", onsubmit: read },
        error ? h("p", { class: "problem", role: "alert" }, errorText(error)) : null, fields, buttons(() => element));
    element = dialog(title, body);
    return element;
}

/** Asked again with what was written before, where the server said no: `{ to, note }` and its error. */
export function askTransfer(session, conversation, before, error) {
    const colleagues = (session.board?.agents ?? []).filter((agent) => agent.present && agent.name !== session.name);
    const queues = new Map((session.board?.queues ?? []).map((queue) => [queue.name, queue]));
    const to = select([
        ...session.catalogue.queues.map((queue) => [`queue ${queue.name}`,
            `${t("toQueue")} : ${label(queue.labels, queue.name)}${queueState(queues.get(queue.name))}`]),
        ...colleagues.map((agent) => [`agent ${agent.name}`, `${t("toAgent")} : ${shownName(agent.name)}${agentState(agent)}`]),
    ], { required: true });
    const note = h("textarea", { rows: 3, required: true, maxlength: 2000, dir: "auto", value: before?.note ?? "" });
    if (before) to.value = Object.entries(before.to).map((pair) => pair.join(" "))[0];
    form(t("transfer"), [field(t("transferTo"), to), field(t("noteForNext"), note)], () => {
        const [kind, ...rest] = to.value.split(" ");
        session.act(conversation, { type: "transfer", to: { [kind]: rest.join(" ") }, note: note.value.trim() });
    }, error);
}

/** What may be said beside a choice: that nobody is there, or how many wait. */
function queueState(queue) {
    if (!queue) return "";
    if (!queue.open) return ` (${t("closedQueue")})`;
    if (queue.full) return ` (${t("fullQueue")})`;
    return queue.waiting ? ` (${t("waiting").toLowerCase()} ${queue.waiting})` : "";
}

function agentState(agent) {
    if (!agent.available) return ` (${t("pausedAgent")})`;
    return ` (${agent.load ?? agent.assigned?.length ?? 0}/${agent.capacity})`;
}

export function askBot(session, conversation, error) {
    const flows = session.catalogue.flows;
    const flow = select(flows.map((one) => [one.name, label(one.labels, one.name)]), { required: true });
    const step = select([]);
    const steps = () => step.replaceChildren(...[["", t("fromStart")],
        ...(flows.find((one) => one.name === flow.value)?.steps ?? []).map((one) => [one, one])]
        .map(([value, text]) => h("option", { value }, value ? readable(text) : text)));
    flow.addEventListener("change", steps);
    if (flows.some((one) => one.name === conversation.packet.flow)) flow.value = conversation.packet.flow;
    steps();
    form(t("toBot"), [field(t("flow"), flow), field(t("step"), step)], () => {
        session.act(conversation, { type: "transfer", to: { bot: step.value ? `${flow.value}/${step.value}` : flow.value } });
    }, error);
}

/** Closes a conversation. What the customer says while the question stands is shown in it: nobody is cut off unread. */
export function askClose(session, conversation, before, error) {
    const outcomes = session.catalogue.outcomes.length ? session.catalogue.outcomes : ["solved"];
    const outcome = select(outcomes.map((one) => [one, t(one)]));
    const tags = h("input", { type: "text", maxlength: 500, autocomplete: "off", value: (before?.tags ?? []).join(", ") });
    if (before?.outcome) outcome.value = before.outcome;
    const news = h("div", { class: "news", role: "status" });
    const seen = conversation.lastSeq;
    const look = (other) => {
        if (other !== conversation) return;
        const said = conversation.ordered.filter((event) => event.from === "customer" && event.seq > seen).at(-1);
        show(news, said ? h("p", { class: "hint-warning", dir: "auto" }, t("saidMeanwhile", { text: said.text })) : null,
            conversation.typing ? h("p", { class: "facts" }, t("isTyping", { name: t("theCustomer") })) : null);
    };
    const element = form(t("close"), [news, field(t("outcome"), outcome), field(t("tags"), tags)], () => {
        const list = tags.value.split(",").map((tag) => tag.trim().replace(/\s+/g, "-")).filter(Boolean);
        session.act(conversation, { type: "close", outcome: outcome.value, tags: list });
    }, error);
    const signals = ["conversation", "typing"];
    for (const signal of signals) session.on(signal, look);
    element.addEventListener("close", () => { for (const signal of signals) session.off(signal, look); });
    look(conversation);
}

/** A question with one answer: what is done on it. */
export function confirmed(title, text, yes, act) {
    let element;
    element = dialog(title, h("p", {}, text), h("div", { class: "buttons" },
        h("button", { class: "main", onclick: () => { element.close(); act(); } }, yes),
        h("button", { onclick: () => element.close() }, t("cancel"))));
}

export function askQueue(session, id) {
    const queue = select(session.catalogue.queues.map((one) => [one.name, label(one.labels, one.name)]));
    form(t("move"), [field(t("moveTo"), queue)], () => session.move(id, queue.value));
}

export function askAgent(session, id) {
    const agents = (session.board?.agents ?? []).filter((agent) => agent.present);
    const agent = select(agents.map((one) => [one.name, `${shownName(one.name)}${agentState(one)}`]),
        { required: true });
    form(t("assign"), [field(t("assignTo"), agent)], () => session.assign(id, agent.value));
}

/** An earlier conversation, read only. */
export function showEarlier(session, conversation, earlier) {
    const list = h("div", { class: "transcript", tabindex: 0 }, h("p", { class: "empty" }, "…"));
    let element;
    const close = h("div", { class: "buttons" }, h("button", { onclick: () => element.close() }, "OK"));
    element = dialog(t("earlier"), list, close);
    session.ask({ type: "history", conversation: conversation.id, earlier, limit: 200 }, (answer) => {
        list.replaceChildren(...(answer.events ?? []).map((event) => entry(session, event)).filter(Boolean));
    });
}

/** One event of a transcript: a message, or a line about what happened. */
export function entry(session, event, { isLast = false } = {}) {
    const time = h("time", { datetime: event.ts ? new Date(event.ts).toISOString() : null }, event.ts ? clock(event.ts) : "");
    switch (event.kind ?? "message") {
    case "message": {
        const role = { customer: t("customer"), bot: t("bot"), agent: t("agent"), system: t("system"), note: t("note") }[event.from] ?? event.from;
        const isMe = event.from === "agent" && event.name === session.name;
        return h("article", { class: `said-by ${event.from}${isMe ? " me" : ""}`, data: { seq: event.seq ?? "" } },
            h("header", {}, h("span", { class: "role" }, isMe ? t("you") : role),
                event.name && !isMe ? name(event.name, "who") : null, time),
            prose(event.text ?? ""),
            isLast && event.choices ? h("p", { class: "choices" }, event.choices.map((choice) => h("span", { class: "chip", dir: "auto" }, choice.label))) : null);
    }
    case "owner":
        return line(event.owner === "queue" ? t("ownerQueue", { queue: queueLabel(session, event.queue) })
            : event.owner === "agent" ? t("ownerAgent", { name: shownName(event.name) }) : t("ownerBot"), time);
    case "rated": return line(t("ratedAs", { score: event.score }), time);
    case "closed": return line(t("closedAs", { outcome: t(event.outcome ?? "") }), time);
    default: return null;
    }
}

function line(text, time) { return h("p", { class: "happened" }, h("span", { dir: "auto" }, text), time); }

export const KEYS = [
    ["A", "keyAccept"], ["D", "keyDecline"], ["J K", "keyNext"], ["1 … 9", "keyNth"], ["S", "keyBeside"], ["P", "keyPane"],
    ["R", "keyReply"], ["N", "keyNote"], ["F", "keyArticles"], ["Alt 1 2 3", "keyInsert"], ["H", "keyOlder"],
    ["T", "keyTransfer"], ["B", "keyBot"], ["Q", "keyRelease"], ["C", "keyClose"], ["X", "keyAway"],
    ["V", "keyPresence"], ["> <", "keyCapacity"], ["L", "keyLanguage"],
    ["G", "keyBoard"], ["J K", "keyRows"], ["T M I", "keyRow"], ["?", "keyHelp"], ["Esc", "keyEscape"],
];
const SUPERVISORS = new Set(["keyBoard", "keyRows", "keyRow"]);

export function showKeys(isSupervisor) {
    let element;
    const rows = KEYS.filter(([, key]) => isSupervisor || !SUPERVISORS.has(key));
    element = dialog(t("keys"),
        h("dl", { class: "keys" }, rows.map(([keys, key]) => [
            h("dt", {}, keys.split(" ").map((one) => (one === "…" ? " … " : h("kbd", {}, one)))), h("dd", {}, t(key))])),
        h("div", { class: "buttons" }, h("button", { onclick: () => element.close() }, "OK")));
}
