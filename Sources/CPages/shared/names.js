// Names as they may be shown: who chooses one could choose it to look like another, or to turn the text around it.

const LONGEST = 60;

/**
 * A name as it may be shown: without the invisible characters that turn text around or make two names look alike, on
 * one line, and not longer than a name.
 */
export function shownName(name) {
    const clean = String(name ?? "").normalize("NFC").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").replace(/\s+/g, " ");
    const signs = [...clean.trim().replace(/(\p{M}{3})\p{M}+/gu, "$1")];
    return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join("")}…` : signs.join("");
}
