/** Which videos are shown: filter, search, and the pages loaded so far. */
import * as ipc from "$ipc";
import type { Filter } from "../bindings/Filter";
import { failureOf, type Told } from "../logic/engineWords";
import { latest } from "../logic/latest";
import { announcer } from "./announcer.svelte";
import { withPage } from "./reduce";
import { studio } from "./studio.svelte";

/** A few screens full. */
const PAGE = 60;

class Library {
  isLoading = $state(false);
  error = $state.raw<Told | null>(null);
  #ask = latest(ipc.listVideos);

  show(filter: Filter): Promise<void> {
    return this.#reload(filter, studio.shown?.search ?? "");
  }

  search(text: string): Promise<void> {
    return this.#reload(studio.shown?.filter ?? "all", text);
  }

  /** The next page, where there is one. */
  async more(): Promise<void> {
    if (!studio.shown?.more || this.isLoading || this.error) return;
    await this.#load();
  }

  async again(): Promise<void> {
    this.error = null;
    await this.#load();
  }

  async #reload(filter: Filter, search: string): Promise<void> {
    studio.update((shown) => ({ ...shown, filter, search, videos: [], more: true }));
    await this.#load();
  }

  async #load(): Promise<void> {
    const shown = studio.shown;
    if (!shown) return;
    this.isLoading = true;
    this.error = null;
    const after = shown.videos.at(-1)?.id ?? null;
    const ask = () => this.#ask({ filter: shown.filter, search: shown.search, after, limit: PAGE });
    await studio.overlay(ask, (now, answer) => {
      if (answer.kind === "overtaken") return now;
      this.isLoading = false;
      if (answer.kind === "answer") {
        announcer.learn(answer.value.videos);
        return withPage(now, answer.value);
      }
      this.error = failureOf(answer.error);
      return now;
    });
  }
}

export const library = new Library();
