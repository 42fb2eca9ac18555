// @ts-check
/** What people wrote without a name, to be hidden one by one: from the class, the wall, the report and the leader. */
import { count, h, said } from "../../widgets/ui.js";
import { act, api } from "./api.js";
import { refetch } from "./follow.js";
import { fold, state } from "./state.js";

/** @param {Api.ExerciseDetail} e */
export function unsignedTexts({ id, title, texts }) {
  if (!texts.length) return null;
  const name = `tekster ${id}`;
  const open = state.open.has(name);
  const hidden = texts.filter((one) => one.hidden).length;
  return h("div", { key: "texts", class: "pj-stack-tight" },
    h("button", { key: "fold", type: "button", class: "pj-c-fold", "aria-expanded": String(open), onclick: () => fold(name) },
      h("span", { class: "pj-c-arrow", "aria-hidden": "true" }, open ? "▾" : "▸"), "Skjul en tekst",
      hidden > 0 && ` (${count(hidden, "er skjult", "er skjult")})`, h("span", { class: "pj-visually-hidden" }, ` i ${title}`)),
    open && h("p", { key: "means", class: "pj-small pj-soft" },
      "Det, du skjuler, ses hverken af holdet, på skærmen, i dagsrapporten eller i Excel-arket. Ingen kan se, hvem der har skrevet det, og antallet af svar ændrer sig ikke."),
    open && h("ul", { key: "all", class: "pj-c-names", role: "list" }, texts.map((one) =>
      h("li", { key: one.mark, class: "pj-row" },
        h("span", { dir: "auto" }, said(one.text)), h("span", { class: "pj-small pj-soft" }, one.title),
        one.hidden && h("span", { key: "chip", class: "pj-chip pj-chip-accent" }, "Skjult for holdet"),
        h("button", { key: "act", type: "button", class: "pj-button pj-button-quiet", onclick: () => hide(id, one) },
          one.hidden ? "Vis igen" : "Skjul", h("span", { class: "pj-visually-hidden" }, ` »${one.text}«`))))));
}

/** @param {string} exercise @param {Api.UnsignedText} one */
async function hide(exercise, one) {
  await act(`${api}/exercise/${exercise}/text`, { mark: one.mark, hidden: !one.hidden }, one.hidden ? "Teksten vises igen." : "Teksten er skjult for holdet.");
  refetch(exercise);
}
