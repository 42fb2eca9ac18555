// @ts-check
/** What the trainer takes home. A file that takes seconds to make says so until it is there, and why if it is not. */
import { reasonOf } from "../../widgets/http.js";
import { announce, h } from "../../widgets/ui.js";
import { act, api, say } from "./api.js";
import { changed, exercises, state } from "./state.js";

export function downloads() {
  if (!state.day) return null;
  const report = `${api}/day-report/${state.day}`;
  const run = exercises().filter((e) => e.run && e.gathers);
  return h("section", { key: "downloads", class: "pj-card pj-c-panel", "aria-labelledby": "panel-hent" },
    h("h2", { id: "panel-hent" }, "Hent"),
    h("ul", { class: "pj-links" },
      h("li", { key: "answers" }, file(`${api}/export.xlsx`, "Alle svar (Excel)")),
      h("li", { key: "page" }, h("a", { class: "pj-touch", href: `${report}.html`, target: "_blank", rel: "noopener" }, "Dagsrapport (webside, tager lidt tid)")),
      h("li", { key: "pdf" }, file(`${report}.pdf`, "Dagsrapport (PDF)"))),
    h("details", { key: "lab" }, h("summary", null, "Læs i JupyterLab (pandas)"),
      h("p", { class: "pj-small" }, "Du får et token, der kan læse holdet, som du selv må se det, og intet ændre. Det gælder i et døgn, står blandt dine enheder og kan afsluttes dér."),
      h("button", { type: "button", class: "pj-button", onclick: makeToken }, "Lav et token"),
      token && h("div", { key: "token", class: "pj-stack-tight" },
        h("label", { class: "pj-label", for: "laese-token" }, "Sæt det ind i en celle. Det vises kun nu."),
        h("textarea", { id: "laese-token", class: "pj-input", readonly: true, rows: "4", spellcheck: "false", value: snippet(token),
          onfocus: (/** @type {any} */ event) => event.target.select() }))),
    run.length > 0 && h("details", { key: "csv" }, h("summary", null, "Én øvelse ad gangen (CSV)"),
      h("ul", { class: "pj-links" }, run.map((e) => h("li", { key: e.id }, file(`${api}/export/${e.id}.csv`, e.title))))));
}

/** @type {{ token: string, address: string, course: string } | null} */
let token = null;

async function makeToken() {
  token = await act(`${api}/read-token`) ?? token;
  changed();
}

/** @param {{ token: string, address: string, course: string }} made */
function snippet(made) {
  return `import pejling_client as pejling\nhold = pejling.course("${made.course}", address="${made.address}", token="${made.token}")\nhold.exercises()`;
}

/** @param {string} url @param {string} text */
function file(url, text) {
  const making = state.busy.has(url);
  return h("a", { class: "pj-touch", href: url, download: true, "aria-busy": making ? "true" : null,
    onclick: (/** @type {Event} */ event) => { event.preventDefault(); download(url, text); } },
  making ? `Laver ${text} …` : text);
}

/** @param {string} url @param {string} text */
async function download(url, text) {
  if (state.busy.has(url)) return;
  state.busy.add(url);
  announce(`Laver ${text}`);
  changed();
  const answer = await fetch(url, { cache: "no-store", credentials: "same-origin" }).catch(() => null);
  const body = await answer?.blob().catch(() => null);
  state.busy.delete(url);
  changed();
  if (answer?.ok && body) return save(body, nameOf(answer));
  const refusal = await body?.text().then(JSON.parse).catch(() => null);
  return say(reasonOf({ status: answer && body ? answer.status : 0, body: refusal }), "bad");
}

/** @param {Response} answer */
function nameOf(answer) {
  const [, name = "pejling"] = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "") ?? [];
  return decodeURIComponent(name);
}

/** @param {Blob} body @param {string} name */
function save(body, name) {
  const url = URL.createObjectURL(body);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(`»${name}« er hentet.`);
}
