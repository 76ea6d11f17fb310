// The one line a site needs:
//
//     <script src="https://chat.example/widget.js" async></script>
//
// What may be said on it, all optional:
//     data-lang      fr or en; else the page's own
//     data-title     at the head of the panel
//     data-welcome   the first words;  data-suggest: first questions, with | between them
//     data-theme     light or dark; else the visitor's
//     data-side      left or right
//     data-channel   a channel of the bot's policy; else web
//     data-open      shows the panel at once
//     data-storage   session: forgets with the tab; none: with the page
//
// Whoever the site knows is said before it, in a script of the site:
//
//     window.RelaisSettings = { customer: { id, name, proof }, profile: { plan: "pro" } };
//
// Colours are CSS variables of `relais-widget` (see style.css). The page may call Relais.open(), Relais.close(),
// Relais.ask("Where is my order?") and Relais.remove().

(() => {
    const script = document.currentScript;
    if (!script || window.Relais) return;
    const base = new URL(".", script.src).href;
    const widget = import(base + "widget/app.js").then((app) =>
        app.mount(base, { ...window.RelaisSettings, ...script.dataset }));
    widget.catch((error) => console.error("Relais: the chat could not be loaded.", error));
    const tell = (verb) => (...words) => { widget.then((it) => it[verb](...words)); };
    window.Relais = { open: tell("open"), close: tell("close"), ask: tell("ask"), remove: tell("remove") };
})();
