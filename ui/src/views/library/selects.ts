/** The library by mouse and keys, as file managers have it: moving, selecting, and what is done to what is selected. */
import type { VideoView } from "../../bindings/VideoView";
import { isTaken } from "../../logic/keys";
import { actOf, type ActOf } from "../../logic/shortcuts";
import { isPlayable } from "../../logic/video";
import { comparison } from "../../store/comparison.svelte";
import { overlays } from "../../store/overlays.svelte";
import { selection } from "../../store/selection.svelte";
import { studio } from "../../store/studio.svelte";
import { grid } from "./grid.svelte";
import { tagging } from "./opened.svelte";

/** What has a click of its own, whatever key is held. */
const OWN_CLICK = ".select, .menu-button, .acts";

/** A click on a card with Ctrl selects it, or no more; with Shift, everything up to it. The box is the way without a mouse. */
export function selectsByClick(box: HTMLElement) {
  const click = (event: MouseEvent): void => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey) || !(event.target instanceof Element)) return;
    const index = event.target.closest<HTMLElement>(".card")?.dataset.index;
    if (index === undefined || event.target.closest(OWN_CLICK)) return;
    event.preventDefault();
    event.stopPropagation();
    const video = videoAt(Number(index));
    if (event.shiftKey) void selection.extend(Number(index));
    else if (video) selection.toggle(video);
  };
  box.addEventListener("click", click, { capture: true });
  return () => box.removeEventListener("click", click, { capture: true });
}

/** A key that was pressed somewhere in the window. Only the library's own are taken, and only while it has the focus. */
export function libraryKey(event: KeyboardEvent): void {
  const focused = document.activeElement;
  if (overlays.isAny || isTaken(event, document) || !focused?.closest("#library")) return;
  const act = actOf(event, "library");
  if (act === null || !doIt(act, event.key, focused)) return;
  event.preventDefault();
}

function doIt(act: ActOf<"library">, key: string, focused: Element): boolean {
  const card = focused.closest<HTMLElement>(".card");
  const video = card ? videoAt(Number(card.dataset.index)) : undefined;
  switch (act) {
    case "move":
      if (!isInGrid(focused)) return false;
      // From outside of the cards, the first key goes to the one where the keyboard was.
      void grid.focus(card ? grid.reached(key) : grid.stop);
      return true;
    case "extend": {
      if (!card) return false;
      const to = grid.reached(key);
      void selectTo(Number(card.dataset.index), to);
      return true;
    }
    case "play":
      if (focused !== card || !video || !isPlayable(video)) return false;
      overlays.playing = video.id;
      return true;
    case "select":
      if (!video) return false;
      selection.toggle(video);
      return true;
    case "all":
      void selection.all();
      return true;
    case "compare":
      comparison.open(selection.videos);
      return true;
    case "tags":
    case "remove": {
      const videos = selection.count > 0 ? selection.videos : video ? [video] : [];
      if (videos.length === 0) return false;
      if (act === "remove") overlays.deleting = videos;
      else tagging.show(card ?? (focused as HTMLElement), selection.count > 0 ? () => selection.videos : () => of(videos));
      return true;
    }
    case "clear":
      if (selection.count === 0 && selection.gathered === null) return false;
      selection.clear();
      return true;
  }
}

/** A range that is drawn by keys begins at the card where the first of them was pressed. */
async function selectTo(from: number, to: number): Promise<void> {
  const video = videoAt(from);
  if (selection.count === 0 && video) selection.toggle(video);
  await grid.focus(to);
  await selection.extend(to);
}

/** Not in the bars, whose controls have uses of their own for these keys. */
function isInGrid(focused: Element): boolean {
  return focused.id === "library" || focused.closest(".grid") !== null;
}

function videoAt(index: number): VideoView | undefined {
  return studio.shown?.list.at.get(index);
}

/** As they stand now. */
function of(videos: readonly VideoView[]): VideoView[] {
  const list = studio.shown?.list;
  return videos.map((video) => list?.at.get(list.where.get(video.id) ?? -1) ?? video);
}
