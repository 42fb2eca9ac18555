// @ts-check
/** A poll on the screen: the questions, one at a time when there are many, and the answers when they are shown. */
import { announce, bars, count, focusOn, h, number, percent, prose, said, update } from "../ui.js";

/** More questions than this are taken one at a time. */
const TOGETHER = 3;

const PHASE_SAID = /** @type {Record<string, string>} */ ({
  open: "Der er åbent for svar.",
  closed: "Der er lukket for svar.",
  revealed: "Svarene vises nu.",
});

export default {
  /** @param {{ model: any, el: HTMLElement }} host */
  render({ model, el }) {
    const root = h("div", { class: "pj-poll pj-stack" });
    const name = `pj-poll-${el.id || Math.random().toString(36).slice(2)}`;
    let at = -1; // the question that is looked at; -1 until the first drawing finds it
    let all = false;
    let phase = "";
    el.append(root);

    /** @param {string} field @param {any} value */
    const set = (field, value) => model.send({ type: "set", field, value });

    /** @param {number} step @returns {boolean} whether there was a question to go to */
    const go = (step) => {
      const { questions } = model.get("public");
      if (all || questions.length <= TOGETHER || step < 0 || step >= questions.length) return false;
      at = step;
      draw();
      focusOn(root, `legend-${questions[at].id}`);
      return true;
    };

    function draw() {
      const shown = model.get("public");
      if (!shown || !shown.questions) return;
      const summary = model.get("summary");
      const results = summary && summary.questions ? summary : null;
      if (phase && phase !== shown.phase && shown.phase in PHASE_SAID) announce(PHASE_SAID[shown.phase]);
      phase = shown.phase;
      if (!shown.questions.length) {
        update(root, h("p", { class: "pj-soft" }, "Øvelsen er ikke åbnet endnu."));
        return;
      }
      const stepping = shown.questions.length > TOGETHER;
      if (at < 0 || at >= shown.questions.length) at = firstUnanswered(shown);
      const visible = stepping && !all ? [shown.questions[at]] : shown.questions;
      update(root,
        shown.phase === "closed" && !results && h("p", { key: "closed", class: "pj-notice" },
          "Der er lukket for svar. Underviseren viser svarene for alle."),
        stepping && !all && position(shown, at),
        visible.map((/** @type {any} */ question) => h("div", { key: `q-${question.id}`, class: "pj-poll-question" },
          asked(question, shown, results, { set, root, name }),
          results && answers(question, shown, results),
          known(question))),
        stepping && steps(shown, at, all, go, () => { all = !all; draw(); }));
    }

    model.on("change:public", draw);
    model.on("change:summary", draw);
    // A page that is steered from outside (the big screen) sends "pj-step" with 1 or -1; taken when there is one.
    el.addEventListener("pj-step", (event) => {
      if (go(at + /** @type {CustomEvent} */ (event).detail)) event.preventDefault();
    });
    draw();
  },
};

/** @param {any} shown */
function firstUnanswered(shown) {
  if (shown.locked) return 0;
  return Math.max(0, shown.questions.findIndex((/** @type {any} */ q) => !(q.id in shown.fields)));
}

/** How many questions have an answer that counts. @param {any} shown */
function answered(shown) {
  const counts = (/** @type {any} */ q, /** @type {any} */ value) =>
    value !== undefined && value !== null && (q.type !== "ranking" || value.length === q.options.length);
  return shown.questions.filter((/** @type {any} */ q) => counts(q, shown.fields[q.id])).length;
}

/** Where one is: "Spørgsmål 3 af 12". @param {any} shown @param {number} at */
function position(shown, at) {
  const total = shown.questions.length;
  return h("div", { key: "position", class: "pj-poll-position" },
    h("p", { class: "pj-poll-where" }, `Spørgsmål ${at + 1} af ${total}`,
      !shown.locked && h("span", { class: "pj-soft" }, ` · ${answered(shown)} besvaret`)),
    h("div", { class: "pj-progress", "aria-hidden": "true" }, h("span", { style: { width: `${(100 * (at + 1)) / total}%` } })));
}

