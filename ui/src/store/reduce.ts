/** What the window shows, and how each event of the engine changes it. Pure: the same events give the same picture. */
import type { AccountView } from "../bindings/AccountView";
import type { Counts } from "../bindings/Counts";
import type { CropOffer } from "../bindings/CropOffer";
import type { Event } from "../bindings/Event";
import type { ModelView } from "../bindings/ModelView";
import type { PhotoView } from "../bindings/PhotoView";
import type { RefusedPhoto } from "../bindings/RefusedPhoto";
import type { Snapshot } from "../bindings/Snapshot";
import type { VideoId } from "../bindings/VideoId";
import type { VideoQuery } from "../bindings/VideoQuery";
import type { VideoView } from "../bindings/VideoView";
import { find, listedFrom, removed, replaced, type Listed } from "../logic/listed";
import { EVERYTHING, excludes, mayMove } from "../logic/query";
import type { Progress } from "../logic/status";

export interface Shown {
  account: AccountView;
  tray: PhotoView[];
  offers: CropOffer[];
  models: ModelView[];
  counts: Counts;
  /** What the library is asked for. */
  query: VideoQuery;
  /** What it answered last, as far as it is here. */
  list: Listed;
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
    query: EVERYTHING, list: listedFrom(EVERYTHING, page),
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
      // The first news of a batch clears what was said about the one before. That it is over may be told more than once.
      const isFirst = shown.importing === null && event.done < event.total;
      const before = isFirst ? { ...shown, refused: [], others: 0 } : shown;
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
        list: stale(removed(shown.list, event.video)),
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

/**
 * Changes a video where it stands, and takes it out where it does not belong any more. Where else one stands now, and where one
 * stands that is not here, the engine has to be asked.
 */
export function withVideo(shown: Shown, video: VideoView): Shown {
  const progress = video.status.kind === "saving" ? shown.progress : without(shown.progress, video.id);
  const before = find(shown.list, video.id);
  if (!before) return { ...shown, progress, list: stale(shown.list) };
  const list = excludes(shown.query, video) ? removed(shown.list, video.id) : replaced(shown.list, video);
  return { ...shown, progress, list: mayMove(shown.query, before, video) ? stale(list) : list };
}

function stale(list: Listed): Listed {
  return list.isStale ? list : { ...list, isStale: true };
}

/** Adds photos at the end; one that is there already keeps its place. */
function withPhotos(tray: PhotoView[], photos: PhotoView[]): PhotoView[] {
  const known = new Set(tray.map((photo) => photo.id));
  const fresh = photos.filter((photo) => !known.has(photo.id));
  return fresh.length === 0 ? tray : [...tray, ...fresh];
}

/** Adds refusals; the same one, told twice, is one. */
export function withRefused(shown: Shown, refused: RefusedPhoto[]): Shown {
  const all = [...shown.refused];
  for (const r of refused) {
    if (!all.some((k) => k.name === r.name && k.error.message === r.error.message)) all.push(r);
  }
  return all.length === shown.refused.length ? shown : { ...shown, refused: all };
}

function without<K extends PropertyKey, T>(record: Readonly<Record<K, T>>, key: K): Readonly<Record<K, T>> {
  if (!(key in record)) return record;
  const { [key]: _, ...rest } = record;
  return rest as Readonly<Record<K, T>>;
}
