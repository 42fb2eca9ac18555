// @ts-check
/** Dialogs: the PIN when the login has ended, and a question with two answers. */
import { call, reasonOf } from "./http.js";
import { h } from "./ui.js";

/**
 * Ask for the PIN of the person who wrote what waits; only that person's PIN goes on.
 * @param {{ course: string, person: string, name: string, waiting: boolean }} who
 * @returns {Promise<boolean>} whether that person is logged in again
 */
export function askForPin({ course, person, name, waiting }) {
  const wrong = h("p", { id: "pj-pin-wrong", class: "pj-answer", role: "alert" });
  const pin = h("input", { id: "pj-pin", class: "pj-input pj-pin-field", inputmode: "numeric", maxlength: "10",
    autocomplete: "one-time-code", required: true, "aria-describedby": "pj-pin-wrong" });
  const go = h("button", { class: "pj-button pj-button-primary", type: "submit" }, "Log ind");
  return open("Log ind igen", (close) => h("form", {
    class: "pj-stack", novalidate: true,
    onsubmit: async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      wrong.textContent = "";
      go.disabled = true;
      const answer = await call(`/api/course/${course}/pin`, { person, pin: pin.value.trim() });
      go.disabled = false;
      if (answer.status === 200) return close(true);
      wrong.textContent = reasonOf(answer);
      pin.focus();
      pin.select();
    },
  },
    h("p", null, waiting
      ? "Du er logget ud på denne enhed. Det, du har skrevet, ligger her stadig og bliver gemt, når du er inde igen."
      : "Du er logget ud på denne enhed."),
    h("div", null, h("label", { class: "pj-label", for: "pj-pin" }, `PIN-kode for ${name}`), pin),
    wrong,
    h("div", { class: "pj-row" }, go,
      h("button", { class: "pj-button pj-button-quiet", type: "button", onclick: () => close(false) }, "Ikke nu")),
    h("p", { class: "pj-small pj-soft" }, "Har du mistet den, kan underviseren give dig en ny. Underviser? ",
      h("a", { href: "/login", target: "_blank", rel: "noopener" }, "Log ind med adgangskode i et nyt vindue"))));
}

/** A question; true for `yes`. @param {string} title @param {string} text @param {string} yes @param {string} no */
export function ask(title, text, yes, no) {
  return open(title, (close) => h("div", { class: "pj-stack" }, h("p", null, text),
    h("div", { class: "pj-row" },
      h("button", { class: "pj-button pj-button-primary", type: "button", onclick: () => close(false) }, no),
      h("button", { class: "pj-button", type: "button", onclick: () => close(true) }, yes))));
}

/**
 * @param {string} title @param {(close: (answer: boolean) => void) => Node} content
 * @returns {Promise<boolean>}
 */
function open(title, content) {
  return new Promise((resolve) => {
    const before = /** @type {any} */ (document.activeElement);
    const dialog = h("dialog", { class: "pj pj-dialog", "aria-labelledby": "pj-dialog-title" });
    let answer = false;
    const close = (/** @type {boolean} */ given) => {
      answer = given;
      dialog.close();
    };
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before?.isConnected) before.focus({ preventScroll: true });
      resolve(answer);
    });
    dialog.append(h("h2", { id: "pj-dialog-title", class: "pj-title" }, title), content(close));
    document.body.append(dialog);
    dialog.showModal();
  });
}
