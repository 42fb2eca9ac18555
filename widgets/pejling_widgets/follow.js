// @ts-check
/** Follows a course: the stream of what has changed, or a look every 20 seconds while there is no stream. */

const POLL = 20_000;
const REOPEN = 8_000;
const HIDDEN_LONG = 60_000;

/**
 * @param {string} course
 * @param {{ some: (changed: string[]) => void, all: () => void }} look what to fetch again
 */
export function follow(course, { some, all }) {
  /** @type {EventSource | null} */ let stream = null;
  let live = false;
  let ever = false;
  let hiddenAt = 0;
  let reopening = 0;
  let sleeping = 0;

  function open() {
    clearTimeout(reopening);
    stream?.close();
    stream = new EventSource(`/api/course/${course}/live`);
    stream.onopen = () => {
      live = true;
      if (ever) all(); // what happened while there was no stream was told to nobody
      ever = true;
    };
    stream.onmessage = (message) => {
      const changed = list(message.data);
      if (changed.length) some(changed);
    };
    stream.onerror = () => {
      live = false;
      if (stream?.readyState === EventSource.CLOSED) reopening = window.setTimeout(open, REOPEN);
    };
  }

  function sleep() {
    stream?.close(); // a phone in a pocket holds no connection
    stream = null;
    live = false;
    clearTimeout(reopening);
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(sleeping);
    if (document.hidden) {
      hiddenAt = Date.now();
      sleeping = window.setTimeout(sleep, HIDDEN_LONG);
      return;
    }
    if (!stream) open();
    else if (Date.now() - hiddenAt > HIDDEN_LONG / 4) all();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) open();
  });
  window.addEventListener("pagehide", sleep);
  window.addEventListener("online", () => { if (!live) { open(); all(); } });
  setInterval(() => { if (!live && !document.hidden) all(); }, POLL);
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
