// @ts-check
/** What can be done with an exercise as it stands: the next step, and the others. */
import { ask } from "../../widgets/ask.js";
import { announce } from "../../widgets/ui.js";
import { act, api, say } from "./api.js";
import { refetch } from "./follow.js";
import { showOnScreen } from "./screen.js";
import { fold, setting, state } from "./state.js";

/** Phase → word, sign and look. */
export const PHASES = /** @type {Record<string, [string, string, string]>} */ ({
  waiting: ["Ikke åbnet", "○", "waiting"],
  open: ["Åben", "▶", "open"],
  closed: ["Lukket", "■", "closed"],
  revealed: ["Resultatet er vist", "★", "revealed"],
});

/** @typedef {{ do: string, text: string, hint?: string }} Step */

/**
 * The one obvious next step, those beside it, and those in the menu.
 * @param {Api.AgendaExercise} e the exercise
 * @returns {{ next: Step | null, beside: Step[], more: Step[] }}
 */
export function stepsOf(e) {
  const undo = { do: "undo", text: "Fortryd nulstilling" };
  const reset = { do: "reset", text: "Nulstil", hint: "Svarene lægges væk og kan hentes frem igen i 30 dage." };
  const again = { do: "again", text: e.rounds > e.round ? `Åbn ${e.round + 1}. runde` : "Ny runde" };
  const reveal = { do: "reveal", text: "Vis resultatet" };
  const shows = e.gathers && e.for_class;
  const reopen = { do: "open", text: "Åbn igen" };
  const mayReopen = !e.anonymous && !e.seen;
  const undoing = e.can_undo ? [undo] : [];
  if (e.phase === "waiting") return { next: { do: "open", text: "Åbn" }, beside: undoing, more: [] };
  if (e.phase === "open") return { next: { do: "close", text: "Luk" }, beside: [], more: [reset, ...undoing] };
  if (e.phase === "revealed") {
    const hide = { do: "hide", text: "Skjul igen" };
    const back = mayReopen ? [reopen] : [];
    return e.rounds > e.round && !e.rounds_apart ? { next: again, beside: [hide], more: [...back, reset, ...undoing] } : { next: null, beside: [hide], more: [...back, again, reset, ...undoing] };
  }
  if (!shows) return { next: null, beside: mayReopen ? [reopen] : [], more: [again, reset, ...undoing] };
  const peek = !e.seen && e.total
    ? [{ do: "peek", text: "Kig først", hint: "Kun du ser resultatet. Derefter kan runden ikke åbnes igen." }] : [];
  if (e.rounds_apart) return { next: reveal, beside: peek, more: [...(mayReopen ? [reopen] : []), again, reset, ...undoing] };
  const others = [...peek, ...(mayReopen ? [reopen] : [])];
  // Two rounds are meant to be compared: the class votes again before anything is shown.
  if (e.rounds > e.round) return { next: again, beside: [reveal], more: [...others, reset, ...undoing] };
  return { next: reveal, beside: [], more: [...others, again, reset, ...undoing] };
}

const SAID = /** @type {Record<string, string>} */ ({
  open: "er åben", close: "er lukket", reveal: "– resultatet er vist for holdet", hide: "– resultatet er skjult igen",
  again: "er åben i en ny runde", reset: "er nulstillet. Det kan fortrydes i 30 dage", undo: "er hentet frem igen", peek: "– du kan se resultatet, holdet kan ikke",
});

/** @param {Api.AgendaExercise} e @param {string} section @param {Step} step */
export async function takeStep(e, section, step) {
  if (step.do === "reset" && !await ask(`Nulstil »${e.title}«?`,
    `${e.phase === "open" ? "Øvelsen er åben, og den lukkes for alle. " : ""}Svarene lægges væk. Du kan fortryde i 30 dage.`, "Nulstil", "Behold svarene")) return;
  const least = state.overview?.course.least ?? 5;
  if (step.do === "close" && e.total && e.count < least && !await ask(`Luk »${e.title}« nu?`,
    `${e.count ? `Kun ${e.count} har` : "Ingen har"} svaret, og et resultat vises først fra ${least}.${e.anonymous ? " En anonym runde kan ikke åbnes igen; de andre kan svare i en ny runde." : ""}`,
    "Luk alligevel", "Lad den være åben")) return;
  const done = await act(`${api}/exercise/${e.id}`, { do: step.do, phase: e.phase });
  if (done) {
    say(`»${e.title}« ${SAID[step.do]}.`);
    announce(`${PHASES[done.phase][0]}: ${e.title}`);
    fold(`menu ${e.id}`, false);
    fold(`oevelse ${e.id}`, step.do !== "reset");
    if (["open", "again", "reveal"].includes(step.do) && setting("skaerm-foelger", true)) showOnScreen(section, e.id);
  }
  await refetch(e.id);
  setTimeout(() => keepFocus(e.id));
}

/** The button that was pressed may be gone: the keyboard goes on at the next one. @param {string} id */
function keepFocus(id) {
  if (document.activeElement && document.activeElement !== document.body) return;
  /** @type {HTMLElement | null} */ (document.querySelector(`#oevelse-${id} .pj-c-buttons button`))?.focus({ preventScroll: true });
}

/** The played participants of a rehearsal answer. @param {Api.AgendaExercise} e */
export async function letThemAnswer(e) {
  const done = await act(`${api}/rehearsal/answers/${e.id}`);
  if (done) say(done.answers ? `De spillede deltagere har svaret på »${e.title}«.` : "Der er ikke noget at svare på her.");
  refetch(e.id);
}

/** Whether something is on its way for the exercise. @param {Api.AgendaExercise} e */
export function isBusy(e) {
  return state.busy.has(`${api}/exercise/${e.id}`);
}
