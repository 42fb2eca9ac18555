// @ts-check
/** The notebook's host: a bar that says that nothing is kept, the exercise's head, and the kind's own view below. */
import { announce, h, prose, update } from "./ui.js";

const PHASES = [["open", "Åbn"], ["closed", "Luk"], ["revealed", "Vis resultat"]];
const ROLES = [["participant", "Deltager"], ["trainer", "Underviser"]];

export default {
  /** @param {{ model: any, el: HTMLElement, view: any }} parts */
  render({ model, el, view }) {
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
    const listeners = /** @type {(() => void)[]} */ ([]);
    let sent = 0;
    let refused = "";

    const forView = {
      /** @param {string} name */
      get: (name) => (name === "public" ? overlaid(model.get("public"), pending) : model.get(name)),
      /** @param {string} _event @param {() => void} fn */
      on: (_event, fn) => listeners.push(fn),
      /** @param {any} event */
      send(event) {
        sent += 1;
        if (event.type === "set") pending.set(event.field, event.value);
        model.send({ event, seq: sent });
        redraw();
      },
    };
    const redraw = () => new Set(listeners).forEach((fn) => fn());

    function draw() {
      const told = model.get("head");
      if (told.seen >= sent) pending.clear();
      update(bar, ...controls(told, model));
      update(head, ...heading(told));
      if (told.refused && told.refused !== refused) announce(told.refused);
      refused = told.refused;
      redraw();
    }

    for (const name of ["change:head", "change:public", "change:summary"]) model.on(name, draw);
    draw();
    view.render({ model: forView, el: body });
    const unwatch = followTheme(root);
    return () => {
      unwatch();
      for (const name of ["change:head", "change:public", "change:summary"]) model.off(name, draw);
    };
  },
};

/** @param {any} shown @param {Map<string, any>} pending */
function overlaid(shown, pending) {
  const fields = { ...shown.fields };
  for (const [field, value] of pending) {
    if (value === null) delete fields[field];
    else fields[field] = value;
  }
  return { ...shown, fields };
}

/** @param {any} told @param {any} model */
function controls(told, model) {
  const button = (/** @type {string} */ text, /** @type {boolean | null} */ on, /** @type {object} */ message) =>
    h("button", { type: "button", key: text, class: "pj-button", "aria-pressed": on === null ? null : String(on),
      onclick: () => model.send(message) }, text);
  return [
    h("p", null, h("strong", null, "Forhåndsvisning"), " – intet gemmes"),
    h("div", { class: "pj-row" },
      told.both_roles && ROLES.map(([role, text]) => button(text, told.role === role, { role }))),
    h("div", { class: "pj-row" },
      PHASES.map(([phase, text]) => button(text, told.phase === phase, { phase })),
      button("Nulstil", null, { reset: true })),
  ];
}

/** @param {any} told */
function heading(told) {
  return [
    h("p", { class: "pj-title", role: "heading", "aria-level": "3" }, told.title),
    h("p", { class: "pj-soft pj-small" }, told.minutes && `Cirka ${told.minutes} minutter. `, told.who_sees),
    prose(told.intro_html),
    told.alone && h("p", { key: "alone", class: "pj-soft pj-small" }, told.alone),
    told.refused && h("p", { key: "refused", class: "pj-notice pj-notice-bad" }, told.refused),
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
  look();
  const frame = requestAnimationFrame(look); // by then the page has put it in place
  const later = setTimeout(look, 1500); // and a theme's style sheet may come last
  return () => {
    watcher.disconnect();
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
