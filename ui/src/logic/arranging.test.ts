import { expect, it } from "vitest";
import { columnsFor } from "./arranging";

const wide = { width: 1280, height: 720 };
const tall = { width: 720, height: 1280 };

it.each([
  ["two wide ones in a wide window stand side by side", [wide, wide], 1240, 660, 2],
  ["two wide ones in a tall window stand over one another", [wide, wide], 600, 900, 1],
  ["two tall ones in a wide window stand side by side", [tall, tall], 1240, 660, 2],
  ["four wide ones stand two by two", [wide, wide, wide, wide], 1240, 660, 2],
  ["four tall ones stand in a row", [tall, tall, tall, tall], 1240, 660, 4],
  ["three tall ones stand in a row", [tall, tall, tall], 1240, 660, 3],
  ["before the window's size is known, they stand in a row", [wide, wide], 0, 0, 2],
])("%s", (_, pictures, width, height, columns) => expect(columnsFor(pictures, { width, height }, 58, 12)).toBe(columns));
