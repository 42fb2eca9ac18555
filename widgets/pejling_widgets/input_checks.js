// @ts-check
/** What is looked at before an event leaves the field it was typed in. */
import { findCpr } from "./cpr.js";
import { number } from "./ui.js";

const LONGEST = 10_000;

/** All text in an event, as the server joins it. @param {any} value @returns {string} */
export function textIn(value) {
  if (typeof value === "string") return value;
  if (value && typeof value === "object") return Object.values(value).map(textIn).join("\n");
  return "";
}

/** The numbers in the event that look like CPR numbers. @param {any} event @returns {string[]} */
export function cprIn(event) {
  const text = textIn(event);
  return findCpr(text).map(({ start, end }) => text.slice(start, end));
}

/** The same value with those numbers cut out of its texts. @param {any} value @returns {any} */
export function withoutCpr(value) {
  if (typeof value === "string") return findCpr(value).reduceRight((text, { start, end }) => `${text.slice(0, start)}…${text.slice(end)}`, value);
  if (Array.isArray(value)) return value.map(withoutCpr);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutCpr(one)]));
  return value;
}

/** Why a text is too long to be sent, or "". Counts letters and signs, not what they take up. @param {any} value */
export function tooLong(value) {
  const longest = Math.max(0, ...texts(value).map((text) => (text.length > LONGEST ? [...text].length : text.length)));
  if (longest <= LONGEST) return "";
  return `Teksten er for lang: ${number(longest)} tegn. Der er plads til ${number(LONGEST)}.`;
}

/** @param {any} value @returns {string[]} */
function texts(value) {
  if (typeof value === "string") return [value];
  return value && typeof value === "object" ? Object.values(value).flatMap(texts) : [];
}

/** Whether someone is typing in the element now. @param {Element} root */
export function isTypingIn(root) {
  const active = /** @type {any} */ (document.activeElement);
  if (!active || !root.contains(active)) return false;
  return active.tagName === "TEXTAREA"
    || (active.tagName === "INPUT" && !["radio", "checkbox", "button", "submit", "range"].includes(active.type));
}
