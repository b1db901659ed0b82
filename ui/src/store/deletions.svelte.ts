/** What was deleted a moment ago and can still be brought back, the newest last. */
import * as ipc from "$ipc";
import type { Event } from "../bindings/Event";
import type { VideoId } from "../bindings/VideoId";
import * as m from "$m";
import { engineWords, failureOf, type Told } from "../logic/engineWords";
import { announcer } from "./announcer.svelte";
import { studio } from "./studio.svelte";

/** As long as the engine keeps it. Milliseconds. */
export const KEPT = 10_000;

export interface Deletion {
  videos: VideoId[];
  /** What the person is told. */
  text: string;
}

class Deletions {
  #all = $state.raw<readonly Deletion[]>([]);
  /** Whose time is over while somebody is at the notice. */
  #over = new Set<Deletion>();
  #isHeld = false;
  isBusy = $state(false);
  error = $state.raw<Told | null>(null);
  latest = $derived(this.#all.at(-1));

  constructor() {
    studio.onEvent((event) => this.#hear(event));
  }

  add(videos: VideoId[], text: string): void {
    const deletion = { videos, text };
    this.error = null;
    this.#all = [...this.#all, deletion];
    announcer.say(m.deleted_live({ text }));
    setTimeout(() => this.#end(deletion), KEPT);
  }

  /** Brings back what was deleted last. */
  async undo(): Promise<void> {
    const deletion = this.latest;
    if (!deletion || this.isBusy) return;
    this.isBusy = true;
    this.error = null;
    try {
      await ipc.restore(deletion.videos);
      this.#forget(deletion);
      announcer.say(m.restored_live({ count: deletion.videos.length }));
    } catch (thrown) {
      const told = failureOf(thrown);
      this.error = told;
      announcer.say(engineWords(told).text);
    } finally {
      this.isBusy = false;
    }
  }

  dismiss(): void {
    if (this.latest) this.#forget(this.latest);
  }

  /** The notice stays as long as somebody points at it or has the focus in it. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld) for (const deletion of this.#over) this.#forget(deletion);
  }

  /** What is told of again came back by itself: there is nothing of it to undo. */
  #hear(event: Event): void {
    if (event.type !== "video" || this.isBusy) return;
    const deletion = this.#all.find(({ videos }) => videos.length === 1 && videos[0] === event.video.id);
    if (deletion) this.#forget(deletion);
  }

  #end(deletion: Deletion): void {
    if (deletion === this.latest && (this.#isHeld || this.isBusy || this.error !== null)) this.#over.add(deletion);
    else this.#forget(deletion);
  }

  #forget(deletion: Deletion): void {
    this.#over.delete(deletion);
    if (deletion === this.latest) this.error = null;
    this.#all = this.#all.filter((each) => each !== deletion);
    // With the notice goes the pointer over it.
    if (this.#all.length === 0) this.#isHeld = false;
  }
}

export const deletions = new Deletions();
