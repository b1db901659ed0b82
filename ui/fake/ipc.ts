/** A made-up engine behind the window, for looking at it in any browser: `npm run fake`, then `?scene=busy&theme=dark`. */
import type * as real from "../src/ipc";
import type { UnderWay } from "../src/bindings/UnderWay";
import type { Event } from "../src/bindings/Event";
import type { Imported } from "../src/bindings/Imported";
import type { Objection } from "../src/bindings/Objection";
import type { PhotoView } from "../src/bindings/PhotoView";
import type { VideoView } from "../src/bindings/VideoView";
import type { DragEvent } from "../src/bindings/DragEvent";
import type { HostView } from "../src/bindings/HostView";
import type { SettingsView } from "../src/bindings/SettingsView";
import { EVERYTHING } from "../src/logic/query";
import { made } from "../tests/made";
import { FakeLibrary } from "./library";
import { effects as allEffects, presets as allPresets, prompts, sounds } from "./composing";
import { fault, models, refused, scenes, spec, tray, video } from "./scenes";
import type { CropOffer } from "../src/bindings/CropOffer";

/** A file name as the engine might make it. */
function nameOf(pattern: string): string {
  const words: Record<string, string> = {
    photo: "dunes", prompt: "Slow push in, warm wind lifting the sand", model: "Seedance Lite", resolution: "720p", seconds: "5",
    date: "2026-11-27", time: "14-05", effect: "", id: "4f2a",
  };
  const unknown = [...pattern.matchAll(/\{(\w*)\}/g)].find(([, word]) => !((word ?? "") in words));
  if (unknown) throw fault("badSpec", `There is no word ${unknown[0]}. There are {photo}, {prompt}, {model}, {resolution}, {seconds}, {date}, {time}, {effect} and {id}.`);
  const name = pattern.replace(/\{(\w+)\}/g, (_, word: string) => words[word] ?? "").trim();
  if (name === "") throw fault("badSpec", "A name needs at least one word or letter. Nothing was changed.");
  return `${name}.mp4`;
}

const params = new URLSearchParams(location.search);
const snapshot = (scenes[params.get("scene") ?? "busy"] ?? scenes.busy!)();
let { account, tray: photos, offers } = snapshot;
let settings: SettingsView = {
  theme: (params.get("theme") ?? "system") as SettingsView["theme"],
  language: params.get("language") ?? "system",
  videosFolder: "~/Videos/Animato", keyStorage: "none", keysLast: true, version: "0.1.0",
  accounts: [
    { id: "a1", name: "Akool", service: "openapi.akool.com", kind: "key", clientId: null, inUse: false },
    { id: "b2", name: "Client work", service: "openapi.akool.com", kind: "pair", clientId: "cl_81af", inUse: false },
  ],
  proxy: { kind: "system", address: "", hasPassword: false },
  limits: { perPress: 200, perDay: null, perMonth: null, beyond: "refuse" },
  notices: { when: "all", sound: false },
  names: { pattern: "{photo} {prompt}", sidecars: false },
};

let effects = params.has("noeffects") ? [] : allEffects;
let presets = allPresets;
/** A photo of the library that is in no tray. */
const outside = (id: string, name: string): PhotoView => ({ ...(tray[1] as PhotoView), id, name, notices: [] });

let host: HostView = made.host();

let tell: (event: Event) => void = () => undefined;
let drag: (event: DragEvent) => void = () => undefined;
let askToClose: (closing: UnderWay) => void = () => undefined;
const later = <T>(value: T, wait = 60): Promise<T> => new Promise((done) => setTimeout(() => done(value), wait));
const library = new FakeLibrary(snapshot.page.videos, (event) => tell(event));
const change = (next: VideoView): VideoView => library.change(next);
const use = (id: string | null) => {
  settings = { ...settings, keyStorage: id ? "keychain" : "none", accounts: settings.accounts.map((each) => ({ ...each, inUse: each.id === id })) };
  account = { ...account, name: id ? "Akool" : "Demo", isDemo: !id, held: null };
  return { account, settings };
};
const came = (more: Partial<Imported>): Imported => ({ photos: [], refused: [], offers: [], others: 0, ...more });
const tellOffers = (now: CropOffer[]): void => tell({ type: "offers", offers: (offers = now) });
let isStopped = false;
const byId = (id: string): VideoView => library.find(id);

