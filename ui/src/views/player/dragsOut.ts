/** Where the mouse takes hold of a video's file: from here on the system drags it, to whatever program takes it. */

/** A hand that clicks trembles; one that drags goes further. Pixels. */
const TREMBLE = 6;

/** `begin` is called while the mouse button is down. The click that ends a drag is none. */
export function dragsOut(begin: () => void) {
  return (element: HTMLElement) => {
    let from: { x: number; y: number } | null = null;
    let hasBegun = false;

    const down = (event: PointerEvent): void => {
      from = event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
      hasBegun = false;
    };
    const move = (event: PointerEvent): void => {
      if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) <= TREMBLE) return;
      from = null;
      hasBegun = true;
      begin();
    };
    const end = (): void => void (from = null);
    const click = (event: MouseEvent): void => {
      if (hasBegun) event.stopImmediatePropagation();
      hasBegun = false;
    };

    /** The page's own way to drag, of pictures and words. */
    const keep = (event: Event): void => event.preventDefault();

    const stop = new AbortController();
    const { signal } = stop;
    element.addEventListener("pointerdown", down, { signal });
    element.addEventListener("dragstart", keep, { signal });
    element.addEventListener("click", click, { signal, capture: true });
    document.addEventListener("pointermove", move, { signal });
    document.addEventListener("pointerup", end, { signal });
    document.addEventListener("pointercancel", end, { signal });
    return () => stop.abort();
  };
}
