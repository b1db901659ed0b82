import { describe, expect, it } from "vitest";
import type { HostView } from "../bindings/HostView";
import { draftOf, isKept, isReady, opened, presetOf, withPreset, withWord, wordIn } from "./host";
import { made } from "../../tests/made";

const view = (over: Partial<HostView> = {}): HostView => made.host(over);
const own = { url: "https://up.example.com/", method: "POST" as const, file_field: "f", link: "/url", fields: { a: "1" }, headers: {}, secret_fields: ["key"] };

describe("what is set", () => {
  it("is a public place when its address is known, and an uploader when it is not", () => {
    const preset = view().presets[0]!;
    expect(opened(view({ kind: "form", form: preset.form, consent: preset.domain }))).toMatchObject({ choice: "public", preset: preset.id, consent: true });
    expect(opened(view({ kind: "form", form: own })).choice).toBe("uploader");
    expect(opened(view()).choice).toBe("none");
  });

  it("comes back as it was when nothing is changed", () => {
    const draft = draftOf(opened(view({ kind: "form", form: own })));
    expect(draft.form).toMatchObject({ ...own, secret_headers: [] });
    expect(draft.secrets).toEqual({});
  });
});

describe("a bucket", () => {
  it("is ready when it has a name", () => {
    const form = { ...opened(view()), choice: "bucket" as const };
    expect(isReady(form, [])).toBe(false);
    form.bucket = { ...form.bucket, bucket: "photos" };
    expect(isReady(form, [])).toBe(true);
  });
});

describe("secrets", () => {
  it("leave with what they belong to and stand in no field", () => {
    const form = opened(view({ kind: "form", form: own }));
    form.fields = form.fields.map((row) => (row.name === "key" ? { ...row, value: "s3cret" } : row));
    const draft = draftOf(form);
    expect(draft.secrets).toEqual({ "field/key": "s3cret" });
    expect(JSON.stringify(draft.form)).not.toContain("s3cret");
  });

  it("count as kept only for the place that they were kept for", () => {
    const set = view({ kind: "form", form: own, secrets: [{ part: "field/key", isSet: true }] });
    const form = opened(set);
    expect(isKept(set, form, "field/key")).toBe(true);
    form.uploader = { ...form.uploader, url: "https://elsewhere.example.com/" };
    expect(isKept(set, form, "field/key")).toBe(false);
  });

  it("of another choice are not sent", () => {
    const form = { ...opened(view()), choice: "bucket" as const, secrets: { "field/key": "s3cret", bucket: " " } };
    expect(draftOf(form).secrets).toEqual({});
  });
});

describe("a public place", () => {
  it("is known by its domain and not by a name that ends alike", () => {
    const { presets } = view();
    expect(presetOf(presets, "https://api.imgbb.com/1/upload")?.id).toBe("imgbb");
    expect(presetOf(presets, "https://notimgbb.com/")).toBeUndefined();
    expect(presetOf(presets, "nonsense")).toBeUndefined();
  });

  it("asks for consent anew when another is chosen", () => {
    const { presets } = view();
    const form = { ...opened(view()), choice: "public" as const, consent: true, secrets: { "field/key": "x" } };
    const next = withPreset(form, presets[1]!);
    expect(next).toMatchObject({ consent: false, secrets: {}, preset: presets[1]!.id });
    expect(isReady(next, presets)).toBe(false);
    expect(isReady({ ...next, consent: true }, presets)).toBe(true);
  });

  it("asks for consent as well when its address is typed by hand", () => {
    const { presets } = view();
    const form = { ...opened(view()), choice: "uploader" as const };
    form.uploader = { ...form.uploader, url: "https://api.imgbb.com/1/upload" };
    expect(isReady(form, presets)).toBe(false);
    form.uploader.url = "https://up.example.com";
    expect(isReady(form, presets)).toBe(true);
    form.uploader.url = "up example";
    expect(isReady(form, presets)).toBe(false);
  });

  it("has its word put into the address, and read out of it again", () => {
    const template = "https://api.cloudinary.com/v1_1/CLOUD_NAME/image/upload";
    const url = withWord(template, "CLOUD_NAME", " my cloud ");
    expect(url).toBe("https://api.cloudinary.com/v1_1/my%20cloud/image/upload");
    expect(wordIn(template, "CLOUD_NAME", url)).toBe("my cloud");
    expect(wordIn(template, "CLOUD_NAME", template)).toBe("");
    expect(withWord(template, "CLOUD_NAME", "")).toBe(template);
  });
});
