/** Puts the chosen theme on the document; "system" follows the system as it changes. */
import type { Theme } from "../bindings/Theme";

/** Returns what undoes it. */
export function applyTheme(theme: Theme): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    document.documentElement.dataset.theme = theme === "system" ? (dark.matches ? "dark" : "light") : theme;
  };
  paint();
  dark.addEventListener("change", paint);
  return () => dark.removeEventListener("change", paint);
}
