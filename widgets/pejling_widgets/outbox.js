// @ts-check
/**
 * The outbox: events that are not yet known to be committed. Each lies on the device from the moment it is made until the
 * server has said that it is committed or refused. An event's id is its idempotency key: sent twice it is one event, so
 * when in doubt it is sent again.
 */
import { call } from "./http.js";
import { forget, keep, namesFrom, newKey, outboxOf, recall, someoneElse } from "./storage.js";

const MOST = 50;
const MOST_CHARACTERS = 120_000;
const TYPING = 500; // debounce: typing is sent when it pauses
const LONGEST_TYPING = 2500; // and this often when it does not
const LONGEST_WAIT = 10_000;
const PATIENCE = 10_000; // with one answer of the server; longer each time, for a line that is slow and not dead

/** Whether two events are of one answer. @param {Given} a @param {Given} b */
const sameAnswer = (a, b) => a.run === b.run && a.subject === b.subject && a.ballot === b.ballot && a.pair === b.pair;

/**
 * @typedef {{ id: string, exercise: string, run: string, event: any, base: number, typed: boolean, ballot?: string,
 *   subject?: string, pair?: string, not_cpr?: boolean, unkept?: boolean, page: string, name: string, stored: boolean }} Item
 * @typedef {Omit<Item, "id" | "page" | "name" | "stored">} Given
 * `subject`: for whom a trainer enters it · `pair`: at whose visit it is written · `unkept`: must never lie on the device · `page`: the page it was written on
 * @typedef {Api.Result | { id: string, status: "refused", reason: string } | null} Outcome null: another tab sent it
 * @typedef {"idle" | "sending" | "waiting" | "login" | "other" | "barred"} State
 * idle: nothing to send · sending · waiting: to try again · login: for the PIN · other: someone else is logged in ·
 * barred: no longer let in
 */

export class Outbox {
  /**
   * @param {{ person: string, course: string, settled: (item: Item, outcome: Outcome) => void, changed: () => void }} host
   *   `settled` hears what became of an item; `changed` that the state may be another.
   */
  constructor({ person, course, settled, changed }) {
    this.person = person;
    this.page = newKey(22); // the writer is the page: two tabs of one browser are two
    this.path = `/api/course/${course}/answers`;
    this.place = outboxOf(person, course);
    this.settled = settled;
    this.changed = changed;
    /** @type {State} */ this.state = "idle";
    /** @type {Set<string>} */ this.inFlight = new Set();
    this.made = 0;
    this.wait = 0;
    this.oneByOne = false;
    /** Runs whose next event the server broke on: the others go first. @type {Set<string>} */
    this.stuck = new Set();
    this.timer = 0;
    this.typingSince = 0;
    this.items = /** @type {Item[]} */ (namesFrom(this.place).map((name) => ({ ...recall(name), name, stored: true })))
      .filter((item) => item.id && item.run && item.event);
    /** Gives up the request that is on its way. @type {AbortController | null} */ this.stop = null;
    window.addEventListener("online", () => this.sendAgain());
    for (const event of ["pageshow", "focus"]) window.addEventListener(event, () => this.wake());
    document.addEventListener("visibilitychange", () => this.wake()); // also when it is put away: it may not come back
  }

  /** Unsent events of one exercise, oldest first. @param {string} exercise */
  of(exercise) {
    return this.items.filter((item) => item.exercise === exercise);
  }

  /** Whether something would be lost if the page were closed now. */
  get fragile() {
    return this.items.some((item) => !item.stored);
  }

  /** @param {Given} given  `typed`: more of the same will come soon */
  add(given) {
    const replaced = this.replaceable(given);
    const item = { ...given, id: newKey(22), page: this.page, name: this.nextName(), stored: false };
    if (replaced) {
      item.base = replaced.base;
      this.remove(replaced);
    }
    // Asked for feedback and not sent yet, and then typed on, or asked again: it is the newest that is asked about.
    const about = given.event.type === "set" ? given.event.field : given.event.item;
    for (const old of this.items.filter((one) => sameAnswer(one, given) && one.event.type === "answer" && one.event.item === about))
      if (["set", "answer"].includes(given.event.type) && !this.inFlight.has(old.id)) this.remove(old);
    this.items.push(item);
    const { name, stored, ...kept } = item;
    item.stored = !item.unkept && keep(name, kept);
    if (this.state === "idle") this.state = "sending";
    this.changed();
    if (this.state !== "sending") return; // a try is on its way already, or it waits for a person
    this.typingSince ||= Date.now();
    const left = this.typingSince + LONGEST_TYPING - Date.now();
    this.schedule(given.typed ? Math.max(0, Math.min(TYPING, left)) : 0);
  }

