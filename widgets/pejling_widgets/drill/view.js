// @ts-check
/** Draws a drill: one item at a time, the feedback on each reply, a last round gone through at the end. */

import { fieldsOf } from "../fields.js";
import { announce, bars, count, focusOn, h, number, prose, said, update } from "../ui.js";

/** What each piece of feedback is called; never right or wrong. @param {any} entry */
const called = ({ kind, about }) => ({ good: "Det virker", also: "Også muligt", unsure: "Maskinen er i tvivl", seen: "Lagt mærke til" })[/** @type {string} */ (kind)] ?? (about ? "Se igen" : "Prøv");

/** What is tried first when nothing is replied yet. @param {any} item */
const blank = (item) => (item.form === "order" ? item.steps.map((/** @type {any} */ step) => step.id) : null);

/** Whether a reply can be given feedback. @param {any} item @param {any} value */
function isWhole(item, value) {
  if (item.form === "sort") return Object.keys(value || {}).length === item.cards.length;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "string" ? value.trim() !== "" : value !== null && value !== undefined;
}

/** The heading of the feedback on what is no words. */
const SHOWS = /** @type {Record<string, string>} */ ({ order: "Det viser rækkefølgen", sort: "Det viser bunkerne", place: "Det viser stedet" });

const ASK = /** @type {Record<string, string>} */ ({
  recognise: "Vælg et svar først.", mark: "Markér mindst ét ord først.", write: "Skriv dit eget bud først.",
  rewrite: "Skriv dit eget bud først.", sort: "Læg alle kort i en bunke først.", place: "Vælg et sted først.",
});

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderDrill({ model, el }) {
  const root = h("div", { class: "pj-drill pj-stack" });
  el.append(root);
  let at = -1; // the item that is looked at; items.length is the end; -1 until the first drawing finds it
  let asked = ""; // the item whose feedback was asked for and has not come
  let awaited = ""; // the key of what takes focus when it comes
  let finished = /** @type {boolean | null} */ (null);
  let hint = "";
  const fields = fieldsOf({ model, root, name: "drill", redraw: draw, changed: () => { hint = asked = awaited = ""; } });
  const { uid } = fields;

  /** @param {any} item */
  const valueOf = (item) => fields.valueOf(item) ?? blank(item);
  /** @param {any} pub @param {any} item */
  const isLocked = (pub, item) => pub.locked || !!item.result;

  /** @param {number} to */
  function go(to) {
    at = to;
    hint = asked = awaited = "";
    draw();
    focusOn(root, "here");
    root.scrollIntoView({ block: "nearest" });
  }

  /** @param {any} pub @param {any} item */
  function answer(pub, item) {
    const value = valueOf(item);
    if (fields.isHeld(item.id)) return;
    if (!isWhole(item, value)) {
      hint = ASK[item.form];
      announce(hint);
      return draw();
    }
    asked = item.id;
    awaited = "told";
    model.send({ type: "answer", item: item.id, value });
    draw();
  }

  /** @param {any} pub @param {any} item */
  function task(pub, item) {
    const mine = { pub, item, value: valueOf(item), locked: isLocked(pub, item), id: fields.idOf(item.id), set: fields.set, draw: fields.draw };
    return [
      item.context && h("p", { key: "context", class: "pj-drill-context" }, item.context),
      item.citizen && item.form !== "mark" && bubble("Borgeren", item.citizen),
      FORMS[item.form](mine),
    ];
  }

  /** The buttons below an item. @param {any} pub @param {any} item */
  function actions(pub, item) {
    const last = at === pub.items.length - 1;
    const waitsForEnd = item.check && !pub.finished;
    const next = h("button", { key: "next", type: "button", class: `pj-button${item.result || waitsForEnd ? " pj-button-primary" : ""}`, onclick: () => go(at + 1) },
      last ? (pub.finished ? "Oversigt" : "Til afslutningen") : item.result || waitsForEnd || pub.locked ? "Næste" : "Spring over");
    return h("div", { key: "actions", class: "pj-row pj-drill-actions" },
      !item.result && !waitsForEnd && !pub.locked && h("button", { key: "answer", type: "button", class: "pj-button pj-button-primary",
        "aria-disabled": asked === item.id ? "true" : null, onclick: () => asked !== item.id && answer(pub, item) }, asked === item.id ? "Læser …" : "Få feedback"),
      next,
      item.result && !pub.locked && h("button", { key: "again", type: "button", class: "pj-button", onclick: () => {
        model.send({ type: "again", item: item.id });
        focusOn(root, "here");
      } }, "Prøv igen"),
      pub.finished && !last && h("button", { key: "end", type: "button", class: "pj-button pj-button-quiet", onclick: () => go(pub.items.length) }, "Oversigt"),
      at > 0 && h("button", { key: "back", type: "button", class: "pj-button pj-button-quiet", onclick: () => go(at - 1) }, "Tilbage"),
      hint && h("p", { key: "hint", class: "pj-small pj-drill-hint" }, hint));
  }

  /** @param {any} pub @param {any} item */
  function one(pub, item) {
    const inCheck = pub.items.filter((/** @type {any} */ i) => i.check);
    const inPractice = pub.items.filter((/** @type {any} */ i) => !i.check);
    const [of, word] = item.check ? [inCheck, "Tjek"] : [inPractice, "Øvelse"];
    return [
      h("div", { key: "where", class: "pj-drill-where" },
        h("p", { class: "pj-small pj-soft" }, `${word} ${of.indexOf(item) + 1} af ${of.length}`),
        h("div", { class: "pj-progress", "aria-hidden": "true" }, h("span", { style: { width: `${100 * (of.indexOf(item) + 1) / of.length}%` } }))),
      item === inCheck[0] && !pub.finished && h("p", { key: "check", class: "pj-notice" },
        "Nu kommer en kort runde uden feedback undervejs. Den viser dig, hvad der sidder fast. Bagefter går du den igennem."),
      h("section", { key: item.id, class: "pj-stack", "aria-labelledby": `${uid}-prompt` },
        h("p", { key: "here", id: `${uid}-prompt`, class: "pj-legend", role: "heading", "aria-level": "4", tabindex: "-1" }, item.prompt),
        task(pub, item),
        item.result && feedback(pub, item),
        actions(pub, item)),
    ];
  }

  /** The text that was read, with the words that the feedback is about. @param {any} result @param {string} heading */
  function highlighted(result, heading) {
    if (!result.segments.some((/** @type {any} */ part) => part.kind)) return null;
    return h("div", { key: "read", class: "pj-drill-read" },
      h("p", { class: "pj-small pj-soft" }, heading),
      h("p", { class: "pj-said", dir: "auto" }, result.segments.map((/** @type {any} */ part, /** @type {number} */ i) => part.kind
        ? h("mark", { key: `${i}`, class: `pj-drill-mark pj-drill-${part.kind}` }, part.text,
          part.numbers.length > 0 && h("sup", null, h("span", { class: "pj-visually-hidden" }, " feedback "), part.numbers.join(",")))
        : part.text)));
  }

  /** @param {any} pub @param {any} item */
  function feedback(pub, item) {
    const { entries, rule, key, models, typical } = item.result;
    const numbered = entries.some((/** @type {any} */ entry) => entry.highlighted); // the numbers stand at the words
    return h("div", { key: "feedback", class: "pj-drill-feedback pj-stack" },
      h("p", { key: "told", class: "pj-drill-heading", role: "heading", "aria-level": "5", tabindex: "-1" }, SHOWS[item.form] ?? "Det viser ordene"),
      highlighted(item.result, item.form === "recognise" || item.form === "mark" ? "Replikken:" : "Dit svar:"),
      h("ol", { key: "entries", class: "pj-drill-entries", role: "list" }, entries.map((/** @type {any} */ entry, /** @type {number} */ i) =>
        h("li", { key: `${i}`, class: `pj-drill-entry pj-drill-${entry.kind}` },
          h("p", null, h("span", { class: "pj-drill-kind" }, numbered && `${i + 1} · `, called(entry)), entry.about && [" · ", h("strong", null, entry.about)]),
          h("p", null, entry.text), entry.why && entry.why !== entry.text && h("p", { class: "pj-small pj-soft" }, entry.why),
          doubt(pub, item, entry, i)))),
      h("p", { key: "rule", class: "pj-drill-rule" }, h("strong", null, "Reglen bag: "), rule),
      key.length > 0 && h("details", { key: "key", class: "pj-drill-key" }, h("summary", null, "Sammenlign med gode svar"),
        h("ul", { role: "list" }, key.map((/** @type {any} */ good, /** @type {number} */ i) => h("li", { key: `${i}` }, h("strong", null, good.about), h("br"), good.text)))),
      models.length > 0 && h("div", { key: "models", class: "pj-stack" },
        h("p", { class: "pj-drill-heading", role: "heading", "aria-level": "5" }, "To andre gode bud"),
        h("div", { class: "pj-side" }, models.map((/** @type {any} */ good, /** @type {number} */ i) =>
          h("div", { key: `${i}`, class: "pj-drill-model" }, h("p", null, `»${good.reply}«`), h("p", { class: "pj-small pj-soft" }, good.why))))),
      typical && h("details", { key: "typical", class: "pj-drill-key" }, h("summary", null, "Det skriver mange i første omgang"),
        h("p", null, `»${typical.reply}«`), h("p", null, typical.feedback)));
  }

  /** "Det passer ikke": what is sent on, and whether the reply goes along. @param {any} pub @param {any} item @param {any} entry @param {number} i */
  function doubt(pub, item, entry, i) {
    const send = (/** @type {boolean} */ share) => {
      awaited = `sent-${i}`;
      model.send({ type: "wrong_feedback", item: item.id, rule: entry.rule, share_text: share });
    };
    if (entry.reported)
      return h("p", { key: `sent-${i}`, class: "pj-small pj-soft pj-row", tabindex: "-1" },
        entry.reported === "text" ? "Meldt til underviseren sammen med dit svar." : "Meldt til underviseren uden dit svar.",
        !pub.locked && h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: () => model.send({ type: "withdraw", item: item.id, rule: entry.rule }) }, "Træk tilbage"));
    if (pub.locked) return null;
    return h("details", { key: "doubt", class: "pj-drill-doubt" },
      h("summary", null, "Det passer ikke", h("span", { class: "pj-visually-hidden" }, ` (punkt ${i + 1})`)),
      h("p", { class: "pj-small" }, "Feedbacken kommer fra faste regler, og de tager fejl ind imellem. Vil du melde det, ser underviseren opgaven og den feedback, du fik, men ikke dit navn. Skal dit svar med, så underviseren kan se, hvad der gik galt?"),
      h("div", { class: "pj-row" },
        h("button", { type: "button", class: "pj-button", onclick: () => send(false) }, "Meld uden mit svar"),
        h("button", { type: "button", class: "pj-button", onclick: () => send(true) }, "Meld med mit svar")));
  }

  /** The end: finishing the last round, and then going through it. @param {any} pub */
  function end(pub) {
    const practice = pub.items.filter((/** @type {any} */ item) => !item.check);
    const round = pub.items.filter((/** @type {any} */ item) => item.check);
    const missing = round.filter((/** @type {any} */ item) => fields.isHeld(item.id) || !isWhole(item, valueOf(item)) || (item.form === "order" && !pub.fields[item.id]));
    const tried = practice.filter((/** @type {any} */ item) => item.tries).length;
    const sits = round.filter((/** @type {any} */ item) => item.result?.first === "hit").length;
    return h("section", { key: "end", class: "pj-stack", "aria-labelledby": `${uid}-end` },
      h("p", { key: "here", id: `${uid}-end`, class: "pj-legend", role: "heading", "aria-level": "4", tabindex: "-1" }, pub.finished ? "Gå runden igennem" : "Afslut runden"),
      h("p", { key: "own" }, `Du har øvet ${number(tried)} af ${count(practice.length, "øvelse", "øvelser")}.`,
        pub.finished && (sits ? ` I den sidste runde sad ${number(sits)} af ${count(round.length, "svar", "svar")} med det samme.` : " I den sidste runde er der noget at arbejde videre med i alle svar."),
        " Det er kun dig, der ser det."),
      !pub.finished && (pub.locked ? h("p", { key: "stopped", class: "pj-soft" }, "Runden er ikke afsluttet, så der er ingen feedback på den.") : missing.length
        ? h("p", { key: "missing", class: "pj-notice" }, `Du mangler at svare på ${count(missing.length, "opgave", "opgaver")} i runden.`)
        : h("p", { key: "ready" }, "Når du afslutter, får du feedback på hele runden.")),
      jumps(pub, "round", pub.finished ? round : pub.locked ? [] : missing),
      pub.finished && h("p", { key: "others", class: "pj-drill-heading", role: "heading", "aria-level": "5" }, "Øvelserne før"),
      pub.finished && jumps(pub, "practice", practice),
      h("div", { key: "actions", class: "pj-row" },
        !pub.finished && !missing.length && !pub.locked && h("button", { key: "finish", type: "button", class: "pj-button pj-button-primary", onclick: () => {
          model.send({ type: "finish" });
          focusOn(root, "here");
        } }, "Afslut, og se feedback"),
        h("button", { key: "back", type: "button", class: "pj-button pj-button-quiet", onclick: () => go(pub.items.length - 1) }, "Tilbage")));
  }

  /** Items to go to. @param {any} pub @param {string} key @param {any[]} items */
  function jumps(pub, key, items) {
    return h("ol", { key, class: "pj-drill-list", role: "list" }, items.map((item) =>
      h("li", { key: item.id }, h("button", { type: "button", class: "pj-drill-jump", onclick: () => go(pub.items.indexOf(item)) },
        h("span", null, item.prompt), h("span", { class: "pj-small pj-soft" }, progressOf(item))))));
  }

  /** @param {any} item */
  function progressOf(item) {
    if (!item.tries) return item.check ? "ikke besvaret" : "ikke øvet endnu";
    return item.tries > 1 ? `${count(item.tries, "forsøg", "forsøg")} – se feedback` : "se feedback";
  }

  /** How the group did, for the trainer. @param {any} all @param {any} pub */
  function everybody(all, pub) {
    const items = all.parts.filter((/** @type {any} */ part) => part.shape === "distribution");
    const reports = all.parts.find((/** @type {any} */ part) => part.shape === "table");
    const title = (/** @type {any} */ part) => titleOf(pub.items.find((/** @type {any} */ item) => item.id === part.id));
    return h("section", { key: "all", class: "pj-stack", "aria-label": "Holdets svar" },
      h("p", { key: "note", class: "pj-small pj-soft" }, `Første forsøg i hver opgave, uden navne og tekster. Folk tælles med ${number(pub.least)} ad gangen, så ingen kan regne sig frem til én.`),
      items.map((/** @type {any} */ part) => h("div", { key: part.id }, part.whole.few
        ? [h("p", { class: "pj-label" }, title(part)), h("p", { class: "pj-soft" }, "Endnu har for få øvet den til, at det kan vises.")]
        : bars({ title: title(part), n: part.whole.n, rows: part.whole.bars }))),
      reports && h("div", { key: "reports", class: "pj-stack" }, h("p", { class: "pj-drill-heading", role: "heading", "aria-level": "4" }, reports.title),
        h("ul", { class: "pj-drill-list", role: "list" }, reports.rows.map((/** @type {string[]} */ [prompt, feedback, text, rule], /** @type {number} */ i) => h("li", { key: `${i}`, class: "pj-drill-report" },
          h("p", { class: "pj-label" }, prompt), h("p", null, `Feedback: ${feedback}`),
          text ? h("p", null, "Svaret: ", said(text)) : h("p", { class: "pj-soft" }, "Svaret er ikke sendt med."),
          h("p", { class: "pj-small pj-soft" }, `Regel: ${rule}`))))));
  }

  function draw() {
    const pub = model.get("public");
    const all = model.get("summary");
    if (!pub?.items) return;
    if (at < 0) at = start(pub);
    at = Math.min(at, pub.items.length);
    const item = pub.items[at];
    if ((item?.result || pub.held?.includes(item?.id)) && asked === item?.id) asked = "";
    if (pub.finished && finished === false) announce("Runden er afsluttet. Her er feedbacken.");
    finished = pub.finished;
    update(root,
      pub.learn_html && h("details", { key: at === 0 ? "learn-first" : "learn", class: "pj-drill-learn", open: at === 0 && !pub.items[0].tries }, h("summary", null, "Kort fortalt"), prose(pub.learn_html), cardLink(pub.card)),
      item ? one(pub, item) : end(pub),
      all?.parts?.length ? everybody(all, pub) : null);
    if (awaited && root.querySelector(`[data-key="${awaited}"]`)) {
      focusOn(root, awaited);
      awaited = "";
    }
  }

  model.on("change:public", draw);
  model.on("change:summary", draw);
  draw();
}

