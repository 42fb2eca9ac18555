// @ts-check
/**
 * The course server's host: fills every exercise on the page, sends what is answered, and follows what changes.
 * The page is the same for everyone; who is looking comes from the server.
 */
import { askForPin } from "./ask.js";
import { checkOnReturn } from "./bfcache.js";
import { cookiesNotKept, isLoginKept } from "./cookies.js";
import { call, reasonOf } from "./http.js";
import { refusedOf } from "./answer.js";
import { ExerciseOnPage } from "./exercise.js";
import { textIn } from "./input_checks.js";
import { follow, PHONE } from "./follow.js";
import { keep, nowLoggedIn } from "./storage.js";
import { NowBar } from "./now.js";
import { Outbox } from "./outbox.js";
import { h, update } from "./ui.js";

const course = document.body.dataset.course || (/^\/hold\/([^/]+)\//.exec(location.pathname)?.[1] ?? "");
const day = document.body.dataset.day ?? "";
const visit = document.body.dataset.visit; // a visit's page: what is written belongs to its pair
const api = `/api/course/${course}`;
const banner = document.getElementById("pj-banner")
  ?? (document.querySelector('main, [role="main"]') ?? document.body).insertAdjacentElement("afterbegin", h("div", { class: "pj" }));

/** @type {Map<string, ExerciseOnPage>} */
const exercises = new Map();
/** @type {{ person: string, name: string } | null} */
let me = null;
/** @type {Outbox} */
let outbox;
/** @type {NowBar} */
let nowBar;
/** @type {string[]} */
let opened = [];
let asking = false;
let missed = () => {};
let wait = 1000;
let asked = 0;
/** The number of the newest request whose answer was taken, for each exercise: an older answer changes nothing. */
const answered = /** @type {Map<string, number>} */ (new Map());

// What the server says

/** The states of all exercises on the page. @returns {Promise<import("./http.js").Reply<Api.DayStates>>} */
async function fetchAll() {
  if (visit) return call(`${api}/visits/${visit}/exercises`);
  if (day) return call(`${api}/day/${encodeURIComponent(day)}`);
  const who = await call("/api/me"); // a kernel page: it knows no day
  if (who.status !== 200) return who;
  const states = await Promise.all(idsOnPage().map((id) => call(`${api}/exercise/${id}`)));
  const failed = states.find(({ status }) => status !== 200 && status !== 404);
  if (failed) return failed;
  const shown = Object.fromEntries(states.filter(({ status }) => status === 200).map(({ body }) => [body.exercise, body]));
  const open = Object.values(shown).filter(({ phase }) => phase === "open").map(({ exercise }) => exercise);
  return { status: 200, body: { ...who.body, course: {}, group: "", now_open: open, exercises: shown } };
}

async function lookAgain() {
  const number = ++asked;
  const answer = await fetchAll();
  if (answer.status !== 200) return showTrouble(answer);
  wait = 1000;
  const { person, name } = answer.body;
  if (me && me.person !== person) return showSomeoneElse();
  const first = !me;
  if (first) begin(person, name);
  showCourse(answer.body);
  opened = answer.body.now_open ?? [];
  for (const [id, view] of Object.entries(answer.body.exercises)) showExercise(id, view, number);
  nowBar.show(openNow());
  outbox.wake();
  if (first) stayAtTarget();
  return undefined;
}

/** The place that the address names has moved, now that the exercises above it are drawn. */
async function stayAtTarget() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  let moved = false;
  for (const event of ["wheel", "touchstart", "keydown", "pointerdown"])
    window.addEventListener(event, () => { moved = true; }, { once: true, passive: true });
  await Promise.allSettled([...exercises.values()].map(({ ready }) => ready));
  if (!moved) target.scrollIntoView({ block: "start" });
}

/** @param {string} id */
async function refetch(id) {
  if (visit) return lookAgain();
  const number = ++asked;
  const answer = await call(`${api}/exercise/${encodeURIComponent(id)}`);
  if (answer.status === 200) {
    showExercise(id, answer.body, number);
    nowBar.show(openNow());
  } else if (answer.status !== 404) showTrouble(answer);
  return undefined;
}

/** @param {string} id @param {Api.WaitingExercise | Api.ExerciseView} view @param {number} number */
function showExercise(id, view, number) {
  if (number < (answered.get(id) ?? 0)) return;
  answered.set(id, number);
  exercises.get(id)?.show(view);
}

let ended = false;

/** Open exercises on the page, the one opened last at the end; none when the course is ended. */
function openNow() {
  if (ended || visit) return [];
  return opened.map((id) => exercises.get(id)).filter((one) => one?.view?.phase === "open").map((one) => /** @type {ExerciseOnPage} */ (one));
}

/** @type {Set<string>} */
const changedIds = new Set();
let gathering = 0;

