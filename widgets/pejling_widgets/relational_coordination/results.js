// @ts-check
/** What a survey of relational coordination comes to: both directions side by side, and all of it as tables too. */
import { figureText, movement, network, table } from "../summary.js";
import { fewerThan, h, number, partOf } from "../ui.js";

const [LOWEST, HIGHEST] = [1, 5];

/** @param {any} summary @param {any} pub */
export function results(summary, pub) {
  const part = (/** @type {string} */ id) => partOf(summary, id);
  const ties = part("ties");
  if (!ties || ties.few)
    return h("p", { key: "few", class: "pj-notice" }, `${fewerThan(pub)} om nogen retning, så intet kan vises.`);
  return h("section", { key: "all", class: "pj-relational_coordination-all pj-stack", "aria-label": "Holdets svar" },
    network(part("network"), table(ties)),
    shifted(part("shifts")),
    pairs(part("directions"), ties),
    movement(part("rounds")),
    dimensions(part("dimensions"), part("directions")),
    leads(part("leads")),
    shaded(part("matrix")),
    h("details", { key: "more" }, h("summary", null, "Tallene bag: usikkerhed, svarprocent og kodning"),
      h("div", { class: "pj-stack" }, [part("shifts"), part("dimensions"), part("organisations"), part("response"), part("together")].map((one) => table(one)),
        h("dl", { key: "about", class: "pj-read" }, summary.notes.map((/** @type {string[]} */ [name, text]) =>
          [h("dt", { key: `${name}-t` }, name), h("dd", { key: `${name}-d` }, text)])))),
    h("p", { key: "wording", class: "pj-small pj-soft" }, summary.notes[0][1], " ", summary.notes[1][1]));
}

/** What has moved since the rounds before, in words first. @param {any} found */
function shifted(found) {
  if (!found || found.few) return null;
  return h("div", { key: "shifted", class: "pj-notice" }, h("p", { class: "pj-strong" }, found.title),
    h("ul", null, found.rows.map((/** @type {any[]} */ [rounds, direction, before, now, , low, high, words], /** @type {number} */ i) =>
      h("li", { key: `${i}` }, `${direction} (${rounds}): ${figureText(before)} → ${figureText(now)}. `,
        h("strong", null, words), ` (forskellen ligger mellem ${figureText(low)} og ${figureText(high)}).`))));
}

/** Where to begin: a question and a case, from what is lowest. Folded: the class reads what it is glad of first. @param {any} found */
function leads(found) {
  if (!found || found.few) return null;
  return h("details", { key: "leads" }, h("summary", null, found.title),
    h("ul", null, found.rows.map((/** @type {any[]} */ [direction, , , dimension, value, question, ask]) => h("li", { key: direction },
      `${direction}, hvor ${dimension.toLowerCase()} er lavest (${figureText(value)}): `, h("strong", null, question), ` ${ask}`))),
    h("p", { class: "pj-small pj-soft" }, "Forskellen til den næstlaveste kan være tilfældig. Brug forslaget til at komme i gang."));
}

/** Who says what of whom: the higher a figure, the stronger its field's colour. @param {any} found */
function shaded(found) {
  const drawn = table(found, "Hvert tal er et gennemsnit fra 1 til 5, og jo stærkere farve, jo højere. Et tomt felt: for få har svaret, eller man svarer ikke om sig selv.");
  drawn?.querySelectorAll("td").forEach((/** @type {HTMLElement} */ cell, /** @type {number} */ i) => {
    const width = found.head.length - 1;
    const value = found.rows[Math.floor(i / width)][1 + i % width];
    if (value === null) return;
    cell.classList.add("pj-relational_coordination-heat");
    cell.style.setProperty("--pj-heat", `${Math.round(40 * (value - LOWEST) / (HIGHEST - LOWEST))}%`);
  });
  return drawn;
}

