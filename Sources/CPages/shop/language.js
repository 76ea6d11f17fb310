// Before anything is drawn: the language asked for in the address, else the visitor's.

{
    const asked = new URLSearchParams(location.search).get("lang");
    const wanted = [asked, ...navigator.languages].map((tag) => String(tag ?? "").slice(0, 2).toLowerCase());
    document.documentElement.lang = wanted.find((tag) => tag === "fr" || tag === "en") ?? "fr";
}
