/** Of which card in the library the video plays by itself. Pure. */
import type { VideoId } from "../bindings/VideoId";

/** Where the person is. */
export interface Place {
  /** The card whose picture the pointer is on. */
  pointed: VideoId | null;
  /** The card with the keyboard's ring. */
  ringed: VideoId | null;
}

export interface Around {
  /** The person wants nothing to move by itself. */
  isCalm: boolean;
  /** Something lies over the window: the player, a dialog. */
  isCovered: boolean;
  /** Nobody sees the window. */
  isHidden: boolean;
}

/** What plays if the person rests here: what is pointed at, before what the keyboard is at. */
export function previewed({ pointed, ringed }: Place, { isCalm, isCovered, isHidden }: Around, canPlay: (video: VideoId) => boolean): VideoId | null {
  if (isCalm || isCovered || isHidden) return null;
  return [pointed, ringed].find((video) => video !== null && canPlay(video)) ?? null;
}
