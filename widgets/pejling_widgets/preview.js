// @ts-check
/** The notebook's host: a bar that says that nothing is kept, the exercise's head, and the kind's own view below. */
import { KindView, overlay } from "./kind_view.js";
import { announce, h, prose, update } from "./ui.js";

const PHASES = [["open", "Åbn"], ["closed", "Luk"], ["revealed", "Vis resultat"]];
const ROLES = [["participant", "Deltager"], ["trainer", "Underviser"]];
const SEATS = [["observed", "Den, der bliver set på"], ["observer", "Den, der ser på"]];

export default {
  /** @param {{ model: any, el: HTMLElement }} parts */
  async render({ model, el }) {
    const bar = h("div", { class: "pj-preview-bar", role: "group", "aria-label": "Forhåndsvisning" });
    const head = h("div", { class: "pj-preview-head" });
    const body = h("div");
    // Lumino's mark keeps JupyterLab's shortcuts away from what is typed here.
    const root = h("div", { class: "pj pj-preview", "data-lm-suppress-shortcuts": "true" },
      bar, h("div", { class: "pj-card" }, head, body));
    // ... but not those that are made for the very element that has the focus: without this, x cuts the cell.
    root.addEventListener("keydown", (/** @type {Event} */ event) => event.stopPropagation());
    el.append(root);

    /** Set here and not yet taken in by the kernel; shown meanwhile, so that nothing flickers back. */
    const pending = new Map();
    let sent = 0;
    let refused = "";

    const view = new KindView(body, (event) => {
      sent += 1;
      if (event.type === "set") pending.set(event.field, event.value);
      model.send({ event, seq: sent });
      show();
    });
    const show = () => view.show("preview", model.get("head").kind,
      { public: overlay(model.get("public"), pending), summary: model.get("summary") });

    function draw() {
      const known = model.get("head");
      if (known.seen >= sent) pending.clear();
      bar.hidden = !known.buttons;
      update(bar, ...controls(known, model));
      update(head, ...heading(known));
      if (known.refused && known.refused !== refused) announce(known.refused);
      refused = known.refused;
      return show();
    }

    const changes = ["change:head", "change:public", "change:summary"];
    for (const name of changes) model.on(name, draw);
    const stopFollowing = followTheme(root);
    await draw();
    return () => {
      stopFollowing();
      view.unmount();
      for (const name of changes) model.off(name, draw);
    };
  },
};

/** @param {any} known @param {any} model */
function controls(known, model) {
  const button = (/** @type {string} */ text, /** @type {boolean | null} */ on, /** @type {object} */ message) =>
    h("button", { type: "button", key: text, class: "pj-button", "aria-pressed": on === null ? null : String(on),
      onclick: () => model.send(message) }, text);
  return [
    h("p", null, h("strong", null, "Forhåndsvisning"), " – intet gemmes"),
    h("div", { class: "pj-row" },
      known.both_roles && ROLES.map(([role, text]) => button(text, known.role === role, { role })),
      known.seat && SEATS.map(([seat, text]) => button(text, known.seat === seat, { seat }))),
    h("div", { class: "pj-row" },
      PHASES.map(([phase, text]) => button(text, known.phase === phase, { phase })),
      button("Nulstil", null, { reset: true })),
  ];
}

/** @param {any} known */
function heading(known) {
  return [
    h("p", { class: "pj-title", role: "heading", "aria-level": "3" }, known.title),
    h("p", { class: "pj-soft pj-small" }, known.minutes && `Cirka ${known.minutes} minutter. `, known.sees),
    prose(known.intro),
    known.alone && h("p", { key: "alone", class: "pj-soft pj-small" }, known.alone),
    known.refused && h("p", { key: "refused", class: "pj-notice pj-notice-bad" }, known.refused),
  ];
}

/**
 * Light or dark as the page behind it is, whatever the device prefers: JupyterLab and Voilà have themes of their own.
 * @param {HTMLElement} root @returns {() => void} stops following
 */
function followTheme(root) {
  const look = () => { root.dataset.theme = isDark(root.parentElement) ? "dark" : "light"; };
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { attributes: true, attributeFilter: ["class", "data-jp-theme-light"] });
  const device = matchMedia("(prefers-color-scheme: dark)");
  device.addEventListener("change", look);
  look();
  const frame = requestAnimationFrame(look); // by then the page has put it in place
  const later = setTimeout(look, 1500); // and a theme's style sheet may come last
  return () => {
    watcher.disconnect();
    device.removeEventListener("change", look);
    cancelAnimationFrame(frame);
    clearTimeout(later);
  };
}

/** @param {Element | null} element */
function isDark(element) {
  for (let at = element; at; at = at.parentElement) {
    const [r, g, b, a = 1] = (getComputedStyle(at).backgroundColor.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
    if (a > 0.5) return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110;
  }
  return false;
}
