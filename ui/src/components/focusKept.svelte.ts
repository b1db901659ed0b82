/**
 * A keyboard's place in a list survives what happens to the list: when the item with the focus goes, or loses the button that
 * had it, the focus goes to what stands in its place, and not to the top of the window.
 */
interface Kept {
  /** The list; also whatever else the focus is to be kept within. */
  box: () => HTMLElement | undefined;
  /** Selects the items in the box. */
  items: string;
  /** Selects what can have the focus within an item, in the order of preference; without it, the item itself. */
  stops?: string[];
  /** Where to go when no item is left. */
  last?: () => HTMLElement | null | undefined;
  /** Reads what changes the list, so that its changes are noticed. */
  changes: () => unknown;
}

/** To be called while a component is being set up. */
export function keepFocus({ box, items, stops, last, changes }: Kept): void {
  let at = -1;
  $effect.pre(() => {
    void changes();
    at = all(box(), items).findIndex((item) => item.contains(document.activeElement));
  });
  $effect(() => {
    void changes();
    if (at < 0 || isSomewhere()) return;
    const left = all(box(), items);
    const item = left[Math.min(at, left.length - 1)];
    const stop = item && (stops ? stops.map((stop) => item.querySelector<HTMLElement>(stop)).find(Boolean) : item);
    (stop ?? last?.())?.focus();
    at = -1;
  });
}

function all(box: HTMLElement | undefined, items: string): HTMLElement[] {
  return box ? [...box.querySelectorAll<HTMLElement>(items)] : [];
}

function isSomewhere(): boolean {
  const focused = document.activeElement;
  return focused !== null && focused !== document.body && focused.isConnected;
}
