import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import { EVERYTHING, excludes, isSameSet, mayMove, narrowings, widened } from "./query";

const narrow = { ...EVERYTHING, search: "lake", tag: "beach", day: "2026-11-27" };

describe("what narrows a list", () => {
  it("is what is asked for beside the filter", () => {
    expect(narrowings(narrow)).toEqual(["search", "tag", "day"]);
    expect(narrowings({ ...EVERYTHING, filter: "kept", search: "  ", sort: "name" })).toEqual([]);
  });

  it("can be taken back alone", () => {
    expect(widened(narrow, ["tag"])).toEqual({ ...narrow, tag: null });
    expect(widened(narrow, narrowings(narrow))).toEqual(EVERYTHING);
  });
});

it("another order shows the same videos, and anything else does not", () => {
  expect(isSameSet(narrow, { ...narrow, sort: "dearest" })).toBe(true);
  for (const change of [{ filter: "kept" as const }, { search: "" }, { model: "a" }, { tag: null }, { day: null }]) {
    expect(isSameSet(narrow, { ...narrow, ...change })).toBe(false);
  }
});

describe("a video", () => {
  const video = made.saved("v", { tags: ["beach"], credits: 20 });

  it("is excluded by a filter or a tag that does not fit, and never by a search", () => {
    expect(excludes({ ...EVERYTHING, filter: "kept" }, video)).toBe(true);
    expect(excludes({ ...EVERYTHING, tag: "city" }, video)).toBe(true);
    expect(excludes({ ...EVERYTHING, tag: "beach", search: "nothing of it" }, video)).toBe(false);
  });

  it("may move when it is excluded from now on", () => {
    expect(mayMove({ ...EVERYTHING, filter: "making" }, made.video("v"), video)).toBe(true);
    expect(mayMove({ ...EVERYTHING, tag: "beach" }, video, { ...video, tags: [] })).toBe(true);
    expect(mayMove(EVERYTHING, made.video("v"), video)).toBe(false);
  });

  it("may move when that changes by which the list is sorted", () => {
    const dearer = { ...video, credits: 30 };
    const longer = { ...video, file: { ...video.file!, seconds: 9 } };
    const renamed = { ...video, file: { ...video.file!, name: "other.mp4" } };
    const moves = (now: typeof video) =>
      (["newest", "oldest", "name", "longest", "dearest"] as const).filter((sort) => mayMove({ ...EVERYTHING, sort }, video, now));
    expect([moves(dearer), moves(longer), moves(renamed), moves({ ...video, kept: true })]).toEqual([["dearest"], ["longest"], ["name"], []]);
  });

  it("may move in a search when its tags change, because they are searched", () => {
    const tagged = { ...video, tags: ["beach", "lake"] };
    expect([mayMove({ ...EVERYTHING, search: "lake" }, video, tagged), mayMove(EVERYTHING, video, tagged)]).toEqual([true, false]);
  });
});
