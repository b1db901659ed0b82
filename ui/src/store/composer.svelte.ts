/** The choices for the next creation, what they would cost, and the press of Create. */
import * as ipc from "$ipc";
import * as m from "$m";
import type { Field } from "../bindings/Field";
import type { Objection } from "../bindings/Objection";
import type { PhotoId } from "../bindings/PhotoId";
import type { PhotoView } from "../bindings/PhotoView";
import type { Sound } from "../bindings/Sound";
import type { Spec } from "../bindings/Spec";
import type { VideoView } from "../bindings/VideoView";
import { withUse } from "../logic/effects";
import { chosenModel, fitSpec, photosToAnimate } from "../logic/fitSpec";
import { priceWords } from "../logic/cost";
import { latest } from "../logic/latest";
import { sentPrompts, withoutGone, withOwn, type OwnPrompts } from "../logic/ownPrompts";
import type { Recipe } from "../bindings/Recipe";
import { engineWords, failureOf, type Told } from "../logic/engineWords";
import { photosOf } from "../logic/recipe";
import { begin, fail, IDLE, REST, succeed, type Press } from "../logic/press";
import { keyOf, priced, refusal, type Order, type Priced, type Refusal } from "../logic/priced";
import { announcer } from "./announcer.svelte";
import { sendWithin } from "./asking.svelte";
import { studio } from "./studio.svelte";

const NOTHING: Spec = {
  model: "", resolution: "", seconds: 5, count: 1, prompt: "", negativePrompt: "",
  extendPrompt: false, effect: null, endFrame: null, sound: { kind: "none" },
};

/** A price that takes longer than this is said to be on its way; typing would flicker otherwise. Milliseconds. */
const SLOW = 200;

/** The name is not known where it was chosen before the program started. */
export interface EndFrame {
  id: PhotoId;
  name: string | null;
}

class Composer {
  /** What the person asked for, also where the model of the moment cannot do it. */
  #wanted = $state.raw<Spec>(NOTHING);
  #picked = $state<PhotoId | null>(null);
  /** The end frame, where it is none of the tray's photos. */
  #outside = $state.raw<EndFrame | null>(null);
  /** What stands for a sound file while none is chosen: nothing else was said since for as long as this is what is wanted. */
  #soundToCome = $state.raw<Sound | null>(null);
  #own = $state.raw<OwnPrompts>({});
  #press = $state.raw<Press>(IDLE);
  #ask = latest(ipc.quote);
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #told = $state<string | null>(null);

  /** The newest price that is known, and of what. */
  priced = $state.raw<Priced | null>(null);
  /** The price of what is chosen now takes its time. */
  isSlow = $state(false);
  quoteError = $state.raw<Told | null>(null);
  createError = $state.raw<Told | null>(null);

