// @ts-check
/** The console's calls to the server, and the line at the bottom that says what came of them. */
import { call, reasonOf } from "../../widgets/http.js";
import { announce, h, update } from "../../widgets/ui.js";
import { changed, course, state } from "./state.js";

export const api = `/api/console/${course}`;

/** What the server has at this path, or null with the trouble told. @param {string} path */
export async function look(path) {
  const answer = await call(path);
  if (state.gone) return null;
  if (answer.status === 200) {
    if (state.trouble) { state.trouble = ""; changed(); }
    return answer.body;
  }
  const trouble = answer.status === 401 ? "login" : answer.status === 0 || answer.status >= 500 ? "away" : reasonOf(answer);
  if (trouble !== state.trouble) { state.trouble = trouble; changed(); }
  return null;
}

/**
 * Do something; what the server answered, or null after its refusal is told. The same is not done twice at once.
 * @param {string} path @param {object} [body] @param {string} [done] what to say when it is done
 */
export async function act(path, body = {}, done = "") {
  if (state.busy.has(path)) return null;
  state.busy.add(path);
  changed();
  const answer = await call(path, body);
  state.busy.delete(path);
  changed();
  if (answer.status === 200) {
    if (done) say(done);
    return answer.body;
  }
  say(answer.status === 401 ? "Du er logget ud på denne enhed. Log ind igen i et nyt vindue, og prøv så her." : reasonOf(answer), "bad");
  return null;
}

let fading = 0;

/** Say in a line at the bottom, or in the dialog that is open. What went wrong stays till it is put away. @param {string} text @param {"good" | "bad"} [how] */
export function say(text, how = "good") {
  const inDialog = how === "bad" ? [...document.querySelectorAll("dialog[open] .pj-c-dialog-said")].pop() : null;
  const place = inDialog ?? /** @type {HTMLElement} */ (document.getElementById("besked"));
  clearTimeout(fading);
  const away = () => update(place);
  update(place, h("div", { class: `pj-notice pj-notice-${how} pj-c-said` }, h("p", null, text),
    h("button", { type: "button", class: "pj-button pj-button-quiet", "aria-label": "Luk beskeden", onclick: away }, "✕")));
  announce(text);
  if (how === "good") fading = window.setTimeout(away, 7000);
}
