/** Single frames of a video. Pure. */

/**
 * How long a frame lasts where nothing has told. Seconds. The engine names no rate for a file; 24 a second is what the models
 * make and what the demo renders. Where the web view tells when frames are shown, that is measured instead.
 */
export const FRAME = 1 / 24;

/** No video of the service has more than 120 frames a second; what is closer together is rounding. Seconds. */
const SHORTEST = 1 / 120;

/** What is known of a frame's length after one was shown at `shown`, the one before it at `before`. Skipped ones only make it longer. */
export function measured(known: number | null, before: number | null, shown: number): number | null {
  if (before === null) return known;
  const span = shown - before;
  return span >= SHORTEST * 0.99 && span < (known ?? 0.5) ? span : known;
}

/** The middle of the frame that is `step` frames away: a time on the edge between two frames may show either. Seconds. */
export function frameAt(at: number, step: number, frame: number, length: number): number {
  const index = Math.floor(at / frame + 1e-3) + step;
  return Math.min(Math.max((index + 0.5) * frame, 0), lastFrame(length, frame));
}

/** Within the last frame of a video this long. Seconds. */
export function lastFrame(length: number, frame: number): number {
  return Math.max(0, length - frame / 2);
}
