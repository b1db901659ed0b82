/** A sound that is added to a video: which one, what it would cost, and the press. It is made for the price that was shown, and for no other. */
import * as ipc from "$ipc";
import * as m from "$m";
import type { Quote } from "../bindings/Quote";
import type { Sound } from "../bindings/Sound";
import type { SoundView } from "../bindings/SoundView";
import type { VideoView } from "../bindings/VideoView";
import { blocking } from "../logic/another";
import { priceWords } from "../logic/cost";
import { failureOf, type Told } from "../logic/engineWords";
import { latest } from "../logic/latest";
import { refusal } from "../logic/priced";
import { sendWithin } from "./asking.svelte";

export type SoundKind = "ai" | "file";

export class Sounding {
  kind = $state<SoundKind>("ai");
  file = $state.raw<SoundView | null>(null);
  quote = $state.raw<Quote | null>(null);
  error = $state.raw<Told | null>(null);
  isBusy = $state(false);

  /** `null`: none is chosen yet. */
  sound = $derived<Sound | null>(this.kind === "ai" ? { kind: "ai" } : this.file && { kind: "file", id: this.file.id });
  canAdd = $derived(!this.isBusy && this.quote !== null && !blocking(this.quote));

  readonly #video: () => VideoView;
  #ask = latest(ipc.quoteSound);

  constructor(video: () => VideoView) {
    this.#video = video;
  }

  /** Asks for the price of the sound that is chosen; to be called whenever that changes. */
  requote(): void {
    const sound = this.sound;
    this.quote = null;
    this.error = null;
    if (!sound) return;
    void this.#ask(this.#video().id, sound).then((answer) => {
      if (answer.kind === "answer" && this.sound === sound) this.quote = answer.value;
      if (answer.kind === "error" && this.sound === sound) this.error = failureOf(answer.error);
    });
  }

  /** Opens the system's dialog; what was chosen stays when it is cancelled. */
  async pick(): Promise<void> {
    await this.#do(async () => {
      this.file = (await ipc.pickSound()) ?? this.file;
    });
  }

  /** Whether the video with it is being made. */
  async add(): Promise<boolean> {
    const { sound, quote } = this;
    const video = this.#video().id;
    if (!sound || !quote || !this.canAdd) return false;
    let isAdded = false;
    await this.#do(async () => {
      const now = await ipc.quoteSound(video, sound);
      this.quote = now;
      const refused = refusal(quote, now);
      if (refused) {
        const prices = refused.kind === "otherPrice" && { shown: priceWords(refused.shown), total: priceWords(refused.total) };
        this.error = prices ? m.another_other_price(prices) : null;
        return;
      }
      isAdded = await sendWithin((agreed) => ipc.addSound(video, sound, agreed), now.total, now.objections);
    });
    return isAdded;
  }

  async #do(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.error = null;
    try {
      await work();
    } catch (thrown) {
      this.error = failureOf(thrown);
    } finally {
      this.isBusy = false;
    }
  }
}
