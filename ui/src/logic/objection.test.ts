import { expect, it } from "vitest";
import type { Objection } from "../bindings/Objection";
import { saidOf } from "./objection";

const objection = (code: Objection["code"], blocks: boolean): Objection => ({ field: "prompt", code, message: "x", figures: null, blocks, asks: false });

it("a control names the list of what speaks against it, and is invalid only by a mistake", () => {
  expect(saidOf("x", [])).toEqual({});
  expect(saidOf("x", [objection("noPrompt", true)])).toEqual({ "aria-describedby": "x" });
  expect(saidOf("x", [objection("longPrompt", false)])).toEqual({ "aria-describedby": "x" });
  expect(saidOf("x", [objection("longPrompt", false), objection("unknownEffect", true)])).toEqual({ "aria-describedby": "x", "aria-invalid": true });
});
