// @ts-check
/**
 * Numbers that look like a CPR number, found while someone types: what is found is neither sent nor put in the outbox.
 * The same rule as core/pejling/cpr.py, which says what is found and what is not; tests/core/cpr_examples.json holds
 * the two together. No look-behind in the patterns: older phones read no such regular expression.
 */

/** @typedef {[start: number, end: number]} Group digits that stand together */

const BETWEEN = /^[^0-9a-zæøå]{1,5}$/i;
const DATES = ["6", "8", "4 2", "2 4", "2 2 2", "2 2 4", "1 2 2", "2 1 2", "1 1 2", "1 2 4", "2 1 4", "1 1 4", "1 1 1 1 1 1"];
const LAST_FOUR = ["4", "3 1", "1 3", "2 2", "2 1 1", "1 2 1", "1 1 2", "1 1 1 1"];
/** How a number may be written → how many of its groups are the date. In the last two its last four stand there, too. */
const NUMBERS = new Map([...DATES.flatMap((date) => LAST_FOUR.map((serial) => [`${date} ${serial}`, date.split(" ").length])), ["10", 1], ["2 2 6", 3]]
  .map(([sizes, pieces]) => [String(sizes), Number(pieces)]));
const BEGINNINGS = new Set([...NUMBERS.keys()].flatMap((sizes) => sizes.split(" ").map((_, i, all) => all.slice(0, i + 1).join(" "))));
const SEEN = 40; // characters before and after a number that are looked at
const SAME_SORT = /^[-./ ]+$/;
const LOOSE = /^[^-./_]+$/;
const FOUR_MORE = /^ [0-9]{4}(?![0-9])/;
const AMOUNT = /^ ?(kr|dkk|kroner|euro|timer|km|stk|personer|,-|%)/i;
const TOWN = /^ [A-ZÆØÅ][a-zæøå]/;
const CALLED_A_NUMBER = new RegExp(
  "(?:^|[^a-zæøå])(?:ordre|order|faktura|bilag|bestilling|rekvisition|tilbud|kvittering|vare|serie|pakke|track|cvr|ean|gln|isbn"
  + "|iban|konto|reg|tlf|tel|telefon|mobil|ring|sms|fax)[a-zæøå]*[^0-9a-zæøå]{0,4}(?:(?:nummer|nr|no|id|på|til)[^0-9a-zæøå]{0,4})*$", "i");
const WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

const DOTS = "․·‧∙⋅。．｡";
const SLASHES = "⁄∕／";
const MINUSES = "−˗⁃";
const LINE_ENDS = "\n\x0b\x0c\x85\u2028\u2029";

/**
 * Every CPR-like number in `text`, in order and without overlap.
 * @param {string} text
 * @returns {{start: number, end: number}[]} places as in text.slice(start, end)
 */
export function findCpr(text) {
  const { plain, starts, ends } = fold(text);
  const groups = groupsOf(plain);
  const found = [];
  let at = 0;
  while (at < groups.length) {
    const many = numberAt(plain, groups, at);
    if (many) found.push({ start: starts[groups[at][0]], end: ends[groups[at + many - 1][1] - 1] });
    at += many || 1;
  }
  return found;
}

/**
 * The number that the end of one text and the beginning of the next are and that neither of them has alone, or "".
 * @param {string} one
 * @param {string} other
 */
export function cprAcross(one, other) {
  const end = [...one].slice(-40).join("");
  const beginning = [...other].slice(0, 40).join("");
  const both = `${end}\n${beginning}`;
  const found = findCpr(both).find((span) => span.start < end.length && end.length < span.end);
  return found ? both.slice(found.start, found.end) : "";
}

/**
 * `text` with ASCII digits, letters and plain separators only, and for each character where it starts and ends.
 * @param {string} text
 */
function fold(text) {
  let plain = "";
  let place = 0;
  /** @type {number[]} */ const starts = [];
  /** @type {number[]} */ const ends = [];
  for (const character of text) {
    const next = place + character.length;
    const folded = foldCharacter(character);
    if (folded) {
      plain += folded;
      starts.push(place);
      ends.push(next);
    }
    place = next;
  }
  return { plain, starts, ends };
}

/**
 * A digit, a letter (`x` for those of other alphabets), a separator, or "" for what cannot be seen.
 * @param {string} character
 */
