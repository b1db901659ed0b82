import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import { listedPresets, nameFor } from "./presets";

const presets = [made.preset("a", { name: "Calm", text: "Slow push in" }), made.preset("b", { kind: "negative", name: "Mine", text: "hats" })];

describe("the presets of a field", () => {
  it("are its own alone", () => expect(listedPresets(presets, "prompt", "").map(({ id }) => id)).toEqual(["a"]));
  it("are found by name and by text", () => {
    expect(listedPresets(presets, "prompt", "CALM")).toHaveLength(1);
    expect(listedPresets(presets, "prompt", "push")).toHaveLength(1);
    expect(listedPresets(presets, "prompt", "hats")).toEqual([]);
  });
  it("of the negative prompt begin with the person's own, and go on with those that come with the program", () => {
    const listed = listedPresets(presets, "negative", "");
    expect(listed.map(({ isBuiltIn }) => isBuiltIn)).toEqual([false, true, true, true, true, true]);
    expect(new Set(listed.map(({ id }) => id)).size).toBe(6);
    expect(listedPresets(presets, "negative", "extra limbs")).toHaveLength(1);
  });
});

describe("the first name of a preset", () => {
  it("is a short text itself", () => expect(nameFor("  Slow  push\nin ")).toBe("Slow push in"));
  it("is the beginning of a long one, in whole words", () => {
    expect(nameFor("Slow push in, warm wind lifting the sand, the sun flickers")).toBe("Slow push in, warm wind lifting the sand");
    expect(nameFor("x".repeat(60))).toBe("x".repeat(40));
  });
});
