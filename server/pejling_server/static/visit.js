// @ts-check
/** What stands round a visit's forms: the last agreement, what others will see, the signing, and the owner's note. */
import { ask } from "../widgets/ask.js";
import { follow, PHONE } from "../widgets/follow.js";
import { call, reasonOf } from "../widgets/http.js";
import { announce, dayInWords, h, update } from "../widgets/ui.js";

const { course = "", person = "", visit = "" } = document.body.dataset;
const about = /** @type {HTMLElement} */ (document.getElementById("om-besoeget"));
const end = /** @type {HTMLElement} */ (document.getElementById("underskrift"));
const said = /** @type {HTMLElement} */ (document.getElementById("svar"));
const api = `/api/course/${course}/visits/${visit}`;

/** @type {Api.VisitFacts | null} */ let known = null;
let missed = () => {};

async function look() {
  /** @type {import("../widgets/http.js").Reply<Api.VisitFacts>} */ const answer = await call(api);
  if (answer.status === 0 || answer.status >= 500) missed();
  if (answer.status !== 200) return known || say(reasonOf(answer), "bad");
  known = answer.body;
  return draw(known);
}

/** @param {string} text @param {"good" | "bad"} how */
function say(text, how) {
  update(said, h("p", { class: `pj-notice pj-notice-${how}` }, text));
  announce(text);
}

/** @param {string} path @param {string} done */
async function act(path, done) {
  const answer = await call(`${api}/${path}`, {}, person);
  say(answer.status === 200 ? done : reasonOf(answer), answer.status === 200 ? "good" : "bad");
  await look();
}

/** @param {readonly Api.Noted[]} told */
function list(told) {
  return h("dl", { class: "pj-read" }, told.map(({ label, text }) => [h("dt", { key: `${label}-t` }, label), h("dd", { key: `${label}-d` }, text)]));
}

/** @param {Api.VisitFacts} facts */
function draw({ visit: { to_me: toMe, observed, observers, day, clock, place, conversation }, tools, last, trainer_sees: sees, leader_sees: leader, signed, i_signed: mine, closed, has_words: words, alike }) {
  update(about,
    h("p", { key: "who" }, `${observers.join(" og ")} besøger ${toMe ? "dig" : observed}. `,
      day ? `${dayInWords(`${day}T12:00`)} kl. ${clock.replace(":", ".")}${place ? `, ${place}` : ""}. ` : "Ingen dato endnu. ",
      [conversation, tools.length > 0 && `Prøver: ${tools.join(", ")}`].filter(Boolean).join(". ")),
    last.length > 0 && h("section", { key: "last", class: "pj-notice", "aria-labelledby": "sidst" }, h("h2", { id: "sidst", class: "pj-small-title" }, "Aftalen fra sidst"), list(last)),
    h("p", { key: "never", class: "pj-small pj-soft" }, "Skriv aldrig navn, CPR-nummer, adresse, diagnose eller sag. Der er ikke noget felt til borgeren."));
  update(end, alike && h("section", { key: "alike", class: "pj-card pj-stack", "aria-labelledby": "enige" },
    h("h2", { id: "enige", class: "pj-title" }, "Så I det samme?"), h("p", null, alike),
    h("p", { class: "pj-soft" }, "Set eller ikke set, ved alle jeres besøg til nu. Det er til at lære af: Tal om det, I så forskelligt på. Det er ingen karakter, og kun I ser det.")),
  h("section", { key: "sign", class: "pj-card pj-stack", "aria-labelledby": "skriv-under" },
    h("h2", { id: "skriv-under", class: "pj-title" }, "Underskrift"),
    h("div", { key: "sees", class: "pj-stack" }, h("h3", null, "Det her, og ikke mere, ser underviseren"), list(sees)),
    h("div", { key: "leader", class: "pj-stack" }, h("h3", null, "Det her, og ikke mere, ser ledere"),
      h("p", { class: "pj-soft" }, "Hverken navne, tid, sted eller noget, der er skrevet. Kun tal for hele holdet:"), list(leader)),
    signed.length > 0 && h("p", { key: "signed", class: "pj-notice pj-notice-good" }, `${signed.join(" og ")} har skrevet under.${closed ? " Der kan ikke rettes mere." : ""}`),
    !mine && h("div", { key: "press", class: "pj-row" }, h("button", { type: "button", class: "pj-button pj-button-primary", onclick: () => act("sign", "Du har skrevet under.") }, "Skriv under på, at besøget er holdt")),
    toMe && h("div", { key: "own", class: "pj-stack" }, h("h3", null, "Noten er din"),
      h("p", { class: "pj-soft" }, "Du kan hente den, beholde den her eller slette den. Den slettes af sig selv 90 dage efter, at den sidst er rettet."),
      h("div", { class: "pj-row" }, h("a", { class: "pj-button", href: `/hold/${course}/besoeg/${visit}/note` }, "Se, print eller gem som PDF"),
        h("a", { class: "pj-button", href: `/hold/${course}/besoeg/${visit}/note.docx` }, "Hent som Word-dokument"),
        words && h("button", { key: "erase", type: "button", class: "pj-button pj-button-quiet", onclick: erase }, "Slet noten")))));
}

async function erase() {
  if (!await ask("Slet noten?", "Alt, I har skrevet til besøget, slettes for jer begge og kan ikke hentes igen. Sikkerhedskopier udløber efter højst 14 dage.", "Slet den", "Behold den")) return;
  await act("erase", "Noten er slettet.");
  location.reload();
}

look();
/** Not while the observer counts: then nothing here can have changed, and the tablet has enough to do. */
const counting = () => document.querySelector('[role="timer"]');
missed = follow(course, { some: (changed) => { if (changed.includes("visits") || (changed.includes("besoeg-iagttagelse") && !counting())) look(); }, all: look }, PHONE);
