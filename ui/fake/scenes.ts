/** Made-up states of the engine, one per thing worth looking at. */
import type { AccountView } from "../src/bindings/AccountView";
import type { Error as Failure } from "../src/bindings/Error";
import type { ErrorCode } from "../src/bindings/ErrorCode";
import type { ModelView } from "../src/bindings/ModelView";
import type { PhotoView } from "../src/bindings/PhotoView";
import type { RefusedPhoto } from "../src/bindings/RefusedPhoto";
import type { Snapshot } from "../src/bindings/Snapshot";
import type { Spec } from "../src/bindings/Spec";
import type { VideoFile } from "../src/bindings/VideoFile";
import type { VideoStatus } from "../src/bindings/VideoStatus";
import type { VideoView } from "../src/bindings/VideoView";
import { belongs } from "../src/logic/video";
import { effects } from "./composing";

const NOW = Date.now();
const DAY = 86_400_000;

export const spec: Spec = {
  model: "seedance-lite", resolution: "720p", seconds: 5, count: 2,
  prompt: "Slow push in, warm wind lifting the sand, the sun flickers through haze",
  negativePrompt: "", extendPrompt: false, effect: null, endFrame: null, sound: { kind: "none" },
};

export const fault = (code: ErrorCode, message: string, words?: string): Failure => ({
  code, message, spent: "no", service: words ? { code: 1015, message: words } : null,
});

const model = (value: string, label: string, provider: string, more: Partial<ModelView> = {}): ModelView => ({
  value, label, provider, description: "", maxCount: 4, endFrame: false, extendPrompt: false, sound: null, needsPlan: false,
  resolutions: [
    { value: "480p", label: "480p", seconds: [5, 10], unitCredit: 3 },
    { value: "720p", label: "720p", seconds: [5, 10], unitCredit: 5 },
    { value: "1080p", label: "1080p", seconds: [5, 10], unitCredit: 9 },
  ],
  ...more,
});

export const models: ModelView[] = [
  model("seedance-lite", "Seedance Lite", "seedance", { endFrame: true, extendPrompt: false, sound: { required: false, defaultOn: false, multiplier: 1.5 } }),
  model("seedance-pro", "Seedance Pro", "seedance", { needsPlan: true, endFrame: true, extendPrompt: true }),
  model("akool-fast", "Akool Fast", "akool", { resolutions: [{ value: "720p", label: "720p", seconds: [5], unitCredit: 4 }, { value: "1080p", label: "1080p", seconds: [5], unitCredit: 6 }] }),
  model("wan-2.5-preview-with-a-long-name", "Wan 2.5 Preview with a rather long name", "wan", {
    sound: { required: true, defaultOn: true, multiplier: 1 }, extendPrompt: true,
    resolutions: ["480p", "540p", "720p", "1080p", "4k"].map((value) => ({ value, label: value, seconds: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12], unitCredit: null })),
  }),
  model("kling-2.6", "Kling 2.6", "kling", { sound: { required: false, defaultOn: true, multiplier: 2 } }),
];

const photo = (id: string, name: string, more: Partial<PhotoView> = {}): PhotoView => ({
  id, name,
  original: { format: "JPEG", width: 1920, height: 1080, bytes: 2_100_000 },
  prepared: { format: "JPEG", width: 1920, height: 1080, bytes: 900_000 },
  notices: [],
  ...more,
});

export const tray: PhotoView[] = [
  photo("dunes", "dunes.heic", { original: { format: "HEIC", width: 4032, height: 2268, bytes: 3_100_000 }, notices: ["converted", "scaledDown", "locationRemoved", "privateDataRemoved"] }),
  photo("lake", "lake.png"),
  photo("face", "portrait of somebody with quite a long file name.jpg", { prepared: { format: "JPEG", width: 1080, height: 1440, bytes: 800_000 }, notices: ["turned"] }),
];

