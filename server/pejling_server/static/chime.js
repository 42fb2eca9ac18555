// @ts-check
/** A gentle sound when a clock has come to its end: two soft notes, made here, so that nothing has to be fetched. */

const NOTES = [523.25, 659.25]; // hertz: c and the e above it
const APART = 0.45; // seconds

let sounding = /** @type {AudioContext | null} */ (null);

/** Once someone has pressed something in the window, its browser lets it be heard. */
export function readyToSound() {
  sounding ??= "AudioContext" in window ? new AudioContext() : null;
  sounding?.resume().catch(() => {}); // it is tried again at the next press
}

export function chime() {
  readyToSound();
  if (!sounding) return;
  for (const [i, hertz] of NOTES.entries()) {
    const tone = sounding.createOscillator();
    const loudness = sounding.createGain();
    const from = sounding.currentTime + i * APART;
    tone.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.25, from + 0.04);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 1.6);
    tone.connect(loudness).connect(sounding.destination);
    tone.start(from);
    tone.stop(from + 1.7);
  }
}

/** Sounds once when what is left comes to nothing. */
export class Ending {
  before = /** @type {number | null} */ (null);

  /** @param {number | null} left seconds; null where no clock goes @param {boolean} wanted */
  look(left, wanted) {
    if (wanted && this.before !== null && this.before > 0 && left !== null && left <= 0) chime();
    this.before = left;
  }
}
