// @ts-check
/**
 * One answer as it is written on this page: one's own, or one that a trainer enters for someone else. What is typed is
 * checked before it leaves, sent through the outbox, laid over what the server knows, and stays in sight when it is not
 * saved.
 */
import { drawNotes, drawSaved } from "./exercise_frame.js";
import { contactIn, cprIn, isTypingIn, textIn, tooLong, withoutContact, withoutCpr } from "./input_checks.js";
import { KindView, overlay } from "./kind_view.js";
import { forget, keep, namesFrom, recall } from "./storage.js";

/**
 * @typedef {{ course: string, person: string, outbox: import("./outbox.js").Outbox, refetch: (exercise: string) => void,
 *   logIn: () => void }} Host
 * @typedef {{ body: HTMLElement, notes: HTMLElement, saved: HTMLElement }} Parts
 *   where the kind's view, what is not saved, and whether the rest is, stand
 */

export class Answer {
  /**
   * @param {Host} host @param {Parts} parts
   * @param {{ exercise: string, subject?: string, pair?: string, ballotFor: (view: Api.ExerciseView) => import("./ballot.js").Ballot | null }} of
   *   `subject`: for whom it is entered · `pair`: at whose visit it is written · `ballotFor`: what the page itself remembers of it
   */
  constructor(host, parts, { exercise, subject, pair, ballotFor }) {
    this.host = host;
    this.parts = parts;
    this.exercise = exercise;
    this.subject = subject;
    this.pair = pair;
    this.ballotFor = ballotFor;
    /** What the server says of the exercise; null before it is opened. @type {Api.ExerciseView | null} */
    this.view = null;
    this.savedAt = "";
    this.mended = false;
    /** @type {import("./ballot.js").Ballot | null} */ this.ballot = null;
    /** What the ballot held when this page last showed it: another tab of the browser may have written since.
     * @type {Record<string, any>} */ this.ballotSeen = {};
    /** What was typed and is neither sent nor kept on the device, by field. */
    this.held = /** @type {Map<string, { value: any, reason: string, event: any, suspect: string[], base: number }>} */ (new Map());
    /** What the writer says is no CPR number, phone number or address. @type {Set<string>} */
    this.innocent = new Set();
    /** Other texts that are offered back, by field. @type {Map<string, any>} */
    this.over = new Map();
    /** The field one types in, and the revisions that it shows: what is written elsewhere meanwhile does not come into it.
     * @type {{ el: Element, fields: Record<string, number> } | null} */ this.typingIn = null;
    /** What was saved from here, as long as it may be written over elsewhere. @type {Map<string, string>} */
    this.mine = new Map();
    /** Fields of `over` whose own text was written over elsewhere. @type {Set<string>} */
    this.replaced = new Set();
    this.refused = subject ? [] : namesFrom(this.refusedPlace).map((name) => recall(name)).filter(Boolean);
    this.kindView = new KindView(parts.body, (event) => this.send(event));
    // After the view's own handler: a view marks what it keeps back as invalid.
    parts.body.addEventListener("input", () => setTimeout(() => this.drawState()));
    parts.body.addEventListener("focusin", () => this.beginTyping());
    // A field keeps its text while one types, whatever was written elsewhere; now it may show what is true.
    parts.body.addEventListener("focusout", () => setTimeout(() => {
      if (!isTypingIn(parts.body) && !this.keptBack) this.typingIn = null;
      this.kindView.notify(["public"]);
    }));
  }

  get refusedPlace() {
    return refusedOf(this.host.course, this.host.person, this.pair ? `${this.exercise}@${this.pair}` : this.exercise);
  }

  /** What the server says now. @param {Api.WaitingExercise | Api.ExerciseView} view */
  update(view) {
    if (view.phase === "waiting") {
      this.view = null;
      return this.draw();
    }
    const sameRun = this.view?.run === view.run;
    this.view = view;
    this.savedAt = view.saved ?? (sameRun ? this.savedAt : "");
    if (!sameRun) for (const kept of [this.over, this.mine, this.replaced]) kept.clear();
    this.ballot = this.ballotFor(view);
    this.noticeReplaced(view);
    if (this.ballot) {
      if (view.phase !== "open") this.ballot.dropKey();
      this.savedAt ||= this.ballot.saved;
    }
    return this.draw();
  }

