// @ts-check
/** The trainer's courses: those there are, a new one, and the receipts of those that were deleted. */
import { checkOnReturn } from "../../widgets/bfcache.js";
import { call, reasonOf } from "../../widgets/http.js";
import { keep, recall } from "../../widgets/storage.js";
import { count, dayInWords, h, timeOfDay, update } from "../../widgets/ui.js";

const place = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const KEPT = "pejling:kvitteringer";

async function draw() {
  /** @type {import("../../widgets/http.js").Reply<Api.ListedCourses>} */
  const { status, body } = await call("/api/courses");
  if (status !== 200) {
    update(place("hold"), h("p", { class: "pj-notice pj-notice-bad" }, reasonOf({ status, body })),
      h("p", null, h("button", { type: "button", class: "pj-button", onclick: draw }, "Prøv igen")));
    return;
  }
  const courses = body.courses.filter((one) => !one.rehearsal);
  const rehearsals = body.courses.filter((one) => one.rehearsal);
  update(place("hold"),
    courses.length === 0 ? h("p", { key: "none" }, "Du har ingen hold endnu. Lav det første herunder.") : list("courses", courses),
    rehearsals.length > 0 && [h("h2", { key: "title", class: "pj-small-title" }, "Generalprøver"), list("rehearsals", rehearsals)]);
}

/** @param {string} key @param {Api.ListedCourse[]} courses */
function list(key, courses) {
  return h("ul", { key, class: "pj-c-courses", role: "list" }, courses.map((one) => h("li", { key: one.id, class: "pj-card" },
    h("a", { class: "pj-strong pj-c-course", href: `/underviser/${one.id}`, dir: "auto" }, one.title),
    h("p", { class: "pj-row pj-soft pj-small" }, h("span", null, count(one.people, "deltager", "deltagere")), h("span", null, `lavet ${dayInWords(one.created_at)}`),
      one.closed && h("span", { class: "pj-chip" }, "afsluttet"), one.example && h("span", { class: "pj-chip" }, "eksempel")))));
}

async function receipts() {
  const fresh = new URLSearchParams(location.search).get("kvittering");
  const known = /** @type {string[]} */ (recall(KEPT) ?? []);
  const ids = [...new Set([...(fresh ? [fresh] : []), ...known])].filter((id) => /^[a-z0-9]{12}$/.test(id)).slice(0, 20);
  const found = (await Promise.all(ids.map((id) => call(`/api/receipt/${id}`))))
    .flatMap(({ status, body }, i) => (status === 200 ? [{ .../** @type {Api.DeletionReceipt} */ (body), id: ids[i] }] : []));
  keep(KEPT, found.map(({ id }) => id));
  update(place("kvitteringer"), found.length > 0 && h("section", { class: "pj-card pj-stack", "aria-labelledby": "kvit" },
    h("h2", { id: "kvit", class: "pj-small-title" }, "Slettede hold"),
    h("ul", { class: "pj-c-staff", role: "list" }, found.map((one) => h("li", { key: one.id, class: "pj-stack-tight" },
      h("p", null, h("strong", { dir: "auto" }, one.title), `, slettet ${dayInWords(one.deleted_at)} kl. ${timeOfDay(one.deleted_at)}`),
      h("p", { class: "pj-small pj-soft" }, `${Object.entries(one.counts).map(([what, n]) => `${n} ${what}`).join(", ")}. Ude af alle sikkerhedskopier efter ${dayInWords(`${one.backups_until}T12:00`)}. Kvittering ${one.id}.`))))));
}

place("nyt-hold").addEventListener("submit", async (event) => {
  event.preventDefault();
  const title = /** @type {HTMLInputElement} */ (place("titel"));
  const reason = place("svar");
  reason.textContent = "";
  const answer = await call("/api/courses", { title: title.value });
  if (answer.status === 200) return location.assign(answer.body.url);
  reason.textContent = reasonOf(answer);
  title.focus();
  return undefined;
});

checkOnReturn(() => document.body.dataset.person ?? "");
draw();
receipts();
