/** Files of another program over the window: where they are, and what becomes of them when they are let go. */
import * as ipc from "$ipc";
import type { DragEvent } from "../bindings/DragEvent";
import { placeOf, targetFor, type Box, type Point } from "../logic/dropping";
import { ends } from "./ends.svelte";
import { overlays } from "./overlays.svelte";
import { studio } from "./studio.svelte";

class Dropping {
  /** Where they are; `null`: there are none. */
  at = $state.raw<Point | null>(null);
  /** What takes the end frame, where it is now; `null`: nothing does. */
  target = $state.raw<Box | null>(null);
  place = $derived(this.at && placeOf(this.at, this.target));
  #slot: HTMLElement | null = null;

  /** To be attached to the slot of the end frame while it can take one. */
  readonly slotOfEnd = (slot: HTMLElement) => {
    this.#slot = slot;
    return () => (this.#slot = null);
  };

  hear(drag: DragEvent): void {
    switch (drag.phase) {
      case "over":
        this.#look({ x: drag.x, y: drag.y });
        break;
      case "left":
        this.#end();
        break;
      case "dropped": {
        this.#look({ x: drag.x, y: drag.y });
        const place = this.place;
        this.#end();
        if (place === "endFrame") void ends.take(() => ipc.takeDrop(drag.drop, "endFrame"), "isFault");
        else void studio.takeDrop(drag.drop);
        break;
      }
    }
  }

  #look(at: Point): void {
    const slot = overlays.isAny ? null : this.#slot;
    if (!this.at) slot?.scrollIntoView({ block: "nearest" });
    this.target = slot && targetFor(slot.getBoundingClientRect(), { width: innerWidth, height: innerHeight });
    this.at = at;
  }

  #end(): void {
    this.at = null;
    this.target = null;
  }
}

export const dropping = new Dropping();
