// What the browser keeps for these pages, for as long as it lets us.

/** Texts by key, in this browser or (`session`) in this tab only. */
export const keep = {
    get(key, session = false) {
        try { return (session ? sessionStorage : localStorage).getItem(`relais.${key}`) ?? undefined; } catch { return undefined; }
    },
    set(key, value, session = false) {
        try {
            const store = session ? sessionStorage : localStorage;
            if (value === undefined) store.removeItem(`relais.${key}`);
            else store.setItem(`relais.${key}`, value);
        } catch { /* blocked: it lasts as long as the page */ }
    },
};
