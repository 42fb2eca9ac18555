// @ts-check
/** What the trainer has had made: how far it is, the file when it is ready, and why when it could not be made. */
import { announce, dayInWords, h, timeOfDay } from "../../widgets/ui.js";
import { act, api, look, say } from "./api.js";
import { fetchFile, fileLink } from "./files.js";
import { changed, state } from "./state.js";

/** What was asked for in this window: it is fetched by itself when it is ready. @type {Set<string>} */
const awaited = new Set();
/** Each look has a number, so that one that comes late changes nothing. */
let looked = 0;

export async function lookAtJobs() {
  const number = ++looked;
  /** @type {Api.JobList | null} */ const list = await look(`${api}/jobs`);
  if (!list || number !== looked) return;
  state.jobs = list.jobs;
  list.jobs.filter((job) => awaited.has(job.id) && ["done", "failed"].includes(job.state)).forEach(arrived);
  changed();
}

/** @param {string} kind @param {Record<string, string>} of */
export function isUnderWay(kind, of) {
  return state.jobs.some((job) => ["waiting", "running"].includes(job.state) && job.kind === kind && Object.entries(of).every(([name, value]) => job.arguments[name] === value));
}

/** Have something made. @param {string} kind @param {Record<string, string>} of @param {string} text what it is called */
export async function make(kind, of, text) {
  /** @type {Api.JobAsked | null} */ const asked = await act(`${api}/jobs`, { kind, arguments: of });
  if (!asked) return;
  awaited.add(asked.id);
  announce(`Laver ${text}`);
  await lookAtJobs();
}

/** @param {Api.JobStatus} job */
function arrived(job) {
  awaited.delete(job.id);
  if (job.state === "failed") return say(`${job.label}: ${job.reason}`, "bad");
  if (job.shown) return say(`${job.label} er klar. Åbn den under »Hent«.`);
  return fetchFile(fileOf(job));
}

/** @param {Api.JobStatus} job */
function fileOf(job) {
  return `${api}/jobs/${job.id}/file`;
}

/** @param {Api.JobStatus} job @param {string} done */
async function remove(job, done) {
  awaited.delete(job.id);
  await act(`${api}/jobs/${job.id}/remove`, {}, done);
  await lookAtJobs();
}

/** @param {Api.JobStatus} job */
async function again(job) {
  await act(`${api}/jobs/${job.id}/remove`);
  await make(job.kind, job.arguments, job.label);
}

/** Everything asked for here, the latest first. */
export function jobs() {
  return state.jobs.length > 0 && h("ul", { key: "jobs", class: "pj-c-jobs", role: "list", "aria-label": "Det, du har bedt om" },
    state.jobs.map((job) => h("li", { key: job.id, class: "pj-stack-tight" }, SHOWN[job.state](job))));
}

const SHOWN = {
  waiting: (/** @type {Api.JobStatus} */ job) => [h("p", { key: "what" }, `${job.label} venter på tur.`), stop(job)],
  running: (/** @type {Api.JobStatus} */ job) => [
    h("p", { key: "what" }, `Laver ${job.label} …`),
    h("progress", { key: "far", max: "100", value: String(job.percent), "aria-label": job.label }),
    h("p", { key: "doing", class: "pj-small pj-soft" }, job.doing), stop(job)],
  done: (/** @type {Api.JobStatus} */ job) => [
    job.shown ? h("a", { key: "page", class: "pj-touch", href: fileOf(job), target: "_blank", rel: "noopener" }, `Åbn ${job.label}`) : fileLink(fileOf(job), `Hent ${job.label}`),
    h("p", { key: "until", class: "pj-small pj-soft" }, `Ligger her til ${dayInWords(job.kept_until ?? "")} kl. ${timeOfDay(job.kept_until ?? "")}.`),
    button("Slet", job, () => remove(job, "Filen er slettet."))],
  failed: (/** @type {Api.JobStatus} */ job) => [
    h("p", { key: "why", class: "pj-notice pj-notice-bad" }, h("strong", null, `${job.label}: `), job.reason),
    h("div", { key: "do", class: "pj-row" }, button("Prøv igen", job, () => again(job)), button("Fjern", job, () => remove(job, "")))],
};

/** @param {Api.JobStatus} job */
function stop(job) {
  return button("Stop", job, () => remove(job, `${job.label} er stoppet.`));
}

/** @param {string} text @param {Api.JobStatus} job @param {() => void} onclick */
function button(text, job, onclick) {
  return h("button", { key: text, type: "button", class: "pj-button pj-button-quiet", onclick }, text, h("span", { class: "pj-visually-hidden" }, ` ${job.label}`));
}
