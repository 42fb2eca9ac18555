// @ts-check
/** What the trainer takes home. What takes a while is made beside the server, and lies here when it is ready. */
import { h } from "../../widgets/ui.js";
import { api } from "./api.js";
import { fileLink } from "./files.js";
import { isUnderWay, jobs, make } from "./jobs.js";
import { readToken } from "./readtoken.js";
import { exercises, state } from "./state.js";

export function downloads() {
  if (!state.day) return null;
  const run = exercises().filter((e) => e.run && e.gathers);
  return h("section", { key: "downloads", class: "pj-card pj-c-panel", "aria-labelledby": "panel-hent" },
    h("h2", { id: "panel-hent" }, "Hent"),
    h("ul", { key: "make", class: "pj-links" },
      made("answers-sheet", {}, "Alle svar (Excel)"),
      made("day-report-page", { day: state.day }, "Dagsrapport (webside)"),
      made("day-report-pdf", { day: state.day }, "Dagsrapport (PDF)"),
      run.filter((e) => e.report && e.phase === "revealed").map((e) => [
        made("exercise-report-page", { exercise: e.id }, `${e.report} (webside): ${e.title}`),
        made("exercise-report-pdf", { exercise: e.id }, `${e.report} (PDF): ${e.title}`),
        made("exercise-report-sheet", { exercise: e.id }, `${e.report} (Excel): ${e.title}`)])),
    jobs(),
    readToken(),
    run.length > 0 && h("details", { key: "csv" }, h("summary", null, "Én øvelse ad gangen (CSV)"),
      h("ul", { class: "pj-links" }, run.map((e) => h("li", { key: e.id }, fileLink(`${api}/export/${e.id}.csv`, e.title))))));
}

/** @param {string} kind @param {Record<string, string>} of @param {string} text */
function made(kind, of, text) {
  const making = isUnderWay(kind, of);
  return h("li", { key: `${kind} ${Object.values(of)}` }, h("button", { type: "button", class: "pj-button pj-button-quiet", disabled: making, "aria-busy": making ? "true" : null,
    onclick: () => make(kind, of, text) }, making ? `Laver ${text} …` : text));
}
