// @ts-check
/** One exercise in the console: how it stands, the next step, and folded out who has answered and what came of it. */
import { call, reasonOf } from "../../widgets/http.js";
import { KindView } from "../../widgets/kind_view.js";
import { newKey } from "../../widgets/storage.js";
import { dayInWords, fewerThan, h, prose, timeOfDay } from "../../widgets/ui.js";
import { progress } from "../progress.js";
import { screenButton } from "./screen.js";
import { act, api, say } from "./api.js";
import { enterAnswer } from "./entry.js";
import { refetch } from "./follow.js";
import { isBusy, letThemAnswer, PHASES, stepsOf, takeStep } from "./steps.js";
import { course, dropDrafts, field, fold, state } from "./state.js";
import { unsignedTexts } from "./texts.js";
import { whoHasAnswered } from "./who.js";

/** @param {Api.AgendaExercise | Api.BrokenExercise} e @param {string} section */
export function exerciseCard(e, section) {
  if (e.broken)
    return h("article", { key: e.id, class: "pj-c-exercise" }, h("h4", null, e.title),
      h("p", { class: "pj-notice pj-notice-bad" }, "Øvelsen kan ikke bruges: der er en fejl i dens fil. Se »Fejl i indholdet« øverst."));
  const [word, sign, look] = PHASES[e.phase];
  const open = state.open.has(`oevelse ${e.id}`);
  const flip = () => { fold(`oevelse ${e.id}`); if (!open) refetch(e.id); };
  return h("article", { key: e.id, id: `oevelse-${e.id}`, class: `pj-c-exercise pj-c-is-${look}`, "aria-labelledby": `titel-${e.id}` },
    h("div", { key: "head", class: "pj-c-exercise-head" },
      h("div", null, h("h4", { id: `titel-${e.id}` }, e.title),
        h("p", { class: "pj-small pj-soft" }, [e.kind_label, e.minutes && `${e.minutes}\u00a0min.`, e.anonymous && "anonym",
          e.scope === "group" && "i grupper", e.homework && "hjemmeopgave", e.round > 1 && `${e.round}. runde`].filter(Boolean).join(" · "))),
      h("span", { class: `pj-c-phase pj-c-${look}` }, h("span", { "aria-hidden": "true" }, `${sign} `), word)),
    e.phase !== "waiting" && e.gathers && howFar(e),
    e.homework && !state.overview.stays && ["waiting", "open"].includes(e.phase) && h("p", { key: "laptop", class: "pj-notice pj-small" },
      "Pejling kører på din egen maskine, så hjemmefra kan ingen aflevere, når den er slukket. Giv tid til opgaven på holdet, del den ud på papir, eller lad en server stå for holdet mellem dagene."),
    e.newer_content && h("p", { key: "newer", class: "pj-notice pj-small" }, "Øvelsens fil er ændret, efter at runden blev åbnet. Den nye udgave bruges fra næste runde."),
    buttons(e, section),
    state.open.has(`menu ${e.id}`) && menu(e, section),
    e.phase === "open" && e.anonymous && h("p", { key: "once", class: "pj-small pj-soft" }, "Anonym: når du har lukket, kan runden ikke åbnes igen."),
    h("div", { key: "fold", class: "pj-c-exercise-fold" },
      h("button", { type: "button", class: "pj-c-fold", "aria-expanded": String(open), onclick: flip },
        h("span", { class: "pj-c-arrow", "aria-hidden": "true" }, open ? "▾" : "▸"), foldWord(e), h("span", { class: "pj-visually-hidden" }, ` ${e.title}`))),
    open && details(e));
}

/** @param {Api.AgendaExercise} e */
function foldWord(e) {
  if (e.phase === "waiting") return "Noter til øvelsen";
  if (e.steered) return "Styr herfra";
  return e.homework ? "Hvem har afleveret" : e.anonymous ? "Resultat" : "Hvem har svaret, og resultat";
}

/** @param {Api.AgendaExercise} e */
function howFar(e) {
  return h("div", { key: "progress", class: "pj-c-progress" }, progress(e, e, e.due && ` · frist ${dayInWords(e.due)}`));
}

/** @param {Api.AgendaExercise} e @param {string} section */
function buttons(e, section) {
  const { next, beside, more } = stepsOf(e);
  const about = h("span", { class: "pj-visually-hidden" }, ` ${e.title}`);
  const button = (/** @type {import("./steps.js").Step} */ step, look = "") => h("button", { key: step.do, type: "button", class: `pj-button ${look}`.trim(),
    disabled: isBusy(e), onclick: () => takeStep(e, section, step) }, step.text, about.cloneNode(true));
  const name = `menu ${e.id}`;
  return h("div", { key: "buttons", class: "pj-row pj-c-buttons" },
    next && button(next, "pj-button-primary pj-c-next"), beside.map((step) => button(step)),
    state.overview.course.rehearsal_of && e.phase === "open" && e.gathers && h("button", { key: "played", type: "button", class: "pj-button", onclick: () => letThemAnswer(e) },
      "Lad de spillede svare", about.cloneNode(true)),
    more.length > 0 && h("button", { key: "more", type: "button", class: "pj-button pj-button-quiet", "aria-expanded": String(state.open.has(name)), onclick: () => fold(name) },
      "Mere", about.cloneNode(true), h("span", { "aria-hidden": "true" }, state.open.has(name) ? " ▴" : " ▾")),
    screenButton(section, e.id, e.title));
}

/** @param {Api.AgendaExercise} e @param {string} section */
function menu(e, section) {
  return h("ul", { key: "menu", class: "pj-c-menu", role: "list" }, stepsOf(e).more.map((step) => h("li", { key: step.do },
    h("button", { type: "button", class: `pj-button${step.do === "reset" ? " pj-button-danger" : ""}`, disabled: isBusy(e), onclick: () => takeStep(e, section, step) },
      step.text, h("span", { class: "pj-visually-hidden" }, ` ${e.title}`)), step.hint && h("span", { class: "pj-small pj-soft" }, step.hint))));
}

