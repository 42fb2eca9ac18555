// @ts-check
/** The course's own facts: title, doors, limit, dates, copy, rehearsal, end, deletion. */
import { ask } from "../../widgets/ask.js";
import { dayInWords, h } from "../../widgets/ui.js";
import { act, api, say } from "./api.js";
import { openDialog } from "./dialog.js";
import { draft, dropDrafts, exercises, field, state, tick } from "./state.js";
import { lookAtAll, lookAtOverview } from "./follow.js";

export function settings() {
  const { course } = state.overview;
  return h("div", { key: "settings", class: "pj-c-columns" },
    h("div", { key: "left", class: "pj-stack pj-c-loose" }, facts(course), days()),
    h("div", { key: "right", class: "pj-stack pj-c-loose" }, rehearsal(course), copy(course), end(course), remove(course)));
}

/** @param {Api.CourseOverview} course */
function facts(course) {
  const locked = exercises().some((e) => e.count > 0);
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const wanted = { title: draft("hold:title", course.title), keep_until: draft("hold:keep", course.keep_until), ...(locked ? {} : { least: Number(draft("hold:least", course.least)) }) };
    if (await act(`${api}/settings`, wanted, "Indstillingerne er gemt.")) dropDrafts("hold:");
    lookAtOverview();
  };
  return h("section", { key: "facts", class: "pj-card", "aria-labelledby": "holdet" },
    h("h2", { id: "holdet" }, "Holdet"),
    h("form", { class: "pj-stack", onsubmit: save },
      field({ name: "hold:title", label: "Holdets navn", value: course.title, maxlength: "120", required: true }),
      field({ name: "hold:least", label: "Vis kun resultater fra mindst så mange", type: "number", value: String(course.least), min: "5", max: "50", readonly: locked,
        hint: locked ? "Låst: der er allerede svaret på holdet. Ellers kunne to grænser afsløre, hvad én har svaret." : "Grænsen kan hæves, men aldrig være under 5. Den låses ved det første svar." }),
      field({ name: "hold:keep", label: "Holdet gemmes til og med", type: "date", value: course.keep_until, required: true,
        hint: "Natten efter datoen slettes holdet af sig selv, hvis Pejling kører. Hent det, du skal bruge, inden." }),
      h("div", null, h("button", { type: "submit", class: "pj-button pj-button-primary" }, "Gem"))),
    tick({ name: "own-name", label: "Den, der ikke står på listen, må selv skrive sit navn", checked: course.write_own_name, onchange: async (on) => {
      await act(`${api}/settings`, { write_own_name: on }, on ? "Nu kan man selv skrive sit navn." : "Nu kan kun de, der står på listen, komme ind.");
      lookAtOverview();
    } }));
}

function days() {
  return h("section", { key: "days", class: "pj-card", "aria-labelledby": "dage" },
    h("h2", { id: "dage" }, "Dage og steder"),
    state.overview.days.map((day) => {
      const name = `dag:${day.id}`;
      return h("form", { key: day.id, class: "pj-stack pj-c-apart", onsubmit: async (/** @type {Event} */ event) => {
        event.preventDefault();
        const plan = { day: day.id, date: draft(`${name}:date`, day.date) || null, place: draft(`${name}:place`, day.place) };
        if (await act(`${api}/day`, plan, `${day.title}: dato og sted er gemt.`)) dropDrafts(name);
        lookAtOverview();
      } },
      h("h3", null, day.title), day.date && h("p", { key: "words", class: "pj-small pj-soft" }, dayInWords(`${day.date}T12:00`)),
      h("div", { class: "pj-c-pair" }, field({ name: `${name}:date`, label: "Dato", type: "date", value: day.date ?? "" }),
        field({ name: `${name}:place`, label: "Sted", value: day.place, maxlength: "200" })),
      h("div", null, h("button", { type: "submit", class: "pj-button" }, "Gem", h("span", { class: "pj-visually-hidden" }, ` dato og sted for ${day.title}`))));
    }));
}

/** @param {Api.CourseOverview} course */
function rehearsal(course) {
  if (course.rehearsal_of) return null; // the banner ends it
  return h("section", { key: "rehearsal", class: "pj-card pj-stack", "aria-labelledby": "generalproeve" },
    h("h2", { id: "generalproeve" }, "Generalprøve"),
    h("p", null, "Prøv dagen på et hold for sig med tolv spillede deltagere, der svarer, når du beder dem om det. Bagefter slettes det hele, og holdet her er urørt."),
    h("div", null, h("button", { type: "button", class: "pj-button", onclick: async () => {
      const made = await act(`${api}/rehearsal`);
      if (made) location.assign(made.url);
    } }, "Begynd en generalprøve")));
}

/** What stands at the top during a rehearsal. */
export function rehearsalBanner() {
  const { course } = state.overview;
  if (!course.rehearsal_of) return null;
  return h("div", { key: "rehearsal", class: "pj-notice pj-notice-warm pj-row pj-c-between" },
    h("p", null, h("strong", null, "Generalprøve. "), "Deltagerne er spillede, og intet af det her rører det rigtige hold."),
    h("button", { type: "button", class: "pj-button", onclick: async () => {
      if (!await ask("Slut generalprøven?", "Alt i den bliver slettet.", "Slut og slet", "Bliv")) return;
      const done = await act(`${api}/rehearsal/end`);
      if (done) location.assign(done.url);
    } }, "Slut og slet"));
}

