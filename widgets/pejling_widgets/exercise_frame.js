// @ts-check
/** What stands round an exercise: title, purpose, who sees what, phase; below it what is saved and what is not. */
import { count, dayInWords, h, prose, svg, timeOfDay, update } from "./ui.js";

const PHASES = /** @type {Record<string, [string, string]>} */ ({
  open: ["Åben nu", "pj-chip-good"], closed: ["Lukket", ""], revealed: ["Resultatet er vist", "pj-chip-accent"],
});

/** An exercise's place on the page, with a part for each thing that changes by itself. @param {HTMLElement} root */
export function makeFrame(root) {
  const head = h("div", { class: "pj-frame-head pj-stack" });
  const parts = makeAnswerParts();
  root.replaceChildren(h("div", { class: "pj pj-card pj-frame" }, head, Object.values(parts)));
  return { head, ...parts };
}

/** Places for a kind's view and, below it, for what is not saved and whether the rest is. */
export function makeAnswerParts() {
  return {
    body: h("div", { class: "pj-frame-body" }),
    notes: h("div", { class: "pj-frame-notes", "aria-live": "polite" }),
    saved: h("p", { class: "pj-saved" },
      h("span", { class: "pj-saving", "aria-hidden": "true" }), h("span", { class: "pj-saved-text", role: "status" })),
  };
}

/** @param {Element} el @param {Api.WaitingExercise | Api.ExerciseView} view what the server says of the exercise */
export function drawHead(el, view) {
  if (view.phase === "waiting") {
    update(el, title(view), h("p", { class: "pj-soft" }, "Åbnes af underviseren."));
    return;
  }
  const [phase, look] = view.summary?.too_few ? ["For få svar til at vise", ""] : PHASES[view.phase] ?? ["", ""];
  update(el,
    h("div", { key: "top", class: "pj-frame-top" }, title(view),
      h("p", { class: "pj-row pj-chips" },
        phase && h("span", { class: `pj-chip ${look}`.trim() }, phase),
        view.round > 1 && h("span", { class: "pj-chip" }, `${view.round}. runde`),
        view.minutes && h("span", { class: "pj-chip" }, `${view.minutes}\u00a0min.`),
        view.proposal && h("span", { class: "pj-chip" }, "projektets forslag"),
        view.historical && h("span", { class: "pj-chip" }, "historisk"))),
    view.due && !view.shows_due && h("p", { key: "due" },
      `Frist: ${dayInWords(view.due)} kl. ${timeOfDay(view.due)}`),
    keyed("intro", prose(view.intro)),
    view.historical && h("details", { key: "historical", class: "pj-small pj-soft" },
      h("summary", null, "Historisk: noget her er tidsbundet"), h("p", null, view.historical)),
    h("p", { key: "sees", class: "pj-sees pj-small" }, eye(), h("span", null, view.sees)),
    view.summary?.too_few && h("p", { key: "few", class: "pj-notice" },
      `Resultatet vises ikke, for der skal være mindst ${view.summary.least} svar${view.summary.entered ? " ud over dem, underviseren kan kende" : ""}, så ingen kan kendes.`),
    view.summary && view.summary.entered > 0 && h("p", { key: "entered", class: "pj-small pj-soft" },
      `${count(view.summary.entered, "svar tæller", "svar tæller")} ikke med i de ${view.summary.least}: underviseren har tastet dem ind, eller navnet kom på listen eller blev sat frit, efter at øvelsen var åbnet.`),
    view.needs_group && h("p", { key: "group", class: "pj-notice pj-notice-warm" },
      "Du er ikke i en gruppe endnu – sig det til underviseren."),
    view.needs_pair && h("p", { key: "pair", class: "pj-notice pj-notice-warm" },
      "Du har ikke en makker endnu – sig det til underviseren."));
}

/** @param {Api.WaitingExercise | Api.ExerciseView} view */
function title(view) {
  return h("h3", { key: "title", class: "pj-title", tabindex: "-1" }, view.title);
}

/** @param {string} key @param {HTMLElement | null} el */
function keyed(key, el) {
  if (el) el.dataset.key = key;
  return el;
}

