// @ts-check
/** The big screen, moved from the console: to a section, to an exercise, on and back. */
import { h, timeOfDay } from "../../widgets/ui.js";
import { placeOf, placesOf } from "../places.js";
import { act, api } from "./api.js";
import { dialogIsOpen } from "./dialog.js";
import { changed, course, fold, setSetting, setting, state, tick } from "./state.js";

/** @param {string} section "" for the code and the welcome @param {string} [exercise] @param {number} [slide] of the section, from 1 */
export async function showOnScreen(section, exercise = "", slide = 0) {
  const position = { day: state.day, section, exercise, slide };
  const { sound, until } = state.overview.course.screen;
  const before = state.overview.course.screen;
  state.overview.course.screen = { ...position, sound, until: before.section === section ? until : null };
  if (section) fold(`afsnit ${section}`, true);
  state.overview.course.screen = await act(`${api}/screen`, position) || before;
  changed();
}

/** Whether this is what the screen shows. @param {string} section @param {string} [exercise] */
export function isOnScreen(section, exercise = "") {
  const { screen } = state.overview.course;
  return screen.day === state.day && screen.section === section && (screen.exercise || "") === exercise;
}

/** The day's places in order. */
function places() {
  return placesOf(state.agenda?.sections ?? [], screenOfDay());
}

/** Where in the day the screen is; nowhere when it shows another. */
function screenOfDay() {
  const { screen } = state.overview.course;
  return screen.day === state.day ? screen : { section: "", exercise: "", slide: 0 };
}

function placeNow() {
  return placeOf(places(), screenOfDay());
}

/** @param {number} by */
async function moveOn(by) {
  const all = places();
  const wanted = all[placeNow() + by] ?? null;
  if (!wanted || placeNow() + by < 0) return;
  await showOnScreen(wanted.section, wanted.exercise, wanted.slide);
  document.getElementById(wanted.exercise ? `oevelse-${wanted.exercise}` : `afsnit-${wanted.section}`)?.scrollIntoView({ block: "nearest" });
}

/** A screen window in this browser is asked first: it may have a step of its own to take, as the next question. */
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`pejling-skaerm-${course}`) : null;
let unanswered = 0;
if (channel) channel.onmessage = ({ data }) => { if (data.handled) clearTimeout(unanswered); };

/** @param {number} by */
export function step(by) {
  if (!channel) return void moveOn(by);
  clearTimeout(unanswered);
  unanswered = window.setTimeout(() => moveOn(by), 120);
  channel.postMessage({ step: by });
}

/** A clicker sends PageUp and PageDown to whichever window is in front. */
export function followClicker() {
  document.addEventListener("keydown", (event) => {
    if (!["PageUp", "PageDown"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    if (!setting("klikker", true) || dialogIsOpen() || target.closest("input, textarea, select") || state.view !== "dagen") return;
    event.preventDefault();
    step(event.key === "PageDown" ? 1 : -1);
  });
}

/** What the screen shows, when it is of another day than the one that is looked at. */
function elsewhere() {
  const { screen } = state.overview.course;
  if (!screen.section || screen.day === state.day) return null;
  const day = state.overview.days.find((one) => one.id === screen.day);
  return h("span", null, "Viser noget fra ", h("strong", null, day?.title ?? "en anden dag"), ".");
}

/** @param {{ minutes?: number, add?: number, off?: boolean, sound?: boolean }} change */
async function setClock(change) {
  const now = await act(`${api}/screen/clock`, change);
  if (now) state.overview.course.screen = now;
  changed();
}

/** When the day goes on, as the screen says it: a pause sets it by itself. */
function clockOfTheScreen() {
  const { until, sound } = state.overview.course.screen;
  const button = (/** @type {string} */ text, /** @type {object} */ change, more = "") => h("button", { key: text, type: "button", class: "pj-button", onclick: () => setClock(change) },
    text, more && h("span", { class: "pj-visually-hidden" }, more));
  return h("div", { key: "clock", class: "pj-c-clock" },
    until ? h("p", { key: "until" }, "På skærmen: ", h("strong", null, `til kl. ${timeOfDay(until)}`)) : h("p", { key: "until" }, "Ur på skærmen, minutter fra nu"),
    h("div", { key: "buttons", class: "pj-row pj-c-two" }, until
      ? [button("− 1", { add: -1 }, " minut på skærmens ur"), button("+ 1", { add: 1 }, " minut på skærmens ur"), button("+ 5", { add: 5 }, " minutter på skærmens ur"), button("Fjern", { off: true }, " skærmens ur")]
      : [5, 10, 15].map((minutes) => button(String(minutes), { minutes }, " minutter på skærmens ur"))),
    tick({ label: "Blid lyd, når et ur når nul (klik først én gang i skærmens vindue)", checked: sound, onchange: (on) => setClock({ sound: on }) }));
}

export function screenPanel() {
  const all = places();
  const now = placeNow();
  const shown = all[now];
  return h("section", { key: "screen", class: "pj-card pj-c-panel", "aria-labelledby": "panel-skaerm" },
    h("h2", { id: "panel-skaerm" }, "Storskærmen"),
    h("p", { key: "now" }, shown ? h("span", null, "Viser nu: ", h("strong", null, shown.title)) : elsewhere() ?? "Viser koden og velkomsten."),
    h("div", { key: "steps", class: "pj-row pj-c-two" },
      h("button", { type: "button", class: "pj-button", "aria-disabled": now <= 0 ? "true" : null, onclick: () => step(-1) }, "← Forrige"),
      h("button", { type: "button", class: "pj-button pj-button-primary", "aria-disabled": now === all.length - 1 ? "true" : null, onclick: () => step(1) }, "Næste →")),
    shown && h("p", { key: "code" }, h("button", { type: "button", class: "pj-button pj-c-full", onclick: () => showOnScreen("") }, "Vis koden stort")),
    h("p", { key: "open" }, h("a", { class: "pj-button pj-c-full", href: state.overview.screen_url, target: "_blank", rel: "opener" }, "Åbn storskærmen i et nyt vindue")),
    clockOfTheScreen(),
    tick({ label: "Skærmen følger med, når jeg åbner eller viser", checked: setting("skaerm-foelger", true), onchange: (on) => setSetting("skaerm-foelger", on) }),
    tick({ label: "Klikker: Page Up og Page Down skifter", checked: setting("klikker", true), onchange: (on) => setSetting("klikker", on) }));
}

/** @param {string} section @param {string} exercise @param {string} title */
export function screenButton(section, exercise, title) {
  const on = isOnScreen(section, exercise);
  return h("button", { key: "screen", type: "button", class: `pj-button pj-button-quiet pj-c-toscreen${on ? " pj-c-onscreen" : ""}`, "aria-pressed": String(on),
    onclick: () => { if (!on) showOnScreen(section, exercise); } },
  on ? [h("span", { "aria-hidden": "true" }, "▣"), "På skærmen"] : "Vis på skærmen", h("span", { class: "pj-visually-hidden" }, ` ${title}`));
}
