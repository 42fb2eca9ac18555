// @ts-check
/** Groups across organisations: made with one button, adjusted by hand. */
import { ask } from "../../widgets/ask.js";
import { count, h, number } from "../../widgets/ui.js";
import { act, api, say } from "./api.js";
import { lookAtOverview } from "./follow.js";
import { badge, legend } from "./organisations.js";
import { changed, draft, field, participants, state } from "./state.js";

export function groups() {
  const all = state.overview.groups;
  const inOne = new Set(all.flatMap((group) => group.people));
  const without = participants().filter(({ id }) => !inOne.has(id)).map(({ id }) => id);
  return h("div", { key: "groups", class: "pj-stack pj-c-loose" },
    h("section", { key: "make", class: "pj-card pj-stack", "aria-labelledby": "grupper" },
      h("h2", { id: "grupper", class: "pj-title" }, "Grupper"),
      h("p", { class: "pj-soft" }, "Grupperne blandes på tværs af organisationer. Er nogen kommet ind, er det dem, der bliver fordelt; ellers hele listen. De, der kommer senere, sættes automatisk i en gruppe."),
      h("form", { class: "pj-row pj-c-due", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); make(); } },
        field({ name: "gruppe:size", label: "Personer i hver", type: "number", value: "4", min: "2", max: "12", inputmode: "numeric" }),
        h("button", { type: "submit", class: "pj-button pj-button-primary" }, "Lav blandede grupper"),
        all.length > 0 && h("button", { key: "more", type: "button", class: "pj-button", onclick: one }, "Ny tom gruppe")),
      legend()),
    all.length > 0 && h("div", { key: "all", class: "pj-c-groups" }, all.map((group) => card(group.id, group.name, group.people)),
      without.length > 0 && card(null, "Uden gruppe", without)));
}

async function make() {
  if (state.overview.groups.length && !await ask("Lav nye grupper?", "De nuværende grupper bliver erstattet. Øvelser, der er åbnet, beholder de grupper, de blev åbnet med.", "Lav nye grupper", "Behold grupperne")) return;
  const made = await act(`${api}/groups`, { size: Number(draft("gruppe:size", "4")) || 4 });
  if (made) say(`Der er lavet ${count(made.groups, "gruppe", "grupper")}.`);
  lookAtOverview();
}

async function one() {
  await act(`${api}/groups/new`, {}, "Der er en ny, tom gruppe.");
  lookAtOverview();
}

/** @param {string} person @param {string | null} group */
async function move(person, group) {
  const who = participants().find(({ id }) => id === person);
  const to = state.overview.groups.find((one_) => one_.id === group)?.name;
  for (const one_ of state.overview.groups) one_.people = one_.people.filter((/** @type {string} */ id) => id !== person);
  state.overview.groups.find((one_) => one_.id === group)?.people.push(person);
  changed();
  await act(`${api}/groups/move`, { person, group }, `${who?.name} er ${to ? `flyttet til ${to}` : "taget ud af grupperne"}.`);
  await lookAtOverview();
  document.getElementById(`flyt-${person}`)?.focus({ preventScroll: true });
}

/** @param {string | null} id @param {string} name @param {string[]} ids */
function card(id, name, ids) {
  const people = participants().filter((one_) => ids.includes(one_.id));
  return h("section", { key: id ?? "none", class: "pj-card pj-c-group", "aria-labelledby": `gruppe-${id}`,
    ondragover: (/** @type {DragEvent} */ event) => event.preventDefault(),
    ondrop: (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      const person = event.dataTransfer?.getData("text/plain") ?? "";
      if (person && !ids.includes(person)) move(person, id);
    } },
    h("h3", { id: `gruppe-${id}` }, name, h("span", { class: "pj-soft pj-small" }, ` ${number(people.length)}`)),
    people.length === 0 && h("p", { key: "none", class: "pj-soft pj-small" }, "Ingen endnu. Træk en hertil, eller vælg gruppen ved navnet."),
    h("ul", { key: "people", role: "list" }, people.map((one_) => h("li", { key: one_.id, draggable: "true",
      ondragstart: (/** @type {DragEvent} */ event) => event.dataTransfer?.setData("text/plain", one_.id) },
    badge(one_.organisation),
    h("span", { class: "pj-c-group-name" }, h("span", { dir: "auto" }, one_.name), h("span", { class: "pj-visually-hidden" }, `, ${one_.organisation}`),
      one_.here && h("span", { class: "pj-c-here", title: "Her nu" }, " ●", h("span", { class: "pj-visually-hidden" }, " her nu"))),
    h("select", { id: `flyt-${one_.id}`, class: "pj-input pj-c-move", "aria-label": `Flyt ${one_.name} til`, value: id ?? "", onchange: (/** @type {any} */ event) => move(one_.id, event.target.value || null) },
      state.overview.groups.map((group) => h("option", { value: group.id, selected: group.id === id }, group.name)),
      h("option", { value: "", selected: !id }, "Ingen gruppe"))))));
}
