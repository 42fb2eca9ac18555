// @ts-check
/** Draws a planner: three circles, the plan's levels, the joblog with its tags, and how it is spread beside the plan. */

import { fieldsOf, isFilled, readingList } from "../fields.js";
import { bars, count, h, number, prose, svg, update } from "../ui.js";

/** Middles of the three circles, and of the part of each that is only its own, in a drawing 340 wide. */
const PLACES = [{ x: 110, y: 113, own: { x: 78, y: 62 } }, { x: 230, y: 113, own: { x: 262, y: 62 } }, { x: 170, y: 210, own: { x: 170, y: 229 } }];
const RADIUS = 105;
const WIDE = 17; // characters of a line in a circle
const NARROW = 10; // and where all three meet
const LINES = 4; // lines in a circle; the list beside it has everything

/** The first lines of a text as they fit in a circle. @param {string} text @param {number} [wide] */
function fitted(text, wide = WIDE) {
  const lines = /** @type {string[]} */ ([]);
  for (const line of text.split("\n").map((one) => one.trim()).filter(Boolean)) {
    let now = "";
    for (const word of line.split(/\s+/)) {
      if (now && `${now} ${word}`.length > wide) { lines.push(now); now = ""; }
      now = now ? `${now} ${word}` : word;
    }
    lines.push(now);
  }
  const shown = lines.slice(0, LINES).map((line) => line.length > wide ? `${line.slice(0, wide - 1)}…` : line);
  if (lines.length > LINES) shown[LINES - 1] = `${shown[LINES - 1].slice(0, wide - 2)} …`;
  return shown;
}

/** @param {any} circles @param {(name: string) => any} valueOf */
function drawing(circles, valueOf) {
  const middle = fitted(circles.middle, NARROW);
  return svg("svg", { viewBox: "0 0 340 322", role: "img", class: "pj-planner-circles",
    "aria-label": `Tre cirkler, der overlapper: ${circles.circles.map((/** @type {any} */ c) => c.title).join(", ")}. Hvor de mødes: ${circles.middle}. Det, der står i dem, er i felterne ved siden af.` },
  PLACES.map(({ x, y }, i) => svg("circle", { cx: x, cy: y, r: RADIUS, class: `pj-planner-circle pj-planner-circle-${i + 1}` })),
  circles.circles.map((/** @type {any} */ circle, /** @type {number} */ i) => {
    const { x, y } = PLACES[i].own;
    return svg("text", { x, y, class: "pj-planner-in" },
      svg("tspan", { x, y, class: "pj-planner-word" }, circle.title),
      fitted(valueOf(`circle/${circle.id}`) ?? "").map((line, n) => svg("tspan", { x, y: y + 16 + 13 * n }, line)));
  }),
  svg("text", { class: "pj-planner-in pj-planner-middle" },
    middle.map((line, n) => svg("tspan", { x: 170, y: 150 + 14 * (n - (middle.length - 1) / 2) }, line))));
}

