// @ts-check
/** One exercise on a day's page: its frame, and within it one's own answer. */
import { Answer } from "./answer.js";
import { Ballot } from "./ballot.js";
import { drawHead, makeFrame } from "./exercise_frame.js";

export class ExerciseOnPage {
  /**
   * @param {HTMLElement} root
   * @param {import("./answer.js").Host & { pair?: string, opened: (exercise: ExerciseOnPage) => void }} host
   */
  constructor(root, host) {
    this.root = root;
    this.host = host;
    this.id = root.dataset.exercise ?? "";
    /** When the view is drawn. @type {Promise<void>} */ this.ready = Promise.resolve();
    /** What the server said last. @type {Api.WaitingExercise | Api.ExerciseView | null} */ this.view = null;
    /** @type {Answer | null} */ this.answer = null;
  }

  /** What the server said last, once it is opened. */
  get opened() {
    return this.view && this.view.phase !== "waiting" ? this.view : null;
  }

  /** Show what the server says now; what is older than what is known is left out. @param {Api.WaitingExercise | Api.ExerciseView} view */
  show(view) {
    const before = this.view;
    const known = this.answer?.view;
    const sameRun = view.phase !== "waiting" && known?.run === view.run;
    if (sameRun && view.revision < known.revision) return;
    this.view = view;
    if (!this.answer) {
      const { head, ...parts } = makeFrame(this.root);
      const { course, person } = this.host;
      this.head = head;
      this.answer = new Answer(this.host, parts, { exercise: this.id, pair: this.host.pair,
        ballotFor: ({ anonymous, run }) => (anonymous ? new Ballot(course, person, run) : null) });
    }
    drawHead(/** @type {HTMLElement} */ (this.head), view);
    this.ready = this.answer.update(view);
    if (before && view.phase === "open" && (!sameRun || before.phase !== "open")) this.host.opened(this);
  }
}
