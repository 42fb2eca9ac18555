// @ts-check
/** Draws a chart that one sets oneself: a wheel of areas, scales from 0 to 10, or circles to sort statements into. */

import { fieldsOf, isFilled } from "../fields.js";
import { count, h, said, svg, update } from "../ui.js";

/** A number from 0 to 10 in words. @param {any} value */
const inWords = (value) => isFilled(value) ? `${value}` : "ikke sat";

const MIDDLE = 170; // of a drawing 340 wide
const OUTER = 138;

/** A point at so much of a turn, from the top and clockwise. @param {number} turn @param {number} radius */
function point(turn, radius) {
  const angle = 2 * Math.PI * turn - Math.PI / 2;
  return `${(MIDDLE + radius * Math.cos(angle)).toFixed(2)} ${(MIDDLE + radius * Math.sin(angle)).toFixed(2)}`;
}

/** The wheel: a slice for each area, as long as its number. @param {any} chart @param {any} fields */
function drawWheel(chart, fields) {
  const all = chart.areas.length;
  const told = chart.areas.map((/** @type {any} */ area, /** @type {number} */ i) => `${i + 1}. ${area.title}: ${inWords(fields[`area/${area.id}`])}`).join(", ");
  return svg("svg", { viewBox: "0 0 340 340", role: "img", class: "pj-wheel-drawing", "aria-label": `Hjulet fra 0 i midten til ${chart.highest} yderst. ${told}.` },
    [2, 4, 6, 8, 10].map((ring) => svg("circle", { cx: MIDDLE, cy: MIDDLE, r: OUTER * ring / chart.highest, class: "pj-wheel-ring" })),
    chart.areas.map((/** @type {any} */ area, /** @type {number} */ i) => {
      const radius = OUTER * (fields[`area/${area.id}`] ?? 0) / chart.highest;
      const path = `M${MIDDLE} ${MIDDLE}L${point(i / all, radius)}A${radius} ${radius} 0 0 1 ${point((i + 1) / all, radius)}Z`;
      return svg("path", { d: radius ? path : "", class: `pj-wheel-slice${fields.chosen === area.id ? " pj-wheel-chosen" : ""}` });
    }),
    chart.areas.map((/** @type {any} */ _, /** @type {number} */ i) => svg("path", { d: `M${MIDDLE} ${MIDDLE}L${point(i / all, OUTER)}`, class: "pj-wheel-spoke" })),
    chart.areas.map((/** @type {any} */ area, /** @type {number} */ i) => {
      const [x, y] = point((i + 0.5) / all, OUTER + 17).split(" ");
      return svg("text", { x, y, dy: "0.35em", class: `pj-wheel-name${fields.chosen === area.id ? " pj-wheel-name-chosen" : ""}` }, `${i + 1}`);
    }));
}

/** The statements that say something, with their number and ring. @param {any} chart @param {any} fields */
function statements(chart, fields) {
  return Array.from({ length: chart.most }, (_, i) => ({ n: i + 1, text: fields[`text/${i + 1}`], zone: fields[`zone/${i + 1}`] }))
    .filter(({ text }) => isFilled(text));
}

/** Rings with the statements' numbers in them, the first ring innermost. @param {any} chart @param {any} fields */
function drawCircles(chart, fields) {
  const rings = chart.zones.length;
  const placed = statements(chart, fields);
  const inside = (/** @type {string} */ id) => placed.filter(({ zone }) => zone === id);
  const told = chart.zones.map((/** @type {any} */ zone) => `${zone.title}: ${inside(zone.id).map(({ n }) => n).join(", ") || "ingen"}`).join(". ");
  return svg("svg", { viewBox: "0 0 340 340", role: "img", class: "pj-wheel-drawing", "aria-label": `Cirkler med udsagnenes numre, inderst først. ${told}.` },
    [...chart.zones].reverse().map((_, i) => svg("circle", { cx: MIDDLE, cy: MIDDLE, r: 160 * (rings - i) / rings, class: `pj-wheel-zone pj-wheel-zone-${rings - i}` })),
    chart.zones.map((/** @type {any} */ zone, /** @type {number} */ i) => {
      const own = inside(zone.id);
      const radius = i ? 160 * (i + 0.5) / rings : own.length > 1 ? 80 / rings : 0;
      return own.map(({ n }, at) => {
        const [x, y] = point(at / own.length + i / 7, radius).split(" ");
        return [svg("circle", { cx: x, cy: y, r: 12, class: "pj-wheel-dot" }), svg("text", { x, y, dy: "0.35em", class: "pj-wheel-in-dot" }, `${n}`)];
      });
    }));
}

/** What somebody has set, for reading: the drawing and the same in words. @param {any} chart @param {any} fields */
function reading(chart, fields) {
  const line = (/** @type {string} */ label, /** @type {any} */ value) => [h("dt", null, label), h("dd", null, isFilled(value) ? said(`${value}`) : h("span", { class: "pj-soft" }, "Ikke udfyldt"))];
  const about = chart.about && line(chart.about, fields.about);
  if (chart.shape === "scales")
    return h("dl", { class: "pj-read" }, about, chart.scales.map((/** @type {any} */ scale) => {
      const value = fields[`scale/${scale.id}`];
      return [line(scale.title, isFilled(value) ? `${value} af ${chart.highest}` : null),
        ...["lower", "raise"].map((word) => isFilled(fields[`${word}/${scale.id}`]) && line(word === "lower" ? scale.lower : scale.raise_one, fields[`${word}/${scale.id}`]))];
    }));
  const wheel = chart.shape === "wheel";
  const chosen = chart.areas.find((/** @type {any} */ area) => area.id === fields.chosen);
  return h("div", { class: "pj-wheel-beside" },
    h("figure", { class: "pj-wheel-figure" }, wheel ? drawWheel(chart, fields) : drawCircles(chart, fields)),
    h("dl", { class: "pj-read" }, about,
      wheel ? chart.areas.map((/** @type {any} */ area, /** @type {number} */ i) => line(`${i + 1}. ${area.title}`, isFilled(fields[`area/${area.id}`]) ? `${fields[`area/${area.id}`]} af ${chart.highest}` : null))
        : [...chart.zones, { id: undefined, title: "Ikke lagt endnu" }].map((zone) => {
          const own = statements(chart, fields).filter((one) => one.zone === zone.id);
          return own.length > 0 && [h("dt", null, zone.title), own.map(({ n, text }) => h("dd", null, `${n}. `, said(text)))];
        }),
      chosen && line("Valgt", chosen.title), isFilled(fields.step) && line(chart.step, fields.step)));
}

