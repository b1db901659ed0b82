/**
 * A long list of videos of which only some are here: those in sight and their neighbours, each with its place. Pure.
 * A video has one place at most, whatever changed between two answers.
 */
import type { VideoId } from "../bindings/VideoId";
import type { VideoPage } from "../bindings/VideoPage";
import type { VideoQuery } from "../bindings/VideoQuery";
import type { VideoView } from "../bindings/VideoView";
import type { Span } from "./grid";

/** So many are asked for at once: a few screens full. */
export const PAGE = 60;
/** So many at least are asked for first of a list that is new: about a window full, as every letter of a search brings one. */
export const FIRST = 24;
/** So many are kept around those in sight. */
const KEPT = 600;

export interface Listed {
  /** What it lists. */
  of: VideoQuery;
  total: number;
  at: ReadonlyMap<number, VideoView>;
  where: ReadonlyMap<VideoId, number>;
  /** Something happened after which the engine may list others, or at other places. */
  isStale: boolean;
}

/** What is to be asked for. */
export interface Wanted {
  offset: number;
  limit: number;
}

/** Its first page. */
export function listedFrom(of: VideoQuery, page: VideoPage): Listed {
  return put({ of, total: page.total, at: new Map(), where: new Map(), isStale: false }, entries(0, page));
}

export function find(list: Listed, video: VideoId): VideoView | undefined {
  const at = list.where.get(video);
  return at === undefined ? undefined : list.at.get(at);
}

/** What is here, in its order. */
export function inOrder(list: Listed): VideoView[] {
  return [...list.at].sort(([one], [other]) => one - other).map(([, video]) => video);
}

/** Those of these places that are here, or `null` where one is not. */
export function between(list: Listed, { from, to }: Span): VideoView[] | null {
  const found: VideoView[] = [];
  for (let at = from; at < to; at += 1) {
    const video = list.at.get(at);
    if (!video) return null;
    found.push(video);
  }
  return found;
}

/** The first page that is missing from what is to be seen; `null`: nothing is. */
export function missing({ at, total }: Listed, spans: readonly Span[]): Wanted | null {
  for (const { from, to } of spans) {
    for (let index = Math.max(from, 0); index < Math.min(to, total); index += 1) {
      if (!at.has(index)) return { offset: index - (index % PAGE), limit: PAGE };
    }
  }
  return null;
}

/** The beginning of a list of which nothing is here: as much as is in sight of the one before it. */
export function beginning({ from, to }: Span): Wanted {
  return { offset: 0, limit: Math.min(Math.max(to - from, FIRST), PAGE) };
}

/** Whole pages that cover what is to be seen. */
export function covering({ from, to }: Span): Wanted {
  const offset = from - (from % PAGE);
  return { offset, limit: Math.max(1, Math.ceil((to - offset) / PAGE)) * PAGE };
}

/** Adds an answer to a list that is still true. */
export function withPage(list: Listed, offset: number, page: VideoPage): Listed {
  return page.total === list.total ? put(list, entries(offset, page)) : renewed(list, list.of, offset, page, []);
}

/**
 * The answer alone: whatever else was here may stand elsewhere now. Only the videos of `keep` stay, where they would be if all had
 * moved as those did that are in both.
 */
export function renewed(list: Listed, of: VideoQuery, offset: number, page: VideoPage, keep: readonly VideoId[]): Listed {
  const fresh = put({ of, total: page.total, at: new Map(), where: new Map(), isStale: false }, entries(offset, page));
  if (list.of !== of) return fresh;
  const known = page.videos.find((video) => list.where.has(video.id));
  const by = known ? fresh.where.get(known.id)! - list.where.get(known.id)! : 0;
  const kept = keep.flatMap((id): [number, VideoView][] => {
    const at = list.where.get(id);
    const place = (at ?? -1) + by;
    const isFree = at !== undefined && !fresh.where.has(id) && !fresh.at.has(place) && place >= 0 && place < page.total;
    return isFree ? [[place, list.at.get(at)!]] : [];
  });
  return put(fresh, kept);
}

/** The news of a video that is here, in its place. */
export function replaced(list: Listed, video: VideoView): Listed {
  const at = list.where.get(video.id);
  return at === undefined ? list : { ...list, at: new Map(list.at).set(at, video) };
}

/** Without a video that is here: those after it move up. */
export function removed(list: Listed, video: VideoId): Listed {
  const gap = list.where.get(video);
  if (gap === undefined) return list;
  const left = [...list.at].filter(([at]) => at !== gap);
  const moved = left.map(([at, each]): [number, VideoView] => [at > gap ? at - 1 : at, each]);
  return put({ ...list, total: list.total - 1, at: new Map(), where: new Map() }, moved);
}

/** Not more than is useful around what is in sight; the videos of `keep` stay, wherever they stand. */
export function bounded(list: Listed, { from, to }: Span, keep: readonly VideoId[]): Listed {
  if (list.at.size <= KEPT) return list;
  const room = Math.max(0, KEPT - (to - from)) / 2;
  const near = [...list.at].filter(([at, { id }]) => (at >= from - room && at < to + room) || keep.includes(id));
  return near.length === list.at.size ? list : put({ ...list, at: new Map(), where: new Map() }, near);
}

function entries(offset: number, { videos }: VideoPage): [number, VideoView][] {
  return videos.map((video, at) => [offset + at, video]);
}

/** Puts each into its place, and takes it away from where it was. */
function put(list: Listed, videos: readonly (readonly [number, VideoView])[]): Listed {
  const at = new Map(list.at);
  const where = new Map(list.where);
  for (const [place, video] of videos) {
    const before = where.get(video.id);
    if (before !== undefined) at.delete(before);
    const other = at.get(place);
    if (other) where.delete(other.id);
    at.set(place, video);
    where.set(video.id, place);
  }
  return { ...list, at, where };
}
