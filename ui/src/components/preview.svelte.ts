/** Which of many previews plays: one at a time, after a rest, and where the person wants calm, only one that was asked for. */
import { prefersReducedMotion } from "svelte/motion";

export class Preview {
  /** Its id. */
  playing = $state<string | null>(null);
  /** What the person came to last and has not left: it begins once, also where it fails. */
  #at: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #rest: number;

  /** Whoever stays for less than this is only passing by, and starts nothing. Milliseconds. */
  constructor(rest: number) {
    this.#rest = rest;
  }

  get isCalm(): boolean {
    return prefersReducedMotion.current;
  }

  /** The pointer or the keyboard came to it, or is still there. */
  come(id: string): void {
    if (this.isCalm || this.#at === id) return;
    this.stop();
    this.#at = id;
    this.#timer = setTimeout(() => (this.playing = id), this.#rest);
  }

  leave(id: string): void {
    if (this.#at === id) this.stop();
  }

  /** Asked for by name: plays it, or stops it. */
  toggle(id: string): void {
    const wasPlaying = this.playing === id;
    this.stop();
    if (wasPlaying) return;
    this.#at = id;
    this.playing = id;
  }

  /** It cannot be played: what lies under it is seen, until the person comes again. */
  fail(id: string): void {
    if (this.playing === id) this.playing = null;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#at = null;
    this.playing = null;
  }
}
