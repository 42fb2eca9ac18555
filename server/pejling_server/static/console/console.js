// @ts-check
/** The trainer's console: what is known is drawn, what changes is fetched, and nothing that is typed is drawn over. */
import { checkOnReturn } from "../../widgets/bfcache.js";
import { h, number, update } from "../../widgets/ui.js";
import { agenda } from "./agenda.js";
import { downloads } from "./downloads.js";
import { mountResults } from "./exercise.js";
import { beginFollowing, lookAtAll } from "./follow.js";
import { groups } from "./groups.js";
import { badge } from "./organisations.js";
import { people } from "./people.js";
import { followClicker, screenPanel } from "./screen.js";
import { problems, rehearsalBanner, settings } from "./settings.js";
import { changed, drawWith, me, participants, state } from "./state.js";
import { supervision } from "./supervision.js";
import { top, views } from "./top.js";

const place = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const VIEWS = /** @type {Record<string, () => any>} */ ({ dagen: day, deltagere: people, grupper: groups, makkerpar: supervision, indstillinger: settings });

const TROUBLE = /** @type {Record<string, any>} */ ({
  away: "Serveren svarer ikke. Siden prøver igen af sig selv, og det, du ser, kan være gammelt. Det, du har skrevet, bliver stående.",
  login: ["Du er logget ud på denne enhed. Det, du har skrevet, bliver stående. ", h("a", { href: "/login", target: "_blank", rel: "noopener" }, "Log ind i et nyt vindue")],
});

function draw() {
  update(place("forbindelse"), state.trouble ? h("p", { class: "pj-notice pj-notice-bad" }, TROUBLE[state.trouble] ?? state.trouble) : null);
  if (!state.overview) return;
  update(place("top"), top());
  update(place("faner"), views());
  update(place("styring"), rehearsalBanner(), problems(), VIEWS[state.view]());
  mountResults();
}

function day() {
  return h("div", { key: "day", class: "pj-c-main" }, agenda(),
    h("aside", { key: "aside", class: "pj-stack pj-c-aside", "aria-label": "Ved siden af dagen" }, screenPanel(), herePanel(), downloads()));
}

function herePanel() {
  const all = participants();
  const here = all.filter((one) => one.here);
  const missing = all.filter((one) => !one.here);
  const names = (/** @type {Api.Person[]} */ who) => h("ul", { class: "pj-c-names", role: "list" }, who.map((one) => h("li", { key: one.id }, badge(one.organisation), " ", h("span", { dir: "auto" }, one.name))));
  return h("section", { key: "here", class: "pj-card pj-c-panel", "aria-labelledby": "panel-her" },
    h("h2", { id: "panel-her" }, `${number(here.length)} af ${number(all.length)} er her`),
    all.length === 0 && h("p", { key: "nobody" }, "Der er ingen på listen endnu. ", h("a", { href: "#deltagere" }, "Hent deltagerlisten ind")),
    here.length > 0 && h("details", { key: "here" }, h("summary", null, "Hvem er her"), names(here)),
    missing.length > 0 && h("details", { key: "missing" }, h("summary", null, `Hvem mangler (${number(missing.length)})`), names(missing)));
}

function chooseView() {
  const wanted = location.hash.slice(1);
  const before = state.view;
  state.view = wanted in VIEWS ? wanted : "dagen";
  if (before !== state.view) window.scrollTo(0, 0);
  changed();
}

checkOnReturn(() => me);
drawWith(draw);
window.addEventListener("hashchange", chooseView);
chooseView();
followClicker();
lookAtAll().then(beginFollowing);
