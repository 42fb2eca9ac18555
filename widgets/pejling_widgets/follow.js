// @ts-check
/**
 * Follows a course by server-sent events; while there is no stream, by polling. What happened while there was none is
 * fetched when it is back.
 */

const HIDDEN_LONG = 60_000;

/**
 * How often to poll, and how soon to open a stream again that the browser gave up (milliseconds): for a class of phones,
 * and for the few windows that stay open all day.
 */
export const PHONE = { poll: 20_000, reopen: 8_000, sleeps: true };
export const WINDOW = { poll: 8_000, reopen: 4_000, sleeps: false };

/**
 * @param {string} course
 * @param {{ some: (changed: string[]) => void, all: () => void, live?: (is: boolean) => void }} on
 *   `some` names what changed, `all` says that anything may have, `live` whether the stream runs
 * @param {{ poll: number, reopen: number, sleeps: boolean, key?: string }} how `sleeps`: holds no connection when it is
 *   put away · `key`: a big screen's signed key
 */
export function follow(course, { some, all, live = () => {} }, { poll, reopen, sleeps, key = "" }) {
  /** @type {EventSource | null} */ let stream = null;
  let running = false;
  let ever = false;
  let hiddenAt = 0;
  let reopening = 0;
  let sleeping = 0;

  /** @param {boolean} is */
  function setRunning(is) {
    running = is;
    live(is);
  }

  function open() {
    clearTimeout(reopening);
    stream?.close();
    stream = new EventSource(`/api/course/${course}/live${key && `?k=${encodeURIComponent(key)}`}`);
    stream.onopen = () => {
      setRunning(true);
      if (ever) all();
      ever = true;
    };
    stream.onmessage = (message) => {
      const changed = list(message.data);
      if (changed.length) some(changed);
    };
    stream.onerror = () => {
      setRunning(false);
      if (stream?.readyState === EventSource.CLOSED) reopening = window.setTimeout(open, reopen);
    };
  }

  function sleep() {
    stream?.close();
    stream = null;
    running = false;
    clearTimeout(reopening);
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(sleeping);
    if (document.hidden) {
      hiddenAt = Date.now();
      if (sleeps) sleeping = window.setTimeout(sleep, HIDDEN_LONG);
    } else if (!stream) open();
    else if (Date.now() - hiddenAt > HIDDEN_LONG / 4) all();
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) open(); });
  window.addEventListener("pagehide", sleep);
  window.addEventListener("offline", () => setRunning(false));
  window.addEventListener("online", () => { if (!running) { open(); all(); } });
  setInterval(() => { if (!running && !document.hidden) all(); }, poll);
  open();
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
