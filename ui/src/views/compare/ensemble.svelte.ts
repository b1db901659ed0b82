/**
 * Several videos as one: one clock, one position. The longest leads; what to do with the others is decided in
 * logic/together.ts and done here, on each frame of the window.
 */
import { FRAME, frameAt, lastFrame } from "../../logic/frames";
import { correction, isOver, leaderOf } from "../../logic/together";

/** What is needed of a video element. */
export type Deck = Pick<HTMLVideoElement, "duration" | "paused" | "ended" | "seeking" | "readyState" | "pause"> & {
  currentTime: number;
  play: () => Promise<void>;
};

/** The frame at its position is there (`HAVE_CURRENT_DATA`). */
const HAS_FRAME = 2;
/** The slowest is not waited for longer: WebKitGTK finishes a seek from the very end only once the video plays. Seconds. */
const LONGEST_GATHERING = 0.8;
/** A seek that takes longer says nothing about the next one. Seconds. */
const LONGEST_LEAD = 0.5;

interface Member {
  deck: Deck;
  isWaiting: boolean;
  /** When it was told to seek, on the clock of `tick`; `null`: it does not. */
  soughtAt: number | null;
}

export class Ensemble {
  paused = $state(true);
  at = $state(0);
  length = $state(0);
  #members: Member[] = [];
  /** All stand at one place and wait for the slowest, to go on together. */
  #isGathering = false;
  /** Since when, on the clock of `tick`; `null`: since before the next one. */
  #gatheringSince: number | null = null;
  #lead = 0;

  /** Another video takes part, until the returned function is called. */
  join(deck: Deck): () => void {
    this.#members.push({ deck, isWaiting: false, soughtAt: null });
    this.measure();
    return () => {
      this.#members = this.#members.filter((member) => member.deck !== deck);
      this.measure();
    };
  }

  /** The length of one became known. */
  measure(): void {
    this.length = Math.max(0, ...this.#members.map(lengthOf));
    if (!this.paused) this.#gather(this.at);
  }

  toggle(): void {
    if (this.paused) this.play();
    else this.pause();
  }

  play(): void {
    this.paused = false;
    this.#gather(this.length > 0 && isOver(this.at, lastFrame(this.length, FRAME)) ? 0 : this.at);
  }

  pause(): void {
    this.paused = true;
    this.#place(this.at);
  }

  seek(seconds: number): void {
    const at = Math.min(Math.max(seconds, 0), lastFrame(this.length, FRAME));
    if (this.paused) this.#place(at);
    else this.#gather(at);
  }

  step(step: -1 | 1): void {
    this.paused = true;
    if (this.length > 0) this.#place(frameAt(this.at, step, FRAME, this.length));
  }

  toEnd(): void {
    this.paused = true;
    this.#place(lastFrame(this.length, FRAME));
  }

  /** To be called on each frame of the window. `now`: seconds, from anywhere. */
  tick(now: number): void {
    if (this.paused) return;
    if (this.#isGathering) return this.#startTogether(now);
    const leader = this.#members[leaderOf(this.#members.map(lengthOf))];
    if (!leader) return;
    const { deck } = leader;
    if (deck.ended || isOver(deck.currentTime, lastFrame(this.length, FRAME))) return this.#gather(0);
    this.at = deck.currentTime;
    leader.isWaiting = false;
    if (deck.paused && !deck.seeking) go(deck);
    for (const member of this.#members) if (member !== leader) this.#correct(member, now);
  }

  #correct(member: Member, now: number): void {
    const { deck } = member;
    if (member.soughtAt !== null && !deck.seeking) {
      this.#lead = Math.min(Math.max(now - member.soughtAt, 0), LONGEST_LEAD);
      member.soughtAt = null;
    }
    const last = lastFrame(lengthOf(member), FRAME);
    const what = correction({ at: deck.currentTime, last, isSeeking: deck.seeking, isWaiting: member.isWaiting }, this.at, this.#lead);
    member.isWaiting = what.kind === "wait";
    if (what.kind === "go" && deck.paused) go(deck);
    if ((what.kind === "wait" || what.kind === "hold") && !deck.paused) deck.pause();
    if (what.kind === "hold" && Math.abs(deck.currentTime - what.at) > FRAME) deck.currentTime = what.at;
    if (what.kind === "seek") {
      deck.currentTime = what.to;
      member.soughtAt = now;
    }
  }

  /** All stand still at this place. */
  #place(at: number): void {
    this.#isGathering = false;
    this.at = at;
    for (const member of this.#members) {
      const place = Math.min(at, lastFrame(lengthOf(member), FRAME));
      member.isWaiting = false;
      member.soughtAt = null;
      if (!member.deck.paused) member.deck.pause();
      if (lengthOf(member) > 0 && member.deck.currentTime !== place) member.deck.currentTime = place;
    }
  }

  #gather(at: number): void {
    this.#place(at);
    this.#isGathering = true;
    this.#gatheringSince = null;
  }

  #startTogether(now: number): void {
    this.#gatheringSince ??= now;
    const isReady = ({ deck }: Member) => !deck.seeking && deck.readyState >= HAS_FRAME;
    const isLoaded = this.length > 0 && this.#members.every((member) => lengthOf(member) > 0);
    const isLate = isLoaded && now - this.#gatheringSince > LONGEST_GATHERING;
    if (this.#members.length === 0 || !(isLate || this.#members.every(isReady))) return;
    this.#isGathering = false;
    for (const member of this.#members) if (!isOver(this.at, lastFrame(lengthOf(member), FRAME))) go(member.deck);
  }
}

/** A play that is overtaken by a pause is rejected, which is no fault. */
function go(deck: Deck): void {
  void deck.play().catch(() => undefined);
}

function lengthOf({ deck }: Member): number {
  return Number.isFinite(deck.duration) ? deck.duration : 0;
}
