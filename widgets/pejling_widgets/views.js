// @ts-check
/** A kind's view with its looks, fetched when it is first needed. Where all modules are joined in one, it is there already. */

/** @type {Map<string, Promise<any>>} */
const kinds = new Map();

/** @param {string} kind @returns {Promise<{ render: (host: { model: any, el: HTMLElement }) => any }>} */
export function viewOf(kind) {
  if (!/^[a-z_]+$/.test(kind)) return Promise.reject(new Error(`no such kind: ${kind}`));
  const known = kinds.get(kind);
  if (known) return known;
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL(`./${kind}/view.css`, import.meta.url).href;
  const styled = new Promise((resolve) => { style.onload = resolve; style.onerror = resolve; });
  document.head.append(style);
  const made = Promise.all([import(new URL(`./${kind}/view.js`, import.meta.url).href), styled])
    .then(([module]) => module.default);
  kinds.set(kind, made);
  made.catch(() => kinds.delete(kind));
  return made;
}
