import { expect, it } from "vitest";
import { sentPrompts, withOwn, withoutGone } from "./ownPrompts";

it("a photo's own prompt is sent only for a photo that becomes a video, and never blank", () => {
  expect(sentPrompts({ a: "pan", b: " ", end: "zoom" }, ["a", "b"])).toEqual({ a: "pan" });
  expect(Object.keys(sentPrompts({ b: "zoom", a: "pan" }, ["a", "b"]))).toEqual(["a", "b"]);
});

it("photos that left the tray are forgotten, and nothing changes where none left", () => {
  const own = { a: "pan", b: "zoom" };
  expect(withoutGone(own, [{ id: "b" }])).toEqual({ b: "zoom" });
  expect(withoutGone(own, [{ id: "a" }, { id: "b" }])).toBe(own);
});

it("a photo gets a prompt of its own, also a blank one, and goes back to the common one", () => {
  expect(withOwn({ a: "pan" }, "b", "")).toEqual({ a: "pan", b: "" });
  expect(withOwn({ a: "pan", b: "" }, "b", null)).toEqual({ a: "pan" });
});
