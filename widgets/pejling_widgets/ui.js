// @ts-check
/**
 * What the views share. A view builds a fresh tree with `h` and hands it to `update`, which changes only what
 * differs: focus, the text being typed, the caret and open <details> stay as they are.
 *
 * The tree updater is ours (60 lines) since no library that needs no build step fits as well; tried in 2026 were
 * morphdom 2.7 (looks keys up in the whole tree, where ours are names among siblings; overwrites a field that is being
 * typed in when its row moves; its hooks for handlers, typing, <details> and islands would be as long as this),
 * idiomorph 0.8 (knows ids only: what was typed ends in another row; handlers are lost), and preact with htm or lit-html
 * (a text being typed follows the state, not the person; every view would be written anew).
 */

/** @typedef {{ get(name: string): any, on(event: string, fn: () => void): void, send(event: object): void }} Model */
/** @typedef {Node | string | number | null | undefined | false | Child[]} Child */

/** Event handlers of the elements that `h` made, so that `update` can hand the newest to the element that stays. */
const handlersOf = new WeakMap();

/** Attributes that mirror a live property; a change must be set as property to be seen. */
const LIVE = new Set(["value", "checked", "selected"]);

/**
 * An element. Props: `key` (its name among its siblings, kept as data-key), `class`, `style` (an object),
 * `html` (rendered by the server, never text from a person), `onclick` and the like (functions); the rest are
 * attributes: `true` sets an empty one, `false`, `null` and `undefined` none (`aria-…` also take "false").
 * @param {string} tag
 * @param {Record<string, any> | null} [props]
 * @param {...Child} children
 * @returns {any}
 */
export function h(tag, props, ...children) {
  const el = document.createElement(tag);
  const handlers = /** @type {Record<string, any>} */ ({});
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || (value === false && !name.startsWith("aria-"))) continue;
    if (typeof value === "function") handlers[name] = value;
    else if (name === "key") el.dataset.key = String(value);
    else if (name === "html") el.innerHTML = value;
    else if (name === "style") setStyle(el, value);
    else if (LIVE.has(name)) setLive(el, name, value);
    else el.setAttribute(name, value === true && !name.startsWith("aria-") ? "" : String(value));
  }
  Object.assign(el, handlers);
  handlersOf.set(el, handlers);
  append(el, children);
  if (tag === "select" && props && "value" in props) /** @type {any} */ (el).value = props.value;
  return el;
}

/**
 * A part of a drawing (SVG). Props are attributes as they are written in SVG; text from a person is shown as text.
 * @param {string} tag @param {Record<string, any>} props @param {...Child} children
 * @returns {any}
 */
export function svg(tag, props, ...children) {
  const el = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) if (value !== null && value !== undefined && value !== false) el.setAttribute(name, String(value));
  append(el, children);
  return el;
}

/** @param {HTMLElement} el @param {Record<string, string>} style */
function setStyle(el, style) {
  for (const [name, value] of Object.entries(style)) el.style.setProperty(name, String(value));
}

/** @param {HTMLElement} el @param {string} name @param {any} value */
function setLive(el, name, value) {
  if (name === "value" && el.tagName !== "TEXTAREA") el.setAttribute("value", String(value));
  /** @type {any} */ (el)[name] = value;
}

