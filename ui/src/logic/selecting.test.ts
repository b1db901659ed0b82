import { describe, expect, it } from "vitest";
import { all, NONE, ranged, toggled, without, type Selected } from "./selecting";

const ids = (selected: Selected<string>) => [...selected.ids].sort().join("");
const one = toggled<string>(NONE, "b");

describe("selecting", () => {
  it("one by one adds and takes away", () => {
    expect(ids(toggled(one, "d"))).toBe("bd");
    expect(ids(toggled(toggled(one, "d"), "b"))).toBe("d");
    expect(toggled(one, "b")).toMatchObject({ ids: new Set(), anchor: null });
  });

  it("a range adds to what was selected, and begins where that was selected last", () => {
    const two = toggled(one, "d");
    expect(ids(ranged(two, ["d", "e", "f"], "f"))).toBe("bdef");
    expect(ranged(two, ["d", "e", "f"], "f").anchor).toBe("d");
  });

  it("a shorter range, or one to the other side, gives back what the longer one took", () => {
    const long = ranged(one, ["b", "c", "d"], "d");
    expect(ids(ranged(long, ["b", "c"], "c"))).toBe("bc");
    expect(ids(ranged(long, ["a", "b"], "a"))).toBe("ab");
  });

  it("a range without a beginning begins where it is drawn", () => {
    expect(ranged<string>(NONE, ["c"], "c")).toMatchObject({ ids: new Set(["c"]), anchor: "c" });
  });

  it("all takes the whole list", () => expect([ids(all(["a", "b"])), ids(all([]))]).toEqual(["ab", ""]));

  it("what is gone is not selected, and no range begins there", () => {
    const left = without(ranged(one, ["b", "c"], "c"), new Set(["b"]));
    expect([ids(left), left.anchor]).toEqual(["c", null]);
    expect(ids(without(one, new Set(["x"])))).toBe("b");
  });
});