/** @param {Api.CourseOverview} course */
function copy(course) {
  return h("section", { key: "copy", class: "pj-card", "aria-labelledby": "kopi" },
    h("h2", { id: "kopi" }, "Kopiér holdet"),
    h("form", { class: "pj-stack", onsubmit: async (/** @type {Event} */ event) => {
      event.preventDefault();
      const made = await act(`${api}/copy`, { title: draft("kopi:title", "") });
      if (made) location.assign(made.url);
    } },
    h("p", null, "Et nyt hold med de samme indstillinger og organisationer, men uden deltagere, svar og datoer."),
    field({ name: "kopi:title", label: "Det nye holds navn", maxlength: "120", required: true, placeholder: course.title }),
    h("div", null, h("button", { type: "submit", class: "pj-button" }, "Kopiér"))));
}

/** @param {Api.CourseOverview} course */
function end(course) {
  return h("section", { key: "end", class: "pj-card pj-stack", "aria-labelledby": "afslut" },
    h("h2", { id: "afslut" }, course.closed ? "Holdet er afsluttet" : "Afslut holdet"),
    h("p", null, course.closed ? "Ingen kan svare, men alle på holdet kan stadig læse." : "Døren lukkes, og ingen kan svare mere. Alle på holdet kan stadig læse. Åbne anonyme øvelser lukkes for altid; resten kan åbnes igen."),
    h("div", null, h("button", { type: "button", class: "pj-button", onclick: async () => {
      if (course.closed) await act(`${api}/reopen`, {}, "Holdet er åbent igen.");
      else if (await ask("Afslut holdet?", `Ingen kan svare mere, før du åbner det igen.${homeworkLeft()}`, "Afslut", "Lad det være åbent")) await act(`${api}/close`, {}, "Holdet er afsluttet.");
      lookAtAll();
    } }, course.closed ? "Åbn holdet igen" : "Afslut holdet")));
}

/** What can still be handed in, and cannot when the course is ended. */
function homeworkLeft() {
  const left = state.overview.open_homework;
  if (!left.length) return "";
  const told = left.map((one) => `»${one.title}«${one.due ? ` (frist ${dayInWords(one.due)})` : ""}`).join(" og ");
  return ` ${left.length === 1 ? "En hjemmeopgave er" : "Hjemmeopgaver er"} stadig åben${left.length === 1 ? "" : "e"} og kan så ikke afleveres: ${told}.`;
}

/** @param {Api.CourseOverview} course */
function remove(course) {
  return h("section", { key: "delete", class: "pj-card pj-stack", "aria-labelledby": "slet" },
    h("h2", { id: "slet" }, "Slet holdet"),
    h("p", null, "Deltagere, svar og grupper slettes for altid. Du får en kvittering, der siger, hvor længe det ligger i sikkerhedskopier."),
    h("form", { class: "pj-stack", onsubmit: async (/** @type {Event} */ event) => {
      event.preventDefault();
      const gone = await act(`${api}/delete`, { title: draft("slet:title", "") });
      if (!gone) return;
      state.gone = true;
      showReceipt(gone);
    } },
    field({ name: "slet:title", label: `Skriv »${course.title}« for at slette`, autocomplete: "off", required: true }),
    h("div", null, h("button", { type: "submit", class: "pj-button pj-button-danger" }, "Slet holdet for altid"))));
}

/** @param {Api.CourseDeleted} gone */
function showReceipt({ receipt, left }) {
  const until = left?.backups_until;
  openDialog("Holdet er slettet", () => [
    h("p", { key: "what" }, h("strong", null, left?.title ?? "Generalprøven"), " og alt, hvad der var i det, er slettet."),
    h("ul", { key: "counts" }, Object.entries(left?.counts ?? {}).map(([what, n]) => h("li", null, `${n} ${what}`))),
    until && h("p", { key: "until" }, `Det er ude af de automatiske sikkerhedskopier efter ${dayInWords(`${until}T12:00`)}. Kopier, I selv har lavet, skal I selv slette.`),
    h("p", { key: "receipt" }, "Kvitteringens nummer: ", h("strong", null, receipt)),
    h("p", { key: "on" }, h("a", { class: "pj-button pj-button-primary", href: `/underviser?kvittering=${receipt}` }, "Til mine hold")),
  ], { closed: () => location.assign(`/underviser?kvittering=${receipt}`) });
}

/** What is wrong with the content files, where everyone who runs the course sees it. */
export function problems() {
  const found = state.overview.problems;
  if (!found.length) return null;
  return h("section", { key: "problems", class: "pj-notice pj-notice-bad pj-stack-tight", "aria-labelledby": "fejl" },
    h("h2", { id: "fejl", class: "pj-small-title" }, "Fejl i indholdet"),
    h("p", null, "Resten af holdet virker. Det her skal rettes i filerne:"),
    h("ul", null, found.map((problem) => h("li", null, problem))),
    h("button", { type: "button", class: "pj-button", onclick: async () => {
      const read = await act(`${api}/content`);
      if (read) say(read.problems ? "Filerne er læst igen. Der er stadig fejl." : "Filerne er læst igen, og de er i orden.");
      lookAtAll();
    } }, "Læs filerne igen"));
}
