/**
 * The library's grid: what of it is in sight, which card the keyboard is at, and moving between them. Only the cards in sight
 * exist, some rows around them, and the keyboard's own, wherever it is: the focus is never lost because somebody scrolled.
 */
import { tick, untrack } from "svelte";
import type { VideoId } from "../../bindings/VideoId";
import type { VideoView } from "../../bindings/VideoView";
import { cardsIn, geometryOf, movedBy, placeOf, rowsAround, rowsIn, topToShow, towards, type Span } from "../../logic/grid";
import type { Listed } from "../../logic/listed";
import { seated, type Seats } from "../../logic/seats";
import { library } from "../../store/library.svelte";
import { look } from "../../store/look.svelte";
import { studio } from "../../store/studio.svelte";
import { afterFrame } from "./afterFrame";

/** What is in the page before it comes into sight and after it left. Pixels. */
const AHEAD = 320;
/** Cards that come into the page, or leave it, within one frame at either end. A whole row of them would be felt, and so would two. */
const AT_ONCE = 1;
/** After this, scrolling counts as over: the Tab key enters at what is in sight then. Milliseconds. */
const REST = 150;

export interface Shown {
  /** The element of the page that it has. */
  seat: string;
  index: number;
  left: number;
  top: number;
  /** `null`: it is on its way. */
  video: VideoView | null;
}

class Grid {
  #box: HTMLElement | undefined;
  #scroller: HTMLElement | undefined;
  #sizes: ResizeObserver | undefined;
  #width = $state(0);
  /** What of the grid is in sight. Read while scrolling, and therefore no state of the page. */
  #top = 0;
  #room = 0;
  /** What stands at the top, and how far below the edge: it stays there when others come before it. */
  #anchor: { video: VideoId; below: number } | null = null;
  /** The rows in sight, and those that were when the scrolling last rested. */
  #seen: Span = { from: 0, to: 1 };
  #rested = $state.raw<Span>({ from: 0, to: 1 });
  #resting: ReturnType<typeof setTimeout> | undefined;
  /** Rows came into sight, and more may. */
  #isMoving = $state(false);
  /** The cards in the page. */
  #made = $state.raw<Span>({ from: 0, to: 1 });
  /** Who has which element, and of which list that was. No state of the page: the same cards always keep theirs. */
  #seats: Seats = new Map();
  #seatedOf: Listed | undefined;
  /** The cards by their elements, in the order of these in the page. */
  #before: ReadonlyMap<string, Shown> = new Map();
  /** Calls off the next step, if there is to be one. */
  #next: (() => void) | undefined;
  #hasFocus = $state(false);
  /** Where the keyboard was last. What has no id yet is told by its number alone. */
  #last = $state.raw<{ video: VideoId | null; index: number }>({ video: null, index: 0 });

