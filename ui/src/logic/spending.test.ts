import { describe, expect, it } from "vitest";
import { byDay, dateOf } from "./spending";

const row = (day: string, credits: number, back = 0) => ({ day, model: "m", modelLabel: "M", videos: 1, credits, back, unpriced: 0 });

describe("spending", () => {
  it("is gathered by day, without what came back", () => {
    const days = byDay([row("2026-11-27", 20), row("2026-11-27", 30, 30), row("2026-11-02", 5)]);
    expect(days.map(({ day, credits, rows }) => [day, credits, rows.length])).toEqual([["2026-11-27", 20, 2], ["2026-11-02", 5, 1]]);
    expect(byDay([])).toEqual([]);
  });

  it("names the day where the person is", () => {
    const date = dateOf("2026-11-27");
    expect([date.getFullYear(), date.getMonth(), date.getDate()]).toEqual([2026, 10, 27]);
  });
});
