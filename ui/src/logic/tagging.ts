/** Which tags are offered for some videos: their own, the library's, and what is being typed. Pure. */
import type { Facet } from "../bindings/Facet";
import type { VideoView } from "../bindings/VideoView";

export interface TagRow {
  tag: string;
  /** How many of these videos have it. */
  has: "none" | "some" | "all";
  /** So many videos of the library have it. */
  count: number;
}

export interface Offered {
  rows: TagRow[];
  /** What Enter adds: a known tag that is written like that, or the text itself; `null`: nothing is typed. */
  exact: string | null;
  /** That text, where no tag is called like that yet. */
  fresh: string | null;
}

/** Those that the videos have come first, then the library's, the most used first. */
export function offered(known: readonly Facet[], videos: readonly VideoView[], text: string): Offered {
  const counts = new Map(known.map(({ value, count }) => [value, count]));
  const own = [...new Set(videos.flatMap((video) => video.tags))];
  const tags = [...own.sort((one, other) => one.localeCompare(other)), ...[...counts.keys()].filter((tag) => !own.includes(tag))];
  const typed = text.trim();
  const rows = tags.filter((tag) => folded(tag).includes(folded(typed))).map((tag) => ({ tag, has: sharedBy(videos, tag), count: counts.get(tag) ?? 0 }));
  const same = tags.find((tag) => folded(tag) === folded(typed));
  return { rows, exact: typed === "" ? null : (same ?? typed), fresh: typed === "" || same !== undefined ? null : typed };
}

function sharedBy(videos: readonly VideoView[], tag: string): TagRow["has"] {
  const count = videos.filter((video) => video.tags.includes(tag)).length;
  return count === 0 ? "none" : count === videos.length ? "all" : "some";
}

function folded(text: string): string {
  return text.toLocaleLowerCase();
}
