// @ts-check
/** What the two have seen, side by side: how often, how well, the examples, the words, and who spoke. */
import { h, number } from "../ui.js";

const WHO = /** @type {Record<string, string>} */ ({ professional: "Kollegaen", citizen: "Borgeren", both: "Begge", silence: "Stille" });

/** @param {any} pub */
export function compared(pub) {
  const observer = pub.seat === "observer" ? pub : pub.other;
  const observed = pub.seat === "observer" ? pub.other : pub;
  const rated = (/** @type {any} */ side, /** @type {string} */ id) => {
    const [often, well] = [side.fields[`often/${id}`], side.fields[`well/${id}`]];
    return `${often ? `hvor tit ${often}` : "ikke sat"}${well ? `, hvor godt ${well}` : often ? ", hvor godt ikke set" : ""}`;
  };
  const times = (/** @type {string} */ id) => observer.taps.filter((/** @type {any} */ tap) => tap.behaviour === id).length;
  const shown = pub.behaviours.filter((/** @type {any} */ { id }) => times(id) || [pub, pub.other].some((side) => side.fields[`often/${id}`] || side.fields[`well/${id}`]));
  const spoke = Object.values(observer.talk);
  return h("section", { key: "compared", class: "pj-stack", "aria-label": "Jeres to syn" },
    h("h4", null, "Jeres to syn side om side"),
    pub.other.asked.map((/** @type {any} */ one) => pub.other.fields[one.id] && h("div", { key: one.id }, h("p", { class: "pj-label" }, one.label), h("blockquote", { class: "pj-said", dir: "auto" }, pub.other.fields[one.id]))),
    h("ul", { key: "behaviours", class: "pj-observation-compared", role: "list" }, shown.map((/** @type {any} */ one) => h("li", { key: one.id },
      h("p", { class: "pj-label" }, one.text, " ", h("span", { class: "pj-soft pj-small" }, `talt ${number(times(one.id))}`)),
      h("p", null, "Den, der holdt samtalen: ", rated(observed, one.id)), h("p", null, "Iagttageren: ", rated(observer, one.id)),
      [observed, observer].map((side, at) => side.fields[`example/${one.id}`] && h("blockquote", { key: `${at}`, class: "pj-said", dir: "auto" }, side.fields[`example/${one.id}`]))))),
    (observer.fields.quotes ?? []).length > 0 && h("div", { key: "quotes" }, h("p", { class: "pj-label" }, "Egne ord fra samtalen"),
      h("ul", null, observer.fields.quotes.map((/** @type {string} */ line) => h("li", { dir: "auto" }, line)))),
    spoke.length > 0 && h("p", { key: "talk" }, "Hvem talte mest, to minutter ad gangen: ", Object.entries(WHO).map(([who, word]) => [word, spoke.filter((one) => one === who).length]).filter(([, n]) => n).map(([word, n]) => `${word} ${n}`).join(", "), "."));
}
