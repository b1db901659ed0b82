/** Which of a list are selected, by clicks and keys as file managers have it. Pure. */

export interface Selected<Id> {
  ids: ReadonlySet<Id>;
  /** Where a range begins: what was selected last. */
  anchor: Id | null;
}

export const NONE: Selected<never> = { ids: new Set(), anchor: null };

export function toggled<Id>({ ids, anchor }: Selected<Id>, id: Id): Selected<Id> {
  const next = new Set(ids);
  if (next.delete(id)) return { ids: next, anchor: next.size === 0 ? null : anchor };
  return { ids: next.add(id), anchor: id };
}

/** Everything from the anchor to this one as well, in the order of `list`; without an anchor, only this one. */
export function ranged<Id>(selected: Selected<Id>, list: readonly Id[], id: Id): Selected<Id> {
  const to = list.indexOf(id);
  const from = selected.anchor === null ? to : list.indexOf(selected.anchor);
  if (to < 0) return selected;
  const start = from < 0 ? to : from;
  const range = list.slice(Math.min(start, to), Math.max(start, to) + 1);
  return { ids: new Set([...selected.ids, ...range]), anchor: selected.anchor ?? id };
}

export function all<Id>(list: readonly Id[]): Selected<Id> {
  return { ids: new Set(list), anchor: list[0] ?? null };
}
