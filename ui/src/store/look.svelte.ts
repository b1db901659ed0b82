/** How the library looks to this person: remembered by the web view, because it concerns nothing but the window. */
import { SIZES, type CardSize } from "../logic/grid";

const KEY = "card-size";

class Look {
  #size = $state<CardSize>(remembered());

  get size(): CardSize {
    return this.#size;
  }
  set size(size: CardSize) {
    this.#size = size;
    try {
      localStorage.setItem(KEY, size);
    } catch {
      // Without a place to remember it, it lasts as long as the window.
    }
  }
}

function remembered(): CardSize {
  try {
    return SIZES.find((size) => size === localStorage.getItem(KEY)) ?? "medium";
  } catch {
    return "medium";
  }
}

export const look = new Look();
