// @ts-check
/** A letter and a colour for each organisation, so that a mixed group is seen at a glance, and not by colour alone. */
import { h } from "../../widgets/ui.js";
import { state } from "./state.js";

/** Name → its letter: its own first letter that no other has. */
function letters() {
  const taken = /** @type {Map<string, string>} */ (new Map());
  for (const name of state.overview.organisations) {
    const used = [...taken.values()];
    taken.set(name, [...name.toUpperCase(), ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find((letter) => /\p{L}/u.test(letter) && !used.includes(letter)) ?? "?");
  }
  return taken;
}

/** Its colour is the one it has in every chart. @param {string} name the organisation's */
export function badge(name) {
  const place = state.overview.organisations.indexOf(name);
  if (place < 0) return h("span", { class: "pj-c-badge pj-c-badge-none", "aria-hidden": "true" }, "–");
  return h("span", { class: `pj-c-badge pj-tone-${2 + (place % 3)}`, "aria-hidden": "true" }, letters().get(name));
}

export function legend() {
  return h("ul", { key: "legend", class: "pj-c-legend", role: "list" }, state.overview.organisations.map((name) =>
    h("li", { key: name }, badge(name), " ", name)));
}
