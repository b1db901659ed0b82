/** What the library is asked for, and whether a change of a video may change the answer. Pure. */
import type { VideoQuery } from "../bindings/VideoQuery";
import type { VideoView } from "../bindings/VideoView";
import { belongs } from "./video";

export const EVERYTHING: VideoQuery = { filter: "all", search: "", model: null, tag: null, day: null, sort: "newest" };

/** What narrows a list beside its filter; each can be taken back alone. */
export type Narrowing = "search" | "model" | "tag" | "day";

export function narrowings(query: VideoQuery): Narrowing[] {
  const all: Narrowing[] = ["search", "model", "tag", "day"];
  return all.filter((each) => (query[each] ?? "").trim() !== "");
}

/** The query without these. */
export function widened(query: VideoQuery, without: readonly Narrowing[]): VideoQuery {
  const change: Partial<VideoQuery> = {};
  for (const each of without) change[each] = EVERYTHING[each] as never;
  return { ...query, ...change };
}

/** Both show the same videos, in whatever order. */
export function isSameSet(one: VideoQuery, other: VideoQuery): boolean {
  return one.filter === other.filter && [...narrowings(one), ...narrowings(other)].every((each) => one[each] === other[each]);
}

/** Whether it certainly does not show this video. What the engine alone can tell, such as what a search finds, is not certain. */
export function excludes(query: VideoQuery, video: VideoView): boolean {
  return !belongs(video, query.filter) || (query.tag !== null && !video.tags.includes(query.tag));
}

/** Whether one that is in the list may have got another place in it, or have none any more. */
export function mayMove(query: VideoQuery, before: VideoView, now: VideoView): boolean {
  if (excludes(query, now)) return true;
  if (query.search.trim() !== "" && before.tags.join() !== now.tags.join()) return true;
  return placedBy(query, before) !== placedBy(query, now);
}

/** What may change about a video and says where it stands. */
function placedBy({ sort }: VideoQuery, { file, spec, credits }: VideoView): unknown {
  switch (sort) {
    case "newest":
    case "oldest":
      return null;
    case "name":
      return file?.name;
    case "longest":
      return file?.seconds ?? spec.seconds;
    case "dearest":
      return credits;
  }
}
