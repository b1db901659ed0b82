/** The choices for the next creation, what they would cost, and the press of Create. */
import * as ipc from "$ipc";
import type { Field } from "../bindings/Field";
import type { Objection } from "../bindings/Objection";
import type { PhotoId } from "../bindings/PhotoId";
import type { Quote } from "../bindings/Quote";
import type { Spec } from "../bindings/Spec";
import { sentence } from "../logic/error";
import { chosenModel, fitSpec, photosToAnimate } from "../logic/fitSpec";
import { latest } from "../logic/latest";
import { begin, fail, IDLE, REST, succeed, type Press } from "../logic/press";
import { studio } from "./studio.svelte";

const NOTHING: Spec = {
  model: "", resolution: "", seconds: 5, count: 1, prompt: "", negativePrompt: "",
  extendPrompt: false, effect: null, endFrame: null, sound: { kind: "none" },
};

class Composer {
  /** What the person asked for, also where the model of the moment cannot do it. */
  #wanted = $state.raw<Spec>(NOTHING);
  #picked = $state<PhotoId | null>(null);
  #press = $state.raw<Press>(IDLE);
  #ask = latest(ipc.quote);
  #asking: Promise<void> = Promise.resolve();

  quote = $state.raw<Quote | null>(null);
  quoteError = $state<string | null>(null);
  createError = $state<string | null>(null);

  tray = $derived(studio.shown?.tray ?? []);
  models = $derived(studio.shown?.models ?? []);
  model = $derived(chosenModel(this.#wanted, this.models));
  /** What would be sent. */
  spec = $derived(this.#inTray(fitSpec(this.#wanted, this.model)));
  resolution = $derived(this.model?.resolutions.find((r) => r.value === this.spec.resolution));
  photos = $derived(photosToAnimate(this.tray, this.spec.endFrame));
  /** The photo in the big preview. */
  selected = $derived(this.tray.find((photo) => photo.id === this.#picked) ?? this.tray[0]);
  videos = $derived(this.photos.length * this.spec.count);
  isBlocked = $derived(this.quote?.objections.some((objection) => objection.blocks) ?? true);
  isRunning = $derived(this.#press.phase === "running");
  isResting = $derived(this.#press.phase === "resting");
  canCreate = $derived(!this.isBlocked && !this.isRunning && !this.isResting);

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

  objections(...fields: Field[]): Objection[] {
    return this.quote?.objections.filter((objection) => fields.includes(objection.field)) ?? [];
  }

  /** Asks what it costs; to be called whenever a choice, the tray, the models or the balance changed. */
  requote(spec: Spec, photos: PhotoId[]): void {
    this.#asking = this.#ask(spec, photos).then((answer) => {
      if (answer.kind === "overtaken") return;
      this.quote = answer.kind === "answer" ? answer.value : null;
      this.quoteError = answer.kind === "error" ? sentence(answer.error) : null;
    });
  }

  /** One request for one press, whatever is clicked meanwhile; never without the price of exactly this. */
  async create(): Promise<void> {
    await this.#asking;
    if (this.isBlocked) return;
    const { spec, photos } = this;
    const press = begin(this.#press, JSON.stringify([spec, photos]), () => crypto.randomUUID(), Date.now());
    if (!press) return;
    this.#press = press;
    this.createError = null;
    try {
      await ipc.create(press.id, spec, photos);
      this.#press = succeed(Date.now());
      setTimeout(() => (this.#press = this.#press.phase === "resting" ? IDLE : this.#press), REST);
    } catch (thrown) {
      this.#press = fail(this.#press);
      this.createError = sentence(thrown);
    }
  }

  /** An end frame that left the tray is none. */
  #inTray(spec: Spec): Spec {
    return this.tray.some((photo) => photo.id === spec.endFrame) ? spec : { ...spec, endFrame: null };
  }
}

export const composer = new Composer();
