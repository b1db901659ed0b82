import { describe, expect, it } from "vitest";
import { correction, leaderOf, TOLERANCE, type Correction, type Follower } from "./together";

const follower = (at: number, more: Partial<Follower> = {}): Follower => ({ at, last: 5, isSeeking: false, isWaiting: false, ...more });
const go: Correction = { kind: "go" };
const wait: Correction = { kind: "wait" };

describe("a video beside the one that leads", () => {
  it.each<[string, Follower, clock: number, lead: number, Correction]>([
    ["in step plays on", follower(2), 2, 0.1, go],
    ["a frame behind plays on", follower(2 - 1 / 24), 2, 0.1, go],
    ["not quite two frames ahead plays on", follower(2 + TOLERANCE * 0.99), 2, 0.1, go],
    ["three frames ahead waits", follower(2.125), 2, 0.1, wait],
    ["waits until the clock is there, not only until it is near", follower(2.02, { isWaiting: true }), 2, 0.1, wait],
    ["that waited goes on when the clock is there", follower(2, { isWaiting: true }), 2, 0.1, go],
    ["three frames behind seeks ahead by what a seek takes", follower(1.875), 2, 0.1, { kind: "seek", to: 2.1 }],
    ["far ahead seeks back", follower(4), 2, 0, { kind: "seek", to: 2 }],
    ["that seeks is left alone", follower(0, { isSeeking: true }), 2, 0.1, go],
    ["seeks no further than its last frame", follower(1, { last: 2.1 }), 2, 0.5, { kind: "seek", to: 2.1 }],
    ["that is over holds its last frame", follower(3, { last: 3 }), 4, 0.1, { kind: "hold", at: 3 }],
    ["that is over holds although it seeks", follower(1, { last: 3, isSeeking: true }), 4, 0.1, { kind: "hold", at: 3 }],
    ["holds before it runs into its end", follower(4.97), 4.9, 0.1, { kind: "hold", at: 5 }],
  ])("%s", (_, it, clock, lead, what) => expect(correction(it, clock, lead)).toEqual(what));
});

describe("the one that leads", () => {
  it.each([
    [[5, 8, 5], 1],
    [[5, 5], 0],
    [[0, 5], 1],
    [[0, 0], -1],
    [[], -1],
  ])("of %j is number %i", (lengths, at) => expect(leaderOf(lengths)).toBe(at));
});
