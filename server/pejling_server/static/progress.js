// @ts-check
/** How far an exercise has come, in words and as a bar. */
import { count, h, number } from "../widgets/ui.js";

/**
 * "12 af 12 har svaret", or "9 af 12 er færdige, 2 er i gang".
 * @param {Api.AgendaExercise | Api.ExerciseView} exercise
 * @param {Api.ShownProgress} far
 */
function words({ scope, done: own, homework }, { count: begun, finished, of }) {
  const on = begun - finished;
  const done = own || (homework && "har afleveret") || (on ? "er færdige" : scope === "group" ? "har skrevet" : "har svaret");
  return `${number(finished)} af ${scope === "group" ? count(of, "gruppe", "grupper") : number(of)} ${done}${on ? `, ${number(on)} er i gang` : ""}`;
}

/** @param {Api.AgendaExercise | Api.ExerciseView} exercise @param {Api.ShownProgress} far @param {...any} more put after the words */
export function progress(exercise, far, ...more) {
  const part = (/** @type {number} */ n) => `${far.of ? Math.min(100, (100 * n) / far.of) : 0}%`;
  return [h("p", null, words(exercise, far), ...more),
    h("div", { class: "pj-progress", "aria-hidden": "true" }, h("span", { style: { width: part(far.finished) } }))];
}
