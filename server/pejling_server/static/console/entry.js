// @ts-check
/** An answer entered for someone without a phone, or for a group: the kind's own view, answering under that name. */
import { Answer } from "../../widgets/answer.js";
import { Ballot } from "../../widgets/ballot.js";
import { makeAnswerParts } from "../../widgets/exercise_frame.js";
import { Outbox } from "../../widgets/outbox.js";
import { focusOn, h } from "../../widgets/ui.js";
import { say } from "./api.js";
import { openDialog } from "./dialog.js";
import { refetch } from "./follow.js";
import { course, me, participants, state } from "./state.js";

/** What is being entered now. @type {Answer | null} */
let entry = null;

const outbox = new Outbox({ person: me, course, settled, changed: () => entry?.drawState() });
outbox.wake(); // what this device still holds from the last time
window.addEventListener("beforeunload", (event) => { if (outbox.fragile || isUnsaved()) event.preventDefault(); });

/** @param {import("../../widgets/outbox.js").Item} item @param {import("../../widgets/outbox.js").Outcome} result */
function settled(item, result) {
  if (entry && entry.exercise === item.exercise && entry.subject === item.subject) entry.settled(item, result);
  else if (result?.status === "refused") say(`Det, du indtastede, blev ikke gemt: ${result.reason}`, "bad");
}

/** Whether something that was entered is not known to be saved, or was refused and is only here. */
function isUnsaved() {
  return entry !== null && (entry.unsent.length > 0 || entry.keptBack || entry.refused.some(({ text }) => text));
}

/** What was entered for one person or group: the server tells nobody another's answer back, and no key to a ballot is kept. */
class Entered extends Ballot {
  /** @param {boolean} anonymous @param {boolean} handed whether it is an exercise that is handed in */
  constructor(anonymous, handed) {
    super(course, me, "");
    this.anonymous = anonymous;
    this.memory = { key: "", fields: {}, saved: "" };
    this.handedIn = handed ? { handed_in: /** @type {string | null} */ (null) } : {};
  }

  get facts() {
    return this.handedIn;
  }

  get kept() {
    return this.memory;
  }

  key() {
    return this.anonymous ? super.key() : undefined;
  }

  /** @param {{ type: string, field?: string, value?: any }} event @param {string} saved */
  remember(event, saved) {
    super.remember(event, saved);
    if (event.type === "hand_in") this.handedIn = { handed_in: new Date().toISOString() };
    if (event.type === "reopen") this.handedIn = { handed_in: null };
  }

  /** @param {any} ballot */
  keep(ballot) {
    this.memory = ballot;
  }
}

/** @param {Api.ExerciseDetail} detail @param {string} subject @param {HTMLElement} place */
function begin(detail, subject, place) {
  const parts = makeAnswerParts();
  place.replaceChildren(...Object.values(parts));
  const view = /** @type {Api.ExerciseView} */ (detail.view);
  const entered = new Entered(detail.anonymous, "handed_in" in view.public);
  const host = { course, person: me, outbox, refetch, logIn: () => window.open("/login", "_blank", "noopener") };
  const made = new Answer(host, parts, { exercise: detail.id, subject, ballotFor: () => entered });
  // As for someone who has written nothing.
  made.update({ ...view, public: { ...view.public, fields: {}, case: null }, summary: null, revision: 0, fields: {}, saved: "" });
  return made;
}

/** @param {string} id the exercise */
export function enterAnswer(id) {
  const detail = /** @type {Api.ExerciseDetail} */ (state.details.get(id));
  const group = detail.scope === "group";
  const people = new Map(participants().map((one) => [`person:${one.id}`, one]));
  const withoutPhone = (/** @type {Api.Answerer} */ { subject }) => Boolean(people.get(subject)?.without_phone);
  const known = detail.answered ?? [...people].map(([subject, { name }]) => (
    { subject, name, answered: false, finished: false, handed_in: null, entered_by_trainer: false }));
  const choices = [...known.filter(withoutPhone), ...known.filter((one) => !withoutPhone(one))];
  const words = (/** @type {Api.Answerer} */ one) => [one.name, people.get(one.subject)?.organisation, withoutPhone(one) && "uden telefon", one.answered && "har svaret"].filter(Boolean).join(" · ");
  const place = h("div", { class: "pj-c-entry", "data-keep": "" });

  const mayLeave = () => !isUnsaved() || window.confirm("Noget er ikke gemt endnu. Vil du lukke alligevel?");
  const end = () => { entry?.kindView.unmount(); entry = null; place.replaceChildren(); };
  const choose = (/** @type {any} */ event) => {
    const subject = event.target.value;
    if (!mayLeave()) { event.target.value = entry?.subject ?? ""; return; }
    end();
    if (subject) entry = begin(detail, subject, place);
    dialog.redraw();
  };
  const dialog = openDialog(group ? "Indtast for en gruppe" : "Indtast svar for en uden telefon", ({ close }) => {
    const chosen = choices.find((one) => one.subject === entry?.subject);
    return [
      h("p", { key: "what" }, h("strong", null, detail.title), detail.anonymous && " – anonymt for andre end dig. Skriv hele svaret, før du lukker vinduet; bagefter kan det ikke rettes."),
      h("div", { key: "who" }, h("label", { class: "pj-label", for: "indtast-for" }, group ? "Hvilken gruppe?" : "Hvem svarer?"),
        h("select", { key: "choice", id: "indtast-for", class: "pj-input", onchange: choose, value: entry?.subject ?? "" },
          h("option", { value: "" }, "Vælg …"),
          choices.map((one) => h("option", { value: one.subject, selected: one.subject === entry?.subject }, words(one))))),
      chosen?.answered && h("p", { key: "twice", class: "pj-notice pj-notice-warm" }, `${chosen.name} har svaret. Det, du skriver her, erstatter svaret felt for felt.`),
      h("div", { key: "place", class: "pj-c-entry-place" }),
      h("div", { key: "done", class: "pj-row" }, h("button", { type: "button", class: "pj-button pj-button-primary", onclick: close }, "Færdig")),
    ];
  }, { wide: true, mayClose: mayLeave, closed: () => { end(); refetch(id); } });
  dialog.el.querySelector(".pj-c-entry-place")?.append(place);
  focusOn(dialog.el, "choice");
}
