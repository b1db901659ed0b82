/**
 * Which element of the page shows which card. Making one and taking one away is most of what a frame of scrolling costs, and so an
 * element whose card went out of the page takes the next one that comes. Pure.
 */

/** The element of each card, by the card's key. */
export type Seats = ReadonlyMap<string, number>;

/** Who has a seat keeps it; the others take those that are left over, where that is wanted, and else new ones. */
export function seated(before: Seats, keys: readonly string[], takesOver: boolean): Seats {
  const staying = new Set(keys);
  const free = takesOver ? [...before].filter(([key]) => !staying.has(key)).map(([, seat]) => seat) : [];
  let next = Math.max(-1, ...before.values()) + 1;
  return new Map(keys.map((key) => [key, before.get(key) ?? free.shift() ?? next++]));
}