/**
 * @param {any} shown @param {number} at @param {boolean} all
 * @param {(step: number) => boolean} go @param {() => void} toggle
 */
function steps(shown, at, all, go, toggle) {
  const last = shown.questions.length - 1;
  const missing = shown.questions.findIndex((/** @type {any} */ q) => !(q.id in shown.fields));
  const done = !shown.locked && at === last && !all;
  return h("div", { key: "steps", class: "pj-stack pj-poll-steps" },
    done && h("p", { class: `pj-notice${missing < 0 ? " pj-notice-good" : ""}` },
      missing < 0 ? "Du har svaret på alle spørgsmål. Du kan rette, så længe der er åbent."
        : `Du har svaret på ${answered(shown)} af ${shown.questions.length}.`),
    h("div", { class: "pj-row" },
      !all && h("button", { type: "button", key: "back", class: "pj-button", "aria-disabled": at === 0 ? "true" : null,
        onclick: () => go(at - 1) }, "Forrige"),
      !all && h("button", { type: "button", key: "next", class: "pj-button pj-button-primary",
        "aria-disabled": at === last ? "true" : null, onclick: () => go(at + 1) }, "Næste"),
      done && missing >= 0 && missing !== at && h("button", { type: "button", key: "missing", class: "pj-button",
        onclick: () => go(missing) }, `Gå til spørgsmål ${missing + 1}`),
      shown.locked && h("button", { type: "button", key: "all", class: "pj-button pj-button-quiet", "aria-pressed": String(all),
        onclick: toggle }, "Vis alle spørgsmål")));
}

/**
 * The question, with the means to answer it while it is open, and one's own answer when it is not.
 * @param {any} question @param {any} shown @param {any} results
 * @param {{ set: (field: string, value: any) => void, root: HTMLElement, name: string }} to
 */
function asked(question, shown, results, to) {
  const value = question.id in shown.fields ? shown.fields[question.id] : null;
  const legend = { key: `legend-${question.id}`, class: "pj-legend", tabindex: "-1", dir: "auto" };
  if (results && shown.locked) {
    return h("div", { key: "asked", class: "pj-poll-told" },
      h("p", { ...legend, role: "heading", "aria-level": "4" }, question.text), prose(question.help_html, "pj-soft"));
  }
  const control = { single, multiple, scale, ranking, words }[/** @type {"single"} */ (question.type)];
  return h("fieldset", { key: "asked", class: "pj-fieldset", disabled: shown.locked },
    h("legend", legend, question.text),
    prose(question.help_html, "pj-soft"),
    control(question, value, shown.locked, to),
    !shown.locked && value !== null && question.type !== "words" && h("button", { type: "button", key: "clear",
      class: "pj-button pj-button-quiet pj-poll-clear", onclick: () => {
        to.set(question.id, null);
        focusOn(to.root, `legend-${question.id}`);
      } }, "Fjern mit svar"));
}

/** @param {any} question @param {any} value @param {boolean} locked @param {any} to */
function single(question, value, locked, to) {
  return h("div", { class: "pj-choices" }, question.options.map((/** @type {any} */ option) =>
    h("label", { class: "pj-choice" },
      h("input", { type: "radio", name: `${to.name}-${question.id}`, value: option.id, checked: value === option.id,
        onchange: () => to.set(question.id, option.id) }),
      h("span", { dir: "auto" }, option.text))));
}

