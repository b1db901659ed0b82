import { describe, expect, it } from "vitest";
import { seated } from "./seats";

const seats = (...keys: string[]) => new Map(keys.map((key, at) => [key, at]));

describe("an element of the page", () => {
  it("stays with its card as long as that is there", () => {
    expect([...seated(seats("a", "b", "c"), ["c", "a"], true)]).toEqual([["c", 2], ["a", 0]]);
  });

  it("takes the next card when its own went", () => {
    expect([...seated(seats("a", "b", "c"), ["b", "c", "d"], true)]).toEqual([["b", 1], ["c", 2], ["d", 0]]);
  });

  it("takes no other card where that is not wanted", () => {
    expect([...seated(seats("a", "b", "c"), ["b", "c", "d"], false)]).toEqual([["b", 1], ["c", 2], ["d", 3]]);
  });

  it("is new where none is left over", () => {
    expect([...seated(seats("a"), ["b", "c", "d"], true)]).toEqual([["b", 0], ["c", 1], ["d", 2]]);
    expect([...seated(new Map(), ["a"], true)]).toEqual([["a", 0]]);
  });

  it("belongs to one card only", () => {
    let now = seats("a", "b", "c", "d");
    for (const keys of [["c", "d", "e"], ["e", "f", "g", "h", "i"], ["i", "a"], ["a", "b", "c", "d"]]) {
      now = new Map(seated(now, keys, true));
      expect([...now.keys()]).toEqual(keys);
      expect(new Set(now.values()).size).toBe(keys.length);
    }
  });
});
