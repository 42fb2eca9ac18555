// @ts-check
/**
 * Follows a course by server-sent events. A stream lives while messages come, a heartbeat at least; one that is open and
 * silent, broken, or held back by something on the way is opened again, and meanwhile the page polls. What happened while
 * there was none is fetched when it is back.
 */

const SILENCE = 40_000; // ms without a message, of three heartbeats: then the stream is dead
const HIDDEN_LONG = 60_000;

/**
 * How often to poll, and how soon to try again what did not come through (milliseconds): for a class of phones, and for
 * the few windows that stay open all day.
 */
export const PHONE = { poll: 20_000, again: 8_000, sleeps: true };
export const WINDOW = { poll: 8_000, again: 4_000, sleeps: false };

/**
 * @param {string} course
 * @param {{ some: (changed: string[]) => void, all: () => void }} on `some` names what changed, `all` says that anything may have
 * @param {{ poll: number, again: number, sleeps: boolean, key?: string }} how `sleeps`: holds no connection when it is put
 *   away · `key`: a big screen's signed key
 * @returns {() => void} to be told of a look that did not come through: everything is looked at again until one does
 */
export function follow(course, { some, all }, { poll, again, sleeps, key = "" }) {
  /** @type {EventSource | null} */ let stream = null;
  let live = false;
  let behind = false; // something may have happened that was not looked at
  let heardAt = performance.now();
  let hiddenAt = 0;
  let silent = 0;
  let retrying = 0;
  let sleeping = 0;

  function lookAtAll() {
    clearTimeout(retrying);
    retrying = 0;
    behind = false;
    all();
  }

  function missed() {
    behind = true;
    if (stream) retrying ||= window.setTimeout(lookAtAll, again * (0.75 + Math.random() / 2)); // a class does not ask in the same moment
  }

  /** @param {MessageEvent} message */
  function hear(message) {
    live = true;
    heardAt = performance.now();
    clearTimeout(silent);
    silent = window.setTimeout(openAgain, SILENCE);
    const changed = list(message.data);
    if (behind) lookAtAll();
    else if (changed.length) some(changed);
  }

  function open() {
    close();
    const opened = new EventSource(`/api/course/${course}/live${key && `?k=${encodeURIComponent(key)}`}`);
    stream = opened;
    silent = window.setTimeout(openAgain, SILENCE);
    opened.onmessage = hear;
    opened.onerror = () => {
      live = false;
      missed();
      if (opened.readyState !== EventSource.CLOSED) return; // the browser itself opens it again
      clearTimeout(silent);
      silent = window.setTimeout(open, again);
    };
  }

  function openAgain() {
    lookAtAll();
    open();
    behind = true; // from this look to the stream's first message
  }

  function close() {
    clearTimeout(silent);
    stream?.close();
    stream = null;
    live = false;
  }

  function sleep() {
    close();
    clearTimeout(retrying);
    retrying = 0;
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(sleeping);
    if (document.hidden) {
      hiddenAt = Date.now(); // which goes on while a machine sleeps
      if (sleeps) sleeping = window.setTimeout(sleep, HIDDEN_LONG);
    } else if (!stream || performance.now() - heardAt > SILENCE) openAgain();
    else if (behind || Date.now() - hiddenAt > HIDDEN_LONG / 4) lookAtAll();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) openAgain(); });
  window.addEventListener("pagehide", sleep);
  window.addEventListener("offline", () => { live = false; lookAtAll(); });
  window.addEventListener("online", openAgain); // whatever the stream looks like: it may be of the network that went
  setInterval(() => { if (!live && !document.hidden) lookAtAll(); }, poll);
  open();
  return missed;
}

/** @param {string} text @returns {string[]} */
function list(text) {
  try {
    const found = JSON.parse(text);
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}