let made = 0;
export const video = (photoId: string, prompt: string, status: VideoStatus, more: Partial<VideoView> = {}): VideoView => ({
  id: `${photoId}-${++made}`, request: `r${made}`, photo: photoId, photoName: `${photoId}.jpg`, createdAt: NOW - made * 60_000,
  spec: { ...spec, prompt }, modelLabel: "Seedance Lite", status, overdue: false, credits: status.kind === "saved" ? 25 : null, refund: null, retryCredits: 20, kept: false, tags: made % 3 === 0 ? ["for Anna", "sand"] : [], savedAt: status.kind === "saved" ? NOW - made * 58_000 : null,
  file: status.kind === "saved" ? { name: `${photoId}-${made}.mp4`, bytes: 6_300_000, width: 1280, height: 720, seconds: 5.04, hasSound: made % 2 === 0, missing: false, lost: false } : null,
  ...more,
});

const saved: VideoStatus = { kind: "saved" };
const moved: VideoFile = { name: "face-moved.mp4", bytes: 1, width: 1, height: 1, seconds: 5, hasSound: true, missing: true, lost: false };
const unknown = (lookup: "notLooked" | "absent" | "unavailable"): VideoStatus => ({ kind: "unknown", lookup, error: fault("outcomeUnknown", "The connection broke after sending.") });

export const busy = (): VideoView[] => [
  video("dunes", "Slow push in, warm wind lifting the sand", { kind: "rendering", since: NOW - 70_000, usual: 110_000 }),
  video("lake", "Clouds drift, water ripples gently", { kind: "queued", since: NOW - 20_000, usual: 100_000 }),
  video("face", "She turns and smiles at the camera", { kind: "saving", expires: NOW + 6 * DAY, held: null }, { modelLabel: "Akool Fast" }),
  video("lake", "Drone shot rising over the lake at dawn", saved, { kept: true, tags: ["client", "lake"] }),
  video("dunes", "Time-lapse of the sun going down", saved, { tags: ["sunset"] }),
  video("face", "Hair moving in the wind", unknown("notLooked")),
  video("lake", "", { kind: "failed", error: fault("videoFailed", "20 credits were returned.") }, { spec: { ...spec, prompt: "", effect: "squish" } }),
  video("face", "Gentle cinematic pan to the left", saved),
  video("dunes", "Sandstorm rolls in from the right", saved),
];

export const every = (): VideoView[] => [
  video("dunes", "Not sent yet", { kind: "waiting", held: null }),
  video("lake", "Under way", { kind: "sending" }),
  video("face", "No usual time", { kind: "rendering", since: NOW, usual: null }),
  video("white", "On a white photo", { kind: "rendering", since: NOW - 130_000, usual: 110_000 }),
  video("black", "On a black photo", { kind: "queued", since: NOW - 20_000, usual: 100_000 }),
  video("white", "Waits for credits", { kind: "waiting", held: fault("noCredits", "There are not enough credits. Nothing was sent and nothing was charged. Add credits at Akool, then check again.") }),
  video("lake", "The disk is full", { kind: "saving", expires: NOW + 2.4 * DAY, held: fault("diskFull", "The disk is full. Free some space; the video is still at Akool.") }),
  video("white", "Nobody answered", unknown("notLooked")),
  video("dunes", "It is not there", unknown("absent")),
  video("black", "Still nobody knows", unknown("unavailable")),
  video("face", "Nobody knows, not even the price", unknown("unavailable"), { retryCredits: null }),
  video("lake", "Broke off while it was sent", { kind: "failed", error: { ...fault("outcomeUnknown", "The connection broke after sending.", "upstream timed out"), spent: "maybe" } }, { retryCredits: null }),
  video("face", "Refused", { kind: "failed", error: fault("refused", "Akool refused this photo or prompt. Nothing was charged. Change it and try again.", "content policy: <b>face</b> of a person") }),
  video("lake", "Too late", { kind: "expired" }),
  video("dunes", "Lost", { kind: "gone" }, { retryCredits: null }),
  video("lake", "Nobody says what became of it", { kind: "rendering", since: NOW - 8 * DAY, usual: 110_000 }, { overdue: true }),
  video("face", "The disk was full for too long", { kind: "saving", expires: NOW - DAY, held: fault("diskFull", "The disk is full. Free some space; the video is still at Akool.") }),
  video("face", "Moved away", saved, { file: moved }),
  video("lake", "Moved away, and deleted at Akool", saved, { file: { ...moved, lost: true } }),
  video("dunes", "A prompt so long that no card could ever show it in a single line, because somebody wrote a whole novel into it", saved, { kept: true }),
];

