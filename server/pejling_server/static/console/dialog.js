// @ts-check
/** A dialog that keeps the keyboard inside and gives focus back; and a question with two answers. */
import { h, update } from "../../widgets/ui.js";

let made = 0;

/**
 * Opens a dialog. `draw` gives its content anew each time `redraw` is called; `mayClose` is asked before it closes.
 * @param {string} title
 * @param {(dialog: { close: () => void, redraw: () => void, el: HTMLElement }) => any} draw
 * @param {{ wide?: boolean, mayClose?: () => boolean, closed?: () => void }} [more]
 */
export function openDialog(title, draw, { wide = false, mayClose = () => true, closed = () => {} } = {}) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const id = `dialog-${++made}`;
  const body = h("div", { class: "pj-stack pj-c-dialog-body" });
  const dialog = h("dialog", { class: `pj-dialog${wide ? " pj-c-wide" : ""}`, "aria-labelledby": id });
  const close = () => { if (mayClose()) dialog.close(); };
  const redraw = () => update(body, draw(held));
  const held = { close, redraw, el: dialog };
  dialog.append(h("div", { class: "pj-c-dialog-head" }, h("h2", { id, class: "pj-title", tabindex: "-1" }, title),
    h("button", { type: "button", class: "pj-button pj-button-quiet", onclick: close }, "Luk")), body, h("div", { class: "pj-c-dialog-said", role: "alert" }));
  dialog.addEventListener("cancel", (/** @type {Event} */ event) => { if (!mayClose()) event.preventDefault(); });
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed();
    if (before?.isConnected) before.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  redraw();
  dialog.showModal();
  /** @type {HTMLElement | null} */ (dialog.querySelector("input:not([type=checkbox]), select, textarea, h2"))?.focus();
  return held;
}

/** Whether a dialog is open. */
export function dialogIsOpen() {
  return Boolean(document.querySelector("dialog[open]"));
}
