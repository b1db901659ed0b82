/** A made-up engine behind the window, for looking at it in any browser: `npm run fake`, then `?scene=busy&theme=dark`. */
import type * as real from "../src/ipc";
import type { Event } from "../src/bindings/Event";
import type { Imported } from "../src/bindings/Imported";
import type { Objection } from "../src/bindings/Objection";
import type { PhotoView } from "../src/bindings/PhotoView";
import type { VideoView } from "../src/bindings/VideoView";
import type { DragPhase } from "../src/bindings/DragPhase";
import type { HostView } from "../src/bindings/HostView";
import type { SettingsView } from "../src/bindings/SettingsView";
import { EVERYTHING } from "../src/logic/query";
import { made } from "../tests/made";
import { FakeLibrary } from "./library";
import { effects, fault, models, refused, scenes, tray, video } from "./scenes";
import type { CropOffer } from "../src/bindings/CropOffer";

const params = new URLSearchParams(location.search);
const snapshot = (scenes[params.get("scene") ?? "busy"] ?? scenes.busy!)();
let { account, tray: photos, offers } = snapshot;
let settings: SettingsView = {
  theme: (params.get("theme") ?? "system") as SettingsView["theme"],
  videosFolder: "~/Videos/Animato", keyStorage: "none", keysLast: true, version: "0.1.0",
  accounts: [
    { id: "a1", name: "Akool", service: "openapi.akool.com", kind: "key", clientId: null, inUse: false },
    { id: "b2", name: "Client work", service: "openapi.akool.com", kind: "pair", clientId: "cl_81af", inUse: false },
  ],
  proxy: { kind: "system", address: "", hasPassword: false },
  limits: { perPress: 200, perDay: null, perMonth: null, beyond: "refuse" },
};

let host: HostView = made.host();

let tell: (event: Event) => void = () => undefined;
let drag: (phase: DragPhase) => void = () => undefined;
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
Object.assign(window, { fake: { tell: (event: Event) => tell(event), drag: (phase: DragPhase) => drag(phase), fault, refused } });

const calls: string[] = [];
Object.assign(window, { fakeCalls: calls });

const fake: typeof real = {
  start: () => later({ snapshot: { ...snapshot, page: library.page(EVERYTHING, 0, 60) }, media: `${location.origin}/media`, settings, canConnect: true }),
  listModels: () => later(models),
  listEffects: () => later(effects),
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
  quote: (spec, ids) => {
    const model = models.find((each) => each.value === spec.model);
    const unit = model?.resolutions.find((each) => each.value === spec.resolution)?.unitCredit;
    const perVideo = unit ? unit * spec.seconds : null;
    const count = ids.length * spec.count;
    const total = perVideo === null ? null : perVideo * count;
    const rest = total === null || account.balance === null ? null : account.balance - total;
    const objections: Objection[] = [];
    if (ids.length === 0) objections.push({ field: "photos", code: "noPhotos", message: "Add at least one photo.", blocks: true, asks: false });
    if (spec.prompt.trim() === "" && !spec.effect) objections.push({ field: "prompt", code: "noPrompt", message: "Say what should happen, or choose an effect.", blocks: true, asks: false });
    if (spec.effect && spec.prompt) objections.push({ field: "prompt", code: "promptIgnored", message: "The service ignores the prompt when an effect is chosen.", blocks: false, asks: false });
    if (rest !== null && rest < 0) objections.push({ field: "price", code: "notEnoughCredits", message: `This needs ${-rest} credits more than there are.`, blocks: true, asks: false });
    if (total === null) objections.push({ field: "price", code: "priceUnknown", message: "The list names no price for this model. It is charged as the service sees fit.", blocks: false, asks: false });
    return later({ photos: ids.length, videos: count, perVideo, total, basis: total === null ? "unknown" : spec.seconds === 10 ? "charged" : "listed", balance: account.balance, balanceAfter: rest, objections }, 5);
  },
  create: async (press, spec, ids) => {
    calls.push(`create ${press}`);
    await later(null, 120);
    return ids.map((id) => change(video(id.replace(/-\d+$/, ""), spec.prompt, { kind: "waiting", held: null }, { spec, createdAt: Date.now() })));
  },
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
  setTheme: (theme) => later((settings = { ...settings, theme })),
  pickVideosFolder: () => later(settings),
  onStudio: async (hear) => {
    tell = hear;
    setTimeout(() => {
      const saving = library.videos.find((v) => v.status.kind === "saving" && v.status.held === null);
      if (saving) hear({ type: "progress", video: saving.id, done: 4_100_000, total: 6_300_000 });
    }, 200);
    return () => undefined;
  },
  onDrag: async (hear) => {
    drag = hear;
    return () => undefined;
  },
};

export const {
  start, listModels, listEffects, refreshAccount, pickPhotos, pickPhotoFolder, cancelImport, acceptCrop, undoCrop, dismissOffer, importSamples, importBytes, importClipboard, addToTray, removeFromTray, quote, create, listVideos, listFacets,
  find, retry, keep, tag, deleteVideos, restore, saveCopies, reveal, openInPlayer, saveAs, connect, useAccount, renameAccount, forgetAccount, setProxy, setLimits, showHost, setHost, testHost, pickUploader, setTheme, pickVideosFolder, onStudio, onDrag,
} = fake;
