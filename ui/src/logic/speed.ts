/** How fast videos are played. Pure. */
export const SPEEDS = [0.25, 0.5, 1, 1.5, 2] as const;

/** The next slower (-1) or faster (1) one. */
export function neighbourSpeed(speed: number, step: -1 | 1): number {
  const at = SPEEDS.findIndex((each) => each === speed);
  return SPEEDS[Math.min(Math.max(at + step, 0), SPEEDS.length - 1)] ?? speed;
}
