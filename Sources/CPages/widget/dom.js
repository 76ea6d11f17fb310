// Elements from plain values. Text becomes text, never markup: there is no way from here to innerHTML.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element.
 * @param {string} tag
 * @param {object} [props]  attributes; `on…` a listener, a flag an empty attribute, null and false nothing
 * @param {...(Node|string|null)} children
 */
export function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
}

/** A drawing of 24 by 24 in the colour of the text; never read aloud. */
export function icon(...paths) {
    const drawing = document.createElementNS(SVG, "svg");
    for (const [name, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" })) {
        drawing.setAttribute(name, value);
    }
    for (const d of paths) {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("d", d);
        drawing.append(path);
    }
    return drawing;
}

const LINK = /https?:\/\/[^\s<>"'«»]*[^\s<>"'«».,;:!?)\]]/gu;

function addressOf(text) {
    try {
        return new URL(text).href;
    } catch {
        return null;
    }
}

/** The text with its web addresses as links; nothing else is one. */
export function linked(text) {
    const parts = [];
    let end = 0;
    for (const match of text.matchAll(LINK)) {
        const address = addressOf(match[0]);
        if (!address) continue;
        parts.push(text.slice(end, match.index));
        parts.push(h("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, match[0]));
        end = match.index + match[0].length;
    }
    parts.push(text.slice(end));
    return parts;
}
