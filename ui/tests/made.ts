/** Things made for tests: whole view models, of which a test names only what it is about. */
import type { AccountEntry } from "../src/bindings/AccountEntry";
import type { CropOffer } from "../src/bindings/CropOffer";
import type { EffectView } from "../src/bindings/EffectView";
import type { Error as Failure } from "../src/bindings/Error";
import type { HostView } from "../src/bindings/HostView";
import type { Imported } from "../src/bindings/Imported";
import type { ModelView } from "../src/bindings/ModelView";
import type { PhotoView } from "../src/bindings/PhotoView";
import type { Preset } from "../src/bindings/Preset";
import type { Quote } from "../src/bindings/Quote";
import type { Recipe } from "../src/bindings/Recipe";
import type { SettingsView } from "../src/bindings/SettingsView";
import type { Snapshot } from "../src/bindings/Snapshot";
import type { SoundView } from "../src/bindings/SoundView";
import type { Spec } from "../src/bindings/Spec";
import type { Trial } from "../src/bindings/Trial";
import type { VideoView } from "../src/bindings/VideoView";

export const made = {
  spec: (more: Partial<Spec> = {}): Spec => ({
    model: "a", resolution: "720p", seconds: 5, count: 1, prompt: "slow push in", negativePrompt: "",
    extendPrompt: false, effect: null, endFrame: null, sound: { kind: "none" }, ...more,
  }),
  model: (more: Partial<ModelView> = {}): ModelView => ({
    value: "a", label: "A", provider: "p", description: "", maxCount: 4, endFrame: false, extendPrompt: false, sound: null, needsPlan: false,
    resolutions: [
      { value: "480p", label: "480p", seconds: [5, 10], unitCredit: 3 },
      { value: "720p", label: "720p", seconds: [5, 10], unitCredit: 5 },
    ],
    ...more,
  }),
  photo: (id: string, more: Partial<PhotoView> = {}): PhotoView => ({
    id, name: `${id}.jpg`,
    original: { format: "JPEG", width: 1920, height: 1080, bytes: 1 },
    prepared: { format: "JPEG", width: 1920, height: 1080, bytes: 1 },
    notices: [], ...more,
  }),
  effect: (code: string, more: Partial<EffectView> = {}): EffectView => ({
    code, name: code, hasPoster: true, hasPreview: true, favourite: false, usedAt: null, ...more,
  }),
  sound: (id: string, more: Partial<SoundView> = {}): SoundView => ({ id, name: `${id}.mp3`, seconds: 5, peaks: [0.2, 1, 0.5], ...more }),
  preset: (id: string, more: Partial<Preset> = {}): Preset => ({ id, kind: "prompt", name: id, text: `text of ${id}`, ...more }),
  recipe: (id: string, more: Partial<Recipe> = {}): Recipe => ({ id, name: `${id}.mp4`, spec: made.spec(), photo: null, photoName: `${id}.jpg`, modelLabel: "A", createdAt: 1000, ...more }),
  offer: (id: string, more: Partial<CropOffer> = {}): CropOffer => ({
    id, name: `${id}.jpg`, width: 9000, height: 2000, crop: { left: 2010, top: 0, width: 4980, height: 2000 }, photo: null, ...more,
  }),
  imported: (more: Partial<Imported> = {}): Imported => ({ photos: [], refused: [], offers: [], others: 0, ...more }),
  error: (more: Partial<Failure> = {}): Failure => ({ code: "refused", message: "It was refused.", spent: "no", service: null, ...more }),
  video: (id: string, more: Partial<VideoView> = {}): VideoView => ({
    id, request: `r-${id}`, photo: "p", photoName: "p.jpg", createdAt: 1000, spec: made.spec(), modelLabel: "A",
    status: { kind: "waiting", held: null }, overdue: false, credits: null, refund: null, retryCredits: 20, file: null, kept: false, tags: [], savedAt: null, ...more,
  }),
  saved: (id: string, more: Partial<VideoView> = {}): VideoView =>
    made.video(id, {
      status: { kind: "saved" },
      file: { name: `${id}.mp4`, bytes: 6_300_000, width: 1280, height: 720, seconds: 5, hasSound: false, missing: false, lost: false },
      ...more,
    }),
  counts: (more: Partial<Snapshot["counts"]> = {}) => ({ all: 0, making: 0, ready: 0, kept: 0, needsYou: 0, ...more }),
  quote: (more: Partial<Quote> = {}): Quote => ({
    photos: 1, videos: 1, perVideo: 25, total: 25, basis: "listed", balance: 100, balanceAfter: 75, objections: [], ...more,
  }),
  host: (more: Partial<HostView> = {}): HostView => ({
    kind: "none", name: null, form: null, bucket: null, secrets: [], keepsSecrets: false, consent: null, problem: null,
    presets: [
      {
        id: "imgbb", name: "imgbb", domain: "imgbb.com", notice: "Anybody with the link can see the photo.",
        form: {
          url: "https://api.imgbb.com/1/upload", method: "POST", file_field: "image", link: "/data/url",
          fields: { expiration: "86400" }, headers: {}, secret_fields: ["key"], expires_hours: 24,
        },
        needs: [{ name: "key", place: "secretField", label: "API key", hint: "From api.imgbb.com." }],
      },
      {
        id: "cloudinary", name: "Cloudinary", domain: "cloudinary.com", notice: "Photos stay until you remove them.",
        form: {
          url: "https://api.cloudinary.com/v1_1/CLOUD_NAME/image/upload", method: "POST", file_field: "file", link: "/secure_url",
          fields: { upload_preset: "" }, headers: {},
        },
        needs: [
          { name: "CLOUD_NAME", place: "url", label: "Cloud name", hint: "Yours." },
          { name: "upload_preset", place: "field", label: "Upload preset", hint: "An unsigned one." },
        ],
      },
    ],
    ...more,
  }),
  trial: (more: Partial<Trial> = {}): Trial => ({ host: "photos", stored: true, fetched: true, deleted: "yes", error: null, ...more }),
  account: (id: string, more: Partial<AccountEntry> = {}): AccountEntry => ({
    id, name: id, service: "openapi.akool.com", kind: "key", clientId: null, inUse: false, ...more,
  }),
  settings: (more: Partial<SettingsView> = {}): SettingsView => ({
    theme: "dark", language: "system", notices: { when: "all", sound: false },
    names: { pattern: "{photo} {prompt}", sidecars: false }, videosFolder: "~/Videos", keyStorage: "none", keysLast: true, accounts: [],
    proxy: { kind: "system", address: "", hasPassword: false }, limits: { perPress: null, perDay: null, perMonth: null, beyond: "refuse" },
    version: "1.2.3", ...more,
  }),
  snapshot: (more: Partial<Snapshot> = {}): Snapshot => ({
    account: { name: "Akool", service: "s", isDemo: false, balance: 100, today: 0, held: null, host: null },
    tray: [], offers: [], spec: made.spec(), models: [made.model()], effects: [], page: { videos: [], total: 0 }, counts: made.counts(), ...more,
  }),
};
