// @ts-check
/** A leader's page: the programme with its dates, and the totals that the class has seen. */
import { checkOnReturn } from "../widgets/bfcache.js";
import { follow, WINDOW } from "../widgets/follow.js";
import { call, reasonOf } from "../widgets/http.js";
import { KindView } from "../widgets/kind_view.js";
import { count, dayInWords, fewerThan, h, update } from "../widgets/ui.js";

const { course = "", person = "" } = document.body.dataset;
const root = /** @type {HTMLElement} */ (document.getElementById("leder"));
/** @type {Map<string, KindView>} */
const mounted = new Map();
const trouble = h("div", { role: "status" });
root.before(trouble);
let missed = () => {};

async function look() {
  /** @type {import("../widgets/http.js").Reply<Api.ForLeaders>} */ const answer = await call(`/api/leader/${course}`);
  update(trouble, answer.status === 200 ? null : h("p", { class: "pj-notice pj-notice-bad" }, reasonOf(answer)));
  if (answer.status === 0 || answer.status >= 500) missed();
  if (answer.status !== 200) return;
  draw(answer.body);
}

/** @param {Api.ForLeaders} known */
function draw({ modules, totals, people, tried, least }) {
  update(root,
    h("section", { key: "programme", class: "pj-stack", "aria-labelledby": "program" },
      h("h2", { id: "program", class: "pj-title" }, "Programmet"), h("p", { class: "pj-soft" }, `${count(people, "deltager", "deltagere")} på holdet.`),
      h("ol", { class: "pj-programme" }, modules.map((module) => h("li", { key: module.title, class: module.ready ? null : "pj-not-ready" },
        h("h3", null, module.title), h("p", { class: "pj-soft pj-small" }, module.extent), h("p", null, module.about),
        module.days.map((day) => h("p", { key: day.title }, h("span", { class: "pj-strong" }, day.title), ": ",
          day.date ? `${dayInWords(`${day.date}T12:00`)}${day.place ? `, ${day.place}` : ""}` : "dato følger")))))),
    tried.length > 0 && h("section", { key: "tried", class: "pj-stack", "aria-labelledby": "redskaber" },
      h("h2", { id: "redskaber", class: "pj-title" }, "Redskaber, der er prøvet ved besøgene"),
      h("p", { class: "pj-soft" }, `Deltagerne besøger hinandens samtaler. Her står kun redskaber, som mindst ${least} har prøvet. Tallene går i trin på ${least} og tælles først igen, når mindst ${least} flere har haft besøg.`),
      tried.map((round) => h("div", { key: `${round.round}`, class: "pj-card pj-stack" },
        h("h3", null, `Runde ${round.round}: mindst ${round.at_least} har haft besøg`),
        round.tools.length === 0 ? h("p", { key: "none" }, `Intet redskab er prøvet af ${least} eller flere.`)
          : h("ul", { key: "tools" }, round.tools.map((tool) => h("li", { key: tool.title }, `${tool.title}: mindst ${tool.at_least}`)))))),
    h("section", { key: "totals", class: "pj-stack pj-c-loose", "aria-labelledby": "resultater" },
      h("h2", { id: "resultater", class: "pj-title" }, "Samlede resultater"),
      totals.length === 0 && h("p", { key: "none" }, "Der er endnu ikke vist nogen resultater for holdet."),
      totals.map((total) => h("article", { key: total.run, class: "pj-card pj-stack" },
        h("h3", { dir: "auto" }, total.title, total.round > 1 && h("span", { class: "pj-chip pj-chip-small" }, `${total.round}. runde`)),
        total.summary?.too_few
          ? h("p", { key: "few" }, `${fewerThan(total.summary)}, så resultatet vises ikke.`)
          : h("div", { key: "view", "data-run": total.run })))));
  for (const total of totals) {
    const el = /** @type {HTMLElement | null} */ (root.querySelector(`[data-run="${total.run}"]`));
    if (!el) continue;
    if (mounted.get(total.run)?.place !== el) {
      mounted.get(total.run)?.unmount();
      mounted.set(total.run, new KindView(el));
    }
    mounted.get(total.run)?.show(total.run, total.kind, { public: { ...total.public, locked: true, fields: {} }, summary: total.summary });
  }
}

look();
checkOnReturn(() => person);
missed = follow(course, { some: look, all: look }, WINDOW);
