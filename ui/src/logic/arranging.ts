/** How many pictures stand side by side, so that as much as possible is seen of them. Pure. */

export interface Size {
  width: number;
  height: number;
}

/** `below`: the height that each needs for its words. All in pixels. */
export function columnsFor(pictures: readonly Size[], room: Size, below: number, gap: number): number {
  const count = pictures.length;
  let best = { columns: Math.max(count, 1), seen: -1 };
  for (let columns = count; columns >= 1; columns -= 1) {
    const rows = Math.ceil(count / columns);
    const cell = { width: (room.width - gap * (columns - 1)) / columns, height: (room.height - gap * (rows - 1)) / rows - below };
    const seen = pictures.reduce((sum, picture) => sum + areaIn(cell, picture), 0);
    if (seen > best.seen) best = { columns, seen };
  }
  return best.columns;
}

/** What is seen of a picture that is shown whole in a cell. */
function areaIn(cell: Size, { width, height }: Size): number {
  if (cell.width <= 0 || cell.height <= 0 || width <= 0 || height <= 0) return 0;
  const scale = Math.min(cell.width / width, cell.height / height);
  return width * scale * height * scale;
}
