import { describe, expect, it } from "vitest";
import { within, withIn, withOut } from "./part";

describe("a part to repeat", () => {
  it("goes from the in point to the end, or from the beginning to the out point", () => {
    expect(withIn(null, 2, 5)).toEqual({ from: 2, to: 5 });
    expect(withOut(null, 2, 5)).toEqual({ from: 0, to: 2 });
  });

  it("keeps the other point where that is on the right side", () => {
    expect(withOut(withIn(null, 1, 5), 3, 5)).toEqual({ from: 1, to: 3 });
    expect(withIn({ from: 1, to: 3 }, 2, 5)).toEqual({ from: 2, to: 3 });
  });

  it("lets go of the other point where that is on the wrong side", () => {
    expect(withIn({ from: 1, to: 3 }, 4, 5)).toEqual({ from: 4, to: 5 });
    expect(withOut({ from: 2, to: 3 }, 1, 5)).toEqual({ from: 0, to: 1 });
  });

  it("is never shorter than it takes to go back", () => {
    for (const part of [withIn(null, 5, 5), withOut(null, 0, 5), withIn({ from: 0, to: 2 }, 2, 5)]) {
      expect(part.to - part.from).toBeGreaterThanOrEqual(0.25 - 1e-9);
    }
  });

  it("begins again at its end, and leaves what is before it alone", () => {
    const part = { from: 1, to: 3 };
    expect([within(part, 3, 5), within(part, 2.9, 5), within(part, 0.5, 5), within(null, 4, 5)]).toEqual([1, 2.9, 0.5, 4]);
  });

  it("that reaches to the end begins again just before that", () => {
    expect([within({ from: 1, to: 5 }, 4.96, 4.95), within({ from: 1, to: 5 }, 4.9, 4.95)]).toEqual([1, 4.9]);
  });
});
