// @ts-check
/** Draws what is the same in every kind's summary: a distribution, a table, a network, a movement; a drawing has its table below. */
import { bars, h, number, percent, svg } from "./ui.js";

/** @typedef {[number, number]} Point */

const WIDE = 360; // a drawing's own units: about a phone's width, so that its letters have a page's size
const NODE = { width: 122, line: 16, padding: 7, letters: 17 };
const BEND = 42; // how far a tie is drawn away from the one that goes back
const AT = 0.36; // where on a tie its figure stands: nearest to where it comes from
const READABLE = 5; // more roles than this, and the figures stand in the table alone
const MANY = 4; // more options than this stand in two columns on the big screen
const LINES = 4; // lines in one drawing of a movement
const PLOT = { left: 26, right: 14, top: 10, bottom: 28, height: 210 };

/** A figure as it is read, with no more decimals than the server gives it. @param {any} value */
export function figureText(value) {
  if (value === null || value === undefined) return "–";
  return typeof value !== "number" ? value : number(value, Number.isInteger(value) ? 0 : Math.round(value * 100) % 10 ? 2 : 1);
}

/** What stands under a distribution's bars: its mean, or how places are read. @param {Api.Distribution} found */
export function noteOf({ by, bars: all, mean, median }) {
  if (by === "place") return `Tallet er den gennemsnitlige plads: 1 er øverst, ${number(all.length)} er nederst. Bjælken er længst ved det, der blev sat højest.`;
  return mean === null ? "" : `Gennemsnit ${number(mean, 1)}${median === null ? "" : `, median ${number(median, Number.isInteger(median) ? 0 : 1)}`}.`;
}

/**
 * A distribution as bars. `order`: the ids in the order of another distribution that it stands beside, where it is told by places.
 * @param {Api.Distribution} found @param {{ title?: string, tone?: number, note?: string, order?: string[], isMine?: (id: string) => boolean }} [as]
 */
export function distribution(found, { title = "", tone = 1, note = noteOf(found), order = [], isMine = () => false } = {}) {
  const rows = found.bars.map((bar) => ({ ...bar, mine: isMine(bar.id), ...(found.by === "place" && placed(bar, found.bars.length)) }));
  if (found.by === "place") rows.sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  return bars({ title, n: found.n, rows, tone, note });
}

/**
 * Distributions of one question in one chart: each option with a bar for each of them, told apart by tone and by place.
 * @param {{ label: string, tone: number, found: Api.Distribution }[]} series the first says in which order the options stand
 * @param {string} note
 */
export function grouped(series, note) {
  const [first] = series;
  return h("figure", { key: "grouped", class: "pj-bars pj-grouped" },
    h("ul", { key: "legend", class: "pj-grouped-legend", role: "list" }, series.map(({ label, tone, found }) =>
      h("li", { key: label, class: `pj-tone-${tone}` }, h("span", { class: "pj-grouped-mark", "aria-hidden": "true" }), h("span", { dir: "auto" }, label), " ",
        h("span", { class: "pj-bars-n" }, `${number(found.n)}\u00a0svar`)))),
    h("ul", { key: "options", class: `pj-grouped-options${isScale(first.found) ? " pj-grouped-scale" : ""}${first.found.bars.length > MANY ? " pj-bars-many" : ""}`, role: "list" }, first.found.bars.map((option) =>
      h("li", { key: option.id, class: "pj-grouped-option" }, h("span", { class: "pj-bar-text", dir: "auto" }, option.text, option.detail && [" ", h("span", { class: "pj-bar-detail" }, option.detail)]),
        h("ul", { class: "pj-grouped-bars", role: "list" }, series.map((one) => groupedBar(one, option.id)))))),
    note && h("p", { key: "note", class: "pj-bars-note" }, note));
}

/** Whether the options are steps, which have figures for names. @param {Api.Distribution} found */
function isScale({ bars: all }) {
  return all.every(({ text }) => text.length < 4);
}

