// @ts-check
/**
 * Draws every type of field for every kind's view: label, help, control, room left, what is wrong, and a value for reading.
 * What a field is and what may stand in it comes from the server (`core/pejling/exercise/fields`); each type has a drawer here.
 */
import { workOut } from "./formula.js";
import { readTable, tableControl } from "./table_field.js";
import { announce, dayInWords, focusOn, h, number, said } from "./ui.js";

/** @typedef {import("./ui.js").Child} Child */
/** @typedef {{ id: string, type: string, label: string, [more: string]: any }} Item  A field as the server describes it. */
/**
 * A field while it is drawn. `set` takes why the value cannot be sent as it stands, if so.
 * @typedef {{ item: Item, id: string, value: any, title: Child, look?: string, empty?: string, disabled: boolean, input: object,
 *   describedBy: string | null, set: (value: any, why?: string) => void, focus: (key: string) => void, valueOf: (id: string) => any,
 *   grown: number, grow: (rows: number) => void }} Drawn  `valueOf` another field's value; `grown` rows that one has asked for.
 */
/**
 * How a view wants a field: `title` in place of its label; `bare`: the control alone, named by `title`; `look`: "menu" or
 * "buttons" for a choice, "slider" for a number or a scale; `empty`: a menu's first line; `wrong`: what is wrong with it besides.
 * @typedef {{ title?: Child, bare?: boolean, look?: string, empty?: string, wrong?: string | false, disabled?: boolean,
 *   legend?: string, clear?: boolean }} Options
 */

const ROOM_TOLD_FROM = 0.8; // of what a text may have

/** Whether a value says something. @param {any} value @returns {boolean} */
export function isFilled(value) {
  if (typeof value === "string") return value.trim() !== "";
  return Array.isArray(value) ? value.some(isFilled) : value !== null && value !== undefined && value !== false;
}

/** Whether a field is asked, as an earlier answer says. @param {Item} item @param {Item[]} items @param {(item: Item) => any} valueOf @returns {boolean} */
export function isAsked(item, items, valueOf) {
  if (!item.only_if) return true;
  const before = items.find(({ id }) => id === item.only_if.field);
  const value = before && isAsked(before, items, valueOf) ? valueOf(before) : null;
  const given = value === true ? ["ja"] : [value?.answer ?? value].flat();
  return given.some((/** @type {any} */ one) => item.only_if.is.includes(one));
}

/** Whether a value is a whole answer. @param {Item} item @param {any} value */
export function isWhole(item, value) {
  return isFilled(value) && (typeOf(item).isWhole?.(value, item) ?? true);
}

/** What is to be done with a field, after "skal". @param {Item} item */
export function whatIsDue(item) {
  return typeOf(item).due ?? "udfyldes";
}

/** A value for reading. @param {Item} item @param {any} value */
export function reading(item, value) {
  return isFilled(value) ? typeOf(item).read(value, item) : h("span", { class: "pj-soft" }, "Ikke udfyldt");
}

/** Fields with their values for reading. @param {{ item: Item, value: any }[]} answers */
export function readingList(answers) {
  return h("dl", { key: "reading", class: "pj-read" }, answers.map(({ item, value }) =>
    [h("dt", { key: `${item.id}-t` }, item.label), h("dd", { key: `${item.id}-d` }, reading(item, value))]));
}

/**
 * The fields of one view. What is typed and cannot be sent as it stands is held here, so that nothing is lost.
 * @param {{ model: import("./ui.js").Model, root: Element, name: string, redraw: () => void,
 *   changed?: (field: string, value: any) => void }} view  `changed` is told what was just set or typed.
 */
