/** The pattern of file names, while a person writes it. Pure: what it comes to, the engine says. */
import * as m from "$m";

/** What can stand in a pattern, in braces. */
export const NAME_WORDS = [
  { word: "{photo}", label: m.naming_photo },
  { word: "{prompt}", label: m.naming_prompt },
  { word: "{effect}", label: m.naming_effect },
  { word: "{model}", label: m.naming_model },
  { word: "{resolution}", label: m.naming_resolution },
  { word: "{seconds}", label: m.naming_seconds },
  { word: "{date}", label: m.naming_date },
  { word: "{time}", label: m.naming_time },
  { word: "{id}", label: m.naming_id },
] as const;

/** What the example is made of: words that the engine, which knows no language, is given. */
export const exampleFacts = () => ({ photo: m.naming_example_photo(), prompt: m.prompt_placeholder() });

/** Puts a word in place of what is selected, apart from its neighbours, and says where the caret is then. */
export function inserted(text: string, word: string, from: number, to: number): { text: string; caret: number } {
  const [before, after] = [text.slice(0, from), text.slice(to)];
  const isApart = (char: string | undefined) => char === undefined || !/[\p{L}\p{N}{}]/u.test(char);
  const put = `${isApart(before.at(-1)) ? "" : " "}${word}${isApart(after[0]) ? "" : " "}`;
  return { text: before + put + after, caret: from + put.trimEnd().length };
}
