/** Numbers that a person types. Pure. */

/**
 * Credits as typed, with a point or a comma before at most two digits; `null` for nothing, `undefined` for what is no number of
 * credits. In "1,000" the one means a thousand and the other one credit: nobody is to lose by it.
 */
export function typedCredits(text: string): number | null | undefined {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return null;
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : undefined;
}
