// @ts-check
/** Follows a course from a page that stays open all day: the stream of changes, and a look now and then without one. */

const POLL = 8_000;
const REOPEN = 4_000;

/**
 * @param {string} course
 * @param {{ some: (changed: string[]) => void, all: () => void, live: (is: boolean) => void }} tell
 *   `some` names what changed, `all` says that anything may have, `live` whether the stream runs
 * @param {string} [key] the signed key of a screen
 */
export function listen(course, { some, all, live }, key = "") {
  /** @type {EventSource | null} */ let stream = null;
  let running = false;
  let ever = false;
  let reopening = 0;

  function open() {
    clearTimeout(reopening);
    stream?.close();
    stream = new EventSource(`/api/course/${course}/live${key ? `?k=${encodeURIComponent(key)}` : ""}`);
    stream.onopen = () => {
      running = true;
      live(true);
      if (ever) all(); // what happened meanwhile was told to nobody
      ever = true;
    };
    stream.onmessage = ({ data }) => {
      const changed = JSON.parse(data);
      if (changed.length) some(changed);
    };
    stream.onerror = () => {
      running = false;
      live(false);
      if (stream?.readyState === EventSource.CLOSED) reopening = window.setTimeout(open, REOPEN);
    };
  }

  window.addEventListener("online", () => { open(); all(); });
  window.addEventListener("offline", () => live(false));
  window.addEventListener("pageshow", (event) => { if (event.persisted) { open(); all(); } });
  window.addEventListener("pagehide", () => stream?.close());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) all(); });
  setInterval(() => { if (!running) all(); }, POLL);
  open();
}
