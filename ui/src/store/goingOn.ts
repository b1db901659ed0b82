/** Going on from a frame: it becomes a photo of the tray, the one that is shown, and what lies over the window gives way to it. */
import type { PhotoView } from "../bindings/PhotoView";
import { comparison } from "./comparison.svelte";
import { composer } from "./composer.svelte";
import { overlays } from "./overlays.svelte";
import { studio } from "./studio.svelte";

export async function goOnFrom(frame: () => Promise<PhotoView>): Promise<void> {
  const { id } = await frame();
  await studio.addToTray([id]);
  composer.pick(id);
  toComposer();
}

/** Closes what lies over the composer and puts the keyboard where the next thing is said: what had it before is no longer what matters. */
export function toComposer(): void {
  overlays.playing = null;
  overlays.settings = false;
  overlays.spending = false;
  comparison.close();
  setTimeout(() => document.getElementById("prompt")?.focus());
}
