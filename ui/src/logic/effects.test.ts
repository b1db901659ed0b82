import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import { movedInGrid, shownEffects, withUse } from "./effects";

const effects = [
  made.effect("squish", { name: "Squish", usedAt: 10 }),
  made.effect("fly", { name: "Fly away", favourite: true }),
  made.effect("melt", { name: "Melt", favourite: true, usedAt: 20 }),
];
const codes = (...asked: [filter: "all" | "favourites" | "recent", search?: string]) =>
  shownEffects(effects, asked[0], asked[1] ?? "").map((effect) => effect.code);

describe("the effects that are shown", () => {
  it("are all of them in the service's order", () => expect(codes("all")).toEqual(["squish", "fly", "melt"]));
  it("are the favourites", () => expect(codes("favourites")).toEqual(["fly", "melt"]));
  it("are those that were used, the last one first", () => expect(codes("recent")).toEqual(["melt", "squish"]));
  it("are found by a part of the name, however it is written", () => {
    expect(codes("all", " FLY ")).toEqual(["fly"]);
    expect(codes("recent", "fly")).toEqual([]);
  });
});

it("an effect that was chosen comes first among those that were used", () => {
  expect(shownEffects(withUse(effects, "fly", 30), "recent", "")[0]?.code).toBe("fly");
  expect(withUse(effects, null, 30)).toEqual(effects);
});

describe("in a grid of seven with three columns", () => {
  it.each([
    ["left", 0, 0], ["left", 3, 2], ["right", 2, 3], ["right", 6, 6],
    ["up", 1, 1], ["up", 4, 1], ["down", 1, 4], ["down", 4, 6], ["down", 6, 6],
    ["first", 5, 0], ["last", 1, 6],
  ] as const)("%s of %i is %i", (move, from, to) => expect(movedInGrid(move, from, 7, 3)).toBe(to));
});