const PROMPTS = [
  "Slow push in, warm wind lifting the sand", "Clouds drift, water ripples gently", "She turns and smiles at the camera", "Drone shot rising over the lake at dawn",
  "Time-lapse of the sun going down", "Hair moving in the wind", "Gentle cinematic pan to the left", "Sandstorm rolls in from the right", "Snow begins to fall, the light turns blue",
];
const TAGS = ["client", "lake", "sunset", "portrait", "to show", "music video"];

/** A library of years: mostly saved, of several models, tags and days. */
const many = (count: number): VideoView[] =>
  Array.from({ length: count }, (_, at) => {
    const of = models[at % 3] as ModelView;
    const status: VideoStatus =
      at === 2 ? { kind: "rendering", since: NOW - 40_000, usual: 110_000 } : at % 97 === 5 ? { kind: "failed", error: fault("videoFailed", "20 credits were returned.") } : saved;
    const seconds = 4 + (at % 7);
    const made = video(["dunes", "lake", "face"][at % 3] as string, `${PROMPTS[at % PROMPTS.length]} ${at + 1}`, status, {
      createdAt: NOW - at * 4_000_000, modelLabel: of.label, kept: at % 11 === 3, tags: TAGS.filter((_, tag) => at % (tag + 4) === 1), credits: status.kind === "saved" ? 10 + (at % 9) * 5 : null,
    });
    return { ...made, spec: { ...made.spec, model: of.value, seconds }, file: made.file && { ...made.file, seconds } };
  });

const account: AccountView = { name: "Akool", service: "openapi.akool.com", isDemo: false, balance: 834, today: 60, held: null, host: "form: uploads.example.com" };
const demo: AccountView = { ...account, name: "Demo", service: "127.0.0.1:41234", isDemo: true, balance: 1000, today: 0 };

export const refused: RefusedPhoto[] = [
  { name: "holiday.avif", error: fault("photoUnusable", "AVIF pictures are not understood yet. Save it as JPEG or PNG and drop it again.") },
  { name: "a-broken-one.jpg", error: fault("photoUnusable", "The file ends too early. It may not have been copied whole.") },
];

const snapshot = (more: Partial<Snapshot>, videos: VideoView[] = []): Snapshot => ({
  account, tray: [], offers: [], spec, models, effects, page: { videos, total: videos.length },
  counts: {
    all: videos.length, making: videos.filter((v) => belongs(v, "making")).length, ready: videos.filter((v) => belongs(v, "ready")).length,
    kept: videos.filter((v) => v.kept).length, needsYou: videos.filter((v) => belongs(v, "needsYou")).length,
  },
  ...more,
});

export const scenes: Record<string, () => Snapshot> = {
  first: () => snapshot({ account: demo, spec: { ...spec, model: "", prompt: "" } }),
  composing: () => snapshot({ account: demo, tray }),
  cropping: () => snapshot({
    account: demo, tray,
    offers: [
      { id: "lake-1", name: "panorama.jpg", width: 9000, height: 2000, crop: { left: 2010, top: 0, width: 4980, height: 2000 }, photo: null },
      { id: "face-2", name: "a very tall one.png", width: 600, height: 4000, crop: { left: 0, top: 1268, width: 600, height: 1463 }, photo: "face" },
    ],
  }),
  busy: () => snapshot({ tray, counts: { all: 128, making: 3, ready: 124, kept: 1, needsYou: 1 } }, busy()),
  every: () => snapshot({ tray }, every()),
  held: () => snapshot({ tray, account: { ...account, balance: 12, held: fault("noCredits", "There are not enough credits left at Akool. Nothing was charged for what is waiting.") } }, busy()),
  many: () => snapshot({ tray: Array.from({ length: 40 }, (_, at) => ({ ...(tray[at % 3] as PhotoView), id: `${tray[at % 3]?.id}-${at}` })) }, many(10_000)),
};
