// @ts-check
/** Draws a chart that one sets oneself: a wheel of areas, scales from 0 to 10, or circles to sort statements into. */

import { count, h, number, said, svg, update } from "../ui.js";

/** Whether a value says something. @param {any} value */
const isFilled = (value) => typeof value === "string" ? value.trim() !== "" : value !== null && value !== undefined;

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
    return h("dl", { class: "pj-wheel-read" }, about, chart.scales.map((/** @type {any} */ scale) => {
      const value = fields[`scale/${scale.id}`];
      return [line(scale.title, isFilled(value) ? `${value} af ${chart.highest}` : null),
        ...["lower", "raise"].map((word) => isFilled(fields[`${word}/${scale.id}`]) && line(word === "lower" ? scale.lower : scale.raise_one, fields[`${word}/${scale.id}`]))];
    }));
  const wheel = chart.shape === "wheel";
  const chosen = chart.areas.find((/** @type {any} */ area) => area.id === fields.chosen);
  return h("div", { class: "pj-wheel-beside" },
    h("figure", { class: "pj-wheel-figure" }, wheel ? drawWheel(chart, fields) : drawCircles(chart, fields)),
    h("dl", { class: "pj-wheel-read" }, about,
      wheel ? chart.areas.map((/** @type {any} */ area, /** @type {number} */ i) => line(`${i + 1}. ${area.title}`, isFilled(fields[`area/${area.id}`]) ? `${fields[`area/${area.id}`]} af ${chart.highest}` : null))
        : [...chart.zones, { id: undefined, title: "Ikke lagt endnu" }].map((zone) => {
          const own = statements(chart, fields).filter((one) => one.zone === zone.id);
          return own.length > 0 && [h("dt", null, zone.title), own.map(({ n, text }) => h("dd", null, `${n}. `, said(text)))];
        }),
      chosen && line("Valgt", chosen.title), isFilled(fields.step) && line(chart.step, fields.step)));
}

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderWheel({ model, el }) {
  const uid = `pj-wheel-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
  const root = h("div", { class: "pj-wheel pj-stack" });
  el.append(root);

  /** Texts too long to send, by field; how many empty statements are asked for. */
  const held = /** @type {Map<string, string>} */ (new Map());
  let asked = 3;

  /** @param {string} name @param {any} value */
  function set(name, value) {
    model.send({ type: "set", field: name, value: isFilled(value) ? value : null });
    draw();
  }

  /** @param {any} pub @param {string} name @param {string} label @param {"line" | "text"} form */
  function writing(pub, name, label, form) {
    const id = `${uid}-${name.replace("/", "-")}`;
    const most = pub.limits[form];
    const long = held.get(name);
    const oninput = (/** @type {any} */ e) => {
      const text = e.target.value;
      if (text.length > most) { held.set(name, text); draw(); } else { held.delete(name); set(name, text); }
    };
    const common = { key: "control", id, class: "pj-input", dir: "auto", value: long ?? pub.fields[name] ?? "", oninput,
      "aria-invalid": long ? "true" : null, "aria-describedby": long ? `${id}-wrong` : null };
    return h("div", { key: name, class: "pj-wheel-field" },
      h("label", { key: "label", class: "pj-label", for: id }, label),
      form === "line" ? h("input", { type: "text", autocomplete: "off", ...common }) : h("textarea", { rows: 2, ...common }),
      long && h("p", { key: "wrong", id: `${id}-wrong`, class: "pj-small pj-wheel-wrong", role: "alert" },
        `${number(long.length)} tegn er for langt til at blive gemt. Forkort til højst ${number(most)}.`));
  }

  /** A slider that is unset until it is touched; a press or Enter where it stands sets it, too. @param {any} pub @param {string} name @param {any} label @param {string} [ends] */
  function slider(pub, name, label, ends) {
    const id = `${uid}-${name.replace("/", "-")}`;
    const value = pub.fields[name];
    const take = (/** @type {any} */ e) => { if (pub.fields[name] !== Number(e.target.value)) set(name, Number(e.target.value)); };
    return h("div", { key: name, class: "pj-wheel-slide" },
      h("div", { key: "top", class: "pj-wheel-top" },
        h("label", { key: "label", class: "pj-label", for: id }, label),
        h("span", { key: "value", "aria-hidden": "true", class: `pj-wheel-value${isFilled(value) ? "" : " pj-soft"}` }, inWords(value)),
        isFilled(value) && h("button", { key: "clear", type: "button", class: "pj-button pj-button-quiet pj-wheel-clear",
          onclick: () => { set(name, null); document.getElementById(id)?.focus(); } }, "Fjern", h("span", { class: "pj-visually-hidden" }, ` tallet: ${label}`))),
      h("input", { key: "control", type: "range", id, class: `pj-wheel-range${isFilled(value) ? "" : " pj-wheel-unset"}`, min: 0, max: pub.highest, step: 1,
        value: value ?? 5, "aria-valuetext": inWords(value), "aria-describedby": ends ? `${id}-ends` : null, oninput: take, onclick: take,
        onkeydown: (/** @type {any} */ e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); take(e); } } }),
      ends && h("p", { key: "ends", id: `${id}-ends`, class: "pj-small pj-soft" }, ends));
  }

  /** @param {any} pub */
  function wheel(pub) {
    const id = `${uid}-chosen`;
    const chosen = pub.areas.find((/** @type {any} */ area) => area.id === pub.fields.chosen);
    return [
      h("div", { key: "wheel", class: "pj-wheel-beside" },
        h("figure", { key: "drawing", class: "pj-wheel-figure" }, drawWheel(pub, pub.fields)),
        h("div", { key: "areas", class: "pj-wheel-slides" }, pub.areas.map((/** @type {any} */ area, /** @type {number} */ i) => slider(pub, `area/${area.id}`, `${i + 1}. ${area.title}`)))),
      h("div", { key: "choose", class: "pj-wheel-field" },
        h("label", { class: "pj-label", for: id }, "Vælg ét område at se nærmere på"),
        h("select", { key: "control", id, class: "pj-input", value: pub.fields.chosen ?? "", onchange: (/** @type {any} */ e) => set("chosen", e.target.value) },
          h("option", { value: "" }, "Vælg …"), pub.areas.map((/** @type {any} */ area, /** @type {number} */ i) => h("option", { value: area.id }, `${i + 1}. ${area.title}`)))),
      (chosen || isFilled(pub.fields.step)) && writing(pub, "step", chosen ? `${chosen.title}: ${pub.step}` : pub.step, "text")];
  }

  /** A scale, and what is asked of its number: never why it is not higher. @param {any} pub @param {any} scale */
  function scaleOf(pub, scale) {
    const value = pub.fields[`scale/${scale.id}`];
    const asks = (/** @type {string} */ word, /** @type {boolean} */ fits) => (isFilled(value) && fits) || isFilled(pub.fields[`${word}/${scale.id}`]);
    return h("div", { key: scale.id, class: "pj-wheel-scale pj-stack" },
      slider(pub, `scale/${scale.id}`, scale.title, `0: ${scale.low_text}. ${pub.highest}: ${scale.high_text}.`),
      asks("lower", value > 0) && writing(pub, `lower/${scale.id}`, scale.lower, "text"),
      asks("raise", value < pub.highest) && writing(pub, `raise/${scale.id}`, scale.raise_one, "text"));
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
            writing(pub, `text/${n}`, `${n}. ${pub.statement}`, "line"),
            h("select", { key: "zone", class: "pj-input", "aria-label": `Hvor hører udsagn ${n} til?`, value: pub.fields[`zone/${n}`] ?? "",
              onchange: (/** @type {any} */ e) => set(`zone/${n}`, e.target.value) },
            h("option", { value: "" }, "Hvor hører det til?"),
            pub.zones.map((/** @type {any} */ zone) => h("option", { value: zone.id }, zone.title))))),
          shown < pub.most && h("button", { key: "more", type: "button", class: "pj-button", onclick: () => {
            asked = shown + 1;
            draw();
            document.getElementById(`${uid}-text-${asked}`)?.focus();
          } }, "Skriv et til"))),
      writing(pub, "step", pub.step, "text")];
  }

  function draw() {
    const pub = model.get("public");
    const all = model.get("summary");
    if (!pub || !pub.shape) return update(root);
    const own = !all?.charts || Object.keys(pub.fields).length > 0; // where all are shown, an empty one says nothing
    return update(root,
      pub.locked ? own && h("div", { key: "reading" }, reading(pub, pub.fields)) : h("div", { key: "setting", class: "pj-stack" },
        pub.about && writing(pub, "about", pub.about, "line"),
        pub.shape === "wheel" ? wheel(pub) : pub.shape === "scales" ? pub.scales.map((/** @type {any} */ scale) => scaleOf(pub, scale)) : circles(pub)),
      all && all.started !== undefined && h("section", { key: "all", class: "pj-wheel-all pj-stack", "aria-label": "Alles svar" },
        h("p", { class: "pj-soft" }, `${count(all.started, "har", "har")} sat noget.`),
        (all.charts || []).map((/** @type {any} */ one, /** @type {number} */ i) => h("details", { key: `${i}`, class: "pj-wheel-named", open: i === 0 },
          h("summary", null, h("span", { dir: "auto" }, one.label)), reading(all.chart, one.fields)))));
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  draw();
}

export default { render: renderWheel };
