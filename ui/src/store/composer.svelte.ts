/** The choices for the next creation, what they would cost, and the press of Create. */
import * as ipc from "$ipc";
import * as m from "$m";
import type { Field } from "../bindings/Field";
import type { Objection } from "../bindings/Objection";
import type { PhotoId } from "../bindings/PhotoId";
import type { Recipe } from "../bindings/Recipe";
import type { Spec } from "../bindings/Spec";
import type { VideoView } from "../bindings/VideoView";
import { engineWords, failureOf, type Told } from "../logic/engineWords";
import { chosenModel, fitSpec, photosToAnimate } from "../logic/fitSpec";
import { priceWords } from "../logic/cost";
import { latest } from "../logic/latest";
import { photosOf } from "../logic/recipe";
import { begin, fail, IDLE, REST, succeed, type Press } from "../logic/press";
import { keyOf, priced, refusal, type Order, type Priced, type Refusal } from "../logic/priced";
import { announcer } from "./announcer.svelte";
import { agreedTo, asking } from "./asking.svelte";
import { studio } from "./studio.svelte";

const NOTHING: Spec = {
  model: "", resolution: "", seconds: 5, count: 1, prompt: "", negativePrompt: "",
  extendPrompt: false, effect: null, endFrame: null, sound: { kind: "none" },
};

/** A price that takes longer than this is said to be on its way; typing would flicker otherwise. Milliseconds. */
const SLOW = 200;

class Composer {
  /** What the person asked for, also where the model of the moment cannot do it. */
  #wanted = $state.raw<Spec>(NOTHING);
  #picked = $state<PhotoId | null>(null);
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
  spec = $derived(this.#inTray(fitSpec(this.#wanted, this.model)));
  resolution = $derived(this.model?.resolutions.find((r) => r.value === this.spec.resolution));
  photos = $derived(photosToAnimate(this.tray, this.spec.endFrame));
  /** The photo in the big preview. */
  selected = $derived(this.tray.find((photo) => photo.id === this.#picked) ?? this.tray[0]);
  /** What of the account a price depends on; anything else that happens to it asks for no new one. */
  account = $derived.by(() => {
    const account = studio.shown?.account;
    return account && JSON.stringify([account.name, account.service, account.balance, account.today, account.host]);
  });

  quote = $derived(this.priced?.quote ?? null);
  /** The first of what speaks against creating. */
  reason = $derived.by(() => {
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
  }

  choose(change: Partial<Spec>): void {
    this.#wanted = { ...this.#wanted, ...change };
    this.createError = null;
  }

  pick(photo: PhotoId): void {
    this.#picked = photo;
  }

  /** The choices of a video once more, with the photos that it was made from. */
  async reuse({ spec, photo }: VideoView): Promise<void> {
    const tray = await ipc.addToTray(spec.endFrame === null ? [photo] : [photo, spec.endFrame]);
    studio.update((shown) => ({ ...shown, tray }));
    this.choose(spec);
    this.pick(photo);
  }

  /** What a video brought along, with its photos as far as they are here. */
  async useRecipe(recipe: Recipe): Promise<void> {
    const photos = photosOf(recipe);
    if (photos.length > 0) {
      const tray = await ipc.addToTray(photos);
      studio.update((shown) => ({ ...shown, tray }));
    }
    this.choose(recipe.spec);
    if (recipe.photo !== null) this.pick(recipe.photo);
  }

  objections(...fields: Field[]): Objection[] {
    return this.quote?.objections.filter((objection) => fields.includes(objection.field)) ?? [];
  }

  /** Asks what it costs; to be called whenever a choice, the tray, the models or the account changed. */
  requote(order: Order): void {
    this.#slowTimer ??= setTimeout(() => (this.isSlow = true), SLOW);
    void this.#ask(order.spec, order.photos, {}).then((answer) => {
      if (answer.kind === "overtaken") return;
      clearTimeout(this.#slowTimer);
      this.#slowTimer = undefined;
      this.isSlow = false;
      this.priced = answer.kind === "answer" ? priced(order, answer.value) : null;
      this.quoteError = answer.kind === "error" ? failureOf(answer.error) : null;
    });
  }

  /**
   * One request for one press: for what was chosen at the press, whatever is chosen meanwhile, and only at the price that was
   * shown at the press. Whoever presses in vain is told why.
   */
  async create(): Promise<void> {
    const order: Order = { spec: this.spec, photos: this.photos };
    const shown = this.priced;
    if (this.isSlow || !shown) return announcer.say(m.cost_pending());
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
      const limit = now.objections.find((objection) => objection.asks);
      if (limit && !(await asking.confirm(limit))) {
        this.#press = before.phase === "failed" ? before : IDLE;
        return;
      }
      await ipc.create(press.id, order.spec, order.photos, {}, limit ? agreedTo(now.total) : null);
      this.#press = succeed(Date.now());
      setTimeout(() => (this.#press = this.#press.phase === "resting" ? IDLE : this.#press), REST);
    } catch (thrown) {
      this.#press = fail(this.#press);
      this.createError = failureOf(thrown);
    }
  }

  /** The price of exactly this. */
  async #exactly(order: Order, shown: Priced) {
    return shown.what === keyOf(order) ? shown.quote : ipc.quote(order.spec, order.photos, {});
  }

  #refuse(refused: Refusal): void {
    if (refused.kind === "otherPrice") {
      this.createError = m.create_other_price({ shown: priceWords(refused.shown), total: priceWords(refused.total) });
      return;
    }
    this.#told = refused.message;
    announcer.say(refused.message);
  }

  /** An end frame that left the tray is none. */
  #inTray(spec: Spec): Spec {
    return this.tray.some((photo) => photo.id === spec.endFrame) ? spec : { ...spec, endFrame: null };
  }
}

export const composer = new Composer();