  /** @returns {Promise<void>} when the kind's view is drawn */
  async draw() {
    this.drawState(); // first: drawn anew, a field that keeps too long a text no longer says so
    if (!this.view) return this.kindView.unmount();
    const { run, kind, summary } = this.view;
    return this.kindView.show(run, kind, { public: this.shown(this.view), summary: summary?.too_few ? null : summary ?? null });
  }

  /** The exercise's `public` with what is not sent or not sendable laid over it. @param {Api.ExerciseView} view */
  shown(view) {
    if (this.ballot && !isTypingIn(this.parts.body) && !this.keptBack) this.ballotSeen = this.ballot.fields;
    const unsent = this.unsent.filter(({ event, run, subject }) => event.type === "set" && run === view.run && subject === this.subject);
    const laid = overlay(view.public, [...Object.entries(this.ballot?.fields ?? {}),
      ...unsent.map(({ event }) => /** @type {[string, any]} */ ([event.field, event.value])),
      ...[...this.held].map(([field, { value }]) => /** @type {[string, any]} */ ([field, value]))]);
    const pending = this.unsent.filter(({ event, run }) => event.type !== "set" && run === view.run).map(({ event }) => event);
    return { ...laid, ...this.ballot?.facts, held: [...this.held.keys()], ...(pending.length ? { pending } : {}) };
  }

  get unsent() {
    const all = this.host.outbox.of(this.exercise).filter(({ pair }) => pair === this.pair);
    return this.subject ? all.filter(({ subject }) => subject === this.subject) : all;
  }

  // Events

  /** What the view sends. @param {any} event `subject`: whose post a trainer hides */
  send({ subject, ...event }) {
    const numbers = cprIn(event, this.view ? this.shown(this.view).fields : {});
    const contact = this.pair ? contactIn(event) : [];
    const found = [...numbers, ...contact];
    const reason = numbers.some((one) => !this.innocent.has(one))
      ? `Det ligner et CPR-nummer (${numbers.join(", ")}). Det må ikke stå her, så tallet er ikke gemt og ikke sendt. Ret teksten, så gemmes den.`
      : contact.some((one) => !this.innocent.has(one))
        ? `Det ligner et telefonnummer eller en adresse (${contact.join(", ")}). Sådan noget må ikke stå i et besøgs noter, så det er ikke gemt og ikke sendt. Ret teksten, så gemmes den.`
        : "";
    const long = tooLong(event.value);
    if (reason || long) this.hold(event, reason ? found : [], reason || `${long} Den bliver stående i feltet, men er ikke gemt.`, subject);
    else this.pass(event, found.length > 0, subject);
  }

  /** @param {any} event @param {string[]} suspect what in it may be overruled @param {string} reason @param {string} [subject] */
  hold(event, suspect, reason, subject) {
    const base = this.baseOf(fieldOf(event));
    this.held.set(fieldOf(event), { value: event.value, reason, event, suspect, base });
    // What was typed before its last digit may be on its way: the text without the number takes its place.
    if (suspect.length && event.type === "set") {
      const cut = withoutCpr(event.value, suspect);
      this.queue({ ...event, value: this.pair ? withoutContact(cut) : cut }, base, false, subject);
    }
    this.draw();
  }

  /** @param {any} event @param {boolean} notCpr @param {string} [subject] */
  pass(event, notCpr, subject) {
    const base = this.baseOf(fieldOf(event));
    for (const kept of [this.held, this.over, this.replaced, this.mine]) kept.delete(fieldOf(event));
    this.queue(event, base, notCpr, subject);
    this.draw();
  }

  /** @param {any} event @param {number} base @param {boolean} notCpr @param {string} [subject] */
  queue(event, base, notCpr, subject) {
    if (!this.view) return;
    const typed = event.type === "set" && isTypingIn(this.parts.body);
    const ballot = this.ballot?.key();
    this.host.outbox.add({
      exercise: this.exercise, run: this.view.run, event, base, typed, ballot,
      subject: this.subject ?? subject, pair: this.pair, not_cpr: notCpr || undefined, unkept: Boolean(ballot && this.subject) || undefined,
    });
  }

