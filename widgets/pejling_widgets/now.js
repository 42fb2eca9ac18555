// @ts-check
/** The bar at the foot of the page: the way to the exercise that the trainer opened last. */
import { announce, h } from "./ui.js";

export class NowBar {
  constructor() {
    this.button = h("button", { class: "pj-button pj-button-primary pj-now-button", type: "button", onclick: () => this.go() });
    this.bar = h("div", { class: "pj pj-now", role: "region", "aria-label": "Nu", hidden: true }, this.button);
    document.body.append(this.bar);
    /** @type {import("./exercise.js").ExerciseOnPage | null} */ this.current = null;
    this.inSight = false;
    this.watch = new IntersectionObserver((entries) => {
      this.inSight = entries[entries.length - 1].isIntersecting;
      this.draw();
    }, { rootMargin: "-15% 0px -25% 0px" });
  }

  /** Lead to the newest of these. @param {import("./exercise.js").ExerciseOnPage[]} open the one opened last at the end */
  show(open) {
    const alive = open.filter(({ opened }) => !opened?.steered || opened.going); // a clock that stands is nothing to go to
    const newest = alive.filter(({ opened }) => !opened?.homework).at(-1) ?? alive.at(-1) ?? null;
    if (newest !== this.current) {
      this.watch.disconnect();
      this.inSight = false;
      this.current = newest;
      if (newest) this.watch.observe(newest.root);
    }
    this.draw();
  }

  /** Say that the trainer opened an exercise. @param {import("./exercise.js").ExerciseOnPage} exercise */
  announce(exercise) {
    announce(`Underviseren har åbnet ${exercise.view?.title}`);
  }

  draw() {
    const shown = this.current !== null && !this.inSight;
    this.bar.hidden = !shown;
    document.body.classList.toggle("pj-has-now", shown);
    if (this.current) this.button.textContent = `Nu: ${this.current.view?.title}`;
  }

  go() {
    const { root } = this.current ?? {};
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    root?.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
    /** @type {HTMLElement | null | undefined} */ (root?.querySelector("h3"))?.focus({ preventScroll: true });
  }
}
