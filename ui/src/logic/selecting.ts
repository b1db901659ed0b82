/** Which of a list are selected, by clicks and keys as file managers have it. Pure. */

export interface Selected<Id> {
  ids: ReadonlySet<Id>;
  /** Where a range begins: what was selected last. */
  anchor: Id | null;
  /** What was selected before the range that is being drawn: a shorter range gives back what the longer one took. */
  before: ReadonlySet<Id>;
}

export const NONE: Selected<never> = { ids: new Set(), anchor: null, before: new Set() };

export function toggled<Id>({ ids, anchor }: Selected<Id>, id: Id): Selected<Id> {
  const next = new Set(ids);
  if (next.delete(id)) return { ids: next, anchor: next.size === 0 ? null : anchor, before: next };
  next.add(id);
  return { ids: next, anchor: id, before: next };
}

/** Everything of `range`, which goes from the anchor, instead of the range before. Without an anchor it begins here. */
export function ranged<Id>({ anchor, before }: Selected<Id>, range: readonly Id[], begin: Id): Selected<Id> {
  return { ids: new Set([...before, ...range]), anchor: anchor ?? begin, before };
}

export function all<Id>(list: readonly Id[]): Selected<Id> {
  const ids = new Set(list);
  return { ids, anchor: list[0] ?? null, before: ids };
}

/** Without those that are gone. */
export function without<Id>({ ids, anchor, before }: Selected<Id>, gone: ReadonlySet<Id>): Selected<Id> {
  const rest = (set: ReadonlySet<Id>) => new Set([...set].filter((id) => !gone.has(id)));
  return { ids: rest(ids), anchor: anchor !== null && gone.has(anchor) ? null : anchor, before: rest(before) };
}
