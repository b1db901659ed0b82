import { expect, it } from "vitest";
import { placeOf, targetFor } from "./dropping";

const window = { width: 1000, height: 600 };
const target = { left: 100, top: 200, width: 50, height: 20 };

it.each([
  [{ x: 100, y: 200 }, "endFrame"],
  [{ x: 149, y: 219 }, "endFrame"],
  [{ x: 150, y: 210 }, "tray"],
  [{ x: 120, y: 199 }, "tray"],
] as const)("at %o files go to the %s", (point, place) => expect(placeOf(point, target)).toBe(place));

it("without a target everything goes to the tray", () => expect(placeOf({ x: 120, y: 210 }, null)).toBe("tray"));

it("a target is large enough to be hit and stays around its slot", () => {
  expect(targetFor({ left: 100, top: 200, width: 50, height: 40 }, window)).toEqual({ left: 92, top: 182, width: 66, height: 76 });
});

it("a target stays within the window", () => {
  expect(targetFor({ left: 2, top: 580, width: 996, height: 40 }, window)).toEqual({ left: 0, top: 524, width: 1000, height: 76 });
});
