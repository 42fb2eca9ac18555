// @ts-check
/**
 * The big screen: the way in, the section, the exercise with its progress or its revealed result; nothing else.
 * Its own keyboard, or a clicker, moves it where the course's trainer is logged in.
 */
import { follow, WINDOW } from "../widgets/follow.js";
import { call } from "../widgets/http.js";
import { KindView } from "../widgets/kind_view.js";
import { keep, recall } from "../widgets/storage.js";
import { clock, dayInWords, fewerThan, h, number, prose, spaced, update } from "../widgets/ui.js";
import { Ending, readyToSound } from "./chime.js";
import { placeOf, placesOf } from "./places.js";
import { progress } from "./progress.js";
import { largest, Slide } from "./slides.js";

const { course = "", key = "", steers = "" } = document.body.dataset;
const root = /** @type {HTMLElement} */ (document.getElementById("skaerm"));
const ROOM_IN = 0.9; // of those on the list: from then on the way in takes no line of its own
const PROGRESS = 3_000; // ms between looks at the count while an exercise is open
/** The type's largest and smallest size, in hundredths of the screen's height. */
const SIZES = { results: [4, 2.1], else: [3.1, 1.9] };
const PAGED = 2.5; // the size of what is too long even for the smallest: it is read page by page

/** @type {Api.ShownNow} */
let shown;
let asked = 0;
let missed = () => {};
let drawn = "";
let heardAt = 0; // when the server was last heard, from which a clock is counted down
/** @type {KindView | null} */
let view = null;
/** @type {Slide | null} */
let slide = null;
let timed = false; // whether a clock stands below the slide
let back = false; // whether the last step went back, so that a slide of several pages begins at its last

async function look() {
  const number_ = ++asked;
  const { status, body } = await call(`/api/course/${course}/screen?k=${encodeURIComponent(key)}`);
  if (number_ !== asked) return;
  const trouble = document.getElementById("besked");
  if (trouble) trouble.textContent = status === 200 ? "" : [401, 403, 404].includes(status) ? "Holdet er slettet, eller linket gælder ikke mere. Luk vinduet." : "Forbindelsen er væk – prøver igen.";
  if ([401, 403, 404].includes(status)) document.getElementById("skaerm")?.replaceChildren(); // nothing of a course that is gone stays on the wall
  if (status === 0 || status >= 500) missed();
  if (status !== 200) return;
  shown = body;
  heardAt = performance.now(); // no device's clock: that may be set meanwhile
  draw();
}

/** Seconds left of a clock as the server told of it. @param {{ remaining: number } | null | undefined} told */
function left(told) {
  return told ? told.remaining - (performance.now() - heardAt) / 1000 : null;
}

/** A clock that is going while the screen shows something else. */
function going() {
  if (!shown.clock) return null;
  return h("p", { key: "clock", class: "pj-s-clock", role: "timer" }, h("span", { dir: "auto" }, `${shown.clock.title} `), h("strong", { class: "pj-s-clock-left" }, clock(left(shown.clock) ?? 0)));
}

/** When the day goes on. */
function goesOn() {
  const { until, section } = shown;
  if (!until) return null;
  const over = (left(until) ?? 0) <= 0;
  return h("p", { key: "until", class: "pj-s-until", role: "timer" },
    section?.is_break ? (over ? "Nu begynder vi igen" : "Vi begynder igen kl. ") : (over ? "Tiden er gået" : "Til kl. "),
    !over && h("strong", null, until.at), !over && h("span", { class: "pj-s-until-left" }, clock(left(until) ?? 0)));
}

const endings = [new Ending(), new Ending(), new Ending()];
let wasOver = false;

function tickClock() {
  if (!shown) return;
  const parts = /** @type {[string, number | null][]} */ ([[".pj-s-clock-left", left(shown.clock)], [".pj-s-until-left", left(shown.until)]]);
  for (const [place, seconds] of parts) {
    const el = root.querySelector(place);
    if (el && seconds !== null) el.textContent = clock(seconds);
  }
  const e = shown.exercise;
  const own = e?.phase === "open" && e.steered && e.public.running ? { remaining: Number(e.public.remaining) } : null;
  [left(shown.until), left(shown.clock), left(own)].forEach((seconds, i) => endings[i].look(seconds, shown.sound));
  const over = (left(shown.until) ?? 1) <= 0;
  if (over !== wasOver) { wasOver = over; draw(); }
}