export function fieldsOf({ model, root, name, redraw, changed }) {
  const uid = `pj-${name}-${crypto.getRandomValues(new Uint32Array(1))[0].toString(36)}`;
  const held = /** @type {Map<string, { value: any, why: string }>} */ (new Map());
  const grown = /** @type {Map<string, number>} */ (new Map());

  const idOf = (/** @type {string} */ field) => `${uid}-${field.replace("/", "-")}`;
  const goTo = (/** @type {string} */ field) => document.getElementById(idOf(field))?.focus();
  /** What a field holds, or of a figure what it comes to. @param {string} id @returns {any} */
  const numberIn = (id) => {
    const other = model.get("public").items?.find((/** @type {Item} */ one) => one.id === id);
    return other?.type === "figure" ? workOut(other.formula, numberIn) : valueOf({ id });
  };
  const valueOf = (/** @type {{ id: string }} */ item) => (held.has(item.id) ? held.get(item.id)?.value : model.get("public").fields[item.id]);

  /** @param {{ id: string }} item @param {any} value @param {string} [why] why it cannot be sent as it stands */
  function set(item, value, why = "") {
    if (why) held.set(item.id, { value, why });
    else {
      held.delete(item.id);
      model.send({ type: "set", field: item.id, value: isFilled(value) ? value : null });
    }
    changed?.(item.id, value);
    redraw();
  }

  /** @param {Item} item @param {Options} [options] */
  function draw(item, { title = item.label, bare = false, look, empty, wrong = "", disabled = false, legend = "pj-label", clear = true } = {}) {
    const type = typeOf(item);
    const [id, value] = [idOf(item.id), valueOf(item)];
    const why = held.get(item.id)?.why ?? "";
    const told = why || wrong;
    const room = why ? "" : type.room?.(value, item) ?? "";
    const help = item.help_html && !bare;
    const describedBy = [help && `${id}-help`, room && `${id}-room`, told && `${id}-wrong`].filter(Boolean).join(" ") || null;
    const input = { key: "control", id, class: "pj-input", disabled, "aria-invalid": told ? "true" : null, "aria-describedby": describedBy,
      "aria-required": item.required ? "true" : null, "aria-label": bare ? title : null };
    const focus = (/** @type {string} */ key) => focusOn(root, key);
    const grow = (/** @type {number} */ rows) => { grown.set(item.id, rows); redraw(); };
    const control = type.control({ item, id, value, title, look, empty, disabled, input, describedBy, focus, valueOf: numberIn, grow, grown: grown.get(item.id) ?? 0, set: (/** @type {any} */ now, /** @type {string | undefined} */ because) => set(item, now, because) });
    const below = [room && h("p", { key: "room", id: `${id}-room`, class: "pj-small pj-soft" }, room),
      told && h("p", { key: "wrong", id: `${id}-wrong`, class: "pj-small pj-field-wrong", role: why ? "alert" : null }, told)];
    if (bare) return [control, below];
    const above = help && h("div", { key: "help", id: `${id}-help`, class: "pj-field-help pj-soft pj-prose", html: item.help_html });
    if (type.whole?.(look)) return h("div", { key: item.id, class: "pj-field" }, control, above, below);
    if (!type.parts?.(look))
      return h("div", { key: item.id, class: "pj-field" }, h("label", { key: "label", class: "pj-label", for: id }, title), above, control, below);
    const clearing = clear && !disabled && isFilled(value) && !item.several && !type.clearsItself;
    return h("fieldset", { key: item.id, class: "pj-fieldset pj-field", disabled, "aria-describedby": describedBy },
      h("legend", { key: `legend-${item.id}`, class: legend, tabindex: "-1", dir: "auto" }, title), above, control,
      clearing && h("button", { key: "clear", type: "button", class: "pj-button pj-button-quiet pj-field-clear",
        onclick: () => { set(item, null); focus(`legend-${item.id}`); } },
      "Fjern svaret", h("span", { class: "pj-visually-hidden" }, ` på ${item.label}`)), below);
  }

  return { uid, idOf, goTo, valueOf, set, draw, held: () => [...held.keys()], isHeld: (/** @type {string} */ field) => held.has(field) };
}

/** Why a text is too long to be sent, or "". @param {string} text @param {number} longest */
function tooLong(text, longest) {
  const length = text.length > longest ? [...text].length : text.length; // letters and signs, not what they take up
  return length > longest ? `${number(length)} tegn er for langt til at blive gemt. Forkort til højst ${number(longest)}.` : "";
}

/** @param {any} value @param {Item} item */
function roomLeft(value, item) {
  if (item.aim && isFilled(value)) {
    const words = value.trim().split(/\s+/).length;
    const [least, most] = item.aim;
    return `${number(words)} ord. Sigt efter ${least} til ${most}${words < least ? "; der er plads til mere." : words > most ? "; stryg lidt." : "."}`;
  }
  return typeof value === "string" && value.length >= item.longest * ROOM_TOLD_FROM
    ? `${number(value.length)} af ${number(item.longest)} tegn` : "";
}

