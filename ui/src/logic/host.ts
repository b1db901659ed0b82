/** The place for photos while a person sets it: from what is set to what is on the screen, and back. Pure. */
import type { BucketHost } from "../bindings/BucketHost";
import type { FormHost } from "../bindings/FormHost";
import type { HostDraft } from "../bindings/HostDraft";
import type { HostView } from "../bindings/HostView";
import type { PresetView } from "../bindings/PresetView";

/** What a person chooses between. A public place is an uploader that is known. */
export type Choice = "none" | "bucket" | "uploader" | "public" | "link";

/** A form field or a header of an uploader. */
export interface Row {
  name: string;
  value: string;
  isSecret: boolean;
}

/** Everything on the screen. What is not chosen keeps its place. */
export interface HostForm {
  choice: Choice;
  bucket: BucketHost;
  uploader: FormHost;
  fields: Row[];
  headers: Row[];
  preset: string;
  place: FormHost;
  consent: boolean;
  /** Secrets that were typed, by where they belong; never one that was told. */
  secrets: Record<string, string>;
}

const bucket: BucketHost = {
  kind: "s3", endpoint: "", region: "auto", bucket: "", prefix: "animato/", access_key_id: "", expires_hours: 24, public_base_url: "",
};
const uploader: FormHost = { url: "", method: "POST", file_field: "file", link: "body", fields: {}, headers: {} };

/** As it is set. */
export function opened(view: HostView): HostForm {
  const known = view.form ? presetOf(view.presets, view.form.url) : undefined;
  const own = view.form && !known ? view.form : uploader;
  const preset = known ?? view.presets[0];
  return {
    choice: view.kind === "form" ? (known ? "public" : "uploader") : view.kind,
    bucket: { ...(view.bucket ?? bucket) },
    uploader: { ...own },
    fields: rows(own.fields, own.secret_fields),
    headers: rows(own.headers, own.secret_headers),
    preset: preset?.id ?? "",
    place: { ...((known ? view.form : preset?.form) ?? uploader) },
    consent: known !== undefined && view.consent === known.domain,
    secrets: {},
  };
}

/** Another preset begins anew: what was agreed to and typed was for the former. */
export function withPreset(form: HostForm, preset: PresetView): HostForm {
  return { ...form, preset: preset.id, place: { ...preset.form }, consent: false, secrets: {} };
}

/** What to set. */
export function draftOf(form: HostForm): HostDraft {
  const secrets = Object.fromEntries(Object.entries(form.secrets).filter(([, secret]) => secret.trim() !== ""));
  switch (form.choice) {
    case "none":
    case "link":
      return { kind: form.choice, form: null, bucket: null, consent: false, secrets: {} };
    case "bucket":
      return { kind: "bucket", form: null, bucket: form.bucket, consent: false, secrets: pick(secrets, ["bucket"]) };
    case "public":
      return { kind: "form", form: form.place, bucket: null, consent: form.consent, secrets: pick(secrets, parts(form.place)) };
    case "uploader": {
      const described: FormHost = {
        ...form.uploader,
        url: form.uploader.url.trim(),
        fields: open(form.fields),
        headers: open(form.headers),
        secret_fields: secret(form.fields),
        secret_headers: secret(form.headers),
      };
      const typed = { ...typedIn("field", form.fields), ...typedIn("header", form.headers) };
      return { kind: "form", form: described, bucket: null, consent: form.consent, secrets: typed };
    }
  }
}

/** Whether it can be set as it stands: the rest is for the engine to judge. */
export function isReady(form: HostForm, presets: PresetView[]): boolean {
  switch (form.choice) {
    case "bucket":
      return form.bucket.bucket.trim() !== "";
    case "uploader":
      return URL.canParse(form.uploader.url.trim()) && (form.consent || !presetOf(presets, form.uploader.url));
    case "public":
      return form.consent;
    default:
      return true;
  }
}

/** The well-known place to which an address belongs. */
export function presetOf(presets: PresetView[], url: string): PresetView | undefined {
  const host = hostOf(url);
  return presets.find((preset) => host === preset.domain || host.endsWith(`.${preset.domain}`));
}

/** Whether a secret is kept for the place on the screen: one of another place is never used for it. */
export function isKept(view: HostView, form: HostForm, part: string): boolean {
  const isSame =
    form.choice === "bucket"
      ? view.bucket !== null && view.bucket.endpoint === form.bucket.endpoint
      : view.form !== null && hostOf(view.form.url) === hostOf((form.choice === "public" ? form.place : form.uploader).url);
  return isSame && view.secrets.some((secret) => secret.part === part && secret.isSet);
}

/** What a person put in place of a word of a preset's address. */
export function wordIn(template: string, word: string, url: string): string {
  const [before = "", after = ""] = template.split(word);
  const isFilled = url.startsWith(before) && url.endsWith(after) && url.length >= before.length + after.length;
  const found = isFilled ? url.slice(before.length, url.length - after.length) : "";
  return found === word ? "" : decodeURIComponent(found);
}

/** A preset's address with a word replaced. */
export function withWord(template: string, word: string, value: string): string {
  const clean = value.trim();
  return template.replace(word, clean === "" ? word : encodeURIComponent(clean));
}

function hostOf(url: string): string {
  return URL.canParse(url.trim()) ? new URL(url.trim()).hostname : "";
}

function rows(values: Record<string, string | undefined>, secrets: string[] = []): Row[] {
  const plain = Object.entries(values).filter(([name]) => !secrets.includes(name));
  return [
    ...plain.map(([name, value]) => ({ name, value: value ?? "", isSecret: false })),
    ...secrets.map((name) => ({ name, value: "", isSecret: true })),
  ];
}

const named = (all: Row[]): Row[] => all.map((row) => ({ ...row, name: row.name.trim() })).filter((row) => row.name !== "");
const open = (all: Row[]) => Object.fromEntries(named(all).filter((row) => !row.isSecret).map((row) => [row.name, row.value]));
const secret = (all: Row[]) => named(all).filter((row) => row.isSecret).map((row) => row.name);
const typedIn = (kind: string, all: Row[]) =>
  Object.fromEntries(named(all).filter((row) => row.isSecret && row.value.trim() !== "").map((row) => [`${kind}/${row.name}`, row.value]));
const parts = (form: FormHost) => [
  ...(form.secret_fields ?? []).map((name) => `field/${name}`),
  ...(form.secret_headers ?? []).map((name) => `header/${name}`),
];
const pick = (all: Record<string, string>, names: string[]) => Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
