/** The state of the player, and its keys. Loop, volume and mute outlive the video, as people expect. */
const STEP = 1;
const LOUDER = 0.1;

const kept = $state({ volume: 1, muted: false, loop: true });

export class Playback {
  paused = $state(true);
  at = $state(0);
  length = $state(0);
  failed = $state(false);
  #askedAgain = false;

  get volume(): number {
    return kept.volume;
  }
  set volume(volume: number) {
    kept.volume = volume;
  }
  get muted(): boolean {
    return kept.muted;
  }
  set muted(muted: boolean) {
    kept.muted = muted;
  }
  get loop(): boolean {
    return kept.loop;
  }
  set loop(loop: boolean) {
    kept.loop = loop;
  }

  /** Another video: from its beginning, and nothing is known against it. */
  begin(): void {
    this.at = 0;
    this.length = 0;
    this.failed = false;
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

  toggle(): void {
    this.paused = !this.paused;
  }

  seek(seconds: number): void {
    this.at = Math.min(Math.max(seconds, 0), this.length || 0);
  }

  louder(step: number): void {
    this.volume = Math.min(Math.max(this.volume + step, 0), 1);
    this.muted = false;
  }

  toggleFull(stage: HTMLElement | undefined): void {
    if (document.fullscreenElement) void document.exitFullscreen();
    else void stage?.requestFullscreen().catch(() => undefined);
  }

  /** `true`: the key was the player's. Sliders keep their arrows, buttons their space. */
  key(event: KeyboardEvent, stage: HTMLElement | undefined): boolean {
    const target = event.target as HTMLElement;
    const isSlider = target instanceof HTMLInputElement;
    const isButton = target instanceof HTMLButtonElement;
    switch (event.key) {
      case " ":
        if (isButton) return false;
        this.toggle();
        return true;
      case "ArrowLeft":
      case "ArrowRight":
        if (isSlider) return false;
        this.seek(this.at + (event.key === "ArrowLeft" ? -STEP : STEP));
        return true;
      case "ArrowUp":
      case "ArrowDown":
        if (isSlider) return false;
        this.louder(event.key === "ArrowUp" ? LOUDER : -LOUDER);
        return true;
      case "f":
        this.toggleFull(stage);
        return true;
      case "l":
        this.loop = !this.loop;
        return true;
      case "m":
        this.muted = !this.muted;
        return true;
      default:
        return false;
    }
  }
}