/** How the joblog is spread, and that beside the plan. @param {any} spread @param {string} title */
function spreadOf(spread, title) {
  return h("div", { key: "spread", class: "pj-planner-spread pj-stack" },
    bars({ title, n: spread.n, rows: spread.bars, note: spread.n < spread.of ? `${number(spread.of - spread.n)} af ${number(spread.of)} opslag er ikke mærket endnu.` : "" }),
    h("ul", { class: "pj-planner-sentences" }, spread.sentences.map((/** @type {string} */ text, /** @type {number} */ i) => h("li", { key: `${i}` }, text))));
}

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderPlanner({ model, el }) {
  const root = h("div", { class: "pj-planner pj-stack" });
  el.append(root);
  const fields = fieldsOf({ model, root, name: "planner", redraw: draw });
  const { uid } = fields;

  /** @param {any} pub @param {string} name */
  const itemOf = (pub, name) => pub.items.find((/** @type {any} */ item) => item.id === name);
  /** What is written in some fields, for reading. @param {any} pub @param {{ id: string, label: string }[]} shown */
  const written = (pub, shown) => readingList(shown.map(({ id, label }) => ({ item: { ...itemOf(pub, id), label }, value: pub.fields[id] })));

  /** @param {any} pub @param {any} circles */
  function circlesOf(pub, circles) {
    const named = circles.circles.map((/** @type {any} */ c) => ({ id: `circle/${c.id}`, label: c.title }));
    return h("section", { key: "circles", class: "pj-planner-part", "aria-labelledby": `${uid}-circles` },
      h("h4", { id: `${uid}-circles` }, circles.title),
      h("div", { class: "pj-planner-beside" },
        h("figure", { key: "drawing", class: "pj-planner-figure" }, drawing(circles, (name) => fields.valueOf({ id: name }))),
        pub.locked ? written(pub, named)
          : h("div", { key: "list", class: "pj-stack" }, named.map((/** @type {any} */ { id }) => fields.draw(itemOf(pub, id))))));
  }

  /** @param {any} pub @param {any} level @param {number} i */
  function levelOf(pub, level, i) {
    const parts = pub.parts.map((/** @type {any} */ { id, label }) => ({ id: `${level.id}/${id}`, label }));
    const filled = parts.filter((/** @type {any} */ part) => isFilled(pub.fields[part.id]));
    return h("details", { key: level.id, class: `pj-planner-level pj-tone-${i % 4 + 1}`, open: i === 0 || pub.locked },
      h("summary", { key: "summary" }, h("span", { class: "pj-planner-mark" }, level.mark), h("span", { class: "pj-planner-title" }, level.title),
        h("span", { class: "pj-chip pj-chip-small" }, `${filled.length} af ${pub.parts.length}`)),
      prose(level.meaning_html, "pj-soft"),
      pub.locked ? written(pub, filled)
        : h("div", { key: "parts", class: "pj-planner-fields" },
          parts.map((/** @type {any} */ { id, label }) => fields.draw(itemOf(pub, id), { title: label }))));
  }

  /** One advertisement with its tags. @param {any} pub @param {any} entry */
  function entryOf(pub, entry) {
    const name = `joblog/${entry.id}`;
    const about = [h("span", { class: "pj-label" }, entry.title), h("span", { class: "pj-small pj-soft" }, `${entry.company} · ${number(entry.km)} km · ${entry.day}`)];
    const inFull = (/** @type {any} */ tag) => {
      const level = pub.levels.find((/** @type {any} */ one) => one.id === tag.id);
      return level ? `${level.mark}: ${level.title}` : "Ingen af dem";
    };
    const { options, ...item } = itemOf(pub, name);
    const tag = options.find((/** @type {any} */ one) => one.id === pub.fields[name]);
    if (pub.locked)
      return h("li", { key: entry.id, class: "pj-planner-entry" }, h("p", { key: "about" }, about), tag && h("p", { key: "tag" }, h("span", { class: "pj-chip" }, inFull(tag))));
    const told = options.map((/** @type {any} */ one) => ({ ...one, told: inFull(one), text: one.id === pub.none ? "Ingen" : one.text }));
    return h("li", { key: entry.id, class: "pj-planner-entry" },
      fields.draw({ ...item, options: told }, { title: about, look: "buttons", legend: "", clear: false }));
  }

  /** @param {any} pub @param {boolean} own */
  function joblogOf(pub, own) {
    return h("section", { key: "joblog", class: "pj-planner-part", "aria-labelledby": `${uid}-joblog` },
      h("h4", { id: `${uid}-joblog` }, "Jobloggen"),
      !pub.locked && h("p", { class: "pj-soft" }, "Hvor hører hvert opslag hjemme i planen? Mærk det, og se, hvordan søgningen fordeler sig."),
      h("div", { class: "pj-planner-beside" },
        h("ol", { key: "entries", role: "list", class: "pj-planner-entries" }, pub.joblog.map((/** @type {any} */ entry) => entryOf(pub, entry))),
        own && pub.spread && h("div", { key: "chart", class: "pj-planner-sticky" }, spreadOf(pub.spread, "Opslag på hvert niveau"))));
  }

  /** One plan under its name. @param {any} pub @param {any} plan @param {number} i */
  function named(pub, plan, i) {
    return h("details", { key: `${i}`, class: "pj-planner-named", open: i === 0 },
      h("summary", null, h("span", { dir: "auto" }, plan.label)),
      readingList(plan.answers.map((/** @type {any} */ answer) => ({ item: itemOf(pub, answer.id), value: answer.value }))),
      plan.chart && spreadOf({ n: plan.chart.whole.n, of: pub.joblog.length, bars: plan.chart.whole.bars, sentences: plan.notes }, plan.chart.title));
  }

  function draw() {
    const pub = model.get("public");
    const all = model.get("summary");
    if (!pub || !pub.levels) return update(root);
    const own = !pub.locked || Object.keys(pub.fields).length > 0; // a screen has nothing of its own to show
    return update(root,
      h("div", { key: "person", class: "pj-notice pj-planner-person" }, h("p", null, h("strong", null, "Opdigtet person: "), pub.person), prose(pub.story_html)),
      own && pub.circles && circlesOf(pub, pub.circles),
      h("section", { key: "levels", class: "pj-planner-part", "aria-labelledby": `${uid}-levels` },
        h("h4", { id: `${uid}-levels` }, "Planen"), pub.levels.map((/** @type {any} */ level, /** @type {number} */ i) => levelOf(pub, level, i))),
      pub.joblog.length > 0 && joblogOf(pub, own),
      all?.counts && h("section", { key: "all", class: "pj-planner-part", "aria-label": "Alles planer" },
        h("p", { class: "pj-soft" }, `${count(all.counts.started, "plan", "planer")} er i gang.`),
        all.parts.map((/** @type {any} */ plan, /** @type {number} */ i) => named(pub, plan, i))));
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  draw();
}

export default { render: renderPlanner };
