// @ts-check
/** Draws a table whose rows one adds: each row a block of its cells, wide or narrow; and its movement over time, where it has a chart. */
import { movement } from "./summary.js";
import { announce, h, number } from "./ui.js";

/** @typedef {import("./fields.js").Drawn} Drawn */
/** @typedef {import("./fields.js").Item} Item */
/** @typedef {{ [column: string]: any }} Row */

/** The table's control. @param {Drawn} f @param {(item: Item) => any} typeOf */
export function tableControl(f, typeOf) {
  const { item, id, value, disabled, set, focus, grown, grow } = f;
  const kept = /** @type {Row[]} */ (value ?? []);
  const shown = Math.min(item.most, Math.max(kept.length, grown, item.first));
  const rows = Array.from({ length: shown }, (_, i) => kept[i] ?? {});
  const change = (/** @type {Row[]} */ next) => {
    const used = next.slice(0, next.findLastIndex((row) => Object.keys(row).length > 0) + 1);
    set(used, wrongIn(used, item));
  };
  const put = (/** @type {number} */ i, /** @type {string} */ column, /** @type {any} */ now) => {
    const { [column]: _, ...rest } = rows[i];
    change(rows.map((row, at) => (at !== i ? row : now === null || now === "" ? rest : { ...rest, [column]: now })));
  };
  const name = (/** @type {number} */ i) => `${item.row_name[0].toUpperCase()}${item.row_name.slice(1)} ${i + 1}`;
  const remove = (/** @type {number} */ i) => {
    grow(shown - 1);
    change(rows.filter((_, at) => at !== i));
    announce(`${name(i)} er fjernet.`);
    focus(`legend-${item.id}`);
  };
  const add = () => {
    grow(shown + 1);
    document.getElementById(`${id}-${shown}-${item.columns[0].id}`)?.focus();
  };
  return [
    h("div", { key: "rows", class: "pj-table-rows" }, rows.map((row, i) =>
      h("fieldset", { key: `row-${i}`, class: "pj-table-row", disabled },
        h("legend", { class: "pj-small" }, name(i)),
        h("div", { class: "pj-table-cells" }, item.columns.map((/** @type {Item} */ column) => cell(f, typeOf, column, row, i, put))),
        !disabled && shown > 1 && h("button", { type: "button", key: "remove", class: "pj-button pj-button-quiet", onclick: () => remove(i) }, `Fjern ${item.row_name} ${i + 1}`)))),
    !disabled && shown < item.most && h("button", { type: "button", key: "add", class: "pj-button", onclick: add }, `Tilføj ${item.row_name}`),
    tableChart(item, kept)];
}

/**
 * @param {Drawn} f @param {(item: Item) => any} typeOf @param {Item} column @param {Row} row @param {number} i
 * @param {(i: number, column: string, now: any) => void} put
 */
function cell(f, typeOf, column, row, i, put) {
  const asked = column.type === "scale" ? asMenu(column) : column;
  const id = `${f.id}-${i}-${column.id}`;
  const value = row[column.id];
  const input = { key: "control", id, class: "pj-input", disabled: f.disabled, "aria-invalid": wrongCell(value, column) ? "true" : null };
  const control = typeOf(asked).control({ ...f, item: asked, id, value: column.type === "scale" && value !== undefined ? `${value}` : value,
    title: column.label, look: asked.type === "choice" ? "menu" : undefined, input, describedBy: null,
    set: (/** @type {any} */ now) => put(i, column.id, column.type === "scale" && now !== "" ? Number(now) : now) });
  return h("div", { key: column.id, class: "pj-table-cell" }, h("label", { key: "label", class: "pj-small", for: id }, column.label), control);
}

/** A scale as a menu of its numbers. @param {Item} column */
function asMenu({ low, high, low_text, high_text, ...column }) {
  const end = (/** @type {number} */ n) => (n === low ? `: ${low_text}` : n === high ? `: ${high_text}` : "");
  return { ...column, type: "choice", options: Array.from({ length: high - low + 1 }, (_, i) => ({ id: `${low + i}`, text: `${low + i}${end(low + i)}` })) };
}

