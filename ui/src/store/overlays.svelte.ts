/** What lies over the window: the player, a comparison, the settings, the spending, the path to an account, the effects, questions, the shortcuts. */
import type { AccountEntry } from "../bindings/AccountEntry";
import type { VideoId } from "../bindings/VideoId";
import type { VideoView } from "../bindings/VideoView";
import { inOrder } from "../logic/listed";
import { isPlayable } from "../logic/video";
import { asking } from "./asking.svelte";
import { comparison } from "./comparison.svelte";
import { recipes } from "./recipes.svelte";
import { studio } from "./studio.svelte";

/** An account being connected; `account` is the one that gets another key. */
export interface Connecting {
  account: AccountEntry | null;
}

class Overlays {
  settings = $state(false);
  spending = $state(false);
  connecting = $state.raw<Connecting | null>(null);
  playing = $state<VideoId | null>(null);
  /** The videos of which it is asked whether they are to be deleted. */
  deleting = $state.raw<readonly VideoView[] | null>(null);
  /** The video that is to get a sound. */
  sounding = $state.raw<VideoView | null>(null);
  shortcuts = $state(false);
  effects = $state(false);
  /** The videos of which one's last frame becomes the end frame. */
  frames = $state(false);

  /** What asks for an answer, or takes it. */
  #isAsking = $derived(
    this.connecting !== null || this.deleting !== null || this.sounding !== null || recipes.shown !== null || studio.closing !== null || asking.question !== null,
  );
  /** Over the whole window, or over what is over it. */
  isAny = $derived(
    this.settings || this.spending || this.effects || this.frames || this.shortcuts || comparison.isOpen || this.playing !== null || this.#isAsking,
  );
  /** What can be played, in the order of the library, as far as it is here; around the one that is playing it always is. */
  playlist = $derived((studio.shown ? inOrder(studio.shown.list) : []).filter((video) => isPlayable(video) || video.id === this.playing));

  /** The video before (-1) or after (+1) the one playing. */
  neighbour(step: -1 | 1): VideoView | undefined {
    const at = this.playlist.findIndex((video) => video.id === this.playing);
    return at < 0 ? undefined : this.playlist[at + step];
  }
}

export const overlays = new Overlays();
