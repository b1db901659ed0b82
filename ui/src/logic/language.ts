/** Which of the window's languages a person reads, and how their region writes numbers and dates. Pure. */
import { baseLocale, locales } from "../paraglide/runtime.js";

export type Locale = (typeof locales)[number];

/** Each language in its own words, so that whoever reads no other finds it. */
export const OWN_NAMES: Readonly<Record<Locale, string>> = {
  en: "English", de: "Deutsch", fr: "Français", es: "Español", pt: "Português", "zh-CN": "简体中文", ja: "日本語", ko: "한국어",
};

/** The chosen one; for "system", and for what is no language of ours, the first of the system's that we speak, or English. */
export function localeFor(chosen: string, systems: readonly string[]): Locale {
  return (
    (isOwn(chosen) ? chosen : null) ??
    systems.flatMap((tag) => locales.find((locale) => primary(locale) === primary(tag)) ?? [])[0] ??
    baseLocale
  );
}

/** Whether it is one of ours. */
export function isOwn(code: string): code is Locale {
  return locales.some((locale) => locale === code);
}

/** The system's own variant of a language, where it has one: in Britain English has the day first. */
export function regional(locale: string, systems: readonly string[]): string {
  const inRegion = systems.find((tag) => tag === locale || tag.startsWith(`${locale}-`));
  return inRegion !== undefined && isKnown(inRegion) ? inRegion : locale;
}

function primary(tag: string): string {
  return (tag.split(/[-_]/)[0] ?? "").toLowerCase();
}

function isKnown(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
