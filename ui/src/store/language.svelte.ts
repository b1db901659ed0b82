/**
 * The language in which the window speaks. Messages ask for it while they are drawn, so that another choice draws every word
 * anew where it stands, and nothing that was typed or opened is lost.
 */
import { localeFor, type Locale } from "../logic/language";
import { overwriteGetLocale } from "../paraglide/runtime.js";
import { studio } from "./studio.svelte";

/** The settings come after the first paint; until then the choice of last time holds. */
const REMEMBERED = "language";

class CurrentLanguage {
  #systems = $state.raw(navigator.languages);
  readonly #before = remembered();

  chosen = $derived(studio.settings?.language ?? this.#before);
  locale = $derived<Locale>(localeFor(this.chosen, this.#systems));

  /** Puts it on the document, and follows the system; returns what undoes that. To be called in an effect. */
  apply(): () => void {
    document.documentElement.lang = this.locale;
    remember(this.chosen);
    const hear = () => (this.#systems = navigator.languages);
    addEventListener("languagechange", hear);
    return () => removeEventListener("languagechange", hear);
  }
}

/** Where nothing may be stored, the system's language is first shown. */
function remembered(): string {
  try {
    return localStorage.getItem(REMEMBERED) ?? "system";
  } catch {
    return "system";
  }
}

function remember(language: string): void {
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // Only the first paint would have needed it.
  }
}

export const language = new CurrentLanguage();
overwriteGetLocale(() => language.locale);