/** @param {Drawn} f */
function text({ item, value, disabled, input, set }) {
  const field = { dir: "auto", value: value ?? "", ...input, disabled: false, readonly: disabled, oninput: (/** @type {any} */ e) => set(e.target.value, tooLong(e.target.value, item.longest)) };
  return item.rows > 1 ? h("textarea", { rows: item.rows, ...field }) : h("input", { type: "text", autocomplete: "off", ...field });
}

/** @param {Drawn} f */
function lines({ item, value, input, set }) {
  return h("textarea", { rows: 3, dir: "auto", value: typeof value === "string" ? value : (value ?? []).join("\n"), ...input,
    oninput: (/** @type {any} */ e) => {
      const all = e.target.value.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
      const why = all.length > item.most ? `Der er plads til ${item.most} linjer. Vælg de vigtigste. Det er ikke gemt endnu.`
        : all.some((/** @type {string} */ line) => tooLong(line, item.longest)) ? `En linje må have højst ${item.longest} tegn. Del den i flere. Det er ikke gemt endnu.` : "";
      set(why ? e.target.value : all, why);
    } });
}

/** @param {Drawn} f */
function choice(f) {
  const { item, id, value, input, look, set } = f;
  if (look === "menu")
    return h("select", { ...input, value: value ?? "", onchange: (/** @type {any} */ e) => set(e.target.value) },
      h("option", { value: "" }, f.empty ?? "Vælg …"), item.options.map((/** @type {any} */ o) => h("option", { value: o.id }, o.text)));
  const chosen = item.several ? value ?? [] : [value ?? ""];
  const full = item.several && item.most && chosen.length >= item.most;
  const one = (/** @type {any} */ option, /** @type {number} */ i) => {
    const checked = chosen.includes(option.id);
    return h("input", { type: item.several ? "checkbox" : "radio", name: id, id: i ? null : id, value: option.id, checked,
      class: look === "buttons" ? "pj-visually-hidden" : null, disabled: full && !checked, "aria-label": option.told,
      onchange: (/** @type {any} */ e) => set(!item.several ? option.id
        : e.target.checked ? [...chosen, option.id] : chosen.filter((/** @type {string} */ other) => other !== option.id)) });
  };
  if (look === "buttons") return steps(item.options.map((/** @type {any} */ o, /** @type {number} */ i) => ({ key: o.id, input: one(o, i), text: o.text })));
  return [
    item.several && h("p", { key: "hint", class: "pj-soft pj-small" }, item.most
      ? `Vælg højst ${item.most}.${full && !f.disabled ? " Fjern et valg, hvis du vil vælge et andet." : ""}` : "Vælg gerne flere."),
    h("div", { key: "choices", class: "pj-choices" }, item.options.map((/** @type {any} */ o, /** @type {number} */ i) =>
      h("label", { key: o.id, class: "pj-choice" }, one(o, i), h("span", { dir: "auto" }, o.text), o.more)))];
}

/** Radio buttons as steps beside each other. @param {{ key: string, input: Child, text: string }[]} all */
const steps = (all) => h("div", { key: "steps", class: "pj-steps" }, all.map(({ key, input, text }) =>
  h("label", { key, class: "pj-step" }, input, h("span", null, text))));

/** @param {Drawn} f */
function scale(f) {
  if (f.look === "slider") return slider(f);
  const { item: { low, high, low_text, high_text }, id, value, set } = f;
  const end = (/** @type {number} */ n) => (n === low ? low_text : n === high ? high_text : "");
  return [
    steps(Array.from({ length: high - low + 1 }, (_, i) => low + i).map((n) => ({ key: `${n}`, text: `${n}`,
      input: h("input", { type: "radio", class: "pj-visually-hidden", name: id, id: n === low ? id : null, value: `${n}`, checked: value === n,
        "aria-label": end(n) ? `${n}, ${end(n)}` : null, onchange: () => set(n) }) }))),
    h("div", { key: "ends", class: "pj-ends pj-small pj-soft", "aria-hidden": "true" },
      h("span", null, `${low}: ${low_text}`), h("span", null, `${high}: ${high_text}`))];
}