/** The stream says that these have changed: fetched together, after a jitter, since a class must not ask in the same moment. @param {string[]} changed */
function someChanged(changed) {
  for (const what of changed) changedIds.add(what);
  gathering ||= window.setTimeout(() => {
    gathering = 0;
    const ids = [...changedIds].filter((id) => exercises.has(id));
    const all = changedIds.has("course") || ids.length > 3;
    changedIds.clear();
    if (all) lookAgain();
    else ids.forEach(refetch);
  }, 50 + Math.random() * 350);
}

// The beginning

/** @param {string} person @param {string} name */
function begin(person, name) {
  me = { person, name };
  nowLoggedIn(person);
  nowBar = new NowBar();
  outbox = new Outbox({ person, course, settled, changed: outboxChanged });
  const host = {
    course, person, outbox, refetch, logIn, pair: visit,
    opened: (/** @type {ExerciseOnPage} */ exercise) => {
      opened = [...opened.filter((id) => id !== exercise.id), exercise.id];
      nowBar.announce(exercise);
    },
  };
  for (const root of placesOnPage()) {
    const exercise = new ExerciseOnPage(root, host);
    exercises.set(exercise.id, exercise);
  }
  missed = follow(course, { some: someChanged, all: lookAgain }, PHONE);
  window.addEventListener("beforeunload", (event) => {
    if (outbox.fragile || [...exercises.values()].some(({ answer }) => answer?.keptBack)) event.preventDefault();
  });
}

/** @returns {HTMLElement[]} */
function placesOnPage() {
  return [...document.querySelectorAll(".pj-exercise[data-exercise]")].map((el) => /** @type {HTMLElement} */ (el));
}

function idsOnPage() {
  return placesOnPage().map(({ dataset }) => dataset.exercise ?? "");
}

// What became of what was sent

/** @param {import("./outbox.js").Item} item @param {import("./outbox.js").Outcome} result */
function settled(item, result) {
  const exercise = exercises.get(item.exercise);
  if (exercise?.answer && item.pair === visit) return exercise.answer.settled(item, result);
  // Written on another day's page: it is told there.
  const lost = result?.status === "refused" && item.typed ? { reason: result.reason, text: textIn(item.event.value) }
    : result?.status === "saved" && result.overwritten ? { reason: "Et andet vindue havde en tekst liggende, og den står der nu i stedet.", text: textIn(result.overwritten.value) } : null;
  if (lost?.text && me) keep(refusedOf(course, me.person, item.pair ? `${item.exercise}@${item.pair}` : item.exercise) + item.id, { id: item.id, field: item.event.field, ...lost });
  return undefined;
}

function outboxChanged() {
  for (const exercise of exercises.values()) exercise.answer?.drawState();
  if (outbox.state === "login") logIn();
}

async function logIn() {
  if (asking || !me) return;
  asking = true;
  const inside = await askForPin({ course, ...me, waiting: outbox.items.length > 0 });
  asking = false;
  if (!inside) return showLoggedOut();
  if (!await isLoginKept()) return showBanner(cookiesNotKept());
  nowLoggedIn(me.person);
  update(/** @type {Element} */ (banner));
  outbox.wake();
  lookAgain();
}

// The banner at the top of the page

/** @param {...any} content */
function showBanner(...content) {
  update(/** @type {Element} */ (banner), content.length ? h("div", { class: "pj-notice pj-notice-warm pj-stack-tight", role: "status" }, ...content) : null);
}

/** @param {{ status: number, body: any }} answer */
function showTrouble(answer) {
  if (answer.status === 401) return me ? showLoggedOut() : showBanner(h("p", null, "Du er ikke logget ind. ", h("a", { href: `/hold/${course}/ind` }, "Log ind")));
  if (me) { // what is on the page still stands, and each exercise says what is saved
    missed();
    return showBanner(h("p", null, answer.status === 0 ? "Der er ikke forbindelse lige nu. Siden prøver selv igen, og det, du ser, kan være gammelt."
      : reasonOf(answer)));
  }
  showBanner(h("p", null, reasonOf(answer)));
  wait = Math.min(10_000, wait * 2);
  window.setTimeout(lookAgain, wait);
  return undefined;
}

function showLoggedOut() {
  showBanner(h("p", null, "Du er logget ud på denne enhed."),
    h("p", null, h("button", { class: "pj-button", type: "button", onclick: logIn }, "Log ind igen")));
}

function showSomeoneElse() {
  outbox.setState("other");
  showBanner(h("p", null, "En anden er nu logget ind i denne browser. Det, du ikke fik gemt, ligger her, til du selv er logget ind."),
    h("p", null, h("button", { class: "pj-button", type: "button", onclick: () => location.reload() }, "Hent siden igen")));
}

/** @param {Api.DayStates} states */
function showCourse({ course: { closed }, group, name }) {
  ended = closed;
  const place = document.getElementById("pj-me");
  if (place) update(place, h("span", null, name), group && h("span", { class: "pj-chip" }, group));
  if (closed) showBanner(h("p", null, "Holdet er afsluttet. Du kan læse alt, men ikke svare mere."));
  else showBanner();
}

checkOnReturn(() => me?.person ?? "");
lookAgain();