/** @param {any} question @param {any} value @param {boolean} locked @param {any} to */
function multiple(question, value, locked, to) {
  const chosen = value || [];
  const full = question.most && chosen.length >= question.most;
  const toggle = (/** @type {string} */ id) =>
    to.set(question.id, chosen.includes(id) ? chosen.filter((/** @type {string} */ c) => c !== id) : [...chosen, id]);
  return [
    h("p", { class: "pj-soft pj-small pj-poll-hint" }, question.most
      ? `Vælg højst ${question.most}.${full && !locked ? " Fjern et valg, hvis du vil vælge et andet." : ""}` : "Vælg gerne flere."),
    h("div", { class: "pj-choices" }, question.options.map((/** @type {any} */ option) =>
      h("label", { class: "pj-choice" },
        h("input", { type: "checkbox", checked: chosen.includes(option.id), disabled: full && !chosen.includes(option.id),
          onchange: () => toggle(option.id) }),
        h("span", { dir: "auto" }, option.text)))),
  ];
}

/** @param {any} question @param {any} value @param {boolean} locked @param {any} to */
function scale(question, value, locked, to) {
  const steps = Array.from({ length: question.high - question.low + 1 }, (_, i) => question.low + i);
  const meaning = (/** @type {number} */ n) =>
    n === question.low ? question.low_text : n === question.high ? question.high_text : "";
  return h("div", { class: "pj-poll-scale" },
    h("div", { class: "pj-poll-scale-steps" }, steps.map((n) =>
      h("label", { class: "pj-poll-scale-step" },
        h("input", { type: "radio", class: "pj-visually-hidden", name: `${to.name}-${question.id}`, value: String(n),
          checked: value === n, onchange: () => to.set(question.id, n) }),
        h("span", null, String(n)),
        meaning(n) && h("span", { class: "pj-visually-hidden" }, ` ${meaning(n)}`)))),
    h("div", { class: "pj-poll-ends", "aria-hidden": "true" },
      h("span", null, `${question.low} = ${question.low_text}`),
      h("span", null, `${question.high} = ${question.high_text}`)));
}

/** @param {any} question @param {any} value @param {boolean} locked @param {any} to */
function ranking(question, value, locked, to) {
  /** @type {string[]} */
  const order = value || [];
  const text = Object.fromEntries(question.options.map((/** @type {any} */ o) => [o.id, o.text]));
  const left = question.options.filter((/** @type {any} */ o) => !order.includes(o.id));
  const place = (/** @type {string[]} */ next, /** @type {string} */ id) => {
    to.set(question.id, next.length ? next : null);
    const at = next.indexOf(id);
    announce(at < 0 ? `${text[id]} er taget ud.` : `${text[id]} er nummer ${at + 1} af ${question.options.length}.`);
  };
  const move = (/** @type {number} */ from, /** @type {number} */ by) => {
    const next = [...order];
    [next[from], next[from + by]] = [next[from + by], next[from]];
    place(next, order[from]);
  };
  const pick = (/** @type {string} */ id) => {
    const rest = left.map((/** @type {any} */ o) => o.id).filter((/** @type {string} */ o) => o !== id);
    place(rest.length === 1 ? [...order, id, rest[0]] : [...order, id], id);
    focusOn(to.root, rest.length > 1 ? `pick-${question.id}-${rest[0]}` : `legend-${question.id}`);
  };
  const drop = (/** @type {string} */ id) => {
    place(order.filter((o) => o !== id), id);
    focusOn(to.root, `legend-${question.id}`);
  };
  const arrow = (/** @type {number} */ i, /** @type {number} */ by, /** @type {string} */ sign, /** @type {string} */ word) =>
    h("button", { type: "button", key: word, class: "pj-button", "aria-label": `Flyt ${text[order[i]]} ${word}`,
      "aria-disabled": order[i + by] === undefined ? "true" : null,
      onclick: () => order[i + by] !== undefined && move(i, by) }, sign);
  return h("div", { class: "pj-poll-ranking" },
    h("ol", { key: "order", class: "pj-poll-order", role: "list" }, order.map((id, i) =>
      h("li", { key: id },
        h("span", { class: "pj-poll-place", "aria-hidden": "true" }, String(i + 1)),
        h("span", { class: "pj-poll-ranked", dir: "auto" }, h("span", { class: "pj-visually-hidden" }, `Nummer ${i + 1}: `), text[id]),
        !locked && h("span", { class: "pj-poll-moves" },
          arrow(i, -1, "↑", "op"), arrow(i, 1, "↓", "ned"),
          h("button", { type: "button", key: "drop", class: "pj-button pj-button-quiet", "aria-label": `Tag ${text[id]} ud`,
            onclick: () => drop(id) }, "✕"))))),
    left.length > 0 && !locked && h("p", { key: "hint", class: "pj-soft pj-small pj-poll-hint" },
      order.length ? `Tryk på det, der skal være nummer ${order.length + 1}.` : "Tryk på det vigtigste først."),
    !locked && h("div", { key: "left", class: "pj-choices" }, left.map((/** @type {any} */ o) =>
      h("button", { type: "button", key: `pick-${question.id}-${o.id}`, class: "pj-choice pj-poll-pick", onclick: () => pick(o.id) },
        h("span", { "aria-hidden": "true" }, "+"), h("span", { dir: "auto" }, o.text)))));
}