/** @param {Drawn} f */
function numeric(f) {
  if (f.look === "slider") return slider(f);
  const { item: { low, high }, value, input, set } = f;
  return h("input", { type: "number", inputmode: "numeric", min: low, max: high, step: 1, value: value ?? "", ...input, class: "pj-input pj-field-number",
    oninput: (/** @type {any} */ e) => {
      const typed = e.target.value;
      const wrong = e.target.validity.badInput || (typed !== "" && (!/^\d+$/.test(typed) || Number(typed) < low || Number(typed) > high));
      set(wrong ? typed : typed === "" ? null : Number(typed), wrong ? `Skriv et helt tal fra ${low} til ${high}. Det er ikke gemt endnu.` : "");
    } });
}

/** A slider that is unset until it is touched; a press or Enter where it stands sets it, too. @param {Drawn} f */
function slider({ item, id, value, title, input, set }) {
  const words = isFilled(value) ? `${value}` : "ikke sat";
  const ends = item.low_text && `${item.low}: ${item.low_text}. ${item.high}: ${item.high_text}.`;
  const take = (/** @type {any} */ e) => { if (value !== Number(e.target.value)) set(Number(e.target.value)); };
  return [
    h("div", { key: "top", class: "pj-slide-top" },
      h("label", { key: "label", class: "pj-label", for: id }, title),
      h("span", { key: "value", "aria-hidden": "true", class: `pj-slide-value${isFilled(value) ? "" : " pj-soft"}` }, words),
      isFilled(value) && h("button", { key: "clear", type: "button", class: "pj-button pj-button-quiet pj-slide-clear",
        onclick: () => { set(null); document.getElementById(id)?.focus(); } }, "Fjern", h("span", { class: "pj-visually-hidden" }, ` tallet: ${item.label}`))),
    h("input", { ...input, ...(ends && { "aria-describedby": `${id}-ends` }), type: "range", class: `pj-slide${isFilled(value) ? "" : " pj-slide-unset"}`, min: item.low, max: item.high, step: 1,
      value: value ?? Math.round((item.low + item.high) / 2), "aria-valuetext": words, oninput: take, onclick: take,
      onkeydown: (/** @type {any} */ e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); take(e); } } }),
    ends && h("p", { key: "ends", id: `${id}-ends`, class: "pj-small pj-soft" }, ends)];
}

/** @param {Drawn} f */
const tick = ({ value, title, input, set }) => h("label", { key: "label", class: "pj-choice" },
  h("input", { ...input, type: "checkbox", class: null, "aria-required": null, checked: value === true, onchange: (/** @type {any} */ e) => set(e.target.checked) }),
  h("span", null, title));

/** @param {Drawn} f */
const day = ({ value, input, set }) => [
  h("input", { type: "date", value: value ?? "", ...input, class: "pj-input pj-field-date", oninput: (/** @type {any} */ e) => set(e.target.value) }),
  isFilled(value) && h("p", { key: "words", class: "pj-small pj-soft" }, dayInWords(`${value}T12:00`))];