/** @param {{ label: string, tone: number, found: Api.Distribution }} series @param {string} id */
function groupedBar({ label, tone, found }, id) {
  const bar = found.bars.find((one) => one.id === id);
  const { told, percent: part } = bar && found.by === "place" ? placed(bar, found.bars.length) : { told: "", percent: bar?.percent ?? 0 };
  return h("li", { key: label, class: `pj-grouped-bar pj-tone-${tone}` }, h("span", { class: "pj-visually-hidden" }, `${label}: `),
    h("span", { class: "pj-bar-track", "aria-hidden": "true" }, h("span", { class: "pj-bar-fill", style: { width: `${Math.max(0, Math.min(100, part))}%` } })),
    h("span", { class: "pj-bar-number" }, told || [number(bar?.count ?? 0), h("span", { class: "pj-bar-percent" }, ` (${percent(part)})`)]));
}

/** A bar that is told by its mean place among so many. @param {Api.Bar} bar @param {number} last */
function placed({ count, mean }, last) {
  const place = mean ?? last;
  return { told: number(place, 1), percent: last > 1 ? (100 * (last - place)) / (last - 1) : 100, detail: `${number(count)} satte det først` };
}

/** A table; nothing where nothing may be shown. @param {{ id: string, title: string, head: string[], rows: any[][], few?: boolean } | null} found @param {string} [note] */
export function table(found, note = "") {
  if (!found || found.few || !found.rows.length) return null;
  return h("figure", { key: found.id, class: "pj-drawn" },
    h("figcaption", { class: "pj-bars-title" }, found.title),
    h("div", { class: "pj-scroll pj-prose", tabindex: "0", role: "group", "aria-label": found.title }, h("table", null,
      h("thead", null, h("tr", null, found.head.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", null, found.rows.map((row) => h("tr", null, row.map((cell, i) =>
        i ? h("td", null, figureText(cell)) : h("th", { scope: "row" }, figureText(cell)))))))),
    note && h("p", { class: "pj-bars-note" }, note));
}

/** The figure with its interval, as text. @param {Api.Figure} figure */
function exact({ few, value, low, high }) {
  if (few || value === null) return few ? "for få svar" : "–";
  return low === null || high === null ? figureText(value) : `${figureText(value)} (${figureText(low)}–${figureText(high)})`;
}

/** A drawing over the table that says the same. @param {string} key @param {string} title @param {import("./ui.js").Child} drawn @param {import("./ui.js").Child} said */
function drawing(key, title, drawn, said) {
  return h("figure", { key, class: "pj-drawn" }, h("figcaption", { class: "pj-bars-title" }, title), drawn,
    said && h("details", { key: "table" }, h("summary", null, "Tallene som tabel"), said));
}

/** What the lines of a drawing mean: each with the line itself. @param {string[]} words @param {(at: number) => string} looks @param {boolean} [marked] */
function legend(words, looks, marked = false) {
  return h("ul", { key: "legend", class: "pj-drawn-legend pj-small", role: "list" }, words.map((word, i) => h("li", { key: `${i}` },
    svg("svg", { viewBox: "0 0 40 12", "aria-hidden": "true" }, svg("line", { x1: 1, y1: 6, x2: 39, y2: 6, class: looks(i) }), marked && mark([20, 6], i)), ` ${word}`)));
}

/**
 * Roles in a ring with an arrow each way: whose answers it is at its root, whom they are about at its tip. A tie to oneself is told in the role's own field.
 * @param {Api.Network | null} part @param {import("./ui.js").Child} [instead] in place of the table below, where a kind has one that says more
 */
