// @ts-check
/** The class list from Excel: template, preview with every mistake named, import of all of it or nothing, undo. */
import { ask } from "../../widgets/ask.js";
import { announce, count, dayInWords, h, number, timeOfDay } from "../../widgets/ui.js";
import { act, api, say } from "./api.js";
import { lookAtOverview } from "./follow.js";
import { layoutPanel, pointOut } from "./listlayout.js";
import { changed, state } from "./state.js";

/** The list that is looked at: the file's bytes, and what the server said of them. */
let list = /** @type {{ name: string, bytes: ArrayBuffer, preview: Api.ClassList | null, confirmed: string[], pointed: Record<string, string>, chosen: Record<string, string>, reading: boolean, reason: string } | null} */ (null);
let over = false;

export function importPanel() {
  return h("section", { key: "import", class: "pj-card pj-stack", "aria-labelledby": "import" },
    h("h2", { id: "import" }, "Hent deltagerlisten fra Excel"),
    h("p", null, h("a", { class: "pj-touch", href: `${api}/class-list-template`, download: "deltagerliste.xlsx" }, "Hent en skabelon"), " – eller brug jeres egen liste med navne og arbejdssteder. Er de på holdet i forvejen, rettes de kun."),
    h("label", { key: "drop", class: `pj-c-drop${over ? " pj-c-over" : ""}`,
      ondragover: (/** @type {DragEvent} */ event) => { event.preventDefault(); if (!over) { over = true; changed(); } },
      ondragleave: () => { over = false; changed(); },
      ondrop: (/** @type {DragEvent} */ event) => { event.preventDefault(); over = false; checkFile(event.dataTransfer?.files[0]); } },
    h("span", { class: "pj-strong" }, "Vælg en fil, eller træk den hertil"), h("span", { class: "pj-small pj-soft" }, "Excel (.xlsx) eller CSV. Intet bliver gemt, før du har set det igennem."),
    h("input", { key: "file", type: "file", accept: ".xlsx,.csv,.tsv,.txt", onchange: (/** @type {any} */ event) => { checkFile(event.target.files[0]); event.target.value = ""; } })),
    h("div", { key: "preview", "aria-live": "polite" }, list && preview(list)),
    imports());
}

/** @param {File | undefined} file */
async function checkFile(file) {
  if (!file) return;
  try {
    list = { name: file.name, bytes: await file.arrayBuffer(), preview: null, confirmed: [], pointed: {}, chosen: {}, reading: true, reason: "" };
    await read(false);
  } catch {
    list = null;
    say("Filen kunne ikke læses. Er den åben i Excel, så gem og luk den, og vælg den igen.", "bad");
  }
}

/** @param {boolean} commit @returns {Promise<boolean>} whether the server took it */
async function read(commit) {
  const now = list;
  if (!now) return false;
  now.reading = true;
  changed();
  const query = new URLSearchParams({ filename: now.name, commit: String(commit) });
  now.confirmed.forEach((key) => query.append("confirmed", key));
  Object.entries(now.pointed).forEach(([key, answer]) => query.append("pointed", `${key}=${answer}`));
  if (commit && now.preview) query.set("seen", now.preview.mark);
  let reason = "Der er ikke forbindelse til serveren. Prøv igen om lidt.";
  /** @type {Api.ClassList | null} */ let body = null;
  try {
    const answer = await fetch(`${api}/class-list?${query}`, { method: "POST", body: now.bytes, headers: { "Content-Type": "application/octet-stream" } });
    const said = await answer.json();
    if (answer.ok) body = said;
    else reason = said.reason;
  } catch { /* the reason says so */ }
  now.reading = false;
  now.reason = body ? "" : reason;
  if (body) now.preview = body;
  changed();
  if (body && !commit) announce(body.ok ? `Listen er i orden: ${count(body.people.length, "deltager", "deltagere")}.` : toMend(body));
  return Boolean(body);
}

async function commit() {
  if (!list?.preview) return;
  const { name } = list;
  const { fresh, mended } = whatItDoes(list.preview);
  if (!await read(true)) return;
  list = null;
  say([fresh && `${count(fresh, "deltager", "deltagere")} fra ${name} er sat på holdet. Du kan fortryde under listen.`,
    mended && `${count(mended, "deltager", "deltagere")} er rettet efter ${name}.`].filter(Boolean).join(" "));
  lookAtOverview();
  document.getElementById("deltagere")?.scrollIntoView({ block: "start" });
}

/** How many an import would add, and how many it would correct. @param {Api.ClassList} seen */
function whatItDoes(seen) {
  const are = (/** @type {string} */ what) => seen.people.filter((one) => one.change === what).length;
  return { fresh: are("new"), mended: are("changed") };
}

/** @param {Api.ClassList} seen */
function toMend({ problems, questions }) {
  return questions.some((one) => one.needed) ? "Peg på det, der mangler i listen." : `Listen har ${number(problems.length)} at se på.`;
}

