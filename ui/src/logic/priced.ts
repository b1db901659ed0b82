/** A price and what it is the price of. Pure. */
import type { PhotoId } from "../bindings/PhotoId";
import type { Quote } from "../bindings/Quote";
import type { Spec } from "../bindings/Spec";
import type { OwnPrompts } from "./ownPrompts";
import { engineWords } from "./engineWords";

/** What can be priced, and created. */
export interface Order {
  spec: Spec;
  photos: PhotoId[];
  prompts: OwnPrompts;
}

export interface Priced {
  /** The order, as `keyOf` names it. */
  what: string;
  /** The account and what is under way, as they were when it was asked for. */
  account: string | undefined;
  /** Videos per photo. */
  count: number;
  quote: Quote;
}

/** Two orders with the same key are the same. */
export function keyOf({ spec, photos, prompts }: Order): string {
  return JSON.stringify([spec, photos, prompts]);
}

export function priced(order: Order, quote: Quote, account?: string): Priced {
  return { what: keyOf(order), account, count: order.spec.count, quote };
}

/** Why an order is not carried out though it was pressed for; `null`: it may be. `shown` is the price at the press. */
export type Refusal = { kind: "blocked"; message: string } | { kind: "otherPrice"; shown: number | null; total: number | null };

export function refusal(shown: Quote, now: Quote): Refusal | null {
  const blocking = now.objections.find((objection) => objection.blocks);
  if (blocking) return { kind: "blocked", message: engineWords(blocking).text };
  return shown.total === now.total ? null : { kind: "otherPrice", shown: shown.total, total: now.total };
}
