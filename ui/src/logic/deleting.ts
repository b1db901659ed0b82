/** What deleting a video does and what it cannot undo, by how the video stands. Pure. */
import * as m from "$m";
import type { VideoView } from "../bindings/VideoView";

/** `null` for a saved video: what is offered for it says it. */
export function consequence({ status, file }: VideoView, account: string): string | null {
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
      return file?.missing ? m.delete_missing({ account }) : null;
    // Nothing of it can be deleted yet.
    case "sending":
    case "queued":
    case "rendering":
    case "saving":
      return null;
  }
}
