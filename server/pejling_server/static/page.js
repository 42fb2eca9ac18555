// @ts-check
/** Buttons of the pages themselves: log out, a new PIN, print. */
import { ask } from "../widgets/ask.js";
import { checkOnReturn } from "../widgets/bfcache.js";
import { call, reasonOf } from "../widgets/http.js";
import { hasUnsent, nowLoggedIn } from "../widgets/storage.js";
import { h, update } from "../widgets/ui.js";

const { course = "", person = "" } = document.body.dataset;

if (person) checkOnReturn(() => person);

async function logOut() {
  if (hasUnsent(person) && !await ask("Noget er ikke gemt endnu",
    "Noget af det, du har skrevet, er ikke nået frem til serveren. Logger du ud nu, bliver det liggende på denne enhed, til du logger ind her igen.",
    "Log ud alligevel", "Bliv her")) return;
  const answer = await call("/api/logout", {});
  if (answer.status !== 200) return showReason(reasonOf(answer));
  nowLoggedIn("");
  location.assign(answer.body.url);
}

async function newPin() {
  if (!await ask("Få en ny PIN-kode?", "Den gamle virker ikke mere. Du er stadig logget ind på denne enhed.", "Giv mig en ny", "Behold den gamle")) return;
  const answer = await call(`/api/course/${course}/new-pin`, {});
  if (answer.status !== 200) return showReason(reasonOf(answer));
  const { pin } = answer.body;
  update(place(), h("div", { class: "pj-notice pj-notice-good" }, h("p", null, "Din nye PIN-kode – skriv den ned, den vises kun nu:"),
    h("p", { class: "pj-pin", "aria-label": [...pin].join(" ") }, `${pin.slice(0, 3)} ${pin.slice(3)}`)));
}

function place() {
  return /** @type {HTMLElement} */ (document.getElementById("pin-svar"));
}

/** @param {string} reason */
function showReason(reason) {
  update(place(), h("p", { class: "pj-notice pj-notice-bad" }, reason));
}

const actions = /** @type {Record<string, () => void>} */ ({ logout: logOut, "new-pin": newPin, print: () => window.print() });
for (const el of document.querySelectorAll("[data-do]"))
  el.addEventListener("click", () => actions[/** @type {HTMLElement} */ (el).dataset.do ?? ""]?.());
