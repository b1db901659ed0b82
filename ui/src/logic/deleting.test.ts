import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import type { VideoStatus } from "../bindings/VideoStatus";
import { affected, consequence, orders } from "./deleting";

const of = (status: VideoStatus) => consequence(made.video("v", { status }), "Akool");

describe("deleting several videos", () => {
  const videos = [made.saved("saved"), made.video("failed", { status: { kind: "failed", error: made.error() } }), made.video("making", { status: { kind: "sending" } })];
  const names = (what: "here" | "atService" | "both") => affected(videos, what).map((video) => video.id);

  it("leaves what is being made, and at the service what is not there", () => {
    expect([names("here"), names("atService"), names("both")]).toEqual([["saved", "failed"], ["saved"], ["saved", "failed"]]);
  });

  it("asks of each video what can be done with it", () => {
    expect(orders(videos, "both")).toEqual([{ what: "both", videos: ["saved"] }, { what: "here", videos: ["failed"] }]);
    expect(orders(videos, "here")).toEqual([{ what: "here", videos: ["saved", "failed"] }]);
    expect(orders([], "both")).toEqual([]);
  });
});

describe("deleting a video", () => {
  it("warns that one of unknown outcome may have been charged and is not looked for any more", () => {
    const error = made.error({ code: "outcomeUnknown", spent: "maybe" });
    const words = "It may have been charged. Once deleted, it can no longer be looked for.";
    expect(of({ kind: "unknown", error, lookup: "notLooked" })).toBe(words);
    expect(of({ kind: "failed", error })).toBe(words);
  });

  it("says that one which the service never delivered is paid for and not asked for any more", () => {
    const words = "It is paid for, and Akool has not delivered it. Once deleted, it is not asked for any more.";
    const overdue = made.video("v", { status: { kind: "queued", since: 1, usual: null }, overdue: true });
    expect(consequence(overdue, "Akool")).toBe(words);
    expect(affected([overdue], "here")).toEqual([overdue]);
    expect(affected([overdue, made.saved("s")], "here").map((video) => video.id), "and never with others").toEqual(["s"]);
  });

  it("promises that one that waits is neither sent nor charged", () => {
    expect(of({ kind: "waiting", held: null })).toBe("It will not be sent. Nothing is charged.");
  });

  it("says of one without a file that only its entry goes", () => {
    const words = "Only its entry in the library goes.";
    expect(of({ kind: "failed", error: made.error({ code: "videoFailed", spent: "maybe" }) })).toBe(words);
    expect(of({ kind: "expired" })).toBe(words);
    expect(of({ kind: "gone" })).toBe(words);
  });

  it("says of a missing file that it cannot be fetched again afterwards", () => {
    const video = made.saved("v", { file: { ...made.saved("v").file!, missing: true } });
    const lost = made.saved("v", { file: { ...video.file!, lost: true } });
    expect(consequence(lost, "Akool"), "nor can one that Akool no longer has").toBe("Only its entry in the library goes.");
    expect(consequence(video, "Akool")).toContain("can no longer be fetched again from Akool");
    expect(consequence(made.saved("v"), "Akool")).toBeNull();
  });
});
