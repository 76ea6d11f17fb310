// What outlives a reload: which conversation, the secret to resume it, and what was not acknowledged yet.
//
// The browser may refuse storage, or be full: then the page's memory has to do, and a reload begins anew. Each message
// of the outbox is an entry of its own, so that two tabs never write the same one.

const FORGET_MS = 7 * 24 * 3_600_000;

function storage(kind) {
    try {
        const store = kind === "none" ? null : kind === "session" ? sessionStorage : localStorage;
        store?.setItem("relais:try", "1");
        store?.removeItem("relais:try");
        return store;
    } catch {
        return null;
    }
}

export class Keep {
    /** @param {string} name  of the daemon and the customer: others' conversations are not ours */
    constructor(name, kind) {
        this.prefix = `relais:${name}:`;
        this.store = storage(kind);
        this.memory = new Map();
        this.count = 0;
        const kept = this.conversation;
        if (kept && Date.now() - kept.at > FORGET_MS) this.conversation = null;
        const known = this.conversation?.id ?? null;
        // Left over from a conversation that nobody follows any more.
        for (const item of this.all()) if (![known, null].includes(item.body.conversation)) this.remove(item.cid);
    }

    get isLasting() { return this.store !== null; }

    #get(key) {
        const text = this.memory.get(key) ?? this.store?.getItem(this.prefix + key);
        try {
            return text ? JSON.parse(text) : null;
        } catch {
            return null;
        }
    }

    #set(key, value) {
        const text = JSON.stringify(value);
        try {
            if (!this.store) throw new Error("no storage");
            this.store.setItem(this.prefix + key, text);
            this.memory.delete(key);
        } catch {
            this.memory.set(key, text);
        }
    }

    #remove(key) {
        this.memory.delete(key);
        this.store?.removeItem(this.prefix + key);
    }

    /** { id, secret, previous, at, seen } or null; `seen` is the last seq that stood before the visitor's eyes */
    get conversation() { return this.#get("conversation"); }

    set conversation(value) {
        if (value) this.#set("conversation", value);
        else this.#remove("conversation");
    }

    keepSecret(id, secret) {
        const known = this.conversation;
        const kept = known?.id === id ? { ...known, previous: known.secret } : {};
        this.conversation = { ...kept, id, secret, at: Date.now() };
    }

    secrets(id) {
        const known = this.conversation;
        return known?.id === id ? [known.secret, known.previous] : [];
    }

    /** Whether a storage event tells of another tab's conversation. */
    isAboutConversation(event) { return event.key === this.prefix + "conversation"; }

    get isOpen() { return this.#get("open") === true; }

    set isOpen(value) {
        if (value) this.#set("open", true);
        else this.#remove("open");
    }

    // MARK: outbox of the client

    all() {
        const keys = new Set(this.memory.keys());
        for (let index = 0; this.store && index < this.store.length; index += 1) {
            const key = this.store.key(index);
            if (key.startsWith(this.prefix)) keys.add(key.slice(this.prefix.length));
        }
        const items = [...keys].filter((key) => key.startsWith("out:")).map((key) => this.#get(key)).filter(Boolean);
        return items.sort((one, other) => one.at - other.at || one.place - other.place);
    }

    put(item) {
        const old = this.#get("out:" + item.cid);
        this.count += 1;
        this.#set("out:" + item.cid, { ...item, at: old?.at ?? Date.now(), place: old?.place ?? this.count });
    }

    remove(cid) { this.#remove("out:" + cid); }
}
