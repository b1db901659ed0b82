/** What can be done with the video that is played. */
import * as ipc from "$ipc";
import type { VideoView } from "../../bindings/VideoView";
import * as m from "$m";
import { another } from "../../store/another.svelte";
import { composer } from "../../store/composer.svelte";
import { goOnFrom, toComposer } from "../../store/goingOn";
import { overlays } from "../../store/overlays.svelte";
import { CardActs } from "../library/acts.svelte";

export class PlayerActs extends CardActs {
  readonly #video: () => VideoView;

  constructor(video: () => VideoView) {
    super(video);
    this.#video = video;
  }

  /** In the composer they are seen at once. */
  override reuse(): Promise<void> {
    return this.run(async () => {
      await composer.reuse(this.#video());
      toComposer();
    });
  }

  another(): Promise<void> {
    return this.run(() => another.make(this.#video()));
  }

  /** `null`: from the last frame. Seconds. */
  goOn(at: number | null): Promise<void> {
    return this.run(() => goOnFrom(() => ipc.framePhoto(this.#video().id, at)));
  }

  addSound(): void {
    overlays.sounding = this.#video();
  }

  copyFile(): Promise<void> {
    return this.run(async () => {
      await ipc.copyFile(this.#video().id);
      return { said: m.copied_file() };
    });
  }

  openOutside(): Promise<void> {
    return this.run(() => ipc.openInPlayer(this.#video().id));
  }

  dragOut(): Promise<void> {
    return this.run(() => ipc.dragOut(this.#video().id));
  }

  delete(): void {
    overlays.deleting = [this.#video()];
  }
}
