/** Moving within a list by keys. Pure. */
export type Move = "before" | "after" | "first" | "last";

/** The place that is moved to, from `at` among `count`. */
export function neighbourBy(move: Move, at: number, count: number): number {
  switch (move) {
    case "before":
      return Math.max(at - 1, 0);
    case "after":
      return Math.min(at + 1, count - 1);
    case "first":
      return 0;
    case "last":
      return count - 1;
  }
}