export function network(part, instead) {
  const shown = part?.ties.filter(([, , figure]) => figure.value !== null) ?? [];
  if (!part || !shown.length) return null;
  const text = new Map(part.roles);
  const all = part.roles.length;
  const [across, up] = [WIDE / 2 - NODE.width / 2 - 2, 70 + 17 * all];
  const own = new Map(shown.filter(([a, b]) => a === b).map(([a, , figure]) => [a, figureText(figure.value)]));
  const nodes = new Map(part.roles.map(([id, name], i) => {
    const angle = 2 * Math.PI * i / all - Math.PI / 2;
    const lines = [...wrapped(name, NODE.letters), ...(own.has(id) ? [`om sig selv: ${own.get(id)}`] : [])];
    return [id, { lines, x: WIDE / 2 + across * Math.cos(angle), y: up + 40 + up * Math.sin(angle), high: lines.length * NODE.line + 2 * NODE.padding }];
  }));
  const bottom = Math.max(...[...nodes.values()].map(({ y, high }) => y + high / 2)) + 16;
  const looks = (/** @type {string} */ word) => `pj-net-tie pj-net-${part.bands.length ? part.bands.length - 1 - part.bands.indexOf(word) : 0}`;
  const ways = shown.filter(([a, b]) => a !== b).map(([a, b, figure]) => ({ way: between(nodes.get(a), nodes.get(b)), figure }));
  const drawn = svg("svg", { viewBox: `0 0 ${WIDE} ${bottom.toFixed(0)}`, role: "img", class: "pj-net", "aria-label": `${part.title}. Tallene står i tabellen.` },
    ways.map(({ way, figure }) => arrow(way, looks(figure.word))),
    all <= READABLE && ways.map(({ way, figure }) => {
      const [x, y] = way[Math.floor(AT * way.length)];
      return [svg("rect", { x: x - 15, y: y - 9, width: 30, height: 18, rx: 4, class: "pj-net-under" }), svg("text", { x, y, dy: "0.35em", class: "pj-net-figure" }, figureText(figure.value))];
    }),
    [...nodes.values()].map(({ lines, x, y, high }) => svg("g", {},
      svg("rect", { x: x - NODE.width / 2, y: y - high / 2, width: NODE.width, height: high, rx: 8, class: "pj-net-node" }),
      lines.map((line, i) => svg("text", { x, y: y - high / 2 + NODE.padding + NODE.line * (i + 0.75), class: "pj-net-name",
        ...(line.length > NODE.letters && { textLength: NODE.width - 2 * NODE.padding, lengthAdjust: "spacingAndGlyphs" }) }, line)))));
  const hidden = part.ties.length - shown.length;
  const rows = shown.map(([a, b, figure]) => [text.get(a), text.get(b), figure.n, exact(figure), ...(part.bands.length ? [figure.word] : [])]);
  return drawing(part.id, part.title, [drawn, part.bands.length > 0 && legend(part.bands, (i) => looks(part.bands[i])),
    h("p", { key: "note", class: "pj-bars-note" }, "En pil går fra dem, der svarer, til dem, de svarer om.",
      hidden > 0 && " Hvor der ingen pil er, har for få svaret.")],
  instead ?? table({ id: "all", title: part.title, head: ["Fra", "Om", "Svar", "Tal", ...(part.bands.length ? ["Med ord"] : [])], rows }));
}

/** Words in lines of about so many letters. @param {string} text @param {number} letters */
function wrapped(text, letters) {
  return text.split(" ").reduce((/** @type {string[]} */ lines, word) => {
    const last = lines[lines.length - 1];
    return last !== undefined && last.length + word.length < letters ? [...lines.slice(0, -1), `${last} ${word}`] : [...lines, word];
  }, []);
}

/** The points of a way from field to field, bent to its right. @param {any} from @param {any} to @returns {Point[]} */
function between(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = BEND / Math.hypot(dx, dy);
  const bend = { x: (from.x + to.x) / 2 - dy * far, y: (from.y + to.y) / 2 + dx * far };
  const isInside = (/** @type {any} */ node, /** @type {Point} */ [x, y]) => Math.abs(x - node.x) < NODE.width / 2 + 4 && Math.abs(y - node.y) < node.high / 2 + 4;
  return Array.from({ length: 101 }, (_, i) => i / 100).map((t) => /** @type {Point} */ ([
    (1 - t) ** 2 * from.x + 2 * t * (1 - t) * bend.x + t ** 2 * to.x, (1 - t) ** 2 * from.y + 2 * t * (1 - t) * bend.y + t ** 2 * to.y]))
    .filter((point) => !isInside(from, point) && !isInside(to, point));
}

