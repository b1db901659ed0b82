/** The made-up engine's library: lists, filters, sorts, tags and deletes as the engine would. */
import type { Counts } from "../src/bindings/Counts";
import type { Event } from "../src/bindings/Event";
import type { Facet } from "../src/bindings/Facet";
import type { Facets } from "../src/bindings/Facets";
import type { Filter } from "../src/bindings/Filter";
import type { VideoId } from "../src/bindings/VideoId";
import type { VideoPage } from "../src/bindings/VideoPage";
import type { VideoQuery } from "../src/bindings/VideoQuery";
import type { VideoView } from "../src/bindings/VideoView";
import { belongs, videoName } from "../src/logic/video";
import { fault } from "./scenes";

/** As long as the engine keeps what was deleted here. Milliseconds. */
const KEPT = 10_000;

export class FakeLibrary {
  videos: VideoView[];
  #deleted = new Map<VideoId, VideoView>();
  readonly #tell: (event: Event) => void;

  constructor(videos: VideoView[], tell: (event: Event) => void) {
    this.videos = [...videos];
    this.#tell = tell;
  }

  page(query: VideoQuery, offset: number, limit: number): VideoPage {
    const fitting = this.videos.filter((video) => fits(video, query)).sort(orders[query.sort]);
    return { videos: fitting.slice(offset, offset + limit), total: fitting.length };
  }

  facets(): Facets {
    const days = counted(this.videos.map(dayOf)).sort((one, other) => other.value.localeCompare(one.value));
    const labels = new Map(this.videos.map((video) => [video.spec.model, video.modelLabel]));
    const models = counted(this.videos.map((video) => video.spec.model)).map((facet) => ({ ...facet, label: labels.get(facet.value) ?? facet.value }));
    return { models, tags: counted(this.videos.flatMap((video) => video.tags)), days };
  }

  counts(): Counts {
    const count = (filter: Filter) => this.videos.filter((video) => belongs(video, filter)).length;
    return { all: this.videos.length, making: count("making"), ready: count("ready"), kept: count("kept"), needsYou: count("needsYou") };
  }

  find(id: VideoId): VideoView {
    const video = this.videos.find((each) => each.id === id);
    if (!video) throw fault("notFound", "This video is not in the library any more.");
    return video;
  }

  change(next: VideoView): VideoView {
    const at = this.videos.findIndex((video) => video.id === next.id);
    if (at < 0) this.videos.unshift(next);
    else this.videos[at] = next;
    this.#tell({ type: "video", video: next, counts: this.counts() });
    return next;
  }

  keep(ids: VideoId[], kept: boolean): void {
    this.#each(ids, (video) => ({ ...video, kept }));
  }

  tag(ids: VideoId[], tag: string, on: boolean): void {
    this.#each(ids, (video) => ({ ...video, tags: on ? [...new Set([...video.tags, tag])].sort() : video.tags.filter((each) => each !== tag) }));
  }

  delete(ids: VideoId[], isUndoable: boolean): void {
    const gone = new Set(ids);
    if (isUndoable) for (const video of this.videos) if (gone.has(video.id)) this.#deleted.set(video.id, video);
    this.videos = this.videos.filter((video) => !gone.has(video.id));
    const counts = this.counts();
    for (const video of ids) this.#tell({ type: "removed", video, counts });
    setTimeout(() => ids.forEach((id) => this.#deleted.delete(id)), KEPT);
  }

  restore(ids: VideoId[]): void {
    const back = ids.flatMap((id) => this.#deleted.get(id) ?? []);
    if (back.length < ids.length) throw fault("notFound", "It is too late: this video is gone. What is at Akool is still there.");
    this.videos = [...this.videos, ...back].sort(orders.newest);
    const counts = this.counts();
    for (const video of back) this.#tell({ type: "video", video, counts });
    ids.forEach((id) => this.#deleted.delete(id));
  }

  #each(ids: VideoId[], change: (video: VideoView) => VideoView): void {
    const wanted = new Set(ids);
    this.videos = this.videos.map((video) => (wanted.has(video.id) ? change(video) : video));
    const counts = this.counts();
    for (const video of this.videos) if (wanted.has(video.id)) this.#tell({ type: "video", video, counts });
  }
}

const seconds = (video: VideoView) => video.file?.seconds ?? video.spec.seconds;
const orders: Record<VideoQuery["sort"], (one: VideoView, other: VideoView) => number> = {
  newest: (one, other) => other.createdAt - one.createdAt,
  oldest: (one, other) => one.createdAt - other.createdAt,
  name: (one, other) => videoName(one).localeCompare(videoName(other)),
  longest: (one, other) => seconds(other) - seconds(one) || other.createdAt - one.createdAt,
  dearest: (one, other) => (other.credits ?? -1) - (one.credits ?? -1) || other.createdAt - one.createdAt,
};

function fits(video: VideoView, { filter, search, model, tag, day }: VideoQuery): boolean {
  const text = [video.spec.prompt, video.photoName, video.modelLabel, ...video.tags].join(" ").toLowerCase();
  return (
    belongs(video, filter) &&
    search.toLowerCase().split(/\s+/).every((word) => text.includes(word)) &&
    (model === null || video.spec.model === model) &&
    (tag === null || video.tags.includes(tag)) &&
    (day === null || dayOf(video) === day)
  );
}

function dayOf({ createdAt }: VideoView): string {
  const day = new Date(createdAt);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

function counted(values: string[]): Facet[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, label: value, count })).sort((one, other) => other.count - one.count);
}
