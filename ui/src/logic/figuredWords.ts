/** What speaks against a choice, with its figures, in the person's language. Pure. */
import * as m from "$m";
import type { LimitSpan } from "../bindings/LimitSpan";
import type { Objection } from "../bindings/Objection";
import type { PassedLimit } from "../bindings/PassedLimit";
import { priceWords } from "./cost";
import { credits, integer, sentences } from "./format";

const OVER: Readonly<Record<LimitSpan, (amounts: { sum: string; limit: string }) => string>> = {
  press: m.objection_overPress,
  day: m.objection_overDay,
  month: m.objection_overMonth,
};

/** `null` where there are no figures. */
export function figuredWords({ figures, blocks }: Objection): string | null {
  switch (figures?.kind) {
    case undefined:
      return null;
    case "withoutPrompt":
      return m.objection_withoutPrompt({ count: figures.photos });
    case "longestPrompt":
      return m.objection_longestPrompt({ characters: integer(figures.characters) });
    case "balance":
      return m.objection_balance({ needed: priceWords(figures.needed), balance: credits(figures.balance) });
    case "limits":
      return limitWords(figures.passed, blocks);
  }
}

/** What to do is said where it is refused, and not where it is asked for. Of no limit that is passed, the price is not known. */
function limitWords(passed: PassedLimit[], blocks: boolean): string {
  if (passed.length === 0) return sentences([m.objection_unheld(), blocks ? m.objection_unheldRemedy() : ""]);
  const over = passed.map(({ span, sum, limit }) => OVER[span]({ sum: priceWords(sum), limit: credits(limit) }));
  return sentences([...over, blocks ? m.objection_overRemedy() : ""]);
}
