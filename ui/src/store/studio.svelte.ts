/**
 * The one picture of the engine in the window: a snapshot, kept fresh by events and never by asking again.
 * It decides nothing; how an event changes the picture is in reduce.ts.
 */
import * as ipc from "$ipc";
import type { AccountView } from "../bindings/AccountView";
import type { Changed } from "../bindings/Changed";
import type { UnderWay } from "../bindings/UnderWay";
import type { DropId } from "../bindings/DropId";
import type { EffectView } from "../bindings/EffectView";
import type { Event } from "../bindings/Event";
import type { Imported } from "../bindings/Imported";
import type { OfferId } from "../bindings/OfferId";
import type { PhotoId } from "../bindings/PhotoId";
import type { PhotoView } from "../bindings/PhotoView";
import type { SoundId } from "../bindings/SoundId";
import type { Spec } from "../bindings/Spec";
import type { VideoId } from "../bindings/VideoId";
import type { VideoView } from "../bindings/VideoView";
import type { SettingsView } from "../bindings/SettingsView";
import * as m from "$m";
import { failureOf, type Told } from "../logic/engineWords";
import { latest } from "../logic/latest";
import { videoName } from "../logic/video";
import { announcer } from "./announcer.svelte";
import { comparison } from "./comparison.svelte";
import { recipes } from "./recipes.svelte";
import { reduce, shownFrom, withRefused, type Shown } from "./reduce";

class Studio {
  shown = $state.raw<Shown | null>(null);
  effects = $state.raw<EffectView[]>([]);
  settings = $state.raw<SettingsView | null>(null);
  canConnect = $state(false);
  /** The person wants to close, and is asked first. */
  closing = $state.raw<UnderWay | null>(null);
  /** Why the library could not be opened. */
  error = $state.raw<Told | null>(null);
  importError = $state.raw<Told | null>(null);
  /** Why the last asking for models, and for effects, had no answer. */
  modelsError = $state.raw<Told | null>(null);
  effectsError = $state.raw<Told | null>(null);
  /** The person's name for the account in use, or the service's. */
  accountName = $derived(this.settings?.accounts.find((each) => each.inUse)?.name ?? (this.shown?.account.isDemo ? m.settings_demo() : this.shown?.account.name) ?? "");

