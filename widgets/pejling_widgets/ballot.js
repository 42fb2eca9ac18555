// @ts-check
/**
 * The device's part of an anonymous run. The server keeps neither whose ballot it is nor the key to it; the key, and
 * what one answered oneself, lie here and nowhere else.
 */
import { keep, newKey, recall } from "./storage.js";

/** Where the browser keeps nothing, the key lives as long as the page. @type {Map<string, any>} */
const onThisPage = new Map();

export class Ballot {
  /** @param {string} course @param {string} person @param {string} run */
  constructor(course, person, run) {
    this.place = `pejling:stemme:${course}:${person}:${run}`;
  }

  /** @returns {{ key: string, fields: Record<string, any>, saved: string }} */
  get kept() {
    return recall(this.place) ?? onThisPage.get(this.place) ?? { key: "", fields: {}, saved: "" };
  }

  /** One's own values, by field. */
  get fields() {
    return this.kept.fields;
  }

  /** What else the view is to see of it. @returns {Record<string, any>} */
  get facts() {
    return {};
  }

  /** When the last of them was saved, as people read it. */
  get saved() {
    return this.kept.saved;
  }

  /** The key that every change of this ballot must carry. @returns {string | undefined} */
  key() {
    if (!this.kept.key) this.keep({ ...this.kept, key: newKey(43) });
    return this.kept.key;
  }

  /** The run is no longer open: nothing can be changed, so nothing is needed to change it. */
  dropKey() {
    if (this.kept.key) this.keep({ ...this.kept, key: "" });
  }

  /** @param {{ type: string, field?: string, value?: any }} event @param {string} saved */
  remember({ type, field, value }, saved) {
    if (type !== "set" || !field) return;
    const { [field]: _old, ...others } = this.fields;
    this.keep({ ...this.kept, saved, fields: value === null ? others : { ...others, [field]: value } });
  }

  /** @param {any} ballot */
  keep(ballot) {
    onThisPage.set(this.place, ballot);
    keep(this.place, ballot);
  }
}
