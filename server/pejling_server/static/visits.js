// @ts-check
/** One's own visits: whom one visits and who comes, agreed between the two; and the way into one's calendar. */
import { ask } from "../widgets/ask.js";
import { checkOnReturn } from "../widgets/bfcache.js";
import { follow, PHONE } from "../widgets/follow.js";
import { call, reasonOf } from "../widgets/http.js";
import { announce, dayInWords, h, update } from "../widgets/ui.js";

const { course = "", person = "" } = document.body.dataset;
const root = /** @type {HTMLElement} */ (document.getElementById("besoeg"));
const said = /** @type {HTMLElement} */ (document.getElementById("svar"));
const api = `/api/course/${course}`;

/** @type {Api.OwnVisits | null} */ let known = null;
/** What is typed and not yet sent, by visit. @type {Map<string, { day: string, clock: string, place: string, conversation: string, tools: string[] }>} */
const drafts = new Map();
/** The secret address, shown once. */
let link = "";
let missed = () => {};

async function look() {
  /** @type {import("../widgets/http.js").Reply<Api.OwnVisits>} */ const answer = await call(`${api}/visits`);
  if (answer.status === 0 || answer.status >= 500) missed();
  if (answer.status !== 200) return say(reasonOf(answer), "bad");
  known = answer.body;
  draw();
}

/** @param {string} text @param {"good" | "bad"} how */
function say(text, how) {
  update(said, h("p", { class: `pj-notice pj-notice-${how}` }, text));
  if (how === "bad") announce(text);
}

/** Send, say what came of it, and look again. @param {string} path @param {object} given @param {string} done */
async function act(path, given, done) {
  const answer = await call(path, given, person);
  if (answer.status !== 200) { say(reasonOf(answer), "bad"); return null; }
  say(done, "good");
  await look();
  return answer.body;
}

function draw() {
  if (!known) return;
  const { visits } = known;
  const rounds = [...new Set(visits.map(({ round }) => round))];
  update(root,
    visits.length === 0 && h("p", { key: "none", class: "pj-notice" }, "Du har ingen besøg endnu. De står her, når underviseren har lavet makkerparrene."),
    rounds.map((round) => h("section", { key: `runde ${round}`, class: "pj-stack", "aria-labelledby": `runde-${round}` },
      h("h2", { id: `runde-${round}`, class: "pj-title" }, `Runde ${round}`),
      visits.filter((one) => one.round === round).map(card))),
    visits.length > 0 && calendar());
}

