/**
 * Which videos are shown, and fetching those that are to be seen. There is never more than one question under way; what is to be
 * asked next follows from what is missing or stale when it is answered. Events and scrolling drive it, and no clock.
 */
import * as ipc from "$ipc";
import type { Filter } from "../bindings/Filter";
import { failureOf, type Told } from "../logic/engineWords";
import type { VideoId } from "../bindings/VideoId";
import type { VideoPage } from "../bindings/VideoPage";
import type { VideoQuery } from "../bindings/VideoQuery";
import type { Span } from "../logic/grid";
import { beginning, bounded, covering, listedFrom, missing, renewed, withPage, type Listed, type Wanted } from "../logic/listed";
import { isSameSet, narrowings, widened, type Narrowing } from "../logic/query";
import { announcer } from "./announcer.svelte";
import { overlays } from "./overlays.svelte";
import { selection } from "./selection.svelte";
import { studio } from "./studio.svelte";

/** So many before and after the one that is playing are there to be played. */
const AROUND = 12;

class Library {
  isLoading = $state(false);
  error = $state.raw<Told | null>(null);
  /** The cards in sight, and some around them. */
  #sight = $state.raw<Span>({ from: 0, to: 0 });
  /** The card of the keyboard, which stays wherever it is. */
  #current: VideoId | null = null;

  show(filter: Filter): void {
    this.narrow({ filter });
  }

  search(text: string): void {
    this.narrow({ search: text });
  }

  narrow(change: Partial<VideoQuery>): void {
    const before = studio.shown?.query;
    if (!before) return;
    this.#ask({ ...before, ...change }, before);
  }

  /** Shows more again: without these, or without anything that narrows the list beside its filter. */
  widen(without?: readonly Narrowing[]): void {
    const before = studio.shown?.query;
    if (before) this.#ask(widened(before, without ?? narrowings(before)), before);
  }

  again(): void {
    this.error = null;
  }

  look(sight: Span, current: VideoId | null): void {
    this.#current = current;
    if (sight.from !== this.#sight.from || sight.to !== this.#sight.to) this.#sight = sight;
  }

  /** Asks for what is to be seen and is not there. To be called whenever anything that it reads changes: it is an effect's work. */
  tend(): void {
    const shown = studio.shown;
    if (!shown || this.isLoading || this.error !== null) return;
    const { list, query } = shown;
    if (list.of !== query) void this.#fetch(query, beginning(this.#sight), (_, page) => listedFrom(query, page));
    else if (list.isStale) {
      const wanted = covering(this.#sight);
      void this.#fetch(query, wanted, (now, page) => renewed(now, query, wanted.offset, page, this.#used()));
    } else {
      const wanted = missing(list, this.#spans(list));
      if (wanted) void this.#fetch(query, wanted, (now, page) => withPage(now, wanted.offset, page));
    }
  }

  #ask(query: VideoQuery, before: VideoQuery): void {
    if (!isSameSet(query, before)) selection.clear();
    this.error = null;
    studio.update((shown) => ({ ...shown, query }));
  }

  async #fetch(query: VideoQuery, { offset, limit }: Wanted, change: (now: Listed, page: VideoPage) => Listed): Promise<void> {
    this.isLoading = true;
    try {
      await studio.overlay(
        () => ipc.listVideos(query, offset, limit),
        (now, page) => {
          announcer.learn(page.videos);
          if (now.query !== query) return now;
          return { ...now, list: bounded(change(now.list, page), this.#sight, this.#used()) };
        },
      );
    } catch (thrown) {
      if (studio.shown?.query === query) this.#fail(query, failureOf(thrown));
    } finally {
      this.isLoading = false;
    }
  }

  /** What another question was answered with is not to be taken for an answer to this one. */
  #fail(query: VideoQuery, error: Told): void {
    this.error = error;
    studio.update((shown) => (shown.list.of === query ? shown : { ...shown, list: { ...listedFrom(query, { videos: [], total: 0 }), isStale: true } }));
  }

  #spans({ where }: Listed): Span[] {
    const playing = overlays.playing === null ? undefined : where.get(overlays.playing);
    return playing === undefined ? [this.#sight] : [this.#sight, { from: playing - AROUND, to: playing + AROUND + 1 }];
  }

  #used(): VideoId[] {
    return [this.#current, overlays.playing].filter((video) => video !== null);
  }
}

export const library = new Library();
