import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import type { VideoView } from "../bindings/VideoView";
import { beginning, between, bounded, covering, find, FIRST, inOrder, listedFrom, missing, PAGE, removed, renewed, replaced, withPage, type Listed } from "./listed";
import { EVERYTHING } from "./query";

const videos = (names: string): VideoView[] => [...names].map((name) => made.saved(name));
const list = (names: string, total = names.length) => listedFrom(EVERYTHING, { videos: videos(names), total });
const many = (from: number, count: number) => Array.from({ length: count }, (_, at) => made.saved(`v${from + at}`));
/** What is at each place; a dot: nothing. */
const places = ({ at, total }: Listed) => Array.from({ length: total }, (_, index) => at.get(index)?.id ?? ".").join("");
const isSound = ({ at, where }: Listed) => at.size === where.size && [...at].every(([index, { id }]) => where.get(id) === index);

describe("a list of which a part is here", () => {
  it("has each video at its place, and knows how many there are", () => {
    const state = withPage(list("ab", 6), 3, { videos: videos("de"), total: 6 });
    expect(places(state)).toBe("ab.de.");
    expect([find(state, "d")?.id, find(state, "c")]).toEqual(["d", undefined]);
    expect(inOrder(state).map((video) => video.id)).toEqual(["a", "b", "d", "e"]);
    expect(between(state, { from: 0, to: 2 })?.length).toBe(2);
    expect(between(state, { from: 1, to: 4 })).toBeNull();
  });

  it("has no video twice, when one moved between two answers", () => {
    const state = withPage(list("abc", 6), 3, { videos: videos("cde"), total: 6 });
    expect([places(state), isSound(state)]).toEqual(["ab.cde", true]);
    const swapped = withPage(list("ab"), 0, { videos: videos("ba"), total: 2 });
    expect([places(swapped), isSound(swapped)]).toEqual(["ba", true]);
  });

  it("changes a video in its place, and leaves alone what is not here", () => {
    const state = replaced(list("ab"), made.video("b", { kept: true }));
    expect(state.at.get(1)?.kept).toBe(true);
    expect(replaced(state, made.video("x"))).toBe(state);
  });

  it("closes the gap of one that is removed", () => {
    const state = removed(withPage(list("ab", 6), 3, { videos: videos("de"), total: 6 }), "b");
    expect([places(state), isSound(state)]).toEqual(["a.de.", true]);
    expect(removed(state, "x")).toBe(state);
  });

  it("is not changed itself", () => {
    const state = list("ab");
    removed(state, "a");
    replaced(state, made.video("a"));
    expect(places(state)).toBe("ab");
  });
});

describe("an answer", () => {
  it("of another length is all that is known", () => {
    expect(places(withPage(list("ab", 4), 2, { videos: videos("xy"), total: 5 }))).toBe("..xy.");
  });

  it("after a change replaces what was here, and moves along what is to be kept", () => {
    const state = withPage(list("ab", 6), 4, { videos: videos("ef"), total: 6 });
    const next = renewed(state, state.of, 0, { videos: videos("nab"), total: 7 }, ["e"]);
    expect([places(next), isSound(next)]).toEqual(["nab..e.", true]);
  });

  it("keeps nothing where the answer has another video, or has it elsewhere", () => {
    const state = list("abc");
    expect(places(renewed(state, state.of, 0, { videos: videos("xyc"), total: 3 }, ["b", "c"]))).toBe("xyc");
  });

  it("to another question is all there is", () => {
    const state = list("abc");
    expect(places(renewed(state, { ...EVERYTHING, filter: "kept" }, 0, { videos: videos("c"), total: 3 }, ["a"]))).toBe("c..");
  });
});

describe("what is to be asked for", () => {
  it("is the page of the first that is missing in sight", () => {
    const state = listedFrom(EVERYTHING, { videos: many(0, PAGE), total: 1000 });
    expect(missing(state, [{ from: 0, to: 20 }])).toBeNull();
    expect(missing(state, [{ from: PAGE - 5, to: PAGE + 5 }])).toEqual({ offset: PAGE, limit: PAGE });
    expect(missing(state, [{ from: 0, to: 5 }, { from: 500, to: 510 }])).toEqual({ offset: 480, limit: PAGE });
  });

  it("is nothing beyond the end", () => {
    expect(missing(list("ab"), [{ from: 0, to: 50 }])).toBeNull();
    expect(missing(list("", 0), [{ from: -3, to: 50 }])).toBeNull();
  });

  it("is no more than is in sight when the list is a new one", () => {
    expect(beginning({ from: 0, to: 0 })).toEqual({ offset: 0, limit: FIRST });
    expect(beginning({ from: 480, to: 510 })).toEqual({ offset: 0, limit: 30 });
    expect(beginning({ from: 0, to: 100 })).toEqual({ offset: 0, limit: PAGE });
    const begun = listedFrom(EVERYTHING, { videos: many(0, FIRST), total: 1000 });
    expect([missing(begun, [{ from: 0, to: FIRST }]), missing(begun, [{ from: 0, to: FIRST + 1 }])]).toEqual([null, { offset: 0, limit: PAGE }]);
  });

  it("covers all that is in sight when the list is asked for anew", () => {
    expect(covering({ from: 0, to: 0 })).toEqual({ offset: 0, limit: PAGE });
    expect(covering({ from: PAGE - 1, to: PAGE + 1 })).toEqual({ offset: 0, limit: 2 * PAGE });
    expect(covering({ from: 500, to: 510 })).toEqual({ offset: 480, limit: PAGE });
  });
});

it("does not grow without end, and keeps what is in use", () => {
  const whole = listedFrom(EVERYTHING, { videos: many(0, 2000), total: 2000 });
  const state = bounded(whole, { from: 1000, to: 1020 }, ["v3"]);
  expect(state.at.size).toBeLessThan(700);
  expect([state.at.has(1010), state.at.has(3), state.at.has(4), isSound(state)]).toEqual([true, true, false, true]);
  expect(bounded(state, { from: 1000, to: 1020 }, ["v3"]).at.size).toBe(state.at.size);
});