/** @param {string[] | readonly string[]} names */
function listed(names) {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} og ${names[names.length - 1]}`;
}

/** @param {Api.OwnVisit} visit */
function title({ to_me, observed, observers }) {
  if (!to_me) return `Du besøger ${observed || "en, der er gået fra"}`;
  return observers.length ? `${listed(observers)} besøger dig` : "Din makker er gået fra";
}

/** @param {Api.OwnVisit} visit */
function when({ day, clock, place, cancelled, held }) {
  if (held) return `Holdt ${day ? dayInWords(`${day}T12:00`) : ""}`.trim();
  if (!day) return cancelled ? "Aflyst" : "Ingen dato endnu";
  return `${cancelled ? "Aflyst: " : ""}${dayInWords(`${day}T12:00`)} kl. ${clock.replace(":", ".")}${place ? `, ${place}` : ""}`;
}

/** @param {Api.OwnVisit} visit */
function card(visit) {
  const about = title(visit);
  const open = drafts.has(visit.id);
  const tools = visit.tools.map((id) => known?.tools.find((tool) => tool.id === id)?.title ?? id);
  return h("article", { key: visit.id, class: "pj-card pj-stack", "aria-label": about },
    h("h3", { dir: "auto" }, about),
    h("p", { key: "when" }, h("span", { class: `pj-chip${visit.held ? " pj-chip-good" : visit.day && !visit.cancelled ? "" : " pj-chip-accent"}` }, when(visit))),
    visit.organisations.length > 0 && h("p", { key: "from", class: "pj-soft pj-small" }, listed(visit.organisations)),
    visit.reason && h("p", { key: "why", class: "pj-soft pj-small" }, visit.reason),
    !open && (visit.conversation || tools.length > 0) && h("p", { key: "what" }, [visit.conversation, tools.length > 0 && `Prøver: ${listed(tools)}`].filter(Boolean).join(". ")),
    open ? form(visit) : h("div", { key: "ways", class: "pj-row" },
      !visit.cancelled && h("a", { key: "page", class: `pj-button${visit.day && !visit.held ? " pj-button-primary" : ""}`, href: `/hold/${course}/besoeg/${visit.id}` }, "Åbn besøget", hidden(about)),
      !visit.held && h("button", { key: "agree", type: "button", class: `pj-button${visit.day && !visit.cancelled ? "" : " pj-button-primary"}`, onclick: () => begin(visit) },
        visit.cancelled ? "Find en ny dato" : visit.day ? "Flyt eller ret" : "Aftal besøget", hidden(about)),
      visit.day && h("a", { key: "file", class: "pj-button", href: `/hold/${course}/besoeg/${visit.id}/kalender.ics`, download: "" }, visit.cancelled ? "Hent aflysningen" : "Læg i min kalender", hidden(about)),
      !visit.held && !visit.cancelled && visit.day && h("button", { key: "cancel", type: "button", class: "pj-button pj-button-quiet", onclick: () => cancel(visit) }, "Aflys", hidden(about)),
      !visit.cancelled && h("button", { key: "held", type: "button", class: "pj-button pj-button-quiet", onclick: () => act(`${api}/visits/${visit.id}/held`, { held: !visit.held }, visit.held ? "Besøget står ikke længere som holdt." : "Besøget står nu som holdt.") },
        visit.held ? "Det er ikke holdt alligevel" : "Besøget er holdt", hidden(about))));
}

/** @param {string} about */
function hidden(about) {
  return h("span", { class: "pj-visually-hidden" }, `: ${about}`);
}

/** @param {Api.OwnVisit} visit */
function begin(visit) {
  drafts.set(visit.id, { day: visit.day, clock: visit.clock || "10:00", place: visit.place, conversation: visit.conversation, tools: [...visit.tools] });
  draw();
  document.getElementById(`dag-${visit.id}`)?.focus();
}

/** @param {Api.OwnVisit} visit */
async function cancel(visit) {
  if (!await ask("Aflys besøget?", "I kan finde en ny dato bagefter. Står besøget i din kalender, så hent aflysningen, eller slet det selv dér.", "Aflys besøget", "Behold det")) return;
  await act(`${api}/visits/${visit.id}/cancel`, {}, "Besøget er aflyst. Sig det også til din makker.");
}

/** @param {Api.OwnVisit} visit */
function form(visit) {
  const draft = /** @type {NonNullable<ReturnType<typeof drafts.get>>} */ (drafts.get(visit.id));
  const practised = new Set(known?.practised);
  const tools = [...(known?.tools ?? [])].sort((a, b) => Number(practised.has(b.id)) - Number(practised.has(a.id)));
  const send = async (/** @type {boolean} */ dated) => {
    const { day, clock, place, conversation, tools: chosen } = draft;
    if (dated && !day) return say("Vælg en dato, eller tryk på »Gem uden dato«.", "bad");
    const done = await act(`${api}/visits/${visit.id}`, { at: dated ? `${day}T${clock || "10:00"}` : null, place, conversation, tools: chosen }, "Gemt. Din makker ser det samme.");
    if (done) { drafts.delete(visit.id); draw(); }
  };
  const input = (/** @type {"day" | "clock" | "place"} */ name, /** @type {string} */ id, /** @type {string} */ label, /** @type {Record<string, string>} */ more) =>
    h("div", { key: name }, h("label", { class: "pj-label", for: `${id}-${visit.id}` }, label),
      h("input", { class: "pj-input", id: `${id}-${visit.id}`, value: draft[name], oninput: (/** @type {any} */ event) => { draft[name] = event.target.value; }, ...more }));
  return h("form", { key: "form", class: "pj-stack", onsubmit: (/** @type {Event} */ event) => { event.preventDefault(); send(true); } },
    h("div", { class: "pj-row" }, input("day", "dag", "Dato", { type: "date" }), input("clock", "tid", "Klokken", { type: "time" })),
    input("place", "sted", "Sted", { type: "text", maxlength: "120", autocomplete: "off" }),
    h("div", { key: "conversation" }, h("label", { class: "pj-label", for: `samtale-${visit.id}` }, "Hvilken slags samtale"),
      h("select", { class: "pj-input", id: `samtale-${visit.id}`, value: draft.conversation, onchange: (/** @type {any} */ event) => { draft.conversation = event.target.value; } },
        h("option", { value: "" }, "Ikke valgt endnu"), (known?.conversations ?? []).map((one) => h("option", { value: one, selected: one === draft.conversation }, one)))),
    h("fieldset", { key: "tools", class: "pj-fieldset" }, h("legend", { class: "pj-label" }, "Redskaber, der skal prøves (højst seks)"),
      practised.size > 0 && h("p", { key: "hint", class: "pj-soft pj-small" }, "Dem, du selv har øvet dig på, står først."),
      h("div", { class: "pj-visit-tools" }, tools.map((tool) => h("label", { key: tool.id, class: "pj-choice" },
        h("input", { type: "checkbox", checked: draft.tools.includes(tool.id), onchange: (/** @type {any} */ event) => {
          draft.tools = draft.tools.filter((id) => id !== tool.id);
          if (event.target.checked) draft.tools.push(tool.id);
        } }), h("span", null, tool.title, practised.has(tool.id) && h("span", { class: "pj-soft pj-small" }, " · øvet")))))),
    h("div", { key: "go", class: "pj-row" },
      h("button", { type: "submit", class: "pj-button pj-button-primary" }, "Gem aftalen"),
      h("button", { type: "button", class: "pj-button", onclick: () => send(false) }, "Gem uden dato"),
      h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: () => { drafts.delete(visit.id); draw(); } }, "Fortryd")));
}

function calendar() {
  return h("section", { key: "calendar", class: "pj-card pj-stack", "aria-labelledby": "kalender" },
    h("h2", { id: "kalender", class: "pj-title" }, "Alle besøg i din kalender"),
    h("p", null, "Med en hemmelig adresse kan din kalender selv hente dine besøg og følge med, når de flyttes. En fil, du har hentet, følger ikke med: Bliver besøget flyttet eller aflyst, så hent filen igen, eller slet det gamle selv."),
    link ? h("p", { key: "link" }, h("label", { class: "pj-label", for: "adresse" }, "Adressen vises kun nu. Sæt den ind i din kalender under »Tilføj fra internettet«."),
      h("input", { id: "adresse", class: "pj-input", readonly: true, value: link, onfocus: (/** @type {any} */ event) => event.target.select() })) : null,
    h("div", { key: "ways", class: "pj-row" },
      h("button", { type: "button", class: "pj-button", onclick: makeLink }, known?.calendar ? "Lav en ny adresse" : "Lav en adresse"),
      known?.calendar && h("button", { key: "end", type: "button", class: "pj-button pj-button-quiet", onclick: endLink }, "Luk adressen")));
}

async function makeLink() {
  if (known?.calendar && !await ask("Lav en ny adresse?", "Den gamle virker ikke mere, så din kalender skal have den nye.", "Lav en ny", "Behold den gamle")) return;
  const made = await act(`${api}/calendar-link`, {}, "Adressen er klar. Enhver, der har den, kan se, hvornår du har besøg, så del den ikke.");
  if (!made) return;
  link = made.url;
  draw();
  document.getElementById("adresse")?.focus();
}

async function endLink() {
  link = "";
  await act(`${api}/calendar-link/remove`, {}, "Adressen virker ikke mere. Fjern den også i din kalender.");
}

look();
checkOnReturn(() => person);
missed = follow(course, { some: (changed) => { if (changed.includes("visits")) look(); }, all: look }, PHONE);
window.addEventListener("beforeunload", (event) => { if (drafts.size) event.preventDefault(); });
