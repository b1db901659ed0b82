/** Getting a picture to end on that is not in the tray: one way at a time, and what went wrong with the last. */
import * as m from "$m";
import type { PhotoView } from "../bindings/PhotoView";
import { failureOf, type Told } from "../logic/engineWords";
import { composer } from "./composer.svelte";

class Ends {
  isBusy = $state(false);
  error = $state.raw<Told | null>(null);

  /** Whether there is one now. Without a picture, as when a dialog was cancelled, all stays as it is. */
  async take(ask: () => Promise<PhotoView | null>, nothing: "isFine" | "isFault" = "isFine"): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.error = null;
    try {
      const photo = await ask();
      if (photo) composer.endOn(photo);
      else if (nothing === "isFault") this.error = m.endframe_no_picture();
      return photo !== null;
    } catch (thrown) {
      this.error = failureOf(thrown);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}

export const ends = new Ends();
