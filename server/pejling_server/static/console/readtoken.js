// @ts-check
/** A token for JupyterLab: it reads the course as its trainer may see it, and changes nothing. */
import { h } from "../../widgets/ui.js";
import { act, api } from "./api.js";
import { changed, course } from "./state.js";

/** @type {{ token: string, address: string, course: string } | null} */
let token = null;

export function readToken() {
  return h("details", { key: "lab" }, h("summary", null, "Læs i JupyterLab (pandas)"),
    h("p", { class: "pj-small" }, "Du får et token, der kan læse holdet, som du selv må se det, og intet ændre. Det gælder i et døgn, står blandt dine enheder og kan afsluttes dér."),
    h("p", null, h("a", { class: "pj-touch", href: "/bog/din-foerste-analyse" }, "Bogen: Din første analyse")),
    h("button", { type: "button", class: "pj-button", onclick: makeToken }, "Lav et token"),
    h("p", { class: "pj-small" }, "Uden netværk læses holdet fra en fil med de samme kald. Filen rummer det, du må se, også navne: gem den, hvor kun du kan åbne den, og slet den, når du er færdig."),
    h("p", null, h("a", { class: "pj-touch", href: `/api/data/${course}/file`, download: "" }, "Hele holdet som fil")),
    token && h("div", { key: "token", class: "pj-stack-tight" },
      h("label", { class: "pj-label", for: "laese-token" }, "Sæt det ind i en celle. Det vises kun nu."),
      h("textarea", { id: "laese-token", class: "pj-input", readonly: true, rows: "4", spellcheck: "false", value: snippet(token),
        onfocus: (/** @type {any} */ event) => event.target.select() })));
}

async function makeToken() {
  token = await act(`${api}/read-token`) ?? token;
  changed();
}

/** @param {{ token: string, address: string, course: string }} made */
function snippet(made) {
  return `import pejling_client as pejling\nhold = pejling.course("${made.course}", address="${made.address}", token="${made.token}")\nhold.exercises()`;
}
