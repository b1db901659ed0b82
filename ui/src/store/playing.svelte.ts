/** How videos are played, whichever it is: chosen once, and kept while the program runs. */
import { neighbourSpeed } from "../logic/speed";

/** One press of a key. Of 1, which is the loudest. */
const LOUDER = 0.1;

class Playing {
  #volume = $state(1);
  muted = $state(false);
  loop = $state(true);
  /** Of 1, which is as it was made. */
  speed = $state(1);

  get volume(): number {
    return this.#volume;
  }
  set volume(volume: number) {
    this.#volume = Math.min(Math.max(volume, 0), 1);
  }

  /** Whoever moves the volume wants to hear it. */
  setVolume(volume: number): void {
    this.volume = volume;
    this.muted = false;
  }

  louder(step: -1 | 1): void {
    this.setVolume(Math.round((this.volume + step * LOUDER) * 100) / 100);
  }

  faster(step: -1 | 1): void {
    this.speed = neighbourSpeed(this.speed, step);
  }
}

export const playing = new Playing();
