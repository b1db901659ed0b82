import { describe, expect, it } from "vitest";
import { cardsIn, geometryOf, heightOf, movedBy, placeOf, rowsAround, rowsIn, SIZES, topToShow, towards, type Geometry } from "./grid";

/** Three columns, rows of 100 every 110. */
const grid: Geometry = { columns: 3, width: 90, height: 100, picture: 60, gap: 10 };

describe("cards of a size", () => {
  it.each(SIZES)("share the whole width when they are %s", (size) => {
    for (const width of [372, 620, 852, 1500]) {
      const { columns, width: card, gap } = geometryOf(width, size);
      const used = columns * card + (columns - 1) * gap;
      expect(used).toBeLessThanOrEqual(width);
      expect(width - used).toBeLessThan(columns);
    }
  });

  it("are the more, the smaller they are", () => {
    const columns = SIZES.map((size) => geometryOf(852, size).columns);
    expect(columns).toEqual([5, 3, 2]);
  });

  it("stand one below the other where there is no room for two", () => {
    expect(geometryOf(200, "large")).toMatchObject({ columns: 1, width: 200 });
    expect(geometryOf(0, "medium").columns).toBe(1);
  });
});

it("a card stands where its number says", () => {
  expect(placeOf(grid, 0)).toEqual({ left: 0, top: 0 });
  expect(placeOf(grid, 5)).toEqual({ left: 200, top: 110 });
});

it("the grid is as high as its rows, and nothing is below the last", () => {
  expect([0, 1, 3, 4].map((total) => heightOf(grid, total))).toEqual([0, 100, 100, 210]);
});

describe("the rows in sight", () => {
  it("are those of which anything is seen", () => {
    expect(rowsIn(grid, 0, 100)).toEqual({ from: 0, to: 1 });
    expect(rowsIn(grid, 99, 100)).toEqual({ from: 0, to: 2 });
    expect(rowsIn(grid, 100, 100)).toEqual({ from: 1, to: 2 });
    expect(rowsIn(grid, 1105, 220)).toEqual({ from: 10, to: 13 });
  });

  it("have some more before and after, where there are any", () => {
    expect(rowsAround(grid, { from: 10, to: 12 }, 220, 200)).toEqual({ from: 8, to: 15 });
    expect(rowsAround(grid, { from: 0, to: 1 }, 100, 200)).toEqual({ from: 0, to: 6 });
  });

  it("are, with those around them, as many wherever they are, and hold all that is seen", () => {
    for (let top = 1100; top < 1320; top += 7) {
      const seen = rowsIn(grid, top, 250);
      const { from, to } = rowsAround(grid, seen, 250, 0);
      expect(to - from).toBe(4);
      expect(from).toBe(seen.from);
      expect(to).toBeGreaterThanOrEqual(seen.to);
    }
  });

  it("are never none: before anything is measured, and before the grid comes into sight", () => {
    expect(rowsIn(grid, 0, 0)).toEqual({ from: 0, to: 1 });
    expect(rowsIn(grid, -500, 300)).toEqual({ from: 0, to: 1 });
  });

  it("hold no card that is not there", () => {
    expect(cardsIn(grid, { from: 1, to: 4 }, 7)).toEqual({ from: 3, to: 7 });
    expect(cardsIn(grid, { from: 4, to: 6 }, 7)).toEqual({ from: 7, to: 7 });
  });
});

describe("a step towards the cards that are to be there", () => {
  const step = (now: [number, number], goal: [number, number], seen: [number, number]) => {
    const span = ([from, to]: [number, number]) => ({ from, to });
    const { from, to } = towards(span(now), span(goal), span(seen), 2);
    return [from, to];
  };

  it("adds and takes away a few at either end", () => {
    expect(step([0, 16], [4, 20], [4, 12])).toEqual([2, 18]);
    expect(step([2, 18], [4, 20], [4, 12])).toEqual([4, 20]);
  });
  it("lets as many go at one end as come at the other", () => {
    expect(step([8, 24], [0, 16], [4, 12])).toEqual([4, 20]);
    expect(step([0, 16], [9, 25], [12, 22])).toEqual([6, 22]);
    expect(step([0, 16], [3, 22], [12, 22])).toEqual([3, 22]);
  });
  it("has at once what is seen", () => expect(step([0, 8], [0, 30], [4, 20])).toEqual([0, 20]));
  it("leaves at once what is elsewhere", () => expect(step([0, 20], [90, 130], [100, 116])).toEqual([98, 118]));
  it("is none when all is there", () => expect(step([4, 20], [4, 20], [8, 16])).toEqual([4, 20]));
  it("ends with nothing where nothing is to be there", () => expect(step([0, 2], [0, 0], [0, 0])).toEqual([0, 0]));
});

describe("showing a card", () => {
  it("moves nothing when it is seen whole", () => expect(topToShow(grid, 3, 100, 300)).toBe(100));
  it("moves up to one above", () => expect(topToShow(grid, 3, 300, 300)).toBe(100));
  it("moves down to one below, as little as needed", () => expect(topToShow(grid, 12, 0, 300)).toBe(250));
  it("begins at the top of one that is higher than the room", () => expect(topToShow(grid, 12, 0, 50)).toBe(440));
});

describe("a key leads", () => {
  const from = (at: number, key: string) => movedBy(key, at, grid, 2, 8);

  it("to the neighbour, and across the end of a row", () => {
    expect([from(2, "ArrowRight"), from(3, "ArrowLeft"), from(0, "ArrowLeft"), from(7, "ArrowRight")]).toEqual([3, 2, 0, 7]);
  });

  it("up and down in the column, and not beyond the first and the last row", () => {
    expect([from(1, "ArrowDown"), from(4, "ArrowUp"), from(1, "ArrowUp"), from(7, "ArrowDown")]).toEqual([4, 1, 1, 7]);
  });

  it("to the last card where the last row is too short", () => expect(from(5, "ArrowDown")).toBe(7));

  it("by as many rows as are seen", () => {
    expect([from(1, "PageDown"), from(7, "PageUp"), from(4, "PageDown")]).toEqual([7, 1, 7]);
  });

  it("to the first and the last", () => expect([from(4, "Home"), from(4, "End")]).toEqual([0, 7]));
  it("nowhere when it is another one", () => expect(from(4, "x")).toBe(4));
});