function foldCharacter(character) {
  if (/^[-0-9A-Za-z ./,:%_+]$/.test(character)) return character;
  if (/^\p{Nd}$/u.test(character)) return String(digitValue(character));
  if (/^[\p{Cf}\p{Mn}\p{Me}]$/u.test(character)) return "";
  if (LINE_ENDS.includes(character)) return "\n";
  if (/^[\p{Zs}\p{Cc}]$/u.test(character)) return " ";
  if (/^\p{Pd}$/u.test(character) || MINUSES.includes(character)) return "-";
  if (DOTS.includes(character)) return ".";
  if (SLASHES.includes(character)) return "/";
  if (!/^[\p{L}\p{N}\p{M}]$/u.test(character)) return "*";
  const simple = character.normalize("NFKC");
  return /^[0-9A-Za-zÆØÅæøå]$/.test(simple) ? simple : "x";
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

/** @param {string} plain @returns {Group[]} */
function groupsOf(plain) {
  return [...plain.matchAll(/[0-9]+/g)].map((found) => [found.index ?? 0, (found.index ?? 0) + found[0].length]);
}

/**
 * How many groups of digits, from this one on, make up a number; 0 when they make none.
 * @param {string} plain
 * @param {Group[]} groups
 * @param {number} at
 */
function numberAt(plain, groups, at) {
  let sizes = "";
  for (let last = at; last < groups.length; last += 1) {
    const [start, end] = groups[last];
    if (sizes && !BETWEEN.test(plain.slice(groups[last - 1][1], start))) return 0;
    sizes += `${sizes && " "}${end - start}`;
    if (!BEGINNINGS.has(sizes)) return 0;
    const pieces = NUMBERS.get(sizes);
    if (pieces && isNumber(plain, groups.slice(at, last + 1), pieces)) return last - at + 1;
  }
  return 0;
}

/**
 * @param {string} plain
 * @param {Group[]} groups
 * @param {number} pieces
 */
function isNumber(plain, groups, pieces) {
  const digits = groups.map(([start, end]) => plain.slice(start, end));
  const separators = groups.slice(1).map(([start], i) => plain.slice(groups[i][1], start));
  const date = digits.slice(0, pieces);
  let serial = digits.slice(pieces).join("");
  const between = serial ? separators[pieces - 1] : "";
  if (!serial) {
    const last = date[date.length - 1];
    date[date.length - 1] = last.slice(0, -4);
    serial = last.slice(-4);
  }
  if (!mayBe(date, serial)) return false;
  const [[start]] = groups;
  const end = groups[groups.length - 1][1];
  const before = plain.slice(Math.max(0, start - SEEN), start);
  const after = plain.slice(end, end + SEEN);
  const compact = date.length === 1;
  const stands = compact && groups.length <= 2
    ? standsAsNumber(date[0], between, before, after)
    : !standsBesideDigits(before, after, groups.length - pieces)
      && isWrittenAlike(separators.slice(0, pieces - 1), between, separators.slice(pieces))
      && (compact || isNoDateWithSomething(date, between, after));
  if (stands && !between.includes("-") && CALLED_A_NUMBER.test(before)) return holdsModulus11(date.join("") + serial);
  return stands;
}

/**
 * Whether a date of six or eight digits and four more are a number and not an amount, a postcode or a phone number.
 * @param {string} date
 * @param {string} between
 * @param {string} before
 * @param {string} after
 */
function standsAsNumber(date, between, before, after) {
  if (!between) return !before.endsWith("+");
  if (!LOOSE.test(between)) return true;
  const toThePost = (between.includes("\n") || date.length === 8) && TOWN.test(after);
  return !toThePost && !AMOUNT.test(after) && !endsInDigits(before);
}

/**
 * Whether other digits of the line belong to it: "2100 10 10 10 2030" is a postcode and a phone number.
 * @param {string} before
 * @param {string} after
 * @param {number} serials
 */
function standsBesideDigits(before, after, serials) {
  return endsInDigits(before) || (serials > 1 && /^[-./ ]{1,3}[0-9]/.test(after));
}

/** @param {string} before */
function endsInDigits(before) {
  return /[0-9][-./ ]{1,3}$/.test(before);
}

/**
 * Whether the pieces are held apart as those of one number: not "12.11.26 10:30", and not a line of a table.
 * @param {string[]} inDate
 * @param {string} between
 * @param {string[]} inSerial
 */
function isWrittenAlike(inDate, between, inSerial) {
  if ([...inDate, ...inSerial].some((one) => one.includes(":"))) return false;
  if (inSerial.length === 1 && inSerial[0] === ".") return false; // half past ten
  if (!inSerial.length) return new Set(inDate).size <= 1 || inDate.every((one) => SAME_SORT.test(one));
  if (between.includes("-")) return new Set(inDate).size <= 1 && new Set(inSerial).size === 1;
  return new Set([...inDate, ...inSerial]).size === 1;
}

/**
 * Whether a date in pieces and four digits are not a date with an amount, a time, a year or a phone number.
 * @param {string[]} date
 * @param {string} between
 * @param {string} after
 */
function isNoDateWithSomething(date, between, after) {
  const sizes = date.map((part) => part.length);
  const loose = LOOSE.test(between);
  if (sizes.join(" ") === "4 2" && ["19", "20"].includes(date[0].slice(0, 2))) return false;
  if (sizes.includes(1) && sizes.length === 3 && (!between || loose)) return false;
  if (!between || !loose) return true;
  if (TOWN.test(after) && /[^ ]/.test(between)) return false;
  const year = sizes.length === 3 ? date[2] : "";
  if ((year.length === 4 && year > "1999") || (year.length === 2 && year >= "20" && year <= "36")) return false;
  return !FOUR_MORE.test(after) && !AMOUNT.test(after);
}

/**
 * Whether the date exists in the century that the first digit of the serial gives (CPR's table).
 * @param {string[]} date
 * @param {string} serial
 */
function mayBe(date, serial) {
  const joined = date.join("");
  const [day, month, year] = date.length === 3 ? date : [joined.slice(0, 2), joined.slice(2, 4), joined.slice(4)];
  const short = Number(year.slice(-2));
  const full = century(Number(serial[0]), short) + short;
  if (year.length === 4 && Number(year) !== full) return false;
  const number = Number(day) > 60 ? Number(day) - 60 : Number(day);
  const inYear = Number(month);
  return inYear >= 1 && inYear <= 12 && number >= 1 && number <= new Date(Date.UTC(full, inYear, 0)).getUTCDate();
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

/** @param {string} digits */
function holdsModulus11(digits) {
  const ten = digits.slice(0, 4) + digits.slice(-6); // a year of four digits has its century left out
  return [...ten].reduce((sum, digit, i) => sum + Number(digit) * WEIGHTS[i], 0) % 11 === 0;
}
