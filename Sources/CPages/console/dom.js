// Building what is shown. Every text goes in as text, never as markup.

import { shownName } from "/shared/names.js";

/**
 * An element: `h("button", { class: "quiet", onclick: f }, "Close")`. Children are nodes or texts; null and false are left
 * out. `on…` are listeners, `data` a table of data attributes, everything else an attribute (false and null: none).
 */
export function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) {
            element.addEventListener(name.slice(2), value);
            element.listens = true;
        } else if (name === "data") Object.assign(element.dataset, value);
        else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
        else element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

/**
 * Makes a place show these, touching only what differs: a list that is drawn twice a second keeps its focus, what is selected
 * in it, and the button that is just being pressed. Elements are told apart by `data-key`, or by where they stand. One that is
 * kept keeps its listeners: what they mean must stand in its key, and without a key it is not kept. The nodes are made for this
 * call; what somebody holds on to is not for here.
 */
export function show(place, ...nodes) {
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    merge(place, nodes.flat(3).filter(Boolean).map((node) => (node instanceof Node ? node : new Text(node))));
    if (focused && !place.contains(document.activeElement)) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

function merge(place, nodes) {
    const wanted = new Set(nodes.map(keyOf).filter(Boolean));
    for (const child of [...place.childNodes]) if (keyOf(child) && !wanted.has(keyOf(child))) child.remove();
    const known = new Map([...place.childNodes].map((child) => [keyOf(child), child]));
    let at = place.firstChild;
    for (const node of nodes) {
        const old = keyOf(node) ? known.get(keyOf(node)) : keyOf(at) ? null : at;
        if (!old || !isAlike(old, node)) {
            place.insertBefore(node, at);
            continue;
        }
        if (old === at) at = at.nextSibling;
        else place.insertBefore(old, at);
        if (old.nodeType === Node.TEXT_NODE) {
            if (old.data !== node.data) old.data = node.data;
        } else {
            merge(old, [...node.childNodes]);
        }
    }
    while (at) {
        const next = at.nextSibling;
        at.remove();
        at = next;
    }
}

function keyOf(node) { return node?.dataset?.key; }

function isAlike(old, node) {
    if (old.nodeName !== node.nodeName) return false;
    if (old.nodeType === Node.TEXT_NODE) return true;
    if (node.listens && !keyOf(node)) return false;
    const names = node.getAttributeNames();
    return names.length === old.getAttributeNames().length
        && names.every((name) => old.getAttribute(name) === node.getAttribute(name));
}

/**
 * A name, on one line and kept from turning the direction of what stands around it; without the invisible characters that
 * make two names look alike.
 */
export function name(text, className) {
    return h("bdi", { class: className }, shownName(text));
}

/** What somebody wrote: his own direction, line breaks kept. */
export function prose(text, className = "prose") {
    return h("p", { class: className, dir: "auto" }, text);
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, props = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(props)) element.setAttribute(key, String(value));
    element.append(...children);
    return element;
}

/** Calls `action` once `milliseconds` have passed without another call. */
export function settled(milliseconds, action) {
    let timer;
    return (...values) => {
        clearTimeout(timer);
        timer = setTimeout(() => action(...values), milliseconds);
    };
}
