import { expect, it } from "vitest";
import { made } from "../../tests/made";
import { keyOf, priced, refusal } from "./priced";

const order = (more = {}, photos = ["a"], prompts = {}) => ({ spec: made.spec(more), photos, prompts });
const block = { field: "prompt" as const, code: "noPrompt" as const, message: "Say what should happen.", figures: null, blocks: true, asks: false };

it("an order is another one when anything of it is", () => {
  expect(keyOf(order())).toBe(keyOf(order()));
  for (const other of [order({ count: 2 }), order({ prompt: "x" }), order({}, ["a", "b"]), order({}, ["b"]), order({}, ["a"], { a: "x" })]) {
    expect(keyOf(other)).not.toBe(keyOf(order()));
  }
});

it("a price knows how many videos a photo it was asked for", () => {
  expect(priced(order({ count: 3 }), made.quote())).toMatchObject({ what: keyOf(order({ count: 3 })), count: 3 });
});

it("an order is carried out for the price that was shown, and for no other", () => {
  expect(refusal(made.quote({ total: 50 }), made.quote({ total: 50 }))).toBeNull();
  expect(refusal(made.quote({ total: null }), made.quote({ total: null }))).toBeNull();
  expect(refusal(made.quote({ total: 25 }), made.quote({ total: 50 }))).toEqual({ kind: "otherPrice", shown: 25, total: 50 });
  expect(refusal(made.quote({ total: 25 }), made.quote({ total: null }))).toEqual({ kind: "otherPrice", shown: 25, total: null });
});

it("an order against which something speaks is not carried out, and says what", () => {
  expect(refusal(made.quote(), made.quote({ objections: [{ ...block, blocks: false }] }))).toBeNull();
  expect(refusal(made.quote({ total: 1 }), made.quote({ objections: [block] }))).toEqual({ kind: "blocked", message: block.message });
});
