/** What the videos that were kept cost, with those that were not. Pure. */
import * as m from "$m";
import type { VideoView } from "../bindings/VideoView";
import { credits } from "./format";

export interface PerKept {
  /** Of all, kept or not, as far as it is known. */
  total: number;
  /** Of so many it is not known. */
  unknown: number;
  kept: number;
  /** `null`: none is kept. */
  each: number | null;
}

export function perKept(videos: readonly Pick<VideoView, "credits" | "kept">[]): PerKept {
  const total = videos.reduce((sum, video) => sum + (video.credits ?? 0), 0);
  const unknown = videos.filter((video) => video.credits === null).length;
  const kept = videos.filter((video) => video.kept).length;
  return { total, unknown, kept, each: kept === 0 ? null : total / kept };
}

/** In one line. A price that is not known is never nothing. */
export function perKeptWords({ total, unknown, kept, each }: PerKept): string {
  if (total === 0 && unknown > 0) return m.per_kept_unknown();
  const sum = { count: total, shown: credits(total) };
  const all = unknown > 0 ? m.per_kept_least({ price: m.cost_credits(sum) }) : m.cost_credits(sum);
  if (each === null) return m.per_kept_none({ all });
  return m.per_kept({ all, kept, each: m.cost_credits({ count: each, shown: credits(each) }) });
}