function eye() {
  return svg("svg", { viewBox: "0 0 24 24", width: "20", height: "20", class: "pj-eye", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: "M2 12c2.7-4.4 6-6.6 10-6.6s7.3 2.2 10 6.6c-2.7 4.4-6 6.6-10 6.6S4.7 16.4 2 12Z" }),
    svg("circle", { cx: "12", cy: "12", r: "3.2" }));
}

/**
 * The line that says whether what is here is saved. It is read aloud when it becomes true or untrue, not while saving.
 * @param {Element} el @param {{ saving: boolean, text: string, bad: boolean, action?: [string, () => void] }} state
 */
export function drawSaved(el, { saving, text, bad, action }) {
  el.classList.toggle("pj-saved-bad", bad);
  const progress = /** @type {HTMLElement} */ (el.querySelector(".pj-saving"));
  const words = /** @type {HTMLElement} */ (el.querySelector(".pj-saved-text"));
  progress.textContent = saving ? "Gemmer …" : "";
  words.classList.toggle("pj-visually-hidden", saving);
  if (!saving && words.textContent !== text) words.textContent = text;
  const before = el.querySelector("button");
  if (!action) return before?.remove();
  if (before?.textContent === action[0]) return undefined;
  before?.remove();
  el.append(h("button", { class: "pj-button pj-button-small", type: "button", onclick: action[1] }, action[0]));
  return undefined;
}

/**
 * What was held back, refused or written over, each with the text and a way on.
 * @param {Element} el
 * @param {{ held: { field: string, reason: string, suspect: boolean }[],
 *   refused: { id: string, reason: string, text: string }[], over: { field: string, text: string, lead: string }[] }} notes
 * @param {{ sendAnyway: (field: string) => void, remove: (id: string) => void, useOther: (field: string) => void,
 *   keepOwn: (field: string) => void }} on
 */
export function drawNotes(el, { held, refused, over }, on) {
  const id = (/** @type {string} */ name) => `pj-note-${name.replace(/[^a-zA-Z0-9_-]/g, "_")}`;
  update(el,
    held.map(({ field, reason, suspect }) => h("div", { key: `held ${field}`, class: "pj-notice pj-notice-bad pj-stack-tight" },
      h("p", null, reason),
      suspect && h("button", { type: "button", class: "pj-button", onclick: () => on.sendAnyway(field) },
        reason.includes("CPR") ? "Det er ikke et CPR-nummer – gem alligevel" : "Det er noget andet – gem alligevel"))),
    over.map(({ field, text, lead }) => h("div", { key: `over ${field}`, class: "pj-notice pj-notice-warm pj-stack-tight" },
      h("p", { id: id(`over-${field}`) }, lead),
      h("blockquote", { class: "pj-said", dir: "auto" }, text),
      h("p", { class: "pj-row" },
        h("button", { type: "button", class: "pj-button", onclick: () => on.useOther(field) }, "Brug denne tekst"),
        h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: () => on.keepOwn(field) }, "Behold det, der står")))),
    refused.map((one) => h("div", { key: `refused ${one.id}`, class: "pj-notice pj-notice-bad pj-stack-tight" },
      h("p", null, one.text ? `Dit svar nåede ikke med: ${one.reason}` : `Dit svar blev ikke gemt: ${one.reason}`),
      one.text && h("label", { class: "pj-label", for: id(one.id) }, "Her er det, du skrev"),
      one.text && h("textarea", { id: id(one.id), class: "pj-input", readonly: true, rows: "4", dir: "auto", value: one.text,
        onfocus: (/** @type {any} */ e) => e.target.select() }),
      h("p", { class: "pj-row" },
        one.text && h("button", { type: "button", class: "pj-button", onclick: () => select(id(one.id)) }, "Markér teksten"),
        h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: () => on.remove(one.id) }, "Fjern")))));
}

/** @param {string} id */
function select(id) {
  const area = /** @type {HTMLTextAreaElement | null} */ (document.getElementById(id));
  area?.focus();
  area?.select();
}
