// @ts-check
/** The people: who is here, corrections, someone who comes late, names set free, trainers and leaders. */
import { ask } from "../../widgets/ask.js";
import { count, h, number } from "../../widgets/ui.js";
import { act, api } from "./api.js";
import { importPanel } from "./classlist.js";
import { openDialog } from "./dialog.js";
import { lookAtOverview } from "./follow.js";
import { inviteForm, newLink } from "./invite.js";
import { badge } from "./organisations.js";
import { draft, dropDrafts, field, me, participants, state } from "./state.js";

const TYPES = /** @type {[string, string][]} */ ([["jobcenter", "Jobcenter"], ["a-kasse", "A-kasse"], ["andet", "Andet"]]);

export function people() {
  const all = participants();
  const here = all.filter((one) => one.here).length;
  return h("div", { key: "people", class: "pj-stack pj-c-loose" },
    h("section", { key: "list", class: "pj-card pj-stack", "aria-labelledby": "deltagere" },
      h("div", { class: "pj-row pj-c-between" }, h("h2", { id: "deltagere", class: "pj-title" }, "Deltagere"),
        h("p", { class: "pj-soft" }, `${number(here)} af ${number(all.length)} er her nu`)),
      all.length === 0 ? h("p", { key: "none" }, "Der er ingen deltagere endnu. Hent listen ind fra Excel, eller skriv dem på én for én.") : table(all)),
    h("div", { key: "more", class: "pj-c-columns" }, h("div", { class: "pj-stack pj-c-loose" }, importPanel()),
      h("div", { class: "pj-stack pj-c-loose" }, addForm(), staff(), inviteForm())));
}

/** @param {Api.Person} one */
function standing(one) {
  if (one.without_phone) return h("span", { class: "pj-chip pj-chip-good" }, h("span", { "aria-hidden": "true" }, "● "), "Her uden telefon");
  if (one.here) return h("span", { class: "pj-chip pj-chip-good" }, h("span", { "aria-hidden": "true" }, "● "), "Her nu");
  return h("span", { class: "pj-chip" }, h("span", { "aria-hidden": "true" }, one.came ? "◐ " : "○ "), one.came ? "Har været her" : "Ikke kommet");
}

/** @param {Api.Person[]} all */
function table(all) {
  return h("table", { key: "table", class: "pj-c-table" },
    h("thead", null, h("tr", null, ["Navn", "Organisation", "Team", "Status", ""].map((title) => h("th", { scope: "col" }, title || h("span", { class: "pj-visually-hidden" }, "Ret"))))),
    h("tbody", null, all.map((one) => h("tr", { key: one.id },
      h("th", { scope: "row", dir: "auto" }, one.name), h("td", { "data-label": "Organisation" }, badge(one.organisation), " ", one.organisation),
      h("td", { "data-label": "Team" }, one.team), h("td", { "data-label": "Status" }, standing(one)),
      h("td", null, !one.came && h("button", { key: "here", type: "button", class: "pj-button pj-button-quiet", onclick: () => markHere(one, true) }, "Er her uden telefon", h("span", { class: "pj-visually-hidden" }, ` ${one.name}`)),
        h("button", { key: "correct", type: "button", class: "pj-button pj-button-quiet", onclick: () => correct(one) }, "Ret", h("span", { class: "pj-visually-hidden" }, ` ${one.name}`)))))));
}

/** Someone without a phone is counted as here today, and is in the groups. @param {Api.Person} one @param {boolean} here */
async function markHere(one, here) {
  await act(`${api}/people/${one.id}/here`, { here }, here ? `${one.name} er her. Svar kan indtastes ved hver øvelse.` : `${one.name} er ikke længere sat som til stede.`);
  lookAtOverview();
}

