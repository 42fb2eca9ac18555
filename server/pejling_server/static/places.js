// @ts-check
/** The places of a day in the order in which a clicker takes them: a section's slides, and its exercises where they stand among them. */

/** @typedef {{ section: string, exercise: string, slide: number, title: string }} Place */
/** @typedef {{ section: string, exercise: string, slide: number }} Position */

/** @param {Api.Section[]} sections @param {Position} now where the screen is @returns {Place[]} */
export function placesOf(sections, now) {
  return sections.filter((section) => isTaken(section, now)).flatMap(placesIn);
}

/** Where in `places` the screen is; -1 for nowhere. @param {Place[]} places @param {Position} now */
export function placeOf(places, now) {
  const here = places.filter((place) => place.section === now.section && place.exercise === (now.exercise || ""));
  const slide = Math.max(1, now.slide || 0);
  return places.indexOf(here.find((place) => place.exercise || place.slide === slide) ?? here[here.length - 1]);
}

/** What is optional is left out until it is shown or one of its exercises is opened. @param {Api.Section} section @param {Position} now */
function isTaken(section, now) {
  return !section.optional || now.section === section.id || section.exercises.some((e) => !e.broken && e.phase !== "waiting");
}

/** @param {Api.Section} section @returns {Place[]} */
function placesIn({ id, title, slides, exercises }) {
  const own = slides.map((slide, i) => ({ after: slide.after, place: { section: id, exercise: "", slide: i + 1,
    title: `${slide.title || title}${slides.length > 1 ? ` (${i + 1} af ${slides.length})` : ""}` } }));
  const before = (/** @type {number} */ number) => own.filter((one) => one.after === number).map((one) => one.place);
  return [...before(0), ...exercises.flatMap((e, i) => [{ section: id, exercise: e.id, slide: 0, title: e.title }, ...before(i + 1)])];
}
