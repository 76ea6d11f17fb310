// The demo shop: sentences to try, and who answers right now.

const language = document.documentElement.lang;
const isFrench = language === "fr";

for (const link of document.querySelectorAll("[data-language]")) link.hidden = link.dataset.language === language;
document.querySelector("#line").textContent = `<script src="${location.origin}/widget.js" async></script>`;
document.querySelector("#chat").addEventListener("click", () => window.Relais?.open());

for (const button of document.querySelectorAll("#sentences button")) {
    button.addEventListener("click", () => {
        window.Relais?.ask(button.querySelector(`b[lang=${language}]`).textContent.replaceAll("\u00a0", " "));
    });
}

/** Of the desk's clock, as the daemon says. */
let zone = {};

function isToday(milliseconds, now) {
    const day = (instant) => new Date(instant).toLocaleDateString("fr-FR", zone);
    return day(milliseconds) === day(now);
}

/** "à 14:30", with the day where it is not today. */
function when(milliseconds, now, length = "long") {
    const date = new Date(milliseconds);
    const time = date.toLocaleTimeString(isFrench ? "fr-FR" : "en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
    if (isToday(milliseconds, now)) return isFrench ? `à ${time}` : `at ${time}`;
    const name = date.toLocaleDateString(isFrench ? "fr-FR" : "en-GB", { ...zone, weekday: length, day: "numeric", month: length });
    return isFrench ? `${name} à ${time}` : `on ${name} at ${time}`;
}

function words(queue, now) {
    if (queue.open) {
        const isLong = !queue.closes || queue.closes - now > 86_400_000;
        if (isLong) return isFrench ? "jour et nuit" : "day and night";
        return (isFrench ? "ouvert, ferme " : "open, closes ") + when(queue.closes, now, "short");
    }
    if (!queue.opens) return isFrench ? "fermé" : "closed";
    return (isFrench ? "fermé, ouvre " : "closed, opens ") + when(queue.opens, now, "short");
}

async function showHours() {
    const answer = await fetch("/hours", { cache: "no-store" });
    const { now, queues, zone: name } = await answer.json();
    zone = name ? { timeZone: name } : {};
    const list = document.querySelector("#hours");
    list.replaceChildren(...queues.map((queue) => {
        const row = document.createElement("li");
        row.className = queue.open ? "open" : "closed";
        const name = document.createElement("b");
        name.textContent = queue.label[language] ?? queue.label.fr ?? queue.name;
        const state = document.createElement("span");
        state.textContent = words(queue, now);
        row.append(name, state);
        return row;
    }));
    const first = queues[0];
    const presence = document.querySelector("#presence");
    if (!first) return;
    presence.className = `presence ${first.open ? "open" : "closed"}`;
    const closesToday = first.closes && isToday(first.closes, now);
    const until = !closesToday ? "" : isFrench ? `, jusqu’${when(first.closes, now)}` : `, until ${when(first.closes, now).slice(3)}`;
    presence.textContent = first.open
        ? (isFrench ? "Conseillers présents" : "Advisers are here") + until
        : (isFrench ? `Conseillers absents : retour ${first.opens ? when(first.opens, now) : "bientôt"}. L’assistant répond et propose un rappel.`
            : `No advisers now: back ${first.opens ? when(first.opens, now) : "soon"}. The assistant answers and offers a call back.`);
    document.querySelector("#closed-note").hidden = queues.every((queue) => queue.open);
}

// Without the daemon's hours the page says nothing about them.
showHours().catch(() => {});
