/** Which effects the browser shows, and how it is moved through by keys. Pure. */
import type { EffectView } from "../bindings/EffectView";

export type EffectFilter = "all" | "favourites" | "recent";
export type GridMove = "left" | "right" | "up" | "down" | "first" | "last";

/** In the service's order; those that were used, the last one first. */
export function shownEffects(effects: readonly EffectView[], filter: EffectFilter, search: string): EffectView[] {
  const wanted = search.trim().toLocaleLowerCase();
  return filtered(effects, filter).filter((effect) => effect.name.toLocaleLowerCase().includes(wanted));
}

/** An effect that is chosen for a creation is one that was used. The engine knows it too; here it is known at once. */
export function withUse(effects: EffectView[], code: string | null, usedAt: number): EffectView[] {
  return effects.map((effect) => (effect.code === code ? { ...effect, usedAt } : effect));
}

/** The place that is moved to in a grid. Below its last whole row, the last place is the nearest. */
export function movedInGrid(move: GridMove, at: number, count: number, columns: number): number {
  const last = count - 1;
  switch (move) {
    case "left":
      return Math.max(at - 1, 0);
    case "right":
      return Math.min(at + 1, last);
    case "up":
      return at - columns < 0 ? at : at - columns;
    case "down": {
      const isInLastRow = Math.floor(at / columns) === Math.floor(last / columns);
      return isInLastRow ? at : Math.min(at + columns, last);
    }
    case "first":
      return 0;
    case "last":
      return last;
  }
}

function filtered(effects: readonly EffectView[], filter: EffectFilter): EffectView[] {
  switch (filter) {
    case "all":
      return [...effects];
    case "favourites":
      return effects.filter((effect) => effect.favourite);
    case "recent":
      return effects.filter((effect) => effect.usedAt !== null).sort((a, b) => (b.usedAt ?? 0) - (a.usedAt ?? 0));
  }
}
