// @ts-check
/** A survey of relational coordination: one's role, then one role at a time, and what may be shown of everybody's answers. */
import { fieldsOf, isFilled, reading } from "../fields.js";
import { announce, focusOn, h, number, update } from "../ui.js";
import { results } from "./results.js";

const OWN = "role";

/** @typedef {{ id: string, text: string, who: string, items: any[] }} Step  A role to answer about, with its seven questions. */

export default {
  /** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
  render({ model, el }) {
    const root = h("div", { class: "pj-relational_coordination pj-stack" });
    el.append(root);
    const fields = fieldsOf({ model, root, name: "coordination", redraw: draw });
    let at = -1; // 0 is one's own role, then the roles; -1 until the first drawing finds where one had come to

    /** @param {Step} step */
    const left = (step) => step.items.filter((item) => !isFilled(fields.valueOf(item)));

    /** @param {any} pub */
    function whereLeft(pub) {
      if (!pub.fields[OWN]) return 0;
      return 1 + Math.max(0, pub.steps.findIndex((/** @type {Step} */ step) => left(step).length > 0));
    }

    /** @param {number} to */
    function go(to) {
      at = to;
      draw();
      focusOn(root, "where");
    }

    /** @param {any} pub */
    function ownRole(pub) {
      const chosen = pub.fields[OWN];
      return [fields.draw({ ...pub.role, id: OWN }, { legend: "pj-legend", clear: false }),
        pub.role.options.some((/** @type {any} */ one) => pub.who[one.id]) && h("dl", { key: "who", class: "pj-read pj-small" },
          pub.role.options.filter((/** @type {any} */ one) => pub.who[one.id]).map((/** @type {any} */ one) =>
            [h("dt", { key: `${one.id}-t` }, one.text), h("dd", { key: `${one.id}-d` }, pub.who[one.id])])),
        h("div", { key: "steps", class: "pj-row" },
          h("button", { key: "next", type: "button", class: "pj-button pj-button-primary", "aria-disabled": chosen ? null : "true",
            onclick: () => (model.get("public").fields[OWN] ? go(1) : announce("Vælg først din rolle.")) }, "Begynd"))];
    }

    /** @param {any} pub @param {Step} step */
    function about(pub, step) {
      const last = at === pub.steps.length;
      const missing = pub.steps.findIndex((/** @type {Step} */ one) => left(one).length > 0);
      const open = left(step).length;
      return [
        h("p", { key: "told", class: "pj-soft" }, "Du svarer som ", reading(pub.role, pub.fields[OWN]), ". Spring over, hvis du ikke ved det."),
        step.items.map((item) => fields.draw(item, { legend: "pj-legend" })),
        last && h("p", { key: "done", class: `pj-notice${missing < 0 ? " pj-notice-good" : ""}` },
          missing < 0 ? "Du har svaret på det hele. Du kan rette, så længe der er åbent."
            : `Du mangler noget om ${pub.steps.filter((/** @type {Step} */ one) => left(one).length).map((/** @type {Step} */ one) => one.text).join(" og ")}. Det er i orden at lade det stå, hvis du ikke ved det; men er der få, der springer over, kan de syv dimensioner ikke vises for holdet.`),
        h("div", { key: "steps", class: "pj-row" },
          h("button", { key: "back", type: "button", class: "pj-button", onclick: () => go(at - 1) }, at === 1 ? "Skift rolle" : "Forrige rolle"),
          !last && h("button", { key: "next", type: "button", class: "pj-button pj-button-primary", onclick: () => go(at + 1) },
            open ? `Næste rolle (${number(open)} sprunget over)` : "Næste rolle")),
      ];
    }

    /** @param {any} pub */
    function survey(pub) {
      if (at < 0 || at > pub.steps.length || !pub.fields[OWN]) at = whereLeft(pub);
      const step = pub.steps[at - 1];
      const all = pub.steps.length;
      return [
        h("p", { key: "where", class: "pj-relational_coordination-where", tabindex: "-1", role: "heading", "aria-level": "4" },
          step ? `Om ${step.text}` : "Din rolle", step && all > 1 && h("span", { class: "pj-soft" }, ` · rolle ${number(at)} af ${number(all)}`)),
        step && h("div", { key: "far", class: "pj-progress", "aria-hidden": "true" },
          h("span", { style: { width: `${100 * (step.items.length - left(step).length) / step.items.length}%` } })),
        h("div", { key: step ? step.id : OWN, class: "pj-stack" }, step ? about(pub, step) : ownRole(pub)),
      ];
    }

    /** The questions for a trainer, or for someone who has answered, when nothing can be changed. @param {any} pub */
    function questions(pub) {
      const [first] = pub.steps;
      return first && h("details", { key: "asked" }, h("summary", null, "De syv spørgsmål"),
        h("ol", null, first.items.map((/** @type {any} */ item) => h("li", { key: item.id }, item.label))),
        h("p", { class: "pj-small pj-soft" }, pub.about_wording),
        h("ul", { class: "pj-small pj-soft" }, pub.sources.map((/** @type {any} */ one) =>
          h("li", { key: one.name }, `${one.name}: ${one.source}. ${one.licence}.`))));
    }

    function draw() {
      const pub = model.get("public");
      if (!pub || !pub.steps) return;
      const summary = model.get("summary");
      const shown = summary?.parts ? summary : null;
      update(root,
        pub.phase === "waiting" && !pub.role && h("p", { key: "waiting", class: "pj-soft" }, "Øvelsen er ikke åbnet endnu."),
        pub.phase === "closed" && !shown && h("p", { key: "closed", class: "pj-notice" }, "Der er lukket for svar. Underviseren viser dem for alle."),
        pub.role && !pub.locked && survey(pub),
        shown && results(shown, pub),
        pub.role && (pub.locked || shown) && questions(pub));
    }

    model.on("change:public", draw);
    model.on("change:summary", draw);
    draw();
  },
};
