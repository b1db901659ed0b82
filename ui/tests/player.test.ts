/** The player by keys and buttons, and the list of shortcuts. */
import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

const saved = [made.saved("a", { createdAt: 2 }), made.saved("b", { createdAt: 1 })];

/** The window with the first video open, five seconds long. */
async function playing() {
  const window = await open({ page: { videos: saved, total: saved.length }, counts: made.counts({ all: 2 }) });
  await fireEvent.click(window.getAllByTestId("card-play")[0] as Element);
  await settle();
  const video = () => window.getByTestId("player-video") as HTMLVideoElement;
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    await fireEvent.keyDown(document.activeElement as Element, { key: name, ...more });
    await settle();
  };
  const load = async () => {
    Object.defineProperty(video(), "duration", { value: 5, configurable: true });
    await fireEvent(video(), new Event("durationchange"));
    await settle();
  };
  await load();
  return { ...window, video, key, load };
}

describe("the player", () => {
  it("goes a second, a frame, and to both ends by key", async () => {
    const { video, key } = await playing();
    await key("l");
    await key("ArrowRight");
    expect(video().currentTime).toBe(2);
    await key("j");
    expect(video().currentTime).toBe(1);
    await key(".");
    expect(video().currentTime).toBeCloseTo(1 + 1.5 / 24);
    await key(",");
    expect(video().currentTime).toBeCloseTo(1 + 0.5 / 24);
    await key("End");
    expect(video().currentTime).toBeCloseTo(5 - 0.5 / 24);
    await key("Home");
    expect(video().currentTime).toBe(0);
  });

  it("goes a frame by its buttons, too", async () => {
    const { getByTestId, video } = await playing();
    await fireEvent.click(getByTestId("player-frame-forward"));
    await settle();
    expect(video().currentTime).toBeCloseTo(1.5 / 24);
    await fireEvent.click(getByTestId("player-frame-back"));
    await settle();
    expect(video().currentTime).toBeCloseTo(0.5 / 24);
  });

  it("keeps speed and volume from video to video", async () => {
    const { getByTestId, video, key, load } = await playing();
    await key(">");
    await key("ArrowDown");
    expect([video().playbackRate, video().defaultPlaybackRate, video().volume]).toEqual([1.5, 1.5, 0.9]);
    await key("ArrowRight", { shiftKey: true });
    await load();
    expect(getByTestId("player").textContent).toContain("slow push in");
    expect([video().src.endsWith("/b"), video().playbackRate, video().volume]).toEqual([true, 1.5, 0.9]);
    await key("<");
    expect(video().playbackRate).toBe(1);
    expect(getByTestId("speed").getAttribute("aria-label")).toBe("Speed: 1×");
  });

  it("marks a part to repeat on the scrubber, says it, and clears it", async () => {
    const { getByTestId, queryByTestId, key } = await playing();
    await key("l");
    await key("i");
    await key("l");
    await key("l");
    await key("o");
    expect(getByTestId("player-part").textContent).toContain("0:01.0–0:03.0");
    const mark = getByTestId("player-seek-part");
    expect([mark.style.getPropertyValue("--from"), mark.style.getPropertyValue("--to")]).toEqual(["0.2", "0.6"]);
    await key("x");
    expect(queryByTestId("player-seek-part")).toBeNull();
    await fireEvent.click(getByTestId("player-part-in"));
    await fireEvent.click(getByTestId("player-part-clear"));
    expect(queryByTestId("player-part-clear")).toBeNull();
  });

  it("repeats the whole video, or stops at its end", async () => {
    const { getByTestId, video } = await playing();
    const before = video().loop;
    await fireEvent.click(getByTestId("player-loop"));
    await settle();
    expect(video().loop).toBe(!before);
    expect(getByTestId("player-loop").getAttribute("aria-pressed")).toBe(String(!before));
    await fireEvent.click(getByTestId("player-loop"));
    await settle();
    expect(video().loop).toBe(before);
  });

  it("fills the screen by key, and leaves it by the same", async () => {
    const { key } = await playing();
    let full: Element | null = null;
    const enter = vi.fn(async () => void (full = document.documentElement));
    const leave = vi.fn(async () => void (full = null));
    Object.assign(document.documentElement, { requestFullscreen: enter });
    Object.assign(document, { exitFullscreen: leave });
    Object.defineProperty(document, "fullscreenElement", { get: () => full, configurable: true });
    await key("f");
    expect([enter.mock.calls.length, leave.mock.calls.length]).toEqual([1, 0]);
    await key("f");
    expect([enter.mock.calls.length, leave.mock.calls.length]).toEqual([1, 1]);
  });

  it("leaves a slider its arrows and a button its space", async () => {
    const { getByTestId, video, key } = await playing();
    getByTestId("player-seek").focus();
    await key("ArrowRight");
    expect(video().currentTime).toBe(0);
    getByTestId("player-loop").focus();
    const paused = video().paused;
    await key(" ");
    expect(video().paused).toBe(paused);
    await key("l");
    expect(video().currentTime).toBe(1);
  });

  it("shows all that was chosen", async () => {
    const { getByTestId, queryByTestId, key } = await playing();
    if (!queryByTestId("player-details")) await key("d");
    for (const words of ["720p", "5 s", "1280 × 720", "6.3 MB", "a.mp4"]) expect(getByTestId("player-details").textContent).toContain(words);
    await key("d");
    expect(queryByTestId("player-details")).toBeNull();
  });
});

describe("the list of shortcuts", () => {
  const open_ = async () => {
    await fireEvent.keyDown(document.activeElement ?? document.body, { key: "?", shiftKey: true });
    await settle();
  };

  it("opens with ? and closes with it", async () => {
    const { getByTestId, queryByTestId } = await open({});
    await open_();
    expect(getByTestId("shortcuts").textContent).toContain("Create the videos");
    await open_();
    await vi.waitFor(() => expect(queryByTestId("shortcuts")).toBeNull());
  });

  it("begins with the player's over the player, and leaves that open", async () => {
    const { getByTestId, getAllByTestId } = await playing();
    await open_();
    expect(getAllByTestId("shortcut")[0]?.textContent).toContain("Play or pause");
    expect(getByTestId("player")).toBeTruthy();
  });

  it("does not open for a question that is typed", async () => {
    const { getByTestId, queryByTestId } = await open({ tray: [made.photo("p")] });
    getByTestId("prompt").focus();
    await open_();
    expect(queryByTestId("shortcuts")).toBeNull();
  });

  it("opens from the settings", async () => {
    const { getByTestId, findByTestId } = await open({});
    await fireEvent.click(getByTestId("settings"));
    await fireEvent.click(await findByTestId("settings-shortcuts"));
    expect(await findByTestId("shortcuts")).toBeTruthy();
  });
});
