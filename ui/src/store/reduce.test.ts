import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import { reduce, shownFrom, withPage, type Shown } from "./reduce";
import type { VideoView } from "../bindings/VideoView";

const shown = (videos: VideoView[] = [], more: Partial<Shown> = {}): Shown => ({
  ...shownFrom(made.snapshot({ page: { videos, more: false } })), ...more,
});
const news = (video: VideoView) => ({ type: "video" as const, video, counts: made.counts({ all: 9 }) });
const ids = (state: Shown) => state.videos.map((video) => video.id);

describe("news of a video", () => {
  it("puts a new one before older ones and brings the counts", () => {
    const next = reduce(shown([made.video("old", { createdAt: 1 })]), news(made.video("new", { createdAt: 2 })));
    expect(ids(next)).toEqual(["new", "old"]);
    expect(next.counts.all).toBe(9);
  });

  it("changes a known one in its place", () => {
    const state = shown([made.video("a", { createdAt: 3 }), made.video("b", { createdAt: 2 }), made.video("c", { createdAt: 1 })]);
    const next = reduce(state, news(made.saved("b", { createdAt: 2 })));
    expect(ids(next)).toEqual(["a", "b", "c"]);
    expect(next.videos[1]?.status.kind).toBe("saved");
  });

  it("takes one out of a list to which it no longer belongs", () => {
    expect(ids(reduce(shown([made.video("a")], { filter: "making" }), news(made.saved("a"))))).toEqual([]);
  });

  it("does not put into a search what the search does not find", () => {
    expect(ids(reduce(shown([], { search: "lake" }), news(made.video("a"))))).toEqual([]);
  });

  it("leaves one that is older than all loaded to its page", () => {
    const state = shown([made.video("a", { createdAt: 5 })], { more: true });
    expect(ids(reduce(state, news(made.video("older", { createdAt: 1 }))))).toEqual(["a"]);
    expect(ids(reduce({ ...state, more: false }, news(made.video("older", { createdAt: 1 }))))).toEqual(["a", "older"]);
  });

  it("changes nothing when it is told twice", () => {
    const event = news(made.video("a"));
    const once = reduce(shown(), event);
    expect(reduce(once, event)).toEqual(once);
  });

  it("forgets the bytes once it is no longer being saved", () => {
    const saving = made.video("a", { status: { kind: "saving", expires: 1, held: null } });
    const counted = reduce(shown([saving]), { type: "progress", video: "a", done: 1, total: 2 });
    expect(counted.progress.a).toEqual({ done: 1, total: 2 });
    expect(reduce(counted, news(saving)).progress.a).toBeDefined();
    expect(reduce(counted, news(made.saved("a"))).progress.a).toBeUndefined();
  });
});

it("a removed video leaves the list", () => {
  const next = reduce(shown([made.video("a"), made.video("b")]), { type: "removed", video: "a", counts: made.counts({ all: 1 }) });
  expect(ids(next)).toEqual(["b"]);
  expect(next.counts.all).toBe(1);
});

it("the next page comes after what is shown, and never doubles a video", () => {
  const next = withPage(shown([made.saved("a")], { more: true }), { videos: [made.video("a"), made.video("b")], more: false });
  expect(ids(next)).toEqual(["a", "b"]);
  expect(next.videos[0]?.status.kind).toBe("saved");
  expect(next.more).toBe(false);
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

  it("forgets the refusals of the batch before", () => {
    const before = shown([], { refused: [refused] });
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
  Object.freeze(state.videos);
  reduce(state, news(made.saved("a")));
  expect(state.videos[0]?.status.kind).toBe("waiting");
});

describe("news of photos that are taken in", () => {
  it("adds each at the end once, however often it is told", () => {
    const start = shown([], { tray: [made.photo("a")] });
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
