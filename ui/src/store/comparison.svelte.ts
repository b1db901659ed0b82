/**
 * The videos that are being compared. They stay, whatever the library shows: one that is kept no more leaves the list of kept
 * ones, but not the comparison.
 */
import type { Event } from "../bindings/Event";
import type { VideoView } from "../bindings/VideoView";
import { canCompare, FEWEST } from "../logic/comparing";

class Comparison {
  videos = $state.raw<VideoView[]>([]);
  isOpen = $derived(this.videos.length > 0);

  open(videos: VideoView[]): void {
    if (canCompare(videos)) this.videos = videos;
  }

  close(): void {
    this.videos = [];
  }

  /** One of them changed, or is gone. With the last but one, the comparison is over. */
  hear(event: Event): void {
    if (event.type === "video") this.take(event.video);
    if (event.type !== "removed" || !this.videos.some((video) => video.id === event.video)) return;
    const left = this.videos.filter((video) => video.id !== event.video);
    this.videos = left.length < FEWEST ? [] : left;
  }

  take(video: VideoView): void {
    if (this.videos.some((known) => known.id === video.id)) {
      this.videos = this.videos.map((known) => (known.id === video.id ? video : known));
    }
  }
}

export const comparison = new Comparison();
