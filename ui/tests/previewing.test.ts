/** A card of the library plays its video while somebody rests at it. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, settle } from "./open";
import { numbered, openLibrary } from "./openLibrary";

beforeAll(() => import("../src/App.svelte"), 300_000);
beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue(undefined);
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  await close();
});

const previews = () => [...document.querySelectorAll<HTMLVideoElement>("[data-testid='card-preview']")];
const playing = () => previews().map((video) => video.getAttribute("src")?.split("/").at(-1));
const card = (id: string) => document.querySelector(`[data-video="${id}"]`) as HTMLElement;
const picture = (id: string) => card(id).querySelector(".picture") as HTMLElement;
const pointAt = (target: Element, pointerType = "mouse") => fireEvent(target, new PointerEvent("pointerover", { bubbles: true, pointerType }));
const rest = (milliseconds = 300) => vi.advanceTimersByTimeAsync(milliseconds);

async function opened(videos = numbered(30)) {
  const window = await openLibrary(videos, { tag: vi.fn(), keep: vi.fn() });
  vi.useFakeTimers();
  return window;
}

describe("a saved video in the library", () => {
  it("plays on its picture, muted and over and over, once the pointer rests there", async () => {
    await opened();
    await pointAt(picture("v1"));
    await rest(200);
    expect(playing()).toEqual([]);
    await rest(100);
    expect(playing()).toEqual(["v1"]);
    const [video] = previews() as [HTMLVideoElement];
    expect([video.muted, video.loop, picture("v1").contains(video)]).toEqual([true, true, true]);
    expect(video.play).toHaveBeenCalledOnce();
    expect(video.previousElementSibling).toBe(picture("v1").querySelector("img"));
  });

  it("starts nothing under a pointer that only passes by, nor beside the picture, nor under a finger", async () => {
    await opened();
    for (const id of ["v0", "v1", "v2"]) {
      await pointAt(picture(id));
      await rest(200);
    }
    await pointAt(card("v2").querySelector(".facts") as Element);
    await rest();
    await pointAt(picture("v4"), "touch");
    await rest();
    expect(playing()).toEqual([]);
  });

  it("plays alone, and is let go with its file when the pointer leaves", async () => {
    const { getByTestId } = await opened();
    await pointAt(picture("v0"));
    await rest();
    const [first] = previews() as [HTMLVideoElement];
    const load = vi.spyOn(first, "load");
    await pointAt(picture("v1"));
    await rest(0);
    expect(playing()).toEqual([]);
    expect([first.hasAttribute("src"), load.mock.calls.length]).toEqual([false, 1]);
    await rest();
    expect(playing()).toEqual(["v1"]);
    await fireEvent(getByTestId("grid"), new PointerEvent("pointerleave"));
    await rest();
    expect(playing()).toEqual([]);
  });

  it("plays while the keyboard rests at its card, and ends when it goes on", async () => {
    await opened();
    card("v1").focus();
    await rest();
    expect(playing()).toEqual(["v1"]);
    card("v1").blur();
    await rest();
    expect(playing()).toEqual([]);
  });

  it("ends when the grid scrolls, and begins again once that is over", async () => {
    const { scroller } = await opened();
    await pointAt(picture("v1"));
    await rest();
    for (let at = 0; at < 4; at += 1) {
      await fireEvent.scroll(scroller);
      await rest(100);
      expect(playing()).toEqual([]);
    }
    await rest();
    expect(playing()).toEqual(["v1"]);
  });

  it("ends when something opens over the window, and starts nothing below that", async () => {
    await opened();
    await pointAt(picture("v1"));
    await rest();
    await fireEvent.keyDown(document.body, { key: "?" });
    await rest();
    expect(playing()).toEqual([]);
    await pointAt(picture("v2"));
    await rest();
    expect(playing()).toEqual([]);
  });

  it("ends when the window is hidden", async () => {
    await opened();
    await pointAt(picture("v1"));
    await rest();
    vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    await fireEvent(document, new Event("visibilitychange"));
    await rest();
    expect(playing()).toEqual([]);
  });

  it("ends with its card, and does not begin by itself when that comes back", async () => {
    const { engine } = await opened([made.saved("a", { createdAt: 2 }), made.saved("b", { createdAt: 1 })]);
    await pointAt(picture("a"));
    await rest();
    engine.delete(["a"], true);
    await rest();
    expect([playing(), card("a")]).toEqual([[], null]);
    engine.restore(["a"]);
    await rest();
    expect(card("a")).not.toBeNull();
    expect(playing()).toEqual([]);
  });

  it("shows its poster again when it cannot be played, and is not tried again until the person comes back", async () => {
    const { queryByTestId } = await opened();
    await pointAt(picture("v1"));
    await rest();
    await fireEvent.error(previews()[0] as Element);
    await rest();
    expect([playing(), queryByTestId("card-error")]).toEqual([[], null]);
    await pointAt(picture("v2"));
    await pointAt(picture("v1"));
    await rest();
    expect(playing()).toEqual(["v1"]);
  });

  it("stays still for whoever wants calm", async () => {
    const isCalm = (query: string) => query.includes("prefers-reduced-motion: reduce");
    vi.stubGlobal("matchMedia", (query: string) => ({ matches: isCalm(query), media: query, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }));
    await opened();
    await pointAt(picture("v1"));
    card("v2").focus();
    await rest(1000);
    expect(playing()).toEqual([]);
  });
});

it("what is not saved plays nothing", async () => {
  await opened([made.video("a"), made.saved("b", { file: { ...made.saved("b").file!, missing: true } })]);
  await pointAt(picture("a"));
  await rest();
  await pointAt(picture("b"));
  await rest();
  expect(playing()).toEqual([]);
  vi.useRealTimers();
  await settle();
});
