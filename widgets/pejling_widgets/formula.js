// @ts-check
/** Works out the numbers that follow from numbers, from the tree that the server read (`core/pejling/exercise/fields/formula.py`). */

/** @typedef {any[]} Tree */
/** What a field holds: its kept value, or of a figure what it comes to. @typedef {(id: string) => any} ValueOf */

/** What a formula comes to; null while a number is missing, or where it would divide by nothing. @param {Tree} tree @param {ValueOf} valueOf @returns {number | boolean | null} */
export function workOut(tree, valueOf) {
  const [what, ...parts] = tree;
  if (what === "number") return parts[0];
  if (what === "field") return asNumber(valueOf(parts[0]));
  if (what === "call") {
    const [, table, column] = parts[1];
    const rows = valueOf(table);
    return ofColumn(parts[0], (Array.isArray(rows) ? rows : []).map((row) => asNumber(row[column])).filter((n) => n !== null));
  }
  const [left, right] = parts.map((part) => workOut(part, valueOf));
  if (left === null || right === null || (what === "/" && right === 0)) return null;
  return calculate(what, Number(left), Number(right));
}

/** @param {any} value @returns {number | null} */
const asNumber = (value) => (typeof value === "number" ? value : null);

/** @param {string} operator @param {number} a @param {number} b */
function calculate(operator, a, b) {
  switch (operator) {
    case "+": return a + b;
    case "-": return a - b;
    case "*": return a * b;
    case "/": return a / b;
    case "<": return a < b;
    case "<=": return a <= b;
    case ">": return a > b;
    case ">=": return a >= b;
    case "==": return a === b;
    default: return a !== b;
  }
}

/** @param {string} called @param {any[]} all */
function ofColumn(called, all) {
  if (called === "count") return all.length;
  if (!all.length) return null;
  switch (called) {
    case "first": return all[0];
    case "last": return all[all.length - 1];
    case "max": return Math.max(...all);
    case "min": return Math.min(...all);
    case "rises": return Number(all.every((n, i) => !i || all[i - 1] <= n));
    default: return all.reduce((sum, n) => sum + n, 0);
  }
}