/** @param {Api.AgendaExercise} e */
function details(e) {
  const detail = state.details.get(e.id);
  const mayEnter = ["open", "closed"].includes(e.phase) && e.gathers && !e.only_author && !(e.anonymous && e.phase !== "open");
  return h("div", { key: "details", class: "pj-c-details pj-stack" },
    e.notes && h("div", { key: "notes", class: "pj-c-note" }, h("p", { class: "pj-c-note-word" }, "Noter til øvelsen"), prose(e.notes)),
    e.phase === "waiting" && !e.notes && h("p", { key: "none", class: "pj-soft" }, "Der er ingen noter til øvelsen."),
    e.phase !== "waiting" && !detail && h("p", { key: "loading", class: "pj-soft" }, "Henter …"),
    detail?.view && [
      e.homework && due(e), resultWord(detail, detail.view),
      h("div", { key: "result", class: "pj-c-result", "data-mount": e.id }),
      unsignedTexts(detail), whoHasAnswered(detail),
      mayEnter && h("p", { key: "enter" }, h("button", { type: "button", class: "pj-button", onclick: () => enterAnswer(e.id) },
        e.scope === "group" ? "Indtast for en gruppe" : "Indtast svar for en uden telefon", h("span", { class: "pj-visually-hidden" }, ` ${e.title}`))),
    ]);
}

/** What stands instead of a result, or above it. @param {Api.ExerciseDetail} e @param {Api.ExerciseView} view */
function resultWord({ gathers, phase, total, for_class: forClass, only_author: onlyAuthor, seen, may_share: mayShare }, view) {
  const word = (/** @type {string} */ text) => h("p", { key: "word", class: "pj-soft" }, text);
  if (!gathers) return null;
  if (view.summary?.too_few) return h("p", { key: "word", class: "pj-notice" }, `${fewerThan(view.summary)}, så resultatet vises ikke for nogen.`);
  if (view.summary && total && phase === "closed" && seen) return word("Kun du ser det her. Holdet ser det, når du viser resultatet.");
  if (view.summary && forClass && !total && phase !== "revealed") return word("Du ser det, mens der skrives. Holdet ser det, når du viser resultatet.");
  if (onlyAuthor) return word(mayShare ? "Kun den, der har skrevet, kan læse skemaet. Deler nogen det med dig, står det her." : "Kun den, der har skrevet, kan læse svaret.");
  if (view.summary) return null;
  return word(phase === "open" ? "Resultatet er skjult, mens der svares." : "Resultatet er skjult, til du viser det eller kigger først.");
}

/** @param {Api.AgendaExercise} e */
function due(e) {
  const name = `frist:${e.id}`;
  const known = e.due ? new Date(e.due).toLocaleDateString("sv-SE") : "";
  const save = async (/** @type {string | null} */ day) => {
    if (await act(`${api}/exercise/${e.id}/due`, { day: day || null }, day ? "Fristen er gemt." : "Fristen er fjernet.")) dropDrafts(name);
    refetch(e.id);
  };
  return h("form", { key: "due", class: "pj-row pj-c-due", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); save(state.drafts.get(name) ?? known); } },
    field({ name, label: "Frist for at aflevere", type: "date", value: known }),
    h("button", { type: "submit", class: "pj-button" }, "Gem fristen"),
    e.due && h("button", { key: "away", type: "button", class: "pj-button pj-button-quiet", onclick: () => save(null) }, "Fjern fristen"),
    e.due && h("p", { key: "words", class: "pj-small pj-soft" }, `${dayInWords(e.due)} kl. ${timeOfDay(e.due)}`));
}

/** @type {Map<string, KindView>} */
const mounted = new Map();

/** Put the kinds' own views in their places; called after every drawing. */
export function mountResults() {
  const places = new Map([...document.querySelectorAll("[data-mount]")].map((el) => [/** @type {HTMLElement} */ (el).dataset.mount ?? "", /** @type {HTMLElement} */ (el)]));
  for (const [id, one] of mounted) if (places.get(id) !== one.place) { one.unmount(); mounted.delete(id); }
  for (const [id, el] of places) {
    const view = state.details.get(id)?.view;
    const steered = view?.steered;
    if (!view || !(steered || (view.summary && !view.summary.too_few))) {
      mounted.get(id)?.unmount();
      continue;
    }
    if (!mounted.has(id)) mounted.set(id, new KindView(el, (event) => send(id, event)));
    // What everybody wrote is for reading here; answers for others are entered in a dialog.
    const shown = steered ? view.public : { ...view.public, locked: true, may_share: false, fields: {}, case: null };
    mounted.get(id)?.show(`${view.run}`, view.kind, { public: shown, summary: view.summary });
  }
}

/** The trainer hides a post or steers the clock: at once or not at all, so not by the outbox. @param {string} id @param {any} sent */
async function send(id, { subject, ...event }) {
  const { run } = /** @type {Api.ExerciseView} */ (state.details.get(id)?.view);
  /** @type {import("../../widgets/http.js").Reply<Api.Results>} */
  const answer = await call(`/api/course/${course}/answers`, { device: newKey(22), events: [{ id: newKey(22), run, event, ...(subject ? { subject } : {}) }] });
  const result = answer.body?.results?.[0];
  if (answer.status !== 200) say(reasonOf(answer), "bad");
  else if (result?.status === "refused") say(result.reason, "bad");
  else if (event.type === "hide") say("Opslaget er skjult for holdet.");
  refetch(id);
}