/** What one has set, by field. @param {any} record */
const valuesOf = (record) => Object.fromEntries(record.answers.map((/** @type {any} */ answer) => [answer.id, answer.value]));

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderWheel({ model, el }) {
  const root = h("div", { class: "pj-wheel pj-stack" });
  el.append(root);
  const fields = fieldsOf({ model, root, name: "wheel", redraw: draw });
  let asked = 3; // how many empty statements there is room for, before one asks for more

  /** @param {any} pub @param {string} name @param {object} [options] */
  const field = (pub, name, options) => fields.draw(pub.items.find((/** @type {any} */ item) => item.id === name), options);

  /** @param {any} pub */
  function wheel(pub) {
    const chosen = pub.areas.find((/** @type {any} */ area) => area.id === pub.fields.chosen);
    return [
      h("div", { key: "wheel", class: "pj-wheel-beside" },
        h("figure", { key: "drawing", class: "pj-wheel-figure" }, drawWheel(pub, pub.fields)),
        h("div", { key: "areas", class: "pj-wheel-slides" }, pub.areas.map((/** @type {any} */ area, /** @type {number} */ i) => field(pub, `area/${area.id}`, { title: `${i + 1}. ${area.title}`, look: "slider" })))),
      field(pub, "chosen", { title: "Vælg ét område at se nærmere på", look: "menu" }),
      (chosen || isFilled(pub.fields.step)) && field(pub, "step", { title: chosen ? `${chosen.title}: ${pub.step}` : pub.step })];
  }

  /** A scale, and what is asked of its number: never why it is not higher. @param {any} pub @param {any} scale */
  function scaleOf(pub, scale) {
    const value = pub.fields[`scale/${scale.id}`];
    const asks = (/** @type {string} */ word, /** @type {boolean} */ fits) => (isFilled(value) && fits) || isFilled(pub.fields[`${word}/${scale.id}`]);
    return h("div", { key: scale.id, class: "pj-wheel-scale pj-stack" },
      field(pub, `scale/${scale.id}`, { look: "slider" }),
      asks("lower", value > 0) && field(pub, `lower/${scale.id}`, { title: scale.lower }),
      asks("raise", value < pub.highest) && field(pub, `raise/${scale.id}`, { title: scale.raise_one }));
  }

  /** @param {any} pub */
  function circles(pub) {
    const last = statements(pub, pub.fields).at(-1)?.n ?? 0;
    const shown = Math.min(pub.most, Math.max(asked, last));
    return [
      h("div", { key: "circles", class: "pj-wheel-beside" },
        h("figure", { key: "drawing", class: "pj-wheel-figure" }, drawCircles(pub, pub.fields),
          h("ul", { class: "pj-wheel-legend pj-small" }, pub.zones.map((/** @type {any} */ zone, /** @type {number} */ i) =>
            h("li", null, `${i === 0 ? "Inderst" : i === pub.zones.length - 1 ? "Yderst" : "Næste ring"}: ${zone.title}`)))),
        h("div", { key: "statements", class: "pj-stack" },
          Array.from({ length: shown }, (_, i) => i + 1).map((n) => h("div", { key: `s${n}`, class: "pj-wheel-statement" },
            field(pub, `text/${n}`, { title: `${n}. ${pub.statement}` }),
            field(pub, `zone/${n}`, { title: `Hvor hører udsagn ${n} til?`, bare: true, look: "menu", empty: "Hvor hører det til?" }))),
          shown < pub.most && h("button", { key: "more", type: "button", class: "pj-button", onclick: () => {
            asked = shown + 1;
            draw();
            fields.goTo(`text/${asked}`);
          } }, "Skriv et til"))),
      field(pub, "step")];
  }

  function draw() {
    const pub = model.get("public");
    const all = model.get("summary");
    if (!pub || !pub.shape) return update(root);
    const own = !all?.parts?.length || Object.keys(pub.fields).length > 0; // where all are shown, an empty one says nothing
    return update(root,
      pub.locked ? own && h("div", { key: "reading" }, reading(pub, pub.fields)) : h("div", { key: "setting", class: "pj-stack" },
        pub.about && field(pub, "about"),
        pub.shape === "wheel" ? wheel(pub) : pub.shape === "scales" ? pub.scales.map((/** @type {any} */ scale) => scaleOf(pub, scale)) : circles(pub)),
      all?.counts && h("section", { key: "all", class: "pj-wheel-all pj-stack", "aria-label": "Alles svar" },
        h("p", { class: "pj-soft" }, `${count(all.counts.started, "har", "har")} sat noget.`),
        all.parts.map((/** @type {any} */ one, /** @type {number} */ i) => h("details", { key: `${i}`, class: "pj-wheel-named", open: i === 0 },
          h("summary", null, h("span", { dir: "auto" }, one.label)), reading(pub, valuesOf(one))))));
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  draw();
}

export default { render: renderWheel };
