/** What a screen reader is told as it happens: a video is saved, or needs the person. Never every step. */
import * as m from "$m";
import type { Event } from "../bindings/Event";
import { belongs, videoName } from "../logic/video";
import type { Shown } from "./reduce";

class Announcer {
  text = $state("");
}

export const announcer = new Announcer();

/** Says it when the event changes what the video is to the person. */
export function announce(shown: Shown, event: Event): void {
  if (event.type !== "video") return;
  const before = shown.videos.find((video) => video.id === event.video.id);
  if (!before || before.status.kind === event.video.status.kind) return;
  const name = videoName(event.video);
  if (event.video.status.kind === "saved") announcer.text = m.live_saved({ name });
  else if (belongs(event.video, "needsYou")) announcer.text = m.live_needs_you({ name });
}
