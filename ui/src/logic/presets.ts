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
/** Of all names and texts, this much is enough to tell one preset from another. */
const NAME_LENGTH = 40;

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
  if (line.length <= NAME_LENGTH) return line;
  const cut = line.slice(0, NAME_LENGTH + 1);
  const end = cut.lastIndexOf(" ");
  return cut.slice(0, end > 0 ? end : NAME_LENGTH).replace(/[,;:.]$/, "");
}

function builtIn(): ListedPreset[] {
  return NEGATIVE.map(([name, text], at) => ({ id: `built-in-${at}`, kind: "negative", name: name(), text: text(), isBuiltIn: true }));
}
