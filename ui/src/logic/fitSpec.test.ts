import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import { chosenModel, fitSpec, photosToAnimate } from "./fitSpec";

const fit = (spec: Parameters<typeof made.spec>[0], model: Parameters<typeof made.model>[0]) => fitSpec(made.spec(spec), made.model(model));
const resolutions = (...values: string[]) => values.map((value) => ({ value, label: value, seconds: [5], unitCredit: 1 }));

describe("fitting choices to a model", () => {
  it("leaves alone what the model can do", () => {
    expect(fit({ resolution: "480p", seconds: 10, count: 3 }, {})).toMatchObject({ model: "a", resolution: "480p", seconds: 10, count: 3 });
  });

  it.each([
    ["1080p", ["480p", "720p"], "720p"],
    ["4k", ["720p", "1080p"], "1080p"],
    ["480p", ["720p", "1080p", "4K"], "720p"],
    ["", ["480p", "720p", "1080p"], "720p"],
    ["", ["1080p"], "1080p"],
    ["720p", ["768P", "1080P"], "768P"],
    ["720p", ["standard", "pro"], "standard"],
  ])("takes the nearest resolution to %s out of %j: %s", (wanted, offered, got) => {
    expect(fit({ resolution: wanted }, { resolutions: resolutions(...offered) }).resolution).toBe(got);
  });

  it.each([
    [7, [5, 10], 5],
    [8, [5, 10], 10],
    [30, [5, 10], 10],
    [6, [4, 8], 4],
    [5, [], 5],
  ])("takes the nearest length to %i s out of %j: %i, the shorter where two are as near", (wanted, offered, got) => {
    const model = { resolutions: [{ value: "720p", label: "720p", seconds: offered, unitCredit: 1 }] };
    expect(fit({ seconds: wanted }, model).seconds).toBe(got);
  });

  it("offers the lengths of the resolution, not of the model", () => {
    const model = {
      resolutions: [
        { value: "720p", label: "720p", seconds: [5, 10], unitCredit: 1 },
        { value: "1080p", label: "1080p", seconds: [5], unitCredit: 1 },
      ],
    };
    expect(fit({ resolution: "1080p", seconds: 10 }, model).seconds).toBe(5);
  });

  it("keeps the count within what one request takes", () => {
    expect(fit({ count: 9 }, { maxCount: 4 }).count).toBe(4);
    expect(fit({ count: 0 }, { maxCount: 4 }).count).toBe(1);
  });

  it("drops an end frame and a longer prompt where the model has neither", () => {
    expect(fit({ endFrame: "x", extendPrompt: true }, {})).toMatchObject({ endFrame: null, extendPrompt: false });
    expect(fit({ endFrame: "x", extendPrompt: true }, { endFrame: true, extendPrompt: true })).toMatchObject({ endFrame: "x", extendPrompt: true });
  });

  it("has sound where the model always makes it, and none where it cannot", () => {
    const sound = { required: true, defaultOn: true, multiplier: 1 };
    expect(fit({}, { sound }).sound).toEqual({ kind: "ai" });
    expect(fit({ sound: { kind: "ai" } }, { sound: null }).sound).toEqual({ kind: "none" });
    expect(fit({}, { sound: { ...sound, required: false } }).sound).toEqual({ kind: "none" });
  });

  it("has a sound of the person's with every model", () => {
    const file = { kind: "file" as const, id: "s" };
    expect(fit({ sound: file }, { sound: null }).sound).toEqual(file);
    expect(fit({ sound: file }, { sound: { required: true, defaultOn: true, multiplier: 1 } }).sound).toEqual(file);
  });

  it("brings every choice back when the first model is chosen again", () => {
    const wanted = made.spec({ resolution: "720p", seconds: 10, endFrame: "x" });
    const able = made.model({ endFrame: true });
    const poor = made.model({ value: "b", resolutions: resolutions("480p") });
    expect(fitSpec(wanted, poor)).toMatchObject({ resolution: "480p", seconds: 5, endFrame: null });
    expect(fitSpec(wanted, able)).toEqual(wanted);
  });

  it("changes nothing while no model is known", () => {
    expect(fitSpec(made.spec({ resolution: "8k" }), undefined).resolution).toBe("8k");
  });
});

describe("the chosen model", () => {
  const [paid, free] = [made.model({ value: "paid", needsPlan: true }), made.model({ value: "free" })];

  it("is, at the very first, one that needs no paid plan", () => {
    expect(chosenModel(made.spec({ model: "" }), [paid, free])).toBe(free);
    expect(chosenModel(made.spec({ model: "" }), [paid])).toBe(paid);
  });

  it("is none when the service lists it no more, rather than another that costs something else", () => {
    expect(chosenModel(made.spec({ model: "old" }), [free])).toBeUndefined();
  });
});

describe("the photos to animate", () => {
  const tray = [made.photo("a"), made.photo("b")];

  it("are all of the tray", () => expect(photosToAnimate(tray, null)).toEqual(["a", "b"]));
  it("leave out the end frame", () => expect(photosToAnimate(tray, "b")).toEqual(["a"]));
  it("are the end frame itself where there is no other", () => expect(photosToAnimate([made.photo("a")], "a")).toEqual(["a"]));
});
