// @ts-check
/** The pages before a login: code, name, PIN, one-time link, password. One step at a time, each said kindly. */
import { cookiesNotKept, isLoginKept } from "../widgets/cookies.js";
import { call, reasonOf } from "../widgets/http.js";
import { newKey, nowLoggedIn } from "../widgets/storage.js";
import { h, update } from "../widgets/ui.js";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-step]"));
const answer = /** @type {HTMLElement} */ (document.getElementById("svar"));
const TYPING = 180;

/**
 * A call whose trouble is shown in the page; null when it did not succeed. @param {string} path @param {object} sent
 * @param {() => void} [refused] it was not done, and will not be
 */
async function tryTo(path, sent, refused) {
  answer.textContent = "";
  const got = await call(path, sent);
  if (got.status === 200) return got.body;
  if (got.status >= 400 && got.status < 429) refused?.();
  answer.textContent = reasonOf(got);
  return null;
}

/**
 * The idempotency key of one act: the same until it has succeeded, also after the page is fetched again, so that an act
 * whose answer was lost is done once and answered the same. @param {string} path @param {object} sent
 */
async function doOnce(path, sent) {
  const name = actOf(path, sent);
  const key = keys.get(name) ?? recallForSession(name) ?? newKey(22);
  keys.set(name, key);
  try {
    sessionStorage.setItem(name, key);
  } catch { /* it is kept for as long as the page is open */ }
  return tryTo(path, { ...sent, key }, () => {
    keys.delete(name);
    try {
      sessionStorage.removeItem(name);
    } catch { /* nothing was kept */ }
  });
}

/** @param {string} path @param {object} sent */
const actOf = (path, sent) => `pejling:handling:${path}:${JSON.stringify(sent)}`;

/** Whether it was begun from here and nothing was heard: it may have been done. @param {string} path @param {object} sent */
const isUnanswered = (path, sent) => keys.has(actOf(path, sent)) || recallForSession(actOf(path, sent)) !== null;

const keys = /** @type {Map<string, string>} */ (new Map());

/** @param {string} name */
function recallForSession(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

/** On to the page, when the login is kept. @param {string} url */
async function goTo(url) {
  if (!await isLoginKept()) return showCookies();
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith("pejling:handling:")) sessionStorage.removeItem(name);
  } catch { /* nothing was kept */ }
  nowLoggedIn(""); // the page that opens next says who it is
  return location.assign(url);
}

function showCookies() {
  const heading = h("h1", { class: "pj-big-title", tabindex: "-1" }, "Din browser husker dig ikke");
  document.getElementById("indhold")?.replaceChildren(h("div", { class: "pj-stack" }, heading, cookiesNotKept(),
    button("Prøv igen", { class: "pj-button pj-button-primary pj-button-wide", onclick: () => location.reload() })));
  heading.focus();
}

/** @param {string} title @param {...any} content */
function show(title, ...content) {
  const heading = /** @type {HTMLElement} */ (document.getElementById("overskrift"));
  heading.textContent = title;
  answer.textContent = "";
  const place = /** @type {HTMLElement} */ (document.getElementById("trin"));
  place.replaceChildren();
  update(place, ...content);
  const first = /** @type {HTMLElement | null} */ (place.querySelector("input, [autofocus]"));
  (first ?? heading).focus();
}

/** @param {string} text @param {object} props */
function button(text, props) {
  return h("button", { type: "button", class: "pj-button pj-button-wide", ...props }, text);
}

/** Runs `step` on submit; nothing is sent twice while it runs. @param {(form: HTMLFormElement) => Promise<void>} step */
function onSubmit(step) {
  return async (/** @type {any} */ event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const go = form.querySelector("[type=submit]");
    if (go.disabled) return;
    go.disabled = true;
    await step(form);
    go.disabled = false;
  };
}

/** @param {HTMLFormElement} form @param {string} name */
function typed(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value.trim();
}

// The code

