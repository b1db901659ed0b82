import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import type { VideoStatus } from "../bindings/VideoStatus";
import { barOf, words, type Progress } from "./status";
import { belongs, deletable, isPlayable } from "./video";

const NOW = 1_000_000;
const around = (progress?: Progress) => ({ account: "Akool", now: NOW, progress, canConnect: true });
const say = (status: VideoStatus, progress?: Progress) => words(made.video("v", { status }), around(progress));
const labels = (status: VideoStatus) => say(status).acts.map((act) => act.label);

describe("a video being made", () => {
  it("says about how long it still takes, by the usual time", () => {
    expect(say({ kind: "rendering", since: NOW - 60_000, usual: 100_000 })).toMatchObject({ title: "Rendering · about 40 s left", state: "rendering" });
  });

  it("promises nothing while the usual time is not known", () => {
    expect(say({ kind: "rendering", since: NOW, usual: null })).toMatchObject({ title: "Rendering", bar: "unknown" });
  });

  it("names the account in whose queue it is", () => {
    expect(say({ kind: "queued", since: NOW, usual: null }).title).toBe("In queue at Akool");
  });

  it("counts the bytes while it is saved", () => {
    const status: VideoStatus = { kind: "saving", expires: NOW, held: null };
    expect(say(status, { done: 4_100_000, total: 6_300_000 })).toMatchObject({ title: "Saving · 4.1 of 6.3 MB", bar: expect.closeTo(4.1 / 6.3) });
    expect(say(status, { done: 4_100_000, total: null })).toMatchObject({ title: "Saving · 4.1 MB", bar: "unknown" });
    expect(say(status).title).toBe("Saving");
  });

  it("has a bar that only grows and is never full before the end", () => {
    const bars = [0, 10, 50, 99, 100, 150, 1000].map((share) => barOf(NOW, 100_000, NOW + share * 1000) as number);
    expect(bars).toEqual([...bars].sort((a, b) => a - b));
    expect(Math.max(...bars)).toBeLessThan(1);
  });
});

