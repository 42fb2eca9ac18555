// @ts-check
/** A visit in the trainer's plan: who visits whom, when, what is tried; moved or called off. */
import { ask } from "../../widgets/ask.js";
import { dayInWords, h } from "../../widgets/ui.js";
import { act, api } from "./api.js";
import { openDialog } from "./dialog.js";
import { lookAtSupervision } from "./supervision.js";
import { draft, dropDrafts, field } from "./state.js";

/** @param {Api.PlannedVisit} visit @param {(person: string) => string} name */
export function visitLine(visit, name) {
  const about = `${visit.observers.map(name).join(" og ") || "En, der er gået fra,"} besøger ${name(visit.observed)}`;
  const path = `${api}/supervision/visits/${visit.id}`;
  const hidden = h("span", { class: "pj-visually-hidden" }, `: ${about}`);
  return h("li", { key: visit.id, class: "pj-c-visit" },
    h("span", { dir: "auto" }, about),
    h("span", { key: "when", class: `pj-chip pj-chip-small${visit.held ? " pj-chip-good" : ""}` }, when(visit)),
    visit.tools.length > 0 && h("span", { key: "tools", class: "pj-soft pj-small" }, visit.tools.join(", ")),
    !visit.held && h("span", { key: "ways", class: "pj-row" },
      h("button", { type: "button", class: "pj-button pj-button-quiet pj-button-small", onclick: () => move(visit, about) }, visit.day ? "Flyt" : "Sæt dato", hidden),
      visit.day && !visit.cancelled && h("button", { key: "cancel", type: "button", class: "pj-button pj-button-quiet pj-button-small", onclick: async () => {
        if (!await ask("Aflys besøget?", `${about}. De to kan finde en ny dato bagefter.`, "Aflys besøget", "Behold det")) return;
        await act(`${path}/cancel`, {}, "Besøget er aflyst. Sig det til de to.");
        await lookAtSupervision();
      } }, "Aflys", hidden)));
}

/** @param {Api.PlannedVisit} visit */
function when({ day, clock, place, cancelled, held }) {
  if (held) return "holdt";
  if (cancelled) return "aflyst";
  return day ? `${dayInWords(`${day}T12:00`)} kl. ${clock.replace(":", ".")}${place ? `, ${place}` : ""}` : "ingen dato";
}

/** @param {Api.PlannedVisit} visit @param {string} about */
function move(visit, about) {
  const at = (/** @type {string} */ of) => `besoeg:${visit.id}:${of}`;
  openDialog(about, ({ close }) => {
    const send = async (/** @type {boolean} */ dated) => {
      const given = { day: draft(at("day"), visit.day), clock: draft(at("clock"), visit.clock || "10:00"), place: draft(at("place"), visit.place) };
      const sent = { at: dated && given.day ? `${given.day}T${given.clock}` : null, place: given.place };
      if (!await act(`${api}/supervision/visits/${visit.id}`, sent, sent.at ? "Besøget har fået sin tid. De to ser det på »Mine besøg«." : "Besøget er uden dato for nu.")) return;
      dropDrafts(`besoeg:${visit.id}`);
      close();
      await lookAtSupervision();
    };
    return h("form", { key: "form", class: "pj-stack", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); send(true); } },
      field({ name: at("day"), label: "Dato", type: "date", value: visit.day, required: true }),
      field({ name: at("clock"), label: "Klokken", type: "time", value: visit.clock || "10:00", required: true }),
      field({ name: at("place"), label: "Sted", value: visit.place, maxlength: "120" }),
      h("div", { key: "go", class: "pj-row" },
        h("button", { type: "submit", class: "pj-button pj-button-primary" }, "Gem"),
        visit.day && h("button", { key: "none", type: "button", class: "pj-button", onclick: () => send(false) }, "Ingen dato for nu")));
  }, { closed: () => dropDrafts(`besoeg:${visit.id}`) });
}