/** @param {Node} el @param {Child[]} children */
function append(el, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(el, child);
    else if (child !== null && child !== undefined && child !== false)
      el.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/**
 * HTML that the server rendered from Markdown, as an element; nothing when it is empty.
 * @param {string} rendered
 * @param {string} [className]
 */
export function prose(rendered, className = "") {
  return rendered ? h("div", { class: `pj-prose ${className}`.trim(), html: rendered }) : null;
}

/**
 * Text that a person wrote: shown as text, in its own writing direction.
 * @param {string} text
 */
export function said(text) {
  return h("span", { class: "pj-said", dir: "auto" }, text);
}

/**
 * Makes `root` hold these children, changing only what differs. Children with the same `key` are the same;
 * without keys, position and tag decide. The focused element keeps its focus, and its text if it is a text field.
 * Elements marked `data-keep` are left entirely alone.
 * @param {Element} root
 * @param {...Child} children
 */
export function update(root, ...children) {
  const held = /** @type {any} */ (focused(root));
  const fresh = document.createElement(root.tagName);
  append(fresh, children);
  reconcile(root, fresh);
  if (held && held.isConnected && focused(root) !== held) held.focus({ preventScroll: true });
  root.querySelectorAll("textarea").forEach(autosize);
}

/** @param {Element} root */
function focused(root) {
  const active = /** @type {any} */ (root.getRootNode()).activeElement;
  return active && root.contains(active) ? active : null;
}

/** @param {Node} node */
function keyOf(node) {
  return node instanceof HTMLElement ? node.dataset.key : undefined;
}

/** @param {Node} a @param {Node} b */
function same(a, b) {
  return a.nodeName === b.nodeName && keyOf(a) === keyOf(b)
    && /** @type {any} */ (a).type === /** @type {any} */ (b).type;
}

/** @param {Element} old @param {Element} fresh */
function reconcile(old, fresh) {
  const present = [...old.childNodes].filter((node) => !isKept(node));
  const byKey = new Map(present.filter(keyOf).map((node) => [keyOf(node), node]));
  const loose = present.filter((node) => !keyOf(node));
  const wanted = [...fresh.childNodes].map((node) => {
    const key = keyOf(node);
    const candidate = key ? byKey.get(key) : loose.shift();
    if (!candidate || !same(candidate, node)) return node;
    patch(candidate, node);
    return candidate;
  });
  const stays = new Set(wanted);
  for (const node of present) if (!stays.has(node)) node.remove();
  let place = old.firstChild;
  for (const node of wanted) {
    while (place && isKept(place)) place = place.nextSibling;
    if (node === place) place = place.nextSibling;
    else old.insertBefore(node, place);
  }
}

/** @param {Node} node */
function isKept(node) {
  return node instanceof HTMLElement && node.dataset.keep !== undefined;
}

/** @param {Node} old @param {Node} fresh */
function patch(old, fresh) {
  if (!(old instanceof Element) || !(fresh instanceof Element)) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  const before = handlersOf.get(old) || {};
  const after = handlersOf.get(fresh) || {};
  for (const name of Object.keys(before)) if (!(name in after)) /** @type {any} */ (old)[name] = null;
  Object.assign(old, after);
  handlersOf.set(old, after);
  const own = new Set(["style", ...(old.tagName === "DETAILS" ? ["open"] : [])]);
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && !own.has(name)) old.removeAttribute(name);
  for (const { name, value } of [...fresh.attributes])
    if (!own.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
  const [a, b] = /** @type {any[]} */ ([old, fresh]);
  if (old.tagName !== "TEXTAREA" && a.style.cssText !== b.style.cssText) a.style.cssText = b.style.cssText;
  if (old.tagName !== "TEXTAREA") reconcile(old, fresh);
  if (["INPUT", "TEXTAREA", "SELECT"].includes(old.tagName)) {
    if (a.checked !== b.checked) a.checked = b.checked;
    if (a.type !== "file" && a.value !== b.value && !isTyping(a)) a.value = b.value;
  }
}

/** Whether this field is the one being typed in, so that its text is the person's and not ours. @param {any} el */
function isTyping(el) {
  const choice = ["radio", "checkbox", "button", "submit"].includes(el.type);
  return !choice && el.getRootNode().activeElement === el && !el.readOnly && !el.disabled;
}

/**
 * Moves focus to the child with this key, for keyboards and screen readers, after a step the person asked for.
 * @param {Element} root @param {string} key
 */
export function focusOn(root, key) {
  const found = /** @type {HTMLElement | null} */ (root.querySelector(`[data-key="${CSS.escape(key)}"]`));
  if (found) found.focus();
}

/**
 * Says `text` to a screen reader, once, without moving focus.
 * @param {string} text
 */
export function announce(text) {
  let live = document.getElementById("pj-live");
  if (!live) {
    live = h("div", { id: "pj-live", class: "pj-visually-hidden", role: "status", "aria-live": "polite" });
    document.body.append(/** @type {Node} */ (live));
  }
  const region = /** @type {HTMLElement} */ (live);
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 60); // a region that is emptied first is read again
}

/**
 * Lets a textarea be as tall as its text; a browser that does it by itself (field-sizing) is left to it.
 * @param {HTMLTextAreaElement} area
 */
