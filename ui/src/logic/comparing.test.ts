import { expect, it } from "vitest";
import { made } from "../../tests/made";
import { canCompare } from "./comparing";

const saved = (count: number) => Array.from({ length: count }, (_, at) => made.saved(`v${at}`));

it.each([[0, false], [1, false], [2, true], [4, true], [5, false]])("%i saved videos can be compared: %s", (count, can) => {
  expect(canCompare(saved(count))).toBe(can);
});

it("one that is being made, or whose file is missing, cannot be compared", () => {
  expect(canCompare([...saved(1), made.video("making")])).toBe(false);
  const gone = made.saved("gone");
  expect(canCompare([...saved(1), { ...gone, file: { ...gone.file!, missing: true } }])).toBe(false);
});
