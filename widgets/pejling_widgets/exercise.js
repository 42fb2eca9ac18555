// @ts-check
/** One exercise on a day's page: its frame, and within it one's own answer. */
import { Answer } from "./answer.js";
import { Ballot } from "./ballot.js";
import { drawHead, makeFrame } from "./exercise_frame.js";

export class ExerciseOnPage {
  /**
   * @param {HTMLElement} root
   * @param {import("./answer.js").Host & { opened: (exercise: ExerciseOnPage) => void }} host
   */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.id = root.dataset.exercise ?? "";
    /** When the view is drawn. @type {Promise<void>} */ this.ready = Promise.resolve();
    /** @type {Answer | null} */ this.answer = null; // none before the server has said what the exercise is
  }

  get view() {
    return this.answer?.view;
  }

  /** Show what the server says now; what is older than what is known is left out. @param {any} view */
  show(view) {
    const before = this.view;
    const sameRun = before?.run === view.run;
    if (before && sameRun && (view.revision ?? 0) < (before.revision ?? 0)) return;
    if (!this.answer) {
      const { head, ...parts } = makeFrame(this.root);
      const { course, person } = this.host;
      this.head = head;
      this.answer = new Answer(this.host, parts, { exercise: this.id,
        ballotFor: ({ anonymous, run }) => (anonymous && run ? new Ballot(course, person, run) : null) });
    }
    drawHead(/** @type {HTMLElement} */ (this.head), view);
    this.ready = this.answer.update(view);
    if (before && view.phase === "open" && (!sameRun || before.phase !== "open")) this.host.opened(this);
  }
}
