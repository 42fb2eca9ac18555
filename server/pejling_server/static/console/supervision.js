// @ts-check
/** Partners and visits: all rounds planned at once, each pair with its reason, mended by hand in two taps. */
import { ask } from "../../widgets/ask.js";
import { count, h } from "../../widgets/ui.js";
import { act, api, look, say } from "./api.js";
import { openDialog } from "./dialog.js";
import { lookAtOverview } from "./follow.js";
import { badge } from "./organisations.js";
import { changed, draft, field, participants, state } from "./state.js";
import { wishes } from "./supervision_wishes.js";
import { visitLine } from "./supervision_visit.js";

const ROUNDS = /** @type {[string, string][]} */ (["1", "2", "3", "4", "5", "6"].map((n) => [n, n]));
/** What stood in the way the last time a plan was asked for. @type {readonly string[]} */
let obstacles = [];

export async function lookAtSupervision() {
  /** @type {Api.SupervisionPlan | null} */ const plan = await look(`${api}/supervision`);
  if (plan) state.supervision = plan;
  changed();
}

export function supervision() {
  const plan = state.supervision;
  if (!plan) {
    if (!state.busy.has("supervision")) {
      state.busy.add("supervision");
      lookAtSupervision().finally(() => state.busy.delete("supervision"));
    }
    return h("p", { key: "waiting", class: "pj-soft" }, "Henter makkerparrene …");
  }
  return h("div", { key: "supervision", class: "pj-stack pj-c-loose" },
    h("section", { key: "make", class: "pj-card pj-stack", "aria-labelledby": "makkerpar" },
      h("h2", { id: "makkerpar", class: "pj-title" }, "Makkerpar til supervision"),
      h("p", { class: "pj-soft" }, "Alle runder lægges på én gang: på tværs af organisationer, aldrig en leder med en, vedkommende leder, og ingen to gange med den samme. Runder, hvor der er aftalt eller holdt besøg, bliver stående."),
      h("form", { class: "pj-row pj-c-due", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); make(plan); } },
        field({ name: "supervision:rounds", label: "Runder i alt", value: String(plan.rounds.length || 3), options: ROUNDS }),
        h("button", { type: "submit", class: "pj-button pj-button-primary", disabled: state.busy.has(`${api}/supervision/plan`) },
          state.busy.has(`${api}/supervision/plan`) ? "Lægger planen …" : plan.rounds.some((one) => one.partners.length) ? "Læg planen igen" : "Læg planen")),
      linesOf("obstacles", "bad", "Der er ikke lagt nogen plan, for der er noget i vejen:", obstacles),
      linesOf("breaks", "warm", "Sådan som planen er nu, bryder den noget:", plan.breaks),
      linesOf("notes", "", "Det kunne ikke undgås:", plan.notes),
      h("p", { key: "sees", class: "pj-sees" }, "Du ser tid, sted, redskaber, og om et besøg er holdt. Det, de to skriver til hinanden, ser du ikke.")),
    wishes(plan),
    plan.rounds.map((one) => round(one)));
}

/** @param {string} key @param {string} how @param {string} title @param {readonly string[]} lines */
function linesOf(key, how, title, lines) {
  return lines.length > 0 && h("div", { key, class: `pj-notice${how ? ` pj-notice-${how}` : ""}`, role: how === "bad" ? "alert" : null },
    h("p", null, title), h("ul", null, lines.map((line) => h("li", null, line))));
}

/** @param {Api.SupervisionPlan} plan */
async function make(plan) {
  const laid = plan.rounds.filter((one) => one.partners.length && !one.begun).length;
  if (laid && !await ask("Læg planen igen?", `${count(laid, "runde", "runder")} uden aftalte besøg får nye makkerpar. Det, et par allerede har skrevet sammen i de runder, slettes.`, "Læg planen igen", "Behold planen")) return;
  /** @type {Api.PlanLaid | null} */
  const made = await act(`${api}/supervision/plan`, { rounds: Number(draft("supervision:rounds", plan.rounds.length || 3)) });
  if (!made) return;
  obstacles = made.obstacles;
  if (!obstacles.length) say(`Planen er lagt for ${count(made.laid, "runde", "runder")}.`);
  await lookAtSupervision();
}

/** @param {Api.PlannedRound} one */
function round(one) {
  const visits = one.partners.flatMap((pair) => pair.visits).concat(one.earlier);
  const held = visits.filter((visit) => visit.held).length;
  const dated = visits.filter((visit) => visit.day && !visit.cancelled).length;
  return h("section", { key: `runde ${one.number}`, class: "pj-card pj-stack", "aria-labelledby": `runde-${one.number}` },
    h("div", { class: "pj-row pj-c-between" }, h("h2", { id: `runde-${one.number}`, class: "pj-title" }, `Runde ${one.number}`),
      h("p", { class: "pj-soft" }, `${count(visits.length, "besøg", "besøg")}: ${dated} har en dato, ${held} er holdt`)),
    one.alone.map((who) => alone(one, who)),
    one.absent.length > 0 && h("p", { key: "absent", class: "pj-row" }, "Ikke med i runden:", one.absent.map((person) =>
      h("button", { key: person, type: "button", class: "pj-button pj-button-quiet", onclick: () => beAway(one.number, person, false) }, `${name(person)} – tag med igen`))),
    h("ul", { key: "pairs", class: "pj-c-partners", role: "list" }, one.partners.map((pair) => h("li", { key: pair.id, class: "pj-c-panel" },
      h("p", { class: "pj-row pj-c-partner-names" }, pair.people.map((person) => h("button", { key: person, type: "button", class: "pj-button", onclick: () => mend(one, person) },
        badge(organisation(person)), " ", h("span", { dir: "auto" }, name(person)), h("span", { class: "pj-visually-hidden" }, ": ret")))),
      h("p", { class: "pj-soft pj-small" }, pair.reason),
      h("ul", { class: "pj-c-visits", role: "list" }, pair.visits.map((visit) => visitLine(visit, name)))))),
    one.earlier.length > 0 && h("details", { key: "earlier" }, h("summary", null, "Holdt med en tidligere makker"),
      h("ul", { class: "pj-c-visits", role: "list" }, one.earlier.map((visit) => visitLine(visit, name)))));
}

