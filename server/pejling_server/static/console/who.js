// @ts-check
/** Who has answered an exercise and who has not, by name; or why nobody can know. */
import { dayInWords, h, number, timeOfDay } from "../../widgets/ui.js";

/** @param {Api.ExerciseDetail} detail */
export function whoHasAnswered({ anonymous, gathers, answered, homework, scope, phase }) {
  if (!gathers) return null;
  if (anonymous) return h("p", { key: "who", class: "pj-small pj-soft" }, phase === "open"
    ? "Øvelsen er anonym, så ingen kan se, hvem der har svaret hvad – heller ikke du. Mens den er åben, ser du kun antallet."
    : "Øvelsen er anonym, så listen over, hvem der har svaret, blev slettet, da du lukkede.");
  if (!answered) return null;
  const given = answered.filter((one) => one.answered);
  const missing = answered.filter((one) => !one.answered);
  if (homework) {
    const handedIn = given.filter((one) => one.handed_in);
    return h("div", { key: "who", class: "pj-c-who" },
      names("Afleveret", handedIn, ({ handed_in: at }) => at && `${dayInWords(at)} kl. ${timeOfDay(at)}`),
      names("Begyndt, ikke afleveret", given.filter((one) => !one.handed_in)),
      names("Ikke begyndt", missing));
  }
  return h("div", { key: "who", class: "pj-c-who" },
    names(scope === "group" ? "Har ikke skrevet" : "Mangler", missing),
    names(scope === "group" ? "Har skrevet" : "Har svaret", given,
      (one) => [!one.finished && "i gang", one.entered_by_trainer && "indtastet af underviser"].filter(Boolean).join(", ")));
}

/** @param {string} title @param {Api.Answerer[]} people @param {(one: Api.Answerer) => string | null} [note] */
function names(title, people, note = () => "") {
  return h("div", { key: title },
    h("p", { class: "pj-label" }, `${title} (${number(people.length)})`),
    people.length === 0 ? h("p", { class: "pj-soft pj-small" }, "Ingen") : h("ul", { class: "pj-c-names", role: "list" }, people.map((one) =>
      h("li", { key: one.subject }, h("span", { dir: "auto" }, one.name), note(one) && h("span", { class: "pj-soft pj-small" }, ` · ${note(one)}`)))));
}