/** An address as one types it: no scheme, no slash. @param {string} url */
function typed(url) {
  return url.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

function picture() {
  return h("img", { class: "pj-s-qr", src: `/api/course/${course}/code.svg?k=${encodeURIComponent(key)}&kode=${shown.code}`, alt: "QR-kode, der åbner holdet på en telefon" });
}

function welcome() {
  const { title, code, address, here, people } = shown;
  return h("div", { key: "welcome", class: "pj-s-welcome" },
    h("h1", { dir: "auto" }, title),
    code ? h("div", { key: "in", class: "pj-s-in" }, picture(), h("div", { class: "pj-s-how" },
      h("p", null, "Scan koden, eller gå til"), h("p", { class: "pj-s-address" }, typed(address)),
      h("p", null, "og skriv"), h("p", { class: "pj-s-code", "aria-label": `Kode: ${[...code].join(" ")}` }, spaced(code))))
      : h("p", { key: "in", class: "pj-s-soon" }, "Velkommen. Koden kommer her, når døren åbnes."),
    people > 0 && h("p", { key: "here", class: "pj-s-here" }, `${number(here)} af ${number(people)} er med`));
}

function strip() {
  const { code, address } = shown;
  if (!code) return null;
  const isIn = shown.people > 0 && shown.here >= ROOM_IN * shown.people;
  return h("footer", { key: "strip", class: `pj-s-strip${isIn ? " pj-s-corner" : ""}` }, picture(),
    h("p", null, "Kom med: ", h("strong", null, typed(address)), " · kode ", h("strong", { class: "pj-s-strip-code" }, spaced(code))));
}

/** What is asked, where it is one thing. @param {Api.ExerciseView} e */
function question(e) {
  const { questions, sections } = e.public;
  if (questions?.length === 1) return h("p", { key: "question", class: "pj-s-question", dir: "auto" }, questions[0].label);
  if (questions?.length > 1) return h("p", { key: "question", class: "pj-s-more" }, `${number(questions.length)} spørgsmål, i dit eget tempo`);
  return sections?.length ? h("ul", { key: "question", class: "pj-s-headings" }, sections.map((/** @type {{ title: string }} */ one) => h("li", null, one.title))) : null;
}

/** @param {Api.ExerciseView} e */
function howFar(e) {
  if (e.homework) return h("p", { key: "progress", class: "pj-s-question" }, e.due ? `Afleveres senest ${dayInWords(e.due)}` : "Afleveres hjemmefra");
  return h("div", { key: "progress", class: "pj-s-progress" }, shown.progress && progress(e, shown.progress));
}

/** @param {Api.WaitingExercise | Api.ExerciseView} e */
function exercise(e) {
  const title = h("h2", { key: "title", dir: "auto" }, e.title);
  const head = e.phase !== "waiting" && e.round > 1 ? h("div", { key: "head", class: "pj-s-round" }, title, h("p", { class: "pj-chip" }, `${e.round}. runde`)) : title;
  if (e.phase === "waiting") return [head, h("p", { key: "word", class: "pj-s-word" }, "Åbner om lidt")];
  if (e.steered) return [head, h("div", { key: "view", class: "pj-s-view pj-s-steered" })];
  if (e.phase === "open") return [head, e.intro && h("div", { key: "intro", class: "pj-s-intro" }, prose(e.intro)), question(e), howFar(e)];
  if (e.phase === "closed") return [head, h("p", { key: "word", class: "pj-s-word" }, "Der er lukket for svar.")];
  if (e.summary?.too_few) return [head, h("p", { key: "word", class: "pj-s-word" }, `${fewerThan(e.summary)}, så resultatet vises ikke.`),
    e.public.questions && h("div", { key: "view", class: "pj-s-view" })]; // what is known about it can still be talked over
  if (!e.summary) return [head, h("p", { key: "word", class: "pj-s-word" }, "Tak for jeres svar.")];
  return [head, h("div", { key: "view", class: "pj-s-view" })];
}

function draw() {
  const { section, exercise: e, title } = shown;
  const now = `${section?.id} ${section?.slide} ${e?.exercise} ${e?.phase}`;
  if (now !== drawn) window.scrollTo(0, 0);
  drawn = now;
  if (!section) update(root, welcome());
  else update(root,
    h("header", { key: "head", class: "pj-s-head" }, h("p", { key: "where" }, `${number(section.number)} af ${number(section.of)} · ${section.title}`, !e && section.minutes && ` · ${number(section.minutes)} min.`), going(), e && goesOn(), h("p", { key: "course", class: "pj-s-course", dir: "auto" }, title)),
    h("div", { key: e ? `e ${e.exercise}` : `s ${section.id} ${section.slide}`, class: `pj-s-body${e ? "" : " pj-s-prose"}` },
      e ? exercise(e) : [h("div", { key: "slide", class: "pj-s-slide pj-prose" }), goesOn()]),
    strip());
  mount(e);
  fit();
}

/** The slide of a section, in its place. */
function lay() {
  const place = /** @type {HTMLElement | null} */ (root.querySelector(".pj-s-slide"));
  document.documentElement.classList.toggle("pj-s-slides", place !== null);
  if (!place || slide?.place !== place) slide = place && new Slide(place);
  if (slide && timed !== !!shown.until) slide.html = ""; // the clock takes room, too: measure again
  timed = !!shown.until;
  slide?.show(shown.section?.html ?? "", back);
}

/** @param {Api.WaitingExercise | Api.ExerciseView | null} e */
function mount(e) {
  const el = /** @type {HTMLElement | null} */ (root.querySelector(".pj-s-view"));
  if (!el || view?.place !== el) {
    view?.unmount();
    view = el ? new KindView(el) : null;
  }
  if (!e || e.phase === "waiting") return;
  // A revealed exercise is drawn anew: its view begins at the first question.
  view?.show(`${e.run} ${e.phase}`, e.kind, { public: { ...e.public, case: null, fields: {}, locked: true, may_control: false }, summary: e.summary?.too_few ? null : e.summary })
    .then(() => requestAnimationFrame(fit));
}

/** Make the type as large as there is room for, and no smaller than what is read from the back of the room. */
function fit() {
  const html = document.documentElement;
  lay();
  more.hidden = true;
  if (slide) return;
  const isResults = root.querySelector(".pj-s-view:not(.pj-s-steered)") !== null;
  html.classList.toggle("pj-s-results", isResults);
  const [most, least] = isResults ? SIZES.results : SIZES.else;
  const at = window.scrollY; // which trying a smaller size may move
  const tried = (/** @type {number} */ size) => {
    html.style.setProperty("--pj-s-size", `${size}vh`);
    return html.scrollHeight <= window.innerHeight + 1 && html.scrollWidth <= window.innerWidth;
  };
  if (!largest(least, most, tried)) html.style.setProperty("--pj-s-size", `${PAGED}vh`);
  if (window.scrollY !== at) window.scrollTo(0, at);
  tellMore();
}

/** Say whether what is shown goes on below. */
function tellMore() {
  more.hidden = document.documentElement.scrollHeight - window.innerHeight - window.scrollY < 8;
}

/** Scroll on in what is longer than the screen. @param {number} by @returns {boolean} whether there was more */
function scrollOn(by) {
  const left = by > 0 ? document.documentElement.scrollHeight - window.innerHeight - window.scrollY : window.scrollY;
  if (left < 8) return false;
  window.scrollBy({ top: by * Math.min(left, window.innerHeight * 0.8), behavior: "smooth" });
  return true;
}

const more = h("p", { class: "pj-s-below", hidden: true, "aria-hidden": "true" }, "Fortsætter ↓");
document.body.append(more);
window.addEventListener("scroll", tellMore, { passive: true });

// Moving it

/** The place so many steps on, or none. @param {number} by */
async function placeAfter(by) {
  /** @type {import("../widgets/http.js").Reply<Partial<Api.Overview>>} */ const overview = await call(`/api/console/${course}`);
  const { course: known, days } = overview.body ?? {};
  const day = known?.screen.day || days?.[0]?.id;
  if (!day || !known) return null;
  /** @type {import("../widgets/http.js").Reply<Partial<Api.Agenda>>} */
  const { body } = await call(`/api/console/${course}/day/${encodeURIComponent(day)}`);
  const places = placesOf(body?.sections ?? [], known.screen);
  const to = places[placeOf(places, known.screen) + by];
  return to ? { day, section: to.section, exercise: to.exercise, slide: to.slide } : null;
}

let moving = false;

/** @param {number} by */
async function step(by) {
  if (scrollOn(by)) return undefined;
  if (slide?.step(by)) return undefined;
  if (view?.step(by)) {
    window.scrollTo(0, 0);
    return requestAnimationFrame(fit);
  }
  if (steers !== "ja" || moving) return undefined;
  moving = true;
  const wanted = await placeAfter(by);
  back = by < 0;
  if (wanted) await call(`/api/console/${course}/screen`, wanted);
  moving = false;
  return look();
}

const KEYS = /** @type {Record<string, number>} */ ({ PageDown: 1, ArrowRight: 1, PageUp: -1, ArrowLeft: -1 });

for (const press of ["keydown", "pointerdown"]) document.addEventListener(press, readyToSound, { once: true });

document.addEventListener("keydown", (event) => {
  const by = KEYS[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  step(by);
});

if ("BroadcastChannel" in window) {
  const channel = new BroadcastChannel(`pejling-skaerm-${course}`);
  channel.onmessage = ({ data }) => {
    if (!data.step) return;
    channel.postMessage({ handled: true });
    step(data.step);
  };
}

// Light or dark, as the room wants it

const THEME = "pejling:skaerm:lys";
const lights = h("button", { type: "button", class: "pj-s-light" });

/** @param {string} theme */
function light(theme) {
  document.documentElement.dataset.theme = theme;
  lights.textContent = theme === "dark" ? "Lys baggrund" : "Mørk baggrund";
  lights.onclick = () => { keep(THEME, theme === "dark" ? "light" : "dark"); light(theme === "dark" ? "light" : "dark"); };
}

light(recall(THEME) ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
document.body.append(lights);

window.addEventListener("resize", () => { slide?.lay(); fit(); });
setInterval(() => { if (shown?.exercise?.phase === "open" && shown.exercise.gathers) look(); else if (!shown?.section) look(); }, PROGRESS);
setInterval(tickClock, 500);
missed = follow(course, { some: look, all: look }, { ...WINDOW, key });
look();
