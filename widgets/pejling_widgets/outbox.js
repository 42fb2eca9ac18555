// @ts-check
/**
 * Events that are not yet known to be committed. Each lies on the device from the moment it is made until the server
 * has said that it is committed or refused; the same id sent twice is one event, so when in doubt it is sent again.
 */
import { forget, keep, namesFrom, newKey, outboxOf, recall, someoneElse } from "./storage.js";

const MOST = 50;
const MOST_CHARACTERS = 120_000;
const TYPING = 500;
const LONGEST_TYPING = 2500;

/**
 * @typedef {{ id: string, exercise: string, run: string, event: any, base: number, typed: boolean, ballot?: string,
 *   subject?: string, not_cpr?: boolean, name: string, stored: boolean }} Item
 * @typedef {"idle" | "sending" | "waiting" | "login" | "other" | "barred"} State
 * idle: nothing to send · sending · waiting: to try again · login: for the PIN · other: someone else is logged in ·
 * barred: no longer let in
 */

export class Outbox {
  /**
   * @param {{ person: string, course: string, device: string,
   *   post: (path: string, body: object) => Promise<{ status: number, body: any }>,
   *   settled: (item: Item, result: any) => void, changed: () => void }} host
   *   `settled` is told what became of an item (null: another tab sent it); `changed` that the state may be another.
   */
  constructor({ person, course, device, post, settled, changed }) {
    this.person = person;
    this.device = device;
    this.path = `/api/course/${course}/answers`;
    this.place = outboxOf(person, course);
    this.post = post;
    this.settled = settled;
    this.changed = changed;
    /** @type {State} */ this.state = "idle";
    /** @type {Set<string>} */ this.flying = new Set();
    this.made = 0;
    this.wait = 0;
    this.oneByOne = false;
    /** Runs whose next event the server broke on: the others go first. @type {Set<string>} */
    this.stuck = new Set();
    this.timer = 0;
    this.typingSince = 0;
    this.items = /** @type {Item[]} */ (namesFrom(this.place).map((name) => ({ ...recall(name), name, stored: true })))
      .filter((item) => item.id && item.run && item.event);
  }

  /** Unsent events of one exercise, oldest first. @param {string} exercise */
  of(exercise) {
    return this.items.filter((item) => item.exercise === exercise);
  }

  /** Whether something would be lost if the page were closed now. */
  get fragile() {
    return this.items.some((item) => !item.stored);
  }

  /** @param {Omit<Item, "id" | "name" | "stored">} given  `typed`: more of the same will come soon */
  add(given) {
    const replaced = this.replaceable(given);
    const item = { ...given, id: newKey(22), name: this.nextName(), stored: false };
    if (replaced) {
      item.base = replaced.base;
      this.remove(replaced);
    }
    // Asked for feedback and not sent yet, and then typed on, or asked again: it is the newest that is asked about.
    const about = given.event.type === "set" ? given.event.field : given.event.item;
    for (const old of this.items.filter((one) => one.run === given.run && one.event.type === "answer" && one.event.item === about))
      if (["set", "answer"].includes(given.event.type) && !this.flying.has(old.id)) this.remove(old);
    this.items.push(item);
    const { name, stored, ...kept } = item;
    item.stored = keep(name, kept);
    if (this.state === "idle") this.state = "sending";
    this.changed();
    if (this.state !== "sending") return; // a try is on its way already, or it waits for a person
    this.typingSince ||= Date.now();
    const left = this.typingSince + LONGEST_TYPING - Date.now();
    this.later(given.typed ? Math.max(0, Math.min(TYPING, left)) : 0);
  }

  /** The unsent `set` of the same field that the new one makes needless. @param {Omit<Item, "id" | "name" | "stored">} given */
  replaceable(given) {
    if (given.event.type !== "set") return null;
    for (const item of [...this.items].reverse()) {
      if (item.run !== given.run) continue;
      if (item.event.type !== "set") return null; // a hand-in keeps what it handed in
      if (item.event.field === given.event.field) return this.flying.has(item.id) ? null : item;
    }
    return null;
  }

  nextName() {
    this.made += 1;
    return `${this.place}${Date.now().toString(36).padStart(9, "0")}-${this.made.toString(36).padStart(5, "0")}-${newKey(4)}`;
  }

  /** @param {number} delay in milliseconds */
  later(delay) {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.pump(), delay);
  }

  /** Try at once: the network is back, the page is looked at again, or someone has logged in. */
  wake() {
    if (this.state !== "barred" && this.items.length) this.later(0);
  }

  async pump() {
    if (this.flying.size) return;
    this.typingSince = 0;
    this.leaveOutSentElsewhere();
    const batch = this.next();
    if (!batch.length) return this.become("idle");
    if (someoneElse(this.person)) return this.become("other");
    if (this.state !== "waiting") this.become("sending");
    batch.forEach((item) => this.flying.add(item.id));
    const sent = batch.map(({ id, run, event, base, ballot, subject, not_cpr }) =>
      ({ id, run, event, base, ballot, subject, not_cpr }));
    const answer = await this.post(this.path, { device: this.device, events: sent });
    this.flying.clear();
    this.take(batch, answer);
  }

  /** @param {Item[]} batch @param {{ status: number, body: any }} answer */
  take(batch, { status, body }) {
    if (status === 200 && Array.isArray(body?.results)) {
      if (!this.stuck.size) {
        this.wait = 0;
        this.state = "sending";
      }
      const results = new Map(body.results.map((/** @type {any} */ result) => [result.id, result]));
      for (const item of batch) {
        const result = results.get(item.id);
        if (!result) continue;
        this.remove(item);
        this.settled(item, result);
      }
      if (!this.items.length) this.oneByOne = false;
      if (this.items.every((item) => this.stuck.has(item.run))) return this.rest();
      return this.later(0);
    }
    if (status === 401) return this.become("login");
    if (status === 403 || status === 404) return this.become("barred");
    if (status === 413 || status === 422 || status === 400) return this.isolate(batch, body?.reason);
    if (status === 500 && this.setAside(batch)) return this.later(0);
    return this.rest();
  }

  /** Nothing more can be sent now: done, or try again later, and later still each time. */
  rest() {
    this.stuck.clear();
    if (!this.items.length) return this.become("idle");
    this.wait = Math.min(10_000, this.wait ? this.wait * 2 : 1000);
    this.become("waiting");
    this.later(this.wait);
  }

  /** The batch as a whole was no good: send one at a time, so that one bad event does not hold back the others. */
  isolate(/** @type {Item[]} */ batch, /** @type {string} */ reason) {
    if (batch.length === 1) {
      this.remove(batch[0]);
      this.settled(batch[0], { id: batch[0].id, status: "refused", reason: reason || "Serveren kunne ikke bruge det." });
    }
    this.oneByOne = true;
    this.later(0);
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
    const batch = free.slice(0, this.oneByOne ? 1 : MOST);
    return batch.filter((item, i) => (room -= JSON.stringify(item.event).length) > 0 || i === 0);
  }

  leaveOutSentElsewhere() {
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
  become(state) {
    this.state = state;
    if (state !== "waiting") this.wait = 0;
    this.changed();
  }
}
