// @ts-check
/** Another trainer or a leader is let in by a link that works once. */
import { h } from "../../widgets/ui.js";
import { act, api } from "./api.js";
import { openDialog } from "./dialog.js";
import { lookAtOverview } from "./follow.js";
import { draft, dropDrafts, field } from "./state.js";

const ROLES = /** @type {[string, string][]} */ ([["trainer", "Underviser – kan alt på holdet"], ["leader", "Leder – ser program og samlede resultater"]]);

export function inviteForm() {
  return h("section", { key: "invite", class: "pj-card", "aria-labelledby": "invitation" },
    h("h2", { id: "invitation" }, "Lad en underviser eller leder komme ind"),
    h("form", { class: "pj-stack", onsubmit: async (/** @type {Event} */ event) => {
      event.preventDefault();
      const given = { name: draft("inviter:name", ""), email: draft("inviter:email", ""), role: draft("inviter:role", "trainer") };
      const made = await act(`${api}/invitation`, given);
      if (!made) return;
      dropDrafts("inviter:");
      lookAtOverview();
      showLink(given.name, made);
    } },
    field({ name: "inviter:name", label: "Navn", maxlength: "80", required: true, autocomplete: "off" }),
    field({ name: "inviter:email", label: "E-mail (bruges til at logge ind senere)", type: "email", autocomplete: "off" }),
    field({ name: "inviter:role", label: "Rolle", value: "trainer", options: ROLES }),
    h("div", null, h("button", { type: "submit", class: "pj-button pj-button-primary" }, "Lav et link"))));
}

/** @param {Api.Person} person */
export async function newLink(person) {
  const made = await act(`${api}/people/${person.id}/link`);
  if (made) showLink(person.name, made);
}

/** @param {string} name @param {Api.OneTimeLink} made */
function showLink(name, { link, qr }) {
  openDialog(`Link til ${name}`, ({ close }) => [
    h("p", { key: "how" }, `Linket virker én gang og i et døgn. Send det kun til ${name}, eller lad ${name} scanne koden her.`),
    h("p", { key: "link" }, h("label", { class: "pj-label", for: "engangslink" }, "Linket – markér og kopiér"),
      h("input", { id: "engangslink", class: "pj-input", readonly: true, value: link, onfocus: (/** @type {any} */ event) => event.target.select() })),
    h("p", { key: "select" }, h("button", { type: "button", class: "pj-button", onclick: () => {
      const field_ = /** @type {HTMLInputElement} */ (document.getElementById("engangslink"));
      field_.focus();
      field_.select();
    } }, "Markér linket")),
    qr && h("img", { key: "qr", class: "pj-c-qr", src: qr, alt: `QR-kode med linket til ${name}` }),
    h("p", { key: "once", class: "pj-small pj-soft" }, "Linket vises kun nu. Du kan altid lave et nyt under »Undervisere og ledere«."),
    h("p", { key: "done" }, h("button", { type: "button", class: "pj-button pj-button-primary", onclick: close }, "Færdig"))]);
}
