// @ts-check
/**
 * A kind's own view in a place on a page: mounted once for a run, then told what has changed. What the view gets is the
 * protocol of anywidget's model (get, on, send) and no more. Every host uses this: day, console, screen, leader, notebook.
 */
import { viewOf } from "./views.js";

export class KindView {
  /** @param {HTMLElement} place @param {(event: any) => void} [send] what becomes of the view's events */
  constructor(place, send = () => {}) {
    this.place = place;
    this.send = send;
    this.values = /** @type {Record<string, any>} */ ({});
    this.listeners = /** @type {Map<string, (() => void)[]>} */ (new Map());
    /** What is mounted; "" for nothing. */
    this.mounted = "";
    /** @type {HTMLElement | null} */ this.el = null;
    this.cleanUp = () => {};
  }

  /** @param {string} name */
  get(name) {
    return this.values[name];
  }

  /** @param {string} event @param {() => void} listener */
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  /**
   * Show these values. Nothing moves under a finger: the view hears only of what differs.
   * @param {string} key names the run (and whose answer); another name mounts a new view
   * @param {string} kind @param {{ public: any, summary: any }} values
   */
  async show(key, kind, values) {
    const changed = Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(this.values[name]));
    Object.assign(this.values, values);
    if (this.mounted === key) return this.notify(changed.map(([name]) => name));
    this.unmount();
    this.mounted = key;
    const el = document.createElement("div");
    el.dataset.keep = ""; // the page's own drawing leaves it alone
    this.el = el;
    hearChanges(el);
    this.place.append(el);
    try {
      const { render } = await viewOf(kind);
      if (this.el !== el) return undefined;
      const cleanUp = await render({ model: this, el });
      if (this.el === el) this.cleanUp = cleanUp ?? (() => {});
      else cleanUp?.();
    } catch (error) {
      console.error(error);
      if (this.el !== el) return undefined;
      this.mounted = ""; // the next look tries again
      el.className = "pj-notice pj-notice-bad";
      el.textContent = "Øvelsen kunne ikke vises. Hent siden igen.";
    }
    return undefined;
  }

  /** Have the view draw again. @param {string[]} names of the values that changed */
  notify(names) {
    new Set(names.flatMap((name) => this.listeners.get(`change:${name}`) ?? [])).forEach((listener) => listener());
  }

  unmount() {
    this.cleanUp();
    this.cleanUp = () => {};
    this.el?.remove();
    this.el = null;
    this.listeners.clear();
    this.mounted = "";
  }

  /** Steer the view from outside, by 1 or -1. @param {number} by @returns {boolean} whether it had a step to take */
  step(by) {
    return Boolean(this.el && !this.el.dispatchEvent(new CustomEvent("pj-step", { detail: by, cancelable: true })));
  }
}

const CHOSEN = ["radio", "checkbox", "button", "submit", "file"]; // these tell of themselves by "change"

/**
 * A field that was filled in by autofill or an assistive tool may tell that it was changed and never that something was
 * put into it: views hear that, too. @param {HTMLElement} el
 */
function hearChanges(el) {
  /** What was told to the view since the last change. @type {WeakMap<EventTarget, string>} */
  const told = new WeakMap();
  const written = (/** @type {Event} */ { target }) =>
    (target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !CHOSEN.includes(target.type)) ? target : null);
  el.addEventListener("input", (event) => {
    const field = written(event);
    if (field) told.set(field, field.value);
  }, true);
  el.addEventListener("change", (event) => {
    const field = written(event);
    if (!field) return;
    if (told.get(field) !== field.value) field.dispatchEvent(new Event("input", { bubbles: true }));
    told.delete(field);
  }, true);
}

/**
 * What the server said of an exercise with newer values laid over its fields; null takes a field away.
 * @param {any} known its `public` @param {Iterable<[string, any]>} values
 */
export function overlay(known, values) {
  const fields = { ...known.fields };
  for (const [field, value] of values) {
    if (value === null) delete fields[field];
    else fields[field] = value;
  }
  return { ...known, fields };
}
