// What the browser keeps for these pages, for as long as it lets us.

const PREFIX = "relais.";

function store(session) { return session ? sessionStorage : localStorage; }

/** Texts by key, in this browser or (`session`) in this tab only. */
export const keep = {
    get(key, session = false) {
        try { return store(session).getItem(PREFIX + key) ?? undefined; } catch { return undefined; }
    },
    set(key, value, session = false) {
        try {
            if (value === undefined) store(session).removeItem(PREFIX + key);
            else store(session).setItem(PREFIX + key, value);
        } catch { /* blocked, or full: it lasts as long as the page */ }
    },
    /** What this tab keeps, by key, under keys that begin so. */
    all(start) {
        try {
            const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX + start));
            return keys.map((key) => [key.slice(PREFIX.length + start.length), sessionStorage.getItem(key)]);
        } catch { return []; }
    },
};

/** Values by name, in this tab: they outlive a reload, not the tab, and not signing out. */
class Shelf {
    constructor(start) { this.start = `${start}.`; }

    get(name) { return parsed(keep.get(this.start + name, true)); }

    set(name, value) { keep.set(this.start + name, value === undefined ? undefined : JSON.stringify(value), true); }

    /** @returns {[string, *][]} */
    all() { return keep.all(this.start).map(([name, text]) => [name, parsed(text)]).filter(([, value]) => value); }

    clear() { for (const [name] of keep.all(this.start)) this.set(name, undefined); }
}

function parsed(text) {
    try { return text === undefined ? undefined : JSON.parse(text); } catch { return undefined; }
}

/** By conversation: { mode, texts: { reply, note } } */
export const drafts = new Shelf("draft");

/** The client's outbox: what was written and is not on disk yet, in the order of sending. */
export class TabOutbox {
    constructor() {
        this.shelf = new Shelf("out");
        this.count = 0;
    }

    all() { return this.shelf.all().map(([, item]) => item).sort((one, other) => one.at - other.at || one.place - other.place); }

    put(item) {
        const old = this.shelf.get(item.cid);
        this.count += 1;
        this.shelf.set(item.cid, { ...item, at: old?.at ?? Date.now(), place: old?.place ?? this.count });
    }

    remove(cid) { this.shelf.set(cid, undefined); }
}

/** What nobody who signs in here later may read. */
export function forgetAll() {
    drafts.clear();
    new Shelf("out").clear();
}
