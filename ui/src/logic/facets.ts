/** What the library can be narrowed to, in words. Pure. */
import type { Facet } from "../bindings/Facet";
import { day } from "./format";

export const FACETS = ["model", "tag", "day"] as const;
export type FacetName = (typeof FACETS)[number];

/** The name for people of one that is chosen. Days are said in the person's language, which only the window knows. */
export function labelOf(name: FacetName, value: string, known: readonly Facet[]): string {
  if (name === "day") return day(value);
  return known.find((facet) => facet.value === value)?.label ?? value;
}
