/**
 * What a screen reader is told as it happens: a video is saved, or needs the person. Never every step.
 * There are two live regions in turn, because the same words twice in one of them would be silent the second time.
 */
import * as m from "$m";
import type { VideoId } from "../bindings/VideoId";
import type { VideoStatus } from "../bindings/VideoStatus";
import type { VideoView } from "../bindings/VideoView";
import { belongs } from "../logic/video";

class Announcer {
  /** What the two regions hold; one of them is always empty. */
  texts = $state.raw<readonly [string, string]>(["", ""]);
  /** How each video stood when last heard of, also of those that a filter or a search hides. */
  #known = new Map<VideoId, VideoStatus["kind"]>();

  say(text: string): void {
    this.texts = this.texts[0] === "" ? [text, ""] : ["", text];
  }

  /** These stand as they are, which is no news. */
  learn(videos: readonly VideoView[]): void {
    for (const video of videos) this.#known.set(video.id, video.status.kind);
  }

  /** Says it when a video became something else to the person. One that was never heard of is only noted. */
  hear(video: VideoView, name: string): void {
    const before = this.#known.get(video.id);
    this.learn([video]);
    if (before === undefined || before === video.status.kind) return;
    if (video.status.kind === "saved") this.say(m.live_saved({ name }));
    else if (belongs(video, "needsYou")) this.say(m.live_needs_you({ name }));
  }

  forget(video: VideoId): void {
    this.#known.delete(video);
  }
}

export const announcer = new Announcer();