/** Where to begin: the first item that is not done. @param {any} pub */
function start(pub) {
  const first = pub.items.findIndex((/** @type {any} */ item) => !item.result && (!item.check || pub.fields[item.id] === undefined));
  return first < 0 ? pub.items.length : first;
}

/** An item among the trainer's totals: tasks of the last round often read as those before it. @param {any} item */
const titleOf = (item) => `${item.check ? "Tjek: " : ""}${item.prompt}`;

/** The tool's card, where there is a course to show it. @param {string | null} card */
function cardLink(card) {
  const course = /^\/hold\/[^/]+/.exec(location.pathname)?.[0];
  return card && course ? h("p", null, h("a", { href: `${course}/kort/${card}` }, "Se kortet")) : null;
}

/** Something said. @param {string} who @param {string} text */
function bubble(who, text) {
  return h("figure", { key: "bubble", class: "pj-drill-bubble" }, h("figcaption", { class: "pj-small pj-soft" }, who), h("blockquote", null, text));
}

/** @param {any} mine */
function choose({ item, value, locked, id, set }) {
  return [
    bubble(item.speaker, item.utterance),
    h("fieldset", { key: "labels", class: "pj-fieldset", disabled: locked, "aria-labelledby": id.replace(`-${item.id}`, "-prompt") },
      h("div", { class: "pj-choices" }, item.labels.map((/** @type {any} */ label) => h("label", { key: label.id, class: "pj-choice" },
        h("input", { type: "radio", name: id, checked: value === label.id, onchange: () => set(item, label.id) }), h("span", null, label.text))))),
  ];
}

