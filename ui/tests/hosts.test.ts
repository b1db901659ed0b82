import { fireEvent } from "@testing-library/dom";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { HostDraft } from "../src/bindings/HostDraft";
import type { HostView } from "../src/bindings/HostView";
import { made } from "./made";
import { close, open, settle } from "./open";

beforeAll(() => import("../src/App.svelte"), 300_000);
afterEach(close);

const bucket = {
  kind: "s3" as const, endpoint: "https://s3.example.com", region: "auto", bucket: "photos", prefix: "animato/", access_key_id: "id",
  expires_hours: 24, public_base_url: "",
};

/** Opens the settings over a place that is set like this; what is set afterwards is as the engine would answer. */
async function settings(view: Partial<HostView> = {}, commands: Parameters<typeof open>[1] = {}) {
  const setHost = vi.fn(async (draft: HostDraft) =>
    made.host({ ...view, kind: draft.kind, form: draft.form, bucket: draft.bucket, secrets: Object.keys(draft.secrets).map((part) => ({ part, isSet: true })) }),
  );
  const window = await open({}, { showHost: vi.fn(async () => made.host(view)), setHost, ...commands });
  await fireEvent.click(window.getByTestId("settings"));
  await window.findByTestId("host-kind");
  await settle();
  const type = (name: string, value: string) => fireEvent.input(window.getByTestId(name), { target: { value } });
  const choose = async (kind: string) => {
    await fireEvent.click(window.getByTestId(`host-kind-${kind}`).querySelector("input") as HTMLInputElement);
    await settle();
  };
  const save = async () => {
    await fireEvent.click(window.getByTestId("host-save"));
    await settle();
  };
  const isDisabled = (name: string) => window.getByTestId(name).getAttribute("aria-disabled") === "true";
  return { ...window, setHost, type, choose, save, isDisabled };
}

describe("where photos go", () => {
  it("is a bucket whose secret goes inwards and is then forgotten", async () => {
    const { choose, type, save, setHost, getByTestId } = await settings();
    await choose("bucket");
    await type("bucket-name", "photos");
    await type("bucket-endpoint", "https://s3.example.com");
    await type("bucket-key-id", "id");
    await type("bucket-secret", "s3cret");
    await save();
    expect(setHost.mock.lastCall?.[0]).toEqual({ kind: "bucket", form: null, bucket, consent: false, secrets: { bucket: "s3cret" } });
    const secret = getByTestId("bucket-secret") as HTMLInputElement;
    expect([secret.type, secret.value, secret.placeholder]).toEqual(["password", "", "Set. Type to replace it"]);
    expect(document.body.innerHTML).not.toContain("s3cret");
    expect(getByTestId("host-saved").textContent).toContain("Saved");
  });

  it("is a public place only with consent, in plain words", async () => {
    const { choose, type, save, setHost, getByTestId, isDisabled } = await settings();
    await choose("public");
    expect(getByTestId("consent-notice").textContent).toContain("Anybody with the link can see the photo.");
    await type("need-key", "s3cret");
    expect(isDisabled("host-save")).toBe(true);
    await fireEvent.click(getByTestId("consent"));
    await save();
    expect(setHost.mock.lastCall?.[0]).toMatchObject({ kind: "form", consent: true, secrets: { "field/key": "s3cret" } });
  });

  it("is an uploader with fields and headers, of which some are secret", async () => {
    const { choose, type, save, setHost, getByTestId } = await settings();
    await choose("uploader");
    await type("uploader-url", "https://up.example.com/new");
    await type("uploader-link", "/data/url");
    await fireEvent.click(getByTestId("header-add"));
    await settle();
    await type("header-name-0", "Authorization");
    await fireEvent.click(getByTestId("header-secret-0"));
    await type("header-value-0", "Bearer s3cret");
    await save();
    const draft = setHost.mock.lastCall?.[0];
    expect(draft?.form).toMatchObject({ url: "https://up.example.com/new", link: "/data/url", headers: {}, secret_headers: ["Authorization"] });
    expect(draft?.secrets).toEqual({ "header/Authorization": "Bearer s3cret" });
  });

  it("can be nowhere, or the links that photos came from", async () => {
    const { choose, save, setHost } = await settings({ kind: "bucket", bucket, name: "photos" });
    await choose("link");
    await save();
    expect(setHost.mock.lastCall?.[0].kind).toBe("link");
    await choose("none");
    await save();
    expect(setHost.mock.lastCall?.[0].kind).toBe("none");
  });

  it("says what keeps it from being used, and what went wrong while saving", async () => {
    const setHost = vi.fn().mockRejectedValue(made.error({ message: "The settings could not be written." }));
    const problem = "The secret of the bucket is missing.";
    const { getByTestId, choose, save } = await settings({ kind: "bucket", bucket, name: "photos", problem }, { setHost });
    expect(getByTestId("host-problem").textContent).toBe(problem);
    await choose("link");
    await save();
    expect(getByTestId("host-error").textContent).toBe("The settings could not be written.");
  });

  it("can be an uploader file, chosen in the system's dialog", async () => {
    const form = { url: "https://up.example.com/", method: "POST" as const, file_field: "f", link: "/url", fields: {}, headers: {} };
    const pickUploader = vi.fn(async () => made.host({ kind: "form", name: "up.example.com", form }));
    const { choose, getByTestId } = await settings({}, { pickUploader });
    await choose("uploader");
    await fireEvent.click(getByTestId("uploader-file"));
    await settle();
    expect(getByTestId("host").textContent).toBe("up.example.com");
    expect((getByTestId("uploader-url") as HTMLInputElement).value).toBe("https://up.example.com/");
  });

  it("stays as it was typed when no uploader file is chosen after all", async () => {
    const { choose, getByTestId, queryByTestId } = await settings({}, { pickUploader: vi.fn(async () => null) });
    await choose("uploader");
    await fireEvent.input(getByTestId("uploader-url"), { target: { value: "https://up.example.com/" } });
    await fireEvent.click(getByTestId("uploader-file"));
    await settle();
    expect((getByTestId("uploader-url") as HTMLInputElement).value).toBe("https://up.example.com/");
    expect(queryByTestId("host-saved")).toBeNull();
  });
});

describe("the test of a place", () => {
  const set = { kind: "bucket" as const, bucket, name: "photos" };

  it("says each step", async () => {
    const { getByTestId } = await settings(set, { testHost: vi.fn(async () => made.trial({ deleted: "cannot" })) });
    await fireEvent.click(getByTestId("host-test"));
    await settle();
    const states = ["stored", "fetched", "deleted"].map((step) => getByTestId(`trial-${step}`).dataset.state);
    expect(states).toEqual(["yes", "yes", "cannot"]);
  });

  it("says why it failed", async () => {
    const failed = made.trial({ stored: false, fetched: false, deleted: "no", error: made.error({ message: "It does not accept the secret." }) });
    const { getByTestId, queryByTestId } = await settings(set, { testHost: vi.fn(async () => failed) });
    await fireEvent.click(getByTestId("host-test"));
    await settle();
    expect(getByTestId("trial-stored").dataset.state).toBe("no");
    expect(queryByTestId("trial-fetched")).toBeNull();
    expect(getByTestId("trial-error").textContent).toBe("It does not accept the secret.");
  });

  it("is of what is saved, never of what is only typed", async () => {
    const { type, isDisabled } = await settings(set);
    expect(isDisabled("host-test")).toBe(false);
    await type("bucket-name", "other");
    expect(isDisabled("host-test")).toBe(true);
  });
});
