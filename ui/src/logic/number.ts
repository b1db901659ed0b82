/** Numbers that a person types. Pure. */

/** Credits as typed, with a point or a comma; `null` for nothing, `undefined` for what is no number of credits. */
export function typedCredits(text: string): number | null | undefined {
  const plain = text.trim().replace(",", ".");
  if (plain === "") return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