  #media = "";
  /** Events that came while something older was on its way; they are told again after it. */
  #held: Event[] = [];
  #underWay = 0;
  #isListening = false;
  readonly #hearers: ((event: Event) => void)[] = [];
  #askModels = latest(ipc.listModels);
  #askEffects = latest(ipc.listEffects);

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
      this.effects = start.snapshot.effects;
      this.shown = shownFrom(start.snapshot);
      announcer.learn(start.snapshot.page.videos);
      void this.refreshLists();
      return start.snapshot.spec;
    } catch (thrown) {
      this.error = failureOf(thrown);
      return null;
    } finally {
      this.#release();
    }
  }

  /** For what keeps a picture of its own: told of every event, before the picture here changes. */
  onEvent(hear: (event: Event) => void): void {
    this.#hearers.push(hear);
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
    this.#change((shown) => ({ ...shown, account }));
  }

  /** What stands after something changed with the account. */
  take({ account, settings }: Changed): void {
    this.settings = settings;
    this.setAccount(account);
  }

  /** Takes pictures in. What becomes of each is shown at the tray. */
  async import(ask: () => Promise<Imported>): Promise<void> {
    this.importError = null;
    try {
      const { refused } = await ask();
      this.update((shown) => withRefused(shown, refused));
    } catch (thrown) {
      this.importError = failureOf(thrown);
    }
  }

  /** Takes what was let go over the window into the tray. */
  takeDrop(drop: DropId): Promise<void> {
    return this.#act(() => ipc.takeDrop(drop, "tray"));
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
      await this.#takeTray(() => ipc.removeFromTray([photo]));
    } catch (thrown) {
      this.importError = failureOf(thrown);
    }
  }

  /** Photos of the library come into the tray, as far as they are not there. */
  addToTray(photos: PhotoId[]): Promise<void> {
    return this.#takeTray(() => ipc.addToTray(photos));
  }

  dismissRefused(): void {
    this.importError = null;
    this.update((shown) => ({ ...shown, refused: [], others: 0 }));
  }

  /**
   * Asks for models and effects: at the start, after another account was connected, and when what held the account is over.
   * Without an answer the last known ones stay.
   */
  async refreshLists(): Promise<void> {
    const [models, effects] = await Promise.all([this.#askModels(), this.#askEffects()]);
    if (models.kind === "answer") this.update((shown) => ({ ...shown, models: models.value }));
    if (models.kind !== "overtaken") this.modelsError = models.kind === "error" ? failureOf(models.error) : null;
    if (effects.kind === "answer") this.effects = effects.value;
    if (effects.kind !== "overtaken") this.effectsError = effects.kind === "error" ? failureOf(effects.error) : null;
  }

  /** Marks an effect, or takes the mark off. Rejects where that could not be kept. */
  async favourEffect(code: string, favourite: boolean): Promise<void> {
    this.effects = await ipc.favourEffect(code, favourite);
  }

  /** An effect's name for people, where it is still listed. */
  effectName(code: string | null): string | undefined {
    return this.effects.find((effect) => effect.code === code)?.name;
  }

  nameOf(video: VideoView): string {
    return videoName(video, this.effectName(video.spec.effect));
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

  effectPoster(code: string): string {
    return `${this.#media}/effect-poster/${encodeURIComponent(code)}`;
  }

  effectPreview(code: string): string {
    return `${this.#media}/effect-preview/${encodeURIComponent(code)}`;
  }

  sound(sound: SoundId): string {
    return `${this.#media}/sound/${sound}`;
  }

  poster(video: VideoId): string {
    return `${this.#media}/poster/${video}`;
  }

  /** The same, no larger than a card of the usual size on a screen of the usual density needs it. */
  smallPoster(video: VideoId): string {
    return `${this.#media}/small-poster/${video}`;
  }

  video(video: VideoId): string {
    return `${this.#media}/video/${video}`;
  }

  /** While photos are being taken in, the answer may be older than what events have told of the tray. */
  #takeTray(ask: () => Promise<PhotoView[]>): Promise<void> {
    return this.overlay(ask, (shown, tray) => ({ ...shown, tray }));
  }

  /** Asks for a change of the tray; a fault is said there. */
  async #act(ask: () => Promise<unknown>): Promise<void> {
    this.importError = null;
    try {
      await ask();
    } catch (thrown) {
      this.importError = failureOf(thrown);
    }
  }

  async #listen(): Promise<void> {
    await Promise.all([ipc.onStudio((event) => this.#hear(event)), ipc.onClosing((closing) => (this.closing = closing))]);
    this.#isListening = true;
  }

  /** The person does not close after all. Who closes once more is asked again, once the shell knows. Where that could not be said, they are not, which closes nothing by itself. */
  async stay(): Promise<void> {
    await ipc.stay().catch(() => undefined);
    this.closing = null;
  }

  #hear(event: Event): void {
    if (this.#underWay > 0 && (event.type !== "importing" || !this.shown)) this.#held.push(event);
    if (!this.shown) return;
    if (event.type === "video") announcer.hear(event.video, this.nameOf(event.video));
    if (event.type === "removed") announcer.forget(event.video);
    comparison.hear(event);
    recipes.hear(event);
    for (const hear of this.#hearers) hear(event);
    this.#change((shown) => reduce(shown, event));
  }

  /** What could not be listed while something held the account may be listed now. */
  #change(change: (shown: Shown) => Shown): void {
    const before = this.shown?.account.held;
    this.update(change);
    if (before && !this.shown?.account.held) void this.refreshLists();
  }

  /** Events are whole view models: telling them twice does no harm. Those of an import say what is new, and are held only where nothing is shown. */
  #release(): void {
    const held = this.#held;
    this.update((shown) => held.reduce(reduce, shown));
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#held = [];
  }
}

export const studio = new Studio();
