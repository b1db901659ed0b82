/**
 * Which videos of the library are selected, for whatever is to be done with several of them. They need not be in the page: those
 * that are not are asked for. What a filter or a search hides is not selected, so that nothing is done to what is not shown.
 */
import * as ipc from "$ipc";
import type { Event } from "../bindings/Event";
import type { VideoId } from "../bindings/VideoId";
import type { VideoView } from "../bindings/VideoView";
import { failureOf, type Told } from "../logic/engineWords";
import type { Span } from "../logic/grid";
import { between } from "../logic/listed";
import { excludes } from "../logic/query";
import { all, NONE, ranged, toggled, without, type Selected } from "../logic/selecting";
import { isPlayable } from "../logic/video";
import { studio } from "./studio.svelte";

/** More are not selected at once. */
export const MOST_SELECTED = 10_000;
/** So many are asked for at once. */
const STEP = 500;

class Selection {
  #selected = $state.raw<Selected<VideoId>>(NONE);
  /** Selected, and gone since. Changed in place, since all of ten thousand may go one by one. */
  #gone = new Set<VideoId>();
  /** What is known of the selected ones, and of some others. Changed in place, too. */
  #views = new Map<VideoId, VideoView>();
  /** Counted as they change, because counting ten thousand with each of ten thousand changes takes too long. */
  #kept = 0;
  #files = 0;
  #changes = $state(0);
  /** Where a range begins, should that one not be in the page any more. */
  #anchorAt = 0;
  #asking = 0;

  /** So many were gathered so far, of those that are being selected; `null`: none are. */
  gathered = $state<number | null>(null);
  error = $state.raw<Told | null>(null);
  count = $derived((void this.#changes, this.#selected.ids.size - this.#gone.size));

  areAllKept = $derived((void this.#changes, this.count > 0 && this.#kept === this.count));
  hasFiles = $derived((void this.#changes, this.#files > 0));

  constructor() {
    studio.onEvent((event) => this.#hear(event));
  }

  /** In the order of the library, as far as that is known. */
  get videos(): VideoView[] {
    void this.#changes;
    const where = studio.shown?.list.where;
    const place = (video: VideoView) => where?.get(video.id) ?? Infinity;
    const videos = [...this.#selected.ids].flatMap((id) => (this.#gone.has(id) ? [] : (this.#views.get(id) ?? [])));
    return videos.every((video) => place(video) < Infinity) ? videos.sort((one, other) => place(one) - place(other)) : videos;
  }

  has(video: VideoId): boolean {
    void this.#changes;
    return this.#selected.ids.has(video) && !this.#gone.has(video);
  }

  toggle(video: VideoView): void {
    this.#stop();
    this.#views.set(video.id, video);
    this.#select(toggled(this.#now(), video.id));
  }

  /** Everything from what was selected last up to this place. */
  async extend(to: number): Promise<void> {
    const from = this.#anchor(to);
    const range = this.#gather({ from: Math.min(from, to), to: Math.max(from, to) + 1 });
    const take = (videos: VideoView[] | null): void => {
      const begin = videos?.at(from <= to ? 0 : -1);
      if (videos && begin) this.#select(ranged(this.#now(), videos.map((video) => video.id), begin.id));
    };
    take(range instanceof Promise ? await range : range);
  }

  /** Everything that the library shows. */
  async all(): Promise<void> {
    const videos = await this.#gather({ from: 0, to: Math.min(studio.shown?.list.total ?? 0, MOST_SELECTED) });
    if (videos) this.#select(all(videos.map((video) => video.id)));
  }

  clear(): void {
    this.#stop();
    this.#views.clear();
    this.#select(NONE);
  }

  #hear(event: Event): void {
    if (event.type === "removed") this.#drop(event.video);
    if (event.type !== "video" || !this.#views.has(event.video.id)) return;
    if (studio.shown && excludes(studio.shown.query, event.video)) return this.#drop(event.video.id);
    this.#tally(event.video.id, -1);
    this.#views.set(event.video.id, event.video);
    this.#tally(event.video.id, 1);
    this.#changes += 1;
  }

  #drop(video: VideoId): void {
    if (this.has(video)) {
      this.#tally(video, -1);
      this.#gone.add(video);
      this.#changes += 1;
    }
    this.#views.delete(video);
  }

  #tally(id: VideoId, by: 1 | -1): void {
    const video = this.#views.get(id);
    if (!video || !this.has(id)) return;
    if (video.kept) this.#kept += by;
    if (isPlayable(video)) this.#files += by;
  }

  #select(selected: Selected<VideoId>): void {
    const at = selected.anchor === null ? undefined : studio.shown?.list.where.get(selected.anchor);
    if (at !== undefined) this.#anchorAt = at;
    this.#gone.clear();
    this.#selected = selected;
    this.#kept = this.#files = 0;
    for (const id of selected.ids) this.#tally(id, 1);
    this.#changes += 1;
  }

  #now(): Selected<VideoId> {
    return this.#gone.size === 0 ? this.#selected : without(this.#selected, this.#gone);
  }

  #anchor(otherwise: number): number {
    const { anchor } = this.#now();
    return anchor === null ? otherwise : (studio.shown?.list.where.get(anchor) ?? this.#anchorAt);
  }

  /** The videos of these places, at once where they are all here. `null`: something else was asked for meanwhile, or it failed. */
  #gather({ from, to }: Span): VideoView[] | Promise<VideoView[] | null> {
    this.#stop();
    const here = studio.shown && between(studio.shown.list, { from, to });
    return here ? this.#know(here) : this.#fetch(from, to);
  }

  async #fetch(from: number, to: number): Promise<VideoView[] | null> {
    const asking = this.#asking;
    const query = studio.shown?.query;
    const found: VideoId[] = [];
    this.gathered = 0;
    try {
      for (let total = to; query && from + found.length < Math.min(to, total); ) {
        const at = from + found.length;
        const page = await ipc.listVideos(query, at, Math.min(STEP, to - at));
        if (asking !== this.#asking) return null;
        found.push(...this.#know(page.videos).map((video) => video.id));
        this.gathered = found.length;
        total = page.videos.length === 0 ? 0 : page.total;
      }
      this.gathered = null;
      // Changed and removed ones were heard of meanwhile.
      return [...new Set(found)].flatMap((id) => this.#views.get(id) ?? []);
    } catch (thrown) {
      if (asking !== this.#asking) return null;
      this.#stop();
      this.error = failureOf(thrown);
      return null;
    }
  }

  #know(videos: VideoView[]): VideoView[] {
    for (const video of videos) this.#views.set(video.id, video);
    return videos;
  }

  #stop(): void {
    this.#asking += 1;
    this.gathered = null;
    this.error = null;
  }
}

export const selection = new Selection();
