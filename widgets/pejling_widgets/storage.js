// @ts-check
/**
 * What a page remembers on the device. Where the browser allows no storage (private windows, a full disk), the page
 * says so: `keep` tells whether it was kept. Random names come from getRandomValues, which also works over http.
 */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A random name of `length` characters, six random bits in each. @param {number} length */
export function newKey(length) {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => LETTERS[byte & 63]).join("");
}

/** Whether the value is now on the device. @param {string} name @param {any} value @returns {boolean} */
export function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} name @returns {any} the value, or null */
export function recall(name) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} name */
export function forget(name) {
  try {
    localStorage.removeItem(name);
  } catch { /* nothing could be kept, so nothing is there */ }
}

/** The names that begin so, in order. @param {string} start @returns {string[]} */
export function namesFrom(start) {
  try {
    return Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? "")
      .filter((name) => name.startsWith(start)).sort();
  } catch {
    return [];
  }
}

const WHO = "pejling:hvem";

/** Tell the browser's other tabs who is logged in now; "" for nobody. @param {string} person */
export function nowLoggedIn(person) {
  keep(WHO, person);
}

/** Whether this browser remembers that this person is logged in. @param {string} person */
export function isLoggedIn(person) {
  return recall(WHO) === person;
}

/** Whether another person has logged in on this browser since. @param {string} person */
export function someoneElse(person) {
  const who = recall(WHO);
  return typeof who === "string" && who !== "" && who !== person;
}

/** Whether the browser holds something of this person's that was not sent yet, on any course. @param {string} person */
export function hasUnsent(person) {
  return namesFrom("pejling:ud:").some((name) => name.split(":")[3] === person);
}

/** Where one person's unsent events of a course lie. @param {string} person @param {string} course */
export function outboxOf(person, course) {
  return `pejling:ud:${course}:${person}:`;
}
