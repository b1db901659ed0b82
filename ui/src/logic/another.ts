/** Making another video of the same settings and photo, in words. Pure. */
import * as m from "$m";
import type { Objection } from "../bindings/Objection";
import type { Quote } from "../bindings/Quote";
import type { Spec } from "../bindings/Spec";
import { credits } from "./format";

/** One more, however many there were. */
export function specOfAnother(spec: Spec): Spec {
  return { ...spec, count: 1 };
}

/** `Make another · 25 cr`; without a price it cannot be pressed yet. */
export function anotherLabel(quote: Quote | undefined): string {
  if (!quote) return m.action_another();
  return quote.total === null ? m.action_another_unknown() : m.action_another_price({ credits: credits(quote.total) });
}

/** What keeps it from being made. */
export function blocking(quote: Quote | undefined): Objection | undefined {
  return quote?.objections.find((objection) => objection.blocks);
}
