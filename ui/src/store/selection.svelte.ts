/** Which videos of the library are selected, for whatever is to be done with several of them. */
import type { VideoId } from "../bindings/VideoId";
import type { VideoView } from "../bindings/VideoView";
import { all, NONE, ranged, toggled, type Selected } from "../logic/selecting";
import { studio } from "./studio.svelte";

class Selection {
  #selected = $state.raw<Selected<VideoId>>(NONE);

  /** In the order of the library. What a filter or a search hides is not selected: nothing is done to what is not seen. */
  videos = $derived<VideoView[]>((studio.shown?.videos ?? []).filter((video) => this.#selected.ids.has(video.id)));
  #ids = $derived(new Set(this.videos.map((video) => video.id)));
  count = $derived(this.videos.length);

  has(video: VideoId): boolean {
    return this.#ids.has(video);
  }

  toggle(video: VideoId): void {
    this.#selected = toggled(this.#seen(), video);
  }

  /** Everything from what was selected last up to this one. */
  extend(video: VideoId): void {
    this.#selected = ranged(this.#seen(), this.#list(), video);
  }

  all(): void {
    this.#selected = all(this.#list());
  }

  clear(): void {
    this.#selected = NONE;
  }

  #seen(): Selected<VideoId> {
    return { ids: this.#ids, anchor: this.#selected.anchor };
  }

  #list(): VideoId[] {
    return (studio.shown?.videos ?? []).map((video) => video.id);
  }
}

export const selection = new Selection();
