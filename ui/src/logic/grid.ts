/**
 * Where cards stand in a grid of which only a part is in the page: every card of a size is as high as the next, so that the
 * place of each follows from its number. Pure; everything in pixels, from the top left of the grid.
 */

export const SIZES = ["small", "medium", "large"] as const;
export type CardSize = (typeof SIZES)[number];

interface Measures {
  /** No card is narrower, unless the whole grid is. */
  least: number;
  gap: number;
  /** The picture's height for its width, and its limits. What is said over a picture needs room. */
  shape: number;
  lowest: number;
  highest: number;
  /** What the words below the picture take. */
  words: number;
}

const MEASURES: Record<CardSize, Measures> = {
  small: { least: 150, gap: 10, shape: 2 / 3, lowest: 116, highest: 140, words: 0 },
  medium: { least: 240, gap: 14, shape: 9 / 16, lowest: 168, highest: 220, words: 62 },
  large: { least: 350, gap: 16, shape: 9 / 16, lowest: 204, highest: 340, words: 92 },
};

export interface Geometry {
  columns: number;
  /** Of a card. */
  width: number;
  height: number;
  /** Of the picture in it. */
  picture: number;
  gap: number;
}

/** Rows or cards from `from` on, up to and without `to`. */
export interface Span {
  from: number;
  to: number;
}

/** How cards of a size share the width. */
export function geometryOf(width: number, size: CardSize): Geometry {
  const { least, gap, shape, lowest, highest, words } = MEASURES[size];
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  const card = Math.max(0, Math.floor((width - gap * (columns - 1)) / columns));
  const picture = Math.round(Math.min(Math.max(card * shape, lowest), highest));
  return { columns, width: card, height: picture + words, picture, gap };
}

/** The height of the whole grid. */
export function heightOf({ columns, height, gap }: Geometry, total: number): number {
  const rows = Math.ceil(total / columns);
  return rows === 0 ? 0 : rows * (height + gap) - gap;
}

export function placeOf({ columns, width, height, gap }: Geometry, index: number): { left: number; top: number } {
  return { left: (index % columns) * (width + gap), top: Math.floor(index / columns) * (height + gap) };
}

/** The rows of which anything is seen between `top` and `top + room`. */
export function rowsIn({ height, gap }: Geometry, top: number, room: number): Span {
  const row = height + gap;
  const from = Math.max(0, Math.floor((top + gap) / row));
  return { from, to: Math.max(from + 1, Math.ceil((top + room) / row)) };
}

/**
 * The rows that are in sight and at least `ahead` before and after them: always as many in the same room, so that in every step one
 * comes for each that goes.
 */
export function rowsAround({ height, gap }: Geometry, seen: Span, room: number, ahead: number): Span {
  const row = height + gap;
  const more = Math.ceil(ahead / row);
  const from = Math.max(0, seen.from - more);
  return { from, to: from + Math.ceil(room / row) + 1 + 2 * more };
}

/** The cards of these rows. */
export function cardsIn({ columns }: Geometry, { from, to }: Span, total: number): Span {
  return { from: Math.min(from * columns, total), to: Math.min(to * columns, total) };
}

/**
 * A step from the cards that are in the page to those that are to be there: what is seen is there at once, and at either end so
 * many at most come or go. For each that comes at one end another may go at the other, whose element it takes.
 */
export function towards(now: Span, goal: Span, seen: Span, most: number): Span {
  const isElsewhere = now.to <= seen.from || now.from >= seen.to;
  const base = isElsewhere ? seen : now;
  const earlier = Math.max(0, base.from - seen.from, Math.min(base.from - goal.from, most));
  const later = Math.max(0, seen.to - base.to, Math.min(goal.to - base.to, most));
  const from = base.from - earlier;
  const to = base.to + later;
  return {
    from: earlier > 0 ? from : Math.min(from + Math.max(most, later), Math.max(from, goal.from)),
    to: later > 0 ? to : Math.max(to - Math.max(most, earlier), Math.min(to, goal.to)),
  };
}

/** Where the top of what is seen must be for this card to be seen whole, moving as little as possible. */
export function topToShow(geometry: Geometry, index: number, top: number, room: number): number {
  const { top: above } = placeOf(geometry, index);
  const below = above + geometry.height;
  if (above - geometry.gap < top) return Math.max(0, above - geometry.gap);
  return below + geometry.gap > top + room ? Math.min(below + geometry.gap - room, above) : top;
}

/** The card to which a key leads, from `at` among `total`; `page` rows are seen at once. Other keys lead nowhere. */
export function movedBy(key: string, at: number, { columns }: Geometry, page: number, total: number): number {
  switch (key) {
    case "ArrowLeft":
      return Math.max(at - 1, 0);
    case "ArrowRight":
      return Math.min(at + 1, total - 1);
    case "ArrowUp":
      return rowsOn(at, -1, columns, total);
    case "ArrowDown":
      return rowsOn(at, 1, columns, total);
    case "PageUp":
      return rowsOn(at, -Math.max(page, 1), columns, total);
    case "PageDown":
      return rowsOn(at, Math.max(page, 1), columns, total);
    case "Home":
      return 0;
    case "End":
      return total - 1;
    default:
      return at;
  }
}

/** So many rows on in the same column, as far as there are any. The last row may be too short for that. */
function rowsOn(at: number, rows: number, columns: number, total: number): number {
  const last = Math.floor((total - 1) / columns);
  const row = Math.min(Math.max(Math.floor(at / columns) + rows, 0), last);
  return Math.min(row * columns + (at % columns), total - 1);
}
