// @ts-check
/** The top of the console: the course, the day, the door and its code, who is here, the ways to the other screens. */
import { dayInWords, h, number, spaced } from "../../widgets/ui.js";
import { act, api } from "./api.js";
import { openDialog } from "./dialog.js";
import { choose, lookAtOverview } from "./follow.js";
import { course as id, participants, state } from "./state.js";

const VIEWS = [["dagen", "Dagen"], ["deltagere", "Deltagere"], ["grupper", "Grupper"], ["makkerpar", "Makkerpar"], ["indstillinger", "Indstillinger"]];

export function top() {
  const { course, days } = state.overview;
  const day = days.find((one) => one.id === state.day);
  return [
    h("div", { key: "titles", class: "pj-c-titles" },
      h("h1", { class: "pj-title", dir: "auto" }, course.title),
      days.length > 1
        ? h("label", { key: "day", class: "pj-c-day" }, h("span", { class: "pj-visually-hidden" }, "Dag"),
          h("select", { class: "pj-input", value: state.day, onchange: (/** @type {any} */ event) => choose(event.target.value) },
            days.map((one) => h("option", { value: one.id, selected: one.id === state.day }, one.date ? `${one.title}, ${dayInWords(`${one.date}T12:00`)}` : one.title))))
        : h("p", { key: "date", class: "pj-soft" }, [day?.date && dayInWords(`${day.date}T12:00`), day?.place].filter(Boolean).join(" · ") || "Ingen dato endnu")),
    door(course),
    state.overview.wrong_tries > 20 && h("p", { key: "guessing", class: "pj-notice pj-notice-warm", role: "status" },
      `Nogen prøver forkerte PIN-koder: ${number(state.overview.wrong_tries)} den seneste time. Efter nogle få forkerte kan der ikke prøves mere i en tid. Luk døren, hvis alle er inde.`),
    state.overview.clock && h("p", { key: "clock", class: "pj-notice pj-notice-warm", role: "status" }, state.overview.clock),
    h("div", { key: "ways", class: "pj-row pj-c-ways" },
      h("a", { class: "pj-button pj-button-primary", href: state.overview.screen_url, target: "_blank", rel: "opener" }, "Storskærm", newWindow()),
      h("button", { type: "button", class: "pj-button", onclick: tryPhone }, "Prøv fra din egen telefon"),
      h("a", { class: "pj-button", href: day ? `/hold/${id}/dag/${day.id}` : `/hold/${id}`, target: "_blank", rel: "noopener" }, "Se som deltager", newWindow())),
  ];
}

function newWindow() {
  return h("span", null, h("span", { "aria-hidden": "true" }, "↗"), h("span", { class: "pj-visually-hidden" }, " (nyt vindue)"));
}

/** @param {Api.CourseOverview} course */
function door(course) {
  const all = participants();
  const here = all.filter((one) => one.here).length;
  const open = course.door_open ? course.code : null;
  const turn = async () => {
    await act(`${api}/door`, { open: !open }, open ? "Døren er lukket. De, der er inde, bliver inde." : "Døren er åben.");
    lookAtOverview();
  };
  return h("div", { key: "door", class: `pj-c-door${open ? " pj-c-door-open" : ""}` },
    h("div", { key: "code" },
      h("p", { class: "pj-small" }, course.closed ? "Holdet er afsluttet" : open ? "Døren er åben – koden er" : "Døren er lukket"),
      open && h("p", { key: "big", class: "pj-c-code", "aria-label": `Kode: ${[...open].join(" ")}` }, spaced(open))),
    !course.closed && h("button", { key: "turn", type: "button", class: `pj-button${open ? "" : " pj-button-primary"}`, onclick: turn }, open ? "Luk døren" : "Åbn døren"),
    h("a", { key: "here", class: "pj-c-count", href: "#deltagere" }, h("span", { class: "pj-c-big" }, number(here)), ` af ${number(all.length)} er her`));
}

export function views() {
  const counts = /** @type {Record<string, number>} */ ({ deltagere: participants().length, grupper: state.overview.groups.length });
  return VIEWS.map(([key, word]) => h("a", { key, href: `#${key}`, "aria-current": state.view === key ? "page" : null }, word,
    counts[key] ? h("span", { class: "pj-soft" }, ` ${number(counts[key])}`) : null));
}

function tryPhone() {
  openDialog("Prøv fra din egen telefon", ({ redraw }) => {
    const { course, join_url: join } = state.overview;
    const url = course.door_open ? join : null;
    const here = url ? new URL(url) : null;
    const only = here && ["localhost", "127.0.0.1", "[::1]"].includes(here.hostname);
    const open = async () => {
      await act(`${api}/door`, { open: true });
      await lookAtOverview();
      redraw();
    };
    return [
      only && h("p", { key: "only", class: "pj-notice pj-notice-warm" }, "Lige nu kan kun denne maskine komme ind. Stop Pejling, og start den med ", h("code", null, "python3 kit.py start --class"), ", når andre skal med."),
      !url && h("p", { key: "shut", class: "pj-row" }, "Døren er lukket, så ingen kan komme ind.", h("button", { type: "button", class: "pj-button", onclick: open }, "Åbn døren")),
      url && h("div", { key: "way", class: "pj-c-phone" },
        h("img", { class: "pj-c-qr", src: `/api/course/${id}/code.svg?${course.code}`, alt: "QR-kode, der åbner holdet på en telefon" }),
        h("ol", null, h("li", null, "Sæt telefonen på det samme net som denne maskine."), h("li", null, "Scan koden, eller skriv adressen ", h("strong", { class: "pj-c-url" }, `${here?.host}`), "."),
          h("li", null, "Skriv koden ", h("strong", null, spaced(course.code ?? "")), ", og vælg et navn – gerne ét, du kan sætte frit igen under »Deltagere«."))),
      h("h3", { key: "trouble" }, "Kommer siden ikke frem?"),
      h("ul", { key: "remedies", class: "pj-c-remedies" },
        h("li", null, h("strong", null, "Gæstenet holder ofte telefoner og computere adskilt. "), "Del nettet fra din egen telefon, sæt maskinen og deltagerne på det, og start Pejling igen, så adressen bliver den rigtige."),
        h("li", null, h("strong", null, "Firewallen kan spærre. "), "Spørger maskinen, om Python må modtage forbindelser, så sig ja på det net, I bruger. Har du sagt nej før, skal det tillades i firewallens indstillinger."),
        h("li", null, h("strong", null, "Skriv http:// foran adressen, "), "hvis telefonen selv vælger https og siger, at siden ikke findes."),
        h("li", null, h("strong", null, "Uden telefon? "), "Åbn øvelsen her, fold den ud, og brug »Indtast svar for en uden telefon«.")),
    ];
  }, { wide: true });
}
