/** Selecting cards by mouse and keys, as file managers have it. */
import type { VideoId } from "../../bindings/VideoId";
import { isTaken } from "../../logic/keys";
import { actOf, type ActOf } from "../../logic/shortcuts";
import { comparison } from "../../store/comparison.svelte";
import { overlays } from "../../store/overlays.svelte";
import { selection } from "../../store/selection.svelte";

/** What has a click of its own, whatever key is held. */
const OWN_CLICK = ".select, .menu-button, .acts";

/** A click on the card with Ctrl selects it, or no more; with Shift, everything up to it. The box is the way without a mouse. */
export function selectsByClick(video: () => VideoId) {
  return (card: HTMLElement) => {
    const click = (event: MouseEvent): void => {
      if (!(event.ctrlKey || event.metaKey || event.shiftKey)) return;
      if (event.target instanceof Element && event.target.closest(OWN_CLICK)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) selection.extend(video());
      else selection.toggle(video());
    };
    card.addEventListener("click", click, { capture: true });
    return () => card.removeEventListener("click", click, { capture: true });
  };
}

/** A key that was pressed somewhere in the window. Only the library's own are taken, and only while it has the focus. */
export function selectByKey(event: KeyboardEvent): void {
  const focused = document.activeElement;
  if (overlays.isAny || isTaken(event, document) || !focused?.closest("#library")) return;
  const act = actOf(event, "library");
  if (act === null || !doIt(act, focused)) return;
  event.preventDefault();
}

function doIt(act: ActOf<"library">, focused: Element): boolean {
  switch (act) {
    case "select": {
      const video = focused.closest<HTMLElement>(".card")?.dataset.video;
      if (video === undefined) return false;
      selection.toggle(video);
      return true;
    }
    case "all":
      selection.all();
      return true;
    case "compare":
      comparison.open(selection.videos);
      return true;
    case "clear":
      if (selection.count === 0) return false;
      selection.clear();
      return true;
  }
}
