// @ts-check
/** The map of the tools, with each opened card in its place, and how far one has come. */
import { fieldsOf } from "../fields.js";
import { count, focusOn, h, number, prose, update } from "../ui.js";

/** What one's mark is called beside a tool, and how many of three dots it fills. */
const MARKS = /** @type {Record<string, [string, number]>} */ ({ set: ["læst", 1], oevet: ["øvet", 2], proevet: ["prøvet", 3] });

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderNavigator({ model, el }) {
  const root = h("div", { class: "pj-navigator" });
  el.append(root);
  const fields = fieldsOf({ model, root, name: "navigator", redraw: draw });
  const { uid } = fields;
  /** The card that is open; "" is the map. */
  let opened = "";

  /** @param {string} tool */
  function open(tool) {
    opened = tool;
    draw();
    focusOn(root, `title-${tool}`);
  }

  function close() {
    const tool = opened;
    opened = "";
    draw();
    focusOn(root, `tool-${tool}`);
  }

  /** A tool on the map. @param {any} pub @param {string} tool */
  function toolButton(pub, tool) {
    const card = pub.cards?.[tool];
    if (!card) return h("span", { key: `tool-${tool}`, class: "pj-navigator-none pj-soft" }, `${tool} (kortet mangler)`);
    return h("button", { key: `tool-${tool}`, type: "button", class: "pj-navigator-tool", onclick: () => open(tool) },
      h("span", { class: "pj-navigator-name" }, breakable(card.title)), " ", mark(pub.fields[tool]));
  }

  /** @param {any} pub */
  function map(pub) {
    return h("div", { key: "map", class: "pj-stack" },
      h("div", { key: "picture", class: "pj-map pj-navigator-picture", role: "img", "aria-label": inWords(pub.pejlemaerker), html: pub.map_svg }),
      h("p", { key: "own", class: "pj-small pj-soft" }, own(pub)),
      h("div", { key: "places", class: "pj-navigator-places" }, pub.pejlemaerker.map((/** @type {any} */ place) =>
        h("section", { key: place.mark, class: `pj-navigator-place pj-navigator-at-${place.mark.toLowerCase()}`, "aria-labelledby": `${uid}-${place.mark}` },
          h("h4", { id: `${uid}-${place.mark}` }, named(place)),
          place.subtitle && h("p", { class: "pj-small pj-soft" }, place.subtitle),
          h("ul", { role: "list", class: "pj-navigator-tools" }, place.tools.map((/** @type {string} */ tool) =>
            h("li", { key: tool }, toolButton(pub, tool))))))));
  }

  /** @param {any} pub @param {any} card */
  function cardOf(pub, card) {
    const back = (/** @type {string} */ key) => h("button", { key, type: "button", class: "pj-button", onclick: close },
      h("span", { "aria-hidden": "true" }, "←"), "Til oversigten");
    return h("article", { key: `card-${opened}`, class: "pj-navigator-card pj-stack", "aria-labelledby": `${uid}-title` },
      h("div", { key: "back", class: "pj-row" }, back("back-top")),
      h("header", { key: "head", class: "pj-navigator-head" },
        h("div", { class: "pj-stack" },
          h("p", { class: "pj-small pj-soft" }, card.place, card.number && `, kort ${card.number}`),
          h("h4", { key: `title-${opened}`, id: `${uid}-title`, class: "pj-navigator-title", tabindex: "-1" }, card.title),
          card.proposal && h("p", null, h("span", { class: "pj-chip" }, "Projektets forslag"))),
        h("div", { class: `pj-map pj-map-at-${card.mark.toLowerCase()}`, "aria-hidden": "true", html: pub.map_svg })),
      card.historical && h("p", { key: "historical", class: "pj-notice pj-notice-warm" }, `Historisk: ${card.historical}`),
      card.sections.map((/** @type {any} */ section) => h("section", { key: section.title, class: "pj-navigator-section" },
        h("h5", null, section.title), prose(section.html))),
      h("section", { key: "questions", class: "pj-navigator-section" }, h("h5", null, "Hjælpespørgsmål"),
        h("ul", { class: "pj-navigator-questions" }, card.questions.map((/** @type {string} */ html) => h("li", { html })))),
      progress(pub), links(card, opened), neighbours(pub, card),
      h("p", { key: "source", class: "pj-small pj-soft" }, `Kilde: ${card.source}`),
      h("div", { key: "end", class: "pj-row" }, back("back-end")));
  }

  /** How far one has come with the open tool. @param {any} pub */
  function progress(pub) {
    const steps = pub.steps.map((/** @type {any} */ { id, text }) => ({ id, text: `Jeg har ${text.toLowerCase()}`, more: dots(MARKS[id][1]) }));
    return h("div", { key: "progress" }, fields.draw({ id: opened, type: "choice", label: "Hvor langt er du med redskabet?",
      options: [{ id: "", text: "Intet mærke endnu" }, ...steps] }, { disabled: pub.locked, clear: false }));
  }

  /** @param {any} pub @param {any} card */
  function neighbours(pub, card) {
    const near = card.neighbours.filter((/** @type {string} */ tool) => pub.cards[tool]);
    return near.length > 0 && h("nav", { key: "near", class: "pj-navigator-section", "aria-labelledby": `${uid}-near` },
      h("h5", { id: `${uid}-near` }, "Redskaber tæt på"),
      h("ul", { role: "list", class: "pj-navigator-tools" }, near.map((/** @type {string} */ tool) => h("li", { key: tool }, toolButton(pub, tool)))));
  }

  function draw() {
    const pub = model.get("public");
    const all = model.get("summary");
    if (!pub || !pub.pejlemaerker) return update(root);
    const card = opened && pub.cards?.[opened];
    return update(root, card ? cardOf(pub, card) : map(pub),
      !card && all?.counts?.started > 0 && h("p", { key: "all", class: "pj-soft" }, `${count(all.counts.started, "har", "har")} sat mærker for sig selv.`));
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  draw();
}

/** `A: Anerkendende aktiv lytning`, `1. Fokusér`. @param {any} place */
function named(place) {
  return `${place.mark}${/\d/.test(place.mark) ? "." : ":"} ${place.title}`;
}

/** The picture in words. @param {any[]} places */
function inWords(places) {
  const ground = places.filter(({ mark }) => !/\d/.test(mark)).map(named);
  const steps = places.filter(({ mark }) => /\d/.test(mark)).map(named);
  return ["Tegning af pejlemærkerne.", ground.length && `Grunden: ${ground.join(", ")}.`, steps.length && `Trin opad: ${steps.join(", ")}.`]
    .filter(Boolean).join(" ");
}

/** A title that may break after a slash. @param {string} title */
function breakable(title) {
  return title.split("/").flatMap((part, i) => (i ? ["/", h("wbr"), part] : [part]));
}

/** How many of three dots are filled. @param {number} filled */
function dots(filled) {
  return h("span", { class: "pj-navigator-dots", "aria-hidden": "true" }, [1, 2, 3].map((n) => h("span", { class: n <= filled ? "pj-navigator-dot pj-navigator-dot-on" : "pj-navigator-dot" })));
}

/** @param {string | undefined} step */
function mark(step) {
  const known = MARKS[step ?? ""];
  return known ? h("span", { class: "pj-navigator-mark" }, dots(known[1]), known[0]) : null;
}

/** Own marks, counted. @param {any} pub */
function own(pub) {
  const steps = Object.values(pub.fields);
  const all = pub.pejlemaerker.flatMap((/** @type {any} */ place) => place.tools).length;
  if (!steps.length) return `${number(all)} redskaber. Åbn et kort, og sæt et mærke, når du har læst, øvet eller prøvet det.`;
  const parts = Object.entries(MARKS).map(([id, [word]]) => [word, steps.filter((step) => step === id).length]).filter(([, n]) => n);
  return `Dine mærker på ${number(all)} redskaber: ${parts.map(([word, n]) => `${n} ${word}`).join(", ")}.`;
}

/** The tool's drill, where this page has it, and its sheet, where there is a course to show it. @param {any} card @param {string} tool */
function links(card, tool) {
  const drill = document.querySelector(`[data-exercise="${CSS.escape(card.drill)}"]`);
  const id = drill && (drill.id || drill.closest("[id]")?.id);
  const course = /^\/hold\/[^/]+/.exec(location.pathname)?.[0];
  return (id || course) && h("p", { key: "links", class: "pj-row" },
    id && h("a", { class: "pj-button pj-button-primary", href: `#${id}` }, "Øv redskabet"),
    course && h("a", { class: "pj-button", href: `${course}/ark/${tool}` }, "Ark med hjælpespørgsmål"),
    course && h("a", { class: "pj-button", href: `${course}/kort/${tool}` }, "Kortet til print"));
}

export default { render: renderNavigator };
