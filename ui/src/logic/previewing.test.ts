import { describe, expect, it } from "vitest";
import { previewed } from "./previewing";

const open = { isCalm: false, isCovered: false, isHidden: false };
const any = () => true;

describe("what plays by itself in the library", () => {
  it("is what is pointed at, and otherwise what the keyboard is at", () => {
    expect(previewed({ pointed: "a", ringed: "b" }, open, any)).toBe("a");
    expect(previewed({ pointed: null, ringed: "b" }, open, any)).toBe("b");
    expect(previewed({ pointed: null, ringed: null }, open, any)).toBeNull();
  });

  it("is only what can be played", () => {
    expect(previewed({ pointed: "a", ringed: null }, open, () => false)).toBeNull();
    expect(previewed({ pointed: "a", ringed: "b" }, open, (video) => video === "b")).toBe("b");
  });

  it("is nothing while something lies over the window, nobody sees it, or the person wants calm", () => {
    expect(previewed({ pointed: "a", ringed: "b" }, { ...open, isCalm: true }, any)).toBeNull();
    expect(previewed({ pointed: "a", ringed: "b" }, { ...open, isCovered: true }, any)).toBeNull();
    expect(previewed({ pointed: "a", ringed: "b" }, { ...open, isHidden: true }, any)).toBeNull();
  });
});