/** @param {any} question @param {any} value @param {boolean} locked @param {any} to */
function words(question, value, locked, to) {
  const written = value || [];
  const send = (/** @type {Event} */ event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    const box = /** @type {Element} */ (field.closest(".pj-poll-words"));
    const all = [...box.querySelectorAll("input")].map((input) => input.value);
    const long = [...field.value].length > question.longest;
    field.setAttribute("aria-invalid", String(long));
    to.set(question.id, all.some((word) => word.trim()) ? all : null);
  };
  const onward = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    const inputs = [.../** @type {Element} */ (/** @type {Element} */ (event.target).closest(".pj-poll-words")).querySelectorAll("input")];
    const next = inputs[inputs.indexOf(/** @type {HTMLInputElement} */ (event.target)) + 1];
    if (next) next.focus();
  };
  const hint = `${question.most > 1 ? `Skriv op til ${question.most} svar, ét i hvert felt.` : "Skriv ét svar."} Højst ${question.longest} tegn.`;
  const hintId = `${to.name}-${question.id}-hint`;
  return h("div", { class: "pj-poll-words pj-choices" },
    h("p", { id: hintId, class: "pj-soft pj-small pj-poll-hint" }, hint),
    Array.from({ length: question.most }, (_, i) =>
      h("input", { type: "text", key: `word-${i}`, class: "pj-input", dir: "auto", autocomplete: "off", value: written[i] || "",
        "aria-label": question.most > 1 ? `Svar ${i + 1} af ${question.most}` : "Dit svar", "aria-describedby": hintId,
        "aria-invalid": String([...(written[i] || "")].length > question.longest), oninput: send, onkeydown: onward })));
}

/** Everybody's answers to a question, beside those of the round before, and those of each organisation. */
function answers(/** @type {any} */ question, /** @type {any} */ shown, /** @type {any} */ results) {
  const whole = results.questions[question.id];
  const earlier = results.before?.questions?.[question.id];
  const groups = results.by_organisation || [];
  const split = groups.filter((/** @type {any} */ g) => g.questions[question.id] && !g.questions[question.id].few);
  const mine = shown.fields[question.id];
  const order = whole?.rows?.map((/** @type {any} */ row) => row.id);
  const now = (/** @type {string} */ title) => chart(question, whole, { title, mine, tone: 1 });
  return h("div", { key: "answers", class: "pj-stack pj-poll-answers" },
    earlier?.n && !earlier.few
      ? h("div", { class: "pj-side" }, chart(question, earlier, { title: `${shown.round - 1}. runde`, mine: undefined, tone: 4, order }),
        now(`${shown.round}. runde`))
      : now(groups.length ? "Alle" : ""),
    split.length > 1 && h("div", { class: "pj-side" }, split.map((/** @type {any} */ g, /** @type {number} */ i) =>
      chart(question, g.questions[question.id], { title: g.organisation, mine: undefined, tone: 2 + (i % 3), order }))),
    groups.length > 1 && split.length < 2 && !whole.few && h("p", { class: "pj-soft pj-small" },
      "Svarene vises ikke for hver organisation: færre end fem har svaret i mindst én af dem."));
}