function autosize(area) {
  if (CSS.supports("field-sizing", "content") || !area.isConnected) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

/** A number as Danes write it: 1.234,5. @param {number} value @param {number} [decimals] */
export function number(value, decimals = 0) {
  return new Intl.NumberFormat("da-DK", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** Per cent, with the hard space that Danish wants: 43 %. @param {number} value */
export function percent(value) {
  return `${number(value)}\u00a0%`;
}

/** A count with its word: "1 svar", "3 grupper". @param {number} n @param {string} one @param {string} many */
export function count(n, one, many) {
  return `${number(n)}\u00a0${n === 1 ? one : many}`;
}

/** A code of six in two threes, so that it can be read aloud. @param {string} code */
export function spaced(code) {
  return `${code.slice(0, 3)}\u00a0${code.slice(3)}`;
}

/**
 * "Færre end 8 har svaret": the course's own limit, towards which what a trainer entered for others does not count.
 * @param {Record<string, any>} limit its `least`, and how many were `entered` for others
 */
export function fewerThan({ least, entered }) {
  return `Færre end ${number(least)} har ${entered ? "selv " : ""}svaret`;
}

/** Minutes and seconds: 4.05 is read as a time, so a colon: "4:05". Negative counts as nothing left. @param {number} seconds */
export function clock(seconds) {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

const DENMARK = "Europe/Copenhagen"; // as the server tells its times, also on a machine that is set to another place

/** Time of day in Denmark, as Danes write it: 10.42. @param {string | number | Date} when */
export function timeOfDay(when) {
  const parts = new Intl.DateTimeFormat("da-DK", { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: DENMARK }).formatToParts(new Date(when));
  const part = (/** @type {string} */ type) => parts.find((one) => one.type === type)?.value ?? "";
  return `${Number(part("hour"))}.${part("minute")}`;
}

/** A day in words: "torsdag den 3. december". @param {string | number | Date} when */
export function dayInWords(when) {
  return new Intl.DateTimeFormat("da-DK", { weekday: "long", day: "numeric", month: "long", timeZone: DENMARK }).format(new Date(when));
}

/**
 * Bars as a list, so that the list is the text alternative: "Enig 14 (61 %)".
 * @param {{ title?: string, n: number, rows: { text: string, count: number, percent: number, mine?: boolean,
 *   detail?: string, told?: string }[], tone?: number, note?: string }} chart  `percent` 0–100 is the bar's length;
 *   `tone` 1–4 its colour; `mine` marks the viewer's own choice; `detail` stands small after the text; `told` stands
 *   instead of the count and its per cent.
 */
export function bars({ title = "", n, rows, tone = 1, note = "" }) {
  return h("figure", { class: `pj-bars pj-tone-${tone}` },
    h("figcaption", { class: "pj-bars-title" }, title && [h("span", { dir: "auto" }, title), " "],
      h("span", { class: "pj-bars-n" }, `${number(n)}\u00a0svar`)),
    h("ul", { class: `pj-bars-list${rows.length > 4 ? " pj-bars-many" : ""}`, role: "list" }, rows.map((row, i) =>
      h("li", { key: `${i}`, class: `pj-bar${row.mine ? " pj-bar-mine" : ""}` },
        h("span", { class: "pj-bar-text", dir: "auto" }, row.text,
          row.detail && [" ", h("span", { class: "pj-bar-detail" }, row.detail)],
          row.mine && h("span", { class: "pj-chip pj-chip-small pj-chip-accent" }, "dit svar")),
        h("span", { class: "pj-bar-number" }, row.told ?? [`${number(row.count)}`,
          h("span", { class: "pj-bar-percent" }, ` (${percent(row.percent)})`)]),
        h("span", { class: "pj-bar-track", "aria-hidden": "true" },
          h("span", { class: "pj-bar-fill", style: { width: `${Math.max(0, Math.min(100, row.percent))}%` } }))))),
    note && h("p", { class: "pj-bars-note" }, note));
}

/** The part of a summary with this id, or null. @param {any} summary @param {string} id */
export function partOf(summary, id) {
  return summary.parts.find((/** @type {any} */ part) => part.id === id) ?? null;
}
