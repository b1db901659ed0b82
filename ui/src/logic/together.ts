/**
 * Several videos that are played in step by one clock. Pure: says what to do with a follower, given where it stands.
 * A seek costs a moment during which the clock goes on, so it is the last resort, and aims ahead by what the last one took.
 */

/** Two frames at 24 a second: less is not seen side by side. Seconds. */
export const TOLERANCE = 2 / 24;
/** One that runs into its very end may be slow to come back, so it is held a frame before. Seconds. */
const BEFORE_END = 1 / 24;
/** One that is ahead waits rather than seeks, up to this. Seconds. */
const LONGEST_WAIT = 0.5;

export interface Follower {
  at: number;
  /** The place of its last frame. */
  last: number;
  isSeeking: boolean;
  /** It was told to wait. */
  isWaiting: boolean;
}

export type Correction =
  /** Let it play on. */
  | { kind: "go" }
  /** It is ahead: stand still until the clock is there. */
  | { kind: "wait" }
  /** It is over: show its last frame until all begin again. */
  | { kind: "hold"; at: number }
  | { kind: "seek"; to: number };

/** `clock`: where all should be. `lead`: how long the last seek took. Seconds. */
export function correction(follower: Follower, clock: number, lead: number): Correction {
  if (isOver(Math.max(clock, follower.at), follower.last)) return { kind: "hold", at: follower.last };
  if (follower.isSeeking) return { kind: "go" };
  const ahead = follower.at - clock;
  if (ahead > 0 && ahead <= LONGEST_WAIT && (follower.isWaiting || ahead > TOLERANCE)) return { kind: "wait" };
  if (Math.abs(ahead) <= TOLERANCE) return { kind: "go" };
  return { kind: "seek", to: Math.min(clock + lead, follower.last) };
}

/** Whether it shows its last frame, or as good as. */
export function isOver(at: number, last: number): boolean {
  return at >= last - BEFORE_END;
}

/** The one whose length is the clock's: the longest, of equally long ones the first. `-1`: none. */
export function leaderOf(lengths: readonly number[]): number {
  return lengths.reduce((best, length, at) => (length > (lengths[best] ?? 0) ? at : best), -1);
}
