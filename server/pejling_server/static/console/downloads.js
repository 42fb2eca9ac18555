// @ts-check
/** What the trainer takes home. A file that takes seconds to make says so until it is there, and why if it is not. */
import { reasonOf } from "../../widgets/http.js";
import { announce, h } from "../../widgets/ui.js";
import { api, say } from "./api.js";
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
    run.length > 0 && h("details", { key: "csv" }, h("summary", null, "Én øvelse ad gangen (CSV)"),
      h("ul", { class: "pj-links" }, run.map((e) => h("li", { key: e.id }, file(`${api}/export/${e.id}.csv`, e.title))))));
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
