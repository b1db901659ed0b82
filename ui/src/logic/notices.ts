/** What the person is told outside the window, and when. Whether they look at the window anyway, the shell knows. */
import type { Event } from "../bindings/Event";
import type { NoticeWhen } from "../bindings/NoticeWhen";
import type { VideoId } from "../bindings/VideoId";
import type { VideoView } from "../bindings/VideoView";
import { belongs, isHeld } from "./video";

export type News =
  | { kind: "saved"; video: VideoView }
  | { kind: "needsYou"; video: VideoView }
  /** Something keeps the work from going on. */
  | { kind: "held"; video: VideoView }
  /** Nothing is under way any more. */
  | { kind: "allDone"; saved: number; needsYou: number };

/** How a video stands, as far as a notice cares. */
type Standing = "making" | "held" | "saved" | "needsYou";

export class Notices {
  #known = new Map<VideoId, Standing>();
  /** How many of them are held. */
  #held = 0;
  /** What became of the work that began when nothing was under way. */
  #saved = 0;
  #needsYou = 0;

  /** These stand as they are, which is no news. */
  learn(videos: readonly VideoView[]): void {
    for (const video of videos) this.#note(video.id, standing(video));
  }

  hear(event: Event, when: NoticeWhen): News | null {
    if (event.type === "removed") {
      this.#note(event.video, undefined);
      if (event.counts.making === 0) this.#over();
    }
    if (event.type !== "video") return null;
    const { video, counts } = event;
    const before = this.#known.get(video.id);
    const now = standing(video);
    const isFirstHeld = now === "held" && this.#held === 0;
    this.#note(video.id, now);
    if (before === undefined || before === now) return null;
    // What keeps one from going on keeps them all: it is told once.
    if (now === "held") return isFirstHeld && when !== "never" ? { kind: "held", video } : null;
    if (now === "making") return null;
    if (now === "saved") this.#saved += 1;
    else this.#needsYou += 1;
    const done = counts.making === 0 ? this.#over() : null;
    switch (when) {
      case "never":
        return null;
      case "each":
        return { kind: now, video };
      case "needsYou":
        return now === "needsYou" ? { kind: now, video } : null;
      case "all":
        if (done === null) return null;
        return done.saved + done.needsYou === 1 ? { kind: now, video } : { kind: "allDone", ...done };
    }
  }

  #note(video: VideoId, now: Standing | undefined): void {
    this.#held += Number(now === "held") - Number(this.#known.get(video) === "held");
    if (now) this.#known.set(video, now);
    else this.#known.delete(video);
  }

  #over(): { saved: number; needsYou: number } {
    const done = { saved: this.#saved, needsYou: this.#needsYou };
    this.#saved = 0;
    this.#needsYou = 0;
    return done;
  }
}

function standing(video: VideoView): Standing {
  if (isHeld(video)) return "held";
  if (video.status.kind === "saved") return "saved";
  return belongs(video, "needsYou") ? "needsYou" : "making";
}
