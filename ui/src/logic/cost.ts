/** The price in words. Pure. An unknown price is never nothing. */
import * as m from "$m";
import type { Quote } from "../bindings/Quote";
import { credits } from "./format";

export interface CostParts {
  /** `3 photos × 2 videos × 25 credits` */
  sum: string;
  /** `about **150** · leaves 684` */
  total: string;
}

/** `count` is videos per photo. */
export function costParts(quote: Quote, count: number): CostParts {
  return { sum: sumWords(quote, count), total: totalWords(quote) };
}

/** A total within a sentence: `50 credits`. */
export function priceWords(total: number | null): string {
  return total === null ? m.cost_unknown() : m.cost_credits({ count: total, shown: credits(total) });
}

function sumWords({ photos, perVideo }: Quote, count: number): string {
  const parts = { photos: m.cost_photos({ count: photos }), videos: m.cost_videos({ count }) };
  if (perVideo === null) return m.cost_sum_unknown(parts);
  return m.cost_sum({ ...parts, credits: m.cost_credits({ count: perVideo, shown: credits(perVideo) }) });
}

/** `about **150** · leaves 684` */
export function totalWords({ total, basis, balanceAfter }: Quote): string {
  if (total === null) return m.cost_unknown();
  const price = (basis === "charged" ? m.cost_charged : m.cost_about)({ total: credits(total) });
  return balanceAfter === null ? price : m.cost_joined({ price, rest: m.cost_leaves({ rest: credits(balanceAfter) }) });
}