/** @param {any} value @param {Item} column */
function wrongCell(value, column) {
  if (column.type === "number" && typeof value === "string") return `Skriv et helt tal fra ${column.low} til ${column.high} i »${column.label}«.`;
  return column.type === "text" && typeof value === "string" && [...value].length > column.longest ? `»${column.label}« må højst have ${number(column.longest)} tegn.` : "";
}

/** Why the table cannot be sent as it stands, or "". @param {Row[]} rows @param {Item} item */
function wrongIn(rows, item) {
  for (const [i, row] of rows.entries())
    for (const column of item.columns) {
      const wrong = wrongCell(row[column.id], column);
      if (wrong) return `${item.row_name} ${i + 1}: ${wrong} Tabellen er ikke gemt endnu.`;
    }
  return "";
}

/** The rows for reading, with the chart. @param {Row[]} rows @param {Item} item @param {(item: Item) => any} typeOf */
export function readTable(rows, item, typeOf) {
  return h("div", { class: "pj-table-read" },
    h("ol", null, rows.map((row) => h("li", null, item.columns.filter((/** @type {Item} */ column) => row[column.id] !== undefined).map((/** @type {Item} */ column, /** @type {number} */ i) =>
      [i > 0 && "; ", h("span", { class: "pj-soft" }, `${column.label}: `), typeOf(column).read(row[column.id], column)])))),
    tableChart(item, rows));
}

/** The levels as a movement, with its table; null where nothing can be drawn yet. @param {Item} item @param {Row[]} rows */
function tableChart(item, rows) {
  if (!item.chart) return null;
  const { at, levels, by } = item.chart;
  const columns = levels.map((/** @type {string} */ id) => item.columns.find((/** @type {Item} */ column) => column.id === id));
  const placed = rows.filter((row) => row[at] !== undefined);
  const dated = item.columns.find((/** @type {Item} */ column) => column.id === at).type === "date";
  const times = [...new Set(placed.map((row) => row[at]))];
  if (dated) times.sort();
  const level = (/** @type {any} */ value, /** @type {Item} */ column) => {
    const n = column.type === "choice" ? column.options.findIndex((/** @type {any} */ o) => o.id === value) + 1 : value;
    return { n: 1, value: typeof n === "number" && n >= 0 && value !== undefined ? n : null, low: null, high: null, few: false, word: "" };
  };
  const latest = (/** @type {any} */ time, /** @type {(row: Row) => boolean} */ belongs) => placed.findLast((row) => row[at] === time && belongs(row)) ?? {};
  const lines = /** @type {[string, any[]][]} */ (by
    ? [...new Set(placed.map((row) => row[by] ?? ""))].map((name) => [name || "uden navn", times.map((time) => level(latest(time, (row) => (row[by] ?? "") === name)[levels[0]], columns[0]))])
    : columns.map((/** @type {Item} */ column) => [column.label, times.map((time) => level(latest(time, () => true)[column.id], column))]));
  const [first] = columns;
  const highest = Math.max(1, ...lines.flatMap(([, figures]) => figures.map((/** @type {any} */ one) => one.value ?? 0)));
  const scale = /** @type {[number, number]} */ (first.type === "choice" ? [1, first.options.length] : first.type === "scale" ? [first.low, first.high] : [0, Math.ceil(highest / 4) * 4]);
  const named = first.type === "choice" && h("p", { key: "levels", class: "pj-small pj-soft" }, first.options.map((/** @type {any} */ o, /** @type {number} */ i) => `${i + 1}: ${o.text}`).join(" · "));
  const drawn = movement({ id: `${item.id}-chart`, title: item.label, times: times.map((time) => (dated ? shortDay(time) : `${time}`)), lines, scale, shape: "movement" });
  return drawn && h("div", { key: "chart", class: "pj-table-chart" }, drawn, named);
}

/** "2027-05-01" as 1.5. @param {string} day */
const shortDay = (day) => day.split("-").slice(1).reverse().map(Number).join(".") + ".";
