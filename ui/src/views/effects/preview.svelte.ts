/** Which effect's preview plays: one at a time, and where the person wants calm, only one that was asked for. */
import { prefersReducedMotion } from "svelte/motion";

/** A pointer that is only passing by starts nothing. Milliseconds. */
const REST = 140;

export class Preview {
  /** Its code. */
  playing = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get isCalm(): boolean {
    return prefersReducedMotion.current;
  }

  /** The pointer or the keyboard came to it. */
  come(code: string): void {
    clearTimeout(this.#timer);
    if (this.isCalm || this.playing === code) return;
    this.#timer = setTimeout(() => (this.playing = code), REST);
  }

  leave(code: string): void {
    clearTimeout(this.#timer);
    if (this.playing === code) this.playing = null;
  }

  /** Asked for by name: plays it, or stops it. */
  toggle(code: string): void {
    clearTimeout(this.#timer);
    this.playing = this.playing === code ? null : code;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.playing = null;
  }
}