/**
 * @param {any} question @param {any} found
 * @param {{ title: string, mine: any, tone: number, order?: string[] }} as  `order`: the rows' ids, so that rankings stand alike
 */
function chart(question, found, { title, mine, tone, order = found?.rows?.map((/** @type {any} */ row) => row.id) ?? [] }) {
  if (!found) return null;
  if (found.few) return h("p", { class: "pj-notice" }, "Færre end fem har svaret på spørgsmålet, så svarene vises ikke.");
  if (!found.n) return h("p", { class: "pj-soft" }, title && title !== "Alle" ? `${title}: ingen har svaret.` : "Ingen har svaret.");
  if (question.type === "words") return wordList(found, title, mine);
  const isMine = (/** @type {string} */ id) => (Array.isArray(mine) ? question.type === "multiple" && mine.includes(id) : String(mine) === id);
  const rows = found.rows.map((/** @type {any} */ row) => ({ ...row, mine: mine !== undefined && isMine(row.id) }));
  if (question.type === "scale") {
    for (const row of rows) {
      if (row.id === String(question.low)) row.detail = question.low_text;
      if (row.id === String(question.high)) row.detail = question.high_text;
    }
    const middle = Number.isInteger(found.median) ? number(found.median) : number(found.median, 1);
    return bars({ title, n: found.n, rows, tone, note: `Gennemsnit ${number(found.mean, 1)}, median ${middle}.` });
  }
  if (question.type === "ranking") {
    const last = rows.length;
    for (const row of rows) {
      row.told = number(row.mean, 1);
      row.percent = last > 1 ? (100 * (last - row.mean)) / (last - 1) : 100;
      row.detail = `${number(row.count)} satte det først`;
    }
    const places = (/** @type {any} */ row) => order.indexOf(row.id);
    return bars({ title, n: found.n, rows: rows.sort((/** @type {any} */ a, /** @type {any} */ b) => places(a) - places(b)), tone,
      note: `Tallet er den gennemsnitlige plads: 1 er øverst, ${number(last)} er nederst. Bjælken er længst ved det, der blev sat højest.` });
  }
  return bars({ title, n: found.n, rows, tone, note: question.type === "multiple" ? "Man kunne vælge flere." : "" });
}

/** Words with their counts, the most used in the largest type. @param {any} found @param {string} title @param {any} mine */
function wordList(found, title, mine) {
  const top = Math.max(...found.rows.map((/** @type {any} */ row) => row.count));
  return h("figure", { class: "pj-poll-cloud" },
    h("figcaption", { class: "pj-bars-title" }, title && `${title} `, h("span", { class: "pj-bars-n" }, `${number(found.n)}\u00a0svar`)),
    h("ul", { role: "list" }, found.rows.map((/** @type {any} */ row) =>
      h("li", { class: `pj-chip pj-poll-word-${row.count === 1 ? 1 : Math.ceil((4 * row.count) / top)}`,
        title: `${count(row.count, "person", "personer")}, ${percent(row.percent)}` },
      said(row.text), h("span", { class: "pj-bars-n" }, h("span", { "aria-hidden": "true" }, `×${number(row.count)}`),
        h("span", { class: "pj-visually-hidden" }, ` ${count(row.count, "person", "personer")}`))))),
    mine && h("p", { class: "pj-soft pj-small" }, "Du skrev: ", said(mine.filter(Boolean).join(", "))));
}

/** What is known about it, which the browser has only when the answers are shown. @param {any} question */
function known(question) {
  if (!question.known_html) return null;
  return h("div", { key: "known", class: "pj-notice pj-notice-warm pj-poll-known" },
    h("p", { class: "pj-poll-known-title" }, "Det ved man"),
    prose(question.known_html),
    question.known_source && h("p", { class: "pj-small pj-soft" }, `Kilde: ${question.known_source}`));
}
