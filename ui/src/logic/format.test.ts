import { afterEach, describe, expect, it } from "vitest";
import { overwriteGetLocale } from "../paraglide/runtime.js";
import { clock, credits, date, day, decimal, fineClock, integer, list, size, sizes, span, spent, timeLeft, sentences } from "./format";

const [S, MIN, H, D] = [1000, 60_000, 3_600_000, 86_400_000];

it.each([
  [0, "0"], [25, "25"], [12.5, "12.5"], [1234, "1,234"], [-138, "−138"], [0.333, "0.33"],
])("writes %d credits as %s", (amount, text) => expect(credits(amount)).toBe(text));

it("writes a day as people do, and leaves alone what is none", () => {
  expect([day("2026-11-27"), day("someday")]).toEqual(["Nov 27, 2026", "someday"]);
});

it("writes what was spent as a change of the balance", () => {
  expect([spent(60), spent(0)]).toEqual(["−60", "0"]);
});

it.each([
  [0, "0 B"], [999, "999 B"], [1500, "2 kB"], [6_300_000, "6.3 MB"], [6_000_000, "6.0 MB"],
])("writes %d bytes as %s", (bytes, text) => expect(size(bytes)).toBe(text));

it("says the unit once where two sizes share it", () => {
  expect(sizes(4_100_000, 6_300_000)).toEqual({ done: "4.1", total: "6.3 MB" });
  expect(sizes(400, 6_300)).toEqual({ done: "400 B", total: "6 kB" });
});

it.each([
  [0, "0:00"], [5.04, "0:05"], [59.6, "1:00"], [65, "1:05"], [3723, "1:02:03"], [Number.NaN, "0:00"],
])("shows %d seconds as %s", (seconds, text) => expect(clock(seconds)).toBe(text));

describe("the time left", () => {
  it.each([
    [40 * S, "about 40 s left"], [44 * S, "about 40 s left"], [27 * S, "about 25 s left"], [7 * S, "about 7 s left"],
    [89 * S, "about 90 s left"], [100 * S, "about 2 min left"], [2 * S, "almost done"], [-2 * S, "almost done"], [-20 * S, "longer than usual"],
  ])("of %d ms reads %s", (left, text) => expect(timeLeft(left)).toBe(text));
});

it.each([
  [2.9 * D, "2 days"], [1.5 * D, "1 day"], [23 * H, "23 hours"], [1.2 * H, "1 hour"], [59 * MIN, "59 minutes"], [10 * S, "1 minute"],
])("rounds a span of %d ms down to %s", (milliseconds, text) => expect(span(milliseconds)).toBe(text));

it("groups large counts", () => expect(integer(12_800)).toBe("12,800"));

it.each([[0, "0:00.0"], [1.24, "0:01.2"], [59.96, "1:00.0"], [61.5, "1:01.5"], [-1, "0:00.0"]])("writes %d s to the tenth as %s", (seconds, text) => {
  expect(fineClock(seconds)).toBe(text);
});

it.each([[1, "1"], [0.25, "0.25"], [1.5, "1.5"]])("writes the speed %d as %s", (speed, text) => expect(decimal(speed)).toBe(text));

it("enumerates", () => expect([list(["5"]), list(["5", "10", "15"])]).toEqual(["5", "5, 10, 15"]));

describe("in another language", () => {
  afterEach(() => overwriteGetLocale(() => "en"));

  it("numbers and dates are written as it writes them", () => {
    overwriteGetLocale(() => "de");
    expect([credits(-1234.5), integer(12_800), fineClock(1.24)]).toEqual(["−1.234,5", "12.800", "0:01,2"]);
    expect(date(new Date(2026, 10, 27))).toBe("Freitag, 27. November 2026");
    overwriteGetLocale(() => "ja");
    expect(date(new Date(2026, 10, 27))).toBe("2026年11月27日金曜日");
  });

  it.each([
    ["fr", "Vendredi 27 novembre 2026"], ["es", "Viernes, 27 de noviembre de 2026"], ["pt", "Sexta-feira, 27 de novembro de 2026"],
  ] as const)("a day begins its line with a capital, as %s does", (locale, text) => {
    overwriteGetLocale(() => locale);
    expect(date(new Date(2026, 10, 27))).toBe(text);
  });
});

it("puts a space between sentences where the script has one", () => {
  expect(sentences(["Made.", "", "Paid."])).toBe("Made. Paid.");
  expect(sentences(["已保存。", "未扣费。"])).toBe("已保存。未扣费。");
});
