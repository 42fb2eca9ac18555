// @ts-check
/** Draws a planner: three circles, the plan's levels, the joblog with its tags, and how it is spread beside the plan. */

import { bars, count, dayInWords, h, number, prose, said, svg, update } from "../ui.js";

/** Whether a value says something. @param {any} value */
function isFilled(value) {
  if (typeof value === "string") return value.trim() !== "";
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
}

/** The lines of a text that say something. @param {string} text */
const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** Middles of the three circles, and of the part of each that is only its own, in a drawing 340 wide. */
const PLACES = [{ x: 110, y: 113, own: { x: 78, y: 62 } }, { x: 230, y: 113, own: { x: 262, y: 62 } }, { x: 170, y: 210, own: { x: 170, y: 229 } }];
const RADIUS = 105;
const WIDE = 17; // characters of a line in a circle
const NARROW = 10; // and where all three meet
const LINES = 4; // lines in a circle; the list beside it has everything

/** The first lines of a text as they fit in a circle. @param {string} text @param {number} [wide] */
function fitted(text, wide = WIDE) {
  const lines = /** @type {string[]} */ ([]);
  for (const line of linesOf(text)) {
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

/** A value for reading. @param {string} form @param {any} value */
function reading(form, value) {
  if (form === "lines") return h("ul", { class: "pj-planner-lines" }, value.map((/** @type {string} */ line) => h("li", null, said(line))));
  if (form === "km") return `${number(value)} km`;
  return form === "day" ? dayInWords(`${value}T12:00`) : said(String(value));
}

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderPlanner({ model, el }) {
  const uid = `pj-planner-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
  const root = h("div", { class: "pj-planner pj-stack" });
  el.append(root);

  /** What cannot be sent as it stands, by field: the text, and why. */
  const held = /** @type {Map<string, { text: any, why: string }>} */ (new Map());

  /** Sends a value, or keeps it here with the reason. @param {string} name @param {any} value @param {any} text @param {string} why */
  function set(name, value, text, why) {
    if (why) held.set(name, { text, why });
    else {
      held.delete(name);
      model.send({ type: "set", field: name, value: isFilled(value) ? value : null });
    }
    draw();
  }

  /** @param {any} pub @param {string} name @param {string} form @param {any} e */
  function typed(pub, name, form, e) {
    const text = e.target.value;
    const { lines, line, text: longest, km } = pub.limits;
    if (form === "lines") {
      const all = linesOf(text);
      const why = all.length > lines ? `Der er plads til ${lines} linjer. Vælg de vigtigste.`
        : all.some((one) => one.length > line) ? `En linje må have højst ${line} tegn. Del den i flere.` : "";
      return set(name, all, text, why);
    }
    if (form === "km") {
      const wrong = e.target.validity.badInput || (text !== "" && (!/^\d+$/.test(text) || Number(text) > km));
      return set(name, text === "" ? null : Number(text), text, wrong ? `Skriv et helt tal fra 0 til ${km}.` : "");
    }
    return set(name, text, text, text.length > longest ? `Teksten er for lang: højst ${number(longest)} tegn.` : "");
  }

  /** A label and its control. @param {any} pub @param {{ name: string, label: string, form: string, help?: string }} field */
  function control(pub, { name, label, form, help }) {
    const id = `${uid}-${name.replace("/", "-")}`;
    const kept = pub.fields[name];
    const wrong = held.get(name);
    const value = wrong ? wrong.text : form === "lines" ? (kept ?? []).join("\n") : kept ?? "";
    const common = { key: "control", id, class: `pj-input pj-planner-${form}`, value, "aria-invalid": wrong ? "true" : null,
      "aria-describedby": [help && `${id}-help`, wrong && `${id}-wrong`].filter(Boolean).join(" ") || null,
      oninput: (/** @type {any} */ e) => typed(pub, name, form, e) };
    return h("div", { key: name, class: "pj-planner-field" },
      h("label", { key: "label", class: "pj-label", for: id }, label),
      help && h("p", { key: "help", id: `${id}-help`, class: "pj-small pj-soft" }, help),
      form === "km" ? h("input", { type: "number", inputmode: "numeric", min: 0, max: pub.limits.km, step: 1, ...common })
        : form === "day" ? h("input", { type: "date", ...common })
          : h("textarea", { rows: form === "lines" ? 3 : 2, dir: "auto", ...common }),
      form === "day" && kept && h("p", { key: "words", class: "pj-small pj-soft" }, dayInWords(`${kept}T12:00`)),
      wrong && h("p", { key: "wrong", id: `${id}-wrong`, class: "pj-small pj-planner-wrong", role: "alert" }, `${wrong.why} Det er ikke gemt endnu.`));
  }

  /** @param {any} pub @param {any} circles */
  function circlesOf(pub, circles) {
    const valueOf = (/** @type {string} */ name) => held.get(name)?.text ?? pub.fields[name];
    return h("section", { key: "circles", class: "pj-planner-part", "aria-labelledby": `${uid}-circles` },
      h("h4", { id: `${uid}-circles` }, circles.title),
      h("div", { class: "pj-planner-beside" },
        h("figure", { key: "drawing", class: "pj-planner-figure" }, drawing(circles, valueOf)),
        pub.locked
          ? h("dl", { key: "list", class: "pj-planner-read" }, circles.circles.map((/** @type {any} */ c) => {
            const text = pub.fields[`circle/${c.id}`];
            return [h("dt", null, c.title), h("dd", null, text ? said(text) : h("span", { class: "pj-soft" }, "Ikke udfyldt"))];
          }))
          : h("div", { key: "list", class: "pj-stack" }, circles.circles.map((/** @type {any} */ c) =>
            control(pub, { name: `circle/${c.id}`, label: c.title, form: "text", help: c.prompt })))));
  }

  /** @param {any} pub @param {any} level @param {number} i */
  function levelOf(pub, level, i) {
    const filled = pub.parts.filter((/** @type {any} */ part) => isFilled(pub.fields[`${level.id}/${part.id}`]));
    const shown = pub.locked ? filled : pub.parts;
    return h("details", { key: level.id, class: `pj-planner-level pj-tone-${i % 4 + 1}`, open: i === 0 || pub.locked },
      h("summary", { key: "summary" }, h("span", { class: "pj-planner-mark" }, level.mark), h("span", { class: "pj-planner-title" }, level.title),
        h("span", { class: "pj-chip pj-chip-small" }, `${filled.length} af ${pub.parts.length}`)),
      prose(level.meaning_html, "pj-soft"),
      pub.locked
        ? h("dl", { key: "read", class: "pj-planner-read" }, shown.map((/** @type {any} */ part) =>
          [h("dt", null, part.label), h("dd", null, reading(part.form, pub.fields[`${level.id}/${part.id}`]))]))
        : h("div", { key: "parts", class: "pj-planner-fields" }, shown.map((/** @type {any} */ part) =>
          control(pub, { name: `${level.id}/${part.id}`, label: part.label, form: part.form, help: part.help }))));
  }

  /** One advertisement with its tags. @param {any} pub @param {any} entry */
  function entryOf(pub, entry) {
    const name = `joblog/${entry.id}`;
    const about = [h("span", { class: "pj-label" }, entry.title), h("span", { class: "pj-small pj-soft" }, `${entry.company} · ${number(entry.km)} km · ${entry.day}`)];
    const tags = [...pub.levels.map((/** @type {any} */ level) => ({ id: level.id, text: level.mark, told: `${level.mark}: ${level.title}` })),
      { id: pub.none, text: "Ingen", told: "Ingen af dem" }];
    if (pub.locked) {
      const tag = tags.find(({ id }) => id === pub.fields[name]);
      return h("li", { key: entry.id, class: "pj-planner-entry" }, h("p", { key: "about" }, about), tag && h("p", { key: "tag" }, h("span", { class: "pj-chip" }, tag.told)));
    }
    return h("li", { key: entry.id, class: "pj-planner-entry" },
      h("fieldset", { class: "pj-fieldset" },
        h("legend", { key: "legend" }, about),
        h("div", { key: "tags", class: "pj-planner-tags" }, tags.map((tag) =>
          h("label", { key: tag.id, class: "pj-planner-tag" },
            h("input", { type: "radio", class: "pj-visually-hidden", name: `${uid}-${entry.id}`, checked: pub.fields[name] === tag.id,
              "aria-label": tag.told, onchange: () => set(name, tag.id, "", "") }),
            h("span", { "aria-hidden": "true" }, tag.text))))));
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

  /** One plan under its name. @param {any} plan @param {number} i */
  function named(plan, i) {
    return h("details", { key: `${i}`, class: "pj-planner-named", open: i === 0 },
      h("summary", null, h("span", { dir: "auto" }, plan.label)),
      h("dl", { class: "pj-planner-read" }, plan.answers.map((/** @type {any} */ answer) =>
        [h("dt", null, answer.label), h("dd", null, reading(answer.form, answer.value))])),
      plan.spread && spreadOf(plan.spread, "Opslag på hvert niveau"));
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
      all && all.started !== undefined && h("section", { key: "all", class: "pj-planner-part", "aria-label": "Alles planer" },
        h("p", { class: "pj-soft" }, `${count(all.started, "plan", "planer")} er i gang.`), (all.plans || []).map(named)));
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  draw();
}

export default { render: renderPlanner };
