/** Naming a video, and telling which lists it belongs to. Pure; mirrors what the engine says in `Filter`. */
import * as m from "$m";
import type { Delete } from "../bindings/Delete";
import type { Filter } from "../bindings/Filter";
import type { VideoView } from "../bindings/VideoView";

/** What it is called: the prompt, or the effect. */
export function videoName({ spec }: VideoView, effectName?: string): string {
  if (spec.effect) return m.video_effect({ name: effectName ?? spec.effect });
  return spec.prompt.trim() || m.video_untitled();
}

export function isHeld({ status }: VideoView): boolean {
  return (status.kind === "waiting" || status.kind === "saving") && status.held !== null;
}

/** What is held is under way and waits for the person: both lists may show it. */
export function belongs(video: VideoView, filter: Filter): boolean {
  const kind = video.status.kind;
  switch (filter) {
    case "all":
      return true;
    case "ready":
      return kind === "saved";
    case "kept":
      return video.kept;
    case "making":
      return ["waiting", "sending", "queued", "rendering", "saving"].includes(kind);
    case "needsYou":
      return isHeld(video) || ["failed", "unknown", "expired", "gone"].includes(kind);
  }
}

/**
 * What of it can be deleted: nothing while it is being made and paid for, unless it is overdue, and at the service only what is
 * still there.
 */
export function deletable({ status, overdue, file }: VideoView): Delete[] {
  switch (status.kind) {
    case "sending":
    case "saving":
      return [];
    case "queued":
    case "rendering":
      return overdue ? ["here"] : [];
    case "saved":
      return file?.lost ? ["here"] : ["here", "atService", "both"];
    default:
      return ["here"];
  }
}

/** It is on the disk and can be played. */
export function isPlayable({ status, file }: VideoView): boolean {
  return status.kind === "saved" && file !== null && !file.missing;
}