/** @param {string} text */
function asCode(text) {
  return text.normalize("NFKC").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** @param {HTMLElement} form */
function codeStep(form) {
  form.addEventListener("submit", onSubmit(async (given) => {
    const code = asCode(typed(given, "code"));
    if (!code) {
      answer.textContent = "Skriv koden først.";
      return;
    }
    if (await tryTo("/api/join/code", { code })) location.assign(`/k/${encodeURIComponent(code)}`);
  }));
}

// Joining

/** @typedef {Api.CourseToJoin & { code: string }} Joining the course, and the code that was typed for it */

async function joinSteps() {
  const code = asCode(decodeURIComponent(location.pathname.split("/")[2] ?? ""));
  const course = await tryTo("/api/join/code", { code });
  if (!course) {
    const why = answer.textContent ?? "";
    show("Koden virker ikke", h("p", null, why), h("a", { class: "pj-button pj-button-primary pj-button-wide", href: "/" }, "Skriv en kode"));
    return;
  }
  if (!course.door_open) {
    show(course.title,
      h("p", null, "Døren er lukket for nye lige nu. Sig til underviseren, at du gerne vil ind."),
      button("Prøv igen", { onclick: () => location.reload() }),
      h("a", { class: "pj-button pj-button-wide", href: `/hold/${course.course}/ind` }, "Jeg har en PIN-kode"));
    return;
  }
  const { inside = "", name = "" } = root.dataset;
  if (inside.split(" ").includes(course.course)) insideStep(course, name, { ...course, code });
  else nameStep({ ...course, code });
}

/** Someone who came back to this page: this browser is in already. @param {Joining} course @param {string} name @param {Joining} joining */
function insideStep(course, name, joining) {
  show(course.title, h("p", null, "Du er inde som ", h("strong", { dir: "auto" }, name), "."),
    button("Videre", { class: "pj-button pj-button-primary pj-button-wide", onclick: () => goTo(`/hold/${course.course}`) }),
    button("Det er ikke mig", { class: "pj-button pj-button-quiet pj-button-wide", onclick: () => nameStep(joining) }));
}

/** @param {Joining} course */
function nameStep(course) {
  const found = h("div", { class: "pj-stack-tight", id: "fundne", role: "group", "aria-label": "Navne, der passer" });
  const status = h("p", { class: "pj-soft", role: "status" });
  let newest = 0;
  let timer = 0;
  const look = async (/** @type {string} */ letters) => {
    const number = ++newest;
    if (!letters) {
      status.textContent = "";
      update(found);
      return;
    }
    /** @type {Api.NamesFound | null} */ const got = await tryTo("/api/join/names", { code: course.code, letters });
    if (!got || number !== newest) return;
    const more = [...letters].length < 2; // one letter is only enough for a name that is no longer
    status.textContent = got.people.length ? "Tryk på dit navn." : more ? "" : `Ingen på listen begynder med »${letters}«. Prøv dit efternavn.`;
    update(found, got.people.map((person) => button("", {
      key: person.id, class: "pj-button pj-button-wide pj-name",
      onclick: () => (person.taken && !isUnanswered(TAKE, claimOf(course, person)) ? pinStep : claimName)(course, person),
    })));
    got.people.forEach((person, i) => update(found.children[i],
      h("span", { class: "pj-strong" }, person.name),
      h("span", { class: "pj-small pj-soft" }, [person.organisation, person.team].filter(Boolean).join(", ")
        + (person.taken ? " – er inde allerede" : ""))));
  };
  show(course.title,
    h("form", { class: "pj-stack", onsubmit: (/** @type {Event} */ e) => e.preventDefault() },
      h("div", null,
        h("label", { class: "pj-label", for: "bogstaver" }, "De to første bogstaver i dit navn"),
        h("input", { class: "pj-input", id: "bogstaver", autocomplete: "off", spellcheck: "false", maxlength: "60",
          oninput: (/** @type {any} */ e) => {
            clearTimeout(timer);
            timer = window.setTimeout(() => look(e.target.value.trim()), TYPING);
          } }))),
    status, found,
    course.write_own_name
      ? button("Mit navn er ikke på listen", { class: "pj-button pj-button-quiet pj-button-wide", onclick: () => ownNameStep(course) })
      : h("p", { class: "pj-small pj-soft" }, "Står dit navn der ikke, så sig det til underviseren."));
}

let taking = false;
const TAKE = "/api/join/take";

/** @param {Joining} course @param {Api.NameToTake} person */
const claimOf = (course, person) => ({ code: course.code, person: person.id });

/** @param {Joining} course @param {Api.NameToTake} person */
async function claimName(course, person) {
  if (taking) return; // the second tap of two
  taking = true;
  const got = await doOnce(TAKE, claimOf(course, person));
  taking = false;
  if (got) newPinStep(person.name, got);
}

/** @param {Joining} course @param {Api.NameToTake} person */
function pinStep(course, person) {
  show(`Er du ${person.name}?`,
    h("p", null, "Navnet er allerede i brug på en enhed. Skriv din PIN-kode for at komme ind her også."),
    h("form", { class: "pj-stack", novalidate: true, onsubmit: onSubmit(async (form) => {
      const got = await tryTo("/api/join/pin", { code: course.code, person: person.id, pin: typed(form, "pin") });
      if (got) goTo(got.url);
    }) },
      h("div", null, h("label", { class: "pj-label", for: "pin" }, "PIN-kode, seks tal"),
        h("input", { class: "pj-input pj-pin-field", id: "pin", name: "pin", inputmode: "numeric", autocomplete: "one-time-code", maxlength: "10" })),
      h("button", { class: "pj-button pj-button-primary pj-button-wide", type: "submit" }, "Log ind")),
    button("Det er ikke mig", { class: "pj-button pj-button-quiet pj-button-wide", onclick: () => nameStep(course) }),
    h("p", { class: "pj-small pj-soft" }, "Har du mistet PIN-koden, kan underviseren give dig en ny."));
}

/** @param {Joining} course */
function ownNameStep(course) {
  show("Hvad hedder du?",
    h("form", { class: "pj-stack", novalidate: true, onsubmit: onSubmit(async (form) => {
      const organisation = course.organisations.length ? form.elements.namedItem("organisation") : null;
      const chosen = /** @type {any} */ (organisation)?.value ?? "";
      if (course.organisations.length && !chosen) {
        answer.textContent = "Vælg, hvor du arbejder.";
        return;
      }
      const name = typed(form, "name");
      const got = await doOnce("/api/join/new", { code: course.code, name, organisation: chosen });
      if (got) newPinStep(name, got);
    }) },
      h("div", null, h("label", { class: "pj-label", for: "navn" }, "Dit navn"),
        h("input", { class: "pj-input", id: "navn", name: "name", autocomplete: "name", maxlength: "80" })),
      course.organisations.length && h("fieldset", { class: "pj-fieldset" },
        h("legend", { class: "pj-label" }, "Hvor arbejder du?"),
        h("div", { class: "pj-choices" }, course.organisations.map((/** @type {string} */ name) =>
          h("label", { class: "pj-choice" }, h("input", { type: "radio", name: "organisation", value: name }), h("span", null, name))))),
      h("button", { class: "pj-button pj-button-primary pj-button-wide", type: "submit" }, "Kom med")),
    button("Tilbage", { class: "pj-button pj-button-quiet pj-button-wide", onclick: () => nameStep(course) }));
}

/** @param {string} name @param {{ pin: string, url: string }} got */
function newPinStep(name, { pin, url }) {
  show(`Velkommen, ${name}`,
    h("p", null, "Du er inde. Her er din PIN-kode – ", h("strong", null, "skriv den ned"), ". Du skal bruge den, hvis du vil ind fra en anden enhed, og den vises kun nu."),
    h("p", { class: "pj-pin", "aria-label": `PIN-kode: ${[...pin].join(" ")}` }, `${pin.slice(0, 3)} ${pin.slice(3)}`),
    button("Jeg har skrevet den ned – videre", { class: "pj-button pj-button-primary pj-button-wide", onclick: () => goTo(url) }));
}

// Link and password

function linkSteps() {
  const token = decodeURIComponent(location.pathname.split("/")[2] ?? "");
  const go = /** @type {HTMLButtonElement} */ (root.querySelector("button"));
  go.addEventListener("click", async () => {
    go.disabled = true;
    const got = await doOnce("/api/link", { token });
    if (!got) go.disabled = false;
    else if (!await isLoginKept()) showCookies();
    else if (got.needs_password) choosePasswordStep(got);
    else goTo(got.url);
  });
}

/** @param {{ url: string, name: string, email: string }} me */
function choosePasswordStep({ url, name, email }) {
  history.replaceState(null, "", "/ind/brugt"); // the used link is of no use in the history
  show("Hvem er du?",
    h("p", null, "Du er logget ind. Næste gang logger du ind med din e-mail og en adgangskode. Deltagerne ser dit navn."),
    h("form", { class: "pj-stack", novalidate: true, onsubmit: onSubmit(async (form) => {
      const given = /** @type {HTMLInputElement} */ (form.elements.namedItem("password")).value;
      if (!typed(form, "name")) {
        /** @type {HTMLElement} */ (document.getElementById("svar")).textContent = "Skriv dit navn. Deltagerne ser det.";
        document.getElementById("navn")?.focus();
        return;
      }
      if (!typed(form, "email")) {
        /** @type {HTMLElement} */ (document.getElementById("svar")).textContent = "Skriv den e-mail, du vil logge ind med.";
        document.getElementById("mail")?.focus();
        return;
      }
      if (await tryTo("/api/me/password", { password: given, name: typed(form, "name"), email: typed(form, "email") })) goTo(url);
    }) },
      h("div", null, h("label", { class: "pj-label", for: "navn" }, "Dit navn"),
        h("input", { class: "pj-input", id: "navn", name: "name", autocomplete: "name", maxlength: "80", value: name })),
      h("div", null, h("label", { class: "pj-label", for: "mail" }, "Din e-mail"),
        h("input", { class: "pj-input", id: "mail", name: "email", type: "email", autocomplete: "email", maxlength: "200", value: email })),
      h("div", null, h("label", { class: "pj-label", for: "ny" }, "Ny adgangskode, mindst 10 tegn"),
        h("input", { class: "pj-input", id: "ny", name: "password", type: "password", autocomplete: "new-password", maxlength: "200", "aria-describedby": "ny-hjaelp" }),
        h("p", { class: "pj-small pj-soft", id: "ny-hjaelp" }, "En lille sætning er let at huske og svær at gætte.")),
      h("button", { class: "pj-button pj-button-primary pj-button-wide", type: "submit" }, "Gem")),
    button("Ikke nu", { class: "pj-button pj-button-quiet pj-button-wide", onclick: () => goTo(url) }));
}

/** @param {HTMLElement} form */
function passwordStep(form) {
  form.addEventListener("submit", onSubmit(async (given) => {
    const password = /** @type {HTMLInputElement} */ (given.elements.namedItem("password")).value;
    const got = await tryTo("/api/password", { email: typed(given, "email"), password });
    if (got) goTo(got.url);
  }));
}

/** @param {HTMLElement} form */
function pinAtHome(form) {
  form.addEventListener("submit", onSubmit(async (given) => {
    const got = await tryTo(`/api/course/${form.dataset.course}/pin`, { name: typed(given, "name"), pin: typed(given, "pin") });
    if (got) goTo(got.url);
  }));
}

// What is shown once stays shown once, also when Back brings the page again.
window.addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });

const steps = /** @type {Record<string, (root: HTMLElement) => void>} */ ({
  code: codeStep, join: joinSteps, link: linkSteps, password: passwordStep, pin: pinAtHome,
});
steps[root.dataset.step ?? ""]?.(root);
