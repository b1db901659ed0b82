/**
 * A card's video plays over its poster while the person rests at it. The grid listens, not the cards, and there is one video at
 * most: it is put into the card's picture, and taken away whole.
 */
import { mount, unmount, untrack } from "svelte";
import type { VideoId } from "../../bindings/VideoId";
import { Preview } from "../../components/preview.svelte";
import PreviewVideo from "../../components/PreviewVideo.svelte";
import { previewed, type Place } from "../../logic/previewing";
import { isPlayable } from "../../logic/video";
import { overlays } from "../../store/overlays.svelte";
import { studio } from "../../store/studio.svelte";
import { grid } from "./grid.svelte";

/** Longer than a pointer takes to cross a card on its way. Milliseconds. */
const REST = 250;

export function previewsAtRest(box: HTMLElement) {
  const preview = new Preview(REST);
  const place: Place = { pointed: null, ringed: null };

  const decide = (): void => {
    // A card that goes from under the pointer does not say so.
    if (place.pointed !== null && !cardOf(place.pointed)) place.pointed = null;
    const id = previewed(place, { isCalm: preview.isCalm, isCovered: overlays.isAny, isHidden: document.hidden }, canPlay);
    if (id === null) preview.stop();
    else preview.come(id);
  };
  const go = (to: Partial<Place>): void => {
    Object.assign(place, to);
    decide();
  };
  const pointed = (event: PointerEvent): void => {
    const isOnPicture = event.pointerType !== "touch" && event.target instanceof Element && event.target.closest(".picture") !== null;
    const id = isOnPicture ? idOf(event.target) : null;
    if (id !== place.pointed) go({ pointed: id });
  };
  const left = () => go({ pointed: null });
  const ringed = ({ target }: FocusEvent): void => {
    const isRinged = target instanceof Element && target.matches(".card:focus-visible, .open:focus-visible");
    go({ ringed: isRinged ? idOf(target) : null });
  };
  const blurred = () => go({ ringed: null });
  const scrolled = (): void => {
    if (place.pointed === null && place.ringed === null) return;
    preview.stop();
    decide();
  };

  const listening = new AbortController();
  const { signal } = listening;
  box.addEventListener("pointerover", pointed, { signal });
  box.addEventListener("pointerleave", left, { signal });
  box.addEventListener("focusin", ringed, { signal });
  box.addEventListener("focusout", blurred, { signal });
  document.addEventListener("scroll", scrolled, { capture: true, passive: true, signal });
  document.addEventListener("visibilitychange", decide, { signal });

  // What lies over the window, and which cards are in the page.
  $effect(() => {
    void grid.cards;
    decide();
  });
  $effect(() => {
    const id = preview.playing;
    const picture = id === null ? null : box.querySelector(`[data-video="${CSS.escape(id)}"] .picture`);
    if (id !== null && picture) return untrack(() => show(id, picture, preview));
  });
  return () => {
    listening.abort();
    preview.stop();
  };
}

/** Above the poster, below whatever else is on the picture. */
function show(id: VideoId, picture: Element, preview: Preview) {
  const anchor = picture.querySelector("img")?.nextSibling ?? undefined;
  const video = mount(PreviewVideo, { target: picture, ...(anchor && { anchor }), props: { src: studio.video(id), name: "card-preview", failed: () => preview.fail(id) } });
  return () => void unmount(video);
}

function cardOf(id: VideoId) {
  return grid.cards.find(({ video }) => video?.id === id);
}

function canPlay(id: VideoId): boolean {
  const video = cardOf(id)?.video;
  return !!video && isPlayable(video);
}

/** The video of the card that this is in. */
function idOf(target: EventTarget | null): VideoId | null {
  return (target instanceof Element && target.closest<HTMLElement>(".card")?.dataset.video) || null;
}
