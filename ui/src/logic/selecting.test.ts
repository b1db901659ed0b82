import { describe, expect, it } from "vitest";
import { all, NONE, ranged, toggled, type Selected } from "./selecting";

const LIST = ["a", "b", "c", "d", "e"];
const ids = (selected: Selected<string>) => [...selected.ids].sort().join("");
const one = toggled<string>(NONE, "b");

describe("selecting", () => {
  it("one by one adds and takes away", () => {
    expect(ids(toggled(one, "d"))).toBe("bd");
    expect(ids(toggled(toggled(one, "d"), "b"))).toBe("d");
    expect(toggled(one, "b")).toEqual({ ids: new Set(), anchor: null });
  });

  it("a range goes from what was selected last, in either direction", () => {
    expect(ids(ranged(one, LIST, "d"))).toBe("bcd");
    expect(ids(ranged(one, LIST, "a"))).toBe("ab");
    expect(ids(ranged(ranged(one, LIST, "d"), LIST, "a"))).toBe("abcd");
  });

  it("a range without a beginning is the one itself, and so is one whose beginning is gone", () => {
    expect(ids(ranged<string>(NONE, LIST, "c"))).toBe("c");
    expect(ids(ranged({ ids: new Set(), anchor: "gone" }, LIST, "c"))).toBe("c");
    expect(ids(ranged(one, LIST, "gone"))).toBe("b");
  });

  it("all takes the whole list", () => expect([ids(all(LIST)), ids(all([]))]).toEqual(["abcde", ""]));
});
