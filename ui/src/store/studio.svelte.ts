/**
 * The one picture of the engine in the window: a snapshot, kept fresh by events and never by asking again.
 * It decides nothing; how an event changes the picture is in reduce.ts.
 */
import * as ipc from "$ipc";
import type { AccountView } from "../bindings/AccountView";
import type { EffectView } from "../bindings/EffectView";
import type { Event } from "../bindings/Event";
import type { Imported } from "../bindings/Imported";
import type { OfferId } from "../bindings/OfferId";
import type { PhotoId } from "../bindings/PhotoId";
import type { Spec } from "../bindings/Spec";
import type { VideoId } from "../bindings/VideoId";
import type { SettingsView } from "../bindings/SettingsView";
import { sentence } from "../logic/error";
import { announce } from "./announcer.svelte";
import { reduce, shownFrom, withRefused, type Shown } from "./reduce";

class Studio {
  shown = $state.raw<Shown | null>(null);
  effects = $state.raw<EffectView[]>([]);
  settings = $state.raw<SettingsView | null>(null);
  canConnect = $state(false);
  isDragging = $state(false);
  /** Why the library could not be opened. */
  error = $state<string | null>(null);
  importError = $state<string | null>(null);

  #media = "";
  /** Events that came while something older was on its way; they are told again after it. */
  #held: Event[] = [];
  #underWay = 0;
  #isListening = false;

  /** Listens first and asks then, so that nothing falls between. */
  async open(): Promise<Spec | null> {
    this.error = null;
    this.#underWay += 1;
    try {
      if (!this.#isListening) await this.#listen();
      const start = await ipc.start();
      this.#media = start.media;
      this.settings = start.settings;
      this.canConnect = start.canConnect;
      this.shown = shownFrom(start.snapshot);
      void this.refreshLists();
      return start.snapshot.spec;
    } catch (thrown) {
      this.error = sentence(thrown);
      return null;
    } finally {
      this.#release();
    }
  }

  /** Changes the picture by something that was asked; events that come meanwhile are newer and win. */
  async overlay<T>(ask: () => Promise<T>, change: (shown: Shown, answer: T) => Shown): Promise<void> {
    this.#underWay += 1;
    try {
      const answer = await ask();
      if (this.shown) this.shown = change(this.shown, answer);
    } finally {
      this.#release();
    }
  }

  /** Changes the picture at once. */
  update(change: (shown: Shown) => Shown): void {
    if (this.shown) this.shown = change(this.shown);
  }

  setAccount(account: AccountView): void {
    this.update((shown) => ({ ...shown, account }));
  }

  /** Takes pictures in. What becomes of each is shown at the tray. */
  async import(ask: () => Promise<Imported>): Promise<void> {
    this.importError = null;
    try {
      const { refused } = await ask();
      this.update((shown) => withRefused(shown, refused));
    } catch (thrown) {
      this.importError = sentence(thrown);
    }
  }

  /** Calls off what is being taken in; what was taken stays. */
  cancelImport(): Promise<void> {
    return this.#act(ipc.cancelImport);
  }

  /** What becomes of the tray and the offers, events tell. */
  acceptCrop(offer: OfferId): Promise<void> {
    return this.#act(() => ipc.acceptCrop(offer));
  }

  undoCrop(photo: PhotoId): Promise<void> {
    return this.#act(() => ipc.undoCrop(photo));
  }

  dismissOffer(offer: OfferId): Promise<void> {
    return this.#act(() => ipc.dismissOffer(offer));
  }

  async removeFromTray(photo: PhotoId): Promise<void> {
    try {
      const tray = await ipc.removeFromTray([photo]);
      this.update((shown) => ({ ...shown, tray }));
    } catch (thrown) {
      this.importError = sentence(thrown);
    }
  }

  dismissRefused(): void {
    this.importError = null;
    this.update((shown) => ({ ...shown, refused: [], others: 0 }));
  }

  /** Asks for models and effects; also after another account was connected. Without an answer the last known ones stay. */
  async refreshLists(): Promise<void> {
    const [models, effects] = await Promise.allSettled([ipc.listModels(), ipc.listEffects()]);
    if (models.status === "fulfilled") this.update((shown) => ({ ...shown, models: models.value }));
    if (effects.status === "fulfilled") this.effects = effects.value;
  }

  thumb(photo: PhotoId): string {
    return `${this.#media}/thumb/${photo}`;
  }

  /** The whole picture of an offer, small. */
  offer(offer: OfferId): string {
    return `${this.#media}/offer/${offer}`;
  }

  photo(photo: PhotoId): string {
    return `${this.#media}/photo/${photo}`;
  }

  poster(video: VideoId): string {
    return `${this.#media}/poster/${video}`;
  }

  video(video: VideoId): string {
    return `${this.#media}/video/${video}`;
  }

  /** Asks for a change of the tray; a fault is said there. */
  async #act(ask: () => Promise<unknown>): Promise<void> {
    this.importError = null;
    try {
      await ask();
    } catch (thrown) {
      this.importError = sentence(thrown);
    }
  }

  async #listen(): Promise<void> {
    await ipc.onStudio((event) => this.#hear(event));
    await ipc.onDrag((phase) => (this.isDragging = phase === "over"));
    this.#isListening = true;
  }

  #hear(event: Event): void {
    if (this.#underWay > 0) this.#held.push(event);
    if (!this.shown) return;
    announce(this.shown, event);
    this.shown = reduce(this.shown, event);
  }

  /** Events are whole view models: telling them twice does no harm. */
  #release(): void {
    const held = this.#held;
    this.update((shown) => held.reduce(reduce, shown));
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#held = [];
  }
}

export const studio = new Studio();
