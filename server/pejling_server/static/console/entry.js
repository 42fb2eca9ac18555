// @ts-check
/** An answer entered for someone without a phone, or for a group: the kind's own view, sending under that name. */
import { call, reasonOf } from "../../widgets/http.js";
import { cprIn, tooLong } from "../../widgets/input_checks.js";
import { KindView } from "../../widgets/kind_view.js";
import { deviceName, newKey } from "../../widgets/storage.js";
import { focusOn, h } from "../../widgets/ui.js";
import { openDialog } from "./dialog.js";
import { refetch } from "./follow.js";
import { course, participants, state } from "./state.js";

const AGAIN = 3000;
const TYPING = 500;

/** What is entered for one person: sent in order, one thing at a time, again and again until the server has answered. */
class Entry {
  /** @param {any} detail @param {string} subject @param {() => void} told */
  constructor(detail, subject, told) {
    this.detail = detail;
    this.subject = subject;
    this.told = told;
    this.fields = /** @type {Record<string, any>} */ ({});
    this.handedIn = /** @type {string | null} */ (null);
    this.ballot = detail.anonymous ? newKey(43) : undefined;
    this.queue = /** @type {any[]} */ ([]);
    this.held = /** @type {Map<string, { event: any, reason: string, cpr: boolean }>} */ (new Map());
    this.flying = false;
    this.timer = 0;
    this.said = "";
    this.bad = false;
  }

  /** Whether something typed is not known to be saved. */
  get unsaved() {
    return this.queue.length > 0 || this.held.size > 0;
  }

  /** @param {any} sent @param {boolean} [notCpr] */
  take({ subject: _subject, ...event }, notCpr = false) {
    const name = event.type === "set" ? String(event.field) : event.type;
    if (event.type === "set") {
      if (event.value === null) delete this.fields[event.field];
      else this.fields[event.field] = event.value;
    }
    const long = tooLong(event.value);
    const numbers = notCpr ? [] : cprIn(event);
    if (long || numbers.length) {
      this.held.set(name, { event, cpr: numbers.length > 0,
        reason: long || `Det ligner et CPR-nummer (${numbers.join(", ")}). Det må ikke stå her, så det er ikke gemt.` });
      return this.told();
    }
    this.held.delete(name);
    const last = this.queue[this.queue.length - 1];
    if (last && !last.flying && event.type === "set" && last.event.type === "set" && last.event.field === event.field) this.queue.pop();
    this.queue.push({ id: newKey(22), run: this.detail.run, event, subject: this.subject, not_cpr: notCpr, ...(this.ballot ? { ballot: this.ballot } : {}) });
    this.later(typeof event.value === "string" ? TYPING : 0);
    return this.told();
  }

  /** @param {number} delay */
  later(delay) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.pump(), delay);
  }

  async pump() {
    if (this.flying || !this.queue.length) return;
    this.flying = true;
    const item = this.queue[0];
    item.flying = true;
    const { flying: _flying, ...sent } = item;
    const answer = await call(`/api/course/${course}/answers`, { device: deviceName(), events: [sent] });
    this.flying = false;
    const result = answer.body?.results?.[0];
    if (answer.status === 200 && result) {
      this.queue.shift();
      this.bad = result.status === "refused";
      this.said = this.bad ? `Blev ikke gemt: ${result.reason}` : `Gemt kl. ${result.saved}`;
      if (!this.bad && item.event.type === "hand_in") this.handedIn = new Date().toISOString();
      if (!this.bad && item.event.type === "reopen") this.handedIn = null;
    } else if (answer.status === 0 || answer.status === 401 || answer.status >= 500) {
      this.bad = true;
      this.said = `Ikke gemt endnu – prøver igen. ${reasonOf(answer)}`;
      this.told();
      return this.later(AGAIN);
    } else {
      this.queue.shift();
      this.bad = true;
      this.said = `Blev ikke gemt: ${reasonOf(answer)}`;
    }
    this.told();
    if (this.queue.length) this.later(0);
    return undefined;
  }

  /** What the view draws: the exercise as for someone who has written nothing, with what is entered here. */
  public() {
    const known = this.detail.view.public;
    return { ...known, fields: { ...this.fields }, case: null, ...("answered" in known ? { answered: Object.keys(this.fields).length } : {}),
      ...("handed_in" in known ? { handed_in: this.handedIn } : {}) };
  }
}