/** @param {any} mine */
function mark({ item, value, locked, set }) {
  const marked = value || [];
  return h("div", { key: "mark", class: "pj-drill-bubble" }, h("p", { class: "pj-small pj-soft" }, "Borgeren"),
    h("div", { class: "pj-drill-words", role: "group", "aria-label": "Ord, der kan markeres" }, item.words.map((/** @type {string} */ word, /** @type {number} */ i) =>
      h("button", { key: `${i}`, type: "button", class: "pj-drill-word", disabled: locked, "aria-pressed": String(marked.includes(i)), onclick: () => {
        const now = marked.includes(i) ? marked.filter((/** @type {number} */ n) => n !== i) : [...marked, i].sort((a, b) => a - b);
        set(item, now.length ? now : null);
      } }, word))));
}

/** @param {any} mine */
function write({ item, locked, draw }) {
  return [
    item.form === "rewrite" && h("figure", { key: "text", class: "pj-drill-bubble pj-drill-own" }, h("figcaption", { class: "pj-small pj-soft" }, "Skriv det om"), h("blockquote", null, item.text)),
    draw({ id: item.id, type: "text", label: "Dit svar", rows: 4, longest: item.longest }, { disabled: locked }),
  ];
}

/** @param {any} mine */
function order({ item, value, locked, id, set }) {
  const texts = Object.fromEntries(item.steps.map((/** @type {any} */ step) => [step.id, step.text]));
  const move = (/** @type {number} */ i, /** @type {number} */ by) => {
    const now = [...value];
    [now[i], now[i + by]] = [now[i + by], now[i]];
    set(item, now);
    const to = i + by; // focus follows the step; at the end only the other button is left
    document.getElementById(`${id}-${now[to]}-${to === 0 ? "ned" : to === now.length - 1 ? "op" : by < 0 ? "op" : "ned"}`)?.focus();
    announce(`${texts[now[to]]}: nummer ${to + 1} af ${now.length}`);
  };
  const button = (/** @type {string} */ name, /** @type {number} */ i, /** @type {number} */ by, /** @type {string} */ sign) =>
    h("button", { key: name, id: `${id}-${value[i]}-${name}`, type: "button", class: "pj-button pj-drill-move", disabled: locked || i + by < 0 || i + by >= value.length,
      "aria-label": `Flyt ${name}: ${texts[value[i]]}`, onclick: () => move(i, by) }, sign);
  return h("ol", { key: "steps", class: "pj-drill-steps", role: "list" }, value.map((/** @type {string} */ name, /** @type {number} */ i) =>
    h("li", { key: name, class: "pj-drill-step" }, h("span", { class: "pj-drill-number" }, `${i + 1}`), h("span", { class: "pj-drill-step-text" }, texts[name]),
      h("span", { class: "pj-drill-moves" }, button("op", i, -1, "↑"), button("ned", i, 1, "↓")))));
}

