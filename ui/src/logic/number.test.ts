import { expect, it } from "vitest";
import { typedCredits } from "./number";

it("reads credits with a point or a comma, and nothing as no limit", () => {
  expect(["50", " 12.5 ", "12,5", "0", ""].map(typedCredits)).toEqual([50, 12.5, 12.5, 0, null]);
});

it("does not guess what is no number of credits", () => {
  expect(["-1", "1e9", "1.000.000", "1,000", "1.000", "fifty", "∞", "."].map(typedCredits)).toEqual(Array(8).fill(undefined));
});
