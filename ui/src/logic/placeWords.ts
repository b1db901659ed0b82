/** What a person should know of a public place for photos, in their language; in English as the engine says it. Pure. */
import * as m from "$m";
import type { NeedView } from "../bindings/NeedView";
import type { PresetView } from "../bindings/PresetView";
import { baseLocale, getLocale } from "../paraglide/runtime.js";

const NOTICES: Readonly<Record<string, () => string>> = {
  imgbb: m.place_imgbb,
  cloudinary: m.place_cloudinary,
  litterbox: m.place_litterbox,
  tmpfiles: m.place_tmpfiles,
  uguu: m.place_uguu,
  "0x0": m.place_0x0,
};

const NEEDS: Readonly<Record<string, { label: () => string; hint: () => string }>> = {
  key: { label: m.place_key, hint: m.place_key_hint },
  CLOUD_NAME: { label: m.place_cloud_name, hint: m.place_cloud_name_hint },
  upload_preset: { label: m.place_upload_preset, hint: m.place_upload_preset_hint },
};

export function placeNotice({ id, notice }: Pick<PresetView, "id" | "notice">): string {
  return getLocale() === baseLocale ? notice : (NOTICES[id]?.() ?? notice);
}

export function needWords(need: NeedView): { label: string; hint: string } {
  const known = NEEDS[need.name];
  if (getLocale() === baseLocale || !known) return { label: need.label, hint: need.hint };
  return { label: known.label(), hint: known.hint() };
}
