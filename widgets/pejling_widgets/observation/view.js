// @ts-check
/**
 * Draws an observation. During the conversation a tap is seen at once, on the pointer going down, and is sent afterwards; what
 * was not sent yet is drawn as if it were. Afterwards each rates alone, and reads the other's when both are locked.
 */
import { announce, clock, count, h, number, update } from "../ui.js";
import { fieldsOf, isFilled, readingList } from "../fields.js";
import { compared } from "./compared.js";

const SLOT = 120; // seconds
const UNDO = 10_000; // ms
const CALM = 250; // ms after a tap in which nothing but the tap is drawn: the next one is seen at once, too
const SPEAKERS = [["professional", "Kollegaen"], ["citizen", "Borgeren"], ["both", "Begge"], ["silence", "Stille"]];

/** @param {{ model: import("../ui.js").Model, el: HTMLElement }} host */
function renderObservation({ model, el }) {
  const root = h("div", { class: "pj-observation pj-stack" });
  el.append(root);
  const fields = fieldsOf({ model, root, name: "observation", redraw: draw });
  /** Taps that were seen and are on their way to be sent. @type {any[]} */
  let fresh = [];
  let sending = 0;
  let tappedAt = -CALM;
  let drawing = 0;
  /** When the conversation began and ended, as last drawn. @type {{ began: number | null, ended: number | null }} */
  let running = { began: null, ended: null };
  /** The last tap, while it can be undone. @type {{ id: string, behaviour: string, until: number } | null} */
  let last = null;
  let dim = false;
  /** What the observer looks at; "" for what comes next. */
  let part = "";

  const key = () => [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36).padStart(2, "0")).join("").slice(0, 16);

  /** What is counted, with what is not saved yet. @param {any} pub */
  function counted(pub) {
    const taps = new Map(pub.taps.map((/** @type {any} */ tap) => [tap.id, tap]));
    let { began, ended } = pub;
    const talk = { ...pub.talk };
    for (const event of [...(pub.pending ?? []), ...fresh]) {
      if (event.type === "tap" && !taps.has(event.tap)) taps.set(event.tap, { id: event.tap, behaviour: event.behaviour, second: event.second, deep: false });
      if (event.type === "untap") taps.delete(event.tap);
      if (event.type === "deepen" && taps.has(event.tap)) taps.set(event.tap, { ...taps.get(event.tap), deep: true });
      if (event.type === "talk") { if (event.who) talk[event.slot] = event.who; else delete talk[event.slot]; }
      if (event.type === "begin") { began ??= event.at; ended = null; }
      if (event.type === "end") ended = event.second;
    }
    return { taps: [...taps.values()], talk, began, ended };
  }

  /** Seconds since the conversation began. @param {{ began: number | null, ended: number | null }} of */
  function second({ began, ended }) {
    if (!began) return 0;
    return ended ?? Math.min(14_400, Math.max(0, Math.floor((Date.now() - began) / 1000)));
  }

  /** Sends what was tapped, after the browser has shown it; one at a time, so that a tap never waits for many. */
  function sendLater() {
    sending ||= window.setTimeout(() => {
      sending = 0;
      const event = fresh.shift();
      if (event) model.send(event);
      if (fresh.length) sendLater();
    }, 30);
  }

  /** Draws, but never between two taps that follow each other. */
  function drawCalmly() {
    clearTimeout(drawing);
    const left = tappedAt + CALM - performance.now();
    if (left > 0) drawing = window.setTimeout(drawCalmly, left);
    else draw();
  }

  function flush() {
    clearTimeout(sending);
    sending = 0;
    const now = fresh;
    fresh = [];
    for (const event of now) model.send(event);
  }

  /** @param {any} event */
  function post(event) {
    fresh.push(event);
    sendLater();
  }

  /** @param {PointerEvent | MouseEvent} event @param {string} behaviour */
  function tap(event, behaviour) {
    event.preventDefault();
    if (model.get("public").locked) return;
    tappedAt = performance.now();
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    const shown = /** @type {HTMLElement} */ (button.querySelector(".pj-observation-count"));
    shown.textContent = String(Number(shown.textContent) + 1); // at once; the rest is drawn after
    button.classList.add("pj-observation-hit");
    setTimeout(() => button.classList.remove("pj-observation-hit"), 200);
    const id = key();
    fresh.push({ type: "tap", tap: id, behaviour, second: second(running) });
    last = { id, behaviour, until: Date.now() + UNDO };
    sendLater();
    drawCalmly();
    setTimeout(drawCalmly, UNDO + 50);
  }

  function undo() {
    if (!last) return;
    post({ type: "untap", tap: last.id });
    last = null;
    announce("Trykket er taget tilbage.");
    draw();
  }

  function deepen() {
    if (!last) return;
    post({ type: "deepen", tap: last.id });
    announce("Talt som udfoldet.");
    last = null;
    draw();
  }

  /** @param {any} pub */
  function watched(pub) {
    const chosen = new Set(fields.valueOf(pub.items.find((/** @type {any} */ item) => item.id === "watch")) ?? []);
    return chosen.size ? pub.behaviours.filter((/** @type {any} */ one) => chosen.has(one.id)) : pub.behaviours;
  }

  /** What is watched for is chosen before, so that the buttons stay where they are. @param {any} pub */
  function beginning(pub) {
    const begin = () => { post({ type: "begin", at: Date.now() }); draw(); };
    return h("section", { key: "watch", class: "pj-stack", "aria-label": "Før samtalen" }, fields.draw(item(pub, "watch")),
      h("button", { key: "begin", type: "button", class: "pj-button pj-button-primary pj-observation-large", onclick: begin }, "Samtalen begynder"));
  }

  /** @param {any} pub */
  function conversation(pub) {
    const now = counted(pub);
    const seconds = second(now);
    const slot = Math.floor(seconds / SLOT);
    const running = now.began && now.ended === null;
    const shown = watched(pub);
    return h("section", { key: "conversation", class: `pj-observation-live pj-stack${dim ? " pj-observation-dim" : ""}`, "aria-label": "Samtalen" },
      h("div", { key: "clock", class: "pj-row pj-observation-top" },
        h("p", { class: "pj-observation-clock", role: "timer", "aria-live": "off" }, clock(seconds)),
        running && h("button", { key: "end", type: "button", class: "pj-button pj-observation-large", onclick: () => { post({ type: "end", second: second(counted(model.get("public"))) }); part = "after"; draw(); } }, "Samtalen er slut"),
        h("button", { key: "dim", type: "button", class: "pj-button pj-button-quiet", "aria-pressed": String(dim), onclick: () => { dim = !dim; draw(); } }, dim ? "Lysere" : "Dæmp skærmen")),
      h("p", { key: "long", class: "pj-soft pj-observation-long" }, running && seconds > pub.expected * 60 ? `${number(pub.expected)} minutter er gået. Bliv siddende, så længe samtalen varer.` : ""),
      Object.entries(pub.places).map(([mark, title]) => {
        const here = shown.filter((/** @type {any} */ one) => one.mark === mark);
        return here.length > 0 && h("div", { key: mark, class: `pj-observation-place pj-map-${mark.toLowerCase()}` }, h("h4", null, `${mark} ${title}`),
          h("div", { class: "pj-observation-taps" }, here.map((/** @type {any} */ one) => {
            const own = now.taps.filter((tapped) => tapped.behaviour === one.id);
            const deep = own.filter((tapped) => tapped.deep).length;
            return h("button", { key: one.id, type: "button", class: "pj-observation-tap", onpointerdown: (/** @type {any} */ event) => { if (event.button === 0) tap(event, one.id); },
              onclick: (/** @type {any} */ event) => { if (event.detail === 0) tap(event, one.id); } }, // the keyboard's
            h("span", { class: "pj-observation-text" }, one.text), h("span", { class: "pj-observation-count" }, String(own.length)),
            deep > 0 && h("span", { key: "deep", class: "pj-small" }, `${deep} udfoldet`));
          })));
      }),
      h("div", { key: "undo", class: "pj-row pj-observation-undo" }, last && last.until > Date.now() && [
        h("button", { key: "undo", type: "button", class: "pj-button pj-observation-large", onclick: undo }, "Fortryd sidste tryk"),
        h("button", { key: "deep", type: "button", class: "pj-button pj-observation-large", onclick: deepen }, "Det var udfoldet")]),
      h("div", { key: "talk", class: "pj-stack" }, h("h4", null, `Hvem taler mest? Minut ${slot * 2}–${slot * 2 + 2}`),
        h("div", { class: "pj-row" }, SPEAKERS.map(([who, word]) => h("button", { key: who, type: "button", class: "pj-button pj-observation-large", "aria-pressed": String(now.talk[slot] === who),
          onclick: () => { post({ type: "talk", slot, who: now.talk[slot] === who ? null : who }); draw(); } }, word))),
        h("ol", { class: "pj-observation-grid", "aria-label": "Hvem talte mest, to minutter ad gangen" }, Array.from({ length: slot + 1 }, (_, at) => h("li", { key: `${at}`, class: `pj-observation-${now.talk[at] ?? "none"}` },
          h("span", { class: "pj-visually-hidden" }, `Minut ${at * 2}: `), SPEAKERS.find(([who]) => who === now.talk[at])?.[1][0] ?? "–")))),
      pub.seen.map((/** @type {string} */ id) => fields.draw(item(pub, id), { look: "buttons" })),
      fields.draw(item(pub, "quotes")));
  }

  /** @param {any} pub @param {string} id */
  function item(pub, id) {
    return pub.items.find((/** @type {any} */ one) => one.id === id);
  }

  /** Each for oneself: how it went, how often and how well. @param {any} pub */
  function ownView(pub) {
    const now = counted(pub);
    return h("section", { key: "own", class: "pj-stack", "aria-label": "Dit eget syn" },
      h("p", { key: "how", class: "pj-notice" }, pub.seat === "observed" ? "Svar for dig selv først. Når du låser dit syn, og din kollega har låst sit, kan I læse hinandens."
        : "Svar for dig selv. Din kollega låser sit eget syn først; derefter kan I læse hinandens."),
      pub.asked.map((/** @type {any} */ one) => fields.draw({ ...item(pub, one.id), label: one.label, rows: 3 })),
      watched(pub).map((/** @type {any} */ one) => {
        const taps = now.taps.filter((tapped) => tapped.behaviour === one.id);
        const [often, well] = [item(pub, `often/${one.id}`), item(pub, `well/${one.id}`)];
        return h("fieldset", { key: one.id, class: "pj-observation-rating" }, h("legend", { class: "pj-label" }, one.text),
          pub.seat === "observer" && h("p", { key: "count", class: "pj-soft pj-small" }, `Talt ${count(taps.length, "gang", "gange")}. Det svarer til ${pub.often[one.id]} på skalaen; 7 er det meste af samtalen.`),
          fields.draw({ ...often, label: "Hvor tit" }, { look: "buttons" }),
          h("p", { key: "well", class: "pj-soft pj-small" }, "Hvor godt begynder ved 4. Sæt et andet tal, hvis du har et eksempel; lad det stå tomt, hvis det ikke skete."),
          fields.draw({ ...well, label: "Hvor godt" }, { look: "buttons" }),
          isFilled(fields.valueOf(well)) && fields.draw({ ...item(pub, `example/${one.id}`), label: "Et eksempel: Hvad blev der sagt eller gjort?" }));
      }),
      !pub.locked && h("div", { key: "lock", class: "pj-row" }, h("button", { type: "button", class: "pj-button pj-button-primary pj-observation-large", onclick: () => { flush(); model.send({ type: "lock" }); } }, "Lås mit syn"),
        h("span", { class: "pj-small pj-soft" }, "Når det er låst, kan det ikke rettes mere.")));
  }

  /** What the own view says, when it is locked. @param {any} pub */
  function locked(pub) {
    const own = pub.asked.map((/** @type {any} */ one) => ({ item: { ...item(pub, one.id), label: one.label }, value: pub.fields[one.id] }));
    return h("section", { key: "locked", class: "pj-stack", "aria-label": "Dit syn" },
      pub.done && h("p", { key: "done", class: "pj-notice pj-notice-good" }, pub.other ? "I har begge låst jeres syn og kan læse hinandens." : "Dit syn er låst. Du ser din kollegas, når I begge har låst."),
      readingList(own), pub.other && compared(pub));
  }

  function draw() {
    const pub = model.get("public");
    if (!pub?.items) return update(root);
    const observes = pub.seat !== "observed";
    const now = counted(pub);
    running = { began: now.began, ended: now.ended };
    if (pub.locked) return update(root, locked(pub));
    if (!observes) return update(root, ownView(pub));
    const now_ = part || (now.ended === null ? "live" : "after");
    const choice = (/** @type {string} */ name, /** @type {string} */ word) => h("button", { key: name, type: "button", class: "pj-button", "aria-pressed": String(now_ === name),
      onclick: () => { part = name; draw(); } }, word);
    return update(root, h("div", { key: "parts", class: "pj-row", role: "group", "aria-label": "Del" }, choice("live", "Samtalen: se og tæl"), choice("after", "Bagefter: dit eget syn")),
      now_ === "after" ? ownView(pub) : now.began ? conversation(pub) : beginning(pub)); // nothing moves under a finger once it has begun
  }

  const ticking = window.setInterval(() => {
    const pub = model.get("public");
    const shown = root.querySelector(".pj-observation-clock");
    if (pub && shown) shown.textContent = clock(second(running));
    if (pub && shown && second(running) % SLOT === 0) drawCalmly();
  }, 1000);
  window.addEventListener("pagehide", flush);
  model.on("change:public", drawCalmly);
  draw();
  return () => { flush(); clearTimeout(drawing); clearInterval(ticking); window.removeEventListener("pagehide", flush); };
}

export default { render: renderObservation };