  beginTyping() {
    const el = document.activeElement;
    if (!el || el === this.typingIn?.el || !isTypingIn(this.parts.body)) return;
    // What is kept back stands on what was shown when it was written.
    this.typingIn = { el, fields: (this.keptBack && this.typingIn?.fields) || (this.view?.fields ?? {}) };
  }

  /** The revision that what is written in a field was written upon. @param {string} field */
  baseOf(field) {
    const seen = isTypingIn(this.parts.body) && this.typingIn ? this.typingIn.fields : this.view?.fields;
    return this.held.get(field)?.base ?? seen?.[field] ?? 0;
  }

  /** @param {string} field */
  sendAnyway(field) {
    const held = this.held.get(field);
    if (!held) return;
    held.suspect.forEach((one) => this.innocent.add(one));
    this.send(held.event);
  }

  // What became of what was sent

  /** @param {import("./outbox.js").Item} item @param {import("./outbox.js").Outcome} result */
  settled(item, result) {
    const { view } = this;
    const { event } = item;
    if (result?.status === "refused") this.keepRefused(item, result.reason);
    if (result?.status !== "saved" || item.run !== view?.run || item.subject !== this.subject || item.pair !== this.pair) return this.host.refetch(this.exercise);
    const { fields } = result.public ?? {}; // what is kept, which is not always all that was sent
    this.noticeOtherTab(item);
    this.ballot?.remember(fields && event.type === "set" ? { ...event, value: fields[event.field] ?? null } : event, result.saved);
    if (this.ballot && event.type === "set") this.ballotSeen = { ...this.ballotSeen, [event.field]: this.ballot.fields[event.field] };
    this.savedAt = result.saved || this.savedAt;
    this.mended = result.mended;
    const wrote = event.type === "set" && item.typed && !this.subject ? textIn(event.value).trim() : "";
    if (wrote) this.mine.set(event.field, wrote);
    if (result.revision >= view.revision)
      this.view = { ...view, revision: result.revision, fields: result.fields, public: { ...view.public, ...result.public } };
    if (result.overwritten && textIn(result.overwritten.value)) this.over.set(result.overwritten.field, result.overwritten.value);
    if (result.phase !== view.phase) this.host.refetch(this.exercise);
    this.draw();
    return undefined;
  }

  /** @param {import("./outbox.js").Item} item @param {string} reason */
  keepRefused(item, reason) {
    const { field = item.event.type, value } = item.event;
    const note = { id: item.id, field, reason, text: item.typed ? textIn(value) : "" };
    for (const old of this.refused.filter((one) => one.field === field && !one.text)) this.dropRefused(old.id);
    this.refused.push(note);
    if (note.text && !this.subject) keep(this.refusedPlace + item.id, note);
    this.drawState();
  }

  /** @param {string} id */
  dropRefused(id) {
    forget(this.refusedPlace + id);
    this.refused = this.refused.filter((one) => one.id !== id);
  }

  /** What another tab wrote in the ballot since this page showed it, and this page has now written over. The server cannot
   * tell: it knows no page of a ballot. @param {import("./outbox.js").Item} item */
  noticeOtherTab({ event, typed }) {
    if (!this.ballot || event.type !== "set" || !typed) return;
    const there = this.ballot.fields[event.field];
    if (![textIn(this.ballotSeen[event.field]), textIn(event.value), ""].includes(textIn(there))) this.over.set(event.field, there);
  }

  /** What the answer holds in a field, as far as this device can know. @param {Api.ExerciseView} view @param {string} field */
  saidIn(view, field) {
    return textIn((this.ballot ?? view.public).fields?.[field]);
  }

  /** What was saved from here was written over elsewhere: it is offered back, not lost in silence. @param {Api.ExerciseView} view */
  noticeReplaced(view) {
    for (const field of [...this.replaced]) {
      if (!this.saidIn(view, field).includes(textIn(this.over.get(field)))) continue;
      this.replaced.delete(field);
      this.over.delete(field);
    }
    for (const [field, text] of [...this.mine]) {
      const now = this.saidIn(view, field);
      if (now.includes(text) || this.unsent.some(({ event }) => event.field === field)) continue;
      this.mine.delete(field);
      this.over.set(field, text);
      this.replaced.add(field);
    }
  }

