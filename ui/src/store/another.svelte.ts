/**
 * Another video of the same settings and photo: what it would cost, and the press. It is made for the price that was shown, and
 * for no other.
 */
import * as ipc from "$ipc";
import * as m from "$m";
import type { Quote } from "../bindings/Quote";
import type { VideoId } from "../bindings/VideoId";
import type { VideoView } from "../bindings/VideoView";
import { specOfAnother } from "../logic/another";
import { priceWords } from "../logic/cost";
import { begin, fail, IDLE, succeed, type Press } from "../logic/press";
import { refusal } from "../logic/priced";
import { sendWithin } from "./asking.svelte";
import type { Came } from "./doing.svelte";

class Another {
  #quotes = $state.raw<Readonly<Record<VideoId, Quote>>>({});
  /** They outlive the menu or the player that they came from: trying again what failed is the same press. */
  readonly #presses = new Map<VideoId, Press>();

  /** As last told; none until it was asked for. */
  quoteOf(video: VideoView): Quote | undefined {
    return this.#quotes[video.id];
  }

  /** Asks what it would cost; to be called before it is offered. Without an answer nothing is offered. */
  async ask(video: VideoView): Promise<void> {
    try {
      this.#keep(video, await ipc.quote(specOfAnother(video.spec), [video.photo], {}));
    } catch {
      const { [video.id]: _, ...others } = this.#quotes;
      this.#quotes = others;
    }
  }

  async make(video: VideoView): Promise<Came> {
    const shown = this.quoteOf(video);
    if (!shown) return;
    const spec = specOfAnother(video.spec);
    const photos = [video.photo];
    const before = this.#presses.get(video.id) ?? IDLE;
    const press = begin(before, JSON.stringify([spec, photos]), () => crypto.randomUUID(), Date.now());
    // The second of a double click.
    if (!press) return before.phase === "resting" ? { said: m.another_made() } : undefined;
    this.#presses.set(video.id, press);
    try {
      const now = await ipc.quote(spec, photos, {});
      this.#keep(video, now);
      const refused = refusal(shown, now);
      if (refused) {
        this.#presses.set(video.id, before);
        if (refused.kind === "blocked") return { error: refused.message };
        return { error: m.another_other_price({ shown: priceWords(refused.shown), total: priceWords(refused.total) }) };
      }
      if (!(await sendWithin((agreed) => ipc.create(press.id, spec, photos, {}, agreed), now.total, now.objections))) {
        this.#presses.set(video.id, before);
        return;
      }
      this.#presses.set(video.id, succeed(Date.now()));
      return { said: m.another_made() };
    } catch (thrown) {
      this.#presses.set(video.id, fail(press));
      throw thrown;
    }
  }

  #keep(video: VideoView, quote: Quote): void {
    this.#quotes = { ...this.#quotes, [video.id]: quote };
  }
}

export const another = new Another();
