// @ts-check
/** A poll on the screen: the questions, one at a time when there are many, and the answers when they are shown. */
import { fieldsOf, isWhole } from "../fields.js";
import { distribution, grouped, noteOf } from "../summary.js";
import { announce, count, fewerThan, focusOn, h, number, partOf, percent, prose, said, update } from "../ui.js";

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
    const fields = fieldsOf({ model, root, name: "poll", redraw: draw });
    let at = -1; // the question that is looked at; -1 until the first drawing finds it
    let all = false;
    let phase = "";
    let telling = false; // whether the screen has come to what is known, which it shows after the answers
    el.append(root);

    /** Whether this is the big screen: one question at a time, and what is known apart from what was answered. */
    const onScreen = () => el.closest(".pj-s-view") !== null;
    const isStepping = (/** @type {any[]} */ questions) => questions.length > (onScreen() ? 1 : TOGETHER);

    /** @param {number} step @returns {boolean} whether there was a question to go to */
    const go = (step) => {
      const { questions } = model.get("public");
      if (all || !isStepping(questions) || step < 0 || step >= questions.length) return false;
      at = step;
      telling = false;
      draw();
      focusOn(root, `legend-${questions[at].id}`);
      return true;
    };

    /** Go on to what is known of the question, or back from it. @param {number} by */
    const tell = (by) => {
      const question = model.get("public").questions?.[Math.max(at, 0)];
      if (!onScreen() || !model.get("summary")?.parts || !question?.known_html || telling === by > 0) return false;
      telling = by > 0;
      draw();
      return true;
    };

    function draw() {
      const shown = model.get("public");
      if (!shown || !shown.questions) return;
      const summary = model.get("summary");
      const results = summary?.parts ? summary : null;
      if (phase && phase !== shown.phase && shown.phase in PHASE_SAID) announce(PHASE_SAID[shown.phase]);
      phase = shown.phase;
      if (!shown.questions.length) {
        update(root, h("p", { class: "pj-soft" }, "Øvelsen er ikke åbnet endnu."));
        return;
      }
      const stepping = isStepping(shown.questions);
      const wall = onScreen();
      if (at < 0 || at >= shown.questions.length) at = firstUnanswered(shown);
      const visible = stepping && !all ? [shown.questions[at]] : shown.questions;
      update(root,
        shown.phase === "closed" && !results && h("p", { key: "closed", class: "pj-notice" },
          "Der er lukket for svar. Underviseren viser svarene for alle."),
        stepping && !all && position(shown, at),
        visible.map((/** @type {any} */ question) => h("div", { key: `q-${question.id}`, class: "pj-poll-question" },
          asked(question, shown, results, fields),
          results && !telling && answers(question, shown, results, wall),
          (!results || telling || !wall) && known(question))),
        stepping && steps(shown, at, all, go, () => { all = !all; draw(); }));
    }

    model.on("change:public", draw);
    model.on("change:summary", draw);
    // A page that is steered from outside (the big screen) sends "pj-step" with 1 or -1; taken when there is one.
    el.addEventListener("pj-step", (event) => {
      const by = /** @type {CustomEvent} */ (event).detail;
      if (tell(by) || go(at + by)) event.preventDefault();
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
  return shown.questions.filter((/** @type {any} */ q) => isWhole(q, shown.fields[q.id])).length;
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
 * @param {any} question @param {any} shown @param {any} results @param {ReturnType<typeof fieldsOf>} fields
 */
function asked(question, shown, results, fields) {
  if (!results || !shown.locked) return fields.draw(question, { legend: "pj-legend", disabled: shown.locked });
  return h("div", { key: "asked", class: "pj-poll-told" },
    h("p", { key: `legend-${question.id}`, class: "pj-legend", tabindex: "-1", dir: "auto", role: "heading", "aria-level": "4" }, question.label),
    !partOf(results, question.id)?.written && prose(question.help_html, "pj-soft")); // how to write is of no use any more
}

/** Everybody's answers to a question, beside those of the round before, and those of each organisation. */
function answers(/** @type {any} */ question, /** @type {any} */ shown, /** @type {any} */ results, /** @type {boolean} */ wall) {
  const part = partOf(results, question.id);
  const { whole, split, split_few: small } = part;
  const earlier = results.before && partOf(results.before, question.id)?.whole;
  const mine = shown.fields[question.id];
  const order = whole.bars.map((/** @type {any} */ row) => row.id);
  const few = fewerThan(shown);
  const tooSmall = small && h("p", { class: "pj-soft pj-small" }, `Svarene vises ikke for hver organisation. ${few} i mindst én af dem.`);
  const series = [
    ...(earlier?.n && !earlier.few ? [{ label: `${shown.round - 1}. runde`, tone: 4, found: earlier }] : []),
    { label: earlier?.n && !earlier.few ? `${shown.round}. runde` : "Alle", tone: 1, found: whole },
    ...split.map((/** @type {any} */ g, /** @type {number} */ i) => ({ label: g.label, tone: 2 + (i % 3), found: g.shown })),
  ];
  if (wall && !part.written && whole.n && !whole.few && series.length > 1 && series.every(({ found }) => !found.few))
    return h("div", { key: "answers", class: "pj-stack" }, grouped(series, question.several ? "Man kunne vælge flere." : whole.by === "place" ? noteOf(whole) : ""), tooSmall);
  const now = (/** @type {string} */ title) => chart(question, part, whole, { title, mine, tone: 1, few, order });
  return h("div", { key: "answers", class: "pj-stack pj-poll-answers" },
    earlier?.n && !earlier.few
      ? h("div", { class: "pj-side" }, chart(question, part, earlier, { title: `${shown.round - 1}. runde`, mine: undefined, tone: 4, few, order }),
        now(`${shown.round}. runde`))
      : now(split.length || small ? "Alle" : ""),
    split.length > 0 && h("div", { class: "pj-side" }, split.map((/** @type {any} */ g, /** @type {number} */ i) =>
      chart(question, part, g.shown, { title: g.label, mine: undefined, tone: 2 + (i % 3), few, order }))),
    tooSmall);
}

/**
 * @param {any} question @param {Api.Question} part @param {Api.Distribution} found
 * @param {{ title: string, mine: any, tone: number, few: string, order?: string[] }} as  `few`: why it may not be shown
 */
function chart(question, part, found, { title, mine, tone, few, order }) {
  if (found.few) return h("p", { class: "pj-notice" }, `${few} på spørgsmålet, så svarene vises ikke.`);
  if (!found.n) return h("p", { class: "pj-soft" }, title && title !== "Alle" ? `${title}: ingen har svaret.` : "Ingen har svaret.");
  if (part.written) return wordList(found, title, mine);
  const isMine = (/** @type {string} */ id) => mine !== undefined && (Array.isArray(mine) ? question.several && mine.includes(id) : String(mine) === id);
  return distribution(found, { title, tone, order, isMine, note: question.several ? "Man kunne vælge flere." : noteOf(found) });
}

/** Words with their counts, the most used in the largest type. @param {any} found @param {string} title @param {any} mine */
function wordList(found, title, mine) {
  const top = Math.max(...found.bars.map((/** @type {any} */ row) => row.count));
  return h("figure", { class: "pj-poll-cloud" },
    h("figcaption", { class: "pj-bars-title" }, title && `${title} `, h("span", { class: "pj-bars-n" }, `${number(found.n)}\u00a0svar`)),
    h("ul", { role: "list" }, found.bars.map((/** @type {any} */ row) =>
      h("li", { class: `pj-chip pj-poll-word-${row.count === 1 ? 1 : Math.ceil((4 * row.count) / top)}`,
        title: `${count(row.count, "person", "personer")}, ${percent(row.percent)}` },
      said(row.text), h("span", { class: "pj-bars-n" }, row.count > 1 && h("span", { "aria-hidden": "true" }, `×${number(row.count)}`),
        h("span", { class: "pj-visually-hidden" }, ` ${count(row.count, "person", "personer")}`))))),
    mine && h("p", { class: "pj-soft pj-small" }, "Du skrev: ", said(mine.filter(Boolean).join(", "))));
}

/** What is known about it, which the browser has only when the answers are shown. @param {any} question */
function known(question) {
  if (!question.known_html) return null;
  return h("div", { key: "known", class: "pj-notice pj-notice-warm pj-poll-known" },
    h("p", { class: "pj-poll-known-title" }, question.known_heading),
    prose(question.known_html),
    question.known_source && h("p", { class: "pj-small pj-soft" }, `Kilde: ${question.known_source}`));
}