/** @param {string} key */
async function confirm(key) {
  list?.confirmed.push(key);
  await read(false);
}

/** @param {[string, string][]} answers */
async function point(answers) {
  if (!list) return;
  for (const [key, answer] of answers) list.pointed = pointOut(list.pointed, key, answer);
  list.chosen = {};
  list.confirmed = []; // they were given for the rows as they were read before
  await read(false);
}

/** @param {NonNullable<typeof list>} one */
function preview({ name, preview: seen, reading, reason, confirmed, chosen }) {
  const away = () => { list = null; changed(); };
  const cancel = h("button", { key: "cancel", type: "button", class: "pj-button pj-button-quiet", onclick: away }, "Læg filen væk");
  if (!seen) return h("div", { class: "pj-stack" }, reading ? h("p", null, `Læser ${name} …`) : h("p", { class: "pj-notice pj-notice-bad" }, reason), !reading && cancel);
  const { fresh, mended } = whatItDoes(seen);
  const pointing = seen.questions.some((one) => one.needed);
  return h("div", { class: "pj-stack" },
    h("h3", null, name),
    reason && h("p", { key: "reason", class: "pj-notice pj-notice-bad" }, reason),
    pointing && layoutPanel(seen, chosen, reading, point),
    seen.problems.length > 0 && !pointing && [
      h("p", { key: "wrong", class: "pj-notice pj-notice-bad" }, `Listen har ${number(seen.problems.length)} fejl eller spørgsmål, så ingen er sat på holdet endnu. Svar her, eller ret dem i filen, og vælg den igen.`),
      h("ul", { key: "problems", class: "pj-c-problems", role: "list" }, seen.problems.map((problem, i) => h("li", { key: `${i}` },
        h("p", null, h("strong", null, `Række ${number(problem.row)}${problem.column ? `, ${problem.column}` : ""}: `), problem.wrong, " ", problem.right),
        h("div", { class: "pj-row" }, problem.choices.map(({ key, label }) => !confirmed.includes(key)
          && h("button", { key, type: "button", class: "pj-button", disabled: reading, onclick: () => confirm(key) }, label))))))],
    seen.notes.length > 0 && h("ul", { key: "notes", class: "pj-small pj-soft" }, seen.notes.map((note) => h("li", null, note))),
    seen.people.length > 0 && h("div", { key: "people", class: "pj-scroll pj-c-preview", tabindex: "0", role: "region", "aria-label": "Deltagere i filen" },
      h("table", null, h("thead", null, h("tr", null, ["Række", "Navn", "Organisation", "Team", ""].map((title) => h("th", { scope: "col" }, title)))),
        h("tbody", null, seen.people.map((person) => h("tr", { key: `${person.row}` }, h("td", null, number(person.row)), h("th", { scope: "row", dir: "auto" }, person.name),
          h("td", null, person.organisation), h("td", null, person.team), h("td", null, person.change === "unchanged" ? "er på holdet" : person.change === "changed" && `rettes – ${person.in_words}`)))))),
    !pointing && layoutPanel(seen, chosen, reading, point),
    h("div", { key: "do", class: "pj-row" },
      seen.ok && fresh + mended > 0 && h("button", { key: "commit", type: "button", class: "pj-button pj-button-primary", disabled: reading, onclick: commit },
        [fresh && `Sæt ${count(fresh, "deltager", "deltagere")} på holdet`, mended && `${fresh ? "ret" : "Ret"} ${count(mended, "deltager", "deltagere")}`].filter(Boolean).join(", og ")),
      seen.ok && fresh + mended === 0 && h("p", { key: "all" }, "Alle på listen er på holdet, og der er intet at rette."), cancel));
}

function imports() {
  const made = state.overview.imports.filter((one) => !one.undone);
  if (!made.length) return null;
  return h("div", { key: "imports" }, h("h3", null, "Hentet ind"), h("ul", { class: "pj-c-staff", role: "list" }, made.map((one) => h("li", { key: one.id },
    h("div", null, h("span", { dir: "auto" }, one.filename), h("span", { class: "pj-soft pj-small" }, ` · ${count(one.people, "deltager", "deltagere")} · ${dayInWords(one.made_at)} kl. ${timeOfDay(one.made_at)}`)),
    h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: () => undo(one) }, "Fortryd", h("span", { class: "pj-visually-hidden" }, ` importen af ${one.filename}`))))));
}

/** @param {Api.ListImport} one */
async function undo(one) {
  if (!await ask("Fortryd importen?", `${count(one.people, "deltager", "deltagere")} fra ${one.filename} tages ud af holdet.`, "Fortryd importen", "Behold dem")) return;
  await act(`${api}/import/${one.id}/undo`, {}, "Importen er fortrudt.");
  lookAtOverview();
}
