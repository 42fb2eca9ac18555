// @ts-check
/** What the plan is made from: who wants to be with whom, or not; and who leads whom. */
import { h } from "../../widgets/ui.js";
import { act, api } from "./api.js";
import { lookAtSupervision } from "./supervision.js";
import { draft, dropDrafts, field, participants } from "./state.js";

const KINDS = /** @type {[string, string][]} */ ([["together", "skal være sammen i en runde"], ["apart", "skal ikke være sammen"], ["leads", "er leder for"]]);

/** @param {Api.SupervisionPlan} plan */
export function wishes(plan) {
  const name = (/** @type {string} */ person) => participants().find(({ id }) => id === person)?.name ?? "";
  const all = [
    ...plan.wishes.map(({ person, other, wish }) => ({ key: `${person} ${other}`, text: `${name(person)} og ${name(other)} ${KINDS.find(([kind]) => kind === wish)?.[1]}`, path: "wish", given: { person, other, wish: null } })),
    ...plan.leaders.map(({ person, leader }) => ({ key: `leder ${person}`, text: `${name(leader)} er leder for ${name(person)}`, path: "leader", given: { person, leader: null } })),
  ];
  const people = /** @type {[string, string][]} */ ([["", "Vælg …"], ...participants().map(({ id, name: of }) => [id, of])]);
  return h("section", { key: "wishes", class: "pj-card pj-stack", "aria-labelledby": "oensker" },
    h("h2", { id: "oensker", class: "pj-title" }, "Ønsker og forbehold"),
    h("p", { class: "pj-soft" }, "Skriv dem, før du lægger planen. Kan et ønske ikke opfyldes, får du navnene på dem, det drejer sig om."),
    all.length > 0 && h("ul", { key: "all", class: "pj-c-staff" }, all.map(({ key, text, path, given }) => h("li", { key }, h("span", { dir: "auto" }, text),
      h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: () => note(path, given, "Det er fjernet.") }, "Fjern", h("span", { class: "pj-visually-hidden" }, `: ${text}`))))),
    h("form", { key: "more", class: "pj-c-pair pj-c-due", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); add(); } },
      field({ name: "oenske:person", label: "Den ene", options: people, required: true }),
      field({ name: "oenske:kind", label: "Hvad", value: "together", options: KINDS }),
      field({ name: "oenske:other", label: "Den anden", options: people, required: true }),
      h("button", { key: "go", type: "submit", class: "pj-button" }, "Skriv på")));
}

async function add() {
  const [person, kind, other] = [draft("oenske:person", ""), draft("oenske:kind", "together"), draft("oenske:other", "")];
  const done = await note(kind === "leads" ? "leader" : "wish", kind === "leads" ? { person: other, leader: person } : { person, other, wish: kind }, "Det er skrevet på.");
  if (done) dropDrafts("oenske:");
}

/** @param {string} path @param {object} given @param {string} done */
async function note(path, given, done) {
  const saved = await act(`${api}/supervision/${path}`, given, done);
  await lookAtSupervision();
  return saved;
}
