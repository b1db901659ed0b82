/** Presets as a list shows them: the person's own, and for the negative prompt some that come with the program. Pure. */
import * as m from "$m";
import type { Preset } from "../bindings/Preset";
import type { PresetKind } from "../bindings/PresetKind";

export interface ListedPreset extends Preset {
  /** It comes with the program: neither renamed nor deleted. */
  isBuiltIn: boolean;
}

const NEGATIVE: readonly [name: () => string, text: () => string][] = [
  [m.preset_faults_name, m.preset_faults_text],
  [m.preset_people_name, m.preset_people_text],
  [m.preset_still_name, m.preset_still_text],
  [m.preset_writing_name, m.preset_writing_text],
  [m.preset_changes_name, m.preset_changes_text],
];
const LONGEST_NAME = 40;
/** Enough to tell one preset from another: the beginning in whole words, as far as it has 40 letters. */
const BEGINNING = /^.{1,40}(?=[\s,;:.])/;

/** Those of a kind that fit a search in name or text: the person's own first. */
export function listedPresets(presets: readonly Preset[], kind: PresetKind, search: string): ListedPreset[] {
  const wanted = search.trim().toLocaleLowerCase();
  const own = presets.filter((preset) => preset.kind === kind).map((preset) => ({ ...preset, isBuiltIn: false }));
  return [...own, ...(kind === "negative" ? builtIn() : [])].filter(({ name, text }) =>
    `${name}\n${text}`.toLocaleLowerCase().includes(wanted),
  );
}

/** What a text is called until the person says something better: its beginning, in whole words. */
export function nameFor(text: string): string {
  const line = text.trim().split(/\s+/).join(" ");
  if (line.length <= LONGEST_NAME) return line;
  return (BEGINNING.exec(line)?.[0] ?? line.slice(0, LONGEST_NAME)).replace(/[,;:.]$/, "");
}

function builtIn(): ListedPreset[] {
  return NEGATIVE.map(([name, text], at) => ({ id: `built-in-${at}`, kind: "negative", name: name(), text: text(), isBuiltIn: true }));
}
