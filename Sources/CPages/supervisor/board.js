// The desk on one screen: queues, who waits and for how long, agents and their load, the day's figures, the daemon's health.

import { h, name, show } from "/console/dom.js";
import { askAgent, askQueue } from "/console/dialogs.js";
import { age, dueClock, more, priority, queueLabel, reasonText, tick } from "/console/lists.js";
import { dayAndClock, otherZone, promisedTime, span, t } from "/console/words.js";
import { bars, hours } from "/supervisor/charts.js";

/** How often the figures are asked for while the page is looked at. */
const LOOK_MS = 10_000;

export class Board {
    /** @param {(id: string) => void} open  shows a conversation that is in hand */
    constructor(session, open) {
        this.session = session;
        this.open = open;
        this.queues = h("div", { class: "tiles" });
        this.waiting = h("div", {});
        this.people = h("div", {});
        this.today = h("div", { class: "charts" });
        this.health = h("div", { class: "health" });
        const part = (title, ...content) => h("section", { class: "part" }, h("h2", {}, t(title)), content);
        this.element = h("main", { class: "board" },
            part("queues", this.queues), part("waiting", this.waiting), part("people", this.people),
            part("today", this.today), part("health", this.health));
        this.lookedAt = 0;
    }

    tick() {
        if (this.element.hidden) return;
        tick(this.element, this.session.now());
        if (document.visibilityState === "visible" && this.session.relais.state === "ready" && Date.now() - this.lookedAt > LOOK_MS) {
            this.lookedAt = Date.now();
            this.session.look();
        }
    }

    render() {
        const { session } = this;
        const board = session.board;
        if (!board) return;
        show(this.queues, (board.queues ?? []).map((queue) => h("article", { class: `tile${queue.breaches ? " bad" : ""}` },
            h("h3", {}, queueLabel(session, queue.name)),
            h("p", { class: "number" }, String(queue.waiting)),
            h("p", { class: "facts" }, queue.waiting && queue.oldest_ms !== undefined
                ? [t("oldest"), " ", age(board.ts - queue.oldest_ms)] : t("nobodyWaits")),
            h("p", { class: "facts" }, `${t("withAgents")} ${queue.with_agents} · ${t("agentsHere", { n: queue.agents })}`),
            h("p", { class: "facts" },
                h("span", { class: `tag ${queue.open ? "ok" : ""}` }, t(queue.open ? "open" : "closedQueue")),
                queue.open && queue.agents === 0 ? h("span", { class: "tag high" }, t("nobodyThere")) : null,
                queue.full ? h("span", { class: "tag urgent" }, t("fullQueue")) : null,
                queue.breaches ? h("span", { class: "tag urgent" }, `${queue.breaches} ${t("breaches")}`) : null,
                queue.waiting && queue.expected_wait_ms
                    ? h("span", {}, t("expectedWait", { t: span(queue.expected_wait_ms) })) : null))));
        this.renderWaiting(board);
        this.renderPeople(board);
        tick(this.element, session.now());
    }