/** @param {Point[]} way @param {string} looks */
function arrow(way, looks) {
  const [tip, before] = [way[way.length - 1], way[Math.max(0, way.length - 8)]];
  const angle = 180 * Math.atan2(tip[1] - before[1], tip[0] - before[0]) / Math.PI;
  return svg("g", { class: looks }, svg("path", { d: `M${way.slice(0, -4).map((point) => point.map((n) => n.toFixed(1)).join(" ")).join("L")}` }),
    svg("path", { class: "pj-net-tip", d: "M0 0L-11 -5.5L-11 5.5Z", transform: `translate(${tip[0].toFixed(1)} ${tip[1].toFixed(1)}) rotate(${angle.toFixed(1)})` }));
}

/** Lines over time, at most four in a drawing; a point that may not be shown is a gap. @param {Api.Movement | null} part */
export function movement(part) {
  const lines = part?.lines.filter(([, figures]) => figures.some(({ value }) => value !== null)) ?? [];
  if (!part || !lines.length) return null;
  const drawings = Array.from({ length: Math.ceil(lines.length / LINES) }, (_, i) => lines.slice(i * LINES, (i + 1) * LINES));
  const rows = lines.map(([name, figures]) => [name, ...figures.map(exact)]);
  return drawing(part.id, part.title, [
    h("div", { key: "lines", class: "pj-side" }, drawings.map((some) => h("div", { key: some[0][0] }, plot(part, some), legend(some.map(([name]) => name), (i) => `pj-move-line pj-move-${i} pj-tone-${i + 1}`, true)))),
    h("p", { key: "note", class: "pj-bars-note" }, `Skalaen går fra ${figureText(part.scale[0])} til ${figureText(part.scale[1])}.${lines.some(([, figures]) => figures.some(({ low }) => low !== null)) ? " De lodrette streger viser usikkerheden." : ""}`)],
  table({ id: "all", title: part.title, head: ["", ...part.times], rows }));
}

/** @param {Api.Movement} part @param {[string, Api.Figure[]][]} lines */
function plot({ title, times, scale: [lowest, highest] }, lines) {
  const [right, bottom] = [WIDE - PLOT.right, PLOT.height - PLOT.bottom];
  const x = (/** @type {number} */ time, /** @type {number} */ line) => PLOT.left + (right - PLOT.left) * (time + 0.5) / times.length + 7 * (line - (lines.length - 1) / 2);
  const y = (/** @type {number} */ value) => bottom - (bottom - PLOT.top) * (value - lowest) / (highest - lowest);
  const steps = Array.from({ length: 5 }, (_, i) => lowest + (highest - lowest) * i / 4);
  return svg("svg", { viewBox: `0 0 ${WIDE} ${PLOT.height}`, role: "img", class: "pj-move", "aria-label": `${title}: ${lines.map(([name]) => name).join(", ")}. Tallene står i tabellen.` },
    steps.map((step) => [svg("line", { x1: PLOT.left, x2: right, y1: y(step), y2: y(step), class: "pj-move-grid" }),
      svg("text", { x: PLOT.left - 6, y: y(step), dy: "0.35em", class: "pj-move-step" }, figureText(step))]),
    times.map((time, i) => svg("text", { x: PLOT.left + (right - PLOT.left) * (i + 0.5) / times.length, y: PLOT.height - 8, class: "pj-net-name" }, time)),
    lines.map(([, figures], line) => svg("g", { class: `pj-move-line pj-move-${line} pj-tone-${line + 1}` },
      svg("path", { d: figures.map(({ value }, i) => (value === null ? "" : `${i && figures[i - 1].value !== null ? "L" : "M"}${x(i, line)} ${y(value)}`)).join("") }),
      figures.map(({ value, low, high }, i) => value !== null && [
        low !== null && high !== null && svg("line", { x1: x(i, line), x2: x(i, line), y1: y(low), y2: y(high), class: "pj-move-span" }),
        mark([x(i, line), y(value)], line)]))));
}

/** A line's own mark: circle, diamond, square, triangle. @param {Point} at @param {number} line */
function mark([x, y], line) {
  const shapes = ["M-5 0A5 5 0 1 1 5 0A5 5 0 1 1 -5 0Z", "M0 -6L6 0L0 6L-6 0Z", "M-4.5 -4.5H4.5V4.5H-4.5Z", "M0 -6L6 5H-6Z"];
  return svg("path", { d: shapes[line], transform: `translate(${x} ${y})`, class: `pj-move-mark pj-tone-${line + 1}` });
}
