/** What the player plays, where it is, and the part that it repeats. What outlives a video is in the store of playing. */
import { FRAME, frameAt, lastFrame, measured } from "../../logic/frames";
import { within, withIn, withOut, type Part } from "../../logic/part";
import { playing } from "../../store/playing.svelte";

/** One press of a key. Seconds; the videos are short. */
export const STEP = 1;

export class Playback {
  paused = $state(true);
  failed = $state(false);
  part = $state.raw<Part | null>(null);
  #at = $state(0);
  #length = $state(0);
  #frame: number | null = null;
  #shownBefore: number | null = null;
  #askedAgain = false;

  /** Nothing until it is known. Seconds. */
  get length(): number {
    return this.#length;
  }
  set length(seconds: number) {
    this.#length = Number.isFinite(seconds) ? seconds : 0;
  }

  get at(): number {
    return this.#at;
  }
  /**
   * Told by the video on each of its frames, too. Past the end of the part, it goes on at its beginning. A video that is not to
   * begin again stops on its last frame: from its very end, WebKitGTK finds no way back until it plays.
   */
  set at(seconds: number) {
    this.#at = this.paused ? seconds : within(this.part, seconds, this.#length - this.frame);
    if (!playing.loop && this.part === null && this.#isOver()) this.paused = true;
  }

  /** How long one frame of this video lasts, as far as is known. Seconds. */
  get frame(): number {
    return this.#frame ?? FRAME;
  }

  /** Another video: from its beginning, and nothing is known of it. */
  begin(): void {
    this.#at = 0;
    this.length = 0;
    this.failed = false;
    this.part = null;
    this.#frame = null;
    this.#shownBefore = null;
    this.#askedAgain = false;
  }

  /**
   * The video does not play. It is asked for once more before that is said: a file that was removed meanwhile is then missed,
   * and told to be missing, and a server that only stumbled has recovered.
   */
  stumble(video: HTMLMediaElement): void {
    if (this.#askedAgain) {
      this.failed = true;
      return;
    }
    this.#askedAgain = true;
    video.load();
  }

  /** The web view showed the frame of this time. */
  show(time: number): void {
    this.#frame = measured(this.#frame, this.#shownBefore, time);
    this.#shownBefore = time;
  }

  toggle(): void {
    if (this.paused && this.#isOver()) this.#at = this.part?.from ?? 0;
    this.paused = !this.paused;
  }

  seek(seconds: number): void {
    this.at = Math.min(Math.max(seconds, 0), lastFrame(this.length, this.frame));
  }

  /** A frame back (-1) or on (+1), standing still. */
  step(step: -1 | 1): void {
    this.paused = true;
    if (this.length > 0) this.at = frameAt(this.at, step, this.frame, this.length);
  }

  /** The last frame, standing still: a video that is played over and over would be at its beginning at once. */
  toEnd(): void {
    this.paused = true;
    this.at = lastFrame(this.length, this.frame);
  }

  partIn(): void {
    if (this.length > 0) this.part = withIn(this.part, this.at, this.length);
  }

  partOut(): void {
    if (this.length > 0) this.part = withOut(this.part, this.at, this.length);
  }

  #isOver(): boolean {
    return this.length > 0 && this.#at >= this.length - this.frame;
  }

  /** The video came to its end, and was not told to begin again by itself. */
  over(): void {
    if (!this.part) return;
    this.#at = this.part.from;
    this.paused = false;
  }
}

/** Tells of each frame that is shown, where the web view can. */
export function tellsFrames(playback: Playback) {
  return (video: HTMLVideoElement) => {
    if (typeof video.requestVideoFrameCallback !== "function") return;
    let asked = 0;
    const ask = (): void => {
      asked = video.requestVideoFrameCallback((_, { mediaTime }) => {
        playback.show(mediaTime);
        ask();
      });
    };
    ask();
    return () => video.cancelVideoFrameCallback(asked);
  };
}
