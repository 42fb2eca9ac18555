// @ts-check
/** A kind's own view on the trainer's, the leader's and the screen's pages: mounted once for a run, then told what changed. */

import { viewOf } from "../widgets/views.js";

export class Mounted {
  /** @param {HTMLElement} el @param {(event: any) => void} [send] what becomes of the view's events */
  constructor(el, send = () => {}) {
    this.el = el;
    this.send = send;
    this.values = /** @type {Record<string, any>} */ ({});
    this.listeners = /** @type {Map<string, (() => void)[]>} */ (new Map());
    this.what = "";
    this.inner = /** @type {HTMLElement | null} */ (null);
    this.end = () => {};
  }

  /** @param {string} name */
  get(name) {
    return this.values[name];
  }

  /** @param {string} event @param {() => void} fn */
  on(event, fn) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), fn]);
  }

  /**
   * Show this; `what` names the run (and whose answer), and another name mounts a new view.
   * @param {string} what @param {string} kind @param {{ public: any, summary: any }} values
   */
  async show(what, kind, values) {
    const changed = Object.keys(values).filter((name) => JSON.stringify(values[/** @type {"public"} */ (name)]) !== JSON.stringify(this.values[name]));
    Object.assign(this.values, values);
    if (this.what === what) {
      new Set(changed.flatMap((name) => this.listeners.get(`change:${name}`) ?? [])).forEach((fn) => fn());
      return;
    }
    this.clear();
    this.what = what;
    const inner = document.createElement("div");
    inner.dataset.keep = ""; // the page's own drawing leaves it alone
    this.inner = inner;
    this.el.append(inner);
    try {
      const view = await viewOf(kind);
      if (this.inner !== inner) return;
      const end = await view.render({ model: this, el: inner });
      this.end = typeof end === "function" ? end : () => {};
    } catch (error) {
      console.error(error);
      inner.textContent = "Øvelsen kunne ikke tegnes. Hent siden igen.";
    }
  }

  clear() {
    this.end();
    this.end = () => {};
    this.inner?.remove();
    this.inner = null;
    this.listeners.clear();
    this.what = "";
  }

  /** Steer the view from outside, by 1 or -1. @param {number} by @returns {boolean} whether it had a step to take */
  step(by) {
    return Boolean(this.inner && !this.inner.dispatchEvent(new CustomEvent("pj-step", { detail: by, cancelable: true })));
  }
}
