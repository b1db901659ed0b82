/** What the window shows, and how each event of the engine changes it. Pure: the same events give the same picture. */
import type { AccountView } from "../bindings/AccountView";
import type { Counts } from "../bindings/Counts";
import type { CropOffer } from "../bindings/CropOffer";
import type { Event } from "../bindings/Event";
import type { Filter } from "../bindings/Filter";
import type { ModelView } from "../bindings/ModelView";
import type { PhotoView } from "../bindings/PhotoView";
import type { RefusedPhoto } from "../bindings/RefusedPhoto";
import type { Snapshot } from "../bindings/Snapshot";
import type { VideoId } from "../bindings/VideoId";
import type { VideoPage } from "../bindings/VideoPage";
import type { VideoView } from "../bindings/VideoView";
import type { Progress } from "../logic/status";
import { belongs, matches } from "../logic/video";

export interface Shown {
  account: AccountView;
  tray: PhotoView[];
  offers: CropOffer[];
  models: ModelView[];
  counts: Counts;
  filter: Filter;
  search: string;
  /** Newest first, as far as loaded. */
  videos: VideoView[];
  /** There are older ones. */
  more: boolean;
  progress: Readonly<Record<VideoId, Progress>>;
  /** How far what is being taken in is; `null`: nothing is. */
  importing: { done: number; total: number } | null;
  refused: RefusedPhoto[];
  /** Files of folders that are no pictures. */
  others: number;
}

export function shownFrom({ account, tray, offers, models, page, counts }: Snapshot): Shown {
  return {
    account, tray, offers, models, counts,
    filter: "all", search: "", videos: page.videos, more: page.more,
    progress: {}, importing: null, refused: [], others: 0,
  };
}

export function reduce(shown: Shown, event: Event): Shown {
  switch (event.type) {
    case "tray":
      return { ...shown, tray: event.photos };
    case "trayAdded":
      return { ...shown, tray: withPhotos(shown.tray, event.photos) };
    case "offers":
      return { ...shown, offers: event.offers };
    case "importing": {
      // The first news of a batch clears what was said about the one before.
      const before = shown.importing ? shown : { ...shown, refused: [], others: 0 };
      return {
        ...withRefused(before, event.refused),
        others: before.others + event.others,
        importing: event.done < event.total ? { done: event.done, total: event.total } : null,
      };
    }
    case "video":
      return { ...withVideo(shown, event.video), counts: event.counts };
    case "removed":
      return {
        ...shown,
        counts: event.counts,
        videos: shown.videos.filter((video) => video.id !== event.video),
        progress: without(shown.progress, event.video),
      };
    case "progress":
      return { ...shown, progress: { ...shown.progress, [event.video]: { done: event.done, total: event.total } } };
    case "account":
      return { ...shown, account: event.account };
    case "models":
      return { ...shown, models: event.models };
    // Nothing that is shown in the window: a question over it.
    case "recipe":
      return shown;
  }
}

/** Puts a video into the list where it belongs, or takes it out where it does not any more. */
export function withVideo(shown: Shown, video: VideoView): Shown {
  const progress = video.status.kind === "saving" ? shown.progress : without(shown.progress, video.id);
  const at = shown.videos.findIndex((known) => known.id === video.id);
  const fits = belongs(video, shown.filter) && matches(video, shown.search);
  if (!fits) return at < 0 ? { ...shown, progress } : { ...shown, progress, videos: shown.videos.toSpliced(at, 1) };
  if (at >= 0) return { ...shown, progress, videos: shown.videos.with(at, video) };
  return { ...shown, progress, videos: inserted(shown.videos, video, shown.more) };
}

/** Adds the next page; what is there already is newer news and stays. */
export function withPage(shown: Shown, page: VideoPage): Shown {
  const known = new Set(shown.videos.map((video) => video.id));
  return { ...shown, more: page.more, videos: [...shown.videos, ...page.videos.filter((video) => !known.has(video.id))] };
}

/** Adds photos at the end; one that is there already keeps its place. */
function withPhotos(tray: PhotoView[], photos: PhotoView[]): PhotoView[] {
  const known = new Set(tray.map((photo) => photo.id));
  const fresh = photos.filter((photo) => !known.has(photo.id));
  return fresh.length === 0 ? tray : [...tray, ...fresh];
}

/** Adds refusals; the same one, told twice, is one. */
export function withRefused(shown: Shown, refused: RefusedPhoto[]): Shown {
  const isKnown = (r: RefusedPhoto) => shown.refused.some((k) => k.name === r.name && k.error.message === r.error.message);
  const fresh = refused.filter((r) => !isKnown(r));
  return fresh.length === 0 ? shown : { ...shown, refused: [...shown.refused, ...fresh] };
}

/** Newest first. One that is older than all that is loaded comes with its page. */
function inserted(videos: VideoView[], video: VideoView, more: boolean): VideoView[] {
  const at = videos.findIndex((other) => other.createdAt <= video.createdAt);
  if (at >= 0) return videos.toSpliced(at, 0, video);
  return more ? videos : [...videos, video];
}

function without<K extends PropertyKey, T>(record: Readonly<Record<K, T>>, key: K): Readonly<Record<K, T>> {
  if (!(key in record)) return record;
  const { [key]: _, ...rest } = record;
  return rest as Readonly<Record<K, T>>;
}
