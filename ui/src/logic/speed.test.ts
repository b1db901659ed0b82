import { expect, it } from "vitest";
import { neighbourSpeed } from "./speed";

it.each([[1, 1, 1.5], [1, -1, 0.5], [2, 1, 2], [0.25, -1, 0.25], [1.5, 1, 2]] as const)("from %d, %i goes to %d", (speed, step, next) => {
  expect(neighbourSpeed(speed, step)).toBe(next);
});