/** @param {Drawn} f */
function ranking({ item, id, value, disabled, focus, set }) {
  const order = /** @type {string[]} */ (value ?? []);
  const text = Object.fromEntries(item.options.map((/** @type {any} */ o) => [o.id, o.text]));
  const left = item.options.filter((/** @type {any} */ o) => !order.includes(o.id));
  const legend = `legend-${item.id}`;
  const place = (/** @type {string[]} */ next, /** @type {string} */ option) => {
    set(next);
    const at = next.indexOf(option);
    announce(at < 0 ? `${text[option]} er taget ud.` : `${text[option]} er nummer ${at + 1} af ${item.options.length}.`);
  };
  const move = (/** @type {number} */ from, /** @type {number} */ by) => {
    const next = [...order];
    [next[from], next[from + by]] = [next[from + by], next[from]];
    place(next, order[from]);
  };
  const pick = (/** @type {string} */ option) => {
    const rest = left.map((/** @type {any} */ o) => o.id).filter((/** @type {string} */ o) => o !== option);
    place(rest.length === 1 ? [...order, option, rest[0]] : [...order, option], option);
    focus(rest.length > 1 ? `pick-${item.id}-${rest[0]}` : legend);
  };
  const drop = (/** @type {string} */ option) => { place(order.filter((o) => o !== option), option); focus(legend); };
  const arrow = (/** @type {number} */ i, /** @type {number} */ by, /** @type {string} */ sign, /** @type {string} */ word) =>
    h("button", { type: "button", key: word, class: "pj-button", "aria-label": `Flyt ${text[order[i]]} ${word}`,
      "aria-disabled": order[i + by] === undefined ? "true" : null, onclick: () => order[i + by] !== undefined && move(i, by) }, sign);
  return [
    h("ol", { key: "order", class: "pj-ranking", role: "list" }, order.map((option, i) => h("li", { key: option },
      h("span", { class: "pj-ranking-place", "aria-hidden": "true" }, `${i + 1}`),
      h("span", { class: "pj-ranking-text", dir: "auto" }, h("span", { class: "pj-visually-hidden" }, `Nummer ${i + 1}: `), text[option]),
      !disabled && h("span", { class: "pj-ranking-moves" }, arrow(i, -1, "↑", "op"), arrow(i, 1, "↓", "ned"),
        h("button", { type: "button", key: "drop", class: "pj-button pj-button-quiet", "aria-label": `Tag ${text[option]} ud`, onclick: () => drop(option) }, "✕"))))),
    left.length > 0 && !disabled && h("p", { key: "hint", class: "pj-soft pj-small" },
      order.length ? `Tryk på det, der skal være nummer ${order.length + 1}.` : "Tryk på det vigtigste først."),
    !disabled && h("div", { key: "left", class: "pj-choices" }, left.map((/** @type {any} */ o, /** @type {number} */ i) =>
      h("button", { type: "button", key: `pick-${item.id}-${o.id}`, id: i ? null : id, class: "pj-choice pj-ranking-pick", onclick: () => pick(o.id) },
        h("span", { "aria-hidden": "true" }, "+"), h("span", { dir: "auto" }, o.text))))];
}

/** @param {Drawn} f */
function words({ item, id, value, describedBy, set }) {
  const written = /** @type {string[]} */ (value ?? []);
  const places = Array.from({ length: item.most }, (_, i) => i);
  const long = (/** @type {string | undefined} */ word) => tooLong((word ?? "").trim(), item.longest);
  const write = (/** @type {number} */ place, /** @type {string} */ typed) => {
    const all = places.map((i) => (i === place ? typed : written[i] ?? ""));
    set(all, all.map(long).find(Boolean));
  };
  const onward = (/** @type {KeyboardEvent} */ e) => {
    if (e.key !== "Enter" || e.isComposing) return;
    e.preventDefault();
    const next = /** @type {Element} */ (e.target).nextElementSibling;
    if (next instanceof HTMLInputElement) next.focus();
  };
  return h("div", { key: "words", class: "pj-choices" },
    h("p", { key: "hint", id: `${id}-hint`, class: "pj-soft pj-small" },
      `${item.most > 1 ? `Skriv op til ${item.most} svar, ét i hvert felt.` : "Skriv ét svar."} Højst ${item.longest} tegn.`),
    places.map((i) => h("input", { type: "text", key: `word-${i}`, id: i ? null : id, class: "pj-input", dir: "auto", autocomplete: "off", value: written[i] ?? "",
      "aria-label": item.most > 1 ? `Svar ${i + 1} af ${item.most}` : "Dit svar", "aria-describedby": `${id}-hint ${describedBy ?? ""}`.trim(),
      "aria-invalid": long(written[i]) ? "true" : null, oninput: (/** @type {any} */ e) => write(i, e.target.value), onkeydown: onward })));
}

const ANSWERS = /** @type {[string, string][]} */ ([["ja", "Ja"], ["nej", "Nej"], ["ikke", "Ikke relevant"]]);

/** A line of a checklist. @param {Drawn} f */
function checkLine({ item, id, value, title, disabled, describedBy, set }) {
  const kept = value ?? {};
  const put = (/** @type {any} */ more) => {
    const now = Object.fromEntries(Object.entries({ ...kept, ...more }).filter(([, part]) => part));
    set(Object.keys(now).length ? now : null, tooLong(now.note ?? "", item.longest));
  };
  return [
    steps(ANSWERS.map(([key, text], i) => ({ key, text, input: h("input", { type: "radio", class: "pj-visually-hidden", name: id, id: i ? null : id,
      value: key, checked: kept.answer === key, onchange: () => put({ answer: key }) }) }))),
    h("input", { key: "note", type: "text", class: "pj-input", dir: "auto", autocomplete: "off", value: kept.note ?? "", readonly: disabled, placeholder: "Note",
      "aria-label": `Note til ${typeof title === "string" ? title : item.label}`, "aria-describedby": describedBy, oninput: (/** @type {any} */ e) => put({ note: e.target.value }) })];
}

