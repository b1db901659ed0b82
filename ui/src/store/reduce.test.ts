import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import type { VideoQuery } from "../bindings/VideoQuery";
import type { VideoView } from "../bindings/VideoView";
import { inOrder, listedFrom } from "../logic/listed";
import { EVERYTHING } from "../logic/query";
import { reduce, shownFrom, type Shown } from "./reduce";

/** A library that was asked for `query` and answered with these. */
const shown = (videos: VideoView[] = [], query: Partial<VideoQuery> = {}): Shown => {
  const of = { ...EVERYTHING, ...query };
  return { ...shownFrom(made.snapshot()), query: of, list: listedFrom(of, { videos, total: videos.length }) };
};
const news = (video: VideoView) => ({ type: "video" as const, video, counts: made.counts({ all: 9 }) });
const ids = (state: Shown) => inOrder(state.list).map((video) => video.id);

describe("news of a video", () => {
  it("brings the counts, and has the engine asked where a new one stands", () => {
    const next = reduce(shown([made.video("old")]), news(made.video("new")));
    expect([ids(next), next.list.isStale, next.counts.all]).toEqual([["old"], true, 9]);
  });

  it("changes a known one in its place, for which nobody has to be asked", () => {
    const next = reduce(shown([made.video("a"), made.video("b"), made.video("c")]), news(made.saved("b")));
    expect([ids(next), next.list.isStale]).toEqual([["a", "b", "c"], false]);
    expect(next.list.at.get(1)?.status.kind).toBe("saved");
  });

  it("takes one out of a list to which it no longer belongs", () => {
    const next = reduce(shown([made.video("a"), made.video("b")], { filter: "making" }), news(made.saved("a")));
    expect([ids(next), next.list.total, next.list.isStale]).toEqual([["b"], 1, true]);
  });

  it("has the engine asked when the order may be another one", () => {
    const dearest = shown([made.saved("a", { credits: 1 })], { sort: "dearest" });
    expect(reduce(dearest, news(made.saved("a", { credits: 5 }))).list.isStale).toBe(true);
    expect(reduce(dearest, news(made.saved("a", { credits: 1, kept: true }))).list.isStale).toBe(false);
  });

  it("changes nothing when it is told twice", () => {
    const event = news(made.saved("a"));
    const once = reduce(shown([made.video("a")]), event);
    expect(reduce(once, event)).toEqual(once);
  });

  it("counts a refusal once, also where one event tells it twice", () => {
    const refused = { name: "thumb.jpg", error: made.error({ message: "It is too small." }) };
    const event = { type: "importing" as const, done: 3, total: 9, refused: [refused, { ...refused }], others: 0 };
    const once = reduce(shown([]), event);
    expect([once.refused.length, reduce(once, event).refused.length]).toEqual([1, 1]);
  });

  it("forgets the bytes once it is no longer being saved", () => {
    const saving = made.video("a", { status: { kind: "saving", expires: 1, held: null } });
    const counted = reduce(shown([saving]), { type: "progress", video: "a", done: 1, total: 2 });
    expect(counted.progress.a).toEqual({ done: 1, total: 2 });
    expect(reduce(counted, news(saving)).progress.a).toBeDefined();
    expect(reduce(counted, news(made.saved("a"))).progress.a).toBeUndefined();
  });
});

it("a removed video leaves the list, and one that is not here may have left it, too", () => {
  const removed = (video: string) => reduce(shown([made.video("a"), made.video("b")]), { type: "removed", video, counts: made.counts({ all: 1 }) });
  expect([ids(removed("a")), removed("a").list.total, removed("a").counts.all]).toEqual([["b"], 1, 1]);
  expect([ids(removed("x")), removed("x").list.isStale]).toEqual([["a", "b"], true]);
});

describe("news of an import", () => {
  const refused = { name: "x.avif", error: made.error({ message: "Not understood." }) };

  it("counts until all are looked at", () => {
    const half = reduce(shown(), { type: "importing", done: 1, total: 2, refused: [], others: 0 });
    expect(half.importing).toEqual({ done: 1, total: 2 });
    expect(reduce(half, { type: "importing", done: 2, total: 2, refused: [], others: 0 }).importing).toBeNull();
  });

  it("gathers the refusals of one batch, each once", () => {
    const half = reduce(shown(), { type: "importing", done: 1, total: 2, refused: [refused], others: 0 });
    const done = reduce(half, { type: "importing", done: 2, total: 2, refused: [refused, { ...refused, name: "y" }], others: 0 });
    expect(done.refused.map((each) => each.name)).toEqual(["x.avif", "y"]);
  });

  it("keeps what was refused when the end is told once more", () => {
    const begun = reduce(shown(), { type: "importing", done: 0, total: 2, refused: [], others: 0 });
    const last = reduce(begun, { type: "importing", done: 2, total: 2, refused: [refused], others: 1 });
    const over = reduce(last, { type: "importing", done: 2, total: 2, refused: [], others: 0 });
    expect([over.refused, over.others, over.importing]).toEqual([[refused], 1, null]);
  });

  it("forgets the refusals of the batch before", () => {
    const before = { ...shown(), refused: [refused] };
    expect(reduce(before, { type: "importing", done: 0, total: 1, refused: [], others: 0 }).refused).toEqual([]);
  });
});

it("tray, account and models are replaced as a whole", () => {
  const account = { ...made.snapshot().account, balance: 7 };
  let state = reduce(shown(), { type: "tray", photos: [made.photo("p")] });
  state = reduce(state, { type: "account", account });
  state = reduce(state, { type: "models", models: [] });
  expect([state.tray.length, state.account.balance, state.models.length]).toEqual([1, 7, 0]);
});

it("does not change the picture it is given", () => {
  const state = Object.freeze(shown([made.video("a")]));
  Object.freeze(state.list);
  reduce(state, news(made.saved("a")));
  expect(state.list.at.get(0)?.status.kind).toBe("waiting");
});

describe("news of photos that are taken in", () => {
  it("adds each at the end once, however often it is told", () => {
    const start = { ...shown(), tray: [made.photo("a")] };
    const event = { type: "trayAdded" as const, photos: [made.photo("a"), made.photo("b")] };
    const once = reduce(start, event);
    expect(once.tray.map((photo) => photo.id)).toEqual(["a", "b"]);
    expect(reduce(once, event)).toEqual(once);
  });

  it("counts the other files of a batch, and begins anew with the next", () => {
    const news = (done: number, others: number) => ({ type: "importing" as const, done, total: 2, refused: [], others });
    const ended = [news(0, 1), news(1, 2), news(2, 0)].reduce(reduce, shown());
    expect(ended.others).toBe(3);
    expect(reduce(ended, news(0, 0)).others).toBe(0);
  });

  it("replaces the offers as a whole", () => {
    expect(reduce(shown(), { type: "offers", offers: [made.offer("o")] }).offers).toHaveLength(1);
  });
});
