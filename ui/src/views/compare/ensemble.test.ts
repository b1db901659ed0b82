import { describe, expect, it } from "vitest";
import { Ensemble, type Deck } from "./ensemble.svelte";

/** A video that only does what it is told. */
class FakeDeck implements Deck {
  currentTime = 0;
  paused = true;
  ended = false;
  seeking = false;
  readyState = 4;
  constructor(public duration: number) {}
  play = async (): Promise<void> => void (this.paused = false);
  pause = (): void => void (this.paused = true);
}

function together(...lengths: number[]) {
  const ensemble = new Ensemble();
  const decks = lengths.map((length) => new FakeDeck(length));
  const leave = decks.map((deck) => ensemble.join(deck));
  /** Some of the window's time passes, and each plays as fast as it can. */
  const pass = (seconds: number, ...slower: number[]) => {
    for (const [at, deck] of decks.entries()) if (!deck.paused) deck.currentTime += seconds - (slower[at] ?? 0);
    ensemble.tick(performance.now() / 1000);
  };
  return { ensemble, decks, leave, pass, at: () => decks.map((deck) => Number(deck.currentTime.toFixed(3))), playing: () => decks.map((deck) => !deck.paused) };
}

describe("several videos", () => {
  it("begin together, once the slowest has its first frame", () => {
    const { ensemble, decks, pass, playing } = together(5, 8);
    decks[1]!.readyState = 1;
    ensemble.play();
    pass(0);
    expect(playing()).toEqual([false, false]);
    decks[1]!.readyState = 4;
    pass(0);
    expect(playing()).toEqual([true, true]);
  });

  it("have the length of the longest, once that is known", () => {
    const { ensemble, decks } = together(5, NaN);
    expect(ensemble.length).toBe(5);
    decks[1]!.duration = 8;
    ensemble.measure();
    expect(ensemble.length).toBe(8);
  });

  it("do not wait for ever for one that does not come back from its end", () => {
    const { ensemble, decks, playing } = together(5, 5);
    decks[0]!.seeking = true;
    ensemble.play();
    ensemble.tick(0);
    ensemble.tick(0.5);
    expect(playing()).toEqual([false, false]);
    ensemble.tick(1);
    expect(playing()).toEqual([true, true]);
  });

  it("are kept in step: one that falls behind seeks, one that is ahead waits", () => {
    const { ensemble, pass, at, playing } = together(8, 5, 5);
    ensemble.play();
    pass(0);
    pass(1, 0, 0.2, -0.2);
    expect(at()).toEqual([1, 1, 1.2]);
    expect(playing()).toEqual([true, true, false]);
    pass(0.2);
    expect(at()).toEqual([1.2, 1.2, 1.2]);
    expect(playing()).toEqual([true, true, true]);
  });

  it("a frame apart are left alone", () => {
    const { ensemble, pass, at } = together(8, 5);
    ensemble.play();
    pass(0);
    pass(1, 0, 1 / 24);
    expect(at()).toEqual([1, 0.958]);
  });

  it("hold their last frame until the longest ends, and then all begin again", () => {
    const { ensemble, pass, at, playing } = together(8, 5);
    ensemble.play();
    pass(0);
    pass(4.9);
    pass(0.1);
    expect(playing()).toEqual([true, false]);
    pass(2);
    expect([at()[0], playing()]).toEqual([7, [true, false]]);
    pass(0.98);
    expect([at(), ensemble.at]).toEqual([[0, 0], 0]);
    pass(0);
    expect(playing()).toEqual([true, true]);
  });

  it("are moved together, and a short one only to its last frame", () => {
    const { ensemble, at, playing } = together(8, 5);
    ensemble.seek(7);
    expect(at()).toEqual([7, 4.979]);
    ensemble.seek(99);
    expect(at()).toEqual([7.979, 4.979]);
    ensemble.step(-1);
    expect(at()[0]).toBeCloseTo(7.938, 2);
    expect(playing()).toEqual([false, false]);
  });

  it("moved while they play go on together", () => {
    const { ensemble, pass, at, playing } = together(8, 5);
    ensemble.play();
    pass(0);
    ensemble.seek(3);
    expect([at(), playing()]).toEqual([[3, 3], [false, false]]);
    pass(0);
    expect(playing()).toEqual([true, true]);
  });

  it("stop together and at the same place", () => {
    const { ensemble, pass, at, playing } = together(8, 5);
    ensemble.play();
    pass(0);
    pass(1, 0, 0.05);
    ensemble.toggle();
    expect([at(), playing(), ensemble.paused]).toEqual([[1, 1], [false, false], true]);
  });

  it("play on without one that left, by the clock of the longest that is left", () => {
    const { ensemble, leave, pass } = together(8, 5);
    ensemble.play();
    pass(0);
    leave[0]!();
    expect(ensemble.length).toBe(5);
    pass(0);
    pass(1);
    expect(ensemble.at).toBeCloseTo(1);
  });

  it("played from the last frame begin again", () => {
    const { ensemble, at } = together(8, 5);
    ensemble.toEnd();
    expect(at()).toEqual([7.979, 4.979]);
    ensemble.play();
    expect(at()).toEqual([0, 0]);
  });
});
