/**
 * One press of Create is one request. Pure: time and ids are passed in.
 * A press that failed keeps its id for as long as the same thing is asked, so that a retry can never create twice.
 */

/** How long after a success the button rests, so that a double click is one press. Milliseconds. */
export const REST = 1000;

export type Press =
  | { phase: "idle" }
  | { phase: "running"; id: string; what: string }
  | { phase: "failed"; id: string; what: string }
  | { phase: "resting"; until: number };

export const IDLE: Press = { phase: "idle" };

export function canPress(press: Press, now: number): boolean {
  return press.phase === "idle" || press.phase === "failed" || (press.phase === "resting" && now >= press.until);
}

/** Begins a press for `what`; `null`: one is under way, or has just been. */
export function begin(press: Press, what: string, fresh: () => string, now: number) {
  if (!canPress(press, now)) return null;
  const again = press.phase === "failed" && press.what === what;
  return { phase: "running" as const, id: again ? press.id : fresh(), what };
}

export function succeed(now: number): Press {
  return { phase: "resting", until: now + REST };
}

export function fail(press: Press): Press {
  return press.phase === "running" ? { ...press, phase: "failed" } : press;
}
