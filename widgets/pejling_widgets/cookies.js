// @ts-check
/** A browser that keeps no cookies forgets a login at once: it is found out, and told with what to do. */
import { call } from "./http.js";
import { h } from "./ui.js";

/** Whether the login that the server has just given is still there. */
export async function isLoginKept() {
  return (await call("/api/me")).status !== 401;
}

/** What to do about it. */
export function cookiesNotKept() {
  return h("div", { class: "pj-stack-tight" },
    h("p", null, "Pejling husker dig med én cookie, og din browser gemte den ikke. Derfor bliver du ved med at skulle logge ind."),
    h("ul", null,
      h("li", null, `Tillad cookies for ${location.hostname} i browserens indstillinger. På iPhone: Indstillinger, Safari, slå »Bloker alle cookies« fra.`),
      h("li", null, "Har du åbnet siden inde i en anden app, for eksempel en QR-scanner, så åbn adressen i telefonens egen browser."),
      h("li", null, "Eller brug en anden browser eller en anden enhed.")));
}