// For scripts that look at the window.
Object.assign(window, { fake: { close: (closing: UnderWay) => askToClose(closing), recipe: (more = {}) => tell({ type: "recipe", recipe: made.recipe("holiday", { spec, photo: "dunes", modelLabel: "Seedance Lite", createdAt: Date.now() - 9e8, ...more }) }), tell: (event: Event) => tell(event), drag: (event: DragEvent) => drag(event), fault, refused } });

const calls: string[] = [];
Object.assign(window, { fakeCalls: calls });

const fake: typeof real = {
  start: () => later({ snapshot: { ...snapshot, page: library.page(EVERYTHING, 0, 60) }, media: `${location.origin}/media`, settings, canConnect: true }),
  listModels: () => later(models),
  listEffects: () => (params.has("noeffects") ? Promise.reject(fault("offline", "Akool could not be reached. Nothing was charged. Check the network.")) : later(effects)),
  favourEffect: (code, favourite) => later((effects = effects.map((each) => (each.code === code ? { ...each, favourite } : each)))),
  refreshAccount: () => later((account = { ...account, held: null, balance: 500 }), 800),
  pickPhotos: () => later(came({ refused })),
  pickPhotoFolder: async () => {
    isStopped = false;
    for (let done = 0; done < 500 && !isStopped; done += 1) await later(tell({ type: "importing", done, total: 500, refused: [], others: 0 }), 30);
    tell({ type: "importing", done: 500, total: 500, refused: [], others: 12 });
    return came({ others: 12 });
  },
  cancelImport: () => later(void (isStopped = true)),
  importSamples: async () => {
    photos = tray;
    tell({ type: "tray", photos });
    return came({ photos });
  },
  importBytes: (pictures) => {
    calls.push(...pictures.map(({ name, size }) => `importBytes ${name} ${size}`));
    return later(came({}));
  },
  importClipboard: () => later(came({})),
  addToTray: (ids) => later((photos = [...photos, ...tray.filter((each) => ids.includes(each.id) && !photos.some((known) => known.id === each.id))])),
  removeFromTray: (ids) => later((photos = photos.filter((photo) => !ids.includes(photo.id)))),
  acceptCrop: async (id) => {
    const photo = { ...(tray[1] as PhotoView), id: `lake-${id}`, notices: ["cropped" as const] };
    photos = [...photos, photo];
    tell({ type: "trayAdded", photos: [photo] });
    tellOffers(offers.map((offer) => (offer.id === id ? { ...offer, photo: photo.id } : offer)));
    return photo;
  },
  undoCrop: async (id) => {
    tell({ type: "tray", photos: (photos = photos.filter((photo) => photo.id !== id)) });
    tellOffers(offers.map((offer) => (offer.photo === id ? { ...offer, photo: null } : offer)));
  },
  dismissOffer: async (id) => tellOffers(offers.filter((offer) => offer.id !== id)),
  pickEndFrame: () => later(outside("black", "a night sky.jpg"), 300),
  takeDrop: (drop, place) => {
    calls.push(`takeDrop ${drop} ${place}`);
    return later(place === "endFrame" ? outside("white", "dropped.png") : null, 400);
  },
  listPrompts: (search, limit) => later(prompts.filter((each) => each.prompt.toLowerCase().includes(search.trim().toLowerCase())).slice(0, limit)),
  listPresets: () => later(presets),
  savePreset: (id, kind, name, text) => {
    const preset = { id: id ?? `s${Date.now()}`, kind, name, text };
    return later((presets = id ? presets.map((each) => (each.id === id ? preset : each)) : [preset, ...presets]));
  },
  deletePreset: (id) => later((presets = presets.filter((each) => each.id !== id))),
  quote: (spec, ids) => {
    const model = models.find((each) => each.value === spec.model);
    const unit = model?.resolutions.find((each) => each.value === spec.resolution)?.unitCredit;
    const perVideo = unit ? unit * spec.seconds : null;
    const count = ids.length * spec.count;
    const total = perVideo === null ? null : perVideo * count;
    const rest = total === null || account.balance === null ? null : account.balance - total;
    const objections: Objection[] = [];
    if (ids.length === 0) objections.push({ field: "photos", code: "noPhotos", message: "Add at least one photo.", figures: null, blocks: true, asks: false });
    if (spec.prompt.trim() === "" && !spec.effect) objections.push({ field: "prompt", code: "noPrompt", message: "Say what should happen, or choose an effect.", figures: null, blocks: true, asks: false });
    if (spec.effect && spec.prompt) objections.push({ field: "prompt", code: "promptIgnored", message: "The service ignores the prompt when an effect is chosen.", figures: null, blocks: false, asks: false });
    if (rest !== null && rest < 0) objections.push({ field: "price", code: "notEnoughCredits", message: `This needs ${-rest} credits more than there are.`, figures: null, blocks: true, asks: false });
    if (total === null) objections.push({ field: "price", code: "priceUnknown", message: "The list names no price for this model. It is charged as the service sees fit.", figures: null, blocks: false, asks: false });
    return later({ photos: ids.length, videos: count, perVideo, total, basis: total === null ? "unknown" : spec.seconds === 10 ? "charged" : "listed", balance: account.balance, balanceAfter: rest, objections }, 5);
  },
  create: async (press, spec, ids, own) => {
    calls.push(`create ${press}`);
    await later(null, 120);
    return ids.map((id) => change(video(id.replace(/-\d+$/, ""), own[id] ?? spec.prompt, { kind: "waiting", held: null }, { spec: { ...spec, prompt: own[id] ?? spec.prompt }, createdAt: Date.now() })));
  },
  framePhoto: (id) => later({ ...(tray.find((each) => each.id === byId(id).photo) ?? (tray[0] as PhotoView)) }),
  recipeFrame: () => later(tray[1] as PhotoView),
  pickSound: () => later(made.sound("s1", { name: "waves on a beach, recorded with a phone.m4a", seconds: 14.2 }), 300),
  showSound: (id) => {
    const found = sounds.find((each) => each.id === id);
    if (!found) throw fault("notFound", "This sound is not in the library any more. Choose it again.");
    return later(found);
  },
  quoteSound: (_, sound) => later(made.quote({ perVideo: 5, total: sound.kind === "ai" ? 5 : null, basis: "listed", balance: account.balance, balanceAfter: 819 }), 300),
  addSound: async (id) => change(video(byId(id).photo, byId(id).spec.prompt, { kind: "waiting", held: null }, { createdAt: Date.now() })),
  listVideos: (query, offset, limit) => {
    calls.push(`listVideos ${offset} ${limit}`);
    return later(library.page(query, offset, limit), Number(params.get("slow") ?? 8));
  },
  listFacets: () => later(library.facets()),
  find: async (request) => {
    const found = library.videos.find((v) => v.request === request) as VideoView;
    await later(null, 700);
    change({ ...found, status: { kind: "unknown", lookup: "absent", error: fault("outcomeUnknown", "") } });
    return "absent";
  },
  retry: (id) => later([change({ ...byId(id), status: { kind: "waiting", held: null } })], 400),
  spending: () => later({
    today: 60, month: 340, due: 25,
    rows: [
      { day: "2026-11-27", model: "fast", modelLabel: "Akool Image2Video Fast V1", videos: 2, credits: 60, back: 0, unpriced: 0 },
      { day: "2026-11-26", model: "fast", modelLabel: "Akool Image2Video Fast V1", videos: 8, credits: 200, back: 25, unpriced: 1 },
      { day: "2026-11-26", model: "seedance", modelLabel: "Seedance 1.0 Lite", videos: 3, credits: 105, back: 0, unpriced: 0 },
    ],
  }),
  saveSpending: () => later(true),
  keep: (ids, kept) => later(library.keep(ids, kept)),
  tag: (ids, tag, on) => later(library.tag(ids, tag, on)),
  deleteVideos: async (ids, what) => {
    await later(null, 200);
    if (what !== "atService") library.delete(ids, what === "here");
  },
  stay: () => later(undefined),
  notify: async (title, body) => void calls.push(`notify ${title}: ${body}`),
  openLicences: () => later(undefined),
  copyFile: () => later(undefined),
  dragOut: async (id) => void calls.push(`dragOut ${id}`),
  restore: async (ids) => {
    await later(null, 100);
    library.restore(ids);
  },
  saveCopies: (ids) => later(ids.length, 400),
  reveal: () => Promise.reject(fault("internal", "The folder could not be opened: no file manager answered.")),
  openInPlayer: () => later(undefined),
  saveAs: () => later(true),
  connect: async (secret, clientId, replaces) => {
    await later(null, 600);
    if (secret.length < 8) throw fault("wrongKey", "Akool does not accept this key. Nothing was charged. Copy it again from your Akool account.");
    const id = replaces ?? `n${settings.accounts.length}`;
    const known = settings.accounts.some((each) => each.id === id);
    const entry = { id, name: `Akool ${settings.accounts.length + 1}`, service: "openapi.akool.com", kind: clientId ? "pair" as const : "key" as const, clientId, inUse: true };
    settings = { ...settings, accounts: known ? settings.accounts : [...settings.accounts, entry] };
    account = { ...account, balance: 834 };
    return use(id);
  },
  useAccount: (id) => later(use(id === "demo" ? null : id), 200),
  renameAccount: (id, name) => {
    settings = { ...settings, accounts: settings.accounts.map((each) => (each.id === id ? { ...each, name } : each)) };
    return later({ account, settings });
  },
  forgetAccount: (id) => {
    settings = { ...settings, accounts: settings.accounts.filter((each) => each.id !== id) };
    return later(use(null));
  },
  setProxy: async (proxy, password) => {
    await later(null, 200);
    if (proxy.includes(" ")) throw fault("badSpec", "This is not the address of a proxy. Examples: http://proxy.example.com:8080, socks5://127.0.0.1:1080");
    const kind = proxy === "system" || proxy === "none" ? proxy : "address";
    settings = { ...settings, proxy: { kind, address: kind === "address" ? proxy : "", hasPassword: password !== null } };
    return { account, settings };
  },
  setLimits: (limits) => later((settings = { ...settings, limits })),
  showHost: () => later(host),
  setHost: ({ kind, form, bucket, consent, secrets }) => {
    const parts = kind === "bucket" ? ["bucket"] : [...(form?.secret_fields ?? []).map((name) => `field/${name}`)];
    host = {
      ...host, kind, form: form ?? host.form, bucket: bucket ?? host.bucket,
      name: bucket ? bucket.bucket : form ? new URL(form.url).hostname : null,
      consent: consent ? (host.presets.find((preset) => form?.url.includes(preset.domain))?.domain ?? null) : host.consent,
      secrets: parts.map((part) => ({ part, isSet: part in secrets || host.secrets.some((s) => s.part === part && s.isSet) })),
    };
    return later(host, 200);
  },
  testHost: () => later(made.trial(host.kind === "form" ? { deleted: "cannot" } : {}), 800),
  pickUploader: () => later(host),
  setLanguage: (language) => later((settings = { ...settings, language })),
  setTheme: (theme) => later((settings = { ...settings, theme })),
  setNotices: (notices) => later((settings = { ...settings, notices })),
  setNames: async (pattern, sidecars) => (settings = { ...settings, names: { pattern, sidecars } }),
  nameExample: async (pattern) => nameOf(pattern),
  quit: () => later(window.close()),
  pickVideosFolder: () => later(settings),
  onStudio: async (hear) => {
    tell = hear;
    setTimeout(() => {
      const saving = library.videos.find((v) => v.status.kind === "saving" && v.status.held === null);
      if (saving) hear({ type: "progress", video: saving.id, done: 4_100_000, total: 6_300_000 });
    }, 200);
    return () => undefined;
  },
  onClosing: async (hear) => {
    askToClose = hear;
    return () => undefined;
  },
  onDrag: async (hear) => {
    drag = hear;
    return () => undefined;
  },
};

export const {
  acceptCrop, addSound, addToTray, cancelImport, connect, copyFile, create, deletePreset, deleteVideos, dismissOffer, dragOut, favourEffect,
  find, forgetAccount, framePhoto, importBytes, importClipboard, importSamples, keep, listEffects, listFacets, listModels, listPresets,
  listPrompts, listVideos, nameExample, notify, onClosing, onDrag, onStudio, openInPlayer, openLicences, pickEndFrame, pickPhotoFolder, pickPhotos, pickSound,
  pickUploader, pickVideosFolder, quit, quote, quoteSound, recipeFrame, refreshAccount, removeFromTray, renameAccount, restore, retry,
  reveal, saveAs, saveCopies, savePreset, saveSpending, setHost, setLanguage, setLimits, setNames, setNotices, setProxy, setTheme, showHost, showSound,
  spending, start, stay, tag, takeDrop, testHost, undoCrop, useAccount,
} = fake;
