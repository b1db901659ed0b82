import { describe, expect, it } from "vitest";
import { begin, canPress, fail, IDLE, REST, succeed, type Press } from "./press";

let ids = 0;
const fresh = () => `id-${++ids}`;
const started = (press: Press, what = "x", now = 0) => begin(press, what, fresh, now) as Extract<Press, { phase: "running" }>;

describe("a press of Create", () => {
  it("has an id of its own", () => {
    expect(started(IDLE).id).not.toBe(started(IDLE).id);
  });

  it("cannot begin while another runs", () => {
    expect(begin(started(IDLE), "x", fresh, 0)).toBeNull();
  });

  it("cannot begin again within a second of the last, so that a double click is one", () => {
    const done = succeed(5000);
    expect(begin(done, "x", fresh, 5000 + REST - 1)).toBeNull();
    expect(canPress(done, 5000 + REST)).toBe(true);
  });

  it("keeps its id when it failed and the same is asked again", () => {
    const first = started(IDLE);
    expect(started(fail(first)).id).toBe(first.id);
  });

  it("is another press when something else is asked after a failure", () => {
    const first = started(IDLE, "x");
    expect(started(fail(first), "y").id).not.toBe(first.id);
  });

  it("is another press after a success", () => {
    const first = started(IDLE);
    expect(started(succeed(0), "x", REST).id).not.toBe(first.id);
  });

  it("fails only while it runs", () => {
    expect(fail(IDLE)).toBe(IDLE);
  });
});