  tray = $derived(studio.shown?.tray ?? []);
  models = $derived(studio.shown?.models ?? []);
  model = $derived(chosenModel(this.#wanted, this.models));
  /** What would be sent. */
  spec = $derived(this.#withKnownEnd(fitSpec(this.#wanted, this.model)));
  /** The end frame that is wanted, also where the model cannot end on a picture. */
  wantedEnd = $derived(this.#endOf(this.#wanted.endFrame));
  /** A sound of one's own is wanted, and no file is chosen yet. */
  lacksSound = $derived(this.#soundToCome !== null && this.#wanted.sound === this.#soundToCome);
  resolution = $derived(this.model?.resolutions.find((r) => r.value === this.spec.resolution));
  photos = $derived(photosToAnimate(this.tray, this.spec.endFrame));
  /** What can be priced and created. */
  order = $derived<Order>({ spec: this.spec, photos: this.photos, prompts: sentPrompts(this.#own, this.photos) });
  /** The photo in the big preview. */
  selected = $derived(this.tray.find((photo) => photo.id === this.#picked) ?? this.tray[0]);
  /** What of the account a price depends on, and of what is under way; anything else that happens asks for no new one. */
  account = $derived.by(() => {
    if (!studio.shown) return undefined;
    const { account, counts } = studio.shown;
    return JSON.stringify([account.name, account.service, account.balance, account.today, account.host, counts.making]);
  });

  quote = $derived(this.priced?.quote ?? null);
  /** The first of what speaks against creating. */
  reason = $derived.by(() => {
    if (this.lacksSound) return m.sound_missing();
    const blocking = this.quote?.objections.find((objection) => objection.blocks);
    return blocking ? engineWords(blocking).text : null;
  });
  isBlocked = $derived(this.quote === null || this.reason !== null);
  /** The reason that a press in vain was answered with, for as long as it holds. */
  told = $derived(this.#told === this.reason ? this.#told : null);
  isRunning = $derived(this.#press.phase === "running");
  isResting = $derived(this.#press.phase === "resting");
  canCreate = $derived(!this.isBlocked && !this.isSlow && !this.isRunning && !this.isResting);

  /** The choices made last. */
  begin(spec: Spec): void {
    this.#wanted = spec;
    const isOutside = spec.endFrame !== null && !this.tray.some((photo) => photo.id === spec.endFrame);
    this.#outside = isOutside ? { id: spec.endFrame as PhotoId, name: null } : null;
  }

  choose(change: Partial<Spec>): void {
    this.#wanted = { ...this.#wanted, ...change };
    this.createError = null;
  }

  /** A file is to be chosen: until then nothing is created, as it would be paid for without its sound. */
  wantSound(): void {
    this.#soundToCome = { kind: "none" };
    this.choose({ sound: this.#soundToCome });
  }

  pick(photo: PhotoId): void {
    this.#picked = photo;
  }

  /** Ends on a photo that need not be in the tray. */
  endOn(photo: PhotoView): void {
    this.#outside = this.tray.some(({ id }) => id === photo.id) ? null : photo;
    this.choose({ endFrame: photo.id });
  }

  /** Its own prompt, which may be blank; `null`: it has the common one. */
  ownPrompt(photo: PhotoId): string | null {
    return this.#own[photo] ?? null;
  }

  /** `null`: it goes back to the common one. */
  setOwnPrompt(photo: PhotoId, prompt: string | null): void {
    this.#own = withOwn(this.#own, photo, prompt);
    this.createError = null;
  }

  /** The prompts of photos that left the tray; to be called whenever the tray changed. */
  forgetGone(): void {
    this.#own = withoutGone(this.#own, this.tray);
  }

  /** The choices of a video once more, with the photos that it was made from. */
  async reuse({ spec, photo }: VideoView): Promise<void> {
    await studio.addToTray(spec.endFrame === null ? [photo] : [photo, spec.endFrame]);
    this.choose(spec);
    this.setOwnPrompt(photo, null);
    this.pick(photo);
  }

  /** What a video brought along, with its photos as far as they are here. */
  async useRecipe(recipe: Recipe): Promise<void> {
    const photos = photosOf(recipe);
    if (photos.length > 0) await studio.addToTray(photos);
    this.choose(recipe.spec);
    if (recipe.photo === null) return;
    this.setOwnPrompt(recipe.photo, null);
    this.pick(recipe.photo);
  }

  objections(...fields: Field[]): Objection[] {
    return this.quote?.objections.filter((objection) => fields.includes(objection.field)) ?? [];
  }

  /** Asks what it costs; to be called whenever a choice, the tray, the models or the account changed. */
  requote(order: Order): void {
    this.#slowTimer ??= setTimeout(() => (this.isSlow = true), SLOW);
    const account = this.account;
    void this.#ask(order.spec, order.photos, order.prompts).then((answer) => {
      if (answer.kind === "overtaken") return;
      clearTimeout(this.#slowTimer);
      this.#slowTimer = undefined;
      this.isSlow = false;
      this.priced = answer.kind === "answer" ? priced(order, answer.value, account) : null;
      this.quoteError = answer.kind === "error" ? failureOf(answer.error) : null;
    });
  }

  /**
   * One request for one press: for what was chosen at the press, whatever is chosen meanwhile, and only at the price that was
   * shown at the press. Whoever presses in vain is told why.
   */
  async create(): Promise<void> {
    const order = this.order;
    const shown = this.priced;
    if (this.isSlow || !shown) return announcer.say(m.cost_pending());
    if (this.lacksSound) return this.#refuse({ kind: "blocked", message: m.sound_missing() });
    const press = begin(this.#press, keyOf(order), () => crypto.randomUUID(), Date.now());
    if (!press) return;
    const before = this.#press;
    this.#press = press;
    this.createError = null;
    try {
      const now = await this.#exactly(order, shown);
      const refused = refusal(shown.quote, now);
      if (refused) {
        this.#press = before.phase === "failed" ? before : IDLE;
        return this.#refuse(refused);
      }
      const send = (agreed: number | null) => ipc.create(press.id, order.spec, order.photos, order.prompts, agreed);
      if (!(await sendWithin(send, now.total, now.objections))) {
        this.#press = before.phase === "failed" ? before : IDLE;
        return;
      }
      studio.effects = withUse(studio.effects, order.spec.effect, Date.now());
      this.#press = succeed(Date.now());
      setTimeout(() => (this.#press = this.#press.phase === "resting" ? IDLE : this.#press), REST);
    } catch (thrown) {
      this.#press = fail(this.#press);
      this.createError = failureOf(thrown);
    }
  }

  /** The price of exactly this, for the account of now. */
  async #exactly(order: Order, shown: Priced) {
    return shown.what === keyOf(order) && shown.account === this.account ? shown.quote : ipc.quote(order.spec, order.photos, order.prompts);
  }

  #refuse(refused: Refusal): void {
    if (refused.kind === "otherPrice") {
      this.createError = m.create_other_price({ shown: priceWords(refused.shown), total: priceWords(refused.total) });
      return;
    }
    this.#told = refused.message;
    announcer.say(refused.message);
  }

  /** An end frame that was in the tray and left it is none. */
  #withKnownEnd(spec: Spec): Spec {
    return spec.endFrame === null || this.#endOf(spec.endFrame) ? spec : { ...spec, endFrame: null };
  }

  #endOf(photo: PhotoId | null): EndFrame | null {
    const inTray = this.tray.find(({ id }) => id === photo);
    return inTray ?? (this.#outside?.id === photo ? this.#outside : null);
  }
}

export const composer = new Composer();
