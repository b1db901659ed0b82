import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import { costParts } from "./cost";
import { byProvider, lengthRange, modelTags, priceRange, resolutionRange } from "./model";
import { photoBadge } from "./photo";

describe("the price in words", () => {
  const three = made.quote({ photos: 3, videos: 6, total: 150, balanceAfter: 684 });

  it("is an estimate by the list", () => {
    expect(costParts(three, 2)).toEqual({ sum: "3 photos × 2 videos × 25 credits", total: "about **150** · leaves 684" });
  });

  it("says so when it is what was charged before", () => {
    expect(costParts({ ...three, basis: "charged" }, 2).total).toBe("**150** as last charged · leaves 684");
  });

  it("is unknown rather than nothing when nobody says", () => {
    const unknown = made.quote({ perVideo: null, total: null, basis: "unknown", balanceAfter: null });
    expect(costParts(unknown, 1)).toEqual({ sum: "1 photo × 1 video", total: "price unknown" });
  });

  it("promises no balance that is not known", () => {
    expect(costParts({ ...three, balanceAfter: null }, 2).total).toBe("about **150**");
  });

  it("shows a balance below nothing with a true minus", () => {
    expect(costParts({ ...three, balanceAfter: -10 }, 2).total).toContain("leaves −10");
  });
});

describe("what was done to a photo", () => {
  it("names format, size and privacy in one line", () => {
    const photo = made.photo("dunes", {
      name: "dunes.heic",
      original: { format: "HEIC", width: 4032, height: 2268, bytes: 1 },
      notices: ["converted", "scaledDown", "locationRemoved", "privateDataRemoved"],
    });
    expect(photoBadge(photo)).toBe("dunes.heic · 4032 × 2268 → JPEG 1920 × 1080, location removed");
  });

  it("is just the facts when nothing was done", () => {
    expect(photoBadge(made.photo("a"))).toBe("a.jpg · JPEG 1920 × 1080");
  });

  it("names only the sizes when the format stayed", () => {
    const photo = made.photo("a", { original: { format: "JPEG", width: 4000, height: 3000, bytes: 1 }, notices: ["turned", "scaledDown"] });
    expect(photoBadge(photo)).toBe("a.jpg · 4000 × 3000 → 1920 × 1080, turned upright");
  });
});

describe("a model in words", () => {
  it("is grouped by provider in the service's order", () => {
    const models = [made.model({ value: "1", provider: "x" }), made.model({ value: "2", provider: "y" }), made.model({ value: "3", provider: "x" })];
    expect(byProvider(models).map((g) => [g.provider, g.models.map((each) => each.value)])).toEqual([["x", ["1", "3"]], ["y", ["2"]]]);
  });

  it("says its resolutions, lengths and prices", () => {
    const model = made.model();
    expect([resolutionRange(model), lengthRange(model), priceRange(model)]).toEqual(["480p–720p", "5, 10 s", "15–50 cr"]);
  });

  it("names a range where there are many lengths, and no price where the list names none", () => {
    const model = made.model({ resolutions: [{ value: "x", label: "x", seconds: [3, 4, 5, 6], unitCredit: null }] });
    expect([resolutionRange(model), lengthRange(model), priceRange(model)]).toEqual(["x", "3–6 s", null]);
  });

  it("is tagged with what not every model can", () => {
    expect(modelTags(made.model())).toEqual([]);
    expect(modelTags(made.model({ endFrame: true, sound: { required: false, defaultOn: false, multiplier: 1 } }))).toEqual(["End frame", "Sound"]);
  });
});
