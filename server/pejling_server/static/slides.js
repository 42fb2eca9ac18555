// @ts-check
/**
 * A slide on the big screen: as large as there is room for, and never smaller than what is read from the back of a room.
 * What does not fit then goes on upon further pages, measured here, with its heading again.
 */

/** The type's largest and smallest size, and the one of what takes several pages, in hundredths of the screen's height. */
const [LARGEST, SMALLEST, PAGED] = [5.2, 2.6, 3];

export class Slide {
  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    this.el = document.createElement("div");
    this.el.className = "pj-s-pages";
    this.el.dataset.keep = ""; // the page's own drawing leaves it alone
    place.replaceChildren(this.el);
    /** @type {HTMLElement[]} */ this.pages = [];
    this.at = 0;
    this.html = "";
  }

  /** @param {string} html @param {boolean} [fromEnd] whether one comes back to it, and begins at its last page */
  show(html, fromEnd = false) {
    if (html === this.html) return;
    this.html = html;
    this.lay();
    this.turn(fromEnd ? this.pages.length - 1 : 0);
  }

  /** Lay it out anew, as when the window has another size. */
  lay() {
    const whole = document.createElement("div");
    whole.innerHTML = this.html;
    this.el.replaceChildren(whole);
    if (largest(SMALLEST, LARGEST, (size) => { setSize(size); return fits(); })) {
      this.pages = [whole];
      return this.turn(0);
    }
    setSize(PAGED);
    this.pages = paged([...whole.children], (page) => { this.el.replaceChildren(page); return fits(); });
    return this.turn(this.at);
  }

  /** @param {number} by @returns {boolean} whether there was a page to go to */
  step(by) {
    if (this.at + by < 0 || this.at + by >= this.pages.length) return false;
    this.turn(this.at + by);
    return true;
  }

  /** @param {number} to */
  turn(to) {
    this.at = Math.max(0, Math.min(to, this.pages.length - 1));
    this.el.replaceChildren(this.pages[this.at] ?? "");
    this.el.dataset.pages = this.pages.length > 1 ? `${this.at + 1} / ${this.pages.length}` : "";
  }
}

/**
 * The largest size that fits, to a tenth, which it leaves set; 0 when even the smallest does not.
 * @param {number} from @param {number} to @param {(size: number) => boolean} tried sets a size, and says whether it fits
 */
export function largest(from, to, tried) {
  if (tried(to)) return to;
  if (!tried(from)) return 0;
  let [low, high] = [from, to];
  while (high - low > 0.1) {
    const middle = (low + high) / 2;
    if (tried(middle)) low = middle; else high = middle;
  }
  tried(low);
  return low;
}

/** @param {number} size */
function setSize(size) {
  document.documentElement.style.setProperty("--pj-s-size", `${size}vh`);
}

function fits() {
  const { scrollHeight, scrollWidth } = document.documentElement;
  return scrollHeight <= window.innerHeight && scrollWidth <= window.innerWidth;
}

/**
 * The blocks on as many pages as they take. A heading or a lead-in goes with what it leads to.
 * @param {Element[]} blocks @param {(page: HTMLElement) => boolean} fit
 */
function paged(blocks, fit) {
  const heading = /^H\d$/.test(blocks[0]?.tagName) ? blocks[0] : null;
  const pages = /** @type {HTMLElement[]} */ ([]);
  const left = [...blocks];
  while (left.length) {
    const page = document.createElement("div");
    if (pages.length && heading) page.append(heading.cloneNode(true));
    const repeated = page.children.length;
    while (left.length) {
      page.append(left[0]);
      if (fit(page)) { left.shift(); continue; }
      left[0].remove();
      const rest = part(left[0], page, fit);
      if (rest) left[0] = rest;
      else if (page.children.length === repeated) page.append(/** @type {Element} */ (left.shift())); // nothing can part it
      else left.unshift(...leads(page, repeated));
      break;
    }
    pages.push(page);
  }
  return pages;
}

/** Take a heading or a lead-in off the end of a page: it goes with what comes. @param {HTMLElement} page @param {number} repeated */
function leads(page, repeated) {
  const last = page.lastElementChild;
  if (!last || page.children.length <= repeated + 1 || !(/^H\d$/.test(last.tagName) || last.textContent?.trim().endsWith(":"))) return [];
  last.remove();
  return [last];
}

/**
 * Put as much of a block on the page as there is room for. @param {Element} block @param {HTMLElement} page
 * @param {(page: HTMLElement) => boolean} fit @returns {Element | null} what is left; null when none of it has room
 */
function part(block, page, fit) {
  if (block.tagName === "P") return partWords(block, page, fit);
  const from = block.querySelector("tbody") ?? block;
  const items = [...from.children];
  if (items.length < 2 || !["UL", "OL", "BLOCKQUOTE", "TBODY"].includes(from.tagName)) return null;
  from.replaceChildren();
  page.append(block);
  let taken = 0;
  while (taken < items.length) {
    from.append(items[taken]);
    if (!fit(page)) break;
    taken += 1;
  }
  const rest = /** @type {Element} */ (block.cloneNode(true));
  block.remove();
  from.replaceChildren(...items.slice(0, taken));
  if (!taken) {
    from.replaceChildren(...items);
    return null;
  }
  page.append(block);
  (rest.querySelector("tbody") ?? rest).replaceChildren(...items.slice(taken));
  if (rest.tagName === "OL") rest.setAttribute("start", String(Number(block.getAttribute("start") ?? 1) + taken));
  return rest;
}

/** As many of a paragraph's sentences as there is room for. @param {Element} block @param {HTMLElement} page @param {(page: HTMLElement) => boolean} fit */
function partWords(block, page, fit) {
  const ends = [...(block.textContent ?? "").matchAll(/[.!?:;»]+\s+(?=\S)/g)].map((found) => found.index + found[0].length);
  for (const end of ends.reverse()) {
    const first = /** @type {Element} */ (block.cloneNode(true));
    const range = document.createRange();
    const [node, offset] = placeAt(first, end);
    range.setStart(node, offset);
    range.setEnd(first, first.childNodes.length);
    const words = range.extractContents();
    page.append(first);
    if (fit(page)) {
      const rest = /** @type {Element} */ (block.cloneNode(false));
      rest.append(words);
      return rest;
    }
    first.remove();
  }
  return null;
}

/** The text and the place in it where so many characters stand before. @param {Element} el @param {number} characters @returns {[Node, number]} */
function placeAt(el, characters) {
  const texts = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  let left = characters;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (left <= length) return [node, left];
    left -= length;
  }
  return [el, el.childNodes.length];
}
