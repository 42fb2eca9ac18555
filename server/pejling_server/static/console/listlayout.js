// @ts-check
/** How a class list's file is read: its first rows, and what the trainer can point out in them, or must. */
import { h, number } from "../../widgets/ui.js";

/** @typedef {{ key: string, text: string, answer: string, needed: boolean, options: { answer: string, label: string }[] }} Question */

/** Answers that change which rows and columns there are, so that what was pointed out in them no longer holds. */
const OF_THE_FILE = ["ark", "tegn", "skilletegn", "overskrifter"];

/**
 * What is pointed out once one more answer is given. A column holds one thing: the last that it was said to.
 * @param {Record<string, string>} pointed
 * @param {string} key
 * @param {string} answer
 */
export function pointOut(pointed, key, answer) {
  const ofTheFile = OF_THE_FILE.indexOf(key);
  /** @param {[string, string]} entry */
  const stays = ([name, other]) => {
    const at = OF_THE_FILE.indexOf(name);
    return ofTheFile < 0 ? at >= 0 || other !== answer || answer === "-" : at >= 0 && at < ofTheFile;
  };
  return { ...Object.fromEntries(Object.entries(pointed).filter(stays)), [key]: answer };
}

/**
 * The first rows and the questions: those that must be answered in sight, the others to unfold.
 * @param {Api.ClassList} seen
 * @param {Record<string, string>} chosen what is chosen and not sent yet; written to
 * @param {boolean} reading
 * @param {(answers: [string, string][]) => void} onAnswer
 */
export function layoutPanel(seen, chosen, reading, onAnswer) {
  const needed = seen.questions.filter((/** @type {Question} */ one) => one.needed);
  const others = seen.questions.filter((/** @type {Question} */ one) => !one.needed);
  if (needed.length) {
    const answerAll = (/** @type {any} */ event) => {
      event.preventDefault();
      onAnswer(needed.map((/** @type {Question} */ one) => [one.key, chosen[one.key] ?? one.answer]));
    };
    return h("form", { key: "layout", class: "pj-stack", onsubmit: answerAll },
      h("p", { class: "pj-notice pj-notice-bad" }, "Pejling kan ikke se det hele af filen. Peg på det her, så læses listen. Her er filens første rækker:"),
      firstRows(seen.first), needed.map((/** @type {Question} */ one) => choice(one, chosen[one.key] ?? one.answer, reading, (answer) => { chosen[one.key] = answer; })),
      h("p", { class: "pj-small pj-soft" }, "Findes det slet ikke i filen, så skriv det i den, og vælg filen igen."),
      h("button", { type: "submit", class: "pj-button pj-button-primary", disabled: reading }, "Læs listen sådan"));
  }
  return h("details", { key: "layout" }, h("summary", null, "Sådan er filen læst – ret det, hvis det er forkert"),
    h("div", { class: "pj-stack" }, firstRows(seen.first),
      others.map((/** @type {Question} */ one) => choice(one, one.answer, reading, (answer) => onAnswer([[one.key, answer]])))));
}

/** @param {Question} one @param {string} answer @param {boolean} reading @param {(answer: string) => void} onChange */
function choice({ key, text, options }, answer, reading, onChange) {
  return h("div", { key }, h("label", { class: "pj-label", for: `peg-${key}` }, text),
    h("select", { class: "pj-input", id: `peg-${key}`, name: key, value: answer, disabled: reading,
      onchange: (/** @type {any} */ event) => onChange(event.currentTarget.value) },
    options.map((option) => h("option", { value: option.answer, selected: option.answer === answer }, option.label))));
}

/** @param {{ columns: string[], rows: { row: number, cells: string[] }[] }} first */
function firstRows({ columns, rows }) {
  return h("div", { class: "pj-scroll pj-c-preview", tabindex: "0", role: "region", "aria-label": "Filens første rækker" },
    h("table", null, h("thead", null, h("tr", null, h("td", null), columns.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", null, rows.map(({ row, cells }) => h("tr", { key: `${row}` }, h("th", { scope: "row" }, number(row)),
        columns.map((_, at) => h("td", { dir: "auto" }, cells[at] ?? "")))))));
}