/** @param {any} mine */
function sort({ item, value, locked, id, set }) {
  return h("div", { key: "cards", class: "pj-stack" }, item.cards.map((/** @type {any} */ card) =>
    h("fieldset", { key: card.id, class: "pj-fieldset pj-drill-card", disabled: locked }, h("legend", { class: "pj-label" }, card.text),
      h("div", { class: "pj-drill-piles" }, item.piles.map((/** @type {any} */ pile) => h("label", { key: pile.id, class: "pj-choice" },
        h("input", { type: "radio", name: `${id}-${card.id}`, checked: value?.[card.id] === pile.id, onchange: () => set(item, { ...value, [card.id]: pile.id }) }), h("span", null, pile.text)))))));
}

/** @param {any} mine */
function place({ item, value, locked, id, set }) {
  const here = (/** @type {number} */ n) => h("label", { key: `spot-${n}`, class: `pj-drill-spot${value === n ? " pj-drill-chosen" : ""}` },
    h("input", { type: "radio", name: id, checked: value === n, disabled: locked, onchange: () => set(item, n),
      "aria-label": n ? `Her, efter linje ${n}` : "Her, før den første linje" }), h("span", { "aria-hidden": "true" }, value === n ? "Placeret her" : "Her"));
  return [
    h("div", { key: "what", class: "pj-drill-what" }, h("p", { class: "pj-small pj-soft" }, "Skal placeres"), h("p", null, item.what)),
    h("div", { key: "lines", class: "pj-drill-lines", role: "radiogroup", "aria-labelledby": id.replace(`-${item.id}`, "-prompt") }, here(0), item.lines.map((/** @type {any} */ line, /** @type {number} */ i) => [
      h("p", { key: `line-${i}`, class: "pj-drill-line" }, h("span", { class: "pj-small pj-soft" }, `${i + 1} · ${line.speaker}`), h("br"), line.text), here(i + 1)])),
  ];
}

const FORMS = /** @type {Record<string, (mine: any) => any>} */ ({ recognise: choose, mark, write, rewrite: write, order, sort, place });

export default { render: renderDrill };