  // What is saved and what is not

  drawState() {
    this.parts.saved.hidden = !this.view;
    drawSaved(this.parts.saved, this.savedState());
    const held = [...this.held].map(([field, { reason, suspect }]) => ({ field, reason, suspect: suspect.length > 0 }));
    const shared = ["group", "pair", "course"].includes(this.view?.scope ?? "");
    const over = [...this.over].map(([field, value]) => {
      const place = this.placeInWords(field);
      const after = shared ? `En anden har skrevet ${place} efter dig. Du havde skrevet:`
        : `Der er skrevet ${place} i et andet vindue eller på en anden enhed siden. Her havde du skrevet:`;
      const before = shared ? `En anden havde skrevet ${place}:` : `I et andet vindue eller på en anden enhed stod der ${place}:`;
      return { field, text: textIn(value), lead: this.replaced.has(field) ? after : before };
    });
    drawNotes(this.parts.notes, { held, refused: this.refused, over }, {
      sendAnyway: (field) => this.sendAnyway(field),
      remove: (id) => { this.dropRefused(id); this.drawState(); },
      useOther: (field) => this.send({ type: "set", field, value: this.over.get(field) }),
      keepOwn: (field) => { this.over.delete(field); this.drawState(); },
    });
  }

  /** Where a field is. @param {string} field */
  placeInWords(field) {
    const { sections = [], items = [], questions = [] } = this.view?.public ?? {};
    const found = [...sections, ...items, ...questions].find(({ id }) => id === field || id === field.split("/")[0]);
    const title = found?.title ?? found?.label ?? found?.prompt;
    return title ? `i »${title}«` : "i feltet";
  }

  /** Whether something typed here is neither saved nor on its way: held back here, or by the view as too long. */
  get keptBack() {
    const invalid = [...this.parts.body.querySelectorAll('[aria-invalid="true"]')];
    return this.held.size > 0 || invalid.some((el) => /** @type {any} */ (el).value);
  }

  /** @returns {{ saving: boolean, text: string, bad: boolean, action?: [string, () => void] }} */
  savedState() {
    const { unsent, host } = this;
    const { state } = host.outbox;
    if (unsent.length && state === "sending") return { saving: true, text: "", bad: false };
    if (unsent.length) {
      const fragile = unsent.find((item) => !item.stored);
      const lost = !fragile ? "" : fragile.unkept ? " Det ligger ikke på enheden, så luk ikke siden."
        : " Din browser kan ikke gemme det på enheden, så luk ikke siden.";
      if (state === "login") return { saving: false, text: `Ikke gemt endnu – log ind igen.${lost}`, bad: true,
        action: ["Log ind", () => host.logIn()] };
      if (state === "other") return { saving: false, bad: true,
        text: `Ikke gemt endnu – en anden er logget ind i denne browser. Log ind som dig selv, så sendes det.${lost}` };
      if (state === "barred") return { saving: false, bad: true,
        text: `Ikke gemt – du har ikke længere adgang til holdet.${fragile?.unkept ? "" : " Teksten ligger på denne enhed."}${lost}` };
      return { saving: false, text: `Ikke gemt endnu – prøver igen.${lost}`, bad: true };
    }
    if (this.keptBack) return { saving: false, text: "Det sidste, du skrev, er ikke gemt.", bad: true };
    return { saving: false, text: this.savedAt && this.view?.gathers ? `Gemt ${this.savedAt}${this.mended ? " – uden et tegn, der ikke kan gemmes" : ""}` : "", bad: false };
  }
}

/** The field that an event's value belongs to; "" for an event without. An answer to a drill's task carries its reply. @param {any} event */
const fieldOf = (event) => String((event.type === "set" ? event.field : event.type === "answer" && event.item) || "");

/** Where the texts that did not make it lie. @param {string} course @param {string} person @param {string} exercise */
export function refusedOf(course, person, exercise) {
  return `pejling:ikke-med:${course}:${person}:${exercise}:`;
}
