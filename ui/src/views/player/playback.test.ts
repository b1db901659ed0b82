import { expect, it, vi } from "vitest";
import { Playback } from "./playback.svelte";

it("another video begins at its beginning, and with nothing against it", () => {
  const playback = new Playback();
  const element = { load: vi.fn() } as unknown as HTMLMediaElement;
  [playback.at, playback.length] = [4, 5];
  playback.stumble(element);
  playback.stumble(element);
  expect(playback.failed).toBe(true);
  playback.begin();
  expect([playback.at, playback.length, playback.failed]).toEqual([0, 0, false]);
});

it("a video that does not play is asked for once more before that is said", () => {
  const playback = new Playback();
  const element = { load: vi.fn() } as unknown as HTMLMediaElement;
  playback.stumble(element);
  expect(playback.failed).toBe(false);
  expect(element.load).toHaveBeenCalledTimes(1);
  playback.stumble(element);
  expect(element.load).toHaveBeenCalledTimes(1);
  expect(playback.failed).toBe(true);
});
