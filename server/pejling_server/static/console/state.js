// @ts-check
/** What the console knows and what is being typed in it; and the one way to have it drawn again. */
import { keep, recall } from "../../widgets/storage.js";
import { h } from "../../widgets/ui.js";

export const course = document.body.dataset.course ?? "";
export const me = document.body.dataset.person ?? "";

export const state = {
  /** The course: people, groups, days, code. */
  overview: /** @type {Api.Overview} */ (/** @type {unknown} */ (null)), // nothing is drawn before it is there
  /** The chosen day's sections and exercises. */
  agenda: /** @type {Api.Agenda | null} */ (null),
  day: "",
  view: "dagen",
  /** Partners and visits; null before they were looked at. */
  supervision: /** @type {Api.SupervisionPlan | null} */ (null),
  /** Exercise → what the trainer may see of it in detail. */
  details: /** @type {Map<string, Api.ExerciseDetail>} */ (new Map()),
  /** What the trainer has asked to have made, the latest first. @type {readonly Api.JobStatus[]} */
  jobs: [],
  /** Names of what is folded out: sections, exercises, menus. */
  open: /** @type {Set<string>} */ (new Set()),
  /** What is typed and not yet sent, by the field's name. */
  drafts: /** @type {Map<string, any>} */ (new Map()),
  /** What is being done now, so that a button is not pressed twice. */
  busy: /** @type {Set<string>} */ (new Set()),
  /** Why nothing new comes in; "" when all is well. */
  trouble: "",
  /** Whether the course was deleted here: then there is nothing more to look at. */
  gone: false,
};

let draw = () => {};
let asked = false;

/** @param {() => void} fn */
export function drawWith(fn) {
  draw = fn;
}

/** Have everything drawn again, once, before the next frame. */
export function changed() {
  if (asked) return;
  asked = true;
  queueMicrotask(() => { asked = false; draw(); });
}

/** Fold something out or in. @param {string} name @param {boolean} [open] */
export function fold(name, open = !state.open.has(name)) {
  if (open) state.open.add(name);
  else state.open.delete(name);
  changed();
}

/** A setting of this browser for this course. @param {string} name @param {any} usual */
export function setting(name, usual) {
  return recall(`pejling:styr:${course}:${name}`) ?? usual;
}

/** @param {string} name @param {any} value */
export function setSetting(name, value) {
  keep(`pejling:styr:${course}:${name}`, value);
  changed();
}

/** Those who take part. */
export function participants() {
  return state.overview.people.filter((person) => person.role === "participant");
}

/** Every exercise of the day that can be used, in order. */
export function exercises() {
  return (state.agenda?.sections ?? []).flatMap(usable);
}

/** A section's exercises without those whose file has a mistake. @param {Api.Section} section */
export function usable(section) {
  return section.exercises.filter((e) => !e.broken);
}

/** What a field holds now: what is typed, else what is known. @param {string} name @param {any} known */
export function draft(name, known) {
  return state.drafts.has(name) ? state.drafts.get(name) : known;
}

/** Forget what was typed in the fields whose names begin so. @param {string} start */
export function dropDrafts(start) {
  for (const name of [...state.drafts.keys()]) if (name.startsWith(start)) state.drafts.delete(name);
}

/**
 * A labelled field that keeps what is typed in it whatever is drawn meanwhile.
 * @param {{ name: string, label: string, value?: any, type?: string, hint?: string, options?: [string, string][],
 *   [attribute: string]: any }} of
 */
export function field({ name, label, value = "", type = "text", hint = "", options, ...more }) {
  const id = `felt-${name.replace(/[^a-z0-9]+/gi, "-")}`;
  const write = (/** @type {any} */ event) => { state.drafts.set(name, event.target.value); changed(); };
  const shared = { key: "field", id, class: "pj-input", name, "aria-describedby": hint ? `${id}-hint` : null, ...more };
  const now = draft(name, value) ?? "";
  const control = options
    ? h("select", { ...shared, value: now, onchange: write }, options.map(([key, text]) => h("option", { value: key, selected: key === now }, text)))
    : h("input", { ...shared, type, value: now, oninput: write, onchange: write });
  return h("div", { key: name, class: "pj-c-field" }, h("label", { class: "pj-label", for: id }, label), control,
    hint && h("p", { id: `${id}-hint`, class: "pj-small pj-soft" }, hint));
}

/** A box to tick, with its line. @param {{ name?: string, label: string, checked: boolean, onchange: (on: boolean) => void, disabled?: boolean }} of */
export function tick({ name, label, checked, onchange, disabled = false }) {
  return h("label", { key: name ?? label, class: "pj-choice pj-c-tick" },
    h("input", { type: "checkbox", checked, disabled, onchange: (/** @type {any} */ event) => onchange(event.target.checked) }),
    h("span", null, label));
}
