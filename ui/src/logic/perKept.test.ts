import { describe, expect, it } from "vitest";
import { perKept, perKeptWords } from "./perKept";

const video = (credits: number | null, kept = false) => ({ credits, kept });
const words = (...videos: ReturnType<typeof video>[]) => perKeptWords(perKept(videos));

describe("credits for each kept video", () => {
  it("are those of all, divided by how many were kept", () => {
    expect(perKept([video(25, true), video(25), video(50)])).toEqual({ total: 100, unknown: 0, kept: 1, each: 100 });
    expect(perKept([video(25, true), video(25), video(25, true)]).each).toBe(37.5);
  });

  it("are not said while none is kept", () => expect(perKept([video(25), video(25)]).each).toBeNull());

  it("are said in one line", () => {
    expect(words(video(25, true), video(50))).toBe("75 credits for 1 kept: 75 credits each");
    expect(words(video(0.5, true), video(0.5))).toBe("1 credit for 1 kept: 1 credit each");
    expect(words(video(25), video(50))).toBe("75 credits, none kept yet");
  });

  it("are at least so many where not every price is known, and never nothing", () => {
    expect(words(video(25, true), video(null))).toBe("At least 25 credits for 1 kept: 25 credits each");
    expect(words(video(null, true), video(null))).toBe("The service did not say what they cost");
    expect(words(video(0, true), video(0))).toBe("0 credits for 1 kept: 0 credits each");
  });
});