/** Each pair of roles: A on B and B on A under each other, on one scale. @param {any} found @param {any} ties */
function pairs(found, ties) {
  const figures = new Map(ties.rows.map((/** @type {any[]} */ row) => [`${row[0]} om ${row[1]}`, row]));
  const own = ties.rows.filter((/** @type {any[]} */ row) => row[0] === row[1]);
  return [h("div", { key: "pairs", class: "pj-side" }, found.rows.map((/** @type {any[]} */ [one, , other, , , , , words], /** @type {number} */ i) =>
    h("figure", { key: `${i}`, class: "pj-relational_coordination-figure" },
      h("ul", { class: "pj-relational_coordination-pair", role: "list" }, [one, other].map((direction, tone) => line(direction, figures.get(direction), tone))),
      h("figcaption", { class: "pj-bars-note" }, words[0].toUpperCase() + words.slice(1), "."))),
  own.map((/** @type {any[]} */ row) => h("ul", { key: `own ${row[0]}`, class: "pj-relational_coordination-pair", role: "list" }, line(`${row[0]} om sig selv`, row, 2)))),
  h("p", { key: "scale", class: "pj-bars-note" }, "Skalaen går fra 1 til 5. Stregen er usikkerheden.")];
}

/** One direction: its name, its figure in numbers and words, and where it lies. @param {string} direction @param {any} row @param {number} tone */
function line(direction, row, tone) {
  return h("li", { key: direction, class: `pj-tone-${tone + 1}` },
    h("span", { class: "pj-strong" }, direction), " ",
    row ? h("span", null, `${figureText(row[3])} (${figureText(row[4])}–${figureText(row[5])}), ${row[6]} · ${number(row[2])}\u00a0svar`) : h("span", { class: "pj-soft" }, "for få svar"),
    row && track([{ value: row[3], low: row[4], high: row[5], tone }]));
}

/** @param {number} value */
function place(value) {
  return `${100 * (value - LOWEST) / (HIGHEST - LOWEST)}%`;
}

/** A scale from 1 to 5 with points and their intervals; what it says stands in words beside it. @param {{ value: number, low: number, high: number, tone: number }[]} points */
function track(points) {
  return h("span", { class: "pj-relational_coordination-track", "aria-hidden": "true" }, points.map(({ value, low, high, tone }, i) => [
    h("span", { class: `pj-relational_coordination-span pj-relational_coordination-row-${i} pj-tone-${tone + 1}`,
      style: { left: place(low), width: `${100 * (high - low) / (HIGHEST - LOWEST)}%` } }),
    h("span", { class: `pj-relational_coordination-dot pj-relational_coordination-row-${i} pj-relational_coordination-shape-${tone} pj-tone-${tone + 1}`, style: { left: place(value) } })]));
}

/** The seven dimensions of each pair of roles, both directions on one line. @param {any} found @param {any} directions */
function dimensions(found, directions) {
  if (!found || found.few)
    return h("p", { key: "dimensions", class: "pj-soft" }, "De syv dimensioner vises ikke: Nogle få har sprunget spørgsmål over, og deres svar kunne regnes ud.");
  const names = [...new Set(found.rows.map((/** @type {any[]} */ row) => row[2]))];
  const of = (/** @type {string} */ direction, /** @type {string} */ name) =>
    found.rows.find((/** @type {any[]} */ row) => `${row[0]} om ${row[1]}` === direction && row[2] === name);
  return h("div", { key: "dimensions", class: "pj-stack" }, directions.rows.map((/** @type {any[]} */ [one, , other], /** @type {number} */ i) => {
    const there = [one, other].filter((direction) => names.some((name) => of(direction, name)));
    if (!there.length) return null;
    return h("figure", { key: `${i}`, class: "pj-relational_coordination-figure" },
      h("figcaption", { class: "pj-bars-title" }, "De syv dimensioner: ", there.map((direction) => {
        const tone = direction === one ? 0 : 1;
        return h("span", { key: direction, class: `pj-relational_coordination-key pj-tone-${tone + 1}` },
          h("span", { class: `pj-relational_coordination-dot pj-relational_coordination-shape-${tone}`, "aria-hidden": "true" }), ` ${direction}`);
      })),
      h("ul", { class: "pj-relational_coordination-dots", role: "list" }, names.map((name) => {
        const rows = there.map((direction) => ({ row: of(direction, name), tone: direction === one ? 0 : 1 })).filter(({ row }) => row);
        return h("li", { key: name }, h("span", null, name), " ",
          h("span", { class: "pj-relational_coordination-told" }, rows.map(({ row }) => figureText(row[4])).join(" · ")),
          track(rows.map(({ row, tone }) => ({ value: row[4], low: row[5], high: row[6], tone }))));
      })),
      h("p", { class: "pj-bars-note" }, "Skalaen går fra 1 til 5. Stregen er usikkerheden."));
  }));
}
