/** What a model can do and costs, in one line. Pure. */
import * as m from "$m";
import type { ModelView } from "../bindings/ModelView";
import { credits, integer, list } from "./format";

export interface ModelGroup {
  provider: string;
  models: ModelView[];
}

/** The models by provider, both in the service's order. */
export function byProvider(models: ModelView[]): ModelGroup[] {
  const groups: ModelGroup[] = [];
  for (const model of models) {
    const group = groups.find((g) => g.provider === model.provider);
    if (group) group.models.push(model);
    else groups.push({ provider: model.provider, models: [model] });
  }
  return groups;
}

/** `480p–1080p` */
export function resolutionRange({ resolutions }: ModelView): string {
  const [first, last] = [resolutions[0]?.label, resolutions.at(-1)?.label];
  if (!first || !last) return "";
  return first === last ? first : m.model_range({ from: first, to: last });
}

/** `5, 10 s`, or `3–12 s` where there are many. */
export function lengthRange({ resolutions }: ModelView): string {
  const all = [...new Set(resolutions.flatMap((r) => r.seconds))].sort((a, b) => a - b);
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return "";
  if (all.length <= 3) return m.seconds_list({ list: list(all.map(integer)) });
  return m.seconds_list({ list: m.model_range({ from: integer(first), to: integer(last) }) });
}

/** From the shortest at the cheapest to the longest at the dearest, by the list; `null` where the list names no price. */
export function priceRange({ resolutions }: ModelView): string | null {
  const prices = resolutions.flatMap((r) => (r.unitCredit === null ? [] : r.seconds.map((s) => s * (r.unitCredit ?? 0))));
  if (prices.length === 0) return null;
  const [from, to] = [Math.min(...prices), Math.max(...prices)];
  return from === to ? m.model_price_one({ from: credits(from) }) : m.model_price_range({ from: credits(from), to: credits(to) });
}

/** The short labels beside its name. */
export function modelTags(model: ModelView): string[] {
  const tags: string[] = [];
  if (model.endFrame) tags.push(m.model_tag_end());
  if (model.sound) tags.push(m.model_tag_sound());
  if (model.needsPlan) tags.push(m.model_tag_plan());
  return tags;
}
