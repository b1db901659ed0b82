/** What can be compared: a few saved videos. Pure. */
import type { VideoView } from "../bindings/VideoView";
import { isPlayable } from "./video";

export const FEWEST = 2;
/** More would be too small to judge, and too much to decode at once. */
export const MOST = 4;

export function canCompare(videos: readonly VideoView[]): boolean {
  return videos.length >= FEWEST && videos.length <= MOST && videos.every(isPlayable);
}
