// @ts-check
/**
 * A personal page that *Back* brings again, from the browser's back/forward cache or its copies, is seen only by the one
 * it was made for: it stays hidden until it is known who is logged in now.
 */
import { call } from "./http.js";
import { isLoggedIn, nowLoggedIn } from "./storage.js";

const PATIENCE = 5_000; // ms to wait for the server's word; without it, what this browser remembers decides

/** @param {() => string} owner whose the page is; "" as long as it is nobody's */
export function checkOnReturn(owner) {
  const hide = (/** @type {boolean} */ is) => { document.documentElement.style.visibility = is ? "hidden" : ""; };

  async function check() {
    const person = owner();
    if (!person) return hide(false);
    hide(true);
    const { status, body } = await call("/api/me", undefined, undefined, { patience: PATIENCE });
    const own = status === 200 ? body.person === person : status !== 401 && isLoggedIn(person);
    if (!own) return location.reload(); // the server shows what there is for whoever is here
    nowLoggedIn(person);
    return hide(false);
  }

  const [how] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (how?.type === "back_forward") check();
  else if (owner()) nowLoggedIn(owner());
  window.addEventListener("pagehide", ({ persisted }) => { if (persisted && owner()) hide(true); });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) check(); });
}
