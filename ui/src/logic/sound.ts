/** A sound of the person's beside the video that it is for. Pure. */
import * as m from "$m";
import type { SoundView } from "../bindings/SoundView";
import { fineClock } from "./format";

/** Nobody hears less than this: a file of 5.04 s is as long as a video of 5 s. Seconds. */
const SAME = 0.25;

/** What its length means for a video of so many seconds; `null`: nothing, they are as long as each other. */
export function lengthWords({ seconds }: SoundView, video: number): string | null {
  if (seconds === null) return m.sound_length_unknown();
  if (seconds > video + SAME) return m.sound_longer({ seconds: video });
  if (seconds < video - SAME) return m.sound_shorter({ at: fineClock(seconds) });
  return null;
}

/** The part of it that is heard: 1 is all. */
export function heardPart({ seconds }: SoundView, video: number): number {
  return seconds === null || seconds <= 0 ? 1 : Math.min(video / seconds, 1);
}

/** As many bars as there is room for: each the loudest of what it stands for, on a scale on which the loudest of all is 1. */
export function bars(peaks: readonly number[], count: number): number[] {
  if (peaks.length === 0 || count <= 0) return [];
  const loudest = Math.max(...peaks);
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * peaks.length) / count);
    const to = Math.max(Math.floor(((at + 1) * peaks.length) / count), from + 1);
    return loudest > 0 ? Math.max(...peaks.slice(from, to)) / loudest : 0;
  });
}