/** @param {string} id the exercise */
export function enterAnswer(id) {
  const detail = state.details.get(id);
  const group = detail.scope === "group";
  const people = new Map(participants().map((one) => [`person:${one.id}`, one]));
  const withoutPhone = (/** @type {any} */ one) => Boolean(people.get(one.subject)?.without_phone);
  const known = detail.answered ?? [...people].map(([subject, { name }]) => ({ subject, name, answered: false }));
  const choices = [...known.filter(withoutPhone), ...known.filter((/** @type {any} */ one) => !withoutPhone(one))];
  const words = (/** @type {any} */ one) => [one.name, people.get(one.subject)?.organisation, withoutPhone(one) && "uden telefon", one.answered && "har svaret"].filter(Boolean).join(" · ");
  const place = h("div", { class: "pj-c-entry" });
  const view = new KindView(place, (event) => entry?.take(event));
  /** @type {Entry | null} */
  let entry = null;

  const guard = (/** @type {Event} */ event) => { if (entry?.unsaved) event.preventDefault(); };
  window.addEventListener("beforeunload", guard);
  const leave = () => !entry?.unsaved || window.confirm("Noget er ikke gemt endnu. Vil du lukke alligevel?");
  const told = () => {
    if (entry) view.show(`${detail.run} ${entry.subject}`, detail.kind, { public: entry.public(), summary: null });
    dialog.redraw();
  };
  const choose = (/** @type {any} */ event) => {
    if (!leave()) { event.target.value = entry?.subject ?? ""; return; }
    entry = event.target.value ? new Entry(detail, event.target.value, told) : null;
    view.unmount();
    told();
  };
  const dialog = openDialog(group ? "Indtast for en gruppe" : "Indtast svar for en uden telefon", ({ close }) => {
    const chosen = choices.find((/** @type {any} */ one) => one.subject === entry?.subject);
    return [
      h("p", { key: "what" }, h("strong", null, detail.title), detail.anonymous && " – anonymt for andre end dig. Skriv hele svaret, før du lukker vinduet; bagefter kan det ikke rettes."),
      h("div", { key: "who" }, h("label", { class: "pj-label", for: "indtast-for" }, group ? "Hvilken gruppe?" : "Hvem svarer?"),
        h("select", { key: "choice", id: "indtast-for", class: "pj-input", onchange: choose, value: entry?.subject ?? "" },
          h("option", { value: "" }, "Vælg …"),
          choices.map((/** @type {any} */ one) => h("option", { value: one.subject, selected: one.subject === entry?.subject }, words(one))))),
      chosen?.answered && h("p", { key: "twice", class: "pj-notice pj-notice-warm" }, `${chosen.name} har svaret. Det, du skriver her, erstatter svaret felt for felt.`),
      h("div", { key: "place", class: "pj-c-entry-place" }),
      [...(entry?.held ?? [])].map(([name, { reason, cpr, event }]) => h("div", { key: `held ${name}`, class: "pj-notice pj-notice-bad pj-stack-tight", role: "alert" }, h("p", null, reason),
        cpr && h("button", { type: "button", class: "pj-button", onclick: () => entry?.take(event, true) }, "Det er ikke et CPR-nummer – gem alligevel"))),
      h("p", { key: "saved", role: "status", class: `pj-saved${entry?.bad ? " pj-saved-bad" : ""}` }, entry && (entry.queue.length && !entry.bad ? "Gemmer …" : entry.said)),
      h("div", { key: "done", class: "pj-row" }, h("button", { type: "button", class: "pj-button pj-button-primary", onclick: close }, "Færdig")),
    ];
  }, { wide: true, mayClose: leave, closed: () => { window.removeEventListener("beforeunload", guard); view.unmount(); refetch(id); } });
  place.dataset.keep = "";
  dialog.el.querySelector(".pj-c-entry-place")?.append(place);
  focusOn(dialog.el, "choice");
}