describe("a video that needs the person", () => {
  const error = made.error({ code: "outcomeUnknown", spent: "maybe" });

  it("is looked for before it may be sent again", () => {
    expect(labels({ kind: "unknown", error, lookup: "notLooked" })).toEqual(["Look for it"]);
  });

  it("may be sent again, at a price, once it is known not to be there", () => {
    expect(labels({ kind: "unknown", error, lookup: "absent" })).toEqual(["Send again · 20 cr"]);
  });

  it("warns that sending again may cost twice when the look-up gave no answer", () => {
    const status: VideoStatus = { kind: "unknown", error, lookup: "unavailable" };
    expect(labels(status)).toEqual(["Look again", "Send again · 20 cr"]);
    expect(say(status).text).toContain("cost twice");
  });

  it("says the engine's sentence and the service's own words when it failed", () => {
    const failed = made.error({ code: "videoFailed", message: "20 credits were returned.", service: { code: 1, message: "bad face" } });
    expect(say({ kind: "failed", error: failed })).toMatchObject({
      title: "Akool could not make this one", text: "20 credits were returned.", quote: "Akool: “bad face”", tone: "bad",
    });
    expect(labels({ kind: "failed", error: failed })).toEqual(["Try again · 20 cr"]);
  });

  it("does not say the title a second time", () => {
    const message = "Akool could not make this one. The balance shows whether its credits came back.";
    const error = made.error({ code: "videoFailed", message });
    expect(say({ kind: "failed", error })).toMatchObject({
      title: "Akool could not make this one",
      text: "The balance shows whether its credits came back.",
    });
  });

  it("does not say the service's words twice", () => {
    const failed = made.error({ message: "Akool said: bad face.", service: { code: 1, message: "bad face" } });
    expect(say({ kind: "failed", error: failed }).quote).toBeNull();
  });

  it("never hides that a price is unknown", () => {
    const video = made.video("v", { status: { kind: "gone" }, retryCredits: null });
    expect(words(video, around()).acts[0]?.label).toBe("Make again · price unknown");
  });

  it("says until when a video that cannot be saved is kept at the service, and that fetching is free", () => {
    const status: VideoStatus = { kind: "saving", expires: NOW + 2.5 * 86_400_000, held: made.error({ code: "diskFull", message: "The disk is full." }) };
    expect(say(status).text).toBe("The disk is full. Akool deletes it in 2 days.");
    expect(labels(status)).toEqual(["Fetch again · free"]);
  });

  it("can be deleted when the service's 7 days are over without a word of it, and says so", () => {
    const video = made.video("v", { status: { kind: "rendering", since: 1, usual: 60_000 }, overdue: true });
    const text = "Akool keeps a video for only 7 days. You can delete its entry now.";
    expect(words(video, around())).toMatchObject({ state: "rendering", tone: "warn", title: "Still not here after 7 days", text, bar: null });
  });

  it("says that the service's time for it is over instead of a time that is", () => {
    const held = made.error({ code: "diskFull", message: "The disk is full." });
    expect(say({ kind: "saving", expires: NOW - 1, held }).text).toBe("The disk is full. Its 7 days at Akool are over.");
  });

  it.each([
    ["wrongKey", "Connect again"], ["noHost", "Open settings"], ["noCredits", "Check again"], ["offline", "Check again"],
  ] as const)("that is held by %s offers: %s", (code, label) => {
    expect(labels({ kind: "waiting", held: made.error({ code }) })).toEqual([label]);
  });

  it("offers no connecting where the environment holds the key", () => {
    const video = made.video("v", { status: { kind: "waiting", held: made.error({ code: "wrongKey" }) } });
    expect(words(video, { ...around(), canConnect: false }).acts).toEqual([]);
  });

  it.each([
    made.error({ code: "outcomeUnknown", spent: "maybe", message: "It may have been charged; look at Akool first." }),
    made.error({ code: "serviceTrouble", spent: "yes", message: "It may have been charged; look at Akool first." }),
  ])("is not said to be unmade when nobody knows: $code", (error) => {
    const said = say({ kind: "failed", error });
    expect(said).toMatchObject({
      title: "Nobody can say whether this one was made", tone: "warn",
      text: "Sending it again may cost twice. It may have been charged; look at Akool first.",
    });
    expect(said.acts.map((act) => act.label)).toEqual(["Send again · 20 cr"]);
  });

  it("is known to have failed when the service says so, whatever became of the credits", () => {
    expect(say({ kind: "failed", error: made.error({ code: "videoFailed", spent: "maybe" }) })).toMatchObject({ tone: "bad", title: "Akool could not make this one" });
  });

  it("can fetch a missing file again for nothing", () => {
    const file = { ...made.saved("v").file!, missing: true };
    const said = words(made.saved("v", { file }), around());
    expect(said).toMatchObject({ state: "missing", acts: [{ kind: "retry", label: "Fetch again · free" }] });
    const lost = words(made.saved("v", { file: { ...file, lost: true } }), around());
    expect(lost.text).toBe("v.mp4 was moved or deleted, and Akool no longer has it. Put the file back to play it.");
  });
});

describe("a list of videos", () => {
  it("keeps what is held among what is being made and among what needs the person", () => {
    const held = made.video("v", { status: { kind: "waiting", held: made.error() } });
    expect([belongs(held, "making"), belongs(held, "needsYou"), belongs(held, "ready")]).toEqual([true, true, false]);
  });

  it("lets nothing be deleted that is being made and paid for", () => {
    const at = (status: VideoStatus) => deletable(made.video("v", { status }));
    expect(at({ kind: "rendering", since: 1, usual: null })).toEqual([]);
    const overdue = made.video("v", { status: { kind: "rendering", since: 1, usual: null }, overdue: true });
    expect(deletable(overdue), "unless nobody may ever say what became of it").toEqual(["here"]);
    expect(at({ kind: "failed", error: made.error() })).toEqual(["here"]);
    expect(at({ kind: "saved" })).toEqual(["here", "atService", "both"]);
    const lost = made.saved("v", { file: { ...made.saved("v").file!, missing: true, lost: true } });
    expect(deletable(lost), "nor at the service what it no longer has").toEqual(["here"]);
  });

  it("plays only what is on the disk", () => {
    expect(isPlayable(made.saved("v"))).toBe(true);
    expect(isPlayable(made.video("v"))).toBe(false);
    expect(isPlayable(made.saved("v", { file: { ...made.saved("v").file!, missing: true } }))).toBe(false);
  });
});
