/** What is done with several videos at once: one thing at a time, and its answer or its error beside it. */
import * as ipc from "$ipc";
import type { VideoView } from "../../bindings/VideoView";
import * as m from "$m";
import { failureOf, type Told } from "../../logic/engineWords";
import { isPlayable } from "../../logic/video";

export class Bulk {
  isBusy = $state(false);
  error = $state.raw<Told | null>(null);
  said = $state<string | null>(null);
  #tagged = Promise.resolve();

  /** Keeps all of them; no more where all are kept already. */
  keep(videos: readonly VideoView[]): Promise<void> {
    const kept = !videos.every((video) => video.kept);
    return this.#do(() => ipc.keep(idsOf(videos.filter((video) => video.kept !== kept)), kept));
  }

  /** Another tag waits for the one before. */
  tag(videos: readonly VideoView[], tag: string, on: boolean): Promise<void> {
    this.#tagged = this.#tagged.then(() => this.#do(() => ipc.tag(idsOf(videos.filter((video) => video.tags.includes(tag) !== on)), tag, on)));
    return this.#tagged;
  }

  saveCopies(videos: readonly VideoView[]): Promise<void> {
    return this.#do(async () => {
      const count = await ipc.saveCopies(idsOf(videos.filter(isPlayable)));
      if (count > 0) this.said = m.selection_saved({ count });
    });
  }

  forget(): void {
    this.error = null;
    this.said = null;
  }

  async #do(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.forget();
    try {
      await work();
    } catch (thrown) {
      this.error = failureOf(thrown);
    } finally {
      this.isBusy = false;
    }
  }
}

function idsOf(videos: readonly VideoView[]): string[] {
  return videos.map((video) => video.id);
}
