/** What one card does when asked: one thing at a time, and its answer or its error beside it. */
import * as ipc from "$ipc";
import type { VideoView } from "../../bindings/VideoView";
import * as m from "$m";
import { REST } from "../../logic/press";
import type { Act } from "../../logic/status";
import { sendWithin } from "../../store/asking.svelte";
import { composer } from "../../store/composer.svelte";
import { Doing, type Came } from "../../store/doing.svelte";
import { remedies } from "../../store/remedies.svelte";

export class CardActs extends Doing {
  readonly #video: () => VideoView;

  constructor(video: () => VideoView) {
    super();
    this.#video = video;
  }

  /** As it was last seen. */
  get video(): VideoView {
    return this.#video();
  }

  carryOut(act: Act): Promise<void> {
    switch (act.kind) {
      case "find":
        return this.run(() => this.#find());
      case "retry":
        return this.run(() => this.#retry());
      default:
        return remedies.apply(act.kind);
    }
  }

  keep(): Promise<void> {
    const video = this.#video();
    return this.run(() => ipc.keep([video.id], !video.kept));
  }

  /** Its choices and its photos once more, in the composer. */
  reuse(): Promise<void> {
    return this.run(async () => {
      await composer.reuse(this.#video());
      return { said: m.reused() };
    });
  }

  reveal(): Promise<void> {
    return this.run(() => ipc.reveal(this.#video().id));
  }

  saveAs(): Promise<void> {
    return this.run(async () => {
      if (await ipc.saveAs(this.#video().id)) return { said: m.saved_copy() };
    });
  }

  /** A request that is not there changes its card, which says so; the other outcomes might go unseen. */
  async #find(): Promise<Came> {
    const found = await ipc.find(this.#video().request);
    if (found === "found") return { said: m.found_it() };
    if (found === "unavailable") return { said: m.found_unavailable() };
  }

  /** May cost: a double click must stay one press, so the buttons rest for a moment afterwards. */
  async #retry(): Promise<void> {
    const { id, retryCredits } = this.#video();
    if (!(await sendWithin((agreed) => ipc.retry(id, retryCredits, agreed), retryCredits))) return;
    await new Promise((done) => setTimeout(done, REST));
  }
}
