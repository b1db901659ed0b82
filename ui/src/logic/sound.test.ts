import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import { bars, heardPart, lengthWords } from "./sound";

const sound = (seconds: number | null) => made.sound("s", { seconds });

describe("a sound for a video of five seconds", () => {
  it("that is longer is cut", () => expect(lengthWords(sound(12), 5)).toContain("first 5 s"));
  it("that is shorter leaves silence", () => expect(lengthWords(sound(3.2), 5)).toContain("0:03.2"));
  it.each([4.8, 5, 5.2])("of %f s needs no words", (seconds) => expect(lengthWords(sound(seconds), 5)).toBeNull());
  it("whose length is not known says so", () => expect(lengthWords(sound(null), 5)).toContain("could not be read"));
  it.each([[20, 0.25], [5, 1], [3, 1], [null, 1], [0, 1]])("of %s s is heard to %f of it", (seconds, part) => {
    expect(heardPart(sound(seconds), 5)).toBe(part);
  });
});

describe("the bars of a sound", () => {
  it("are the loudest of what they stand for, as far as there is room", () => {
    expect(bars([0.1, 0.5, 0.2, 0.25], 2)).toEqual([1, 0.5]);
  });
  it("fill the room also where there are fewer values", () => expect(bars([1, 0.5], 4)).toEqual([1, 1, 0.5, 0.5]));
  it("of silence are flat, and of nothing there are none", () => {
    expect(bars([0, 0], 2)).toEqual([0, 0]);
    expect(bars([], 5)).toEqual([]);
  });
});
