// @ts-check
/** Draws a form: its fields, how far one is, handing in and opening again, sharing; and what may be seen of everybody's. */

import { fieldsOf, isAsked, isFilled, isWhole, reading, readingList, whatIsDue } from "../fields.js";
import { distribution, noteOf } from "../summary.js";
import { announce, count, dayInWords, focusOn, h, number, said, timeOfDay, update } from "../ui.js";

const SECOND_TAP = 400; // ms

/** A day and time in words: "torsdag den 3. december kl. 10.42". @param {string} iso */
function dayAndTime(iso) {
  return `${dayInWords(iso)} kl.\u00a0${timeOfDay(iso)}`;
}

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderForm({ model, el }) {
  const root = h("div", { class: "pj-form pj-stack" });
  el.append(root);
  const fields = fieldsOf({ model, root, name: "form", redraw: draw });

  /** Whether handing in was tried while something was missing; what was last told. */
  let tried = false;
  /** @type {string | null | undefined} */
  let told;

  /** @param {any} item */
  const isFull = (item) => isWhole(item, fields.valueOf(item));
  /** @param {any} pub */
  const asked = (pub) => pub.items.filter((/** @type {any} */ item) => isAsked(item, pub.items, fields.valueOf));
  /** @param {any} pub */
  const missingIn = (pub) => asked(pub).filter((/** @type {any} */ item) => item.required && !isFull(item));

  const must = (/** @type {any} */ item) => item.required
    && h("span", { class: "pj-form-must" }, ` (skal ${whatIsDue(item)})`);

  /** A field under its section's heading, and under what an earlier one of its says. @param {any} item @param {any[]} items */
  function placed(item, items) {
    const earlier = item.recalls && items.find(({ id }) => id === item.recalls);
    const said = earlier && fields.valueOf(earlier);
    return [item.section && h("h3", { key: `${item.id}-section`, class: "pj-form-section" }, item.section),
      isFilled(said) && h("blockquote", { key: `${item.id}-recalls`, class: "pj-form-recalls" }, h("p", { class: "pj-small pj-soft" }, `Fra »${earlier.label}«`), reading(earlier, said)),
      control(item)];
  }

  /** @param {any} item */
  function control(item) {
    const empty = tried && item.required && !isFull(item);
    return fields.draw(item, { title: [item.label, must(item)],
      wrong: empty && `Skal ${whatIsDue(item)}, før du afleverer.` });
  }

  /** @param {any} pub */
  function due(pub) {
    if (!pub.due || pub.handed_in) return null;
    if (pub.overdue)
      return h("p", { key: "due", class: "pj-notice pj-notice-warm" }, `Fristen var ${dayAndTime(pub.due)}. `,
        !pub.locked && "Du kan stadig aflevere; det bliver noteret som afleveret efter fristen.");
    return h("p", { key: "due", class: "pj-form-due" }, "Afleveres senest ", h("strong", null, dayAndTime(pub.due)));
  }

  /** @param {any} pub */
  function progress(pub) {
    const answerable = asked(pub).filter((/** @type {any} */ item) => item.type !== "figure");
    const filled = answerable.filter(isFull).length;
    const all = answerable.length;
    return h("div", { key: "progress", class: "pj-form-progress" },
      h("p", { class: "pj-small" }, `${number(filled)} af ${count(all, "felt", "felter")} udfyldt`),
      h("div", { class: "pj-progress", "aria-hidden": "true" }, h("span", { style: { width: `${100 * filled / all}%` } })));
  }

  /** What the minutes of an agenda add up to, and what there is no time for. @param {any} pub */
  function minutes(pub) {
    if (!pub.minutes) return null;
    return h("p", { key: "minutes", role: "status", class: `pj-notice${pub.minutes.fits ? "" : " pj-notice-warm"}` }, pub.minutes.words);
  }

  /** @param {any} pub */
  function handIn(pub) {
    if (!pub.may_hand_in || pub.locked || pub.handed_in) return null;
    const missing = missingIn(pub);
    const press = () => {
      const now = missingIn(model.get("public"));
      tried = now.length > 0;
      const held = fields.held();
      if (!now.length && !held.length) return model.send({ type: "hand_in" });
      draw();
      const first = now.length ? now[0].id : held[0];
      // Not at once: the second tap of two would hit what has come under the finger.
      setTimeout(() => fields.goTo(first), SECOND_TAP);
      announce(`Ikke afleveret. ${now.length ? `Du mangler ${count(now.length, "felt", "felter")}.` : "Noget kan ikke gemmes, som det står."}`);
    };
    return h("div", { key: "hand-in", class: "pj-stack pj-form-end" },
      missing.length > 0 && h("div", { key: "missing", class: `pj-notice${tried ? " pj-notice-bad" : ""}` },
        h("p", { class: "pj-form-missing" }, "Før du kan aflevere, mangler du:"),
        h("ul", { role: "list", class: "pj-form-jumps" }, missing.map((/** @type {any} */ item) => h("li", { key: item.id },
          h("button", { type: "button", class: "pj-form-jump", onclick: () => fields.goTo(item.id) }, item.label))))),
      h("div", { key: "press", class: "pj-row" },
        h("button", { type: "button", class: "pj-button pj-button-primary", onclick: press }, "Aflevér"),
        h("span", { class: "pj-small pj-soft" }, "Du kan rette igen, så længe øvelsen er åben.")));
  }

  /** @param {any} pub */
  function handedIn(pub) {
    if (!pub.handed_in) return null;
    return h("div", { key: "handed-in", class: "pj-notice pj-notice-good pj-row pj-form-done", tabindex: "-1" },
      h("p", null, h("strong", null, "Afleveret "), dayAndTime(pub.handed_in), pub.late && ", efter fristen", "."),
      !pub.locked && h("button", { type: "button", class: "pj-button", onclick: () => model.send({ type: "reopen" }) }, "Ret igen"));
  }

  /** @param {any} pub */
  function sharing(pub) {
    if (!pub.may_share) return null;
    const [you, wrote, only, name] = pub.scope === "group" ? ["I", "jeres", "jer", "gruppens"] : ["du", "dit", "dig", "dit"];
    const means = pub.shared
      ? [`Underviseren kan læse hele skemaet med ${name} navn, også det, ${you} retter senere. Andre deltagere og ledere kan ikke. `,
        "Fjern fluebenet, så holder delingen op; hvad underviseren har nået at læse, kan ikke tages tilbage."]
      : [`Lige nu er det kun ${only}, der kan læse skemaet. Underviseren kan se, om det er afleveret, men ikke hvad der står. `,
        `Sætter ${you} flueben, kan underviseren læse hele skemaet med ${name} navn.`];
    return h("div", { key: "share", class: "pj-form-share" },
      h("label", { class: "pj-choice" },
        h("input", { type: "checkbox", key: "shared", checked: pub.shared, disabled: pub.locked, "aria-describedby": `${fields.uid}-share`,
          onchange: (/** @type {any} */ e) => model.send({ type: e.target.checked ? "share" : "unshare" }) }),
        h("span", null, `Del ${wrote} skema med underviseren`)),
      h("p", { id: `${fields.uid}-share`, class: "pj-small pj-soft" }, means));
  }

  /** One field of everybody's, without names. @param {any} part */
  function totalOf(part) {
    const title = h("p", { class: "pj-label" }, part.title);
    const { few, n } = part.whole ?? part;
    if (few)
      return h("div", { key: part.id, class: "pj-form-total" }, title,
        h("p", { class: "pj-soft" }, "Endnu har for få svaret her til, at det kan vises."));
    const texts = part.shape === "texts" ? part.groups.flatMap((/** @type {any} */ group) => group.posts) : part.written ? part.whole.bars : null;
    if (texts)
      return h("div", { key: part.id, class: "pj-form-total" },
        h("p", { class: "pj-label" }, `${part.title} `, h("span", { class: "pj-bars-n" }, `${number(n)}\u00a0svar`)),
        h("ul", { class: "pj-form-texts", role: "list" },
          texts.map((/** @type {any} */ one, /** @type {number} */ i) => h("li", { key: `${i}` }, said(one.text)))));
    const { whole, split } = part;
    const order = whole.bars.map((/** @type {Api.Bar} */ bar) => bar.id);
    const note = noteOf(whole);
    if (split.length)
      return h("div", { key: part.id, class: "pj-form-total" }, title,
        h("div", { class: "pj-side" }, split.map((/** @type {any} */ one, /** @type {number} */ i) =>
          distribution(one.shown, { title: one.label, tone: i % 4 + 1, note: "", order }))),
        note && h("p", { class: "pj-small pj-soft" }, `Alle under ét: ${note}`));
    return h("div", { key: part.id, class: "pj-form-total" }, distribution(whole, { title: part.title, order }));
  }

  /** One person's or group's form, under its name. @param {any} record @param {number} i */
  function named(record, i) {
    return h("details", { key: `${i}`, class: "pj-form-named", open: true },
      h("summary", null, h("span", { dir: "auto" }, record.label), !record.finished && h("span", { class: "pj-chip pj-chip-small" }, "ikke afleveret")),
      h("dl", { class: "pj-read" }, record.answers.map((/** @type {any} */ answer) =>
        [h("dt", { key: `${answer.id}-t` }, answer.title), h("dd", { key: `${answer.id}-d` }, said(answer.text))])),
      record.notes.map((/** @type {string} */ note) => h("p", { key: note, class: "pj-strong" }, note)));
  }

  /** @param {any} all @param {any} pub */
  function everybody(all, pub) {
    const forms = all.parts.filter((/** @type {any} */ part) => part.shape === "record");
    const totals = all.parts.filter((/** @type {any} */ part) => part.shape !== "record");
    return h("section", { key: "all", class: "pj-form-all pj-stack", "aria-label": "Holdets svar" },
      h("p", { key: "counts", class: "pj-soft" }, `${number(all.counts.started)} har skrevet`, pub.may_hand_in && `, ${number(all.counts.finished)} har afleveret`,
        pub.shares && forms.length > 0 && `, ${number(forms.length)} deler skemaet med dig`, "."),
      totals.map(totalOf),
      forms.length > 0 && h("div", { key: "forms", class: "pj-form-forms" }, forms.map(named)));
  }

  /** After handing in or opening again: says so, and puts the keyboard where it is of use. @param {any} pub */
  function announceHandIn(pub) {
    const before = told;
    told = pub.handed_in;
    if (before === undefined || before === told) return;
    tried = false;
    announce(told ? "Skemaet er afleveret." : "Skemaet er åbnet igen. Husk at aflevere.");
    const lost = document.activeElement === document.body || root.contains(document.activeElement);
    if (lost && told) focusOn(root, "handed-in");
    else if (lost) fields.goTo(pub.items[0].id);
  }

  function draw() {
    const pub = model.get("public");
    const all = model.get("summary");
    if (!pub || !pub.items) return update(root);
    const writes = !pub.locked && !pub.handed_in;
    const ownShown = writes || Object.keys(pub.fields).length > 0 || !all;
    update(root,
      due(pub), handedIn(pub),
      writes && h("div", { key: "fields", class: "pj-form-fields" }, asked(pub).map((/** @type {any} */ item) => placed(item, pub.items))),
      writes && progress(pub), handIn(pub),
      !writes && ownShown && readingList(asked(pub).map((/** @type {any} */ item) => ({ item, value: item.type === "figure" ? pub.figures[item.id] : fields.valueOf(item) }))),
      ownShown && minutes(pub), sharing(pub),
      all?.parts && everybody(all, pub));
    announceHandIn(pub);
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  draw();
}

export default { render: renderForm };
