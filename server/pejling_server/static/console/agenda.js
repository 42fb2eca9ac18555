// @ts-check
/** The day: its sections with planned times and the trainer's notes, and what is in them. */
import { count, h, prose } from "../../widgets/ui.js";
import { exerciseCard } from "./exercise.js";
import { act, api, say } from "./api.js";
import { beginsAt, lookAtDay } from "./follow.js";
import { isOnScreen, screenButton } from "./screen.js";
import { PHASES } from "./steps.js";
import { changed, fold, setSetting, setting, state, usable } from "./state.js";

/** Minutes after midnight as Danes write it: 9.05. @param {number} minutes */
function clockOf(minutes) {
  return `${Math.floor(minutes / 60) % 24}.${String(minutes % 60).padStart(2, "0")}`;
}

export function agenda() {
  const { agenda: day } = state;
  if (!day) return h("p", { key: "loading", class: "pj-soft" }, "Henter dagen …");
  let at = beginsAt();
  const timed = day.sections.map((section) => {
    const from = at;
    at += section.planned;
    return { ...section, from, to: at };
  });
  return h("div", { key: "agenda", class: "pj-stack" },
    heading(day, at),
    whenLate(day.sections),
    day.notes && h("details", { key: "notes", class: "pj-c-notes" }, h("summary", null, "Noter til hele dagen"), prose(day.notes)),
    h("ol", { key: "sections", class: "pj-c-sections", role: "list" }, timed.map(sectionItem)));
}

/** @param {Api.Agenda} day @param {number} end */
function heading(day, end) {
  const names = day.sections.map((section) => `afsnit ${section.id}`);
  const all = names.every((name) => state.open.has(name));
  const setStart = (/** @type {any} */ event) => { if (event.target.value) setSetting(`start:${state.day}`, event.target.value); };
  return h("div", { key: "heading", class: "pj-c-dayhead" },
    h("h2", { class: "pj-title" }, day.title),
    h("div", { class: "pj-row" },
      h("label", { class: "pj-c-start" }, h("span", null, "Begynder"),
        h("input", { type: "time", class: "pj-input", value: setting(`start:${state.day}`, "09:00"), onchange: setStart })),
      h("span", { class: "pj-soft" }, `slutter ${clockOf(end)}`),
      h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: () => {
        for (const name of names) { if (all) state.open.delete(name); else state.open.add(name); }
        changed();
      } }, all ? "Fold alle sammen" : "Fold alle ud")));
}

/** What the day's author says about saving time. @param {Api.Section[]} sections */
function whenLate(sections) {
  const named = (/** @type {string} */ drop) => sections.filter((section) => section.drop === drop).map((section) => section.title).join(" · ");
  const [first, never] = [named("first"), named("never")];
  return (first || never) && h("p", { key: "late", class: "pj-small pj-soft" },
    first && h("span", null, h("strong", null, "Skrider tiden, så spar først på: "), first, ". "),
    never && h("span", null, h("strong", null, "Spar aldrig på: "), never, "."));
}

/** @param {Api.Section & { from: number, to: number }} section */
function sectionItem(section) {
  const name = `afsnit ${section.id}`;
  const open = state.open.has(name);
  const onScreen = isOnScreen(section.id);
  const within = section.exercises.some((e) => isOnScreen(section.id, e.id));
  return h("li", { key: section.id, id: `afsnit-${section.id}`, class: `pj-c-section${onScreen || within ? " pj-c-now" : ""}` },
    h("div", { class: "pj-c-section-head" },
      h("h3", null, h("button", { type: "button", class: "pj-c-fold", "aria-expanded": String(open), "aria-controls": `indhold-${section.id}`,
        onclick: () => fold(name) },
      h("span", { class: "pj-c-arrow", "aria-hidden": "true" }, open ? "▾" : "▸"),
      h("span", { class: "pj-c-time" }, section.optional ? "valgfrit" : section.planned ? `${clockOf(section.from)}–${clockOf(section.to)}` : ""),
      h("span", { class: "pj-c-section-title" }, section.title),
      section.minutes && h("span", { class: "pj-soft pj-small pj-c-length" }, `${section.minutes}\u00a0min.`),
      !open && signs(section))),
      screenButton(section.id, "", section.title)),
    open && h("div", { key: "body", id: `indhold-${section.id}`, class: "pj-c-section-body" },
      section.notes && h("div", { key: "notes", class: "pj-c-note" }, h("p", { class: "pj-c-note-word" }, "Noter"), prose(section.notes)),
      openAll(section),
      section.exercises.map((e) => exerciseCard(e, section.id))));
}

/** A practice ground is opened at once; a section with an exercise or two is not. @param {Api.Section} section */
function openAll(section) {
  const waiting = usable(section).filter((e) => e.phase === "waiting");
  if (waiting.length < 3) return null;
  const path = `${api}/day/${encodeURIComponent(state.day)}/open`;
  return h("p", { key: "all" }, h("button", { type: "button", class: "pj-button", onclick: async () => {
    const done = await act(path, { section: section.id });
    if (done) say(`${done.opened} øvelser er åbne.`);
    lookAtDay();
  } }, `Åbn alle ${waiting.length} øvelser`));
}

/** How the exercises of a folded section stand. @param {Api.Section} section */
function signs(section) {
  if (!section.exercises.length) return null;
  const open = usable(section).filter((e) => e.phase === "open").length;
  if (open) return h("span", { class: "pj-c-phase pj-c-open" }, h("span", { "aria-hidden": "true" }, "▶ "), count(open, "åben", "åbne"));
  return h("span", { class: "pj-c-signs" }, section.exercises.map((e) => {
    const [word, sign, look] = PHASES[e.broken ? "waiting" : e.phase];
    return h("span", { class: `pj-c-sign pj-c-${look}`, title: `${e.title}: ${word}` }, h("span", { "aria-hidden": "true" }, sign),
      h("span", { class: "pj-visually-hidden" }, `${e.title}: ${word}. `));
  }));
}
