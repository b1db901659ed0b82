/** What one card does when asked: one thing at a time, and its answer or its error beside it. */
import * as ipc from "$ipc";
import type { VideoView } from "../../bindings/VideoView";
import * as m from "$m";
import { isFailure, sentence } from "../../logic/error";
import { REST } from "../../logic/press";
import type { Act } from "../../logic/status";
import { agreedTo, asking } from "../../store/asking.svelte";
import { composer } from "../../store/composer.svelte";
import { remedies } from "../../store/remedies.svelte";

export class CardActs {
  isBusy = $state(false);
  error = $state<string | null>(null);
  said = $state<string | null>(null);
  readonly #video: () => VideoView;

  constructor(video: () => VideoView) {
    this.#video = video;
  }

  carryOut(act: Act): Promise<void> {
    switch (act.kind) {
      case "find":
        return this.#do(() => this.#find());
      case "retry":
        return this.#do(() => this.#retry());
      default:
        return remedies.apply(act.kind);
    }
  }

  keep(): Promise<void> {
    const video = this.#video();
    return this.#do(() => ipc.keep([video.id], !video.kept));
  }

  /** Its choices and its photos once more, in the composer. */
  reuse(): Promise<void> {
    return this.#do(async () => {
      await composer.reuse(this.#video());
      this.said = m.reused();
    });
  }

  reveal(): Promise<void> {
    return this.#do(() => ipc.reveal(this.#video().id));
  }

  saveAs(): Promise<void> {
    return this.#do(async () => {
      if (await ipc.saveAs(this.#video().id)) this.said = m.saved_copy();
    });
  }

  /** A request that is not there changes its card, which says so; the other outcomes might go unseen. */
  async #find(): Promise<void> {
    const found = await ipc.find(this.#video().request);
    if (found === "found") this.said = m.found_it();
    if (found === "unavailable") this.said = m.found_unavailable();
  }

  /** May cost: a double click must stay one press, so the buttons rest for a moment afterwards. */
  async #retry(): Promise<void> {
    const { id } = this.#video();
    try {
      await ipc.retry(id, null);
    } catch (thrown) {
      if (!isFailure(thrown) || thrown.code !== "beyondLimit") throw thrown;
      if (!(await asking.confirm(thrown.message))) return;
      await ipc.retry(id, agreedTo(null));
    }
    await new Promise((done) => setTimeout(done, REST));
  }

  async #do(work: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.error = null;
    this.said = null;
    try {
      await work();
    } catch (thrown) {
      this.error = sentence(thrown);
    } finally {
      this.isBusy = false;
    }
  }
}
