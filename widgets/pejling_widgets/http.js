// @ts-check
/** Calls to the server: JSON out and in, and never an exception. */

/** @template T @typedef {{ status: number, body: T }} Reply what the server answered; the body is so where the status is 200 */

const PATIENCE = 20_000;

/**
 * What the server answered; `status` is 0 when there was no answer, `body` null when it was no JSON.
 * @param {string} path
 * @param {object} [sent] makes it a POST
 * @param {string} [person] whose words are sent; the server refuses them when someone else is logged in
 * @param {{ patience?: number, stop?: AbortController }} [how] `patience`: milliseconds to wait for the answer · `stop`: to give it up
 * @returns {Promise<Reply<any>>}
 */
export async function call(path, sent, person, { patience = PATIENCE, stop = new AbortController() } = {}) {
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const headers = { "Content-Type": "application/json", ...(person ? { "X-Pejling-Person": person } : {}) };
    const asked = sent ? { method: "POST", headers, body: JSON.stringify(sent) } : {};
    const answer = await fetch(path, { ...asked, cache: "no-store", credentials: "same-origin", signal: stop.signal });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text) };
  } catch {
    return { status: 0, body: null };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What to tell someone whose call did not succeed. @param {Reply<any>} answer */
export function reasonOf({ status, body }) {
  if (typeof body?.reason === "string" && body.reason) return body.reason;
  if (status === 0) return "Der er ikke forbindelse til serveren. Se efter, om du er på nettet, og prøv igen.";
  if (status === 429 || status >= 500) return "Serveren har travlt lige nu. Prøv igen om lidt.";
  return "Det gik ikke. Hent siden igen, og prøv en gang til.";
}
