/** What deleting a video does and what it cannot undo, by how the video stands. Pure. */
import * as m from "$m";
import type { Delete } from "../bindings/Delete";
import type { VideoId } from "../bindings/VideoId";
import type { VideoView } from "../bindings/VideoView";
import { deletable } from "./video";

/** Those of which this can be deleted. What is only here goes with both; what is overdue, and paid for, only by itself. */
export function affected<V extends VideoView>(videos: readonly V[], what: Delete): V[] {
  const wanted: Delete[] = what === "both" ? ["both", "here"] : [what];
  const isAlone = videos.length === 1;
  return videos.filter((video) => (isAlone || !video.overdue) && wanted.some((each) => deletable(video).includes(each)));
}

/** What is asked for, so that each video is asked only what can be done with it. */
export function orders(videos: readonly VideoView[], what: Delete): { what: Delete; videos: VideoId[] }[] {
  const of = (some: readonly VideoView[]) => some.map((video) => video.id);
  const isWhole = (video: VideoView) => deletable(video).includes(what);
  const whole = videos.filter(isWhole);
  const rest = affected(videos, what).filter((video) => !isWhole(video));
  return [{ what, videos: of(whole) }, { what: "here" as const, videos: of(rest) }].filter((order) => order.videos.length > 0);
}

/** `null` for a saved video: what is offered for it says it. */
export function consequence({ status, file, overdue }: VideoView, account: string): string | null {
  switch (status.kind) {
    case "unknown":
      return m.delete_unknown();
    case "waiting":
      return m.delete_waiting();
    case "failed":
      return status.error.code === "videoFailed" || status.error.spent === "no" ? m.delete_record() : m.delete_unknown();
    case "expired":
    case "gone":
      return m.delete_record();
    case "saved":
      if (!file?.missing) return null;
      return file.lost ? m.delete_record() : m.delete_missing({ account });
    case "queued":
    case "rendering":
      return overdue ? m.delete_overdue({ account }) : null;
    // Nothing of it can be deleted yet.
    case "sending":
    case "saving":
      return null;
  }
}