/** A figure that follows from others, with its rule and where that comes from. @param {Drawn} f */
function figure({ item, title, valueOf }) {
  const value = workOut(item.formula, valueOf);
  const told = value === null ? "Kommer, når tallene er skrevet" : typeof value === "boolean" ? (value ? item.held : item.not_held)
    : [number(value, item.decimals), item.unit].filter(Boolean).join(" ");
  return h("div", { key: "figure", class: `pj-figure${value === false ? " pj-figure-not" : ""}`, role: "group", "aria-label": item.label },
    h("p", { key: "label", class: "pj-label" }, title),
    h("p", { key: "value", class: value === null ? "pj-soft" : "pj-figure-value" }, told),
    h("p", { key: "rule", class: "pj-small pj-soft" }, `${item.rule} (${item.rule_source})`));
}

/** @param {string[]} ids @param {Item} item */
const optionTexts = (ids, item) => ids.map((id) => item.options.find((/** @type {any} */ o) => o.id === id)?.text ?? id);
/** @param {string[]} all */
const list = (all) => h("ul", { class: "pj-read-lines" }, all.map((line) => h("li", null, said(line))));

/** @param {string} [look] */
const isSlider = (look) => look === "slider";

/**
 * How a type is drawn, and read. `parts`: whether it is several controls under a legend; `whole`: whether it brings its label;
 * `isWhole`: whether what is filled in is all of it; `due`: what is to be done with it, after "skal"; `room`: how much room a text
 * has left; `clearsItself`: whether its controls can be emptied as they are.
 * @typedef {{ control: (f: Drawn) => Child, read: (value: any, item: Item) => Child, parts?: (look?: string) => boolean,
 *   whole?: (look?: string) => boolean, isWhole?: (value: any, item: Item) => boolean, due?: string,
 *   room?: (value: any, item: Item) => string, clearsItself?: boolean }} FieldType
 */

/** @type {Record<string, FieldType>} */
const TYPES = {
  text: { control: text, room: roomLeft, read: said },
  lines: { control: lines, read: (value) => (typeof value === "string" ? said(value) : list(value)) },
  choice: { control: choice, parts: (look) => look !== "menu", read: (value, item) => said(optionTexts([value].flat(), item).join("\n")) },
  scale: { control: scale, parts: (look) => look !== "slider", whole: isSlider, read: (value, { low, high, low_text, high_text }) =>
    said(`${value} på en skala fra ${low} (${low_text}) til ${high} (${high_text})`) },
  number: { control: numeric, whole: isSlider, read: (value, { unit }) => said([typeof value === "number" ? number(value) : value, unit].filter(Boolean).join(" ")) },
  tick: { control: tick, whole: () => true, due: "krydses af", read: () => "Ja" },
  date: { control: day, read: (value) => dayInWords(`${value}T12:00`) },
  ranking: { control: ranking, parts: () => true, isWhole: (value, item) => value.length === item.options.length, read: (value, item) => said(optionTexts(value, item).map((text, i) => `${i + 1}. ${text}`).join("\n")) },
  check: { control: checkLine, parts: () => true, due: "besvares", isWhole: (value) => Boolean(value.answer),
    read: (value) => said([ANSWERS.find(([key]) => key === value.answer)?.[1], value.note].filter(Boolean).join(": ")) },
  table: { control: (f) => tableControl(f, typeOf), parts: () => true, clearsItself: true, read: (value, item) => readTable(value, item, typeOf) },
  figure: { control: figure, whole: () => true, read: said },
  words: { control: words, parts: () => true, clearsItself: true, read: (value) => said(value.filter(Boolean).join(", ")) },
};

/** A kind's own type of field, from its `view.js`, drawn from then on as the others are. @param {string} name @param {FieldType} type */
export function addFieldType(name, type) {
  if (Object.hasOwn(TYPES, name)) throw new Error(`there is a type of field called ${name} already`);
  TYPES[name] = type;
}

/** @param {Item} item */
function typeOf({ type }) {
  if (!Object.hasOwn(TYPES, type)) throw new Error(`no type of field is called ${type}: draw it in fields.js, or in its kind's view.js with addFieldType`);
  return TYPES[type];
}
