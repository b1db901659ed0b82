import { beforeEach, describe, expect, it, vi } from "vitest";
import { FRAME } from "../../logic/frames";
import { playing } from "../../store/playing.svelte";
import { Playback, tellsFrames } from "./playback.svelte";

beforeEach(() => {
  playing.loop = true;
});

/** Five seconds long, at two seconds, playing. */
function opened(): Playback {
  const playback = new Playback();
  [playback.length, playback.at, playback.paused] = [5, 2, false];
  return playback;
}

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

it("the length of a video counts once it is known", () => {
  const playback = new Playback();
  playback.length = NaN;
  playback.seek(3);
  playback.step(1);
  expect([playback.length, playback.at]).toEqual([0, 0]);
});

describe("going through a video", () => {
  it("frame by frame stands still and shows the neighbour", () => {
    const playback = opened();
    playback.step(1);
    expect(playback.paused).toBe(true);
    expect(playback.at).toBeCloseTo(2 + 1.5 * FRAME);
    playback.step(-1);
    expect(playback.at).toBeCloseTo(2 + 0.5 * FRAME);
  });

  it("goes by the frames that were shown, where the web view tells", () => {
    const playback = opened();
    for (const time of [0, 1 / 30, 2 / 30]) playback.show(time);
    playback.step(1);
    expect(playback.at).toBeCloseTo(2 + 1.5 / 30);
  });

  it("stays within it", () => {
    const playback = opened();
    playback.seek(-3);
    expect(playback.at).toBe(0);
    playback.seek(99);
    expect(playback.at).toBeLessThan(5);
    expect(playback.at).toBeGreaterThan(4.9);
  });

  it("begins again when it is played from its last frame", () => {
    const playback = opened();
    playback.toEnd();
    expect(playback.paused).toBe(true);
    playback.toggle();
    expect([playback.at, playback.paused]).toEqual([0, false]);
  });

  it("stops on the last frame where it is not to begin again", () => {
    playing.loop = false;
    const playback = opened();
    playback.at = 4.97;
    expect(playback.paused).toBe(true);
  });
});

describe("a part to repeat", () => {
  it("is played over and over, from its in point to its out point", () => {
    const playback = opened();
    playback.partIn();
    playback.at = 3;
    playback.partOut();
    expect(playback.part).toEqual({ from: 2, to: 3 });
    playback.at = 3.02;
    expect([playback.at, playback.paused]).toEqual([2, false]);
  });

  it("that reaches to the end is repeated although nothing else is", () => {
    playing.loop = false;
    const playback = opened();
    playback.partIn();
    playback.paused = true;
    playback.over();
    expect([playback.at, playback.paused]).toEqual([2, false]);
  });

  it("can be left while standing still", () => {
    const playback = opened();
    playback.partOut();
    playback.paused = true;
    playback.seek(4);
    expect(playback.at).toBe(4);
  });

  it("is the video's own, and goes with it", () => {
    const playback = opened();
    playback.partIn();
    playback.begin();
    expect(playback.part).toBeNull();
  });
});

it("frames are told while the video is there, and where the web view can", () => {
  const asked: ((now: number, frame: { mediaTime: number }) => void)[] = [];
  const cancelVideoFrameCallback = vi.fn();
  const video = { requestVideoFrameCallback: (ask: never) => asked.push(ask), cancelVideoFrameCallback } as unknown as HTMLVideoElement;
  const playback = opened();
  const stop = tellsFrames(playback)(video);
  asked[0]?.(0, { mediaTime: 0 });
  asked[1]?.(0, { mediaTime: 0.05 });
  expect(playback.frame).toBeCloseTo(0.05);
  stop?.();
  expect(cancelVideoFrameCallback).toHaveBeenCalledExactlyOnceWith(3);
  expect(tellsFrames(playback)({} as HTMLVideoElement)).toBeUndefined();
});