  readonly #list = $derived(studio.shown?.list);
  readonly total = $derived(this.#list?.total ?? 0);
  readonly geometry = $derived(geometryOf(this.#width, look.size));
  readonly #range = $derived({ from: Math.min(this.#made.from, this.total), to: Math.min(this.#made.to, this.total) });
  /** The keyboard's card: the one it was at, or what stands in the place of one that is gone. */
  readonly current = $derived(Math.max(0, Math.min(this.#list?.where.get(this.#last.video ?? "") ?? this.#last.index, this.total - 1)));
  /** Where the Tab key enters: at the keyboard's card, or at what is in sight when that is far away. */
  readonly stop = $derived.by(() => {
    const { from, to } = cardsIn(this.geometry, this.#rested, this.total);
    return this.#hasFocus || (this.current >= from && this.current < to) ? this.current : from;
  });
  readonly cards = $derived.by(() => {
    const { from, to } = this.#range;
    const indices = Array.from({ length: to - from }, (_, at) => from + at);
    const hasOwn = this.#last.video !== null && this.total > 0;
    if (hasOwn && this.current < from) indices.unshift(this.current);
    if (hasOwn && this.current >= to) indices.push(this.current);
    return this.#seat(indices);
  });

  /** Measures from now on; undone when the grid goes. */
  attach = (box: HTMLElement): (() => void) => {
    this.#box = box;
    this.#sizes = new ResizeObserver(() => this.#resize());
    this.#sizes.observe(box);
    untrack(() => this.#resize());
    const scrolled = () => {
      this.#measure();
      if (this.#isMoving) this.#restLater();
    };
    const entered = (event: FocusEvent) => this.#enter(event.target);
    const left = () => (this.#hasFocus = false);
    // In a narrow window it is not the library that scrolls but the window, and scrolling does not bubble.
    document.addEventListener("scroll", scrolled, { capture: true, passive: true });
    box.addEventListener("focusin", entered);
    box.addEventListener("focusout", left);
    return () => {
      this.#sizes?.disconnect();
      this.#next?.();
      this.#next = undefined;
      clearTimeout(this.#resting);
      this.#rested = this.#seen;
      this.#isMoving = false;
      document.removeEventListener("scroll", scrolled, { capture: true });
      box.removeEventListener("focusin", entered);
      box.removeEventListener("focusout", left);
      this.#box = undefined;
    };
  };

  /** The list, or the size of its cards, is another one: what was at the top stays there. To be called once that is in the page. */
  settle(): void {
    const at = this.#anchor && this.#list?.where.get(this.#anchor.video);
    if (this.#anchor && typeof at === "number") this.#scrollTo(placeOf(this.geometry, at).top - this.#anchor.below);
    this.#measure();
  }

  /** Another list comes into the page: what of it is in sight first, the rest in the frames after. */
  begin(): void {
    const { from, to } = rowsIn(this.geometry, 0, this.#room);
    // Where the former list was scrolled to, this one may have no card.
    this.#rested = { from, to };
    this.#made = { from: from * this.geometry.columns, to: to * this.geometry.columns };
  }

  toTop(): void {
    this.#anchor = null;
    this.#last = { video: null, index: 0 };
    if (this.#top > 0) this.#scrollTo(0);
  }

  /** Where a key leads from the keyboard's card. */
  reached(key: string): number {
    return movedBy(key, this.current, this.geometry, Math.floor(this.#room / (this.geometry.height + this.geometry.gap)), this.total);
  }

  /** Shows the card at this place and gives it the focus. */
  async focus(index: number): Promise<void> {
    if (this.total === 0) return document.getElementById("library")?.focus();
    this.#last = { video: this.#list?.at.get(index)?.id ?? null, index };
    this.#scrollTo(topToShow(this.geometry, index, this.#top, this.#room));
    this.#measure();
    await tick();
    this.#box?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true });
  }

  /** Whether the focus is in a card. */
  get hasFocus(): boolean {
    return this.#box?.contains(document.activeElement) ?? false;
  }

  /**
   * What is scrolled into sight, or found, takes the elements of what went out of it. Where the list changed under the person, or
   * the focus is in it, no card takes another's: who comes back from a dialog finds what was there or nothing, and what is moved
   * in the page loses the focus.
   */
  #seat(indices: number[]): Shown[] {
    const list = this.#list;
    const videos = indices.map((index) => list?.at.get(index) ?? null);
    const isAsked = list === this.#seatedOf || list?.of !== this.#seatedOf?.of;
    this.#seats = seated(this.#seats, videos.flatMap((video) => video?.id ?? []), isAsked && !this.hasFocus);
    this.#seatedOf = list;
    const cards = indices.map((index, at) => this.#card(index, videos[at] ?? null));
    const ordered = this.#isMoving && !this.hasFocus ? this.#asTheyStood(cards) : cards;
    this.#before = new Map(ordered.map((card) => [card.seat, card]));
    return ordered;
  }

  /**
   * While it is scrolled by hand, elements stay in their order, as moving one in the page is dearer than what is written into it.
   * Who reads the page, or goes through it by keyboard, finds the order of the list as soon as it rests.
   */
  #asTheyStood(cards: Shown[]): Shown[] {
    const now = new Map(cards.map((card) => [card.seat, card]));
    const stayed = [...this.#before.keys()].flatMap((seat) => now.get(seat) ?? []);
    return [...stayed, ...cards.filter(({ seat }) => !this.#before.has(seat))];
  }

  /** The very same as before where nothing about it changed, so that nothing in the page asks what did. */
  #card(index: number, video: VideoView | null): Shown {
    const seat = video ? `seat ${this.#seats.get(video.id)}` : `at ${index}`;
    const { left, top } = placeOf(this.geometry, index);
    const before = this.#before.get(seat);
    const isSame = before?.index === index && before.video === video && before.left === left && before.top === top;
    return isSame ? before : { seat, index, left, top, video };
  }

  #enter(target: EventTarget | null): void {
    const card = target instanceof HTMLElement ? target.closest<HTMLElement>(".card") : null;
    if (!card) return;
    this.#hasFocus = true;
    this.#last = { video: card.dataset.video ?? null, index: Number(card.dataset.index) };
    library.look(this.#range, this.#last.video);
  }

  #resize(): void {
    if (!this.#box) return;
    this.#scroller = scrollerOf(this.#box);
    if (this.#scroller) this.#sizes?.observe(this.#scroller);
    // Another width moves the cards, after which all settles.
    if (this.#box.clientWidth === this.#width) this.#measure();
    else this.#width = this.#box.clientWidth;
  }

  /**
   * Reads where the grid stands. Writes only what changed, which is nothing in most frames of scrolling. What is seen is there at
   * once, and `more` cards come or go beyond it.
   */
  #measure(more = 0): void {
    if (!this.#read()) return;
    const { geometry } = this;
    const seen = rowsIn(geometry, this.#top, this.#room);
    if (!isSame(seen, this.#seen)) this.#see(seen);
    const goal = cardsIn(geometry, rowsAround(geometry, seen, this.#room, AHEAD), this.total);
    const made = towards(this.#made, goal, cardsIn(geometry, seen, this.total), more);
    if (!isSame(made, this.#made)) this.#made = made;
    if (!isSame(made, goal)) this.#next ??= afterFrame(this.#goOn);
    library.look(this.#range, this.#last.video);
    this.#noteAnchor(seen);
  }

  #see(seen: Span): void {
    this.#seen = seen;
    this.#isMoving = true;
    this.#restLater();
  }

  #restLater(): void {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#rest(), REST);
  }

  #rest(): void {
    // An element that is moved in the page while it is pressed is not clicked.
    if (this.#box?.matches(":active")) return this.#restLater();
    this.#rested = this.#seen;
    this.#isMoving = false;
  }

  readonly #goOn = (): void => {
    this.#next = undefined;
    this.#measure(AT_ONCE);
  };

  #read(): boolean {
    if (!this.#box || !this.#scroller) return false;
    this.#top = this.#scroller.getBoundingClientRect().top - this.#box.getBoundingClientRect().top;
    this.#room = this.#scroller.clientHeight;
    return true;
  }

  #noteAnchor(seen: Span): void {
    // At the very top the newest are wanted to appear.
    const top = this.#top > 0 ? this.#list?.at.get(seen.from * this.geometry.columns) : undefined;
    this.#anchor = top ? { video: top.id, below: placeOf(this.geometry, seen.from * this.geometry.columns).top - this.#top } : null;
  }

  #scrollTo(top: number): void {
    if (!this.#read() || !this.#scroller || Math.abs(top - this.#top) < 1) return;
    this.#scroller.scrollTop += top - this.#top;
  }
}

function isSame(one: Span, other: Span): boolean {
  return one.from === other.from && one.to === other.to;
}

/** What scrolls the grid: the nearest around it that can, or could if nothing covered it. */
function scrollerOf(box: HTMLElement | undefined): HTMLElement | undefined {
  let scroller = box?.parentElement;
  while (scroller && scroller !== document.documentElement && !/auto|scroll|hidden/.test(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
  return scroller ?? undefined;
}

export const grid = new Grid();
