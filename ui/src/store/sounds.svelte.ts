/** Sounds of the person's: the one that is chosen, and what is known of it. */
import * as ipc from "$ipc";
import type { SoundId } from "../bindings/SoundId";
import type { SoundView } from "../bindings/SoundView";
import { failureOf, type Told } from "../logic/engineWords";
import { once } from "../logic/once";
import { composer } from "./composer.svelte";

export type SoundKind = "none" | "ai" | "file";

class Sounds {
  #known = $state.raw<SoundView | null>(null);
  error = $state.raw<Told | null>(null);

  kind = $derived.by((): SoundKind => {
    const { kind } = composer.spec.sound;
    return kind === "file" || kind === "link" || composer.lacksSound ? "file" : kind;
  });
  /** The file that would be sent; `null`: none, or it is not known yet. */
  chosen = $derived.by(() => {
    const { sound } = composer.spec;
    return sound.kind === "file" && this.#known?.id === sound.id ? this.#known : null;
  });

  /** A file that was chosen once is there again. */
  choose(kind: SoundKind): void {
    this.error = null;
    if (kind !== "file") return composer.choose({ sound: { kind } });
    if (this.#known) return composer.choose({ sound: { kind, id: this.#known.id } });
    composer.wantSound();
  }

  /** Opens the dialog for a file. */
  readonly pick = once(async () => {
    this.error = null;
    try {
      const sound = await ipc.pickSound();
      if (!sound) return;
      this.#known = sound;
      composer.choose({ sound: { kind: "file", id: sound.id } });
    } catch (thrown) {
      this.error = failureOf(thrown);
    }
  });

  /** Takes the file away; another may be chosen. */
  remove(): void {
    this.#known = null;
    this.choose("file");
  }

  /** Asks about a file that was chosen before the program started, or for another video. */
  async learn(id: SoundId): Promise<void> {
    if (this.#known?.id === id) return;
    this.error = null;
    try {
      const sound = await ipc.showSound(id);
      if (composer.spec.sound.kind === "file" && composer.spec.sound.id === id) this.#known = sound;
    } catch (thrown) {
      this.error = failureOf(thrown);
    }
  }
}

export const sounds = new Sounds();
