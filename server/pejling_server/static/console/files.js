// @ts-check
/** Files that are fetched by script, so that the console stays where it is and says why when one does not come. */
import { reasonOf } from "../../widgets/http.js";
import { h } from "../../widgets/ui.js";
import { say } from "./api.js";

/** A link to a file. @param {string} url @param {string} text */
export function fileLink(url, text) {
  return h("a", { key: "file", class: "pj-touch", href: url, download: true, onclick: (/** @type {Event} */ event) => { event.preventDefault(); fetchFile(url); } }, text);
}

/** Fetch a file and hand it to the browser. @param {string} url */
export async function fetchFile(url) {
  const answer = await fetch(url, { cache: "no-store", credentials: "same-origin" }).catch(() => null);
  const body = await answer?.blob().catch(() => null);
  if (answer?.ok && body) return save(body, nameOf(answer));
  const refusal = await body?.text().then(JSON.parse).catch(() => null);
  return say(reasonOf({ status: answer && body ? answer.status : 0, body: refusal }), "bad");
}

/** @param {Response} answer */
function nameOf(answer) {
  const [, name = "pejling"] = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "") ?? [];
  return decodeURIComponent(name);
}

/** @param {Blob} body @param {string} name */
function save(body, name) {
  const url = URL.createObjectURL(body);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  say(`»${name}« er hentet.`);
}