/** @param {string} person */
function name(person) {
  return participants().find(({ id }) => id === person)?.name ?? "en, der er gået fra";
}

/** @param {string} person */
function organisation(person) {
  return participants().find(({ id }) => id === person)?.organisation ?? "";
}

/** @param {readonly string[]} people */
function names(people) {
  return people.map(name).join(" og ");
}

/** @param {Api.PlannedRound} round_ @param {Api.Alone} who */
function alone({ number, partners }, { person, places }) {
  const inTrio = new Set(partners.filter((pair) => pair.people.length === 3).flatMap((pair) => pair.people));
  return h("div", { key: `alone ${person}`, class: "pj-notice pj-notice-warm" },
    h("p", null, h("strong", { dir: "auto" }, name(person)), " har ingen makker i runden. ", places.length ? "Sæt sammen med:" : "Ingen i runden kan tage imod. Ret ønskerne, eller sæt vedkommende til ikke at være med."),
    h("div", { class: "pj-row" }, places.map((place) => h("button", { key: place.people.join(), type: "button", class: "pj-button", onclick: () => change(`${api}/supervision/join`, { round: number, person, to: place.people }, `${name(person)} er nu sammen med ${names(place.people)}.`) },
      names(place.people), place.people.length === 2 ? " (bliver tre)" : inTrio.has(place.people[0]) ? " (fra tre)" : null, place.breaks.length > 0 && h("span", { class: "pj-soft pj-small" }, ` · ${place.breaks[0]}`))),
    h("button", { key: "away", type: "button", class: "pj-button pj-button-quiet", onclick: () => beAway(number, person, true) }, "Er ikke med i runden")));
}

/** What can be done about someone in a round: one tap to open, one to do it. @param {Api.PlannedRound} one @param {string} person */
function mend(one, person) {
  const mine = one.partners.find((pair) => pair.people.includes(person));
  const others = one.partners.filter((pair) => pair !== mine);
  openDialog(name(person), ({ close }) => {
    const first = (/** @type {() => Promise<any>} */ then) => async () => { close(); await then(); };
    return [
      h("p", { key: "who" }, `Runde ${one.number}. Sammen med ${names((mine?.people ?? []).filter((id) => id !== person))}.`),
      h("button", { key: "away", type: "button", class: "pj-button", onclick: first(() => beAway(one.number, person, true)) }, `Kan ikke i runde ${one.number}`),
      h("div", { key: "swap" }, h("label", { class: "pj-label", for: "byt-med" }, "Byt plads med"),
        h("select", { id: "byt-med", class: "pj-input", value: "", onchange: (/** @type {any} */ event) => { const other = event.target.value; if (other) first(() => change(`${api}/supervision/swap`, { round: one.number, person, other }, `${name(person)} og ${name(other)} har byttet plads.`))(); } },
          h("option", { value: "" }, "Vælg …"), others.flatMap((pair) => pair.people).map((id) => h("option", { value: id }, name(id))))),
      h("div", { key: "third" }, h("label", { class: "pj-label", for: "tredje" }, "Flyt over som den tredje hos"),
        h("select", { id: "tredje", class: "pj-input", value: "", onchange: (/** @type {any} */ event) => { const pair = others.find(({ id }) => id === event.target.value); if (pair) first(() => change(`${api}/supervision/join`, { round: one.number, person, to: pair.people }, `${name(person)} er nu hos ${names(pair.people)}.`))(); } },
          h("option", { value: "" }, "Vælg …"), others.filter((pair) => pair.people.length === 2).map((pair) => h("option", { value: pair.id }, names(pair.people))))),
      h("button", { key: "left", type: "button", class: "pj-button pj-button-quiet", onclick: first(() => takeOut(person)) }, "Er holdt op på holdet"),
    ];
  });
}

/** @param {string} path @param {Record<string, any>} given @param {string} done */
async function change(path, given, done) {
  /** @type {Api.PlanChanged | null} */ const asked = await act(path, given);
  if (!asked) return lookAtSupervision();
  if (asked.saved) say(done);
  else if (await ask("Det bryder noget", asked.breaks.join(" "), "Gør det alligevel", "Lad være")) await act(path, { ...given, anyway: true }, done);
  await lookAtSupervision();
}

/** @param {number} number @param {string} person @param {boolean} away */
async function beAway(number, person, away) {
  await act(`${api}/supervision/away`, { round: number, person, away }, away ? `${name(person)} er ikke med i runde ${number}.` : `${name(person)} er med igen. Find en makker.`);
  await lookAtSupervision();
}

/** @param {string} person */
async function takeOut(person) {
  const who = name(person);
  if (!await ask(`Tag ${who} ud af holdet?`, "Vedkommendes egne svar og besøg slettes. Makkeren får forslag til en ny plads.", "Tag ud", "Behold")) return;
  await act(`${api}/people/${person}/take-out`, {}, `${who} er taget ud.`);
  await Promise.all([lookAtOverview(), lookAtSupervision()]);
}
