// @ts-check
/** Draws a timer: counts down here from the seconds the server said were left, and tells a screen reader the turns only. */

import { announce, clock, count, h, prose, update } from "../ui.js";

const TICK = 200; // ms: often enough that a second never seems to last two

/** A length in words: "1 minut og 30 sekunder". @param {number} seconds */
function lengthInWords(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [whole >= 60 && count(Math.floor(whole / 60), "minut", "minutter"), (whole % 60 > 0 || whole < 60) && count(whole % 60, "sekund", "sekunder")];
  return parts.filter(Boolean).join(" og ");
}

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderTimer({ model, el }) {
  const root = h("div", { class: "pj-timer" });
  el.append(root);

  /** What the server last said, and when by a clock that nobody sets: the device's own may be put right meanwhile. */
  let heard = { now: "", remaining: 0, running: false, at: performance.now() };
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let ticking;
  let last = { step: "", remaining: 0, running: false };

  function listen() {
    const pub = model.get("public");
    if (pub.now !== heard.now || pub.remaining !== heard.remaining || pub.running !== heard.running)
      heard = { now: pub.now, remaining: pub.remaining, running: pub.running, at: performance.now() };
  }

  function left() {
    const gone = heard.running ? (performance.now() - heard.at) / 1000 : 0;
    return Math.max(0, heard.remaining - gone);
  }

  /** @param {any} pub */
  const stepOf = (pub) => pub.steps.find((/** @type {any} */ step) => step.id === pub.step);

  /** Says the turns: started, half, one minute left, over. @param {any} step @param {number} seconds @param {boolean} running */
  function announceTime(step, seconds, running) {
    const before = last;
    last = { step: step.id, remaining: seconds, running };
    if (!running && !(before.running && seconds <= 0)) return;
    const passed = (/** @type {number} */ mark) => before.remaining > mark && seconds <= mark;
    if (!before.running || before.step !== step.id) return announce(`${step.title}. ${lengthInWords(seconds)}.`);
    if (passed(0)) announce(`Tiden er gået: ${step.title}.`);
    else if (passed(60) && step.seconds > 90) announce("Ét minut tilbage.");
    else if (passed(step.seconds / 2)) announce(`Halvdelen af tiden er gået. ${lengthInWords(seconds)} tilbage.`);
  }

  /** @param {any} step @param {number} seconds */
  const partLeft = (step, seconds) => String(Math.min(1, seconds / step.seconds));

  /** @param {any} pub @param {any} step @param {number} seconds */
  function face(pub, step, seconds) {
    const over = seconds <= 0;
    const standing = over ? "Tiden er gået" : heard.running ? "tilbage" : pub.started ? "Sat på pause" : "Ikke startet";
    return h("div", { key: "face", class: `pj-timer-face${over ? " pj-timer-over" : ""}`, style: { "--pj-timer-part": partLeft(step, seconds) } },
      h("div", { class: "pj-timer-inner" },
        h("p", { class: "pj-timer-digits", role: "timer", "aria-label": "Tid tilbage" }, clock(seconds)),
        h("p", { class: "pj-timer-standing" }, standing)));
  }

  /** @param {any} pub @param {any} step @param {number} seconds */
  function controls(pub, step, seconds) {
    const isLast = pub.steps[pub.steps.length - 1].id === step.id;
    const button = (/** @type {string} */ key, /** @type {string} */ text, /** @type {object} */ event, look = "") =>
      h("button", { key, type: "button", class: `pj-button ${look}`.trim(), onclick: () => model.send(event) }, text);
    const running = heard.running && seconds > 0;
    return h("div", { key: "controls", class: "pj-row pj-timer-controls", role: "group", "aria-label": "Styr uret" },
      running ? button("go", "Pause", { type: "pause" }, "pj-button-primary")
        : seconds > 0 ? button("go", pub.started ? "Fortsæt" : "Start", { type: "start" }, "pj-button-primary")
          : button("go", "Start forfra", { type: "start", step: step.id }, isLast ? "pj-button-primary" : ""),
      !isLast && button("next", "Næste trin", { type: "next" }, seconds > 0 ? "" : "pj-button-primary"),
      button("more", "+ 1 min.", { type: "add", seconds: 60 }),
      button("less", "− 1 min.", { type: "add", seconds: -60 }),
      button("reset", "Nulstil", { type: "reset" }, "pj-button-quiet"));
  }

  /** @param {any} pub */
  function steps(pub) {
    if (pub.steps.length < 2) return null;
    const now = pub.steps.findIndex((/** @type {any} */ step) => step.id === pub.step);
    return h("ol", { key: "steps", class: "pj-timer-steps" }, pub.steps.map((/** @type {any} */ step, /** @type {number} */ i) =>
      h("li", { key: step.id, class: `pj-timer-step${i === now ? " pj-timer-now" : ""}${i < now ? " pj-timer-past" : ""}`, "aria-current": i === now ? "step" : null },
        h("span", { key: "title", class: "pj-timer-name" }, step.title, i === now && h("span", { class: "pj-visually-hidden" }, " (nu)")),
        h("span", { key: "length", class: "pj-timer-length" }, clock(step.seconds), h("span", { class: "pj-visually-hidden" }, " minutter")),
        pub.may_control && i !== now && h("button", { key: "go", type: "button", class: "pj-button pj-button-quiet",
          onclick: () => model.send({ type: "start", step: step.id }) }, "Start", h("span", { class: "pj-visually-hidden" }, ` ${step.title}`)))));
  }

  function tick() {
    if (!root.isConnected) return stop();
    const pub = model.get("public");
    const step = stepOf(pub);
    const seconds = left();
    const digits = root.querySelector(".pj-timer-digits");
    const ring = /** @type {HTMLElement | null} */ (root.querySelector(".pj-timer-face"));
    if (digits && digits.textContent !== clock(seconds)) digits.textContent = clock(seconds);
    if (ring) ring.style.setProperty("--pj-timer-part", partLeft(step, seconds));
    if (seconds <= 0) draw();
    else announceTime(step, seconds, heard.running);
  }

  function stop() {
    clearInterval(ticking);
    ticking = undefined;
  }

  function draw() {
    const pub = model.get("public");
    if (!pub || !pub.steps) return update(root);
    listen();
    const step = stepOf(pub);
    const seconds = left();
    const running = heard.running && seconds > 0;
    update(root,
      face(pub, step, seconds),
      h("div", { key: "side", class: "pj-timer-side" },
        h("p", { key: "title", class: "pj-timer-title" }, step.title),
        prose(step.text_html),
        pub.may_control && controls(pub, step, seconds),
        steps(pub)));
    announceTime(step, seconds, running);
    if (!running) stop();
    else if (ticking === undefined) ticking = setInterval(tick, TICK);
  }

  model.on("change:public", draw);
  draw();
  return stop;
}

export default { render: renderTimer };
