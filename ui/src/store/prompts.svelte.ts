/** Prompts that were used, and presets: asked for when the list of them opens. */
import * as ipc from "$ipc";
import type { Preset } from "../bindings/Preset";
import type { PresetKind } from "../bindings/PresetKind";
import type { PromptUse } from "../bindings/PromptUse";
import { failureOf, type Told } from "../logic/engineWords";
import { latest } from "../logic/latest";
import { Change } from "./change.svelte";

/** More than anybody scrolls through; the rest is searched. */
const MOST = 100;

class Prompts {
  /** Of which field the list is open. */
  open = $state<PresetKind | null>(null);
  /** `null`: not known yet. */
  history = $state.raw<PromptUse[] | null>(null);
  presets = $state.raw<Preset[]>([]);
  historyError = $state.raw<Told | null>(null);
  /** The preset that was deleted last, for as long as the list is open: it can be brought back. */
  deleted = $state.raw<Preset | null>(null);
  /** Listing, saving and deleting presets. */
  readonly change = new Change();
  #ask = latest(ipc.listPrompts);

  /** To be called when the list opens. */
  async begin(): Promise<void> {
    this.deleted = null;
    await Promise.all([this.search(""), this.change.run(ipc.listPresets, (presets) => (this.presets = presets))]);
  }

  async search(text: string): Promise<void> {
    const answer = await this.#ask(text, MOST);
    if (answer.kind === "overtaken") return;
    this.historyError = answer.kind === "error" ? failureOf(answer.error) : null;
    if (answer.kind === "answer") this.history = answer.value;
  }

  /** Whether it was kept. */
  save(preset: Omit<Preset, "id"> & { id: Preset["id"] | null }): Promise<boolean> {
    this.deleted = null;
    const { id, kind, name, text } = preset;
    return this.change.run(() => ipc.savePreset(id, kind, name, text), (presets) => (this.presets = presets));
  }

  async delete(preset: Preset): Promise<void> {
    const isDone = await this.change.run(() => ipc.deletePreset(preset.id), (presets) => (this.presets = presets));
    if (isDone) this.deleted = preset;
  }

  /** Brings back the preset that was deleted last. */
  async undo(): Promise<void> {
    if (this.deleted) await this.save({ ...this.deleted, id: null });
  }
}

export const prompts = new Prompts();