/** @param {Api.Person} one */
function correct(one) {
  const name = (/** @type {string} */ of) => `ret:${one.id}:${of}`;
  const path = `${api}/people/${one.id}`;
  const after = async (/** @type {any} */ done, /** @type {() => void} */ close) => { if (done) { dropDrafts(`ret:${one.id}`); await lookAtOverview(); close(); } };
  openDialog(`Ret ${one.name}`, ({ close }) => [
    h("form", { key: "form", class: "pj-stack", onsubmit: async (/** @type {Event} */ event) => {
      event.preventDefault();
      const values = Object.fromEntries(Object.entries({ name: one.name, organisation: one.organisation, team: one.team, job_title: one.job_title, email: one.email })
        .map(([of, known]) => [of, String(draft(name(of), known)), known]).filter(([, value, known]) => value !== known));
      if (!Object.keys(values).length) return close();
      return after(await act(path, values, "Rettelsen er gemt."), close);
    } },
    field({ name: name("name"), label: "Navn", value: one.name, maxlength: "80" }),
    field({ name: name("organisation"), label: "Organisation", value: one.organisation, list: "organisationer" }),
    field({ name: name("team"), label: "Team", value: one.team }),
    field({ name: name("job_title"), label: "Stilling", value: one.job_title }),
    field({ name: name("email"), label: "E-mail", value: one.email, type: "email" }), organisationList(),
    h("div", { class: "pj-row" }, h("button", { type: "submit", class: "pj-button pj-button-primary" }, "Gem"))),
    h("div", { key: "here", class: "pj-stack-tight pj-c-apart" },
      h("p", { class: "pj-small pj-soft" }, "Den, der er her uden telefon, tæller med i dag og kommer med i grupperne. Svarene indtaster du ved øvelserne."),
      h("button", { type: "button", class: "pj-button", onclick: async () => { await markHere(one, !one.without_phone); close(); } }, one.without_phone ? "Er her ikke alligevel" : "Er her i dag uden telefon")),
    h("div", { key: "free", class: "pj-stack-tight pj-c-apart" },
      h("p", { class: "pj-small pj-soft" }, "Har deltageren glemt sin PIN-kode eller taget et forkert navn? Sæt navnet frit. Så logges enheden ud, og navnet kan vælges igen med en ny PIN-kode. Den, der vælger navnet, kan læse alt, hvad der er skrevet under det, så gør det først, når deltageren står klar. Deltageren kan bagefter se, at det er sket."),
      h("button", { type: "button", class: "pj-button", onclick: async () => after(await act(`${path}/free`, {}, `${one.name} kan vælges igen${state.overview.course.door_open ? "" : ", når du har åbnet døren"}, og der kommer en ny PIN-kode.`), close) }, "Sæt navnet frit")),
    h("div", { key: "out", class: "pj-stack-tight pj-c-apart" },
      h("p", { class: "pj-small pj-soft" }, "Tages deltageren ud, slettes det, kun han eller hun har skrevet. Anonyme svar og samlede resultater, der er vist, bliver stående: ændrede de sig, kunne man se, hvad deltageren svarede. Det kan ikke fortrydes."),
      h("button", { type: "button", class: "pj-button pj-button-danger", onclick: async () => {
        if (await ask(`Tag ${one.name} ud af holdet?`, "Navn og svar slettes, og det kan ikke fortrydes.", "Tag ud", "Behold")) after(await act(`${path}/take-out`, {}, `${one.name} er taget ud af holdet.`), close);
      } }, "Tag ud af holdet"))]);
}

function organisationList() {
  return h("datalist", { key: "list", id: "organisationer" }, state.overview.organisations.map((name) => h("option", { value: name })));
}

function addForm() {
  const fields = ["name", "organisation", "organisation_type", "team"];
  const isNew = draft("ny:organisation", "") && !state.overview.organisations.includes(draft("ny:organisation", ""));
  return h("section", { key: "add", class: "pj-card", "aria-labelledby": "ny-deltager" },
    h("h2", { id: "ny-deltager" }, "Skriv en på"),
    h("form", { class: "pj-stack", onsubmit: async (/** @type {Event} */ event) => {
      event.preventDefault();
      const given = Object.fromEntries(fields.map((of) => [of, draft(`ny:${of}`, of === "organisation_type" ? "andet" : "")]));
      if (await act(`${api}/people`, given, `${given.name} er på holdet${state.overview.groups.length ? " og i en gruppe" : ""}.`)) dropDrafts("ny:");
      lookAtOverview();
    } },
    field({ name: "ny:name", label: "Navn", maxlength: "80", required: true, autocomplete: "off" }),
    field({ name: "ny:organisation", label: "Organisation", list: "organisationer", autocomplete: "off" }), organisationList(),
    isNew && field({ name: "ny:organisation_type", label: "Den nye organisation er", value: "andet", options: TYPES }),
    field({ name: "ny:team", label: "Team (kan udelades)", autocomplete: "off" }),
    h("div", null, h("button", { type: "submit", class: "pj-button pj-button-primary" }, "Sæt på holdet"))));
}

function staff() {
  const others = state.overview.people.filter((one) => one.role !== "participant");
  return h("section", { key: "staff", class: "pj-card", "aria-labelledby": "undervisere" },
    h("h2", { id: "undervisere" }, `Undervisere og ledere (${count(others.length, "person", "personer")})`),
    h("ul", { class: "pj-c-staff", role: "list" }, others.map((one) => h("li", { key: one.id },
      h("div", null, h("span", { class: "pj-strong", dir: "auto" }, one.name), h("span", { class: "pj-soft" }, ` · ${one.role === "trainer" ? "underviser" : "leder"}`), one.id === me && " (dig)"),
      one.id !== me && h("div", { class: "pj-row" },
        h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: () => newLink(one) }, "Nyt link", h("span", { class: "pj-visually-hidden" }, ` til ${one.name}`)),
        h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: async () => {
          if (await ask(`Tag ${one.name} ud af holdet?`, "Så har vedkommende ikke længere adgang.", "Tag ud", "Behold") && await act(`${api}/people/${one.id}/take-out`, {}, `${one.name} er taget ud.`)) lookAtOverview();
        } }, "Tag ud", h("span", { class: "pj-visually-hidden" }, ` ${one.name}`)))))));
}