  /** The unsent `set` of the same field that the new one makes needless. @param {Given} given */
  replaceable(given) {
    if (given.event.type !== "set") return null;
    for (const item of [...this.items].reverse()) {
      if (!sameAnswer(item, given)) continue;
      if (item.event.type !== "set") return null; // a hand-in keeps what it handed in
      if (item.event.field === given.event.field) return this.inFlight.has(item.id) ? null : item;
    }
    return null;
  }

  nextName() {
    this.made += 1;
    return `${this.place}${Date.now().toString(36).padStart(9, "0")}-${this.made.toString(36).padStart(5, "0")}-${newKey(4)}`;
  }

  /** @param {number} delay in milliseconds */
  schedule(delay) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.sendNext(), delay);
  }

  /** Retry at once: the network is back, the page is looked at again, or someone has logged in. */
  wake() {
    if (this.state !== "barred" && this.items.length) this.schedule(0);
  }

  /** The network is another: what was on its way in the old one is not waited for. */
  sendAgain() {
    this.wait = 0;
    this.stop?.abort("again");
    this.wake();
  }

  async sendNext() {
    if (this.inFlight.size) return;
    this.typingSince = 0;
    this.dropSentElsewhere();
    const batch = this.next();
    if (!batch.length) return this.setState("idle");
    if (someoneElse(this.person)) return this.setState("other");
    if (this.state !== "waiting") this.setState("sending");
    batch.forEach((item) => this.inFlight.add(item.id));
    const sent = batch.map(({ id, run, event, base, ballot, subject, pair, not_cpr }) =>
      ({ id, run, event, base, ballot, subject, pair, not_cpr }));
    const stop = this.stop = new AbortController();
    const how = { patience: PATIENCE + 3 * this.wait, stop };
    const answer = await call(this.path, { device: batch[0].page ?? this.page, events: sent }, this.person, how);
    this.stop = null;
    this.inFlight.clear();
    if (answer.status === 0 && stop.signal.reason === "again") return this.schedule(0);
    this.handle(batch, answer);
  }

  /** @param {Item[]} batch @param {import("./http.js").Reply<Api.Results & Partial<Api.Problem>>} answer */
  handle(batch, { status, body }) {
    if (status === 200 && Array.isArray(body?.results)) {
      if (!this.stuck.size) {
        this.wait = 0;
        this.state = "sending";
      }
      const results = new Map(body.results.map((result) => [result.id, result]));
      for (const item of batch) {
        const result = results.get(item.id);
        if (!result) continue;
        this.remove(item);
        this.settled(item, result);
      }
      if (!this.items.length) this.oneByOne = false;
      if (this.items.every((item) => this.stuck.has(item.run))) return this.backOff();
      return this.schedule(0);
    }
    if (status === 401) return this.setState("login");
    if (status === 403 || status === 404) return this.setState("barred");
    if (status === 413 || status === 422 || status === 400) return this.isolate(batch, body?.reason);
    if (status === 500 && this.setAside(batch)) return this.schedule(0);
    return this.backOff();
  }

  /** Nothing more can be sent now: done, or retried with exponential backoff. */
  backOff() {
    this.stuck.clear();
    if (!this.items.length) return this.setState("idle");
    this.wait = Math.min(LONGEST_WAIT, this.wait ? this.wait * 2 : 1000);
    this.setState("waiting");
    this.schedule(this.wait);
  }

  /** The batch as a whole was no good: send one at a time, so that one bad event does not hold back the others. */
  isolate(/** @type {Item[]} */ batch, reason = "") {
    if (batch.length === 1) {
      this.remove(batch[0]);
      this.settled(batch[0], { id: batch[0].id, status: "refused", reason: reason || "Serveren kunne ikke bruge det." });
    }
    this.oneByOne = true;
    this.schedule(0);
  }

  /** The server broke on the batch. Whether there is anything left to send without it. */
  setAside(/** @type {Item[]} */ batch) {
    this.oneByOne = true;
    if (batch.length === 1) this.stuck.add(batch[0].run);
    return this.items.some((item) => !this.stuck.has(item.run));
  }

  next() {
    let room = MOST_CHARACTERS;
    const free = this.items.filter((item) => !this.stuck.has(item.run));
    const other = free.findIndex(({ page }) => page !== free[0].page); // a batch has one writer
    const batch = free.slice(0, this.oneByOne ? 1 : MOST).slice(0, other < 0 ? MOST : other);
    return batch.filter((item, i) => (room -= JSON.stringify(item.event).length) > 0 || i === 0);
  }

  dropSentElsewhere() {
    if (!this.items.some((item) => item.stored)) return;
    const present = new Set(namesFrom(this.place));
    for (const item of this.items.filter((one) => one.stored && !present.has(one.name))) {
      this.items = this.items.filter((one) => one !== item);
      this.settled(item, null);
    }
  }

  /** @param {Item} item */
  remove(item) {
    forget(item.name);
    this.items = this.items.filter((one) => one !== item);
  }

  /** @param {State} state */
  setState(state) {
    this.state = state;
    if (state !== "waiting") this.wait = 0;
    this.changed();
  }
}
