import { afterEach, expect, it } from "vitest";
import type { Figures } from "../bindings/Figures";
import * as m from "../paraglide/messages.js";
import { locales, overwriteGetLocale } from "../paraglide/runtime.js";
import { figuredWords } from "./figuredWords";

afterEach(() => overwriteGetLocale(() => "en"));

const against = (figures: Figures | null, blocks = true) =>
  figuredWords({ field: "price", code: "overBudget", message: "In English.", figures, blocks, asks: !blocks });
const day = { span: "day" as const, sum: 110, limit: 100 };

it("names each limit that would be passed, and what to do only where it is refused", () => {
  const passed = [{ span: "press" as const, sum: 1, limit: 0.5 }, day];
  const sums = "This would cost about 1 credit; your limit for one press is 0.5. This would bring today to about 110 credits; your limit for a day is 100.";
  expect(against({ kind: "limits", passed })).toBe(`${sums} ${m.objection_overRemedy()}`);
  expect(against({ kind: "limits", passed }, false)).toBe(sums);
});

it("says of a price that nobody knows that it cannot be held to a limit, and not that it would pass one", () => {
  expect(against({ kind: "limits", passed: [] })).toBe(`${m.objection_unheld()} ${m.objection_unheldRemedy()}`);
  expect(against({ kind: "limits", passed: [] }, false)).toBe(m.objection_unheld());
});

it("counts photos and characters", () => {
  expect(against({ kind: "withoutPrompt", photos: 1 })).toContain("One photo has no prompt.");
  expect(against({ kind: "withoutPrompt", photos: 3 })).toContain("3 photos have no prompt.");
  expect(against({ kind: "longestPrompt", characters: 1700 })).toContain("1,700 characters");
});

it("has nothing to say without figures", () => {
  expect(against(null)).toBeNull();
});

it("says every figure in every language", () => {
  const figures: [Figures, string[]][] = [
    [{ kind: "balance", needed: 61, balance: 42 }, ["61", "42"]],
    [{ kind: "withoutPrompt", photos: 3 }, ["3"]],
    [{ kind: "longestPrompt", characters: 700 }, ["700"]],
    ...(["press", "day", "month"] as const).map((span): [Figures, string[]] => [{ kind: "limits", passed: [{ ...day, span }] }, ["110", "100"]]),
  ];
  for (const locale of locales) {
    overwriteGetLocale(() => locale);
    for (const [each, numbers] of figures) for (const number of numbers) expect(against(each), locale).toContain(number);
  }
});
