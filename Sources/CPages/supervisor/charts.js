// Small charts, drawn by hand: bars by hour and bars by name. Each has its figures as text too.

import { h, svg } from "/console/dom.js";

const WIDTH = 720;
const HEIGHT = 90;

/**
 * Bars for 24 hours, series in front of each other.
 *
 * @param {{ title: string, className: string, values: number[] }[]} series  the tallest first
 */
export function hours(title, series) {
    const most = Math.max(1, ...series.flatMap((one) => one.values));
    const slot = WIDTH / 24;
    const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT + 18}`, class: "hours", role: "img", "aria-label": title });
    picture.append(svg("line", { x1: 0, x2: WIDTH, y1: HEIGHT + 0.5, y2: HEIGHT + 0.5, class: "axis" }));
    for (const [number, one] of series.entries()) {
        const inset = 2 + number * 3;
        for (const [hour, value] of one.values.entries()) {
            if (!value) continue;
            const height = Math.max(2, (value / most) * (HEIGHT - 12));
            const bar = svg("rect", {
                x: hour * slot + inset, width: slot - 2 * inset, y: HEIGHT - height, height, rx: 2, class: one.className });
            bar.append(svg("title", {}, `${hour} h · ${one.title} · ${value}`));
            picture.append(bar);
        }
    }
    for (let hour = 0; hour < 24; hour += 6) {
        picture.append(svg("text", { x: hour * slot, y: HEIGHT + 14, class: "tick" }, `${hour} h`));
    }
    picture.append(svg("text", { x: WIDTH, y: 10, class: "tick", "text-anchor": "end" }, String(most)));
    return h("figure", {}, h("figcaption", {}, title), picture,
        h("p", { class: "legend" }, series.map((one) => h("span", { class: `key ${one.className}` }, one.title))));
}

/** One bar a name, longest first. */
export function bars(title, entries, empty) {
    const most = Math.max(1, ...entries.map(([, value]) => value));
    return h("figure", {}, h("figcaption", {}, title), entries.length === 0 ? h("p", { class: "empty" }, empty)
        : h("dl", { class: "bars" }, entries.map(([text, value]) => {
            const bar = h("span", { class: "bar", "aria-hidden": "true" });
            bar.style.width = `${Math.max(2, (value / most) * 100)}%`;
            return [h("dt", { dir: "auto" }, text), h("dd", {}, bar, h("span", {}, String(value)))];
        })));
}
