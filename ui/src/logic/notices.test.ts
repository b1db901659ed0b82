import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import type { Event } from "../bindings/Event";
import type { NoticeWhen } from "../bindings/NoticeWhen";
import type { VideoStatus } from "../bindings/VideoStatus";
import { Notices } from "./notices";

const RENDERING: VideoStatus = { kind: "rendering", since: 0, usual: null };
const SAVED: VideoStatus = { kind: "saved" };
const FAILED: VideoStatus = { kind: "failed", error: made.error({ code: "videoFailed" }) };
const HELD: VideoStatus = { kind: "waiting", held: made.error({ code: "noCredits" }) };

const told = (id: string, status: VideoStatus, making: number): Event => ({
  type: "video",
  video: made.video(id, { status }),
  counts: { all: 9, making, ready: 0, kept: 0, needsYou: 0 },
});

/** What is told while these happen to videos that were being made. */
function tell(when: NoticeWhen, events: Event[]): unknown[] {
  const notices = new Notices();
  notices.learn(["a", "b", "c"].map((id) => made.video(id, { status: RENDERING })));
  return events.map((event) => notices.hear(event, when)).filter((news) => news !== null).map(({ kind, ...rest }) => ("video" in rest ? [kind, rest.video.id] : [kind, rest]));
}

describe("who wants to be told", () => {
  const batch = [told("a", SAVED, 2), told("b", FAILED, 1), told("c", SAVED, 0)];

  it("of each video hears of each", () => {
    expect(tell("each", batch)).toEqual([["saved", "a"], ["needsYou", "b"], ["saved", "c"]]);
  });

  it("when all are done hears of it once, with what became of them", () => {
    expect(tell("all", batch)).toEqual([["allDone", { saved: 2, needsYou: 1 }]]);
  });

  it("when they are needed hears of nothing else", () => {
    expect(tell("needsYou", batch)).toEqual([["needsYou", "b"]]);
  });

  it("never hears nothing", () => {
    expect(tell("never", [...batch, told("a", HELD, 1)])).toEqual([]);
  });
});

describe("a notice", () => {
  it("names the one video that was made alone", () => {
    expect(tell("all", [told("a", SAVED, 0)])).toEqual([["saved", "a"]]);
    expect(tell("all", [told("a", FAILED, 0)])).toEqual([["needsYou", "a"]]);
  });

  it("tells of what keeps the work from going on once, however many wait for it", () => {
    expect(tell("all", [told("a", HELD, 3), told("b", HELD, 3), told("a", HELD, 3)])).toEqual([["held", "a"]]);
    expect(tell("needsYou", [told("a", HELD, 3), told("a", RENDERING, 3), told("b", HELD, 3)])).toEqual([["held", "a"], ["held", "b"]]);
  });

  it("counts each work anew", () => {
    const again = [told("a", RENDERING, 2), told("b", RENDERING, 2), told("a", SAVED, 1), told("b", SAVED, 0)];
    expect(tell("all", [told("a", SAVED, 1), told("b", FAILED, 0), ...again])).toEqual([
      ["allDone", { saved: 1, needsYou: 1 }],
      ["allDone", { saved: 2, needsYou: 0 }],
    ]);
  });

  it("is not given for what was never heard of, nor twice for the same", () => {
    expect(tell("each", [told("new", SAVED, 0), told("a", SAVED, 0), told("a", SAVED, 0)])).toEqual([["saved", "a"]]);
  });
});
