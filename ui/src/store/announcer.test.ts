import { beforeEach, describe, expect, it, vi } from "vitest";
import { made } from "../../tests/made";

async function fresh() {
  vi.resetModules();
  return (await import("./announcer.svelte")).announcer;
}

describe("what is said aloud", () => {
  let announcer: Awaited<ReturnType<typeof fresh>>;
  beforeEach(async () => {
    announcer = await fresh();
  });
  const said = () => announcer.texts.join("");

  it("is said again when it is the same words", () => {
    announcer.say("Saved: lake");
    const first = announcer.texts;
    announcer.say("Saved: lake");
    expect(said()).toBe("Saved: lake");
    expect(announcer.texts.indexOf("Saved: lake")).not.toBe(first.indexOf("Saved: lake"));
  });

  it("is that a video is saved or needs the person, and no step between", () => {
    announcer.learn([made.video("a"), made.video("b")]);
    announcer.hear(made.video("a", { status: { kind: "queued", since: 1, usual: null } }), "lake");
    expect(said()).toBe("");
    announcer.hear(made.saved("a"), "lake");
    expect(said()).toBe("Saved: lake");
    announcer.hear(made.video("b", { status: { kind: "failed", error: made.error() } }), "dunes");
    expect(said()).toBe("Needs you: dunes");
  });

  it("is nothing about what was told before or never heard of", () => {
    announcer.hear(made.saved("old"), "old");
    announcer.learn([made.video("a")]);
    announcer.hear(made.saved("a"), "lake");
    announcer.say("else");
    announcer.hear(made.saved("a"), "lake");
    expect(said()).toBe("else");
  });
});
