// @ts-check
/** Keeps what the console knows fresh: by the stream, and by looking again. */
import { follow, WINDOW } from "../../widgets/follow.js";
import { api, look } from "./api.js";
import { lookAtJobs } from "./jobs.js";
import { changed, course, exercises, fold, setting, state, usable } from "./state.js";
import { lookAtSupervision } from "./supervision.js";

const GATHER = 0; // ms; the server itself tells of a change four times a second at most

let missed = () => {};

/** What the server has; when it does not answer, everything is looked at again until it does. @param {string} path */
async function fetched(path) {
  const found = await look(path);
  if (!found && state.trouble === "away") missed();
  return found;
}

/** Everything, from the beginning. */
export async function lookAtAll() {
  /** @type {Api.Overview | null} */ const overview = await fetched(api);
  if (!overview) return;
  state.overview = overview;
  if (!state.day) state.day = firstDay(overview);
  changed();
  await Promise.all([lookAtDay(), lookAtJobs(), state.supervision && lookAtSupervision()]);
}

export async function lookAtOverview() {
  /** @type {Api.Overview | null} */ const overview = await fetched(api);
  if (overview) state.overview = overview;
  changed();
}

export async function lookAtDay() {
  if (!state.day) return;
  const day = state.day;
  /** @type {Api.Agenda | null} */ const agenda = await fetched(`${api}/day/${encodeURIComponent(day)}`);
  if (!agenda || state.day !== day) return;
  const first = state.agenda?.id !== day;
  state.agenda = agenda;
  if (first) foldOutWhatIsOn(agenda.sections);
  changed();
  await Promise.all(exercises().filter(({ id }) => state.open.has(`oevelse ${id}`)).map(({ id }) => refetch(id)));
}

/** @param {string} day */
export function choose(day) {
  state.day = day;
  state.agenda = null;
  state.details.clear();
  history.replaceState(null, "", `?dag=${encodeURIComponent(day)}${location.hash}`);
  changed();
  lookAtDay();
}

/** @param {Api.Overview} overview */
function firstDay({ days, now }) {
  const wanted = new URLSearchParams(location.search).get("dag");
  if (days.some((day) => day.id === wanted)) return wanted ?? "";
  const today = now.slice(0, 10);
  const coming = days.filter(({ date }) => date && date >= today).sort((a, b) => (String(a.date) < String(b.date) ? -1 : 1));
  return (coming[0] ?? days[0])?.id ?? "";
}

/** @param {Api.Section[]} sections */
function foldOutWhatIsOn(sections) {
  const screen = state.overview.course.screen;
  for (const section of sections) {
    const running = usable(section).filter((e) => e.phase === "open" && !e.homework);
    running.forEach((e) => fold(`oevelse ${e.id}`, true));
    if (running.length || (screen.day === state.day && screen.section === section.id)) fold(`afsnit ${section.id}`, true);
  }
  if (!sections.some((section) => state.open.has(`afsnit ${section.id}`)) && sections.length) fold(`afsnit ${sections[0].id}`, true);
}

/** The newest look at each exercise; an older answer that comes late changes nothing. @type {Map<string, number>} */
const asked = new Map();

/** One exercise, in detail. @param {string} id */
export async function refetch(id) {
  const number = (asked.get(id) ?? 0) + 1;
  asked.set(id, number);
  /** @type {Api.ExerciseDetail | null} */ const detail = await fetched(`${api}/exercise/${id}`);
  if (!detail || asked.get(id) !== number) return;
  state.details.set(id, detail);
  for (const section of state.agenda?.sections ?? [])
    section.exercises = section.exercises.map((e) => (e.id === id ? detail : e));
  changed();
}

/** @type {Set<string>} */
const waiting = new Set();
let gathering = 0;

/** @param {string[]} topics */
function someChanged(topics) {
  topics.forEach((topic) => waiting.add(topic));
  gathering ||= window.setTimeout(() => {
    gathering = 0;
    const now = [...waiting];
    waiting.clear();
    if (now.some((topic) => ["people", "course", "screen"].includes(topic))) lookAtOverview();
    if (now.includes("jobs")) lookAtJobs();
    if (state.supervision && now.some((topic) => ["people", "visits"].includes(topic))) lookAtSupervision();
    if (now.includes("course")) lookAtDay();
    else exercises().filter(({ id }) => now.includes(id)).forEach(({ id }) => refetch(id));
  }, GATHER);
}

export function beginFollowing() {
  missed = follow(course, { some: someChanged, all: lookAtAll }, WINDOW);
}

/** Minutes after midnight at which the day is planned to begin. */
export function beginsAt() {
  const [hours, minutes] = String(setting(`start:${state.day}`, "09:00")).split(":").map(Number);
  return hours * 60 + minutes;
}
