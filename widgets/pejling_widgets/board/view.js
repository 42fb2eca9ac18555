// @ts-check
/** Draws a board: the case, what one's own group writes under each heading, and what plenum may see of everybody's. */

import { fieldsOf } from "../fields.js";
import { count, h, number, prose, said, update } from "../ui.js";

/** A post's own name, made where it is written. */
function newPost() {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return [...bytes].map((byte) => (byte % 36).toString(36)).join("");
}

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderBoard({ model, el }) {
  const root = h("div", { class: "pj-board pj-stack" });
  el.append(root);

  /** Posts begun but empty, by section; posts in the order they were seen; the last deleted. */
  const begun = /** @type {Map<string, string>} */ (new Map());
  const seen = /** @type {string[]} */ ([]);
  /** @type {{ id: string, text: string } | null} */
  let deleted = null;
  /** Which group's text plenum looks at, and whether all stand below each other. */
  let at = 0;
  let all = false;

  const fields = fieldsOf({ model, root, name: "board", redraw: draw, changed: (field, text) => {
    if (!text?.trim() && deleted?.id !== field && field.includes("/")) begun.set(field, field.split("/")[0]);
    else begun.delete(field);
  } });
  const { idOf } = fields;
  const goTo = (/** @type {string} */ id) => document.getElementById(id)?.focus();

  /** @param {any} section */
  function add(section) {
    const empty = [...begun].find(([, name]) => name === section.id);
    const field = empty ? empty[0] : `${section.id}/${newPost()}`;
    begun.set(field, section.id);
    deleted = null;
    draw();
    goTo(idOf(field));
  }

  /** @param {string} section @param {string} field */
  function remove(section, field) {
    const text = fields.valueOf({ id: field }) ?? "";
    deleted = text.trim() ? { id: field, text } : null;
    if (deleted) fields.set(deleted, null);
    else { begun.delete(field); draw(); }
    goTo(deleted ? `${idOf(field)}-undo` : idOf(`${section}-add`));
  }

  /** @param {any} section */
  function undo(section) {
    if (!deleted) return;
    const { id, text } = deleted;
    deleted = null;
    fields.set({ id }, text, text.length > section.field.longest ? "Teksten er for lang." : "");
    goTo(idOf(id));
  }

  /** Names of the posts of a section, each keeping its place while it is written, emptied or deleted. */
  function postsOf(/** @type {any} */ pub, /** @type {any} */ section) {
    const inIt = (/** @type {string} */ field) => field.startsWith(`${section.id}/`);
    for (const field of [...Object.keys(pub.fields), ...begun.keys()]) if (inIt(field) && !seen.includes(field)) seen.push(field);
    return seen.filter((field) => inIt(field) && (pub.fields[field] || begun.has(field) || fields.isHeld(field) || deleted?.id === field));
  }

  const hiddenChip = () => h("span", { key: "hidden", class: "pj-chip pj-chip-accent" }, "Skjult af underviseren");

  /** @param {any} pub @param {any} section @param {string} field @param {number} place */
  function post(pub, section, field, place) {
    if (deleted?.id === field)
      return h("li", { key: `${field}-undo`, class: "pj-board-post pj-row" }, h("span", null, "Opslaget er slettet."),
        h("button", { type: "button", class: "pj-button", id: `${idOf(field)}-undo`, onclick: () => undo(section) }, "Fortryd"));
    return h("li", { key: field, class: "pj-board-post" },
      fields.draw({ ...section.field, id: field }, { title: `${section.title}, opslag ${place + 1}`, bare: true }),
      h("div", { key: "foot", class: "pj-row pj-board-foot" },
        pub.hidden.includes(field) && hiddenChip(),
        h("button", { key: "delete", type: "button", class: "pj-button pj-button-quiet", "aria-label": `Slet opslag ${place + 1} under ${section.title}`,
          onclick: () => remove(section.id, field) }, "Slet")));
  }

  /** @param {any} pub @param {any} section */
  function writing(pub, section) {
    if (!section.many)
      return [fields.draw(section.field, { bare: true }), pub.hidden.includes(section.id) && hiddenChip()];
    const posts = postsOf(pub, section);
    const held = posts.filter((field) => deleted?.id !== field).length;
    const full = held >= pub.most_posts;
    return [
      posts.length > 0 && h("ol", { key: "posts", class: "pj-board-posts", role: "list" }, posts.map((field, i) => post(pub, section, field, i))),
      h("div", { key: "add", class: "pj-row" },
        h("button", { key: "button", id: idOf(`${section.id}-add`), type: "button", class: "pj-button", "aria-disabled": full ? "true" : null,
          onclick: () => { if (!full) add(section); } }, "Skriv et opslag", h("span", { class: "pj-visually-hidden" }, ` under ${section.title}`)),
        h("span", { key: "count", class: "pj-small pj-soft" },
          full ? `Her er ikke plads til flere end ${number(pub.most_posts)}.` : held > 0 && `${number(held)} af ${number(pub.most_posts)}`)),
    ];
  }

  /** @param {any} pub @param {any} section */
  function written(pub, section) {
    const names = section.many ? Object.keys(pub.fields).filter((field) => field.startsWith(`${section.id}/`)) : [section.id];
    const posts = names.filter((field) => pub.fields[field]);
    if (!posts.length) return h("p", { key: "none", class: "pj-soft" }, "Intet skrevet.");
    return h("ul", { key: "written", class: "pj-board-posts", role: "list" }, posts.map((field) =>
      h("li", { key: field, class: "pj-board-post" }, said(pub.fields[field]), pub.hidden.includes(field) && hiddenChip())));
  }

  /** @param {any} pub */
  function own(pub) {
    return pub.sections.map((/** @type {any} */ section) =>
      h("section", { key: section.id, class: "pj-board-section", "aria-labelledby": idOf(`${section.id}-title`) },
        h("h4", { key: "title", class: "pj-board-title", id: idOf(`${section.id}-title`) }, section.title),
        prose(section.prompt_html, "pj-soft"),
        pub.locked ? written(pub, section) : writing(pub, section)));
  }

  /** The case that this group works with. @param {any} pub */
  function casePanel(pub) {
    const told = pub.case;
    if (!told) return null;
    const open = !model.get("summary") && !Object.keys(pub.fields).length && !pub.locked; // only counts when first drawn
    return h("details", { key: "case", class: "pj-board-case", open },
      h("summary", null, h("span", { class: "pj-board-case-word" }, "Casen"), " ", h("span", { dir: "auto" }, told.title)),
      h("div", { class: "pj-stack pj-board-case-body" },
        prose(told.story_html),
        (told.questions || []).length > 0 && h("div", { class: "pj-prose" }, h("p", { class: "pj-label" }, "Spørgsmål til gruppen"),
          h("ul", null, told.questions.map((/** @type {string} */ question) => h("li", null, question)))),
        (told.views || []).length > 0 && h("div", { class: "pj-side" }, told.views.map((/** @type {any} */ view) =>
          h("div", { class: "pj-board-view" }, h("p", { class: "pj-label" }, view.title), prose(view.html))))));
  }

  /** @param {any} group @param {any} shown */
  function shownPost(group, shown) {
    const button = group.subject && h("button", { key: "act", type: "button", class: "pj-button pj-button-quiet",
      onclick: () => model.send({ type: shown.hidden ? "show" : "hide", field: shown.field, subject: group.subject }) },
    shown.hidden ? "Vis igen" : "Skjul", h("span", { class: "pj-visually-hidden" }, ` opslaget fra ${group.label}`));
    return h("li", { key: `${group.subject}${shown.field}`, class: `pj-board-post${shown.hidden ? " pj-board-hidden" : ""}` },
      said(shown.text),
      (shown.hidden || button) && h("div", { key: "foot", class: "pj-row pj-board-foot" },
        shown.hidden && h("span", { key: "chip", class: "pj-chip pj-chip-accent" }, "Skjult for holdet"), button));
  }

  /** @param {any} told @param {any} section */
  function plenumSection(told, section) {
    const groups = section.groups.filter((/** @type {any} */ group) => model.get("public").scope === "group" || group.posts.length);
    const posts = section.groups.reduce((/** @type {number} */ sum, /** @type {any} */ group) => sum + group.posts.length, 0);
    return h("section", { key: section.id, class: "pj-board-section" },
      h("div", { key: "head", class: "pj-row" }, h("h4", { class: "pj-board-title" }, section.title),
        section.many && posts > 0 && h("span", { class: "pj-small pj-soft" }, count(posts, "opslag", "opslag"))),
      section.few && h("p", { key: "few", class: "pj-soft" }, "Her har endnu for få skrevet til, at det kan vises uden at røbe nogen."),
      !section.few && !posts && h("p", { key: "none", class: "pj-soft" }, "Her er intet skrevet."),
      posts > 0 && h("div", { key: "columns", class: `pj-board-columns${section.many ? "" : " pj-board-wide"}${model.get("public").anonymous ? " pj-board-heap" : ""}` },
        groups.map((/** @type {any} */ group, /** @type {number} */ i) =>
          h("div", { key: `${i}`, class: `pj-board-column pj-tone-${i % 4 + 1}` },
            group.label && h("h5", { key: "label", class: "pj-board-label", dir: "auto" }, group.label),
            group.posts.length
              ? h("ul", { key: "posts", class: "pj-board-posts", role: "list" }, group.posts.map((/** @type {any} */ shown) => shownPost(group, shown)))
              : h("p", { key: "none", class: "pj-soft pj-small" }, "Intet skrevet")))));
  }

  /** Whether a group's texts belong together, so that plenum takes one group at a time. @param {any} told */
  const oneByOne = (told) => model.get("public").scope === "group" && told.parts.length > 1 && told.parts.every((/** @type {any} */ section) => !section.many);

  /** A group's texts under their headings, the empty ones named in a line. @param {any} told @param {number} i */
  function oneGroup(told, i) {
    const { label } = told.parts[0].groups[i];
    const parts = told.parts.map((/** @type {any} */ section) => ({ section, group: section.groups[i] }));
    const empty = parts.filter((/** @type {any} */ part) => !part.group.posts.length);
    return h("section", { key: label, class: `pj-board-group pj-tone-${i % 4 + 1}`, "aria-label": label },
      h("h4", { key: "label", class: "pj-board-title" }, label, told.cases?.[label] && h("span", { class: "pj-board-group-case", dir: "auto" }, told.cases[label])),
      h("div", { key: "texts", class: "pj-board-columns pj-board-wide" }, parts.filter((/** @type {any} */ part) => part.group.posts.length).map((/** @type {any} */ part) =>
        h("div", { key: part.section.id, class: "pj-board-part" }, h("h5", { class: "pj-board-label" }, part.section.title),
          h("ul", { class: "pj-board-posts", role: "list" }, part.group.posts.map((/** @type {any} */ shown) => shownPost(part.group, shown)))))),
      empty.length > 0 && h("p", { key: "empty", class: "pj-soft pj-small" }, `Intet skrevet under ${empty.map((/** @type {any} */ part) => `»${part.section.title}«`).join(", ")}.`));
  }

  /** @param {number} to @returns {boolean} whether there is such a group to look at */
  function turnTo(to) {
    const told = model.get("summary");
    if (!told?.parts || !oneByOne(told) || all || to < 0 || to >= told.parts[0].groups.length) return false;
    at = to;
    draw();
    return true;
  }

  /** @param {any} told */
  function byGroup(told) {
    const { groups } = told.parts[0];
    at = Math.max(0, Math.min(at, groups.length - 1));
    const choose = (/** @type {string} */ word, /** @type {boolean} */ on, /** @type {() => void} */ go) =>
      h("button", { key: word, type: "button", class: "pj-button", "aria-pressed": String(on), onclick: go }, word);
    if (!groups.length) return h("p", { key: "plenum", class: "pj-soft" }, "Ingen gruppe har skrevet noget.");
    return h("div", { key: "plenum", class: "pj-board-plenum pj-stack" },
      groups.length > 1 && h("div", { key: "tabs", class: "pj-row pj-board-tabs", role: "group", "aria-label": "Hvilken gruppe" },
        groups.map((/** @type {any} */ group, /** @type {number} */ i) => choose(group.label, !all && i === at, () => { all = false; turnTo(i); })),
        choose("Alle", all, () => { all = true; draw(); })),
      groups.length > 1 && !all && h("p", { key: "where", class: "pj-board-where pj-soft", "aria-hidden": "true" }, `${number(at + 1)} af ${number(groups.length)} grupper`),
      all ? groups.map((/** @type {any} */ _group, /** @type {number} */ i) => oneGroup(told, i)) : oneGroup(told, at));
  }

  /** @param {any} told */
  function plenum(told) {
    if (oneByOne(told)) return byGroup(told);
    return h("div", { key: "plenum", class: "pj-board-plenum pj-stack" },
      told.parts.map((/** @type {any} */ section) => plenumSection(told, section)));
  }

  function draw() {
    const pub = model.get("public");
    const told = model.get("summary");
    const inPlenum = told?.parts;
    if (!pub || !pub.sections) return update(root);
    const mine = h("div", { key: "own", class: "pj-stack" }, own(pub));
    const wrote = pub.scope === "group" ? "Det, I skrev" : "Det, du skrev";
    const folded = () => (!pub.locked || Object.keys(pub.fields).length > 0) && h("details", { key: "mine", class: "pj-board-case" },
      h("summary", null, pub.locked ? wrote : "Skriv på tavlen"), h("div", { class: "pj-board-case-body" }, mine));
    update(root, casePanel(pub), inPlenum ? [plenum(told), folded()] : mine);
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  // A page that is steered from outside (the big screen) sends "pj-step" with 1 or -1; taken when there is one.
  el.addEventListener("pj-step", (event) => {
    if (turnTo(at + /** @type {CustomEvent} */ (event).detail)) event.preventDefault();
  });
  draw();
}

export default { render: renderBoard };
