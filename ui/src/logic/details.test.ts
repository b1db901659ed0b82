import { describe, expect, it } from "vitest";
import { made } from "../../tests/made";
import type { VideoView } from "../bindings/VideoView";
import { details } from "./details";

const rows = (more: Partial<VideoView> = {}, effect?: string) =>
  Object.fromEntries(details(made.saved("v", more), effect).map(({ name, value, photo }) => [name, photo ? `${value} [${photo}]` : value]));

describe("the details of a video", () => {
  it("are everything that was chosen and what came of it", () => {
    const spec = made.spec({ count: 3, negativePrompt: "blur", extendPrompt: true, effect: "squish", endFrame: "last", sound: { kind: "ai" } });
    expect(rows({ spec, credits: 25 }, "Squish")).toMatchObject({
      "Prompt": "slow push in", "Lengthened by the service": "Yes", "Not wanted": "blur", "Effect": "Squish", "Model": "A", "Resolution": "720p",
      "Length": "5 s", "Videos per photo": "3", "Sound": "Made by the service", "Price": "25 credits", "Photo": "p.jpg [p]",
      "End frame": "A photo of yours [last]", "File": "v.mp4", "Picture": "1280 × 720", "Runs for": "0:05.0", "File size": "6.3 MB",
    });
    expect(rows()["Made"]).toBeTruthy();
  });

  it("leave out what was not chosen, and say what is not known", () => {
    const plain = rows();
    for (const name of ["Lengthened by the service", "Not wanted", "Effect", "End frame"]) expect(plain[name]).toBeUndefined();
    expect([plain["Sound"], plain["Price"]]).toEqual(["None", "Not said by the service"]);
    expect(rows({ file: null })["File"]).toBeUndefined();
  });

  it("name an effect that is no longer listed by its code, and a sound by where it is from", () => {
    expect(rows({ spec: made.spec({ effect: "old" }) })["Effect"]).toBe("old");
    expect(rows({ spec: made.spec({ sound: { kind: "link", url: "https://a.example/s.mp3" } }) })["Sound"]).toBe("https://a.example/s.mp3");
    expect(rows({ spec: made.spec({ sound: { kind: "file", id: "s" } }) })["Sound"]).toBe("A file of yours");
  });
});
