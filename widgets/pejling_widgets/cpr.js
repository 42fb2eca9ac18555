// @ts-check
/**
 * Numbers that look like a CPR number, found while someone types: what is found is neither sent nor put in the outbox.
 * The same rule as core/pejling/cpr.py, which says what is found and what is not; tests/core/cpr_examples.json holds
 * the two together. No look-behind in the patterns: older phones read no such regular expression.
 */

const DAY = '(0[1-9]|[12][0-9]|3[01])';
const MONTH = '(0[1-9]|1[0-2])';
const YEAR = '([0-9]{2})';
const BEFORE_SERIAL = '( {0,2}[-./_]? {0,2})';
const SERIAL = '([0-9]{4})';
const WHOLE_DATE = new RegExp(DAY + MONTH + YEAR + BEFORE_SERIAL + SERIAL, 'y');
const PARTED_DATE = new RegExp(`${DAY}([-./ ])${MONTH}\\2${YEAR}${BEFORE_SERIAL}${SERIAL}`, 'y');
const FOUR_MORE = /[ ][0-9]{4}(?![0-9])/y;

const DOTS = '․·‧∙⋅。．｡';
const SLASHES = '⁄∕／';
const MINUSES = '−˗⁃';

/**
 * Every CPR-like number in `text`, in order and without overlap.
 * @param {string} text
 * @returns {{start: number, end: number}[]} places as in text.slice(start, end)
 */
export function findCpr(text) {
  const { plain, starts, ends } = fold(text);
  const found = [];
  let at = 0;
  while (at < plain.length) {
    const end = numberAt(plain, at);
    if (end) found.push({ start: starts[at], end: ends[end - 1] });
    at = end || at + 1;
  }
  return found;
}

/**
 * `text` with ASCII digits and separators only, and for each character where it starts and ends in `text`.
 * @param {string} text
 */
function fold(text) {
  let plain = '';
  let place = 0;
  /** @type {number[]} */ const starts = [];
  /** @type {number[]} */ const ends = [];
  for (const character of text) {
    const next = place + character.length;
    const folded = foldCharacter(character);
    if (folded !== null) {
      plain += folded;
      starts.push(place);
      ends.push(next);
    }
    place = next;
  }
  return { plain, starts, ends };
}

/**
 * An ASCII digit, one of ` -./_`, `x` for anything else, or null for what cannot be seen.
 * @param {string} character
 */
function foldCharacter(character) {
  if (/^[-0-9 ./_]$/.test(character)) return character;
  if (/^\p{Nd}$/u.test(character)) return String(digitValue(character));
  if (/^[\p{Cf}\p{Mn}\p{Me}]$/u.test(character)) return null;
  if (/^[\p{Zs}\t]$/u.test(character)) return ' ';
  if (/^\p{Pd}$/u.test(character) || MINUSES.includes(character)) return '-';
  if (DOTS.includes(character)) return '.';
  return SLASHES.includes(character) ? '/' : 'x';
}

/**
 * 0–9. Unicode keeps the digits of a script in tens, in order, so the digits before this one are counted.
 * @param {string} character
 */
function digitValue(character) {
  const code = /** @type {number} */ (character.codePointAt(0));
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return before % 10;
}

/**
 * Where a number that begins at `at` ends, or 0.
 * @param {string} plain
 * @param {number} at
 */
function numberAt(plain, at) {
  if (plain[at] < '0' || plain[at] > '3' || isDigit(plain, at - 1)) return 0;
  const whole = matchAt(WHOLE_DATE, plain, at);
  if (whole) {
    const [all, day, month, year, , serial] = whole;
    return mayBe(day, month, year, serial) && !isDigit(plain, at + all.length) ? at + all.length : 0;
  }
  const parted = matchAt(PARTED_DATE, plain, at);
  // "2100 10 10 10 2030": a postcode and a phone number, not a date.
  if (!parted || (isDigit(plain, at - 2) && ' -./'.includes(plain[at - 1]))) return 0;
  const [all, day, , month, year, between, serial] = parted;
  const end = at + all.length;
  if (!mayBe(day, month, year, serial) || isDigit(plain, end)) return 0;
  // "12.11.26 2010 2030": a date and a phone number.
  const besideAPhone = between && !between.trim() && matchAt(FOUR_MORE, plain, end);
  return besideAPhone ? 0 : end;
}

/**
 * @param {RegExp} pattern sticky
 * @param {string} plain
 * @param {number} at
 */
function matchAt(pattern, plain, at) {
  pattern.lastIndex = at;
  return pattern.exec(plain);
}

/**
 * @param {string} plain
 * @param {number} at
 */
function isDigit(plain, at) {
  return plain[at] >= '0' && plain[at] <= '9';
}

/**
 * Whether the date exists in the century that the first digit of the serial gives (CPR's table).
 * @param {string} day
 * @param {string} month
 * @param {string} year
 * @param {string} serial
 */
function mayBe(day, month, year, serial) {
  const full = century(Number(serial[0]), Number(year)) + Number(year);
  return Number(day) <= new Date(Date.UTC(full, Number(month), 0)).getUTCDate();
}

/**
 * @param {number} seventh
 * @param {number} year
 */
function century(seventh, year) {
  if (seventh <= 3) return 1900;
  if (seventh === 4 || seventh === 9) return year <= 36 ? 2000 : 1900;
  return year <= 57 ? 2000 : 1800;
}
