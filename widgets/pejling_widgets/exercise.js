// @ts-check
/**
 * One exercise on a page: what the server says of it, what is not sent yet laid over that, and the kind's view.
 */
import { Ballot } from "./ballot.js";
import { cprIn, isTypingIn, textIn, tooLong, withoutCpr } from "./input_checks.js";
import { drawHead, drawNotes, drawSaved, makeFrame } from "./exercise_frame.js";
import { KindView, overlay } from "./kind_view.js";
import { forget, keep, namesFrom, recall } from "./storage.js";

export class ExerciseOnPage {
  /**
   * @param {HTMLElement} root
   * @param {{ course: string, person: string, outbox: import("./outbox.js").Outbox, refetch: (id: string) => void,
   *   logIn: () => void, opened: (exercise: ExerciseOnPage) => void }} host
   */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.id = root.dataset.exercise ?? "";
    this.view = /** @type {any} */ (null);
    this.savedAt = "";
    /** @type {KindView | null} */ this.kindView = null;
    /** When the view is drawn. @type {Promise<void>} */ this.ready = Promise.resolve();
    /** @type {Ballot | null} */ this.ballot = null;
    /** What was typed and is neither sent nor kept on the device, by field. */
    this.held = /** @type {Map<string, { value: any, reason: string, event: any, cpr: string[] }>} */ (new Map());
    /** Numbers that the writer says are no CPR numbers. */
    this.innocent = /** @type {Set<string>} */ (new Set());
    this.over = /** @type {Map<string, any>} */ (new Map());
    /** What was saved from here in a text that several write in. @type {Map<string, string>} */
    this.mine = new Map();
    /** Fields of `over` whose own text someone else wrote over. @type {Set<string>} */
    this.replaced = new Set();
    this.refused = namesFrom(refusedOf(host.course, host.person, this.id)).map((name) => recall(name)).filter(Boolean);
  }

  /** What the server says now; an answer older than what is known is left out. @param {any} view */
  take(view) {
    const before = this.view;
    const sameRun = before && before.run === view.run;
    if (sameRun && (view.revision ?? 0) < (before.revision ?? 0)) return;
    if (!this.frame) {
      this.frame = makeFrame(this.root);
      this.kindView = new KindView(this.frame.body, (event) => this.send(event));
      // After the view's own handler: a view marks what it keeps back as invalid.
      this.frame.body.addEventListener("input", () => setTimeout(() => this.drawState()));
      // A field keeps its text while one types, whatever another device wrote; now it may show what is true.
      this.frame.body.addEventListener("focusout", () => setTimeout(() => this.kindView?.notify(["public"])));
    }
    this.view = view;
    this.savedAt = view.saved ?? (sameRun ? this.savedAt : "");
    if (!sameRun) for (const kept of [this.over, this.mine, this.replaced]) kept.clear();
    this.noticeReplaced();
    this.ballot = view.anonymous && view.run ? new Ballot(this.host.course, this.host.person, view.run) : null;
    if (this.ballot) {
      if (view.phase !== "open") this.ballot.dropKey();
      this.savedAt ||= this.ballot.saved;
    }
    drawHead(this.frame.head, view);
    this.drawState();
    if (view.phase === "waiting") this.kindView?.unmount();
    else this.ready = this.drawView();
    if (before && view.phase === "open" && (!sameRun || before.phase !== "open")) this.host.opened(this);
  }

  async drawView() {
    const { run, kind, summary } = this.view;
    await this.kindView?.show(run, kind, { public: this.laidOver(), summary: summary?.too_few ? null : summary ?? null });
  }

  /** `public` with what is not sent or not sendable laid over it. */
  laidOver() {
    const unsent = this.host.outbox.of(this.id).filter(({ event, run, subject }) => event.type === "set" && run === this.view.run && !subject);
    const laid = overlay(this.view.public, [...Object.entries(this.ballot?.fields ?? {}),
      ...unsent.map(({ event }) => /** @type {[string, any]} */ ([event.field, event.value])),
      ...[...this.held].map(([field, { value }]) => /** @type {[string, any]} */ ([field, value]))]);
    return { ...laid, held: [...this.held.keys()] };
  }

  // Events

  /** @param {any} sent */
  send(sent) {
    const { subject, ...event } = sent;
    const field = fieldOf(event);
    const numbers = cprIn(event, this.laidOver().fields);
    const suspect = numbers.some((found) => !this.innocent.has(found));
    const long = tooLong(event.value);
    if (suspect || long) this.hold(field, event, numbers, suspect, long, subject);
    else this.pass(event, field, numbers.length > 0, subject);
  }

  /** @param {string} field @param {any} event @param {string[]} numbers @param {boolean} suspect @param {string} long @param {string} [subject] */
  hold(field, event, numbers, suspect, long, subject) {
    const reason = suspect
      ? `Det ligner et CPR-nummer (${numbers.join(", ")}). Det må ikke stå her, så tallet er ikke gemt og ikke sendt. Ret teksten, så gemmes den.`
      : `${long} Den bliver stående i feltet, men er ikke gemt.`;
    this.held.set(field, { value: event.value, reason, event, cpr: suspect ? numbers : [] });
    // What was typed before its last digit may be on its way: the text without the number takes its place.
    if (suspect && event.type === "set") this.queue({ ...event, value: withoutCpr(event.value, numbers) }, false, subject);
    this.drawView();
    this.drawState();
  }

  /** @param {any} event @param {string} field @param {boolean} notCpr @param {string} [subject] */
  pass(event, field, notCpr, subject) {
    this.held.delete(field);
    this.over.delete(field);
    this.replaced.delete(field);
    this.mine.delete(field);
    this.queue(event, notCpr, subject);
    this.drawView();
  }

  /** @param {any} event @param {boolean} notCpr @param {string} [subject] */
  queue(event, notCpr, subject) {
    const typed = event.type === "set" && isTypingIn(this.root);
    this.host.outbox.add({
      exercise: this.id, run: this.view.run, event, base: this.view.fields?.[fieldOf(event)] ?? 0, typed, subject,
      ballot: this.ballot?.key(), not_cpr: notCpr || undefined,
    });
  }

  /** What became of an event. @param {import("./outbox.js").Item} item @param {any} result null: another tab sent it */
  settled(item, result) {
    if (!result || item.run !== this.view?.run) {
      if (result?.status === "refused") this.keepRefused(item, result.reason);
      return this.host.refetch(this.id);
    }
    if (result.status === "refused") {
      this.keepRefused(item, result.reason);
      return this.host.refetch(this.id);
    }
    if (item.event.type === "set") this.ballot?.remember(item.event, result.saved);
    this.savedAt = result.saved || this.savedAt;
    const wrote = item.event.type === "set" && item.typed && this.view.scope === "group" ? textIn(item.event.value).trim() : "";
    if (wrote) this.mine.set(item.event.field, wrote);
    if (result.revision >= (this.view.revision ?? 0)) {
      this.view = { ...this.view, revision: result.revision, fields: result.fields,
        public: { ...this.view.public, ...result.public } };
    }
    if (result.overwritten && textIn(result.overwritten.value)) this.over.set(result.overwritten.field, result.overwritten.value);
    if (result.phase !== this.view.phase) this.host.refetch(this.id);
    this.drawView();
    return undefined;
  }

  /** @param {import("./outbox.js").Item} item @param {string} reason */
  keepRefused(item, reason) {
    const { field = item.event.type, value } = item.event;
    const note = { id: item.id, field, reason, text: item.typed ? textIn(value) : "" };
    for (const old of this.refused.filter((one) => one.field === field && !one.text)) this.dropRefused(old.id);
    this.refused.push(note);
    if (note.text) keep(refusedOf(this.host.course, this.host.person, this.id) + item.id, note);
    this.drawState();
  }

  /** @param {string} id */
  dropRefused(id) {
    forget(refusedOf(this.host.course, this.host.person, this.id) + id);
    this.refused = this.refused.filter((one) => one.id !== id);
  }

  /** Someone else in the group has written over what was saved from here: it is offered back, not lost in silence. */
  noticeReplaced() {
    for (const [field, text] of [...this.mine]) {
      const now = textIn(this.view.public?.fields?.[field]);
      if (now.includes(text) || this.host.outbox.of(this.id).some(({ event }) => event.field === field)) continue;
      this.mine.delete(field);
      this.over.set(field, text);
      this.replaced.add(field);
    }
  }

  // What is saved and what is not

  drawState() {
    if (!this.frame || !this.view) return;
    this.frame.saved.hidden = this.view.phase === "waiting";
    drawSaved(this.frame.saved, this.savedState());
    const held = [...this.held].map(([field, { reason, cpr }]) => ({ field, reason, cpr: cpr.length > 0 }));
    const over = [...this.over].map(([field, value]) => ({ field, text: textIn(value),
      lead: this.replaced.has(field) ? `En anden i gruppen har skrevet ${this.placeOf(field)} efter dig. Du havde skrevet:` : `En anden enhed havde skrevet ${this.placeOf(field)}:` }));
    drawNotes(this.frame.notes, { held, refused: this.refused, over }, {
      sendAnyway: (field) => this.sendAnyway(field),
      remove: (id) => { this.dropRefused(id); this.drawState(); },
      useOther: (field) => this.send({ type: "set", field, value: this.over.get(field) }),
      keepOwn: (field) => { this.over.delete(field); this.drawState(); },
    });
  }

  /** Where a field is, in words. @param {string} field */
  placeOf(field) {
    const { sections = [], items = [], questions = [] } = this.view.public;
    const found = [...sections, ...items, ...questions].find(({ id }) => id === field || id === field.split("/")[0]);
    const title = found?.title ?? found?.label ?? found?.prompt;
    return title ? `i »${title}«` : "i feltet";
  }

  /** Whether something typed here is neither saved nor on its way: held back here, or by the view as too long. */
  get keptBack() {
    const invalid = [...this.root.querySelectorAll('.pj-frame-body [aria-invalid="true"]')];
    return this.held.size > 0 || invalid.some((el) => /** @type {any} */ (el).value);
  }

  /** @param {string} field */
  sendAnyway(field) {
    const held = this.held.get(field);
    if (!held) return;
    held.cpr.forEach((number) => this.innocent.add(number));
    this.send(held.event);
    this.drawState();
  }

  /** @returns {{ saving: boolean, text: string, bad: boolean, action?: [string, () => void] }} */
  savedState() {
    const pending = this.host.outbox.of(this.id);
    const state = this.host.outbox.state;
    if (pending.length && state === "sending") return { saving: true, text: "", bad: false };
    if (pending.length) {
      const lost = pending.some((item) => !item.stored)
        ? " Din browser kan ikke gemme det på enheden, så luk ikke siden." : "";
      if (state === "login") return { saving: false, text: `Ikke gemt endnu – log ind igen.${lost}`, bad: true,
        action: ["Log ind", () => this.host.logIn()] };
      if (state === "other") return { saving: false, bad: true,
        text: `Ikke gemt endnu – en anden er logget ind i denne browser. Log ind som dig selv, så sendes det.${lost}` };
      if (state === "barred") return { saving: false, bad: true,
        text: `Ikke gemt – du har ikke længere adgang til holdet. Teksten ligger på denne enhed.${lost}` };
      return { saving: false, text: `Ikke gemt endnu – prøver igen.${lost}`, bad: true };
    }
    if (this.keptBack) return { saving: false, text: "Det sidste, du skrev, er ikke gemt.", bad: true };
    return { saving: false, text: this.savedAt && this.view.gathers ? `Gemt ${this.savedAt}` : "", bad: false };
  }
}

/** The field that an event's value belongs to; "" for an event without. An answer to a drill's task carries its reply. @param {any} event */
const fieldOf = (event) => String((event.type === "set" ? event.field : event.type === "answer" && event.item) || "");

/** Where the texts that did not make it lie. @param {string} course @param {string} person @param {string} exercise */
export function refusedOf(course, person, exercise) {
  return `pejling:ikke-med:${course}:${person}:${exercise}:`;
}
