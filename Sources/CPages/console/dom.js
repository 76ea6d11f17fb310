// Building what is shown. Every text goes in as text, never as markup.

/**
 * An element: `h("button", { class: "quiet", onclick: f }, "Close")`. Children are nodes or texts; null and false are left
 * out. `on…` are listeners, `data` a table of data attributes, everything else an attribute (false and null: none).
 */
export function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else if (name === "data") Object.assign(element.dataset, value);
        else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
        else element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
    return element;
}

/** Replaces what a place shows, and keeps the focus on what has the same `data-key`. */
export function show(place, ...nodes) {
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    place.replaceChildren(...nodes.flat(3).filter(Boolean));
    if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

/** A name, kept from turning the direction of what stands around it. */
export function name(text, className) {
    return h("bdi", { class: className }, text);
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
