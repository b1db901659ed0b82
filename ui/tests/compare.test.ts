/** Selecting videos in the library, and comparing them. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { VideoView } from "../src/bindings/VideoView";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

const named = (id: string, at: number, more: Partial<VideoView> = {}) => made.saved(id, { createdAt: 10 - at, credits: 25, ...more });
const library = [named("a", 0), named("b", 1), named("c", 2), made.video("making", { createdAt: 1 })];

async function opened(videos: VideoView[] = library, commands: Parameters<typeof open>[1] = {}) {
  const window = await open({ page: { videos, total: videos.length }, counts: made.counts({ all: videos.length }) }, commands);
  const box = (at: number) => window.getAllByTestId("card-select")[at] as HTMLInputElement;
  const card = (at: number) => window.getAllByTestId("card")[at] as HTMLElement;
  const selected = () => window.getAllByTestId("card-select").map((each) => (each as HTMLInputElement).checked);
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    await fireEvent.keyDown(document.activeElement as Element, { key: name, ...more });
    await settle();
  };
  return { ...window, box, card, selected, key };
}

async function comparing(videos: VideoView[], commands: Parameters<typeof open>[1] = {}) {
  const window = await opened(videos, commands);
  for (const at of videos.keys()) await fireEvent.click(window.box(at));
  await fireEvent.click(window.getByTestId("selection-compare"));
  await settle();
  const films = () => window.getAllByTestId("compare-video") as HTMLVideoElement[];
  for (const [at, film] of films().entries()) {
    Object.defineProperty(film, "duration", { value: videos[at]?.file?.seconds ?? 5 });
    await fireEvent(film, new Event("loadedmetadata"));
  }
  return { ...window, films };
}

describe("selecting in the library", () => {
  it("counts what is selected, and clears it", async () => {
    const { box, card, getByTestId, queryByTestId, selected } = await opened();
    expect(queryByTestId("selection")).toBeNull();
    await fireEvent.click(box(0));
    await fireEvent.click(box(2));
    expect(getByTestId("selection-count").textContent).toBe("2 selected");
    getByTestId("selection-clear").focus();
    await fireEvent.click(getByTestId("selection-clear"));
    expect(queryByTestId("selection")).toBeNull();
    expect(selected()).toEqual([false, false, false, false]);
    await settle();
    expect(document.activeElement).toBe(card(0));
  });

  it("goes by a click with Ctrl or Shift on a card, which then plays nothing", async () => {
    const { getAllByTestId, queryByTestId, selected } = await opened();
    const play = getAllByTestId("card-play");
    await fireEvent.click(play[0] as Element, { ctrlKey: true });
    await fireEvent.click(play[2] as Element, { shiftKey: true });
    expect(selected()).toEqual([true, true, true, false]);
    await fireEvent.click(play[1] as Element, { metaKey: true });
    expect(selected()).toEqual([true, false, true, false]);
    expect(queryByTestId("player")).toBeNull();
  });

  it("of a box with Shift takes all up to it, of a nearer one gives the rest back, and the boxes show it", async () => {
    const { box, selected } = await opened();
    await fireEvent.click(box(0));
    await fireEvent.click(box(2), { shiftKey: true });
    expect(selected()).toEqual([true, true, true, false]);
    await fireEvent.click(box(1), { shiftKey: true });
    expect(selected()).toEqual([true, true, false, false]);
  });

  it("goes by keys", async () => {
    const { getAllByTestId, getByTestId, queryByTestId, key, selected } = await opened();
    (getAllByTestId("card-play")[1] as HTMLElement).focus();
    await key("x");
    expect(selected()).toEqual([false, true, false, false]);
    await key("a", { ctrlKey: true });
    expect(selected()).toEqual([true, true, true, true]);
    await key("Escape");
    expect(queryByTestId("selection")).toBeNull();
    getByTestId("search").focus();
    await key("a", { ctrlKey: true });
    expect(queryByTestId("selection")).toBeNull();
  });

  it("forgets what left the list", async () => {
    const { box, getByTestId, tell } = await opened();
    await fireEvent.click(box(0));
    await fireEvent.click(box(1));
    tell({ type: "removed", video: "a", counts: made.counts({ all: 3 }) });
    await settle();
    expect(getByTestId("selection-count").textContent).toBe("1 selected");
  });

  it("says what can be compared, and compares nothing else", async () => {
    const { box, getByTestId, queryByTestId } = await opened();
    await fireEvent.click(box(0));
    expect(getByTestId("selection-hint").textContent).toBe("Two to four saved videos can be compared.");
    await fireEvent.click(box(3));
    await fireEvent.click(getByTestId("selection-compare"));
    await settle();
    expect(queryByTestId("compare")).toBeNull();
    await fireEvent.click(box(3));
    await fireEvent.click(box(1));
    expect(queryByTestId("selection-hint")).toBeNull();
  });
});

describe("comparing", () => {
  it("lets one be heard and no other, the first with sound to begin with", async () => {
    const withSound = (id: string, at: number) => named(id, at, { file: { ...made.saved(id).file!, hasSound: true } });
    const { films, getAllByTestId, getByTestId, key } = await comparing([named("a", 0), withSound("b", 1), withSound("c", 2)]);
    const muted = () => films().map((film) => film.muted);
    expect(muted()).toEqual([true, false, true]);
    await fireEvent.click(getAllByTestId("compare-hear")[2] as Element);
    expect(muted()).toEqual([true, true, false]);
    await key("2");
    expect(muted()).toEqual([true, false, true]);
    await key("1");
    expect(muted()).toEqual([true, false, true]);
    await key("m");
    expect(muted()).toEqual([true, true, true]);
    await fireEvent.click(getByTestId("compare-mute"));
    expect(muted()).toEqual([true, false, true]);
  });

  it("moves all by one scrubber, a short one to its last frame", async () => {
    const long = named("b", 1, { file: { ...made.saved("b").file!, seconds: 8 } });
    const { films, getByTestId } = await comparing([named("a", 0), long]);
    expect(getByTestId("compare-time").textContent).toBe("0:00 / 0:08");
    await fireEvent.input(getByTestId("compare-seek"), { target: { value: "6.5" } });
    expect(films().map((film) => film.currentTime)).toEqual([expect.closeTo(5 - 0.5 / 24), 6.5]);
  });

  it("says what each cost, and what each kept one cost with the others", async () => {
    const keep = vi.fn(async () => undefined);
    const { getAllByTestId, getByTestId, tell } = await comparing([named("a", 0), named("b", 1, { credits: 50 })], { keep });
    expect(getAllByTestId("compare-tile").map((tile) => tile.textContent)).toEqual([expect.stringContaining("25 credits"), expect.stringContaining("50 credits")]);
    expect(getByTestId("compare-sum").textContent).toBe("75 credits, none kept yet");
    await fireEvent.click(getAllByTestId("compare-keep")[0] as Element);
    expect(keep).toHaveBeenCalledExactlyOnceWith(["a"], true);
    tell({ type: "video", video: named("a", 0, { kept: true }), counts: made.counts({ all: 2, kept: 1 }) });
    await settle();
    expect(getByTestId("compare-sum").textContent).toBe("75 credits for 1 kept: 75 credits each");
  });

  it("keeps showing one that the library's filter shows no more", async () => {
    const listVideos = vi.fn(async () => ({ videos: [named("a", 0, { kept: true }), named("b", 1, { kept: true })], total: 2 }));
    const { box, getByTestId, getAllByTestId, tell } = await opened(library, { listVideos });
    await fireEvent.click(getByTestId("filter-kept"));
    await settle();
    await fireEvent.click(box(0));
    await fireEvent.click(box(1));
    await fireEvent.click(getByTestId("selection-compare"));
    await settle();
    tell({ type: "video", video: named("a", 0), counts: made.counts({ all: 4, kept: 1 }) });
    await settle();
    expect(getAllByTestId("compare-tile").length).toBe(2);
    expect(getAllByTestId("compare-keep").map((each) => each.getAttribute("aria-pressed"))).toEqual(["false", "true"]);
  });

  it("deletes through the same question as everywhere, and is over with the last but one", async () => {
    const deleteVideos = vi.fn(async () => undefined);
    const { getAllByTestId, findByTestId, getByTestId, queryByTestId, tell } = await comparing([named("a", 0), named("b", 1)], { deleteVideos });
    await fireEvent.click(getAllByTestId("compare-delete")[1] as Element);
    await fireEvent.click(await findByTestId("delete-confirm"));
    await settle();
    expect(deleteVideos).toHaveBeenCalledExactlyOnceWith(["b"], "here");
    expect(getByTestId("compare")).toBeTruthy();
    tell({ type: "removed", video: "b", counts: made.counts({ all: 1 }) });
    await vi.waitFor(() => expect(queryByTestId("compare")).toBeNull());
  });

  it("lays two over one another, with a divider that goes by keys", async () => {
    const { getByTestId, getAllByTestId, queryByTestId, key } = await comparing([named("a", 0), named("b", 1)]);
    expect(queryByTestId("compare-divider")).toBeNull();
    await key("s");
    const divider = getByTestId("compare-divider");
    const shown = () => getAllByTestId("compare-tile").map((tile) => (tile.querySelector(".frame") as HTMLElement).style.clipPath);
    expect([divider.getAttribute("aria-valuenow"), shown()]).toEqual(["50", ["inset(0 50% 0 0)", "inset(0 0 0 50%)"]]);
    divider.focus();
    await key("ArrowLeft");
    expect([divider.getAttribute("aria-valuenow"), shown()]).toEqual(["48", ["inset(0 52% 0 0)", "inset(0 0 0 48%)"]]);
    await key("End");
    await key("ArrowRight");
    expect(divider.getAttribute("aria-valuenow")).toBe("100");
    await fireEvent.click(getByTestId("compare-layout-side").querySelector("input") as Element);
    expect(queryByTestId("compare-divider")).toBeNull();
  });

  it("of three has no divider", async () => {
    const { queryByTestId, key } = await comparing([named("a", 0), named("b", 1), named("c", 2)]);
    await key("s");
    expect([queryByTestId("compare-divider"), queryByTestId("compare-layout")]).toEqual([null, null]);
  });

  it("says of one that it cannot be played, and goes on with the others", async () => {
    const { films, getByTestId } = await comparing([named("a", 0), named("b", 1, { file: { ...made.saved("b").file!, seconds: 8 } })]);
    await fireEvent(films()[1] as Element, new Event("error"));
    await settle();
    expect(getByTestId("compare-error").textContent).toBe("This video cannot be played here");
    expect(getByTestId("compare-time").textContent).toBe("0:00 / 0:05");
  });
});
