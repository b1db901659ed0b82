/** A part of a video that is played over and over: from its in point to its out point, in seconds. Pure. */

export interface Part {
  from: number;
  to: number;
}

/** A part shorter than this would be more going back than playing. Seconds. */
const SHORTEST = 0.25;

/** With the in point here; an out point that lies before it goes to the end. */
export function withIn(part: Part | null, at: number, length: number): Part {
  const from = Math.min(at, Math.max(0, length - SHORTEST));
  const to = part && part.to >= from + SHORTEST ? part.to : length;
  return { from, to };
}

/** With the out point here; an in point that lies behind it goes to the beginning. */
export function withOut(part: Part | null, at: number, length: number): Part {
  const to = Math.min(Math.max(at, SHORTEST), length);
  const from = part && part.from <= to - SHORTEST ? part.from : 0;
  return { from, to };
}

/** Where playing goes on: at the in point once the out point, or the video's `last` moment, is passed, and otherwise where it is. */
export function within(part: Part | null, at: number, last: number): number {
  return part && at >= Math.min(part.to, last) ? part.from : at;
}
