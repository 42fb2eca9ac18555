// @ts-check
/** Draws a form: its fields, how far one is, handing in and opening again, sharing; and what may be seen of everybody's. */

import { announce, bars, count, dayInWords, focusOn, h, number, said, timeOfDay, update } from "../ui.js";

const SECOND_TAP = 400; // ms

/** A day and time in words: "torsdag den 3. december kl. 10.42". @param {string} iso */
function dayAndTime(iso) {
  return `${dayInWords(iso)} kl.\u00a0${timeOfDay(iso)}`;
}

/** Whether a value says something. @param {any} value */
function isFilled(value) {
  if (typeof value === "string") return value.trim() !== "";
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined && value !== false;
}

/** An answer in words, for reading. @param {any} item @param {any} value */
function inWords(item, value) {
  if (!isFilled(value)) return "";
  if (item.type === "choice") {
    const chosen = item.several ? value : [value];
    return item.options.filter((/** @type {any} */ o) => chosen.includes(o.id)).map((/** @type {any} */ o) => o.text).join("\n");
  }
  if (item.type === "scale") return `${value} på en skala fra ${item.low} (${item.low_text}) til ${item.high} (${item.high_text})`;
  if (item.type === "tick") return "Ja";
  return item.type === "date" ? dayInWords(`${value}T12:00`) : String(value);
}

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderForm({ model, el }) {
  const uid = `pj-form-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
  const root = h("div", { class: "pj-form pj-stack" });
  el.append(root);

  /** Texts too long to send, by field; whether handing in was tried while something was missing; what was last told. */
  const tooLong = /** @type {Map<string, string>} */ (new Map());
  let tried = false;
  /** @type {string | null | undefined} */
  let told;

  /** @param {any} item @param {any} value */
  function set(item, value) {
    if (item.type === "text" && value.length > item.longest) tooLong.set(item.id, value);
    else {
      tooLong.delete(item.id);
      model.send({ type: "set", field: item.id, value: isFilled(value) ? value : null });
    }
    draw();
  }

  /** @param {any} pub @param {any} item */
  const valueOf = (pub, item) => tooLong.get(item.id) ?? pub.fields[item.id];
  /** @param {any} pub */
  const missingIn = (pub) => pub.items.filter((/** @type {any} */ item) => item.required && !isFilled(valueOf(pub, item)));

  /** What goes with a field besides its control: help, room left, what is wrong. @param {any} pub @param {any} item */
  function notes(pub, item) {
    const value = valueOf(pub, item);
    const over = tooLong.has(item.id);
    const near = item.type === "text" && typeof value === "string" && value.length >= item.longest * 0.8;
    const empty = tried && item.required && !isFilled(value);
    const id = `${uid}-${item.id}`;
    return {
      invalid: over || empty ? "true" : null,
      described: [item.help_html && `${id}-help`, (over || near) && `${id}-room`, empty && `${id}-wrong`].filter(Boolean).join(" ") || null,
      help: item.help_html && h("div", { key: "help", id: `${id}-help`, class: "pj-form-help pj-soft pj-prose", html: item.help_html }),
      below: [
        (over || near) && h("p", { key: "room", id: `${id}-room`, class: `pj-small ${over ? "pj-form-wrong" : "pj-soft"}`, role: over ? "alert" : null },
          over ? `${number(value.length)} tegn er for langt til at blive gemt. Forkort til højst ${number(item.longest)}.`
            : `${number(value.length)} af ${number(item.longest)} tegn`),
        empty && h("p", { key: "wrong", id: `${id}-wrong`, class: "pj-small pj-form-wrong" }, item.type === "tick" ? "Skal krydses af, før du afleverer." : "Skal udfyldes, før du afleverer."),
      ],
    };
  }

  const must = (/** @type {any} */ item) => item.required
    && h("span", { class: "pj-form-must" }, item.type === "tick" ? " (skal krydses af)" : " (skal udfyldes)");

  /** @param {any} pub @param {any} item */
  function control(pub, item) {
    const id = `${uid}-${item.id}`;
    const value = valueOf(pub, item);
    const { invalid, described, help, below } = notes(pub, item);
    const aria = { "aria-invalid": invalid, "aria-describedby": described };
    if (item.type === "choice" || item.type === "scale")
      return h("fieldset", { key: item.id, class: "pj-fieldset pj-form-field", "aria-describedby": described },
        h("legend", { key: "legend", class: "pj-label" }, item.label, must(item)), help,
        item.type === "scale" ? scale(item, id, value) : choices(item, id, value),
        clearing(item, value), below);
    if (item.type === "tick")
      return h("div", { key: item.id, class: "pj-form-field" },
        h("label", { key: "label", class: "pj-choice" },
          h("input", { type: "checkbox", key: "control", id, checked: value === true, ...aria,
            onchange: (/** @type {any} */ e) => set(item, e.target.checked) }),
          h("span", null, item.label, must(item))), help, below);
    const kept = { key: "control", id, class: "pj-input", value: value ?? "", ...aria,
      "aria-required": item.required ? "true" : null, oninput: (/** @type {any} */ e) => set(item, e.target.value) };
    return h("div", { key: item.id, class: "pj-form-field" },
      h("label", { key: "label", class: "pj-label", for: id }, item.label, must(item)), help,
      item.type === "date" ? h("input", { type: "date", ...kept, class: "pj-input pj-form-date" })
        : item.rows > 1 ? h("textarea", { rows: item.rows, dir: "auto", ...kept })
          : h("input", { type: "text", autocomplete: "off", dir: "auto", ...kept }),
      item.type === "date" && isFilled(value) && h("p", { key: "words", class: "pj-small pj-soft" }, inWords(item, value)),
      below);
  }

  /** @param {any} item @param {string} id @param {any} value */
  function choices(item, id, value) {
    const chosen = item.several ? value || [] : [value];
    return h("div", { key: "choices", class: "pj-choices" }, item.options.map((/** @type {any} */ option, /** @type {number} */ i) =>
      h("label", { key: option.id, class: "pj-choice" },
        h("input", { type: item.several ? "checkbox" : "radio", name: id, id: i ? null : id, checked: chosen.includes(option.id),
          onchange: (/** @type {any} */ e) => set(item, !item.several ? option.id
            : e.target.checked ? [...chosen, option.id] : chosen.filter((/** @type {string} */ other) => other !== option.id)) }),
        h("span", null, option.text))));
  }

  /** @param {any} item @param {string} id @param {any} value */
  function scale(item, id, value) {
    const steps = Array.from({ length: item.high - item.low + 1 }, (_, i) => item.low + i);
    return h("div", { key: "scale", class: "pj-form-scale" },
      h("div", { key: "steps", class: "pj-form-steps" }, steps.map((step) =>
        h("label", { key: `${step}`, class: "pj-form-step" },
          h("input", { type: "radio", class: "pj-visually-hidden", name: id, id: step === item.low ? id : null, checked: value === step,
            "aria-label": step === item.low ? `${step}, ${item.low_text}` : step === item.high ? `${step}, ${item.high_text}` : null,
            onchange: () => set(item, step) }),
          h("span", null, `${step}`)))),
      h("div", { key: "ends", class: "pj-form-ends pj-small pj-soft", "aria-hidden": "true" },
        h("span", null, `${item.low}: ${item.low_text}`), h("span", null, `${item.high}: ${item.high_text}`)));
  }

  /** A choice or a scale can be left unanswered again. @param {any} item @param {any} value */
  function clearing(item, value) {
    if (item.several || !isFilled(value)) return null;
    return h("button", { key: "clear", type: "button", class: "pj-button pj-button-quiet pj-form-clear",
      onclick: () => { set(item, null); document.getElementById(`${uid}-${item.id}`)?.focus(); } },
    "Fjern svaret", h("span", { class: "pj-visually-hidden" }, ` på ${item.label}`));
  }

  /** The answers for reading, where nothing can be changed. @param {any} pub */
  function reading(pub) {
    return h("dl", { key: "reading", class: "pj-form-read" }, pub.items.map((/** @type {any} */ item) => [
      h("dt", { key: `${item.id}-t` }, item.label),
      h("dd", { key: `${item.id}-d` }, isFilled(valueOf(pub, item)) ? said(inWords(item, valueOf(pub, item))) : h("span", { class: "pj-soft" }, "Ikke udfyldt"))]));
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
    const filled = pub.items.filter((/** @type {any} */ item) => isFilled(valueOf(pub, item))).length;
    const all = pub.items.length;
    return h("div", { key: "progress", class: "pj-form-progress" },
      h("p", { class: "pj-small" }, `${number(filled)} af ${count(all, "felt", "felter")} udfyldt`),
      h("div", { class: "pj-progress", "aria-hidden": "true" }, h("span", { style: { width: `${100 * filled / all}%` } })));
  }

  /** @param {any} pub */
  function handIn(pub) {
    if (!pub.may_hand_in || pub.locked || pub.handed_in) return null;
    const missing = missingIn(pub);
    const press = () => {
      const now = missingIn(model.get("public"));
      tried = now.length > 0;
      if (!now.length && !tooLong.size) return model.send({ type: "hand_in" });
      draw();
      const first = now.length ? now[0].id : [...tooLong.keys()][0];
      // Not at once: the second tap of two would hit what has come under the finger.
      setTimeout(() => document.getElementById(`${uid}-${first}`)?.focus(), SECOND_TAP);
      announce(`Ikke afleveret. ${now.length ? `Du mangler ${count(now.length, "felt", "felter")}.` : "En tekst er for lang."}`);
    };
    return h("div", { key: "hand-in", class: "pj-stack pj-form-end" },
      missing.length > 0 && h("div", { key: "missing", class: `pj-notice${tried ? " pj-notice-bad" : ""}` },
        h("p", { class: "pj-form-missing" }, "Før du kan aflevere, mangler du:"),
        h("ul", { role: "list", class: "pj-form-jumps" }, missing.map((/** @type {any} */ item) => h("li", { key: item.id },
          h("button", { type: "button", class: "pj-form-jump", onclick: () => document.getElementById(`${uid}-${item.id}`)?.focus() }, item.label))))),
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
        h("input", { type: "checkbox", key: "shared", checked: pub.shared, disabled: pub.locked, "aria-describedby": `${uid}-share`,
          onchange: (/** @type {any} */ e) => model.send({ type: e.target.checked ? "share" : "unshare" }) }),
        h("span", null, `Del ${wrote} skema med underviseren`)),
      h("p", { id: `${uid}-share`, class: "pj-small pj-soft" }, means));
  }

  /** One field of everybody's, without names. @param {any} total */
  function totalOf(total) {
    if (total.few)
      return h("div", { key: total.id, class: "pj-form-total" }, h("p", { class: "pj-label" }, total.label),
        h("p", { class: "pj-soft" }, "Endnu har for få svaret her til, at det kan vises."));
    if (total.texts)
      return h("div", { key: total.id, class: "pj-form-total" },
        h("p", { class: "pj-label" }, `${total.label} `, h("span", { class: "pj-bars-n" }, `${number(total.n)}\u00a0svar`)),
        h("ul", { class: "pj-form-texts", role: "list" },
          total.texts.map((/** @type {string} */ text, /** @type {number} */ i) => h("li", { key: `${i}` }, said(text)))));
    const [low, high] = [total.bars[0].text, total.bars[total.bars.length - 1].text];
    const note = total.type === "scale"
      ? `Gennemsnit ${number(total.mean, 1)}. ${low}: ${total.low_text}; ${high}: ${total.high_text}.` : "";
    if (total.split.length)
      return h("div", { key: total.id, class: "pj-form-total" }, h("p", { class: "pj-label" }, total.label),
        h("div", { class: "pj-side" }, total.split.map((/** @type {any} */ part, /** @type {number} */ i) =>
          bars({ title: part.label, n: part.n, rows: part.bars, tone: i % 4 + 1 }))),
        note && h("p", { class: "pj-small pj-soft" }, `Alle under ét: ${note}`));
    return h("div", { key: total.id, class: "pj-form-total" }, bars({ title: total.label, n: total.n, rows: total.bars, note }));
  }

  /** One person's or group's form, under its name. @param {any} form @param {number} i */
  function named(form, i) {
    return h("details", { key: `${i}`, class: "pj-form-named", open: true },
      h("summary", null, h("span", { dir: "auto" }, form.label), !form.handed_in && h("span", { class: "pj-chip pj-chip-small" }, "ikke afleveret")),
      h("dl", { class: "pj-form-read" }, form.answers.map((/** @type {any} */ answer) =>
        [h("dt", { key: `${answer.id}-t` }, answer.label), h("dd", { key: `${answer.id}-d` }, said(String(answer.value)))])));
  }

  /** @param {any} all @param {any} pub */
  function everybody(all, pub) {
    const forms = all.shared || all.answers || [];
    return h("section", { key: "all", class: "pj-form-all pj-stack", "aria-label": "Holdets svar" },
      h("p", { key: "counts", class: "pj-soft" }, `${number(all.started)} har skrevet`, pub.may_hand_in && `, ${number(all.handed_in)} har afleveret`,
        all.shared && forms.length > 0 && `, ${number(forms.length)} deler skemaet med dig`, "."),
      (all.totals || []).map(totalOf),
      forms.length > 0 && h("div", { key: "forms", class: "pj-form-forms" }, forms.map(named)));
  }

  /** After handing in or opening again: says so, and puts the keyboard where it is of use. @param {any} pub */
  function tell(pub) {
    const before = told;
    told = pub.handed_in;
    if (before === undefined || before === told) return;
    tried = false;
    announce(told ? "Skemaet er afleveret." : "Skemaet er åbnet igen. Husk at aflevere.");
    const lost = document.activeElement === document.body || root.contains(document.activeElement);
    if (lost && told) focusOn(root, "handed-in");
    else if (lost) document.getElementById(`${uid}-${pub.items[0].id}`)?.focus();
  }

  function draw() {
    const pub = model.get("public");
    const all = model.get("summary");
    if (!pub || !pub.items) return update(root);
    const writes = !pub.locked && !pub.handed_in;
    const ownShown = writes || Object.keys(pub.fields).length > 0 || !all;
    update(root,
      due(pub), handedIn(pub),
      writes && h("div", { key: "fields", class: "pj-form-fields" }, pub.items.map((/** @type {any} */ item) => control(pub, item))),
      writes && progress(pub), handIn(pub),
      !writes && ownShown && reading(pub), sharing(pub),
      all && all.visible && everybody(all, pub));
    tell(pub);
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  draw();
}

export default { render: renderForm };
