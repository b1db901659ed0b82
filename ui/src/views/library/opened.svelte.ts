/** What is open beside a card or the selection: there is one menu and one tag editor, because cards have to be cheap. */
import type { VideoView } from "../../bindings/VideoView";
import type { CardActs } from "./acts.svelte";

export interface MenuTarget {
  anchor: HTMLElement;
  acts: CardActs;
}

class CardMenuState {
  isOpen = $state(false);
  target = $state.raw<MenuTarget | null>(null);

  show(target: MenuTarget): void {
    this.target = target;
    this.isOpen = true;
  }

  isAt(acts: CardActs): boolean {
    return this.isOpen && this.target?.acts === acts;
  }
}

class Tagging {
  isOpen = $state(false);
  target = $state.raw<{ anchor: HTMLElement; videos: () => readonly VideoView[] } | null>(null);

  show(anchor: HTMLElement, videos: () => readonly VideoView[]): void {
    this.target = { anchor, videos };
    this.isOpen = true;
  }
}

export const cardMenu = new CardMenuState();
export const tagging = new Tagging();
