import { describe, expect, it } from "vitest";
import { FRAME, frameAt, lastFrame, measured } from "./frames";

describe("a frame on", () => {
  it("is the middle of the next one, wherever in a frame it begins", () => {
    for (const at of [0, 0.01, FRAME * 0.9]) expect(frameAt(at, 1, FRAME, 5)).toBeCloseTo(FRAME * 1.5);
  });

  it("and a frame back is where it was", () => {
    const at = frameAt(1, 0, FRAME, 5);
    expect(frameAt(frameAt(at, 1, FRAME, 5), -1, FRAME, 5)).toBeCloseTo(at);
  });

  it("goes through a whole video one by one", () => {
    let [at, steps] = [0, 0];
    for (; at < lastFrame(5, FRAME) - 1e-9 && steps < 1000; steps += 1) at = frameAt(at, 1, FRAME, 5);
    expect(steps).toBe(119);
  });

  it("stops at the last frame and at the first", () => {
    expect(frameAt(4.99, 1, FRAME, 5)).toBe(lastFrame(5, FRAME));
    expect(frameAt(0, -1, FRAME, 5)).toBe(0);
  });
});

describe("the length of a frame", () => {
  const over = (...shown: number[]) =>
    shown.reduce<{ known: number | null; before: number | null }>((so, at) => ({ known: measured(so.known, so.before, at), before: at }), { known: null, before: null }).known;

  it("is not known before two were shown", () => expect([over(), over(0)]).toEqual([null, null]));
  it("is the shortest span between two, as some may be skipped", () => expect(over(0, 0.1, 1 / 30 + 0.1, 1)).toBeCloseTo(1 / 30));
  it("is not learned from a jump, forwards or back, or from the same frame twice", () => expect(over(0, 3, 1, 1)).toBeNull());
});