    renderWaiting(board) {
        const { session } = this;
        const queues = board.queues ?? [];
        const all = queues.flatMap((queue) => (queue.first ?? []).map((one) => ({ ...one, queue: queue.name })));
        // Whose clock runs out first stands first, whatever his queue.
        const due = (one) => one.first_reply_due ?? Infinity;
        all.sort((one, other) => due(one) - due(other) || (one.since ?? 0) - (other.since ?? 0));
        const rest = queues.filter((queue) => more(queue)).map((queue) => `${queueLabel(session, queue.name)} : ${more(queue)}`);
        show(this.waiting, all.length === 0 ? h("p", { class: "empty" }, t("nobodyWaits")) : h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("waiting") }, h("table", {},
            h("thead", {}, h("tr", {}, ["age", "priority", "reason", "queue", "due"].map((key) => h("th", { scope: "col" }, t(key))),
                h("th", { scope: "col" }, h("span", { class: "only-read" }, t("take"))))),
            h("tbody", {}, all.map((one) => h("tr", { class: one.breached ? "bad" : "", data: { key: one.conversation } },
                h("td", { class: "short" }, age(one.since ?? session.now() - one.waiting_ms)),
                h("td", { class: "short" }, priority(one.priority) ?? t("normal")),
                h("td", {}, reasonText(one.reason), " ",
                    one.promise ? h("span", { class: "tag" }, t("promise")) : null,
                    h("span", { class: "facts" }, `${one.channel} · ${one.language}`,
                        one.held_until ? ` · ${t("heldUntil", { t: promisedTime(one.held_until) })}` : "",
                        one.offered_to ? [" · ", t("offeredTo", { name: "" }), name(one.offered_to)] : null)),
                h("td", {}, queueLabel(session, one.queue)),
                h("td", { class: "short" }, one.first_reply_due ? dueClock(one.first_reply_due) : ""),
                h("td", {}, h("div", { class: "buttons" },
                    h("button", { class: "main", onclick: () => session.take(one.conversation), data: { key: `take ${one.conversation}` } }, t("take")),
                    h("button", { onclick: () => askQueue(session, one.conversation), data: { key: `move ${one.conversation}` } }, t("move")),
                    h("button", { onclick: () => askAgent(session, one.conversation), data: { key: `assign ${one.conversation}` } }, t("assign")))))))), rest.length ? h("p", { class: "facts rest" }, rest.join(" · ")) : null));
    }

    // MARK: keys

    get #rows() { return [...this.element.querySelectorAll("tbody tr, .people li li")]; }

    get #row() { return this.#rows.find((row) => row.contains(document.activeElement)); }

    /** To the next or previous customer: the focus goes to what can be done about him. */
    step(by) {
        const rows = this.#rows;
        const at = rows.indexOf(this.#row);
        const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length];
        next?.querySelector("button")?.focus();
        next?.scrollIntoView({ block: "nearest" });
    }

    /** Does it to the customer the focus is at; without one, to the first. */
    press(act) {
        const row = this.#row ?? this.#rows[0];
        [...row?.querySelectorAll("button") ?? []].find((button) => button.dataset.key?.startsWith(`${act} `))?.click();
    }

    renderPeople(board) {
        const { session } = this;
        const agents = board.agents ?? [];
        show(this.people, agents.length === 0 ? h("p", { class: "empty" }, t("absent")) : h("ul", { class: "people" }, agents.map((agent) => {
            const load = agent.load ?? agent.assigned?.length ?? 0;
            const state = !agent.present ? "absent" : !agent.available ? "pausedAgent" : load >= agent.capacity ? "busyAgent" : "freeAgent";
            const meter = h("meter", { min: 0, max: agent.capacity || 1, value: load, "aria-label": `${load}/${agent.capacity}` });
            return h("li", { class: `card ${state}`, data: { key: agent.name } },
                h("header", {}, h("span", { class: "dot", "aria-hidden": "true" }), name(agent.name, "who"), h("span", { class: "facts" }, t(state))),
                h("p", {}, meter, h("span", { class: "facts" }, ` ${load}/${agent.capacity}`,
                    agent.wrapping_up ? ` · ${t("wrappingUp", { n: agent.wrapping_up })}` : "")),
                agent.skills?.length ? h("p", { class: "facts" }, agent.skills.join(", ")) : null,
                h("ul", {}, (agent.held ?? []).map((one) => h("li", { class: one.breached ? "late" : "", data: { key: one.conversation } },
                    session.conversations.has(one.conversation)
                        ? h("button", { class: "link", onclick: () => this.open(one.conversation), data: { key: `open ${one.conversation}` } }, queueLabel(session, one.queue))
                        : h("span", {}, queueLabel(session, one.queue)),
                    " ", age(one.since), " ", priority(one.priority),
                    h("button", { class: "link", onclick: () => askQueue(session, one.conversation), data: { key: `move ${one.conversation}` } }, t("move")),
                    h("button", { class: "link", onclick: () => askAgent(session, one.conversation), data: { key: `assign ${one.conversation}` } }, t("assign"))))));
        }), board.more_agents ? h("li", { class: "facts" }, t("andMore", { n: board.more_agents })) : null));
    }

    renderFigures() {
        const { figures, status } = this.session;
        if (figures) this.renderToday(figures);
        if (status) this.renderHealth(status);
    }

    renderToday(figures) {
        const names = (table) => Object.entries(table ?? {}).sort((a, b) => b[1] - a[1]);
        const handedOver = names(figures.reasons).reduce((sum, [, count]) => sum + count, 0);
        const queues = figures.queues ?? [];
        const sum = (key) => queues.reduce((total, queue) => total + (queue[key] ?? 0), 0);
        const mean = (total, count) => (count ? span(total / count) : "–");
        const series = (key) => (figures.hours ?? []).map((hour) => hour[key] ?? 0);
        const rated = (figures.ratings ?? []).reduce((total, count) => total + count, 0);
        show(this.today,
            h("dl", { class: "numbers" }, [
                [figures.opened, t("opened")], [figures.closed_by_bot, t("byBot")], [handedOver, t("handedOver")],
                [mean(sum("wait_ms"), sum("assigned")), t("meanWait")], [mean(sum("handling_ms"), sum("handled")), t("meanHandling")],
                [sum("breaches"), t("breaches")],
            ].map(([value, text]) => h("div", {}, h("dd", { class: "number" }, String(value ?? 0)), h("dt", { class: "facts" }, text)))),
            hours([t("byHour"), otherZone() ? ` (${t("hourZone", { zone: otherZone() })})` : ""].join(""), [
                { title: t("opened"), className: "opened", values: series("opened") },
                { title: t("handedOver"), className: "handed", values: series("handed_over") }]),
            bars(t("byReason"), names(figures.reasons).map(([code, count]) => [reasonText(code), count]), t("noneYet")),
            bars(t("byOutcome"), names(figures.outcomes).map(([code, count]) => [t(code), count]), t("noneYet")),
            bars(t("ratings"), rated === 0 ? [] : figures.ratings.map((count, index) => ["★".repeat(index + 1), count]).reverse(), t("noneYet")));
    }

    renderHealth(status) {
        const { session } = this;
        const bot = status.bot ?? {};
        const refused = bot.refused ?? [];
        const isRemark = (line) => / hint [A-Z]\d+:/.test(line);
        const report = [...refused, ...(bot.warnings ?? []).filter((line) => !isRemark(line))];
        const remarks = (bot.warnings ?? []).filter(isRemark);
        show(this.health,
            h("p", {}, h("span", { class: `tag ${status.ready ? "ok" : "urgent"}` }, t(status.ready ? "ready" : "notReady")),
                (status.reasons ?? []).map((reason) => h("span", { class: "late" }, ` ${reason}`)),
                status.uptime_ms === undefined ? null : ` ${t("uptime", { t: span(status.uptime_ms) })}`,
                h("span", { class: "facts" }, [["conversations", "conversations"], ["waiting", "waiting"], ["connections", "connections"]]
                    .filter(([key]) => status[key] !== undefined).map(([key, word]) => ` · ${t(word)} ${status[key]}`))),
            h("p", {}, t("botVersion"), " ", h("code", {}, bot.version ?? session.board?.version ?? ""),
                h("span", { class: "facts" }, bot.loaded ? ` · ${t("loaded", { t: dayAndClock(bot.loaded) })}` : "",
                    bot.files === undefined ? "" : ` · ${t("filesAndFlows", { files: bot.files, flows: bot.flows })}`)),
            (status.actions_suspended ?? []).length
                ? h("p", { class: "late" }, t("suspended", { list: status.actions_suspended.join(", ") })) : null,
            h("h3", {}, t("report")),
            refused.length ? h("p", { class: "late" }, t("refusedFiles")) : null,
            report.length ? h("pre", { class: "report", dir: "auto", tabindex: 0 }, report.join("\n")) : h("p", { class: "facts" }, t("sound")),
            remarks.length ? h("details", {}, h("summary", { class: "facts" }, t("remarks", { n: remarks.length })),
                h("pre", { class: "report", dir: "auto", tabindex: 0 }, remarks.join("\n"))) : null,
            h("p", {}, h("button", { onclick: () => session.reload(), data: { key: "reload" } }, t("reload"))));
    }

    /** The next tick asks for the figures and the health again. */
    lookSoon() { this.lookedAt = 0; }
}
