/** Shapes that the shell sends; replaced by the generated ones as soon as the shell has them. */
import type { Snapshot } from "./bindings/Snapshot";
import type { Theme } from "./bindings/Theme";

export interface SettingsView {
  theme: Theme;
  videosFolder: string;
  host: string | null;
  keyStorage: "session" | "environment" | "none";
  version: string;
}

export interface Start {
  snapshot: Snapshot;
  media: string;
  settings: SettingsView;
  canConnect: boolean;
}

export type DragPhase = "over" | "left";
