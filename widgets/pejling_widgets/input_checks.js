// @ts-check
/** What is looked at before an event leaves the field it was typed in. */
import { findContact } from "./contact.js";
import { cprAcross, findCpr } from "./cpr.js";
import { number } from "./ui.js";

const LONGEST = 10_000;

/** All text in an event, as the server joins it. @param {any} value @returns {string} */
export function textIn(value) {
  if (typeof value === "string") return value;
  if (value && typeof value === "object") return Object.values(value).map(textIn).join("\n");
  return "";
}

/**
 * The numbers in the event that look like CPR numbers, also those that begin or end in a field beside it.
 * @param {any} event
 * @param {{ [field: string]: any }} [fields] what stands in the fields of the exercise
 * @returns {string[]}
 */
export function cprIn(event, fields = {}) {
  const own = Object.values(event).map(textIn).flatMap((text) => findCpr(text).map(({ start, end }) => text.slice(start, end)));
  if (event.type !== "set") return own;
  const text = textIn(event.value);
  const beside = Object.entries(fields).filter(([field]) => field !== event.field).map(([, value]) => textIn(value));
  return [...own, ...beside.flatMap((other) => [cprAcross(other, text), cprAcross(text, other)]).filter(Boolean)];
}

/** What in the event looks like a phone number or an address: not for the notes of a visit. @param {any} event @returns {string[]} */
export function contactIn(event) {
  return event.type === "set" ? findContact(textIn(event.value)) : [];
}

/** The same value with what looks like a phone number or an address cut out of its texts. @param {any} value @returns {any} */
export function withoutContact(value) {
  if (typeof value === "string") return findContact(value).reduce((text, found) => text.replace(found, "…"), value);
  if (Array.isArray(value)) return value.map(withoutContact);
  return value;
}

/**
 * The same value with those numbers cut out of its texts. Of one that goes over two texts, the part here is cut out.
 * @param {any} value
 * @param {string[]} numbers
 * @returns {any}
 */
export function withoutCpr(value, numbers) {
  if (typeof value === "string") {
    const whole = findCpr(value).reduceRight((text, { start, end }) => `${text.slice(0, start)}…${text.slice(end)}`, value);
    return numbers.filter((found) => found.includes("\n")).reduce(withoutPart, whole);
  }
  if (Array.isArray(value)) return value.map((one) => withoutCpr(one, numbers));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutCpr(one, numbers)]));
  return value;
}

/** @param {string} text @param {string} number one that goes over several lines */
function withoutPart(text, number) {
  const lines = number.split("\n");
  for (let many = 1; many <= lines.length; many += 1) {
    const end = lines.slice(0, many).join("\n");
    const start = lines.slice(-many).join("\n");
    if (text.trimEnd().endsWith(end)) return `${text.trimEnd().slice(0, -end.length)}…`;
    if (text.trimStart().startsWith(start)) return `…${text.trimStart().slice(start.length)}`;
  }
  return text;
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
